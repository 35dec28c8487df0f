#include <gtest/gtest.h>

#include <cmath>
#include <deque>

#include "dragoman/questions.h"

namespace dragoman {
namespace {

Question resolved(bool yes) {
  Question q;
  q.outcome = Outcome{yes, false, "2020-02-01", "test"};
  return q;
}

// Announced acts came, waived ones did not.
struct Made {
  Made() {
    for (int i = 0; i < 8; ++i) {
      questions.push_back(resolved(i % 2 == 0));
      all.push_back({&questions.back(), {{"2020-01-01", {{i % 2 == 0 ? "announced" : "waiver", i % 2 == 0 ? 1.0 : -1.0}}}}});
    }
  }
  std::deque<Question> questions;
  std::vector<Resolved> all;
};

TEST(Learn, RaisesWhatWasRightAndLeavesWhatWasNotSeen) {
  const Made made;
  const Weights learned = learn(made.all, built_in_weights());
  EXPECT_GT(learned.kinds.at("announced").weight, built_in_weights().kinds.at("announced").weight);
  EXPECT_DOUBLE_EQ(learned.kinds.at("talks").weight, built_in_weights().kinds.at("talks").weight);
  EXPECT_DOUBLE_EQ(learned.base.value, 0.5);
}

TEST(Learn, LowersWhatWasWrong) {
  Made made;
  for (Question& q : made.questions) q.outcome->yes = !q.outcome->yes;
  EXPECT_LT(learn(made.all, built_in_weights()).kinds.at("announced").weight, built_in_weights().kinds.at("announced").weight);
}

TEST(Score, OfForecastsThatKnowBeatsTheBaseRate) {
  const Made made;
  const Score s = leave_one_out(made.all, built_in_weights());
  EXPECT_EQ(s.questions, 8U);
  EXPECT_LT(s.brier, s.brier_base);
  EXPECT_LE(s.brier_low, s.brier - s.brier_base);
  EXPECT_GE(s.brier_high, s.brier - s.brier_base);
}

TEST(Score, IsTheMeanSquareByHand) {
  Question yes = resolved(true), no = resolved(false);
  yes.base = no.base = BaseRate{0.8, 10, "test"};
  const std::vector<Resolved> both = {{&yes, {{"2020-01-01", {}}, {"2020-01-02", {}}}}, {&no, {{"2020-01-01", {}}}}};
  const Score s = score(both, built_in_weights());
  EXPECT_NEAR(s.brier, (0.04 + 0.64) / 2, 1e-12);  // a question counts once, however many its days
  EXPECT_NEAR(s.brier_base, s.brier, 1e-12);
  EXPECT_NEAR(s.log, (-std::log(0.8) - std::log(0.2)) / 2, 1e-12);
  EXPECT_EQ(s.days, 3U);
  EXPECT_EQ(s.bins[8].days, 3U);
  EXPECT_NEAR(s.bins[8].came, 2.0 / 3, 1e-12);
}

TEST(Score, SaysHowOftenTheRangesSideCame) {
  Question yes = resolved(true), no = resolved(false);
  yes.base = no.base = BaseRate{0.9, 100, "test"};  // the whole range above one half
  Question unsure = resolved(false);
  unsure.base = BaseRate{0.6, 2, "test"};
  const Sample day{"2020-01-01", {}};
  const std::vector<Resolved> all = {{&yes, {day, day, day}}, {&no, {day}}, {&unsure, {day, day}}};
  const Score s = score(all, built_in_weights());
  EXPECT_EQ(s.above.days, 4U);
  EXPECT_EQ(s.above.questions, 2U);
  EXPECT_NEAR(s.above.came, 0.75, 1e-12);
  EXPECT_LT(s.above.low, 0.9);
  EXPECT_GT(s.above.high, 0.9);
  EXPECT_EQ(s.across.days, 2U);
  EXPECT_EQ(s.below.days, 0U);
}

// Half of what was thought nearly sure failed to come: only a wide range holds.
TEST(Score, AWiderRangeFitsWhereForecastsWereTooSure) {
  Question yes = resolved(true), no = resolved(false);
  yes.base = no.base = BaseRate{0.95, 100, "test"};
  const Sample day{"2020-01-01", {}};
  EXPECT_GT(score(std::vector<Resolved>{{&yes, {day}}, {&no, {day}}}, built_in_weights()).wider, 3);
  std::vector<Resolved> rightly(20, Resolved{&yes, {day}});
  rightly.front().question = &no;  // nineteen of twenty, as forecast
  EXPECT_EQ(score(rightly, built_in_weights()).wider, 1);
}

TEST(Score, TheRangeIsAsWideAsTheWeightsSay) {
  Question q = resolved(true);
  q.base = BaseRate{0.5, 10, "test"};
  Weights narrow = built_in_weights(), wide = narrow;
  narrow.wider = 1;
  wide.wider = 2;
  const Sample day{"2020-01-01", {{"announced", 1.0}}};
  EXPECT_LT(range(q, day, wide).low, range(q, day, narrow).low);
  EXPECT_GT(range(q, day, wide).high, range(q, day, narrow).high);
  EXPECT_DOUBLE_EQ(probability(q, day, wide), probability(q, day, narrow));
}

TEST(Score, OfNothingIsNothing) { EXPECT_EQ(score({}, built_in_weights()).questions, 0U); }

}  // namespace
}  // namespace dragoman
