#include "rows.h"

#include <algorithm>
#include <array>
#include <map>
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

constexpr std::array<std::string_view, 3> sides{"by", "source", "target"};

std::optional<double> maybe_real(const Value& from) { return is_null(from) ? std::nullopt : std::optional(real(from)); }
std::optional<long> maybe_integer(const Value& from) {
  return is_null(from) ? std::nullopt : std::optional(static_cast<long>(integer(from)));
}
std::size_t size_of(const Value& from) { return static_cast<std::size_t>(integer(from)); }

std::optional<Span> span_of(const Value& start, const Value& end, const Value& words) {
  if (is_null(start)) return std::nullopt;
  return Span{size_of(start), size_of(end), text(words)};
}

void push(std::vector<Value>& row, const std::optional<Span>& span) {
  if (!span) {
    row.insert(row.end(), 3, Value{});
    return;
  }
  row.push_back(value(span->start));
  row.push_back(value(span->end));
  row.push_back(value(span->text));
}

std::string why_json(const std::vector<Reason>& why) {
  Json json = Json::array();
  for (const Reason& reason : why) {
    Json one = {{"step", reason.step}, {"from", reason.from}};
    if (reason.name) one["name"] = *reason.name;
    if (reason.score) one["score"] = *reason.score;
    json.push_back(std::move(one));
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<Reason> why_of(const std::string& json) {
  std::vector<Reason> why;
  for (const Json& one : Json::parse(json)) {
    Reason reason{one.at("step"), one.at("from"), {}, {}};
    if (one.contains("name")) reason.name = one["name"];
    if (one.contains("score")) reason.score = one["score"];
    why.push_back(std::move(reason));
  }
  return why;
}

// The scores as the record prints them: what is stored and read back prints the same.
std::vector<Reason> rounded(std::vector<Reason> why) {
  for (Reason& reason : why) {
    if (reason.score) reason.score = std::round(*reason.score * 100.0) / 100.0;
  }
  return why;
}

// Those of `event` from `live` on, in the order of the table.
std::vector<Value> columns_of(const Event& e, Review review, const std::optional<std::string>& machine) {
  std::vector<Value> row{value(std::int64_t{is_live(review)}),
                         value(name(review)),
                         value(day_of(e.published)),
                         value(e.sentence),
                         value(e.type),
                         value(e.mode),
                         value(e.cameo),
                         value(e.goldstein),
                         value(e.status)};
  push(row, e.trigger);
  push(row, e.condition ? std::optional(e.condition->span) : std::nullopt);
  row.push_back(e.condition ? value(e.condition->event) : Value{});
  row.push_back(value(std::int64_t{e.quoted}));
  push(row, e.place);
  row.push_back(e.place ? value(fold(e.place->text)) : Value{});
  push(row, e.time);
  row.push_back(value(e.killed));
  row.push_back(value(e.injured));
  row.push_back(value(std::round(e.confidence * 100.0) / 100.0));
  row.push_back(value(why_json(rounded(e.why))));
  row.push_back(value(machine));
  return row;
}

constexpr std::string_view written =
    "live, review, day, sentence, type, mode, cameo, goldstein, status, trigger_start, trigger_end, trigger_text, "
    "condition_start, condition_end, condition_text, condition_event, quoted, place_start, place_end, place_text, place_words, "
    "time_start, time_end, time_text, killed, injured, confidence, why, machine";
constexpr int written_count = 29;

std::string parameters(int first, int last) {
  std::string list;
  for (int i = first; i <= last; ++i) list += (list.empty() ? "$" : ", $") + std::to_string(i);
  return list;
}

void insert_participants(Database& database, std::int64_t number, const Event& event) {
  const std::string day = day_of(event.published);
  const auto insert = [&](std::string_view side, const std::vector<Participant>& list) {
    std::int64_t position = 0;
    for (const Participant& p : list) {
      std::vector<Value> row{value(number), value(side), value(position++), value(day),
                             value(fold(p.name.value_or(p.span.text)))};
      for (const auto& field : {p.actor, p.name, p.country, p.sector, p.code, p.role}) row.push_back(value(field));
      push(row, p.span);
      push(row, p.cue);
      static const std::string sql = "INSERT INTO participant VALUES (" + parameters(1, 17) + ")";
      database.run(sql, row);
    }
  };
  insert("by", event.by);
  insert("source", event.source);
  insert("target", event.target);
}

}  // namespace

const std::string_view event_columns =
    "event.number, event.id, report.id, report.published, event.sentence, event.type, event.mode, event.cameo, "
    "event.goldstein, "
    "event.status, event.trigger_start, event.trigger_end, event.trigger_text, event.condition_start, event.condition_end, "
    "event.condition_text, event.condition_event, event.quoted, event.place_start, event.place_end, event.place_text, "
    "event.time_start, event.time_end, event.time_text, event.killed, event.injured, event.confidence, event.why, event.review";

EventRow read_event(Row row) {
  EventRow read;
  Event& e = read.stored.event;
  read.number = integer(row[0]);
  e.id = text(row[1]);
  e.report = text(row[2]);
  e.published = maybe_text(row[3]);
  e.sentence = size_of(row[4]);
  e.type = text(row[5]);
  e.mode = maybe_text(row[6]);
  e.cameo = maybe_text(row[7]);
  e.goldstein = maybe_real(row[8]);
  e.status = text(row[9]);
  e.trigger = {size_of(row[10]), size_of(row[11]), text(row[12])};
  if (auto span = span_of(row[13], row[14], row[15])) e.condition = Condition{std::move(*span), maybe_text(row[16])};
  e.quoted = integer(row[17]) != 0;
  e.place = span_of(row[18], row[19], row[20]);
  e.time = span_of(row[21], row[22], row[23]);
  e.killed = maybe_integer(row[24]);
  e.injured = maybe_integer(row[25]);
  e.confidence = real(row[26]);
  e.why = why_of(text(row[27]));
  read.stored.review = review_of(text(row[28]));
  return read;
}

void read_participants(Database& database, std::span<EventRow> events) {
  if (events.empty()) return;
  std::map<std::int64_t, Event*> of;
  std::string numbers;
  const bool sqlite = database.dialect() == Dialect::Sqlite;
  for (EventRow& row : events) {
    of[row.number] = &row.stored.event;
    numbers += (numbers.empty() ? (sqlite ? "[" : "{") : ",") + std::to_string(row.number);
  }
  numbers += sqlite ? "]" : "}";
  const std::string sql =
      std::string(
          "SELECT event, side, actor, name, country, sector, code, role, start_byte, end_byte, text, cue_start, cue_end, "
          "cue_text FROM participant WHERE event ") +
      (sqlite ? "IN (SELECT value FROM json_each($1))" : "= ANY ($1::bigint[])") + " ORDER BY event, side, position";
  database.each(sql, values(numbers), [&](Row row) {
    Event& event = *of.at(integer(row[0]));
    const std::string side = text(row[1]);
    Participant p;
    p.actor = maybe_text(row[2]);
    p.name = maybe_text(row[3]);
    p.country = maybe_text(row[4]);
    p.sector = maybe_text(row[5]);
    p.code = maybe_text(row[6]);
    p.role = maybe_text(row[7]);
    p.span = *span_of(row[8], row[9], row[10]);
    p.cue = span_of(row[11], row[12], row[13]);
    (side == sides[0] ? event.by : side == sides[1] ? event.source : event.target).push_back(std::move(p));
    return true;
  });
}

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
  insert_participants(database, number, event);
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
  insert_participants(database, number, event.event);
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
