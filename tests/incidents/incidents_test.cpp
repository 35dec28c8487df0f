#include "dragoman/incidents.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dragoman {
namespace {

// A report of one event on Malian soldiers near Tessalit, unless changed.
ToldReport report(std::string id, std::string text, std::string day = "2023-03-06") {
  ToldReport r{std::move(id), "", parse_day(day), std::move(text), {}};
  ToldEvent e;
  e.id = "e-" + r.id;
  e.type = "ASSAULT";
  e.status = "actual";
  e.trigger = "killed";
  e.target = {{"soldiers", "", "MLI", "MIL", ""}};
  e.place = "Tessalit";
  e.time = "Sunday";
  r.events = {e};
  r.publisher = "publisher of " + r.id;
  return r;
}

std::vector<ToldReport> ambush_and_convoy() {
  ToldReport a = report("a", "Gunmen killed five soldiers near Tessalit on Sunday, Mali's army said.");
  a.events[0].killed = 5;
  a.events[0].source = {{"Gunmen", "", "MLI", "REB", ""}};
  ToldReport b = report("b", "Seven Malian soldiers were killed in Sunday's ambush near Tessalit.");
  b.events[0].killed = 7;
  ToldReport copy = report("copy", "Gunmen killed five soldiers near Tessalit on Sunday, Mali's army said in a statement.");
  copy.events[0].killed = 5;
  ToldReport denial = report("denial", "The jihadists denied that they had killed soldiers near Tessalit on Sunday.");
  denial.events[0].status = "negated";
  denial.events[0].by = {{"The jihadists", "", "MLI", "REB", ""}};
  ToldReport convoy = report("convoy", "A supply convoy came under fire near Tessalit on Tuesday.", "2023-03-08");
  convoy.events[0].time = "Tuesday";
  convoy.events[0].trigger = "came under fire";
  convoy.events[0].target = {{"A supply convoy", "", "MLI", "MIL", ""}};
  return {a, b, copy, denial, convoy};
}

Incidents account(const std::vector<ToldReport>& reports) {
  Incidents incidents;
  for (const ToldReport& r : reports) incidents.add(r);
  return incidents;
}

std::vector<std::string> lines(Incidents& incidents) {
  std::vector<std::string> out;
  for (const Incident& i : incidents.all()) out.push_back(to_json(i));
  return out;
}

using Ids = std::vector<std::string>;

TEST(Incidents, OfReportsOnOneHappeningAreOne) {
  Incidents incidents = account(ambush_and_convoy());
  const std::vector<Incident> all = incidents.all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].events, (Ids{"e-a", "e-b", "e-copy", "e-denial"}));
  EXPECT_EQ(all[0].id, "e-a");
  EXPECT_EQ(all[1].events, (Ids{"e-convoy"}));
  EXPECT_EQ(to_string(all[0].when->first), "2023-03-05");
}

TEST(Incidents, TellWhereReportsDiffer) {
  Incidents incidents = account(ambush_and_convoy());
  const Incident one = incidents.all()[0];
  ASSERT_EQ(one.contradictions.size(), 2U);
  EXPECT_EQ(one.contradictions[0].field, "killed");
  EXPECT_EQ(one.contradictions[0].sayings[0].value, "5");
  EXPECT_EQ(one.contradictions[0].sayings[0].who, (Ids{"publisher of a", "publisher of copy"}));
  EXPECT_EQ(one.contradictions[0].sayings[1].value, "7");
  EXPECT_EQ(one.contradictions[1].field, "status");
  EXPECT_EQ(one.contradictions[1].sayings[1].value, "denied");
  EXPECT_EQ(one.contradictions[1].sayings[1].who, (Ids{"The jihadists"}));
  EXPECT_EQ(one.killed->low, 5);
  EXPECT_EQ(one.killed->high, 7);
}

TEST(Incidents, TellWhoSaysAccidentAndWhoSaysAttack) {
  ToldReport a = report("a", "Missiles killed five soldiers at the Tessalit depot on Sunday.");
  ToldReport b = report("b", "Five soldiers were killed on Sunday at the Tessalit depot by accident, the ministry said.");
  b.events[0].by = {{"the ministry", "", "MLI", "GOV", ""}};
  ToldReport c = report("c", "Five soldiers were killed on Sunday at the Tessalit depot; it was no accident, rebels said.");
  Incidents incidents = account({a, b, c});
  ASSERT_EQ(incidents.all().size(), 1U);
  const Incident one = incidents.all()[0];
  ASSERT_EQ(one.contradictions.size(), 1U);
  EXPECT_EQ(one.contradictions[0].field, "cause");
  EXPECT_EQ(one.contradictions[0].sayings.at(0).value, "attack");
  EXPECT_EQ(one.contradictions[0].sayings.at(0).events, (Ids{"e-a", "e-c"}));
  EXPECT_EQ(one.contradictions[0].sayings.at(1).value, "accident");
  EXPECT_EQ(one.contradictions[0].sayings.at(1).who, (Ids{"the ministry"}));
}

