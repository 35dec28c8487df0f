// tests/law/*.case: what is told, and the standing asked for on days. The form is at the head of standing.case.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "law/told.h"

namespace dragoman {
namespace {

struct Case {
  std::string where, provision, party;
  std::vector<std::string> told, asked;
};

std::vector<Case> read_cases() {
  std::vector<Case> cases;
  for (const auto& entry : std::filesystem::directory_iterator(HERE)) {
    if (entry.path().extension() != ".case") continue;
    std::ifstream file(entry.path());
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
      ++number;
      if (line.empty() || line[0] == '#') continue;
      if (line.starts_with("law ")) {
        const auto words = split(line, " ");
        cases.push_back({entry.path().filename().string() + ":" + std::to_string(number), words.at(1), words.at(2), {}, {}});
      } else if (line.starts_with("? ")) {
        cases.back().asked.push_back(line.substr(2));
      } else {
        cases.back().told.push_back(line);
      }
    }
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.where < b.where; });
  return cases;
}

std::string standing_of(const Case& c, const Account& account, const std::string& day, bool whole) {
  for (const Finding& f : standings(statutes(), account, day)) {
    if (f.provision->id != c.provision || f.party != c.party) continue;
    std::string said(name(f.standing));
    if (whole) said += f.since.empty() ? "" : " since " + f.since;
    if (whole && (f.standing == Standing::Partly || (f.standing == Standing::Discharged && !f.measures.empty())))
      said += ", " + std::to_string(f.measures_taken()) + " of " + std::to_string(f.provision->duty->at_least);
    if (!f.due.empty()) said += ", due " + f.due;
    if (whole && f.excepted && f.standing != Standing::Excepted) said += ", exception: " + std::string(name(*f.excepted));
    return said;
  }
  return "nothing";
}

TEST(Standing, Cases) {
  const auto cases = read_cases();
  ASSERT_GE(cases.size(), 20U);
  for (const Case& c : cases) {
    std::vector<std::string> backwards(c.told.rbegin(), c.told.rend());
    const Account account = account_of(c.told), reversed = account_of(backwards);
    ASSERT_FALSE(c.asked.empty()) << c.where;
    for (const std::string& asked : c.asked) {
      const std::string day = asked.substr(0, 10), said = asked.substr(11);
      const bool whole = said.find(" since ") != std::string::npos;
      EXPECT_EQ(standing_of(c, account, day, whole), said) << c.where << " on " << day;
      EXPECT_EQ(standing_of(c, reversed, day, whole), said) << c.where << " on " << day << ", told in another order";
    }
  }
}

const Finding* find(const std::vector<Finding>& all, std::string_view id) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Finding& f) { return f.provision->id == id; });
  return found == all.end() ? nullptr : &*found;
}

constexpr const char* kDelivery =
    "2019-07-12 | COOPERATE actual | RUS > TUR | - | delivered | Russia delivered the S-400 to Turkey.";

TEST(Standing, TwoProvisionsThatBearAreBothShown) {
  const auto all = standings(statutes(), account_of({kDelivery}), "2021-01-15");
  EXPECT_TRUE(find(all, "caatsa-231"));
  EXPECT_TRUE(find(all, "ndaa-2020-1245"));
  EXPECT_TRUE(find(all, "ndaa-2021-1241"));
}

TEST(Standing, ProvisionsNotYetInForceAreSilent) {
  const auto all = standings(statutes(), account_of({kDelivery}), "2019-08-01");
  EXPECT_TRUE(find(all, "caatsa-231"));
  EXPECT_FALSE(find(all, "ndaa-2021-1241"));
}

TEST(Standing, TheWaiverOf2018IsThereFromItsDay) {
  const Account account =
      account_of({"2018-01-30 | COOPERATE actual | TUR > RUS | - | bought | Turkey bought the S-400 from Russia."});
  const auto before = standings(statutes(), account, "2018-08-12"), after = standings(statutes(), account, "2018-08-13");
  const auto waivers = [](const Finding* f) {
    return std::count_if(f->reliefs.begin(), f->reliefs.end(),
                         [](const auto& r) { return r.relief->kind == ReliefKind::Waiver; });
  };
  EXPECT_EQ(waivers(find(before, "caatsa-231")), 1);
  EXPECT_EQ(waivers(find(after, "caatsa-231")), 2);
}

TEST(Standing, SaysWhatIsUnprovenAndWhatWouldChangeIt) {
  const auto all = standings(statutes(), account_of({kDelivery}), "2019-08-01");
  const Finding* f = find(all, "caatsa-231");
  ASSERT_TRUE(f);
  ASSERT_EQ(f->elements.size(), 1U);
  EXPECT_FALSE(f->elements[0].shown());
  EXPECT_NE(
      std::find(f->change.begin(), f->change.end(), "discharged once 5 of the 12 measures of caatsa-235 are told as taken"),
      f->change.end());
}

TEST(Standing, TheUsualConditionIsReportedAsNotMet) {
  const Account account = account_of(
      {"2019-07-12 | COOPERATE actual | TUR > - | - | purchase | Sanctions may follow Turkey's purchase of the S-400, "
       "but CAATSA lets the president waive them."});
  const auto all = standings(statutes(), account, "2019-08-01");
  const Finding* f = find(all, "caatsa-231");
  ASSERT_TRUE(f);
  for (const ReliefFinding& r : f->reliefs) {
    if (r.conditions.empty()) continue;
    EXPECT_TRUE(r.conditions[0].condition->usual);
    EXPECT_EQ(r.conditions[0].verdict, Reported::NotMet);
    ASSERT_EQ(r.quotes.size(), 1U);
    EXPECT_EQ(r.quotes[0].report, "r1");
    EXPECT_EQ(r.quotes[0].span.text, account.reports.at("r1").text);
  }
  EXPECT_EQ(f->triggers[0].note, "S-400 is supplied by RUS");
}

}  // namespace
}  // namespace dragoman
