// The mirror's filters are quick; the store's are their plain twin.
#include "filter.h"

#include <gtest/gtest.h>

#include <random>

#include "store/accounts.h"

namespace dragoman::server {
namespace {

const std::vector<std::string> names{"Ankara", "Damascus", "the Syrian Army", "Çavuşoğlu", "Moscow"};
const std::vector<std::optional<std::string>> ids{"TUR", "SYR", std::nullopt, "mevlut-cavusoglu", "RUS"};
const std::vector<std::optional<std::string>> countries{"TUR", "SYR", "SYR", "TUR", std::nullopt};
const std::vector<std::string> types{"ASSAULT", "THREATEN", "AID"}, statuses{"actual", "possible"}, towns{"Kobane", "Tessalit"};

CodedReport made_report(int number, std::mt19937& random) {
  const auto one_of = [&](const auto& list) -> const auto& { return list[random() % list.size()]; };
  const std::size_t a = random() % names.size(), b = random() % names.size();
  const std::string town = one_of(towns);
  const std::string text = names[a] + " warned " + (random() % 2 ? "again " : "") + names[b] + " near " + town + " on day " +
                           std::to_string(number) + ".";
  Report report{"r" + std::to_string(number), text, {}, {}, {}, {}};
  if (random() % 6)
    report.published = "20" + std::to_string(18 + random() % 3) + "-0" + std::to_string(1 + random() % 9) + "-15";
  Event e = event_in(report, "warned", one_of(types));
  e.status = one_of(statuses);
  e.source.push_back({span_in(text, names[a]), ids[a], {}, countries[a], {}, {}, {}, {}});
  e.target.push_back(
      {{text.rfind(names[b]), text.rfind(names[b]) + names[b].size(), names[b]}, ids[b], {}, countries[b], {}, {}, {}, {}});
  if (random() % 2) e.place = Place{span_in(text, town), std::nullopt};
  if (e.place && random() % 3) {
    e.place->location = town == "Kobane" ? Location{town, "SYR", 36.89, 38.35, "town", std::nullopt, ""}
                                         : Location{town, "MLI", 20.2, 1.01, "town", std::nullopt, ""};
  }
  if (random() % 3 == 0) {
    const auto day = [&] { return parse_day("2019-0" + std::to_string(1 + random() % 9) + "-10"); };
    const auto one = day(), other = day();
    e.time = Time{e.trigger, std::min(one, other), random() % 2 ? std::optional(*std::max(one, other)) : std::nullopt};
  }
  return coded(report, {e});
}

// A query of the store, and the same as the parameters of a request.
struct Twin {
  Query query;
  std::multimap<std::string, std::string> parameters;
};

std::vector<Twin> twins() {
  return {{{}, {}},
          {{.since = "2019"}, {{"since", "2019"}}},
          {{.until = "2019"}, {{"until", "2019"}}},
          {{.since = "2018-05", .until = "2019-07"}, {{"since", "2018-05"}, {"until", "2019-07"}}},
          {{.until = "2019-03-15"}, {{"until", "2019-03-15"}}},
          {{.type = {"ASSAULT", "AID"}}, {{"type", "ASSAULT,AID"}}},
          {{.status = {"possible"}}, {{"status", "possible"}}},
          {{.actor = "TUR"}, {{"actor", "TUR"}}},
          {{.actor = "syrian army"}, {{"actor", "syrian army"}}},
          {{.source = "the SYRIAN army"}, {{"source", "the SYRIAN army"}}},
          {{.target = "mevlut-cavusoglu"}, {{"target", "mevlut-cavusoglu"}}},
          {{.source = "nobody"}, {{"source", "nobody"}}},
          {{.country = "SYR"}, {{"country", "SYR"}}},
          {{.country = "XXX"}, {{"country", "XXX"}}},
          {{.place = "koban"}, {{"place", "koban"}}},
          {{.place_country = "SYR"}, {{"place_country", "SYR"}}},
          {{.box = Bounds{30, 30, 40, 40}}, {{"box", "30,30,40,40"}}},
          {{.box = Bounds{-10, 170, 30, 5}}, {{"box", "-10,170,30,5"}}},
          {{.happened_since = "2019-05"}, {{"happened_since", "2019-05"}}},
          {{.happened_until = "2019-04"}, {{"happened_until", "2019-04"}}},
          {{.place_country = "MLI", .happened_since = "2019-02-11", .happened_until = "2019"},
           {{"place_country", "MLI"}, {"happened_since", "2019-02-11"}, {"happened_until", "2019"}}},
          {{.report = "r7"}, {{"report", "r7"}}},
          {{.withdrawn = true}, {{"withdrawn", "true"}}},
          {{.type = {"THREATEN"}, .actor = "RUS", .country = "TUR", .place = "tessalit"},
           {{"type", "THREATEN"}, {"actor", "RUS"}, {"country", "TUR"}, {"place", "tessalit"}}}};
}

class FilterTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = Store::open(where_, Access::Write);
    ASSERT_TRUE(store) << store.error;
    std::mt19937 random(7);
    std::vector<CodedReport> all;
    for (int i = 0; i < 400; ++i) all.push_back(made_report(i, random));
    ASSERT_TRUE(store->add(all, model, now));
    for (int i = 0; i < 20; ++i) {
      const std::string id = all[static_cast<std::size_t>(i * 7)].events[0].id;
      ASSERT_TRUE(store->correct({{.time = now, .by = "A. Desk", .object = "event", .target = id, .verb = "reject"}}, now));
    }
    auto mirror = Mirror::open(where_, [](std::int64_t) {});
    ASSERT_TRUE(mirror) << mirror.error;
    mirror_ = std::move(*mirror);
  }

