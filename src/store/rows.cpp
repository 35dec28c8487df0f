#include "rows.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "words.h"

namespace dragoman {

std::string_view name(Review review) {
  constexpr std::array<std::string_view, 5> names{"none", "accepted", "mended", "rejected", "withdrawn"};
  return names[static_cast<std::size_t>(review)];
}

namespace store {
namespace {

using Json = nlohmann::ordered_json;

// The days of the act: of its words, else that of publication; open towards it.
std::pair<std::string, std::string> act_days(const Event& e) {
  const std::string day = day_of(e.published);
  if (!e.time || (!e.time->from && !e.time->until)) return {day, day};
  const std::string from = e.time->from ? to_string(*e.time->from) : to_string(*e.time->until);
  return {from, e.time->until ? to_string(*e.time->until) : std::max(from, day)};
}

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
constexpr int written_count = 21;

std::string parameters(int first, int last) {
  std::string list;
  for (int i = first; i <= last; ++i) list += (list.empty() ? "$" : ", $") + std::to_string(i);
  return list;
}

// What is looked for in tables beside the event's.
void insert_parts(Database& database, std::int64_t number, const Event& event) {
  if (event.place) database.run("INSERT INTO place VALUES ($1) ON CONFLICT DO NOTHING", values(folded(event.place->span.text)));
  const std::string day = day_of(event.published);
  const auto insert = [&](std::string_view side, const std::vector<Participant>& list) {
    std::int64_t position = 0;
    for (const Participant& p : list) {
      database.run("INSERT INTO participant VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                   values(number, side, position++, day, folded(p.name.value_or(p.span.text)), p.actor, p.name, p.country,
                          p.sector, p.span.text));
    }
  };
  insert("by", event.by);
  insert("source", event.source);
  insert("target", event.target);
}

}  // namespace

Event event_of(const std::string& record) {
  auto read = from_json(record);
  if (const auto* wrong = std::get_if<std::string>(&read))
    throw Fault("an event is damaged (" + *wrong + "); put a copy in its place");
  return std::move(std::get<Event>(read));
}

EventRow read_event(Row row) { return {integer(row[0]), {event_of(text(row[2])), review_of(text(row[1]))}}; }

std::int64_t insert_event(Database& database, const Event& event, std::int64_t report) {
  std::vector<Value> row{value(event.id), value(report)};
  for (Value& v : columns_of(event, Review::None, std::nullopt)) row.push_back(std::move(v));
  static const std::string sql = "INSERT INTO event (id, report, " + std::string(written) + ") VALUES (" +
                                 parameters(1, 2 + written_count) + ") RETURNING number";
  std::int64_t number = 0;
  database.each(sql, row, [&](Row got) {
    number = integer(got[0]);
    return true;
  });
  insert_parts(database, number, event);
  return number;
}

void update_event(Database& database, std::int64_t number, const StoredEvent& event,
                  const std::optional<std::string>& machine) {
  std::vector<Value> row = columns_of(event.event, event.review, machine);
  row.push_back(value(number));
  static const std::string sql = "UPDATE event SET (" + std::string(written) + ") = (" + parameters(1, written_count) +
                                 ") WHERE number = $" + std::to_string(written_count + 1);
  database.run(sql, row);
  database.run("DELETE FROM participant WHERE event = $1", values(number));
  insert_parts(database, number, event.event);
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
}  // namespace dragoman
