#include "law/words.h"

#include <gtest/gtest.h>

#include "dragoman/law.h"

namespace dragoman {
namespace {

bool says(std::string_view text, const char* phrase) { return law::find_phrase(text, phrase).has_value(); }

TEST(Words, WholeWordsOfAnyCase) {
  EXPECT_TRUE(says("its S-400 system", "s-400"));
  EXPECT_FALSE(says("an XS-4000", "S-400"));
  EXPECT_FALSE(says("waivers", "waive"));
  EXPECT_TRUE(says("waivers", "waive*"));
  EXPECT_TRUE(says("Turkey’s purchase", "Turkey"));
  EXPECT_FALSE(says("Türkiyeli", "Türkiye"));
  EXPECT_FALSE(says("", "x"));
  EXPECT_FALSE(says("x", "*"));
}

TEST(Days, CountAndCheck) {
  EXPECT_EQ(days_after("2021-01-01", 30), "2021-01-31");
  EXPECT_EQ(days_after("2020-02-28", 1), "2020-02-29");
  EXPECT_EQ(days_between("2019-12-31", "2020-03-01"), 61);
  EXPECT_TRUE(is_day("2020-02-29"));
  for (const char* wrong : {"2019-02-29", "2020-13-01", "2020-00-10", "2020-1-1", "tomorrow", ""})
    EXPECT_FALSE(is_day(wrong)) << wrong;
}

}  // namespace
}  // namespace dragoman
