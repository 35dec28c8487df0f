#include "days.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

// Of a report of Wednesday, 8 March 2023.
std::string read(std::string_view words) {
  const auto days = days_of(words, *parse_day("2023-03-08"));
  if (!days) return "nothing";
  return to_string(days->first) + (days->first == days->last ? "" : " " + to_string(days->last));
}

TEST(DaysOf, ReadsTheUsualWords) {
  EXPECT_EQ(read("on Sunday"), "2023-03-05");
  EXPECT_EQ(read("Wednesday morning"), "2023-03-08");
  EXPECT_EQ(read("Thursday"), "2023-03-02");
  EXPECT_EQ(read("next Thursday"), "2023-03-09");
  EXPECT_EQ(read("yesterday"), "2023-03-07");
  EXPECT_EQ(read("overnight"), "2023-03-07 2023-03-08");
  EXPECT_EQ(read("at the weekend"), "2023-03-04 2023-03-05");
  EXPECT_EQ(read("this week"), "2023-03-02 2023-03-08");
  EXPECT_EQ(read("last week"), "2023-02-23 2023-03-01");
  EXPECT_EQ(read("5 March"), "2023-03-05");
  EXPECT_EQ(read("March 5th"), "2023-03-05");
  EXPECT_EQ(read("Dec. 30"), "2022-12-30");
  EXPECT_EQ(read("on 12 May 2021"), "2021-05-12");
  EXPECT_EQ(read("2023-02-28"), "2023-02-28");
}

TEST(DaysOf, SaysNothingWhereTheWordsDoNot) {
  for (const char* words : {"", "for a third night", "in recent months", "31 February", "may", "two days later"}) {
    EXPECT_EQ(read(words), "nothing") << words;
  }
}

TEST(ReadDay, RefusesWhatIsNoDate) {
  EXPECT_FALSE(parse_day("2023-02-30"));
  EXPECT_FALSE(parse_day("yesterday"));
  EXPECT_EQ(to_string(*parse_day("2023-02-28T10:00:00Z")), "2023-02-28");
}

}  // namespace
}  // namespace dragoman
