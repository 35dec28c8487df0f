// tests/data/wordpiece.jsonl holds words and the pieces and letter case that training/wordpiece.py gives them.
#include "language/wordpiece.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "language/weights.h"

namespace dragoman::language {
namespace {

TEST(WordPiece, SameAsInTraining) {
  std::string error;
  const Weights weights = read_weights(DRAGOMAN_MODELS "/reader.safetensors", error);
  ASSERT_EQ(error, "");
  const Tensor& vocabulary = weights.at("vocabulary");
  const WordPiece wordpiece({reinterpret_cast<const char*>(vocabulary.data), vocabulary.size});
  std::ifstream file(DRAGOMAN_TEST_DATA "/wordpiece.jsonl");
  std::string line;
  int count = 0;
  while (std::getline(file, line)) {
    const auto record = nlohmann::json::parse(line);
    const std::string word = record["word"];
    EXPECT_EQ(wordpiece.pieces(word), record["pieces"].get<std::vector<std::int32_t>>()) << word;
    EXPECT_EQ(letter_case(word), record["case"].get<std::int32_t>()) << word;
    ++count;
  }
  EXPECT_GT(count, 60);
}

}  // namespace
}  // namespace dragoman::language
