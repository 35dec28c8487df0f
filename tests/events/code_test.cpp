#include <gtest/gtest.h>

#include <array>
#include <ctime>

#include "dragoman/events.h"
#include "sentence.h"

namespace dragoman {
namespace {

using testing::HandMade;

std::vector<Event> code_one(const HandMade& s) { return code(s.report, find_quotations(s.report.text), std::array{s.reading}); }

constexpr std::string_view threat =
    "The/DET/2/det Turks/PROPN/3/nsubj threatened/VERB/0/root Syria/PROPN/3/obj 's/PART/4/case to/PART/7/mark "
    "attack/VERB/3/xcomp "
    "if/SCONJ/11/mark talks/NOUN/11/nsubj soon/ADV/11/advmod fail/VERB/7/advcl ./PUNCT/3/punct";

TEST(Code, SpellsSpansTightly) {
  HandMade s(threat);
  Frame frame = s.frame("threatened", "THREATEN", "actual");
  frame.source.push_back({s.find("The Turks"), 0.7F});
  frame.target.push_back({s.find("Syria 's"), 0.6F});
  s.reading.frames = {frame};
  s.reading.mentions = {{s.find("The Turks"), "GOV", 0.9F}};
  const auto events = code_one(s);
  ASSERT_EQ(events.size(), 1U);
  const Event& e = events[0];
  EXPECT_EQ(e.trigger.text, "threatened");
  EXPECT_EQ(s.report.text.substr(e.trigger.start, e.trigger.end - e.trigger.start), e.trigger.text);
  ASSERT_EQ(e.source.size(), 1U);
  EXPECT_EQ(e.source[0].span.text, "The Turks");
  EXPECT_EQ(e.source[0].sector, "GOV");
  EXPECT_EQ(e.source[0].country, "TUR");
  ASSERT_EQ(e.target.size(), 1U);
  EXPECT_EQ(e.target[0].span.text, "Syria");
  EXPECT_EQ(e.target[0].code, "SYRGOV");
  EXPECT_NEAR(e.confidence, 0.9 * 0.8 * 0.9, 1e-6);
}

TEST(Code, KeepsConditionsWithTheirConditionals) {
  HandMade s(threat);
  s.reading.frames = {s.frame("threatened", "THREATEN", "actual"), s.frame("attack", "ASSAULT", "conditional")};
  s.reading.frames[0].condition.push_back({s.find("if talks soon fail ."), 0.5F});
  s.reading.frames[1].condition.push_back({s.find("if talks soon fail ."), 0.5F});
  const auto events = code_one(s);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_FALSE(events[0].condition);
  ASSERT_TRUE(events[1].condition);
  EXPECT_EQ(events[1].condition->span.text, "if talks soon fail");
}

TEST(Code, FindsInTheTreeTheConditionThatTheModelMissed) {
  HandMade s(threat);
  s.reading.frames = {s.frame("attack", "ASSAULT", "conditional")};
  const auto events = code_one(s);
  ASSERT_TRUE(events[0].condition);
  EXPECT_EQ(events[0].condition->span.text, "if talks soon fail");
  EXPECT_EQ(events[0].why[3].step, "condition");
  EXPECT_EQ(events[0].why[3].from, "rule");
  EXPECT_EQ(events[0].why[3].name, "if-clause");
}

TEST(Code, TakesTheNextStatusWhereThereIsNoCondition) {
  HandMade s("It/PRON/3/nsubj will/AUX/3/aux attack/VERB/0/root");
  s.reading.frames = {s.frame("attack", "ASSAULT", "conditional")};
  s.reading.frames[0].status_scores[1] = 0.05F;
  const auto events = code_one(s);
  EXPECT_EQ(events[0].status, "future");
  EXPECT_EQ(events[0].why[3].name, "no-condition-found");
}

TEST(Code, LinksAConditionToTheEventInsideIt) {
  HandMade s("We/PRON/2/nsubj respond/VERB/0/root if/SCONJ/5/mark they/PRON/5/nsubj attack/VERB/2/advcl");
  s.reading.frames = {s.frame("attack", "ASSAULT", "possible"), s.frame("respond", "ASSAULT", "conditional")};
  const auto events = code_one(s);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].trigger.text, "respond");
  ASSERT_TRUE(events[0].condition);
  EXPECT_EQ(events[0].condition->event, events[1].id);
}

