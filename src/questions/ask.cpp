#include <algorithm>
#include <cmath>

#include "bearing.h"
#include "dragoman/questions.h"
#include "ledger.h"
#include "positions.h"

namespace dragoman {
namespace {

using questions::Bearing;
using questions::Entry;

constexpr double kUnsure = 0.5;     // of every weight, as a share of it: one standard deviation
constexpr double kEighty = 1.2816;  // standard normal, 80 %

double logit(double p) { return std::log(p / (1 - p)); }
double logistic(double x) { return 1 / (1 + std::exp(-x)); }

BaseRate base_of(const Question& q, const Weights& w) { return q.base.value_or(w.base); }

// Log-odds and their standard deviation before `Weights::wider`.
struct Odds {
  double mean = 0, deviation = 0;
};

Odds odds_of(const BaseRate& base, const std::map<std::string, double>& moves) {
  double mean = logit(base.value), variance = 1 / (base.n * base.value * (1 - base.value));
  for (const auto& [kind, moved] : moves) {
    mean += moved;
    variance += kUnsure * moved * kUnsure * moved;
  }
  return {mean, std::sqrt(variance)};
}

// What each kind moves, summed.
using Moves = std::map<std::string, double>;

Moves moves_of(const Sample& sample, const Weights& weights) {
  Moves moves;
  for (const auto& [kind, held] : sample.held) {
    const auto found = weights.kinds.find(kind);
    if (found != weights.kinds.end()) moves[kind] = found->second.weight * held;
  }
  return moves;
}

Forecast forecast_of(const BaseRate& base, double wider, std::vector<Item> items) {
  Forecast f;
  f.base = base.value;
  Moves by_kind;
  for (const Item& item : items) by_kind[item.kind] += item.moves;
  const Odds odds = odds_of(base, by_kind);
  const double deviation = kEighty * wider * odds.deviation;
  f.probability = logistic(odds.mean);
  f.low = logistic(odds.mean - deviation);
  f.high = logistic(odds.mean + deviation);
  f.ledger = std::move(items);
  return f;
}

std::vector<Finding> duties_of(const Question& q, const Account& account, std::span<const Provision> provisions,
                               std::string_view day) {
  std::vector<Finding> all;
  for (const Provision& p : provisions) {
    if (std::find(q.statutes.begin(), q.statutes.end(), p.id) == q.statutes.end()) continue;
    for (Finding& f : standings(std::span(&p, 1), account, day)) {
      const bool ours = q.parties.empty() || std::find(q.parties.begin(), q.parties.end(), f.party) != q.parties.end();
      if (ours) all.push_back(std::move(f));
    }
  }
  return all;
}

std::optional<Telling> told_as_done(const std::vector<Pattern>& patterns, const Question& q, const Account& account,
                                    std::string_view day) {
  for (std::size_t i = 0; i < account.events.size(); ++i) {
    const Filed& filed = account.events[i];
    if (filed.event.status != "actual" ||
        (!filed.day.empty() && (filed.day > day || filed.day < q.opened || filed.day > q.deadline)))
      continue;
    const bool any =
        std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& p) { return matches(p, filed, account); });
    if (any) return Telling{i, filed.event.by.empty() ? Told::Fact : Told::Word, ""};
  }
  return std::nullopt;
}

// One more fresh, reliable item of each kind, taken alone.
std::vector<std::pair<std::string, double>> movers_of(const Forecast& f, const Weights& weights, bool hostile) {
  std::vector<std::pair<std::string, double>> list;
  const double now = logit(f.probability);
  for (const auto& [kind, weight] : weights.kinds) {
    const bool away = kind == "ruled-out" || kind == "opposed" || kind == "waiver" || kind == "setback" || kind == "undone" ||
                      kind == "relief" || kind == "waiver-talk" || ((kind == "talks" || kind == "warmth") && hostile) ||
                      (kind == "defiance" && !hostile) || (kind == "blamed" && !hostile) || (kind == "duty" && !hostile);
    if (kind != "waiting") list.emplace_back(kind, logistic(now + (away ? -weight.weight : weight.weight)));
  }
  std::stable_sort(list.begin(), list.end(), [&](const auto& a, const auto& b) {
    return std::abs(a.second - f.probability) > std::abs(b.second - f.probability);
  });
  return list;
}

