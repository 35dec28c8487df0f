#include "dragoman/series.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <utility>

namespace dragoman {
namespace {

constexpr double lone_act = 10;  // Goldstein's scale ends there
constexpr std::array<std::string_view, 3> mutual{"CONSULT", "AGREE", "COOPERATE"};

// No state: bodies under these codes are told apart by who they are.
constexpr std::array<std::string_view, 4> stateless{"IGO", "NGO", "MNC", "INT"};

std::string key(const Party& party, Of of) {
  const bool is_stateless = std::find(stateless.begin(), stateless.end(), party.country) != stateless.end();
  if ((of == Of::Actor || is_stateless) && !party.actor.empty()) return party.actor;
  if (is_stateless && !party.name.empty()) return party.name;
  if (party.country.empty()) return party.name.empty() ? party.text : party.name;
  return of == Of::Code && !party.sector.empty() ? party.country + "." + party.sector : party.country;
}

std::set<std::string> keys_of(const std::vector<Party>& parties, Of of) {
  std::set<std::string> out;
  for (const Party& party : parties) out.insert(key(party, of));
  return out;
}

Day start_of(Day day, Period period) {
  if (period == Period::Weekly) return day - (std::chrono::weekday(day) - std::chrono::Monday);
  if (period == Period::Daily) return day;
  const std::chrono::year_month_day date(day);
  return date.year() / date.month() / std::chrono::day(1);
}

Day next(Day first, Period period) {
  if (period == Period::Daily) return first + std::chrono::days(1);
  return start_of(first + std::chrono::days(period == Period::Weekly ? 7 : 31), period);
}

bool counts(const Incident& incident) {
  return incident.when && incident.status == "actual" && quad_of(incident.type).has_value();
}

// The periods of the account and how many incidents each has.
struct Calendar {
  std::vector<Day> firsts;
  std::vector<std::size_t> reported;
  double mean = 1;

  Calendar(std::span<const Incident> incidents, Period period) {
    std::map<Day, std::size_t> found;
    for (const Incident& incident : incidents) {
      if (counts(incident)) ++found[start_of(incident.when->first, period)];
    }
    if (found.empty()) return;
    std::size_t total = 0;
    for (Day first = found.begin()->first; first <= found.rbegin()->first; first = next(first, period)) {
      const auto at = found.find(first);
      firsts.push_back(first);
      reported.push_back(at == found.end() ? 0 : at->second);
      total += reported.back();
    }
    mean = static_cast<double>(total) / static_cast<double>(firsts.size());
  }
  std::size_t index(Day first) const {
    return static_cast<std::size_t>(std::lower_bound(firsts.begin(), firsts.end(), first) - firsts.begin());
  }
  double exposure(std::size_t t) const { return static_cast<double>(reported[t]) / mean; }
};

// The sums of Goldstein values that a point's figures are made of.
struct Balance {
  double hostile = 0, friendly = 0;

  void add(const Incident& incident) {
    const double value = incident.goldstein.value_or(*mean_goldstein_of(incident.type));
    (value < 0 ? hostile : friendly) += std::abs(value);
  }
};

struct Building {
  Series series;
  std::vector<Balance> balances;
};

void finish(Building& building, const Calendar& calendar) {
  std::vector<std::size_t> conflicts;
  std::vector<double> exposure;
  for (std::size_t t = 0; t < calendar.firsts.size(); ++t) {
    Point& point = building.series.points[t];
    const Balance& balance = building.balances[t];
    if (!point.incidents.empty()) {
      point.goldstein = (balance.friendly - balance.hostile) / static_cast<double>(point.incidents.size());
    }
    const double weight = balance.hostile + balance.friendly + lone_act * calendar.exposure(t);
    point.tension = weight > 0 ? 100 * balance.hostile / weight : 0;
    conflicts.push_back(point.conflicts());
    exposure.push_back(calendar.exposure(t));
  }
  building.series.turns = find_turns(conflicts, exposure);
  building.series.alerts = find_alerts(conflicts, exposure);
}

}  // namespace

std::set<Pair> pairs_of(const Incident& incident, const SeriesOptions& options) {
  const std::set<std::string> sources = keys_of(incident.source, options.of);
  std::set<std::string> targets = keys_of(incident.target, options.of);
  if (targets.empty() && std::find(mutual.begin(), mutual.end(), incident.type) != mutual.end()) targets = sources;
  std::set<Pair> out;
  for (const std::string& source : sources) {
    for (const std::string& target : targets) {
      if (source == target) continue;
      out.insert(options.direction == Direction::Both && target < source ? Pair{target, source} : Pair{source, target});
    }
  }
  return out;
}

std::vector<Series> series(std::span<const Incident> incidents, const SeriesOptions& options) {
  const Calendar calendar(incidents, options.period);
  std::map<Pair, Building> built;
  for (const Incident& incident : incidents) {
    if (!counts(incident)) continue;
    const std::size_t t = calendar.index(start_of(incident.when->first, options.period));
    for (const Pair& pair : pairs_of(incident, options)) {
      if (!options.only.empty() && !options.only.contains(pair)) continue;
      Building& building = built[pair];
      if (building.series.points.empty()) {
        building.series.pair = pair;
        building.balances.resize(calendar.firsts.size());
        for (std::size_t i = 0; i < calendar.firsts.size(); ++i) {
          building.series.points.push_back({calendar.firsts[i], {}, {}, {}, 0, calendar.reported[i], {}});
        }
      }
      Point& point = building.series.points[t];
      ++point.quads[static_cast<std::size_t>(*quad_of(incident.type))];
      ++point.types[incident.type];
      point.incidents.push_back(incident.id);
      building.balances[t].add(incident);
      ++building.series.incidents;
    }
  }
  std::vector<Series> out;
  for (auto& [pair, building] : built) {
    finish(building, calendar);
    out.push_back(std::move(building.series));
  }
  std::stable_sort(out.begin(), out.end(), [](const Series& a, const Series& b) { return a.incidents > b.incidents; });
  return out;
}

std::vector<std::pair<Pair, std::size_t>> ranked_pairs(std::span<const Incident> incidents, const SeriesOptions& options) {
  std::map<Pair, std::size_t> counted;
  for (const Incident& incident : incidents) {
    if (!counts(incident)) continue;
    for (const Pair& pair : pairs_of(incident, options)) ++counted[pair];
  }
  std::vector<std::pair<Pair, std::size_t>> out(counted.begin(), counted.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return out;
}

std::string name_of(Day first, Period period) {
  if (period == Period::Daily) return to_string(first);
  if (period == Period::Monthly) return to_string(first).substr(0, 7);
  // ISO 8601: a week belongs to the year of its Thursday.
  const Day thursday = start_of(first, Period::Weekly) + std::chrono::days(3);
  const std::chrono::year year = std::chrono::year_month_day(thursday).year();
  const auto week = (thursday - Day(year / std::chrono::January / 1)).count() / 7 + 1;
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "%04d-W%02d", static_cast<int>(year), static_cast<int>(week));
  return name.data();
}

}  // namespace dragoman
