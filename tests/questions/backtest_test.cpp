// The chronicles of examples/questions are what the guide says they are.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "dragoman/questions.h"

namespace dragoman {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Backtest, TwelveResolvedQuestionsWithTheirChronicles) {
  std::size_t questions = 0, no = 0, waived = 0;
  for (const auto& entry : fs::directory_iterator(EXAMPLES)) {
    if (!entry.is_directory()) continue;
    const auto read = read_question(text_of(entry.path() / "question.toml"), (entry.path() / "question.toml").string());
    if (const auto* faults = std::get_if<std::vector<RuleFault>>(&read)) {
      ADD_FAILURE() << print(faults->front());
      continue;
    }
    const Question& q = std::get<Question>(read);
    ASSERT_TRUE(q.outcome) << q.id;
    EXPECT_GE(q.opened, "2017-01-01");
    EXPECT_LE(q.deadline, "2023-12-31");
    EXPECT_FALSE(q.base) << q.id << " has a base rate of its own, set when its outcome was known";
    ++questions;
    no += !q.outcome->yes;
    waived += q.outcome->waived;
    std::size_t reports = 0, before = 0;
    read_reports(text_of(entry.path() / "reports.jsonl"), q.id, [&](Ingested&& got) {
      const auto* report = std::get_if<Report>(&got);
      ASSERT_TRUE(report) << q.id;
      ASSERT_TRUE(report->published && is_day(*report->published)) << report->id;
      EXPECT_TRUE(report->source) << report->id;
      EXPECT_LE(report->text.size(), 500U) << report->id;
      ++reports;
      before += *report->published < q.outcome->on;
    });
    EXPECT_GE(reports, 10U) << q.id;
    EXPECT_LE(reports, 25U) << q.id;
    EXPECT_GE(before, 9U) << q.id;
  }
  EXPECT_GE(questions, 12U);
  EXPECT_GE(no, 4U);
  EXPECT_GE(waived, 2U);
}

}  // namespace
}  // namespace dragoman
