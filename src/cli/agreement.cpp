#include "agreement.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <tuple>

namespace dragoman::cli {
namespace {

using Json = nlohmann::json;
using Mentions = std::vector<ScoredMention>;
using Countries = std::set<std::optional<std::string>>;

constexpr std::size_t draws = 2000;
constexpr std::size_t reach = 60;

enum Field : std::size_t { trigger, type, type_status, source, target, country, by, condition, whole_event };

struct Tally {
  std::size_t hits = 0, system = 0, gold = 0;
};
using Tallies = std::array<Tally, scored_fields.size()>;

template <typename A, typename B>
std::size_t overlap(const A& a, const B& b) {
  const std::size_t start = std::max(a.start, b.start), end = std::min(a.end, b.end);
  return end > start ? end - start : 0;
}

bool touch(const Mentions& xs, const Mentions& ys) {
  return std::any_of(xs.begin(), xs.end(), [&](const auto& x) {
    return std::any_of(ys.begin(), ys.end(), [&](const auto& y) { return overlap(x, y) > 0; });
  });
}

bool same_side(const Mentions& xs, const Mentions& ys) { return (xs.empty() && ys.empty()) || touch(xs, ys); }

std::size_t apart(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

Pairs pair_up(const std::vector<ScoredEvent>& gold, const std::vector<ScoredEvent>& system) {
  // kind (2 overlap, 1 near), same type, overlap; sorted largest first, then by position.
  std::vector<std::tuple<int, bool, std::size_t, std::size_t, std::size_t>> options;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    for (std::size_t j = 0; j < system.size(); ++j) {
      const ScoredEvent &g = gold[i], &s = system[j];
      if (const std::size_t shared = overlap(g, s)) {
        options.emplace_back(2, g.type == s.type, shared, i, j);
      } else if (g.type == s.type && apart(g.start, s.start) < reach && touch(g.source, s.source)) {
        options.emplace_back(1, true, 0, i, j);
      }
    }
  }
  std::sort(options.begin(), options.end(), [](const auto& a, const auto& b) {
    const auto [kind_a, type_a, shared_a, i_a, j_a] = a;
    const auto [kind_b, type_b, shared_b, i_b, j_b] = b;
    return std::tie(kind_b, type_b, shared_b, i_a, j_a) < std::tie(kind_a, type_a, shared_a, i_b, j_b);
  });
  std::vector<bool> gold_used(gold.size()), system_used(system.size());
  Pairs pairs;
  for (const auto& [kind, same, shared, i, j] : options) {
    if (gold_used[i] || system_used[j]) continue;
    gold_used[i] = system_used[j] = true;
    pairs.emplace_back(i, j);
  }
  return pairs;
}

Countries countries(const ScoredEvent& event) {
  Countries all;
  for (const ScoredMention& m : event.source) all.insert(m.country);
  for (const ScoredMention& m : event.target) all.insert(m.country);
  return all;
}

const Mentions& side(const ScoredEvent& event, Field field) {
  switch (field) {
    case source:
      return event.source;
    case target:
      return event.target;
    case by:
      return event.by;
    default:
      return event.condition;
  }
}

constexpr std::array<Field, 4> sides{source, target, by, condition};

void count_all(const std::vector<ScoredEvent>& events, std::size_t Tally::*where, Tallies& tallies) {
  for (Field field : {trigger, type, type_status, whole_event}) tallies[field].*where += events.size();
  for (const ScoredEvent& event : events) {
    for (Field field : sides) tallies[field].*where += side(event, field).size();
    tallies[country].*where += countries(event).size();
  }
}

std::size_t matched(const Mentions& system, const Mentions& gold) {
  std::vector<bool> taken(gold.size());
  std::size_t hits = 0;
  for (const ScoredMention& m : system) {
    for (std::size_t k = 0; k < gold.size(); ++k) {
      if (taken[k] || overlap(m, gold[k]) == 0) continue;
      taken[k] = true;
      ++hits;
      break;
    }
  }
  return hits;
}

void count_pair(const ScoredEvent& g, const ScoredEvent& s, Tallies& tallies) {
  const bool same_type = g.type == s.type, same_status = same_type && g.status == s.status;
  const bool same_sides = same_side(g.source, s.source) && same_side(g.target, s.target);
  ++tallies[trigger].hits;
  tallies[type].hits += same_type;
  tallies[type_status].hits += same_status;
  tallies[whole_event].hits += same_status && same_sides;
  for (Field field : sides) tallies[field].hits += matched(side(s, field), side(g, field));
  const Countries a = countries(g), b = countries(s);
  tallies[country].hits +=
      static_cast<std::size_t>(std::count_if(a.begin(), a.end(), [&](const auto& c) { return b.count(c) > 0; }));
}

Tallies tally(const std::vector<ScoredEvent>& gold, const std::vector<ScoredEvent>& system) {
  Tallies tallies;
  count_all(system, &Tally::system, tallies);
  count_all(gold, &Tally::gold, tallies);
  for (const auto& [i, j] : pair_up(gold, system)) count_pair(gold[i], system[j], tallies);
  return tallies;
}

double ratio(std::size_t part, std::size_t all) { return all ? static_cast<double>(part) / static_cast<double>(all) : 0.0; }

double f1(const Tally& t) {
  const double p = ratio(t.hits, t.system), r = ratio(t.hits, t.gold);
  return p + r > 0 ? 2 * p * r / (p + r) : 0.0;
}

Estimate estimate(double value, std::vector<double> sample) {
  if (sample.empty()) return {value, value, value};
  std::sort(sample.begin(), sample.end());
  return {value, sample[sample.size() / 40], sample[sample.size() - 1 - sample.size() / 40]};
}

Tallies sum(const std::vector<Tallies>& reports, const std::vector<std::size_t>& which) {
  Tallies all;
  for (std::size_t i : which) {
    for (std::size_t f = 0; f < all.size(); ++f) {
      all[f].hits += reports[i][f].hits;
      all[f].system += reports[i][f].system;
      all[f].gold += reports[i][f].gold;
    }
  }
  return all;
}

std::vector<Tallies> resample(const std::vector<Tallies>& reports) {
  std::mt19937_64 random(20261124);  // a remainder, not a distribution: the standard fixes the former's values only
  std::vector<Tallies> samples;
  std::vector<std::size_t> which(reports.size());
  for (std::size_t draw = 0; draw < draws; ++draw) {
    for (std::size_t& i : which) i = random() % reports.size();
    samples.push_back(sum(reports, which));
  }
  return samples;
}

std::size_t offset(const Json& span, const char* key) {
  const auto found = span.find(key);
  return found != span.end() && found->is_number_unsigned() ? found->get<std::size_t>() : 0;
}

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

Mentions mentions(const Json& event, const char* key) {
  Mentions list;
  const auto add = [&](const Json& span) {
    if (!span.is_object()) return;
    ScoredMention m{offset(span, "start"), offset(span, "end"), std::nullopt};
    if (const std::string code = text_of(span, "country"); !code.empty()) m.country = code;
    if (m.end > m.start) list.push_back(std::move(m));
  };
  const auto found = event.find(key);
  if (found == event.end()) return list;
  if (found->is_array()) {
    for (const Json& span : *found) add(span);
  } else {
    add(*found);
  }
  return list;
}

std::optional<ScoredEvent> scored_event(const Json& json) {
  if (!json.is_object() || !json.contains("trigger") || !json["trigger"].is_object()) return std::nullopt;
  ScoredEvent event;
  event.start = offset(json["trigger"], "start");
  event.end = offset(json["trigger"], "end");
  event.type = text_of(json, "type");
  event.status = text_of(json, "status");
  if (event.end <= event.start || event.type.empty()) return std::nullopt;
  event.source = mentions(json, "source");
  event.target = mentions(json, "target");
  event.by = mentions(json, "by");
  event.condition = mentions(json, "condition");
  return event;
}

}  // namespace

Agreement agree(const ScoredReports& gold, const ScoredReports& system) {
  Agreement result;
  result.reports = gold.size();
  std::vector<Tallies> reports;
  for (const auto& [name, events] : gold) {
    const auto found = system.find(name);
    reports.push_back(tally(events, found == system.end() ? std::vector<ScoredEvent>{} : found->second));
  }
  std::vector<std::size_t> every(reports.size());
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
  const Tallies all = sum(reports, every);
  const std::vector<Tallies> samples = reports.empty() ? std::vector<Tallies>{all} : resample(reports);
  for (std::size_t f = 0; f < all.size(); ++f) {
    std::vector<double> p, r, f1s;
    for (const Tallies& sample : samples) {
      if (sample[f].system + sample[f].gold == 0) continue;  // nothing of the kind was drawn: says nothing
      p.push_back(ratio(sample[f].hits, sample[f].system));
      r.push_back(ratio(sample[f].hits, sample[f].gold));
      f1s.push_back(f1(sample[f]));
    }
    const Tally& t = all[f];
    result.fields[f] = {scored_fields[f],
                        t.hits,
                        t.system,
                        t.gold,
                        estimate(ratio(t.hits, t.system), std::move(p)),
                        estimate(ratio(t.hits, t.gold), std::move(r)),
                        estimate(f1(t), std::move(f1s))};
  }
  return result;
}

std::string read_scored(std::string_view line, ScoredReports& reports) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return "not a JSON object";
  if (json.contains("events")) {
    const std::string doc = text_of(json, "doc");
    if (doc.empty() || !json["events"].is_array()) return R"(a report line needs "doc" and a list of "events")";
    auto& events = reports[doc];
    for (const Json& one : json["events"]) {
      auto event = scored_event(one);
      if (!event) return R"(an event needs "type" and "trigger" with "start" and "end" (tools/gold.py adds them))";
      events.push_back(std::move(*event));
    }
    return "";
  }
  const std::string report = text_of(json, "report");
  auto event = scored_event(json);
  if (report.empty() || !event) return R"(an event line needs "report", "type" and "trigger" with "start" and "end")";
  reports[report].push_back(std::move(*event));
  return "";
}

}  // namespace dragoman::cli