  Box box_;
  std::string where_ = box_ / "account.db";
  std::unique_ptr<Mirror> mirror_;
};

TEST_F(FilterTest, FindsWhatTheStoreFinds) {
  auto store = Store::open(where_, Access::Read);
  ASSERT_TRUE(store);
  const auto snapshot = mirror_->now();
  for (const Twin& twin : twins()) {
    std::multiset<std::string> here, there;
    for (const HeldEvent* e : matching(*snapshot, filter_of(Asked(twin.parameters)), *mirror_)) here.insert(e->stored.event.id);
    for (const StoredEvent& e : all_events(*store, twin.query)) there.insert(e.event.id);
    EXPECT_EQ(here, there) << (twin.parameters.empty() ? "" : twin.parameters.begin()->first);
  }
}

TEST_F(FilterTest, AFacetIsCountedWithoutItsOwnFilter) {
  const auto snapshot = mirror_->now();
  const auto count = [&](std::multimap<std::string, std::string> asked) {
    return matching(*snapshot, filter_of(Asked(std::move(asked))), *mirror_).size();
  };
  const Facets all = facets(*snapshot, filter_of(Asked({{"type", "AID"}, {"country", "TUR"}})), *mirror_);
  EXPECT_EQ(all.total, count({{"type", "AID"}, {"country", "TUR"}}));
  ASSERT_EQ(all.type.size(), 3U);
  for (const FacetValue& v : all.type) EXPECT_EQ(v.count, count({{"type", *v.value}, {"country", "TUR"}})) << *v.value;
  for (const FacetValue& v : all.country) EXPECT_EQ(v.count, count({{"type", "AID"}, {"country", *v.value}})) << *v.value;
  for (const FacetValue& v : all.source) {
    EXPECT_EQ(v.count, count({{"type", "AID"}, {"country", "TUR"}, {"source", *v.value}})) << *v.value;
  }
  EXPECT_TRUE(
      std::is_sorted(all.month.begin(), all.month.end(), [](const auto& a, const auto& b) { return *a.value < *b.value; }));
}

TEST_F(FilterTest, FollowsTheFeed) {
  auto store = Store::open(where_, Access::Write);
  ASSERT_TRUE(store);
  const auto before = mirror_->now();
  ASSERT_TRUE(store->add({{warning(1000)}}, model, now));
  ASSERT_EQ(mirror_->catch_up(), "");
  EXPECT_EQ(mirror_->now()->live, before->live + 1);
  EXPECT_EQ(before->events.size(), 400U) << "what was handed out has changed";
  ASSERT_TRUE(store->correct({{.time = now,
                               .by = "A. Desk",
                               .object = "actor",
                               .target = "damascus",
                               .verb = "mend",
                               .fields = R"({"actor":"SYR","country":"SYR"})"}},
                             now));
  ASSERT_EQ(mirror_->catch_up(), "");
  const auto after = mirror_->now();
  EXPECT_EQ(after->by_id.at("r1000:7:THREATEN")->stored.event.target[0].actor, "SYR");
  EXPECT_EQ(after->live, before->live + 1);
}

}  // namespace
}  // namespace dragoman::server
