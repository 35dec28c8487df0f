// Tables, the chart and the places.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "writer.h"

namespace dragoman::brief_words {

std::vector<Table> Writer::tables() const {
  static const std::vector<std::string> statuses = {"actual", "future", "conditional", "possible", "demanded", "negated"};
  std::set<std::string> publishers;
  for (const std::string& id : reports_) {
    const auto report = account_.reports.find(id);
    if (report != account_.reports.end() && report->second.source) publishers.insert(*report->second.source);
  }
  std::size_t differing = 0;
  std::map<std::string, std::map<std::string, std::size_t>> counts;
  for (const Happening& h : happenings_) {
    differing += std::any_of(h.incident.contradictions.begin(), h.incident.contradictions.end(),
                             [&](const Contradiction& c) { return contradicts(c); });
    ++counts[h.incident.type][h.incident.status];
  }
  Table read{"What was read", {"Figure", "Number"}, {}};
  const auto row = [&](const char* what, std::size_t n) { read.rows.push_back({what, std::to_string(n)}); };
  row("Reports", reports_.size());
  row("Named publishers", publishers.size());
  row("Events told", chosen_.size());
  row("What they come to, repeats put together", happenings_.size());
  row("Incidents on which reports differ", differing);
  row("Events quoted only, as the reading is unsure", unsure_.size());
  Table types{"What is told, and how it stands", {"What"}, {}};
  for (const std::string& status : statuses) types.head.push_back(label_of_status(status));
  for (const auto& [type, by_status] : counts) {
    auto& cells = types.rows.emplace_back(std::vector<std::string>{label_of_type(type)});
    for (const std::string& status : statuses) {
      const auto n = by_status.find(status);
      cells.push_back(n == by_status.end() ? "–" : std::to_string(n->second));
    }
  }
  Table places{"Places of what is told", {"Place", "latitude", "longitude", "events"}, {}};
  for (const Spot& s : spots()) {
    places.rows.push_back(
        {s.name, fmt::format("{:.2f}", s.latitude), fmt::format("{:.2f}", s.longitude), std::to_string(s.events)});
  }
  std::vector<Table> all{std::move(read)};
  for (Table* table : {&types, &places}) {
    if (!table->rows.empty()) all.push_back(std::move(*table));
  }
  return all;
}

// ---- The map ----

std::vector<Spot> Writer::spots() const {
  std::map<std::string, Spot> found;
  for (const std::size_t i : chosen_) {
    const auto& place = account_.events[i].event.place;
    if (!place || !place->location || !place->location->latitude || !place->location->longitude) continue;
    const Location& at = *place->location;
    if (at.precision == "state") continue;  // its coordinates are the capital's
    Spot& spot = found.try_emplace(at.name, Spot{at.name, *at.latitude, *at.longitude, 0}).first->second;
    ++spot.events;
  }
  std::vector<Spot> all;
  for (auto& [name, spot] : found) all.push_back(std::move(spot));
  std::stable_sort(all.begin(), all.end(), [](const Spot& a, const Spot& b) { return a.events > b.events; });
  return all;
}

// ---- Reports over time ----

namespace {

constexpr std::size_t kBars = 62;  // as many as stand side by side

Day week_of(Day day) { return day - (std::chrono::weekday(day) - std::chrono::Monday); }

Day month_of(Day day) {
  const std::chrono::year_month_day date{day};
  return std::chrono::sys_days(date.year() / date.month() / 1);
}

bool is_of(const std::vector<Participant>& side, const std::string& country) {
  return std::any_of(side.begin(), side.end(), [&](const Participant& who) { return who.country == country; });
}

bool is_between(const Event& e, const std::pair<std::string, std::string>& pair) {
  const auto has = [&](const std::string& country) {
    return is_of(e.source, country) || is_of(e.target, country) || is_of(e.by, country);
  };
  return has(pair.first) && has(pair.second);
}

std::string country_of(const std::optional<Side>& side) {
  return side && side->country.size() == 1 && !side->country.front().starts_with("!") ? side->country.front() : "";
}

}  // namespace

// Those whom the question is about; without one, the two that most events stand between.
std::pair<std::string, std::string> Writer::pair() const {
  if (options_.answer) {
    const Question& q = *options_.answer->question;
    std::pair<std::string, std::string> asked{country_of(q.act.source), country_of(q.act.target)};
    if (!asked.first.empty() && !asked.second.empty() && asked.first != asked.second) return asked;
    if (q.parties.size() > 1) return {q.parties[0], q.parties[1]};
  }
  std::map<std::pair<std::string, std::string>, std::size_t> counts;
  for (const std::size_t i : chosen_) {
    const Event& e = account_.events[i].event;
    for (const Participant& a : e.source) {
      for (const Participant& b : e.target) {
        if (a.country && b.country && a.country != b.country) ++counts[std::minmax(*a.country, *b.country)];
      }
    }
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::pair<std::string, std::string>{} : most->first;
}

Chart Writer::chart() const {
  const auto who = pair();
  if (who.first.empty()) return {};
  std::map<Day, std::set<std::string>> reports;
  for (const std::size_t i : chosen_) {
    const Filed& filed = account_.events[i];
    const auto day = parse_day(filed.day);
    if (day && is_between(filed.event, who)) reports[*day].insert(filed.event.report);
  }
  if (reports.empty()) return {};
  const Day first = parse_day(options_.from).value_or(reports.begin()->first);
  const Day last = parse_day(options_.until).value_or(reports.rbegin()->first);
  const auto days = static_cast<std::size_t>((last - first).count()) + 1;
  const char* step = days <= kBars ? "day" : days <= 7 * kBars ? "week" : "month";
  const auto bar_of = [&](Day day) { return *step == 'd' ? day : *step == 'w' ? week_of(day) : month_of(day); };
  std::map<Day, std::size_t> counts;
  for (Day day = first; day <= last; day += std::chrono::days(1)) counts.try_emplace(bar_of(day), 0);
  for (const auto& [day, ids] : reports) counts[bar_of(day)] += ids.size();
  if (counts.size() < 2) return {};
  Chart chart{
      fmt::format("Reports a {} that tell of {} and {} together", step, naming_.call(who.first), naming_.call(who.second)), {}};
  for (const auto& [day, n] : counts) chart.bars.emplace_back(to_string(day).substr(0, *step == 'm' ? 7 : 10), n);
  return chart;
}

}  // namespace dragoman::brief_words