TEST(Incidents, ContradictOnlyBetweenReports) {
  ToldReport a =
      report("a", "Gunmen killed five soldiers near Tessalit on Sunday. In all seven soldiers were killed near Tessalit.");
  a.events.push_back(a.events[0]);
  a.events[1].id = "e-a2";
  a.events[1].start = a.text.find("In all");
  a.events[0].killed = 5;
  a.events[1].killed = 7;
  const auto differ = [](const std::vector<ToldReport>& reports) {
    std::size_t found = 0;
    Incidents incidents = account(reports);
    for (const Incident& i : incidents.all()) {
      for (const Contradiction& c : i.contradictions) found += c.field == "killed" ? 1U : 0U;
    }
    return found;
  };
  ToldReport b = report("b", "Gunmen killed soldiers near Tessalit on Sunday, seven in all.");
  b.events[0].killed = 7;
  EXPECT_EQ(differ({a, b}), 0U);
  b.events[0].killed = 9;
  EXPECT_EQ(differ({a, b}), 1U);
}

TEST(Incidents, SayWhereNoDayIsGiven) {
  std::vector<ToldReport> reports{report("a", "Gunmen killed five soldiers near Tessalit."),
                                  report("b", "Five soldiers were killed by gunmen near Tessalit.")};
  for (ToldReport& r : reports) r.published.reset(), r.events[0].time.clear();
  Incidents incidents = account(reports);
  ASSERT_EQ(incidents.all().size(), 1U);
  EXPECT_FALSE(incidents.all()[0].when);
  EXPECT_EQ(to_json(incidents.all()[0]).find("1970"), std::string::npos) << to_json(incidents.all()[0]);
}

TEST(Incidents, CountCopiesAndOnePublisherAsOneSource) {
  std::vector<ToldReport> reports = ambush_and_convoy();
  reports[3].publisher = reports[1].publisher;
  Incidents incidents = account(reports);
  const Incident one = incidents.all()[0];
  EXPECT_EQ(one.reports.size(), 4U);
  EXPECT_EQ(one.sources, 2U);
}

TEST(Incidents, SayWhyEachEventWasJoined) {
  Incidents incidents = account(ambush_and_convoy());
  const Incident one = incidents.all()[0];
  ASSERT_EQ(one.merges.size(), 3U);
  int sum = 0;
  bool placed = false;
  for (const Ground& ground : one.merges[0].grounds) {
    sum += ground.points;
    placed = placed || (ground.field == "place" && ground.words == "Tessalit");
  }
  EXPECT_TRUE(placed);
  EXPECT_EQ(sum, one.merges[0].points);
}

