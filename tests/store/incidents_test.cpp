// Incidents that an account keeps: the same as those put together in one pass, whatever came in which order.
#include <algorithm>
#include <map>
#include <random>

#include "places.h"

namespace dragoman {
namespace {

class KeptIncidentsTest : public StoreTest {
 protected:
  // What the engine makes of all that stands in the account, in one pass.
  static std::vector<std::string> in_one_pass(Store& store) {
    std::map<std::string, ToldReport> reports;
    for (const StoredReport& r : all_reports(store)) {
      reports[r.report.id] = {
          r.report.id, r.report.source.value_or(""), parse_day(r.report.published.value_or("")), r.report.text, {}};
    }
    for (const StoredEvent& e : all_events(store)) {
      Record record;
      EXPECT_EQ(read_record(to_json(e.event), record), "");
      reports.at(record.report).events.push_back(record.event);
    }
    Incidents incidents;
    for (auto& [id, report] : reports) incidents.add(std::move(report));
    const auto decisions = store.decisions();
    for (const Decision& d : *decisions.value) incidents.decide(d);
    return lines(incidents.all());
  }

  static std::vector<std::string> kept(Store& store) {
    const auto all = store.incidents();
    EXPECT_TRUE(all) << all.error;
    return all ? lines(all.value->incidents) : std::vector<std::string>{};
  }

  static std::vector<std::string> lines(const std::vector<Incident>& incidents) {
    std::vector<std::string> out;
    for (const Incident& i : incidents) out.push_back(to_json(i));
    return out;
  }

