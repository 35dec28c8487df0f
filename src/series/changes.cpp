#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "dragoman/series.h"

namespace dragoman {
namespace {

constexpr std::size_t shortest = 2;               // periods a segment
constexpr double penalty = 3;                     // × log n × dispersion
constexpr std::size_t past = 26, least_past = 8;  // periods that an alert looks back on
constexpr double rare = 0.001;
constexpr std::size_t least_alarming = 3;

// How much wider than Poisson's the counts scatter, from neighbours alone, so that a change of level does not count. Given the
// sum of two neighbours the first is binomial, so each pair's term has mean 1 when counts are Poisson.
class Dispersion {
 public:
  Dispersion(std::span<const std::size_t> counts, std::span<const double> exposure) : counts_(counts), exposure_(exposure) {}

  // Of the periods before t; t does not go back.
  double before(std::size_t t) {
    for (; next_ < t; ++next_) add(next_);
    return pairs_ < 4 ? 1 : std::max(1.0, sum_ / static_cast<double>(pairs_));
  }

 private:
  void add(std::size_t t) {
    const double e = exposure_[t - 1], f = exposure_[t], both = static_cast<double>(counts_[t - 1] + counts_[t]);
    if (both == 0 || e * f == 0) return;
    const double d = static_cast<double>(counts_[t - 1]) * f - static_cast<double>(counts_[t]) * e;
    sum_ += d * d / (both * e * f);
    ++pairs_;
  }

  std::span<const std::size_t> counts_;
  std::span<const double> exposure_;
  double sum_ = 0;
  std::size_t pairs_ = 0, next_ = 1;
};

// Sums over [0, t).
struct Sums {
  std::vector<double> counts{0}, exposure{0};

  Sums(std::span<const std::size_t> c, std::span<const double> e) {
    for (std::size_t t = 0; t < c.size(); ++t) {
      counts.push_back(counts.back() + static_cast<double>(c[t]));
      exposure.push_back(exposure.back() + e[t]);
    }
  }
  double rate(std::size_t from, std::size_t to) const {
    const double e = exposure[to] - exposure[from];
    return e > 0 ? (counts[to] - counts[from]) / e : 0;
  }
  // Minus twice the log likelihood of the segment under its own rate, up to what is the same for all segmentations.
  double cost(std::size_t from, std::size_t to) const {
    const double s = counts[to] - counts[from], e = exposure[to] - exposure[from];
    return s > 0 && e > 0 ? -2 * (s * std::log(s / e) - s) : 0;
  }
};

// P(X ≥ k) of the negative binomial that Gamma(shape, rate) mixes out of Poisson counts with that exposure.
double tail(double shape, double rate, double exposure, std::size_t k) {
  const double p = rate / (rate + exposure), q = 1 - p;
  double term = std::exp(shape * std::log(p)), below = 0;
  for (std::size_t i = 0; i < k; ++i) {
    below += term;
    term *= q * (shape + static_cast<double>(i)) / static_cast<double>(i + 1);
  }
  return std::clamp(1 - below, 0.0, 1.0);
}

}  // namespace

std::vector<Turn> find_turns(std::span<const std::size_t> counts, std::span<const double> exposure) {
  const std::size_t n = counts.size();
  if (n < 2 * shortest) return {};
  const Sums sums(counts, exposure);
  const double beta = penalty * std::log(static_cast<double>(n)) * Dispersion(counts, exposure).before(n);
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> last(n + 1, 0), open{0};
  std::vector<double> costs;  // of the last segment, by where it begins
  best[0] = -beta;
  for (std::size_t t = shortest; t <= n; ++t) {
    costs.resize(open.size());
    for (std::size_t i = 0; i < open.size(); ++i) {
      const std::size_t s = open[i];
      if (t - s < shortest) continue;
      costs[i] = best[s] + sums.cost(s, t);
      if (costs[i] + beta < best[t]) best[t] = costs[i] + beta, last[t] = s;
    }
    // What cannot win now never will.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (t - open[i] < shortest || costs[i] <= best[t]) open[kept++] = open[i];
    }
    open.resize(kept);
    if (t + 1 >= 2 * shortest) open.push_back(t + 1 - shortest);
  }
  std::vector<std::size_t> cuts{n};
  while (cuts.back() != 0) cuts.push_back(last[cuts.back()]);
  std::reverse(cuts.begin(), cuts.end());
  std::vector<Turn> turns;
  for (std::size_t i = 1; i + 1 < cuts.size(); ++i) {
    turns.push_back({cuts[i], sums.rate(cuts[i - 1], cuts[i]), sums.rate(cuts[i], cuts[i + 1])});
  }
  return turns;
}

std::vector<Alert> find_alerts(std::span<const std::size_t> counts, std::span<const double> exposure) {
  const Sums sums(counts, exposure);
  Dispersion dispersion(counts, exposure);  // of all the past: it takes many periods to know
  std::vector<Alert> alerts;
  for (std::size_t t = least_past; t < counts.size(); ++t) {
    const std::size_t from = t - std::min(t, past);
    const double before = sums.exposure[t] - sums.exposure[from];
    if (counts[t] < least_alarming || exposure[t] <= 0 || before <= 0) continue;
    const double wide = dispersion.before(t);
    const double seen = (sums.counts[t] - sums.counts[from]) / wide;
    const auto k = static_cast<std::size_t>(static_cast<double>(counts[t]) / wide);
    const double chance = tail(0.5 + seen, before, exposure[t], k);
    if (chance < rare) alerts.push_back({t, counts[t], sums.rate(from, t) * exposure[t], chance});
  }
  return alerts;
}

}  // namespace dragoman
