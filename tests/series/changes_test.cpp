#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "dragoman/series.h"

namespace dragoman {
namespace {

using Counts = std::vector<std::size_t>;

std::vector<double> even(const Counts& counts) { return std::vector<double>(counts.size(), 1.0); }

std::vector<std::size_t> places(const std::vector<Turn>& turns) {
  std::vector<std::size_t> out;
  for (const Turn& turn : turns) out.push_back(turn.at);
  return out;
}

TEST(FindTurns, FindsWhereTheRateChanges) {
  const Counts counts{2, 1, 3, 2, 1, 2, 2, 3, 9, 12, 10, 8, 11, 10, 9, 12};
  const std::vector<Turn> turns = find_turns(counts, even(counts));
  ASSERT_EQ(places(turns), (std::vector<std::size_t>{8}));
  EXPECT_DOUBLE_EQ(turns[0].before, 2.0);
  EXPECT_DOUBLE_EQ(turns[0].after, 81.0 / 8);
}

TEST(FindTurns, LeavesALevelAlone) {
  const Counts counts{3, 4, 2, 5, 3, 4, 3, 2, 4, 3, 5, 3};
  EXPECT_TRUE(find_turns(counts, even(counts)).empty());
  EXPECT_TRUE(find_turns({}, {}).empty());
  EXPECT_TRUE(find_turns(Counts{7}, std::vector<double>{1}).empty());
  const Counts nothing(20, 0);
  EXPECT_TRUE(find_turns(nothing, even(nothing)).empty());
}

TEST(FindTurns, DoesNotTakeMoreReportingForMoreConflict) {
  const Counts counts{2, 1, 3, 2, 1, 2, 2, 3, 9, 12, 10, 8, 11, 10, 9, 12};
  std::vector<double> exposure(8, 0.33);
  exposure.resize(16, 1.67);
  EXPECT_TRUE(find_turns(counts, exposure).empty());
}

// The plain twin: optimal partitioning without pruning.
std::vector<std::size_t> plainly(const Counts& counts, double beta) {
  const auto cost = [&](std::size_t from, std::size_t to) {
    double s = 0;
    for (std::size_t t = from; t < to; ++t) s += static_cast<double>(counts[t]);
    const auto e = static_cast<double>(to - from);
    return s > 0 ? -2 * (s * std::log(s / e) - s) : 0.0;
  };
  const std::size_t n = counts.size();
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> last(n + 1, 0);
  best[0] = -beta;
  for (std::size_t t = 2; t <= n; ++t) {
    for (std::size_t s = 0; s + 2 <= t; ++s) {
      if (best[s] + cost(s, t) + beta < best[t]) best[t] = best[s] + cost(s, t) + beta, last[t] = s;
    }
  }
  std::vector<std::size_t> cuts;
  for (std::size_t at = last[n]; at != 0; at = last[at]) cuts.insert(cuts.begin(), at);
  return cuts;
}

TEST(FindTurns, PrunesNothingThatCouldWin) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    Counts counts;
    for (int level = 0; level < 4; ++level) {
      std::poisson_distribution<int> poisson(1.0 + static_cast<double>(random() % 12));
      const std::size_t length = 3 + random() % 12;
      for (std::size_t i = 0; i < length; ++i) counts.push_back(static_cast<std::size_t>(poisson(random)));
    }
    // The dispersion that the penalty uses, again.
    double sum = 0, pairs = 0;
    for (std::size_t t = 1; t < counts.size(); ++t) {
      const double both = static_cast<double>(counts[t] + counts[t - 1]);
      const double d = static_cast<double>(counts[t]) - static_cast<double>(counts[t - 1]);
      if (both > 0) sum += d * d / both, ++pairs;
    }
    const double beta = 3 * std::log(static_cast<double>(counts.size())) * std::max(1.0, sum / pairs);
    EXPECT_EQ(places(find_turns(counts, even(counts))), plainly(counts, beta)) << round;
  }
}

TEST(FindAlerts, RingsForALeapAndNotForTheUsual) {
  Counts counts{1, 2, 1, 0, 2, 1, 3, 1, 2, 1, 1, 14};
  const std::vector<Alert> alerts = find_alerts(counts, even(counts));
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_EQ(alerts[0].at, 11U);
  EXPECT_EQ(alerts[0].conflicts, 14U);
  EXPECT_NEAR(alerts[0].expected, 15.0 / 11, 1e-9);
  EXPECT_LT(alerts[0].chance, 1e-5);
  counts.back() = 3;
  EXPECT_TRUE(find_alerts(counts, even(counts)).empty());
}

TEST(FindAlerts, WaitsForAPast) {
  const Counts counts{0, 0, 0, 30};
  EXPECT_TRUE(find_alerts(counts, even(counts)).empty());
}

TEST(FindAlerts, ExpectsMoreWhereMoreIsReported) {
  const Counts counts{1, 2, 1, 0, 2, 1, 3, 1, 2, 1, 1, 14};
  std::vector<double> exposure(12, 1.0);
  exposure.back() = 8;
  EXPECT_TRUE(find_alerts(counts, exposure).empty());
}

// Chances of a gamma-Poisson mixture, by simulation.
TEST(FindAlerts, StatesTheChanceThatSimulationGives) {
  const Counts counts{1, 2, 1, 0, 2, 1, 3, 1, 7};
  std::vector<double> exposure(9, 1.0);
  exposure.back() = 0.2;
  const std::vector<Alert> alerts = find_alerts(counts, exposure);
  ASSERT_EQ(alerts.size(), 1U);
  std::mt19937 random(11);
  std::gamma_distribution<double> rate(0.5 + 11, 1.0 / 8);
  int more = 0;
  constexpr int rounds = 2000000;
  for (int i = 0; i < rounds; ++i) more += std::poisson_distribution<int>(rate(random) * 0.2)(random) >= 7 ? 1 : 0;
  EXPECT_NEAR(alerts[0].chance, static_cast<double>(more) / rounds, 2e-5);
}

}  // namespace
}  // namespace dragoman
