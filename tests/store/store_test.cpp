// What an account takes and keeps.
#include "places.h"

namespace dragoman {
namespace {

TEST_P(StoreTest, KeepsTheRecordToTheByte) {
  Report report =
      report_of("a", "Turkey's foreign minister said Ankara would strike Kobane on Monday if talks failed, killing 7.");
  report.title = "Title";
  report.source = "Wire";
  report.url = "http://x.org/1";
  Event e = event_in(report, "strike", "ASSAULT", "Ankara", "Kobane");
  e.mode = "aerial";
  e.cameo = "195";
  e.goldstein = -10;
  e.status = "conditional";
  e.condition = Condition{span_in(report.text, "if talks failed"), "other"};
  e.by.push_back({span_in(report.text, "Turkey's foreign minister"),
                  "mc",
                  "M Ç",
                  "TUR",
                  "GOV",
                  {},
                  "minister",
                  {{"mc", 0.7}, {"other", 0.3}},
                  span_in(report.text, "said")});
  e.source[0].actor = "TUR";
  e.source[0].code = "TURGOV";
  e.quoted = true;
  e.place = Place{span_in(report.text, "Kobane"), std::nullopt};
  e.place->location = Location{"Kobani", "SYR", 36.89, 38.35, "town", {}, {}};
  e.time = Time{span_in(report.text, "on Monday"), read_day("2019-07-29"), read_day("2019-07-29")};
  e.goods = {{span_in(report.text, "strike"), "s-400", "RUS", "RUS"}};
  e.killed = 7;
  e.injured = 0;
  e.confidence = 0.915;
  e.why = {{"type", "model", 0.876, {}}, {"status", "rule", {}, "if-clause"}};
  Store store = open();
  EXPECT_EQ(add(store, {coded(report, {e})})[0].arrival, Arrival::New);
  const auto events = all_events(store);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(to_json(events[0].event), to_json(e));
  EXPECT_EQ(events[0].review, Review::None);
  const auto reports = all_reports(store);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].report.text, report.text);
  EXPECT_EQ(reports[0].report.title, "Title");
  EXPECT_EQ(reports[0].report.source, "Wire");
  EXPECT_EQ(reports[0].report.url, "http://x.org/1");
  EXPECT_EQ(reports[0].sentences, sentences_of(report.text));
  EXPECT_EQ(reports[0].events, 1U);
  EXPECT_EQ(reports[0].model, "test");
}

TEST_P(StoreTest, TheSameReportTwiceIsOnce) {
  Store store = open();
  EXPECT_FALSE(*store.knows(warning(1).report));
  add(store, {warning(1), warning(1)});
  EXPECT_TRUE(*store.knows(warning(1).report));
  EXPECT_EQ(add(store, {warning(1)})[0].arrival, Arrival::Known);
  EXPECT_EQ(all_events(store).size(), 1U);
  EXPECT_EQ(all_reports(store).size(), 1U);
}

TEST_P(StoreTest, TheSameTextUnderAnotherAddressIsACopy) {
  Store store = open();
  add(store, {warning(1)});
  CodedReport elsewhere = warning(1);
  elsewhere.report.id = "elsewhere";
  elsewhere.report.url = "http://y.org/7";
  elsewhere.report.source = "Other paper";
  EXPECT_TRUE(*store.knows(elsewhere.report));
  elsewhere.events.clear();  // it need not be coded
  const auto added = add(store, {elsewhere, elsewhere});
  EXPECT_EQ(added[0].arrival, Arrival::Copy);
  EXPECT_EQ(added[0].report, "r1");
  EXPECT_EQ(added[1].arrival, Arrival::Known);
  const auto reports = all_reports(store);
  ASSERT_EQ(reports.size(), 1U);
  ASSERT_EQ(reports[0].copies.size(), 1U);
  EXPECT_EQ(reports[0].copies[0].id, "elsewhere");
  EXPECT_EQ(reports[0].copies[0].url, "http://y.org/7");
  Query by_copy;
  by_copy.id = "elsewhere";
  EXPECT_EQ(all_reports(store, by_copy).size(), 1U);
}

