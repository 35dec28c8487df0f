// How often the alert rings and a turning point is found where nothing has changed, and how soon they come when something has.
//
//   build/bench/series/quiet_bench [SERIES]      1,000 of 156 weeks for each line without a number
//
// Quiet series: the rate of conflict incidents is one and the same throughout; what is reported swings from week to week
// (log-normal, a third) and by season. Counts are Poisson, or scatter more widely: then rates of single weeks are
// gamma-distributed around the one rate, so that the variance is the mean times the dispersion. Changed series: the same, the
// rate four times as high from week 104 on.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <random>
#include <vector>

#include "dragoman/series.h"

namespace {

constexpr std::size_t weeks = 156, change = 104;

struct Made {
  std::vector<std::size_t> counts;
  std::vector<double> exposure;
};

Made make(std::mt19937_64& random, double rate, double dispersion, double factor) {
  std::lognormal_distribution<double> swing(0, 1.0 / 3);
  Made made;
  double sum = 0;
  for (std::size_t t = 0; t < weeks; ++t) {
    const double season = 1 + 0.2 * std::sin(2 * std::numbers::pi * static_cast<double>(t) / 52);
    made.exposure.push_back(swing(random) * season);
    sum += made.exposure.back();
  }
  for (std::size_t t = 0; t < weeks; ++t) {
    made.exposure[t] *= static_cast<double>(weeks) / sum;
    double mean = rate * made.exposure[t] * (t >= change ? factor : 1);
    if (dispersion > 1) mean = std::gamma_distribution<double>(mean / (dispersion - 1), dispersion - 1)(random);
    made.counts.push_back(static_cast<std::size_t>(std::poisson_distribution<long>(mean)(random)));
  }
  return made;
}

}  // namespace

int main(int count, char** arguments) {
  const int rounds = count > 1 ? std::atoi(arguments[1]) : 1000;
  if (rounds < 1) return std::fprintf(stderr, "quiet_bench: give a number of series\n"), 2;
  std::mt19937_64 random(20261128);
  std::printf("%d series of %zu weeks a line; the rate is four times as high from week %zu on in the last three columns\n",
              rounds, weeks, change);
  std::printf("%6s %10s | %18s %18s | %14s %14s %14s\n", "rate", "dispersion", "alerts/1000 weeks", "turns/100 series",
              "alert in 4 w", "alert in 12 w", "turn within 4");
  for (double rate : {0.2, 1.0, 5.0, 20.0}) {
    for (double dispersion : {1.0, 2.0, 4.0}) {
      std::size_t alerts = 0, turns = 0, soon = 0, later = 0, found = 0;
      for (int round = 0; round < rounds; ++round) {
        const Made quiet = make(random, rate, dispersion, 1);
        alerts += dragoman::find_alerts(quiet.counts, quiet.exposure).size();
        turns += dragoman::find_turns(quiet.counts, quiet.exposure).size();
        const Made changed = make(random, rate, dispersion, 4);
        bool in_4 = false, in_12 = false, turned = false;
        for (const dragoman::Alert& a : dragoman::find_alerts(changed.counts, changed.exposure)) {
          in_4 = in_4 || (a.at >= change && a.at < change + 4);
          in_12 = in_12 || (a.at >= change && a.at < change + 12);
        }
        for (const dragoman::Turn& t : dragoman::find_turns(changed.counts, changed.exposure)) {
          turned = turned || (t.at + 4 >= change && t.at <= change + 4);
        }
        soon += in_4 ? 1U : 0U;
        later += in_12 ? 1U : 0U;
        found += turned ? 1U : 0U;
      }
      const auto share = [rounds](std::size_t n) { return 100.0 * static_cast<double>(n) / rounds; };
      std::printf("%6.1f %10.0f | %18.2f %18.1f | %13.0f%% %13.0f%% %13.0f%%\n", rate, dispersion,
                  1000.0 * static_cast<double>(alerts) / (static_cast<double>(rounds) * (weeks - 8)), share(turns), share(soon),
                  share(later), share(found));
    }
  }
}
