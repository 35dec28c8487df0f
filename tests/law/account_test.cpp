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

TEST(Account, GoodsAreWhatTheSentenceOrTheRecordNames) {
  auto [report, event] = told("- | AGREE actual | TUR > RUS | - | agreed | Turkey agreed to buy the S-400.", 1);
  const Account named = file({report}, {event});
  ASSERT_EQ(named.events[0].goods.size(), 1U);
  EXPECT_EQ(named.events[0].goods[0]->supplier, "RUS");
  event.goods = {Cargo{{}, "f-35", {}, {}}};
  const Account given = file({}, {event});
  ASSERT_EQ(given.events[0].goods.size(), 1U);
  EXPECT_EQ(given.events[0].goods[0]->id, "f-35");
}

}  // namespace
}  // namespace dragoman
