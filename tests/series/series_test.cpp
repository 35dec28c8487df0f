#include "dragoman/series.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dragoman {
namespace {

Party state(std::string code, std::string sector = "GOV") { return {"a word for " + code, "", code, std::move(sector), ""}; }

Incident incident(std::string id, std::string day, std::string type, std::vector<Party> source, std::vector<Party> target) {
  Incident i;
  i.id = std::move(id);
  i.type = std::move(type);
  i.status = "actual";
  i.when = Days{*parse_day(day), *parse_day(day)};
  i.source = std::move(source);
  i.target = std::move(target);
  return i;
}

std::vector<Incident> two_weeks() {
  return {incident("a", "2023-03-06", "THREATEN", {state("RUS")}, {state("UKR")}),
          incident("b", "2023-03-07", "ASSAULT", {state("UKR", "MIL")}, {state("RUS", "MIL")}),
          incident("c", "2023-03-08", "CONSULT", {state("RUS"), state("TUR")}, {}),
          incident("d", "2023-03-14", "AID", {state("TUR")}, {state("UKR")}),
          incident("e", "2023-03-15", "COERCE", {state("RUS", "POL")}, {state("RUS", "OPP")})};
}

TEST(Series, CountsEachIncidentOnceForItsPair) {
  const std::vector<Series> all = series(two_weeks());
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].pair, (std::array<std::string, 2>{"RUS", "UKR"}));
  ASSERT_EQ(all[0].points.size(), 2U);
  const Point& first = all[0].points[0];
  EXPECT_EQ(name_of(first.first, Period::Weekly), "2023-W10");
  EXPECT_EQ(first.quads, (std::array<std::size_t, 4>{0, 0, 1, 1}));
  EXPECT_EQ(first.incidents, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(first.types.at("ASSAULT"), 1U);
  EXPECT_EQ(first.reported, 3U);
  EXPECT_DOUBLE_EQ(*first.goldstein, (-6.0 - 9.7) / 2);
  EXPECT_TRUE(all[0].points[1].incidents.empty());
  EXPECT_FALSE(all[0].points[1].goldstein);
  EXPECT_EQ(all[1].pair, (std::array<std::string, 2>{"RUS", "TUR"}));
}

TEST(Series, RankedPairsAreThoseOfTheSeries) {
  const std::vector<Incident> incidents = two_weeks();
  const std::vector<Series> all = series(incidents);
  const auto ranked = ranked_pairs(incidents);
  ASSERT_EQ(ranked.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(ranked[i].first, all[i].pair);
    EXPECT_EQ(ranked[i].second, all[i].incidents);
    const std::vector<Series> one = series(incidents, {.only = {all[i].pair}});
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(to_json(one[0], {}), to_json(all[i], {}));
  }
}

TEST(Series, OneWayTellsWhoDidItToWhom) {
  const std::vector<Series> all = series(two_weeks(), {.direction = Direction::OneWay});
  std::vector<std::array<std::string, 2>> names;
  for (const Series& s : all) names.push_back(s.pair);
  EXPECT_EQ(names, (std::vector<std::array<std::string, 2>>{
                       {"RUS", "TUR"}, {"RUS", "UKR"}, {"TUR", "RUS"}, {"TUR", "UKR"}, {"UKR", "RUS"}}));
}

TEST(Series, ByCodeTellsPairsWithinAState) {
  const std::vector<Series> all = series(two_weeks(), {.of = Of::Code});
  const bool found = std::any_of(all.begin(), all.end(), [](const Series& s) {
    return s.pair == std::array<std::string, 2>{"RUS.OPP", "RUS.POL"};
  });
  EXPECT_TRUE(found);
}

TEST(Series, TensionIsTheFormulaOfTheGuide) {
  const std::vector<Series> all = series(two_weeks());
  // Five incidents in two weeks, three of them in the first: V / V̄ is 3 / 2.5.
  EXPECT_DOUBLE_EQ(all[0].points[0].tension, 100 * 15.7 / (15.7 + 0 + 10 * 3 / 2.5));
  EXPECT_DOUBLE_EQ(all[0].points[1].tension, 0);
  EXPECT_DOUBLE_EQ(all[1].points[0].tension, 0);
  const std::vector<Series> lone = series(std::vector<Incident>{[] {
    Incident i = incident("a", "2023-03-06", "ASSAULT", {state("RUS")}, {state("UKR")});
    i.goldstein = -10;
    return i;
  }()});
  EXPECT_DOUBLE_EQ(lone[0].points[0].tension, 50);
}

TEST(Series, LeaveOutWhatIsNotDone) {
  std::vector<Incident> incidents = two_weeks();
  for (Incident& i : incidents) i.status = "future";
  EXPECT_TRUE(series(incidents).empty());
  incidents = two_weeks();
  for (Incident& i : incidents) i.when.reset();
  EXPECT_TRUE(series(incidents).empty());
  EXPECT_TRUE(series({}).empty());
}

TEST(Series, TellInternationalBodiesApart) {
  Party nato{"NATO", "", "IGO", "IGO", "NATO"}, un{"the UN", "UN", "IGO", "IGO", "United Nations"};
  const std::vector<Series> all = series(std::vector<Incident>{incident("a", "2023-03-06", "ACCUSE", {nato}, {state("RUS")}),
                                                               incident("b", "2023-03-06", "ACCUSE", {un}, {state("RUS")})});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].pair[0], "NATO");
  EXPECT_EQ(all[1].pair[1], "UN");
}

TEST(NameOf, KnowsTheIsoYear) {
  const auto week = [](std::string_view day) { return name_of(*parse_day(day), Period::Weekly); };
  EXPECT_EQ(week("2021-01-01"), "2020-W53");
  EXPECT_EQ(week("2024-12-30"), "2025-W01");
  EXPECT_EQ(week("2023-01-02"), "2023-W01");
  EXPECT_EQ(name_of(*parse_day("2023-01-02"), Period::Monthly), "2023-01");
  EXPECT_EQ(name_of(*parse_day("2023-01-02"), Period::Daily), "2023-01-02");
}

TEST(Types, AreTheSixteen) {
  for (const char* type : {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
                           "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}) {
    ASSERT_TRUE(quad_of(type)) << type;
    const bool cooperative = *quad_of(type) == Quad::VerbalCooperation || *quad_of(type) == Quad::MaterialCooperation;
    EXPECT_EQ(*mean_goldstein_of(type) > 0, cooperative) << type;
  }
  EXPECT_FALSE(quad_of("SAY"));
}

}  // namespace
}  // namespace dragoman
