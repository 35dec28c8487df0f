#include <gtest/gtest.h>

#include "law/told.h"

namespace dragoman {
namespace {

TEST(Account, OrderOfArrivalDoesNotMatter) {
  const std::vector<std::string> lines = {"2019-07-13 | AGREE actual | TUR > RUS | - | agreed | Turkey agreed.",
                                          "2019-07-12 | AGREE actual | TUR > RUS | - | agreed | Turkey agreed.",
                                          "- | AGREE actual | TUR > RUS | - | agreed | Turkey agreed."};
  const Account account = account_of(lines);
  ASSERT_EQ(account.events.size(), 3U);
  EXPECT_EQ(account.events[0].day, "");
  EXPECT_EQ(account.events[1].day, "2019-07-12");
  EXPECT_EQ(account.events[2].day, "2019-07-13");
}

TEST(Account, TheSameRecordTwiceIsOnce) {
  auto [report, event] = told("2019-07-12 | AGREE actual | TUR > RUS | - | agreed | Turkey agreed.", 1);
  EXPECT_EQ(file({report, report}, {event, event}).events.size(), 1U);
}

TEST(Account, QuotesTheSentenceOfTheTrigger) {
  auto [report, event] = told("2019-07-12 | AGREE actual | TUR > RUS | - | agreed | Nothing happened. Turkey agreed.", 1);
  const Account account = file({report}, {event});
  EXPECT_EQ(account.events[0].sentence.text, "Turkey agreed.");
  EXPECT_EQ(report.text.substr(account.events[0].sentence.start, 14), "Turkey agreed.");
  EXPECT_EQ(file({}, {event}).events[0].sentence.text, "");
}

TEST(Account, FillsInWhatTheRecordDoesNotSay) {
  const Account account = account_of({"- | SUPPORT actual | \"Risch\" > - | - | backed | Risch backed it."});
  const Participant& who = account.events[0].event.source[0];
  EXPECT_EQ(who.actor, "james-risch");
  EXPECT_EQ(who.country, "USA");
  EXPECT_EQ(who.sector, "LEG");
}

}  // namespace
}  // namespace dragoman