TEST(Incidents, AreTheSameInAnyOrder) {
  std::vector<ToldReport> reports = ambush_and_convoy();
  Incidents first = account(reports);
  const std::vector<std::string> wanted = lines(first);
  std::sort(reports.begin(), reports.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  do {
    Incidents incidents;
    for (const ToldReport& r : reports) {
      incidents.add(r);
      incidents.of(r.id);  // grouping early must not matter
    }
    ASSERT_EQ(lines(incidents), wanted);
  } while (std::next_permutation(reports.begin(), reports.end(), [](const auto& a, const auto& b) { return a.id < b.id; }));
}

// Two sides that fight every day: many more like events than may be grouped at the first level.
TEST(Incidents, AreTheSameInAnyOrderWhereReportingIsCrowded) {
  std::vector<ToldReport> reports;
  for (int i = 0; i < 450; ++i) {
    const std::string day = to_string(*parse_day("2023-03-01") + std::chrono::days(i / 40));
    ToldReport r = report("r" + std::to_string(1000 + i), "Shells hit quarter " + std::to_string(i / 3) + " of the town.", day);
    r.events[0].time = "";
    r.events[0].place = i % 2 ? "Tessalit" : "";
    reports.push_back(std::move(r));
  }
  Incidents first = account(reports);
  const std::vector<std::string> wanted = lines(first);
  std::reverse(reports.begin(), reports.end());
  Incidents second = account(reports);
  EXPECT_EQ(lines(second), wanted);
  unsigned state = 7;
  for (std::size_t i = reports.size(); i > 1; --i) {
    state = state * 1664525U + 1013904223U;
    std::swap(reports[i - 1], reports[state / 65536U % i]);
  }
  Incidents third;
  for (const ToldReport& r : reports) {
    third.add(r);
    third.of(r.id);
  }
  EXPECT_EQ(lines(third), wanted);
  for (int i = 0; i < 50; ++i) {  // out and in again
    third.remove(reports[static_cast<std::size_t>(i)].id);
    third.of(reports[static_cast<std::size_t>(i) + 60].id);
  }
  for (int i = 0; i < 50; ++i) third.add(reports[static_cast<std::size_t>(i)]);
  EXPECT_EQ(lines(third), wanted);
}

TEST(Incidents, OfAReportAreThoseOfTheWholeAccount) {
  Incidents incidents = account(ambush_and_convoy());
  const std::vector<Incident> of = incidents.of("b");
  ASSERT_EQ(of.size(), 1U);
  EXPECT_EQ(to_json(of[0]), lines(incidents)[0]);
  EXPECT_TRUE(incidents.of("none").empty());
}

TEST(Incidents, LoseAReportThatIsTakenOut) {
  std::vector<ToldReport> reports = ambush_and_convoy();
  Incidents incidents = account(reports);
  lines(incidents);
  EXPECT_TRUE(incidents.remove("b"));
  EXPECT_FALSE(incidents.remove("b"));
  reports.erase(reports.begin() + 1);
  Incidents without = account(reports);
  EXPECT_EQ(lines(incidents), lines(without));
}

TEST(Incidents, TakeAReportsNewVersionForTheOld) {
  std::vector<ToldReport> reports = ambush_and_convoy();
  Incidents incidents = account(reports);
  lines(incidents);
  reports[1].events[0].killed = 5;
  incidents.add(reports[1]);
  const Incident one = incidents.all()[0];
  EXPECT_EQ(one.killed->high, 5);
  EXPECT_EQ(one.events.size(), 4U);
}

TEST(Decisions, JoinAndPartWhateverThePointsSay) {
  for (const bool before : {true, false}) {
    Incidents incidents;
    const std::vector<Decision> decisions{{"e-a", "e-convoy", Verdict::One, "A. Kaya", "2023-03-09", "the same convoy"},
                                          {"e-a", "e-b", Verdict::Two, "A. Kaya", "2023-03-09", "two patrols"}};
    if (before) std::for_each(decisions.begin(), decisions.end(), [&](const Decision& d) { incidents.decide(d); });
    for (const ToldReport& r : ambush_and_convoy()) incidents.add(r);
    if (!before) {
      lines(incidents);
      std::for_each(decisions.begin(), decisions.end(), [&](const Decision& d) { incidents.decide(d); });
    }
    const Incident one = incidents.of("a").at(0);
    EXPECT_NE(std::find(one.events.begin(), one.events.end(), "e-convoy"), one.events.end());
    EXPECT_EQ(std::find(one.events.begin(), one.events.end(), "e-b"), one.events.end());
    EXPECT_EQ(one.merges.back().grounds.at(0).field, "person");
    EXPECT_EQ(one.merges.back().grounds.at(0).words, "A. Kaya: the same convoy");
    EXPECT_TRUE(incidents.overruled().empty());
  }
}

TEST(Decisions, CanBeTakenBack) {
  Incidents incidents = account(ambush_and_convoy());
  const std::vector<std::string> wanted = lines(incidents);
  incidents.decide({"e-convoy", "e-a", Verdict::One, "", "", ""});
  EXPECT_EQ(incidents.all().size(), 1U);
  incidents.decide({"e-a", "e-convoy", Verdict::Two, "", "", ""});
  EXPECT_EQ(lines(incidents), wanted);
}

TEST(Decisions, ThatExcludeEachOtherAreTold) {
  Incidents incidents = account(ambush_and_convoy());
  incidents.decide({"e-a", "e-b", Verdict::One, "", "", ""});
  incidents.decide({"e-b", "e-convoy", Verdict::One, "", "", ""});
  incidents.decide({"e-a", "e-convoy", Verdict::Two, "", "", ""});
  const std::vector<Decision> overruled = incidents.overruled();
  ASSERT_EQ(overruled.size(), 1U);
  EXPECT_EQ(overruled[0].verdict, Verdict::One);
}

TEST(Incidents, KeepApartWhatOnlyLooksAlike) {
  std::vector<ToldReport> reports = ambush_and_convoy();
  ToldReport far = report("far", "Gunmen killed five soldiers near Djibo on Sunday.");
  far.events[0].place = "Djibo";
  far.events[0].target = {{"five soldiers", "", "BFA", "MIL", ""}};
  ToldReport plan = report("plan", "Soldiers near Tessalit will be killed on Sunday, the gunmen announced.");
  plan.events[0].status = "future";
  ToldReport talks = report("talks", "Envoys met soldiers near Tessalit on Sunday.");
  talks.events[0].type = "CONSULT";
  for (const ToldReport& other : {far, plan, talks}) {
    std::vector<ToldReport> with = reports;
    with.push_back(other);
    Incidents incidents = account(with);
    EXPECT_EQ(incidents.of(other.id).at(0).events.size(), 1U) << other.id;
  }
}

TEST(Incidents, NeedNoDateNoTextAndNoParty) {
  ToldReport bare{"bare", "", std::nullopt, "", {}};
  bare.events.resize(1);
  bare.events[0].id = "x";
  bare.events[0].type = "AID";
  bare.events[0].status = "actual";
  bare.events[0].trigger = "gave";
  Incidents incidents = account({bare});
  const std::vector<Incident> all = incidents.all();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_FALSE(all[0].when);
  EXPECT_EQ(all[0].sources, 1U);
}

}  // namespace
}  // namespace dragoman
