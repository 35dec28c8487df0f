#include "language/decode.h"

#include <gtest/gtest.h>

namespace dragoman::language {
namespace {

TEST(Runs, BeginOpensAndInsideContinues) {
  const std::vector<float> begin = {.1F, .9F, .1F, .0F, .5F, .6F}, inside = {.1F, .0F, .8F, .1F, .1F, .1F};
  const auto found = runs(begin, inside, .4F);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].first, 1U);
  EXPECT_EQ(found[0].last, 3U);
  EXPECT_EQ(found[1].first, 4U);
  EXPECT_EQ(found[2].first, 5U);
}

TEST(Runs, InsideWithoutBeginOpensASpan) {
  const std::vector<float> begin = {.0F, .1F}, inside = {.0F, .8F};
  ASSERT_EQ(runs(begin, inside, .4F).size(), 1U);
}

// Words that each begin a trigger, of one of two types: rows are none, B and I of the first type, B and I of the second.
Encoded beginnings(std::initializer_list<int> types) {
  Encoded encoded;
  encoded.triggers = {.rows = types.size(), .columns = 5, .stride = 5, .values = {}};
  for (const int type : types) {
    std::vector<float> row(5, 0.0F);
    row[type < 0 ? 0 : 1 + 2 * static_cast<std::size_t>(type)] = 9.0F;
    encoded.triggers.values.insert(encoded.triggers.values.end(), row.begin(), row.end());
  }
  return encoded;
}

TEST(Triggers, OfOneTypeSideBySideAreOne) {
  const std::vector<std::size_t> owner = {0, 0, 0, 0, 1};
  const auto found = triggers_of(beginnings({0, 0, 1, -1, 1}), owner);  // "arms embargo lifted"
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].first, 0U);
  EXPECT_EQ(found[0].last, 2U);
  EXPECT_EQ(found[1].first, 2U);
  EXPECT_EQ(found[2].first, 4U);
}

TEST(Triggers, DoNotJoinOverASentencesEnd) {
  EXPECT_EQ(triggers_of(beginnings({0, 0}), std::vector<std::size_t>{0, 1}).size(), 2U);
}

TEST(Lemma, EditScripts) {
  EXPECT_EQ(lemma_of("Warned", "l|2|"), "warn");
  EXPECT_EQ(lemma_of("cities", "l|3|y"), "city");
  EXPECT_EQ(lemma_of("Ankara", "k|0|"), "Ankara");
  EXPECT_EQ(lemma_of("were", "=be"), "be");
  EXPECT_EQ(lemma_of("Çağla", "l|0|"), "çağla");
  EXPECT_EQ(lemma_of("és", "k|1|"), "é");
  EXPECT_EQ(lemma_of("a", "l|4|"), "a") << "a script that cuts everything away leaves the form";
}

TEST(Softmax, SumsToOne) {
  float sum = 0;
  for (const float p : softmax(std::vector<float>{1000, 1001, 999})) sum += p;
  EXPECT_NEAR(sum, 1.0F, 1e-5F);
}

}  // namespace
}  // namespace dragoman::language
