#include <gtest/gtest.h>

#include <algorithm>

#include <nlohmann/json.hpp>
#include <sstream>

#include "dragoman/series.h"

namespace dragoman {
namespace {

Series one() {
  Series s;
  s.pair = {"A & B, Ltd", "UKR"};
  s.incidents = 2;
  s.points.push_back({*parse_day("2023-03-06"), {0, 1, 0, 0}, {{"AID", 1}}, 7.0, 0, 3, {"a"}});
  s.points.push_back({*parse_day("2023-03-13"), {0, 0, 0, 1}, {{"ASSAULT", 1}}, -9.7, 49.24, 2, {"b"}});
  s.turns = {{1, 0, 1}};
  s.alerts = {{1, 1, 0.25, 0.0002}};
  return s;
}

TEST(SeriesToJson, HasEachPointWithItsIncidents) {
  const auto json = nlohmann::json::parse(to_json(one(), {}));
  EXPECT_EQ(json["pair"][0], "A & B, Ltd");
  EXPECT_EQ(json["points"].size(), 2U);
  EXPECT_EQ(json["points"][1]["period"], "2023-W11");
  EXPECT_EQ(json["points"][1]["material_conflict"], 1);
  EXPECT_EQ(json["points"][1]["incidents"][0], "b");
  EXPECT_EQ(json["turns"][0]["period"], "2023-W11");
  EXPECT_EQ(json["alerts"][0]["chance"], 0.0002);
}

TEST(SeriesToCsv, HasALineAPeriodAndTheHeadersColumns) {
  EXPECT_EQ(to_csv(one(), {}),
            "\"A & B, Ltd\",UKR,2023-W10,2023-03-06,0,1,0,0,7.00,0.00,3,0,0\r\n"
            "\"A & B, Ltd\",UKR,2023-W11,2023-03-13,0,0,0,1,-9.70,49.24,2,1,1\r\n");
  const std::string header = csv_header_of_series();
  EXPECT_EQ(std::count(header.begin(), header.end(), ','), 12);
}

TEST(SeriesToSvg, IsWellFormedWithItsMarks) {
  const std::string svg = to_svg(one(), {});
  EXPECT_NE(svg.find("A &amp; B, Ltd – UKR"), std::string::npos);
  EXPECT_EQ(svg.find("A & B"), std::string::npos);
  EXPECT_NE(svg.find("<polyline"), std::string::npos);
  EXPECT_NE(svg.find("2023-W11: 1 material conflict"), std::string::npos);
  EXPECT_NE(svg.find("alert: 1 conflict incidents, 0.25 expected"), std::string::npos);
  EXPECT_EQ(svg.substr(svg.size() - 7), "</svg>\n");
  EXPECT_NE(to_svg(Series{}, {}).find("</svg>"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
