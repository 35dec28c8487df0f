#include <gtest/gtest.h>

#include "dragoman/incidents.h"

namespace dragoman {
namespace {

constexpr std::string_view line =
    R"({"id":"7f0c2d9a41b6e803","report":"example","published":"2019-07-29","type":"SANCTION","goldstein":-5.8,"status":"actual",)"
    R"("trigger":{"start":64,"end":80,"text":"reciprocal steps"},"source":[{"text":"Ankara","actor":"TUR","name":"Turkey",)"
    R"("country":"TUR","sector":"GOV"}],"target":[{"text":"the United States","actor":null}],"by":[],"place":null,)"
    R"("time":{"start":1,"end":2,"text":"on Monday"},"killed":3,"injured":null})";

TEST(ReadRecord, TakesWhatMergingNeeds) {
  Record record;
  ASSERT_EQ(read_record(line, record), "");
  EXPECT_EQ(record.report, "example");
  EXPECT_EQ(to_string(*record.published), "2019-07-29");
  EXPECT_EQ(record.event.trigger, "reciprocal steps");
  EXPECT_EQ(record.event.start, 64U);
  EXPECT_EQ(record.event.source.at(0).country, "TUR");
  EXPECT_EQ(record.event.target.at(0).actor, "");
  EXPECT_EQ(record.event.time, "on Monday");
  EXPECT_EQ(record.event.killed, 3);
  EXPECT_FALSE(record.event.injured);
  EXPECT_EQ(record.event.goldstein, -5.8);
}

TEST(ReadRecord, TakesPlacesAndDaysThatWereResolved) {
  Record record;
  ASSERT_EQ(
      read_record(R"({"id":"a","report":"r","published":"2023-03-08","type":"AID","status":"actual","trigger":{"text":"gave"},)"
                  R"("place":{"text":"there","name":"Tessalit","latitude":20.2,"longitude":1.0,"precision":"town"},)"
                  R"("time":{"text":"since Sunday","from":"2023-03-05","until":null}})",
                  record),
      "");
  EXPECT_EQ(record.event.place_name, "Tessalit");
  EXPECT_EQ(record.event.at->latitude, 20.2);
  EXPECT_EQ(to_string(record.event.when->first) + to_string(record.event.when->last), "2023-03-052023-03-08");
  ASSERT_EQ(
      read_record(
          R"({"id":"a","report":"r","type":"AID","status":"actual","trigger":{"text":"gave"},)"
          R"("place":{"text":"Mali","latitude":17,"longitude":-4,"precision":"state"},"time":{"text":"then","from":null}})",
          record),
      "");
  EXPECT_FALSE(record.event.at);
  EXPECT_FALSE(record.event.when);
}

TEST(ReadRecord, SaysWhatIsWrong) {
  Record record;
  EXPECT_NE(read_record("{", record).find("not a JSON object"), std::string::npos);
  EXPECT_NE(read_record(R"({"id":"a","type":"AID","status":"actual"})", record).find("\"report\" is missing"),
            std::string::npos);
  EXPECT_NE(read_record(R"({"id":"a","report":"r","type":"AID","status":"actual","trigger":"gave"})", record).find("trigger"),
            std::string::npos);
}

TEST(ReadDecision, TakesAndRefuses) {
  Decision decision;
  EXPECT_EQ(
      read_decision(R"({"events":["a","b"],"one":false,"by":"A. Kaya","at":"2026-11-28","why":"two villages"})", decision), "");
  EXPECT_EQ(decision.verdict, Verdict::Two);
  EXPECT_EQ(decision.why, "two villages");
  EXPECT_NE(read_decision(R"({"events":["a"],"one":true})", decision), "");
  EXPECT_NE(read_decision(R"({"events":["a","a"],"one":true})", decision), "");
}

}  // namespace
}  // namespace dragoman