  static void correct(Store& store, const std::string& object, const std::string& target, const std::string& verb,
                      const std::string& fields = "{}", const std::string& time = now) {
    const auto taken = store.correct({{{}, time, "A. Desk", "because", object, target, verb, fields, {}, false}}, now);
    ASSERT_TRUE(taken) << taken.error;
  }
};

// Reports of a few towns over a month, several on each happening, some without a day, some with a publisher.
CodedReport telling(int number) {
  static const std::vector<std::string> towns{"Tessalit", "Gao", "Kidal", "Mopti", "Segou", "Douentza", "Menaka"},
      verbs{"shelled", "attacked"};
  const int happening = number / 4, day = happening * 5 % 28 + 1;
  const std::string town = towns[static_cast<std::size_t>(happening) % towns.size()],
                    verb = verbs[static_cast<std::size_t>(number / 8) % 2];
  Report report{"r" + std::to_string(1000 + number),
                "Rebels " + verb + " soldiers at " + town + " with " + std::to_string(happening % 7 + 3) +
                    " rockets. This is story " + std::to_string(number) + ".",
                {},
                "2023-03-" + std::string(day < 10 ? "0" : "") + std::to_string(day),
                {},
                {}};
  if (number % 5 == 0) report.source = "Radio " + town;
  if (number % 17 == 0) report.published.reset();
  Event event = event_in(report, verb, "ASSAULT", "Rebels", "soldiers");
  static const std::vector<std::string> states{"MLI", "NER", "BFA", "TCD", "MRT"};
  event.source[0].country = event.target[0].country = states[static_cast<std::size_t>(happening) % states.size()];
  event.place = Place{span_in(report.text, town), std::nullopt};
  if (number % 2) event.killed = happening % 9;
  event.goldstein = -9 + number % 4;
  return coded(report, {event});
}

TEST_P(KeptIncidentsTest, AreTheSameInAnyOrder) {
  std::vector<CodedReport> reports;
  for (int i = 0; i < 260; ++i) reports.push_back(telling(i));
  std::vector<std::string> wanted;
  for (unsigned seed = 0; seed < 3; ++seed) {
    std::shuffle(reports.begin(), reports.end(), std::mt19937(seed));
    if (seed > 0) SetUp();
    if (seed > 0 && GetParam() == "sqlite") where_ = box_ / ("account" + std::to_string(seed) + ".db");
    Store store = open();
    std::mt19937 random(seed);
    for (std::size_t from = 0; from < reports.size();) {
      const std::size_t count = std::min<std::size_t>(random() % 40 + 1, reports.size() - from);
      add(store,
          {reports.begin() + static_cast<std::ptrdiff_t>(from), reports.begin() + static_cast<std::ptrdiff_t>(from + count)});
      from += count;
      if (seed == 1) {
        ASSERT_EQ(kept(store), in_one_pass(store)) << "after " << from;
      }
    }
    const std::vector<std::string> found = kept(store);
    EXPECT_EQ(found, in_one_pass(store));
    EXPECT_GT(found.size(), 20U);
    EXPECT_LT(found.size(), 200U);
    if (seed == 0) wanted = found;
    EXPECT_EQ(found, wanted);
  }
}

// More like events than may be grouped at the first level.
TEST_P(KeptIncidentsTest, AreTheSameWhereReportingIsCrowded) {
  std::vector<CodedReport> reports;
  for (int i = 0; i < 300; ++i) {
    const int day = i / 60 + 1;
    const Report report{"r" + std::to_string(1000 + i),
                        "Shells hit quarter " + std::to_string(i / 3) + " of the town.",
                        {},
                        "2023-03-0" + std::to_string(day),
                        {},
                        {}};
    Event event = event_in(report, "hit", "ASSAULT", "Shells", "quarter");
    event.target[0].country = "MLI";
    reports.push_back(coded(report, {event}));
  }
  std::shuffle(reports.begin(), reports.end(), std::mt19937(3));
  Store store = open();
  for (std::size_t from = 0; from < reports.size(); from += 50) {
    add(store, {reports.begin() + static_cast<std::ptrdiff_t>(from), reports.begin() + static_cast<std::ptrdiff_t>(from + 50)});
    ASSERT_EQ(kept(store), in_one_pass(store)) << "after " << from;
  }
}

// "On day 17 Ankara warned Damascus", 3,000 times and without a date: one crowd, of which this test ends in seconds as long as
// a further one costs the same as the first.
TEST_P(KeptIncidentsTest, OfACrowdOfReportsAlikeToAWord) {
  std::vector<CodedReport> reports;
  for (int i = 0; i < 3000; ++i) {
    const Report report{
        "r" + std::to_string(10000 + i), "On day " + std::to_string(i) + " Ankara warned Damascus.", {}, {}, {}, {}};
    Event event = event_in(report, "warned", "THREATEN", "Ankara", "Damascus");
    event.source[0].country = "TUR";
    event.target[0].country = "SYR";
    reports.push_back(coded(report, {event}));
  }
  for (int i = 0; i < 60; ++i) reports.push_back(telling(i));
  std::shuffle(reports.begin(), reports.end(), std::mt19937(5));
  Store store = open();
  for (std::size_t from = 0; from < reports.size(); from += 60)
    add(store, {reports.begin() + static_cast<std::ptrdiff_t>(from), reports.begin() + static_cast<std::ptrdiff_t>(from + 60)});
  const std::vector<std::string> found = kept(store);
  EXPECT_EQ(found, in_one_pass(store));
  const auto is_crowd = [](const std::string& line) { return line.find("\"Damascus\"") != std::string::npos; };
  ASSERT_EQ(std::count_if(found.begin(), found.end(), is_crowd), 1);
  // People part what they know better, and it falls apart when its members go.
  const auto crowd = [&](std::size_t n) {
    std::vector<std::string> ids;
    const auto all = store.incidents();
    for (const Incident& i : all.value->incidents) {
      if (i.events.size() > 200) ids = i.events;
    }
    return n < ids.size() ? ids[n] : "";
  };
  const std::string first = crowd(0), tenth = crowd(9);
  correct(store, "merge", std::min(first, tenth) + " " + std::max(first, tenth), "reject");
  EXPECT_EQ(kept(store), in_one_pass(store));
  EXPECT_EQ(store.incidents()->incidents.size(), found.size() + 1);
  correct(store, "event", first, "reject");
  EXPECT_EQ(kept(store), in_one_pass(store));
  EXPECT_EQ(store.incidents()->incidents.size(), found.size());
}

// Events that go take a crowd below its measure, and what was parted by points comes together again.
TEST_P(KeptIncidentsTest, AreTheSameWhenWhatTiedThemGoes) {
  std::vector<CodedReport> reports;
  std::mt19937 random(11);
  static const std::vector<std::string> towns{"Tessalit", "Gao", "Kidal", "Mopti", "Segou"};
  for (int i = 0; i < 420; ++i) {
    const Report report{"r" + std::to_string(1000 + i),
                        "Shells from " + towns[random() % 5] + " hit quarter " + std::to_string(i % 7) + " near " +
                            towns[random() % 5] + ". This is story " + std::to_string(i) + ".",
                        {},
                        "2023-03-0" + std::to_string(random() % 9 + 1),
                        {},
                        {}};
    Event event = event_in(report, "hit", "ASSAULT", "Shells", "quarter");
    event.target[0].country = "MLI";
    if (random() % 3 == 0) event.killed = static_cast<long>(random() % 4);
    reports.push_back(coded(report, {event}));
  }
  Store store = open();
  for (std::size_t from = 0; from < reports.size(); from += 60)
    add(store, {reports.begin() + static_cast<std::ptrdiff_t>(from), reports.begin() + static_cast<std::ptrdiff_t>(from + 60)});
  ASSERT_EQ(kept(store), in_one_pass(store));
  std::shuffle(reports.begin(), reports.end(), random);
  std::vector<Correction> rejected;
  for (std::size_t i = 0; i < 300; ++i) {
    rejected.push_back({{}, now, "A. Desk", "because", "event", reports[i].events[0].id, "reject", "{}", {}, false});
    if (rejected.size() < 30) continue;
    const auto taken = store.correct(rejected, now);
    ASSERT_TRUE(taken) << taken.error;
    rejected.clear();
    ASSERT_EQ(kept(store), in_one_pass(store)) << "after " << i;
  }
}

// The feed tells what a new report has done to an incident.
TEST_P(KeptIncidentsTest, AreToldOfWhenTheyChange) {
  Store store = open();
  std::vector<CodedReport> reports;
  for (int i = 0; i < 4; ++i) reports.push_back(telling(i));
  const auto id = [&](std::size_t number) { return reports[number].events[0].id; };
  const auto last = [&] {
    std::string line;
    store.changes("0", [&](const Change& c) { return line = c.json, true; });
    return line;
  };
  add(store, {reports[1]});
  EXPECT_NE(last().find(R"("what":"added")"), std::string::npos) << last();
  add(store, {reports[2]});
  EXPECT_NE(last().find(R"("what":"merged","incident":")" + id(1) + R"(","joined":[")" + id(2) + R"("],"from":[],"parted":[])"),
            std::string::npos)
      << last();
  correct(store, "merge", std::min(id(1), id(2)) + " " + std::max(id(1), id(2)), "reject");
  EXPECT_NE(last().find(R"("joined":[],"from":[],"parted":[")" + id(2)), std::string::npos) << last();
}

TEST_P(KeptIncidentsTest, SayWhoCallsItAnAccident) {
  Store store = open();
  const auto report = [](const char* id, const char* words) {
    const Report told{id, words, {}, "2023-03-06", id, {}};
    Event event = event_in(told, "exploded", "ASSAULT", "depot");
    event.killed = 5;
    return coded(told, {event});
  };
  add(store, {report("a", "The depot at Tessalit exploded in an attack on Sunday, rebels said."),
              report("b", "The depot at Tessalit exploded on Sunday in an accident, officials said.")});
  const auto all = store.incidents();
  ASSERT_EQ(all.value->incidents.size(), 1U);
  ASSERT_EQ(all.value->incidents[0].contradictions.size(), 1U);
  EXPECT_EQ(all.value->incidents[0].contradictions[0].field, "cause");
  EXPECT_EQ(kept(store), in_one_pass(store));
}

TEST_P(KeptIncidentsTest, FollowCorrectionsVersionsAndRecoding) {
  Store store = open();
  std::vector<CodedReport> reports;
  for (int i = 0; i < 40; ++i) reports.push_back(telling(i));
  add(store, reports);
  const auto expect_level = [&](const char* after) { EXPECT_EQ(kept(store), in_one_pass(store)) << after; };
  const auto id = [&](int number) { return reports[static_cast<std::size_t>(number)].events[0].id; };
  expect_level("add");
  correct(store, "event", id(2), "reject");
  expect_level("reject");
  correct(store, "event", id(2), "undo", "{}", "2026-11-28T07:00:00Z");
  expect_level("undo");
  correct(store, "event", id(5), "mend", R"({"killed":77,"type":"SANCTION"})");
  expect_level("mend");
  correct(store, "actor", "Rebels", "mend", R"({"actor":"rebels","country":"NER"})");
  expect_level("actor");
  CodedReport other = telling(9);
  other.report.text += " Corrected.";
  add(store, {coded(other.report, {event_in(other.report, "soldiers", "PROTEST", "Rebels")})});
  expect_level("version");
  ASSERT_TRUE(
      store.recode(coded(telling(12).report, {event_in(telling(12).report, "rockets", "MOBILIZE", "Rebels")}), "newer", now));
  expect_level("recode");
  Report named = telling(14).report;
  named.source = "Radio Gao";
  add(store, {coded(named, {})});
  expect_level("publisher");
}

TEST_P(KeptIncidentsTest, ObeyPeople) {
  Store store = open();
  std::vector<CodedReport> reports;
  for (int i = 0; i < 24; ++i) reports.push_back(telling(i));
  const auto id = [&](int number) { return reports[static_cast<std::size_t>(number)].events[0].id; };
  const auto merge = [&](int a, int b) { return std::min(id(a), id(b)) + " " + std::max(id(a), id(b)); };
  const auto together = [&](int a, int b) {
    const auto all = store.incidents();
    for (const Incident& i : all.value->incidents) {
      const auto has = [&](int n) { return std::find(i.events.begin(), i.events.end(), id(n)) != i.events.end(); };
      if (has(a)) return has(b);
    }
    return false;
  };
  correct(store, "merge", merge(1, 20), "accept");  // events that are still to come
  add(store, {reports.begin(), reports.begin() + 12});
  add(store, {reports.begin() + 12, reports.end()});
  EXPECT_TRUE(together(1, 20));
  EXPECT_EQ(kept(store), in_one_pass(store));
  EXPECT_TRUE(together(4, 5));
  correct(store, "merge", merge(4, 5), "reject");
  EXPECT_FALSE(together(4, 5));
  EXPECT_EQ(kept(store), in_one_pass(store));
  correct(store, "merge", merge(4, 5), "undo", "{}", "2026-11-28T07:00:00Z");
  correct(store, "merge", merge(1, 20), "undo", "{}", "2026-11-28T07:00:00Z");
  EXPECT_TRUE(together(4, 5));
  EXPECT_FALSE(together(1, 20));
  EXPECT_EQ(kept(store), in_one_pass(store));
}

TEST_P(KeptIncidentsTest, TellOfDecisionsThatExcludeEachOther) {
  Store store = open();
  std::vector<CodedReport> reports;
  for (int i = 0; i < 12; ++i) reports.push_back(telling(i));
  add(store, reports);
  const auto merge = [&](std::size_t a, std::size_t b) {
    return std::min(reports[a].events[0].id, reports[b].events[0].id) + " " +
           std::max(reports[a].events[0].id, reports[b].events[0].id);
  };
  correct(store, "merge", merge(0, 5), "accept");
  correct(store, "merge", merge(5, 10), "accept");
  correct(store, "merge", merge(0, 10), "reject");
  const auto all = store.incidents();
  ASSERT_EQ(all.value->overruled.size(), 1U);
  EXPECT_EQ(all.value->overruled[0].verdict, Verdict::One);
  EXPECT_EQ(kept(store), in_one_pass(store));
}

// A server's account, set back to the first version by statements; files of that version are tested below.
TEST_P(KeptIncidentsTest, OfAnOlderServerAreMergedLater) {
  if (GetParam() != "postgres") GTEST_SKIP();
  std::vector<std::string> wanted;
  {
    Store store = open();
    std::vector<CodedReport> reports;
    for (int i = 0; i < 100; ++i) reports.push_back(telling(i));
    reports[0].events[0].time = Time{reports[0].events[0].trigger, parse_day("2021-05-01"), std::nullopt};
    reports[0].events[0].place->location = Location{"Tessalit", "MLI", 20.2, 1.01, "town", std::nullopt, ""};
    add(store, reports);
    wanted = kept(store);
  }
  const std::string back =
      "DROP TABLE incident, incident_event, merge, trace, mould, trail, tie, component, crowd, sketch, unmerged; "
      "ALTER TABLE event DROP COLUMN place_country, DROP COLUMN latitude, DROP COLUMN longitude, DROP COLUMN first_day, "
      "DROP COLUMN last_day; "
      "CREATE TABLE incident (id TEXT PRIMARY KEY); CREATE TABLE incident_event (event BIGINT); "
      "CREATE TABLE merge (incident TEXT); UPDATE dragoman SET version = 1;";
  ASSERT_EQ(std::system(("psql --quiet -v ON_ERROR_STOP=1 '" + where_ + "' -c '" + back + "'").c_str()), 0);
  Store store = open();
  EXPECT_EQ(kept(store), wanted);
  EXPECT_EQ(all_events(store, {.box = Bounds{20, 1, 21, 2}, .happened_until = "2021"}).size(), 1U);
  int pieces = 0;
  while (*store.merge().value) ++pieces;
  EXPECT_EQ(pieces, 2);
  EXPECT_EQ(kept(store), wanted);
}

INSTANTIATE_TEST_SUITE_P(On, KeptIncidentsTest, ::testing::ValuesIn(kinds()), kind_of);

// An account of the first version, as its own statements made it: what it holds is put together when asked for, and is kept
// once merge() has been through it.
TEST(KeptIncidents, OfAnOlderAccountAreMergedLater) {
  Box box;
  const std::string path = box / "old.db";
  std::filesystem::copy_file(std::string(HERE) + "/data/store-1.db", path);
  auto store = Store::open(path, Access::Write);
  ASSERT_TRUE(store) << store.error;
  const auto before = store->incidents();
  ASSERT_TRUE(before) << before.error;
  EXPECT_EQ(before.value->incidents.size(), 3U);
  store->add(std::vector<CodedReport>{warning(9)}, model, now);
  EXPECT_EQ(store->incidents()->incidents.size(), 4U);
  while (*store->merge().value) {
  }
  const auto after = store->incidents();
  ASSERT_TRUE(after) << after.error;
  ASSERT_EQ(after.value->incidents.size(), 4U);
  for (const Incident& i : before.value->incidents) {
    const bool there = std::any_of(after.value->incidents.begin(), after.value->incidents.end(),
                                   [&](const Incident& now_kept) { return to_json(now_kept) == to_json(i); });
    EXPECT_TRUE(there) << i.id;
  }
}

}  // namespace
}  // namespace dragoman
