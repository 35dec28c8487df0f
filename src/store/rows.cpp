#include "rows.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "bundle.h"
#include "words.h"

namespace dragoman {

std::string_view name(Review review) {
  constexpr std::array<std::string_view, 5> names{"none", "accepted", "mended", "rejected", "withdrawn"};
  return names[static_cast<std::size_t>(review)];
}

namespace store {
namespace {

using Json = nlohmann::ordered_json;

// From `live` on, in the order of `written`.
std::vector<Value> columns_of(const Event& e, Review review, const std::optional<std::string>& machine) {
  const Location at = e.place && e.place->location ? *e.place->location : Location{};
  const auto [first, last] = act_days(e);
  return {value(std::int64_t{is_live(review)}),
          value(name(review)),
          value(day_of(e.published)),
          value(e.sentence),
          value(e.type),
          value(e.mode),
          value(e.cameo),
          value(e.goldstein),
          value(e.status),
          e.condition ? value(e.condition->event) : Value{},
          e.place ? value(folded(e.place->span.text)) : Value{},
          value(e.killed),
          value(e.injured),
          value(e.confidence),
          value(to_json(e)),
          value(machine),
          value(at.country),
          value(at.latitude),
          value(at.longitude),
          value(first),
          value(last)};
}

constexpr std::string_view written =
    "live, review, day, sentence, type, mode, cameo, goldstein, status, condition_event, place_words, killed, injured, "
    "confidence, "
    "record, machine, place_country, latitude, longitude, first_day, last_day";
constexpr std::string_view written_kinds = "nttntttrtttnnrtttrrtt";
constexpr int written_count = static_cast<int>(written_kinds.size());

std::string parameters(int first, int last) {
  std::string list;
  for (int i = first; i <= last; ++i) list += (list.empty() ? "$" : ", $") + std::to_string(i);
  return list;
}

// What is looked for in tables beside the event's.
class Parts {
 public:
  void add(std::int64_t number, const Event& event) {
    if (event.place) places_.insert(folded(event.place->span.text));
    add(number, "by", event, event.by);
    add(number, "source", event, event.source);
    add(number, "target", event, event.target);
  }
  void write(Database& database) const {
    Bundle places;
    for (const std::string& words : places_) places.add(words);
    insert_all(database, "place", "t", places, "ON CONFLICT DO NOTHING");
    fill(database, "participant", "event, side, position, day, words, actor, name, country, sector, text", "ntnttttttt",
         participants_);
  }

 private:
  void add(std::int64_t number, std::string_view side, const Event& event, const std::vector<Participant>& list) {
    std::int64_t position = 0;
    for (const Participant& p : list) {
      const auto row = values(number, side, position++, day_of(event.published), folded(p.name.value_or(p.span.text)), p.actor,
                              p.name, p.country, p.sector, p.span.text);
      participants_.emplace_back(row.begin(), row.end());
    }
  }

  std::set<std::string> places_;
  std::vector<std::vector<Value>> participants_;
};

}  // namespace

Event event_of(const std::string& record) {
  auto read = from_json(record);
  if (const auto* wrong = std::get_if<std::string>(&read))
    throw Fault("an event is damaged (" + *wrong + "); put a copy in its place");
  return std::move(std::get<Event>(read));
}

EventRow read_event(Row row) { return {integer(row[0]), {event_of(text(row[2])), review_of(text(row[1]))}}; }

void insert_events(Database& database, std::span<const NewEvents> list) {
  std::vector<std::vector<Value>> rows;
  std::vector<const Event*> events;
  for (const NewEvents& of : list) {
    std::set<std::string_view> seen;
    for (const Event& event : of.events) {
      if (!seen.insert(event.id).second) continue;
      events.push_back(&event);
      rows.push_back({Value{}, value(event.id), value(of.report)});
      for (Value& v : columns_of(event, Review::None, std::nullopt)) rows.back().push_back(std::move(v));
    }
  }
  const std::vector<std::int64_t> numbers = take_numbers(database, "event", rows.size());
  Parts parts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i][0] = value(numbers[i]);
    parts.add(numbers[i], *events[i]);
  }
  fill(database, "event", "number, id, report, " + std::string(written), "ntn" + std::string(written_kinds), rows);
  parts.write(database);
}

void update_event(Database& database, std::int64_t number, const StoredEvent& event,
                  const std::optional<std::string>& machine) {
  std::vector<Value> row = columns_of(event.event, event.review, machine);
  row.push_back(value(number));
  static const std::string sql = "UPDATE event SET (" + std::string(written) + ") = (" + parameters(1, written_count) +
                                 ") WHERE number = $" + std::to_string(written_count + 1);
  database.run(sql, row);
  database.run("DELETE FROM participant WHERE event = $1", values(number));
  Parts parts;
  parts.add(number, event.event);
  parts.write(database);
}

std::string day_of(const std::optional<std::string>& published) {
  if (!published || published->size() < 10) return "";
  for (std::size_t i = 0; i < 10; ++i) {
    const char c = (*published)[i];
    if (i == 4 || i == 7 ? c != '-' : c < '0' || c > '9') return "";
  }
  return published->substr(0, 10);
}

std::string ranges_json(std::span<const std::pair<std::size_t, std::size_t>> ranges) {
  std::string json = "[";
  for (const auto& [start, end] : ranges)
    json += (json.size() > 1 ? ",[" : "[") + std::to_string(start) + "," + std::to_string(end) + "]";
  return json + "]";
}

std::vector<std::pair<std::size_t, std::size_t>> ranges_of(std::string_view json) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  for (const Json& pair : Json::parse(json)) ranges.emplace_back(pair.at(0), pair.at(1));
  return ranges;
}

Review review_of(std::string_view word) {
  for (const Review review : {Review::Accepted, Review::Mended, Review::Rejected, Review::Withdrawn}) {
    if (word == name(review)) return review;
  }
  return Review::None;
}

bool is_live(Review review) { return review != Review::Rejected && review != Review::Withdrawn; }

}  // namespace store

std::pair<std::string, std::string> act_days(const Event& e) {
  const std::string day = store::day_of(e.published);
  if (!e.time || (!e.time->from && !e.time->until)) return {day, day};
  const std::string from = e.time->from ? to_string(*e.time->from) : to_string(*e.time->until);
  return {from, e.time->until ? to_string(*e.time->until) : std::max(from, day)};
}

}  // namespace dragoman
