// The figures must be those of ../shared/tools/agree.py: data/agree.txt is what it printed for data/gold.jsonl and
// data/system.jsonl.
#include "agreement.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace dragoman::cli {
namespace {

ScoredReports read(const std::string& name) {
  ScoredReports reports;
  std::ifstream in(std::string(HERE) + "/data/" + name);
  for (std::string line; std::getline(in, line);) EXPECT_EQ(read_scored(line, reports), "") << line;
  return reports;
}

std::string as_agree_prints(const Agreement& agreement) {
  std::string out;
  for (const FieldAgreement& f : agreement.fields) {
    out += fmt::format("{:12s} P {:.3f}  R {:.3f}  F1 {:.3f}   ({}/{}/{})\n", f.name, f.precision.value, f.recall.value,
                       f.f1.value, f.hits, f.system, f.gold);
  }
  return out;
}

TEST(Agree, CountsAsThePythonTwinDoes) {
  std::ifstream in(std::string(HERE) + "/data/agree.txt");
  std::stringstream expected;
  expected << in.rdbuf();
  EXPECT_EQ(as_agree_prints(agree(read("gold.jsonl"), read("system.jsonl"))), expected.str());
}

TEST(Agree, OfGoldWithItselfIsPerfectAndItsIntervalsCloseOnIt) {
  const ScoredReports gold = read("gold.jsonl");
  const Agreement agreement = agree(gold, gold);
  EXPECT_EQ(agreement.reports, 3U);
  for (const FieldAgreement& f : agreement.fields) {
    EXPECT_EQ(f.hits, f.gold) << f.name;
    EXPECT_EQ(f.f1.value, 1.0) << f.name;
    EXPECT_LE(f.f1.low, f.f1.value);
    EXPECT_GE(f.f1.high, f.f1.value);
  }
}

TEST(Agree, GivesTheSameIntervalsEachTime) {
  const Agreement a = agree(read("gold.jsonl"), read("system.jsonl")), b = agree(read("gold.jsonl"), read("system.jsonl"));
  for (std::size_t i = 0; i < a.fields.size(); ++i) {
    EXPECT_EQ(a.fields[i].f1.low, b.fields[i].f1.low);
    EXPECT_EQ(a.fields[i].f1.high, b.fields[i].f1.high);
  }
}

TEST(Agree, OfNothingIsNothing) {
  const Agreement agreement = agree({}, {});
  for (const FieldAgreement& f : agreement.fields) EXPECT_EQ(f.f1.value, 0.0);
}

TEST(ReadScored, SaysWhatALineLacks) {
  ScoredReports reports;
  EXPECT_EQ(read_scored("{", reports), "not a JSON object");
  EXPECT_NE(read_scored(R"({"report":"a","type":"AID"})", reports).find("trigger"), std::string::npos);
  EXPECT_NE(read_scored(R"({"doc":"a","events":[{"type":"AID","trigger":{"s":0,"t":"gave"}}]})", reports).find("start"),
            std::string::npos);
}

}  // namespace
}  // namespace dragoman::cli
