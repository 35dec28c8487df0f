#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "dragoman/questions.h"
#include "law/told.h"

namespace dragoman {
namespace {

const char* const kQuestion = R"(
text = "Will the United States sanction Turkey over its S-400 by 31 December 2020?"
opened = 2019-07-01
deadline = 2020-12-31
resolves = "the Department of State"
parties = "TUR"
statutes = "caatsa-231"
topic = ["S-400", "sanctions"]
[act]
type = "SANCTION"
source = { country = "USA", sector = "!LEG" }
target = { country = "TUR" }
[[yes]]
type = "SANCTION"
source = { country = "USA", sector = "!LEG" }
target = { country = "TUR" }
words = "S-400"
)";

const Question& question() {
  static const Question q = std::get<Question>(read_question(kQuestion, "turkey.toml"));
  return q;
}

struct Told {
  explicit Told(std::vector<std::string> lines, const std::string& day = "2019-08-01")
      : account(account_of(lines)), answer(ask(question(), account, statutes(), built_in_weights(), day)) {}
  Account account;
  Answer answer;
};

std::string stances(const Answer& a) {
  std::string text;
  for (const Position& p : a.positions) text += (text.empty() ? "" : "; ") + p.who + " " + std::string(name(p.stance));
  return text;
}

double moved(const Answer& a, std::string_view kind) {
  double sum = 0;
  for (const Item& i : a.forecast.ledger) sum += i.kind == kind ? i.moves : 0;
  return sum;
}

// Two events of one sentence: one report with both.
Account one_report(const std::string& first, const std::string& second) {
  auto [report, a] = told(first, 1);
  auto [same, b] = told(second, 1);
  b.id = "e2";
  return file({report}, {a, b});
}

TEST(Ask, ASenatorForAndAPresidentReluctantDivideOneGovernment) {
  const std::string text =
      "Risch supported strong sanctions against Turkey, but Trump indicated reluctance to sanction Turkey.";
  const Account account = one_report("2019-07-23 | SUPPORT actual | \"Risch\" > TUR | - | supported | " + text,
                                     "2019-07-23 | SANCTION negated | \"Trump\" > TUR | - | to sanction | " + text);
  const Answer a = ask(question(), account, statutes(), built_in_weights(), "2019-08-01");
  EXPECT_EQ(stances(a), "James Risch for; Donald Trump reluctant");
  EXPECT_EQ(a.divided, std::vector<std::string>{"USA"});
  const Filed& filed = account.events[a.positions[0].event];
  EXPECT_EQ(filed.event.trigger.text, "supported");
}

TEST(Ask, EachWayOfStanding) {
  EXPECT_EQ(
      stances(
          Told({"2019-07-23 | THREATEN actual | \"Pompeo\" > TUR | - | warned | Pompeo warned Turkey over the S-400."}).answer),
      "Mike Pompeo conditional");
  EXPECT_EQ(stances(Told({"2019-07-23 | SANCTION future | USA > TUR | \"Pompeo\" | impose | Pompeo said Washington would "
                          "impose sanctions on Turkey."})
                        .answer),
            "Mike Pompeo for");
  EXPECT_EQ(stances(Told({"2019-07-23 | SANCTION negated | USA > TUR | \"Trump\" | impose | Trump said he would not impose "
                          "sanctions on Turkey."})
                        .answer),
            "Donald Trump against");
  EXPECT_EQ(stances(Told({"2019-07-23 | THREATEN actual | \"Çavuşoğlu\" > USA | - | threatened | Çavuşoğlu threatened "
                          "Washington over sanctions."})
                        .answer),
            "Mevlüt Çavuşoğlu against");
}

TEST(Ask, AStateAsAWholeHasNoPosition) {
  EXPECT_EQ(
      stances(
          Told({"2019-07-23 | SANCTION future | USA > TUR | - | impose | The United States will impose sanctions on Turkey."})
              .answer),
      "");
}

TEST(Ask, AReportThatIsNotAboutItDoesNotBear) {
  const Told t({"2019-07-23 | SANCTION future | USA > TUR | - | expel | The United States will expel envoys of Turkey."});
  EXPECT_FALSE(t.answer.bears);
  EXPECT_TRUE(t.answer.forecast.ledger.empty());
  EXPECT_DOUBLE_EQ(t.answer.forecast.probability, built_in_weights().base.value);
}

TEST(Ask, TheFutureIsNotKnown) {
  const std::vector<std::string> lines = {
      "2019-07-12 | COOPERATE actual | RUS > TUR | - | delivered | Russia delivered the S-400 to Turkey.",
      "2020-12-14 | SANCTION actual | USA > TUR | - | sanctions | The United States imposed sanctions on Turkey over the "
      "S-400."};
  const Told before(lines, "2020-12-13"), after(lines, "2020-12-14");
  EXPECT_FALSE(before.answer.resolved_yes);
  EXPECT_TRUE(after.answer.resolved_yes);
  EXPECT_EQ(before.answer.reports.size(), 1U);
  const Told alone({lines[0]}, "2020-12-13");
  EXPECT_DOUBLE_EQ(before.answer.forecast.probability, alone.answer.forecast.probability);
  EXPECT_GT(after.answer.forecast.probability, before.answer.forecast.probability);
}

TEST(Ask, ItsCourseIsTheAnswerOfEachDay) {
  const Account account = account_of(
      {"2019-07-12 | COOPERATE actual | RUS > TUR | - | delivered | Russia delivered the S-400 to Turkey.",
       "2019-07-23 | SANCTION future | USA > TUR | \"Pompeo\" | impose | Pompeo said Washington would impose sanctions on "
       "Turkey.",
       "2019-08-02 | SANCTION negated | USA > TUR | \"Trump\" | impose | Trump said he would not impose sanctions on Turkey."});
  const std::vector<std::string> days{"2019-07-01", "2019-07-12", "2019-07-23", "2019-08-02", "2020-12-31"};
  const std::vector<Stood> course = history(question(), account, statutes(), built_in_weights(), days);
  ASSERT_EQ(course.size(), days.size());
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Answer a = ask(question(), account, statutes(), built_in_weights(), days[i]);
    EXPECT_EQ(course[i].day, days[i]);
    EXPECT_EQ(course[i].reports, a.reports.size());
    EXPECT_DOUBLE_EQ(course[i].probability, a.forecast.probability) << days[i];
    EXPECT_DOUBLE_EQ(course[i].low, a.forecast.low);
    EXPECT_DOUBLE_EQ(course[i].high, a.forecast.high);
  }
  EXPECT_EQ(course.front().reports, 0U);
  EXPECT_NE(course[2].probability, course[3].probability);
}

