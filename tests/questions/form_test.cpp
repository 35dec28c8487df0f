#include <gtest/gtest.h>

#include <algorithm>
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

// Each bad file's first line says the line and the words of the fault to be told.
TEST(QuestionForm, FaultsAreToldWithTheirLine) {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(std::string(HERE) + "/bad")) {
    const std::string text = text_of(entry.path());
    const std::string expected = "bad.toml:" + text.substr(2, text.find('\n') - 2);
    const auto read = read_question(text, "bad.toml");
    const auto* faults = std::get_if<std::vector<RuleFault>>(&read);
    ASSERT_TRUE(faults) << entry.path();
    std::string told;
    for (const RuleFault& fault : *faults) told += print(fault) + "\n";
    EXPECT_NE(told.find(expected), std::string::npos) << entry.path() << "\ngot\n" << told;
    ++count;
  }
  EXPECT_GE(count, 4U);
}

TEST(QuestionForm, WeightsComeBackAsTheyWereWritten) {
  const Weights& w = built_in_weights();
  const auto read = read_weights(to_toml(w), "again.toml");
  ASSERT_TRUE(std::holds_alternative<Weights>(read));
  const Weights& again = std::get<Weights>(read);
  ASSERT_EQ(again.kinds.size(), w.kinds.size());
  for (const auto& [kind, weight] : w.kinds) EXPECT_NEAR(again.kinds.at(kind).weight, weight.weight, 1e-4) << kind;
  EXPECT_EQ(again.reliability, w.reliability);
}

TEST(QuestionForm, BadWeightsAreRefused) {
  EXPECT_TRUE(std::holds_alternative<std::vector<RuleFault>>(read_weights("", "w.toml")));
  const auto read =
      read_weights(to_toml(built_in_weights()) + "[kind.mine]\nweight = 1\nhalf_life = 0\nreason = \"r\"\n", "w.toml");
  ASSERT_TRUE(std::holds_alternative<std::vector<RuleFault>>(read));
  EXPECT_NE(print(std::get<std::vector<RuleFault>>(read).front()).find("kind.mine.half_life: must be days above 0"),
            std::string::npos);
}

}  // namespace
}  // namespace dragoman