TEST(Code, TurnsAHedgedActPossible) {
  HandMade s("Rebels/NOUN/3/nsubj reportedly/ADV/3/advmod attacked/VERB/0/root");
  s.reading.frames = {s.frame("attacked", "ASSAULT", "actual")};
  EXPECT_EQ(code_one(s)[0].status, "possible");
  s.reading.frames = {s.frame("attacked", "ASSAULT", "negated")};
  EXPECT_EQ(code_one(s)[0].status, "negated");
}

TEST(Code, KnowsWhatStandsInQuotationMarks) {
  HandMade s(
      "Ankara/PROPN/2/nsubj warned/VERB/0/root :/PUNCT/2/punct “/PUNCT/6/punct We/PRON/6/nsubj attack/VERB/2/ccomp "
      "”/PUNCT/6/punct");
  s.reading.frames = {s.frame("warned", "THREATEN", "actual"), s.frame("attack", "ASSAULT", "future")};
  const Quotation quotation{
      s.report.text.find("“"), s.report.text.size(), s.report.text.find("“") + 3, s.report.text.find(" ”"), 0, true};
  const auto events = code(s.report, std::array{quotation}, std::array{s.reading});
  EXPECT_FALSE(events[0].quoted);
  EXPECT_TRUE(events[1].quoted);
}

TEST(Code, NamesWhoSpeaksAndTheWordOfSaying) {
  HandMade s("Ankara/PROPN/2/nsubj said/VERB/0/root Damascus/PROPN/4/nsubj attacked/VERB/2/ccomp");
  s.reading.frames = {s.frame("attacked", "ASSAULT", "actual")};
  s.reading.frames[0].by.push_back({s.find("Ankara"), 0.9F});
  const auto events = code_one(s);
  ASSERT_EQ(events[0].by.size(), 1U);
  ASSERT_TRUE(events[0].by[0].cue);
  EXPECT_EQ(events[0].by[0].cue->text, "said");
}

TEST(Code, OrdersMouthsByTheTree) {
  HandMade s(
      "Rebels/NOUN/2/nsubj attacked/VERB/0/root ,/PUNCT/5/punct Oslo/PROPN/5/nsubj said=say/VERB/2/parataxis ,/PUNCT/5/punct "
      "according=accord/VERB/9/case to/ADP/7/fixed Reuters/PROPN/2/obl ./PUNCT/2/punct");
  s.reading.frames = {s.frame("attacked", "ASSAULT", "actual")};
  s.reading.frames[0].by = {{s.find("Oslo"), 0.9F}, {s.find("Reuters"), 0.8F}};
  const auto events = code_one(s);
  ASSERT_EQ(events[0].by.size(), 2U);
  EXPECT_EQ(events[0].by[0].span.text, "Reuters");
  EXPECT_EQ(events[0].by[0].cue->text, "according to");
  EXPECT_EQ(events[0].by[1].span.text, "Oslo");
  EXPECT_EQ(events[0].by[1].cue->text, "said");
}

TEST(Code, HearsWhomTheModelMissed) {
  HandMade s("Rebels/NOUN/2/nsubj attacked/VERB/0/root according=accord/VERB/5/case to/ADP/3/fixed Reuters/PROPN/2/obl");
  s.reading.frames = {s.frame("attacked", "ASSAULT", "actual")};
  const auto events = code_one(s);
  ASSERT_EQ(events[0].by.size(), 1U);
  EXPECT_EQ(events[0].by[0].span.text, "Reuters");
}

TEST(Code, TakesNoListenersForMouths) {
  HandMade s(
      "Oslo/PROPN/2/nsubj told=tell/VERB/0/root Reuters/PROPN/2/iobj that/SCONJ/6/mark rebels/NOUN/6/nsubj "
      "attacked/VERB/2/ccomp");
  s.reading.frames = {s.frame("attacked", "ASSAULT", "actual")};
  s.reading.frames[0].by = {{s.find("Oslo"), 0.9F}, {s.find("Reuters"), 0.8F}};
  const auto events = code_one(s);
  ASSERT_EQ(events[0].by.size(), 1U);
  EXPECT_EQ(events[0].by[0].span.text, "Oslo");
}

TEST(Code, SpellsWholeNounPhrases) {
  HandMade s(
      "They/PRON/2/nsubj freed=free/VERB/0/root the/DET/5/det two/NUM/5/nummod pilots=pilot/NOUN/2/obj of/ADP/7/case "
      "Iran/PROPN/5/nmod");
  s.reading.frames = {s.frame("freed", "CONCEDE", "actual")};
  s.reading.frames[0].target = {{s.find("pilots"), 0.9F}};
  EXPECT_EQ(code_one(s)[0].target[0].span.text, "the two pilots");
  s.reading.frames[0].target = {{s.find("the two"), 0.9F}};
  EXPECT_EQ(code_one(s)[0].target[0].span.text, "the two pilots");
}