TEST(Ask, OfADayThatIsNotNamedTheLastOneIsTaken) {
  EXPECT_EQ(question().last_day("2019-08-01"), "2019-08-01");
  EXPECT_EQ(question().last_day("2026-11-28"), "2020-12-31");
}

TEST(Ask, AnOpenConditionAndHowItComesAbout) {
  auto [report, threat] = told(
      "2019-07-26 | SANCTION conditional | TUR > USA | \"Çavuşoğlu\" | steps | Turkey would take steps if the United States "
      "imposed sanctions, "
      "Çavuşoğlu said.",
      1);
  Event inside = told("2019-07-26 | SANCTION possible | USA > TUR | - | imposed | " + report.text, 1).second;
  inside.id = "e9";
  const std::size_t at = report.text.find("if the");
  threat.condition = Condition{{at, at + 39, report.text.substr(at, 39)}, "e9"};
  auto [later, sanction] =
      told("2020-12-14 | SANCTION actual | USA > TUR | - | sanctions | The United States imposed sanctions on Turkey.", 2);
  const Account account = file({report, later}, {threat, inside, sanction});
  const Answer before = ask(question(), account, statutes(), built_in_weights(), "2020-12-13");
  ASSERT_EQ(before.conditions.size(), 1U);
  EXPECT_EQ(before.conditions[0].words, "if the United States imposed sanctions,");
  EXPECT_TRUE(before.conditions[0].come_about.empty());
  const Answer after = ask(question(), account, statutes(), built_in_weights(), "2020-12-14");
  ASSERT_EQ(after.conditions.size(), 1U);
  EXPECT_EQ(after.conditions[0].come_about.size(), 1U);
}

TEST(Ledger, WhatIsToldAgainIsNotCountedTwice) {
  const std::string line =
      " | SANCTION demanded | USA > TUR | \"Menendez\" | sanctions | Senator Menendez urged sanctions on Turkey over the "
      "S-400.";
  const Told once({"2019-07-20" + line}), thrice({"2019-07-20" + line, "2019-07-21" + line, "2019-07-30" + line});
  EXPECT_DOUBLE_EQ(moved(once.answer, "demanded"), moved(thrice.answer, "demanded"));
  const auto item = std::find_if(thrice.answer.forecast.ledger.begin(), thrice.answer.forecast.ledger.end(),
                                 [](const Item& i) { return i.kind == "demanded"; });
  EXPECT_EQ(item->repeats, 2U);
}

TEST(Ledger, EachItemIsTheProductOfItsFactorsAndTheSumIsTheForecast) {
  const Told t({"2019-07-12 | COOPERATE actual | RUS > TUR | - | delivered | Russia delivered the S-400 to Turkey.",
                "2019-07-14 | SANCTION future | USA > TUR | \"Pompeo\" | impose | Pompeo said Washington would impose "
                "sanctions on Turkey.",
                "2019-07-23 | CONSULT actual | \"Trump\" > \"Erdoğan\" | - | met | Trump met Erdoğan to discuss the S-400."});
  const Forecast& f = t.answer.forecast;
  double sum = std::log(f.base / (1 - f.base));
  for (const Item& i : f.ledger) {
    EXPECT_NEAR(i.moves, i.direction * i.weight * i.reliability * i.decay * i.share, 1e-12);
    sum += i.moves;
  }
  EXPECT_NEAR(f.probability, 1 / (1 + std::exp(-sum)), 1e-12);
  EXPECT_LT(f.low, f.probability);
  EXPECT_GT(f.high, f.probability);
  EXPECT_GT(moved(t.answer, "announced"), 0);
  EXPECT_LT(moved(t.answer, "talks"), 0);
  EXPECT_GT(moved(t.answer, "duty"), 0);
}

TEST(Ledger, ItemsFade) {
  const std::vector<std::string> lines = {
      "2019-07-14 | SANCTION future | USA > TUR | - | impose | Washington will impose sanctions on Turkey."};
  const Told fresh(lines, "2019-07-14"), old(lines, "2019-09-12");
  EXPECT_NEAR(moved(old.answer, "announced"), moved(fresh.answer, "announced") / 2, 1e-9);  // its half-life is 60 days
}

}  // namespace
}  // namespace dragoman