TEST_P(StoreTest, AChangedReportIsANewVersionWithWhatChanged) {
  Store store = open();
  const Report first = report_of("a", "Ankara warned Damascus. Three were killed in strikes.");
  const Report second = report_of("a", "An update. Ankara warned Damascus. Seven were killed in raids.");
  add(store, {coded(first, {event_in(first, "warned", "THREATEN"), event_in(first, "strikes", "ASSAULT")})});
  const auto added =
      add(store, {coded(second, {event_in(second, "warned", "THREATEN"), event_in(second, "raids", "ASSAULT")})});
  EXPECT_EQ(added[0].arrival, Arrival::Version);
  EXPECT_EQ(added[0].version, 2U);
  EXPECT_EQ(added[0].withdrawn, 2U);
  const auto now_there = all_events(store);
  ASSERT_EQ(now_there.size(), 2U);
  EXPECT_EQ(now_there[1].event.trigger.text, "raids");
  EXPECT_EQ(all_events(store, {.withdrawn = true}).size(), 4U);

  const auto versions = all_reports(store, {.withdrawn = true});
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].report.text, first.text);
  EXPECT_FALSE(versions[0].current);
  EXPECT_NE(versions[1].changed.find("Three were killed in strikes."), std::string::npos) << versions[1].changed;
  EXPECT_NE(versions[1].changed.find("\"An update.\""), std::string::npos) << versions[1].changed;
  EXPECT_EQ(versions[1].changed.find("\"Ankara warned Damascus.\""), std::string::npos) << versions[1].changed;

  // Both files given again change nothing.
  EXPECT_EQ(add(store, {coded(first, {})})[0].arrival, Arrival::Known);
  EXPECT_EQ(add(store, {coded(second, {})})[0].arrival, Arrival::Known);
  EXPECT_EQ(all_events(store).size(), 2U);
}

TEST_P(StoreTest, WhatAReportDidNotSayIsFilledInLater) {
  Store store = open();
  add(store, {warning(1)});
  CodedReport fuller = warning(1);
  fuller.report.title = "A warning";
  add(store, {fuller});
  EXPECT_EQ(all_reports(store)[0].report.title, "A warning");
}

TEST_P(StoreTest, ACallIsWholeOrNotAtAll) {
  Store store = open();
  CodedReport wrong = warning(2);
  wrong.events[0].trigger.text = std::string("\xff\xfe", 2);
  wrong.report.text = std::string("a\0b", 3);  // PostgreSQL has no NUL; SQLite takes it
  const auto refused = store.add(std::vector<CodedReport>{warning(1), wrong}, model, now);
  EXPECT_EQ(all_reports(store).size(), refused ? 2U : 0U);
}

// ---- Queries ----

class QueryTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    store_.emplace(open());
    const Report a =
        report_of("a", "The United States warned Turkey in Çanakkale. Turkey may sanction Çavuşoğlu.", "2019-07-01");
    const Report b = report_of("b", "Russia sanctioned the united states near Idlib city.", "2019-07-15T10:00:00Z");
    const Report c = report_of("c", "Crowds marched.", "yesterday");
    Event warned = event_in(a, "warned", "THREATEN", "The United States", "Turkey");
    warned.place = Place{span_in(a.text, "Çanakkale"), std::nullopt};
    Event sanction = event_in(a, "sanction", "SANCTION", "Turkey");
    sanction.source[0].actor = "TUR";
    sanction.source[0].country = "TUR";
    sanction.status = "possible";
    Event sanctioned = event_in(b, "sanctioned", "SANCTION", "Russia", "the united states");
    sanctioned.place = Place{span_in(b.text, "Idlib city"), std::nullopt};
    sanctioned.target[0].country = "USA";
    sanctioned.place->location = Location{"Idlib", "SYR", 35.93, 36.63, "town", std::nullopt, ""};
    sanctioned.time = Time{span_in(b.text, "city"), parse_day("2019-07-08"), parse_day("2019-07-10")};
    StoreTest::add(*store_, {coded(a, {warned, sanction}), coded(b, {sanctioned}),
                             coded(c, {event_in(c, "marched", "PROTEST", "Crowds")})});
  }

  // The triggers of the events found.
  std::string found(const Query& query) {
    std::string all;
    for (const StoredEvent& e : all_events(*store_, query)) all += (all.empty() ? "" : " ") + e.event.trigger.text;
    const auto count = store_->count_events(query);
    EXPECT_TRUE(count) << count.error;
    EXPECT_EQ(*count.value, all_events(*store_, query).size());
    return all;
  }

  std::optional<Store> store_;
};

TEST_P(QueryTest, ComeByDay) { EXPECT_EQ(found({}), "marched warned sanction sanctioned"); }

TEST_P(QueryTest, Days) {
  EXPECT_EQ(found({.since = "2019-07-02"}), "sanctioned");
  EXPECT_EQ(found({.until = "2019-07-15"}), "warned sanction sanctioned");
  EXPECT_EQ(found({.until = "2019-07-14"}), "warned sanction");
  EXPECT_EQ(found({.since = "2019-07", .until = "2019-07"}), "warned sanction sanctioned");
  EXPECT_EQ(found({.until = "2018"}), "");
  EXPECT_EQ(found({.since = "2019", .until = "2019"}), "warned sanction sanctioned");
  EXPECT_EQ(store_->count_events({.since = "July"}).error,
            where_ + ": since \"July\" is no day; write 2019-07-29, 2019-07 or 2019");
}

TEST_P(QueryTest, TypeAndStatus) {
  EXPECT_EQ(found({.type = {"SANCTION"}}), "sanction sanctioned");
  EXPECT_EQ(found({.type = {"SANCTION", "PROTEST"}}), "marched sanction sanctioned");
  EXPECT_EQ(found({.type = {"SANCTION"}, .status = {"possible"}}), "sanction");
}

