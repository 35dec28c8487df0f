// The example at the head of dragoman/text.h.
#include <gtest/gtest.h>

#include "show.h"

namespace dragoman {
namespace {

TEST(Header, SentencesTokensQuotations) {
  const std::string text = "Gen. Hulusi Akar said Turkey won't \"step back\". He left.";
  const std::vector<Sentence> sentences = split_sentences(text);
  ASSERT_EQ(sentences.size(), 2u);
  EXPECT_EQ(tokens(text), "Gen.|Hulusi|Akar|said|Turkey|wo|n't|\"|step|back|\"|.|He|left|.");
  EXPECT_TRUE(sentences[0].tokens[6].clitic);
  const std::vector<Quotation> quotations = find_quotations(text);
  ASSERT_EQ(quotations.size(), 1u);
  EXPECT_EQ(text.substr(quotations[0].inner_start, 9), "step back");
}

TEST(Header, ReportsAndErrors) {
  std::vector<Ingested> got;
  read_reports("{\"id\":\"a\",\"text\":\"Ankara protested.\"}\n{\"id\":", "wire.jsonl",
               [&](Ingested&& one) { got.push_back(std::move(one)); });
  ASSERT_EQ(got.size(), 2u);
  EXPECT_EQ(std::get<Report>(got[0]).id, "a");
  const auto& error = std::get<InputError>(got[1]);
  EXPECT_EQ(error.line, 2u);
  EXPECT_EQ(error.byte, 6u);
  EXPECT_NE(error.message.find("unexpected end of input"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("write one JSON object a line"), std::string::npos) << error.message;
}

}  // namespace
}  // namespace dragoman
