// Learning weights from resolved questions, and scoring forecasts.
#include <algorithm>
#include <cmath>
#include <random>

#include "dragoman/questions.h"

namespace dragoman {
namespace {

// How strongly weights are held to where they began: a weight may stray by 1 at the cost of half a question's log loss. Chosen
// for its meaning, not by trying.
constexpr double kRidge = 1.0;
constexpr int kSteps = 400;
constexpr double kRate = 0.2;
constexpr double kSmallest = 1e-3;  // forecasts are scored as if never nearer to 0 or 1, so that one miss does not outweigh all

double outcome(const Resolved& r) { return r.question->outcome && r.question->outcome->yes ? 1.0 : 0.0; }

BaseRate share_of_yes(std::span<const Resolved> questions) {
  double yes = 1, n = 2;
  for (const Resolved& r : questions) yes += outcome(r), n += 1;
  return {yes / n, n, "share of yes among resolved questions, one of each added"};
}

struct Losses {
  double brier = 0, log = 0;
};

Losses losses(double p, double came) {
  const double q = std::clamp(p, kSmallest, 1 - kSmallest);
  return {(p - came) * (p - came), came > 0.5 ? -std::log(q) : -std::log(1 - q)};
}

// How many groups of days, below, across and above one half, saw yes as often as their ranges say: weighed by days.
double held(const Score& s) {
  std::size_t inside = 0, all = 0;
  for (const RangeCheck* check : {&s.below, &s.across, &s.above}) {
    all += check->days;
    if (check->days > 0 && check->low <= check->came && check->came <= check->high) inside += check->days;
  }
  return all == 0 ? 1 : static_cast<double>(inside) / static_cast<double>(all);
}

void check_ranges(Score& score, const Resolved& r, const Weights& weights) {
  for (RangeCheck* check : {&score.below, &score.across, &score.above}) {
    bool any = false;
    for (const Sample& sample : r.samples) {
      const Range ends = range(*r.question, sample, weights);
      const RangeCheck* own = ends.high < 0.5 ? &score.below : ends.low > 0.5 ? &score.above : &score.across;
      if (own != check) continue;
      any = true;
      check->low += ends.low;
      check->high += ends.high;
      check->came += outcome(r);
      ++check->days;
    }
    check->questions += any;
  }
}

void close_ranges(Score& score) {
  for (RangeCheck* check : {&score.below, &score.across, &score.above}) {
    if (check->days == 0) continue;
    for (double* sum : {&check->low, &check->high, &check->came}) *sum /= static_cast<double>(check->days);
  }
}

// The narrowest ranges that hold on the share of days that they claim.
class Fit {
 public:
  void add(const Resolved& r, const Weights& weights) { all_.emplace_back(&r, weights); }

  double best() {
    constexpr double kStep = 0.25, kWidest = 10;
    double factor = 1;
    for (; factor < kWidest; factor += kStep) {
      Score tried;
      for (auto& [resolved, weights] : all_) {
        weights.wider = factor;
        check_ranges(tried, *resolved, weights);
      }
      close_ranges(tried);
      if (held(tried) >= kClaimed) break;
    }
    return factor;
  }

 private:
  static constexpr double kClaimed = 0.8;
  std::vector<std::pair<const Resolved*, Weights>> all_;
};

// Adds a question's days to the score.
void add(Score& score, Fit& fit, const Resolved& r, const Weights& weights) {
  if (r.samples.empty()) return;
  check_ranges(score, r, weights);
  fit.add(r, weights);
  const double came = outcome(r), n = static_cast<double>(r.samples.size());
  const Losses base = losses(r.question->base.value_or(weights.base).value, came);
  Losses mean;
  for (const Sample& sample : r.samples) {
    const double p = probability(*r.question, sample, weights);
    const Losses one = losses(p, came);
    mean.brier += one.brier / n;
    mean.log += one.log / n;
    Bin& bin = score.bins[static_cast<std::size_t>(std::min(9.0, p * 10))];
    bin.forecast += p;
    bin.came += came;
    ++bin.days;
  }
  ++score.questions;
  score.days += r.samples.size();
  score.brier += mean.brier;
  score.log += mean.log;
  score.brier_base += base.brier;
  score.log_base += base.log;
  score.each.push_back({r.question, {mean.brier, base.brier}});
}

void bootstrap(Score& score) {
  std::mt19937_64 random(20261128);
  std::vector<double> means;
  for (int round = 0; round < 2000; ++round) {
    double sum = 0;
    for (std::size_t i = 0; i < score.each.size(); ++i) {
      const auto& [question, pair] = score.each[random() % score.each.size()];
      sum += pair.first - pair.second;
    }
    means.push_back(sum / static_cast<double>(score.each.size()));
  }
  std::sort(means.begin(), means.end());
  score.brier_low = means[49];
  score.brier_high = means[1949];
}

void close(Score& score, Fit& fit) {
  if (score.questions == 0) return;
  score.wider = fit.best();
  close_ranges(score);
  const auto n = static_cast<double>(score.questions);
  for (double* sum : {&score.brier, &score.log, &score.brier_base, &score.log_base}) *sum /= n;
  for (Bin& bin : score.bins) {
    if (bin.days == 0) continue;
    bin.forecast /= static_cast<double>(bin.days);
    bin.came /= static_cast<double>(bin.days);
  }
  bootstrap(score);
}

Score empty() {
  Score score;
  score.bins.resize(10);
  return score;
}

}  // namespace

Weights learn(std::span<const Resolved> questions, const Weights& start) {
  Weights now = start;
  now.base = share_of_yes(questions);
  if (questions.empty()) return now;
  for (int step = 0; step < kSteps; ++step) {
    std::map<std::string, double> slope;
    for (const Resolved& r : questions) {
      for (const Sample& sample : r.samples) {
        const double off = (probability(*r.question, sample, now) - outcome(r)) / static_cast<double>(r.samples.size());
        for (const auto& [kind, held] : sample.held) slope[kind] += off * held;
      }
    }
    for (auto& [kind, weight] : now.kinds) {
      const double pull = kRidge * (weight.weight - start.kinds.at(kind).weight);
      weight.weight = std::max(0.0, weight.weight - kRate * (slope[kind] + pull) / (1 + kRidge));
    }
  }
  for (auto& [kind, weight] : now.kinds) weight.reason += "; learned from " + std::to_string(questions.size()) + " questions";
  return now;
}

Score leave_one_out(std::span<const Resolved> questions, const Weights& start) {
  Score total = empty();
  Fit fit;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    std::vector<Resolved> others;
    for (std::size_t k = 0; k < questions.size(); ++k) {
      if (k != i) others.push_back(questions[k]);
    }
    add(total, fit, questions[i], others.empty() ? start : learn(others, start));
  }
  close(total, fit);
  return total;
}

Score score(std::span<const Resolved> questions, const Weights& weights) {
  Score total = empty();
  Fit fit;
  for (const Resolved& r : questions) add(total, fit, r, weights);
  close(total, fit);
  return total;
}

}  // namespace dragoman