TEST_P(QueryTest, Participants) {
  EXPECT_EQ(found({.actor = "United States"}), "warned sanctioned");
  EXPECT_EQ(found({.source = "the UNITED  states"}), "warned");
  EXPECT_EQ(found({.source = "russia", .target = "united states"}), "sanctioned");
  EXPECT_EQ(found({.actor = "TUR"}), "sanction");  // an actor's id, once one is known by it
  EXPECT_EQ(found({.actor = "turkey"}), "warned sanction");
  EXPECT_EQ(found({.country = "USA"}), "sanctioned");
  EXPECT_EQ(found({.since = "2019-07-02", .actor = "United States"}), "sanctioned");
  EXPECT_EQ(found({.actor = "nobody"}), "");
}

TEST_P(QueryTest, Place) {
  EXPECT_EQ(found({.place = "idlib"}), "sanctioned");
  EXPECT_EQ(found({.place = "canakkale"}), "warned");
}

TEST_P(QueryTest, PlaceOnTheMap) {
  EXPECT_EQ(found({.place_country = "SYR"}), "sanctioned");
  EXPECT_EQ(found({.place_country = "TUR"}), "");
  EXPECT_EQ(found({.box = Bounds{35, 36, 37, 38}}), "sanctioned");
  EXPECT_EQ(found({.box = Bounds{35, 37, 37, 38}}), "");
  EXPECT_EQ(found({.box = Bounds{35, 170, 37, 38}}), "sanctioned");  // over the date line
  EXPECT_EQ(all_reports(*store_, {.place_country = "SYR"}).size(), 1U);
  EXPECT_FALSE(store_->count_events({.box = Bounds{37, 36, 35, 38}}));
}

TEST_P(QueryTest, DaysOfTheAct) {
  EXPECT_EQ(found({.happened_since = "2019-07-10", .happened_until = "2019-07-12"}), "sanctioned");
  EXPECT_EQ(found({.happened_since = "2019-07-11"}), "");
  EXPECT_EQ(found({.happened_until = "2019-07-07"}), "warned sanction");  // by the day of publication
  EXPECT_EQ(found({.happened_since = "2019-07", .happened_until = "2019-07"}), "warned sanction sanctioned");
}

TEST_P(QueryTest, Text) {
  EXPECT_EQ(found({.text = "cavusoglu"}), "warned sanction");
  EXPECT_EQ(found({.text = "warn*"}), "warned sanction");
  EXPECT_EQ(found({.text = "\"United States\" -turkey"}), "sanctioned");
  EXPECT_EQ(found({.text = "\"States United\""}), "");
  EXPECT_EQ(found({.text = "crowds OR russia"}), "marched sanctioned");
  EXPECT_EQ(found({.type = {"SANCTION"}, .text = "united"}), "sanction sanctioned");
  EXPECT_FALSE(store_->count_events({.text = "\"' -"}));
}

TEST_P(QueryTest, ReportIdAndLimit) {
  EXPECT_EQ(found({.report = "a"}), "warned sanction");
  const std::string id = all_events(*store_, {.type = {"PROTEST"}})[0].event.id;
  EXPECT_EQ(found({.id = id}), "marched");
  EXPECT_EQ(all_events(*store_, {.limit = 2}).size(), 2U);
  EXPECT_EQ(all_events(*store_, {.limit = 0}).size(), 0U);
  EXPECT_EQ(all_events(*store_, {.actor = "United States", .limit = 1}).size(), 1U);
}

TEST_P(QueryTest, Reports) {
  EXPECT_EQ(all_reports(*store_, {.type = {"SANCTION"}}).size(), 2U);
  EXPECT_EQ(all_reports(*store_, {.type = {"SANCTION"}, .source = "Russia"}).size(), 1U);
  EXPECT_EQ(all_reports(*store_, {.text = "marched"}).size(), 1U);
  EXPECT_EQ(all_reports(*store_, {.until = "2019-07-01"}).size(), 1U);
}

TEST_P(QueryTest, Actors) {
  std::vector<std::string> list;
  const auto taken = store_->actors({}, [&](const StoredActor& a) {
    list.push_back(a.id + " " + std::to_string(a.source) + "/" + std::to_string(a.target));
    return true;
  });
  ASSERT_TRUE(taken) << taken.error;
  EXPECT_EQ(list, (std::vector<std::string>{"united states 1/1", "TUR 1/0", "crowds 1/0", "russia 1/0", "turkey 0/1"}));
}

INSTANTIATE_TEST_SUITE_P(On, StoreTest, ::testing::ValuesIn(kinds()), kind_of);
INSTANTIATE_TEST_SUITE_P(On, QueryTest, ::testing::ValuesIn(kinds()), kind_of);

}  // namespace
}  // namespace dragoman