TEST(Code, FindsTheEventInsideACondition) {
  HandMade s("We/PRON/2/nsubj respond/VERB/0/root if/SCONJ/5/mark they/PRON/5/nsubj come/VERB/2/advcl");
  s.reading.frames = {s.frame("respond", "ASSAULT", "conditional")};
  s.reading.considered = {{4, "CONSULT", 0.3F}};
  const auto events = code_one(s);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[1].trigger.text, "come");
  EXPECT_EQ(events[1].status, "possible");
  EXPECT_EQ(events[0].condition->event, events[1].id);
}

TEST(Code, GivesAQuotationOneSpeaker) {
  HandMade s(
      "“/PUNCT/3/punct They/PRON/3/nsubj attacked/VERB/5/ccomp us/PRON/3/obj and/CCONJ/6/cc fled=flee/VERB/3/conj "
      "”/PUNCT/3/punct "
      "Oslo/PROPN/9/nsubj said=say/VERB/0/root");
  s.reading.frames = {s.frame("attacked", "ASSAULT", "actual"), s.frame("fled", "RETREAT", "actual")};
  s.reading.frames[0].by = {{s.find("Oslo"), 0.9F}};
  const auto events = code_one(s);
  ASSERT_TRUE(events[1].quoted);
  ASSERT_EQ(events[1].by.size(), 1U);
  EXPECT_EQ(events[1].by[0].span.text, "Oslo");
}

TEST(Code, CarriesNoOpenQuotationIntoTheNextReport) {
  HandMade open("“/PUNCT/3/punct They/PRON/3/nsubj attacked/VERB/0/root"), next("They/PRON/2/nsubj attacked/VERB/0/root");
  open.reading.frames = {open.frame("attacked", "ASSAULT", "actual")};
  next.reading.frames = {next.frame("attacked", "ASSAULT", "actual")};
  EXPECT_TRUE(code_one(open)[0].quoted);
  EXPECT_FALSE(code_one(next)[0].quoted);
}

TEST(Code, GivesTheSameIdToTheSameEventOnly) {
  HandMade s(threat);
  s.reading.frames = {s.frame("threatened", "THREATEN", "actual")};
  const std::string id = code_one(s)[0].id;
  EXPECT_EQ(id.size(), 16U);
  EXPECT_EQ(code_one(s)[0].id, id);
  s.reading.frames[0].type = "ACCUSE";
  EXPECT_NE(code_one(s)[0].id, id);
  s.report.id = "another";
  s.reading.frames[0].type = "THREATEN";
  EXPECT_NE(code_one(s)[0].id, id);
}

TEST(Code, OrdersEventsByTriggerAndDropsTwins) {
  HandMade s(threat);
  s.reading.frames = {s.frame("attack", "ASSAULT", "future"), s.frame("threatened", "THREATEN", "actual"),
                      s.frame("attack", "ASSAULT", "future")};
  const auto events = code_one(s);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].type, "THREATEN");
}

TEST(Code, OfNothingIsNothing) { EXPECT_TRUE(code(Report{}, {}, {}).empty()); }

// A chain of n words, every third a trigger with a condition to be sought: the worst for rules that climb.
double seconds_for_chain(int n) {
  std::string words;
  for (int i = 0; i < n; ++i)
    words += "w" + std::to_string(i) + "/VERB/" + std::to_string(i) + "/" + (i ? "ccomp" : "root") + " ";
  HandMade s(words);
  for (std::size_t i = 0; i < static_cast<std::size_t>(n); i += 3) {
    Frame frame;
    frame.trigger = {i, i + 1};
    frame.type = "ASSAULT";
    frame.status_scores = {0.1F, 0.1F, 0.6F, 0.1F, 0.05F, 0.05F};
    frame.by.push_back({{0, 1}, 0.9F});
    s.reading.frames.push_back(frame);
  }
  const std::clock_t start = std::clock();  // the processor's time: a loaded machine does not count
  EXPECT_EQ(code_one(s).size(), (static_cast<std::size_t>(n) + 2) / 3);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

TEST(Code, IsLinearInALongSentence) {
  const double small = std::min(seconds_for_chain(3000), seconds_for_chain(3000));
  const double large = std::min(seconds_for_chain(30000), seconds_for_chain(30000));
  EXPECT_LT(large, 40 * small + 0.05);
}

}  // namespace
}  // namespace dragoman
