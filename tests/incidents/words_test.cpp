#include "words.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

TEST(Wording, MeetsANameInItsForms) {
  for (auto [a, b] : {std::pair("Russia", "Russian"),
                      {"Turkey", "Turkish"},
                      {"Mali", "Malian"},
                      {"Syria", "Syrian"},
                      {"China", "Chinese"},
                      {"Ukraine", "Ukrainian"},
                      {"Israel", "Israelis"},
                      {"Tbilisi's", "Tbilisi"}}) {
    EXPECT_EQ(shared(phrase(a), phrase(b)), 1U) << a << " " << b;
  }
  EXPECT_EQ(shared(phrase("Niger"), phrase("Germany")), 0U);
}

TEST(Wording, MeetsAVerbInItsForms) {
  EXPECT_EQ(shared(phrase("shelled"), phrase("shelling")), 1U);
  EXPECT_EQ(shared(phrase("the attack"), phrase("were attacking")), 1U);
}

TEST(Wording, LeavesOutWhatSaysNothing) {
  EXPECT_TRUE(phrase("he said on Tuesday that it was").empty());
  EXPECT_TRUE(phrase("").empty());
}

TEST(Wording, CountsASentencesFirstWordBothWays) {
  const Wording words = wording("Gunmen attacked Tessalit.", Opening::Sentence);
  EXPECT_EQ(words.names.size(), 2U);
  EXPECT_EQ(words.others.size(), 2U);
}

}  // namespace
}  // namespace dragoman