// Of the reports about a question those that are known on a day.
std::vector<std::string> known_reports(const Bearing& bearing, const Account& account, std::string_view day) {
  std::vector<std::string> known;
  for (const std::string& id : bearing.reports()) {
    const auto& published = account.reports.at(id).published;
    if (!published || std::string_view(*published).substr(0, 10) <= day) known.push_back(id);
  }
  return known;
}

Forecast forecast_on(const Question& q, const Bearing& bearing, std::vector<Entry> entries, const std::vector<Finding>& duties,
                     const Weights& weights, std::string_view day) {
  for (Entry& e : questions::standing_entries(q, bearing, duties, day)) entries.push_back(std::move(e));
  return forecast_of(base_of(q, weights), weights.wider, questions::ledger(entries, weights, day));
}

}  // namespace

std::string_view name(Stance stance) {
  switch (stance) {
    case Stance::For:
      return "for";
    case Stance::Against:
      return "against";
    case Stance::Conditional:
      return "conditional";
    case Stance::Reluctant:
      return "reluctant";
    case Stance::Talks:
      return "for negotiation";
  }
  return "";
}

Answer ask(const Question& question, const Account& account, std::span<const Provision> provisions, const Weights& weights,
           std::string_view day) {
  Answer a;
  a.question = &question;
  a.day = day;
  const Bearing bearing(question, account);
  a.reports = known_reports(bearing, account, day);
  a.bears = !a.reports.empty();
  if (!a.bears) {
    a.forecast = forecast_of(base_of(question, weights), weights.wider, {});
    return a;
  }
  a.positions = questions::positions(question, account, bearing, day);
  a.divided = questions::divided(a.positions);
  a.conditions = questions::open_conditions(question, account, bearing, day);
  a.duties = duties_of(question, account, provisions, day);
  a.resolved_yes = told_as_done(question.yes, question, account, day);
  a.resolved_no = told_as_done(question.no, question, account, day);
  a.forecast = forecast_on(question, bearing, questions::entries(question, account, bearing, weights), a.duties, weights, day);
  a.movers = movers_of(a.forecast, weights, bearing.is_hostile());
  return a;
}

std::vector<Stood> history(const Question& question, const Account& account, std::span<const Provision> provisions,
                           const Weights& weights, std::span<const std::string> days) {
  const Bearing bearing(question, account);
  const std::vector<Entry> told = questions::entries(question, account, bearing, weights);
  std::vector<Stood> all;
  for (const std::string& day : days) {
    const std::size_t reports = known_reports(bearing, account, day).size();
    const Forecast f = reports == 0
                           ? forecast_of(base_of(question, weights), weights.wider, {})
                           : forecast_on(question, bearing, told, duties_of(question, account, provisions, day), weights, day);
    all.push_back({day, f.probability, f.low, f.high, reports});
  }
  return all;
}

std::vector<Sample> samples(const Question& q, const Account& account, std::span<const Provision> provisions,
                            const Weights& weights) {
  const Bearing bearing(q, account);
  const std::vector<Entry> told = questions::entries(q, account, bearing, weights);
  std::string end = q.deadline;
  if (q.outcome && q.outcome->on < end) end = q.outcome->on;
  std::vector<Sample> all;
  std::vector<Finding> duties;
  std::size_t known = account.events.size() + 1;
  for (std::string day = q.opened; day < end; day = days_after(day, 1)) {
    const auto later = std::find_if(account.events.begin(), account.events.end(), [&](const Filed& f) { return f.day > day; });
    const auto now = static_cast<std::size_t>(later - account.events.begin());
    const bool monthly = day.ends_with("-01");  // what the law says changes with reports, and where a day it names has passed
    if (now != known || monthly) duties = duties_of(q, account, provisions, day);
    known = now;
    std::vector<Entry> entries = told;
    for (Entry& e : questions::standing_entries(q, bearing, duties, day)) entries.push_back(std::move(e));
    Sample sample{day, {}};
    for (const Item& item : questions::ledger(entries, weights, day)) {
      sample.held[item.kind] += item.direction * item.reliability * item.decay * item.share;
    }
    all.push_back(std::move(sample));
  }
  return all;
}

double probability(const Question& question, const Sample& sample, const Weights& weights) {
  return logistic(odds_of(base_of(question, weights), moves_of(sample, weights)).mean);
}

Range range(const Question& question, const Sample& sample, const Weights& weights) {
  const Odds odds = odds_of(base_of(question, weights), moves_of(sample, weights));
  const double deviation = kEighty * weights.wider * odds.deviation;
  return {logistic(odds.mean - deviation), logistic(odds.mean + deviation)};
}

}  // namespace dragoman
