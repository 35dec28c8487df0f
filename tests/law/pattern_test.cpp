#include <gtest/gtest.h>

#include "law/told.h"

namespace dragoman {
namespace {

const Account& delivery() {
  static const Account account = account_of(
      {"2019-07-12 | COOPERATE actual | RUS > TUR | TUR | delivered | Russia delivered the S-400 to Turkey, Ankara said."});
  return account;
}

bool fits(const Pattern& p, std::string_view party = {}) { return matches(p, delivery().events[0], delivery(), party); }

TEST(Pattern, EveryFieldMustHold) {
  EXPECT_TRUE(fits({}));
  EXPECT_TRUE(fits({.type = {"AID", "COOPERATE"}, .status = {"actual"}, .goods = {"s-400"}}));
  EXPECT_FALSE(fits({.type = {"AID"}}));
  EXPECT_FALSE(fits({.status = {"future"}}));
  EXPECT_FALSE(fits({.goods = {"f-35"}}));
  EXPECT_TRUE(fits({.words = {"deliver*"}}));
  EXPECT_FALSE(fits({.words = {"deliver"}}));
  EXPECT_FALSE(fits({.without = {"Ankara"}}));
  EXPECT_TRUE(fits({.topic = {"CAATSA", "S-400"}}));
  EXPECT_FALSE(fits({.topic = {"CAATSA"}}));
  EXPECT_FALSE(fits({.since = "2019-07-13"}));
  EXPECT_FALSE(fits({.until = "2019-07-11"}));
}

TEST(Pattern, Sides) {
  EXPECT_TRUE(fits({.source = Side{.country = {"RUS"}}, .target = Side{.country = {"TUR"}}}));
  EXPECT_FALSE(fits({.source = Side{.country = {"TUR"}}}));
  EXPECT_TRUE(fits({.source = Side{.country = {"!USA", "!TUR"}}}));
  EXPECT_FALSE(fits({.source = Side{.country = {"!RUS"}}}));
  EXPECT_TRUE(fits({.target = Side{.country = {"party"}}}, "TUR"));
  EXPECT_FALSE(fits({.target = Side{.country = {"party"}}}, "IND"));
  EXPECT_TRUE(fits({.by = Side{.country = {"TUR"}}}));
  EXPECT_TRUE(fits({.source = Side{.sector = {"!LEG"}}}));
  EXPECT_FALSE(fits({.source = Side{.sector = {"LEG"}}}));
}

TEST(Pattern, AGoodComesFromItsSupplier) {
  const Account account = account_of({"- | COOPERATE actual | TUR > - | - | bought | Turkey bought the S-400."});
  EXPECT_TRUE(matches({.target = Side{.country = {"RUS"}}}, account.events[0], account));
  EXPECT_FALSE(matches({.target = Side{.country = {"USA"}}}, account.events[0], account));
}

TEST(Pattern, SaysWhyItCanNeverMatch) {
  EXPECT_EQ(never({}), "");
  EXPECT_NE(never({.since = "2020-01-02", .until = "2020-01-01"}), "");
  EXPECT_NE(never({.words = {"a"}, .without = {"a"}}), "");
  EXPECT_NE(never({.source = Side{.country = {"TUR", "!TUR"}}}), "");
}

}  // namespace
}  // namespace dragoman
