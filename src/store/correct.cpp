// What people correct: kept by itself, and laid over the machine's reading whenever either changes.
#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "inside.h"
#include "merging.h"
#include "words.h"

namespace dragoman {
namespace {

using namespace store;
using Json = nlohmann::ordered_json;

bool is_one_of(std::string_view word, const auto& list) { return std::find(list.begin(), list.end(), word) != list.end(); }

std::string list_of(const auto& list) {
  std::string all;
  for (const std::string_view word : list) all += (all.empty() ? "" : ", ") + std::string(word);
  return all;
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// ---- Events in rows ----

std::optional<EventRow> find_event(Database& database, const std::string& condition, std::span<const Value> given) {
  std::vector<EventRow> found;
  database.each(
      "SELECT " + std::string(event_columns) + " FROM event JOIN report ON report.number = event.report WHERE " + condition,
      given, [&](Row row) {
        found.push_back(read_event(row));
        return false;
      });
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

// What stands now under an id: of several versions' the current one.
std::optional<EventRow> standing(Database& database, const std::string& id) {
  return find_event(database, "event.id = $1 ORDER BY report.current DESC, event.number DESC LIMIT 1", values(id));
}

std::vector<Correction> read_corrections(Database& database, const std::string& condition, std::span<const Value> given) {
  std::vector<Correction> list;
  database.each("SELECT id, time, person, reason, object, target, verb, fields, anchor, event FROM correction " + condition,
                given, [&](Row row) {
                  list.push_back({text(row[0]), text(row[1]), text(row[2]), text(row[3]), text(row[4]), text(row[5]),
                                  text(row[6]), text(row[7]), text(row[8]), text(row[4]) == "event" && is_null(row[9])});
                  return true;
                });
  return list;
}

constexpr const char* in_time = " ORDER BY time, number";

// ---- Mending ----

Json::json_pointer pointer_of(const std::string& dotted) {
  std::string path = "/";
  for (const char c : dotted) path += c == '.' ? '/' : c;
  return Json::json_pointer(path);
}

// The event with the fields set, or Fault when that makes no record of it.
Event mended(const Event& event, const std::string& fields) {
  Json json = Json::parse(to_json(event));
  const Json given = Json::parse(fields, nullptr, false);
  if (!given.is_object() || given.empty()) throw Fault("a mending names no field; write FIELD=VALUE, as type=SANCTION");
  constexpr std::array<std::string_view, 5> fixed{"id", "report", "sentence", "trigger", "why"};
  for (const auto& [field, wanted] : given.items()) {
    const std::string top = field.substr(0, field.find('.'));
    if (!json.contains(top) || is_one_of(top, fixed))
      throw Fault("\"" + field +
                  "\" is no field that can be mended; those are type, mode, cameo, goldstein, status, source, target, "
                  "condition, by, quoted, place, time, killed, injured and what stands in them, as source.0.actor");
    try {
      const auto pointer = pointer_of(field);
      if (pointer != Json::json_pointer("/" + top) && !json.contains(pointer.parent_pointer()))
        throw Fault("\"" + field + "\" is not there; mend what it stands in");
      json[pointer] = wanted;
    } catch (const Json::exception&) {
      throw Fault("\"" + field + "\" is not there; the lists are numbered from 0, as source.0.actor");
    }
  }
  auto read = from_json(json.dump());
  if (const auto* wrong = std::get_if<std::string>(&read)) throw Fault("this makes no record: " + *wrong);
  Event& result = std::get<Event>(read);
  if (!is_one_of(result.type, event_types))
    throw Fault("\"" + result.type + "\" is no type; the types are " + list_of(event_types));
  if (!is_one_of(result.status, event_statuses))
    throw Fault("\"" + result.status + "\" is no status; they are " + list_of(event_statuses));
  return std::move(result);
}

// Whether a correction of an actor is about this participant.
bool is_about(const Correction& correction, const Participant& p) {
  if (p.actor) return *p.actor == correction.target;
  return folded(p.name.value_or(p.span.text)) == folded(correction.target);
}

void mend_actor(const Correction& correction, Participant& p) {
  if (correction.verb == "reject") p.actor = p.name = p.code = std::nullopt;
  if (correction.verb != "mend") return;
  const Json fields = Json::parse(correction.fields);
  const auto set = [&](const char* name, std::optional<std::string>& field) {
    if (!fields.contains(name)) return;
    field = fields[name].is_null() ? std::nullopt : std::optional(fields[name].get<std::string>());
  };
  set("actor", p.actor);
  set("name", p.name);
  set("country", p.country);
  set("sector", p.sector);
  set("code", p.code);
}

void check_actor_fields(const Correction& correction) {
  const Json fields = Json::parse(correction.fields, nullptr, false);
  if (!fields.is_object() || fields.empty())
    throw Fault("a mending of an actor names no field; write actor=ID, name=…, country=… or sector=…");
  constexpr std::array<std::string_view, 5> known{"actor", "name", "country", "sector", "code"};
  for (const auto& [field, wanted] : fields.items()) {
    if (!is_one_of(field, known)) throw Fault("\"" + field + "\" is no field of an actor; those are " + list_of(known));
    if (!wanted.is_string() && !wanted.is_null()) throw Fault("\"" + field + "\" must be words or null");
  }
}

// Corrections of actors since the last "undo" of each.
std::vector<Correction> actor_corrections(Database& database) {
  std::vector<Correction> standing;
  for (Correction& one : read_corrections(database, "WHERE object = 'actor'" + std::string(in_time), {})) {
    if (one.verb == "undo")
      std::erase_if(standing, [&](const Correction& c) { return folded(c.target) == folded(one.target); });
    if (one.verb == "mend" || one.verb == "reject") standing.push_back(std::move(one));
  }
  return standing;
}

void lay_over(const std::vector<Correction>& corrections, Event& event) {
  for (const Correction& one : corrections) {
    for (auto* list : {&event.source, &event.target, &event.by}) {
      for (Participant& p : *list) {
        if (is_about(one, p)) mend_actor(one, p);
      }
    }
  }
}

// What the corrections of one event make of the machine's reading.
StoredEvent outcome(const Event& machine, const std::vector<Correction>& corrections) {
  StoredEvent now{machine, Review::None};
  for (const Correction& one : corrections) {
    if (one.verb == "undo") now = {machine, Review::None};
    if (one.verb == "reject") now.review = Review::Rejected;
    if (one.verb == "accept") now.review = to_json(now.event) == to_json(machine) ? Review::Accepted : Review::Mended;
    if (one.verb != "mend") continue;
    try {
      now = {mended(now.event, one.fields), Review::Mended};
    } catch (const Fault&) {  // it was made on another reading, with a participant more, and cannot be laid over this one
    }
  }
  return now;
}

// What the machine read, whatever people made of it.
Event machine_reading(Database& database, const EventRow& row) {
  std::optional<std::string> machine;
  database.each("SELECT machine FROM event WHERE number = $1", values(row.number), [&](Row got) {
    machine = maybe_text(got[0]);
    return true;
  });
  return machine ? event_of(*machine) : row.stored.event;
}

void replay(Database& database, EventRow& row, const std::vector<Correction>& of_actors) {
  const std::string before = to_json(row.stored.event);
  Event reading = machine_reading(database, row);
  const std::string read = to_json(reading);
  lay_over(of_actors, reading);
  const StoredEvent now =
      outcome(reading, read_corrections(database, "WHERE event = $1" + std::string(in_time), values(row.stored.event.id)));
  const std::string after = to_json(now.event);
  if (after == before && now.review == row.stored.review) return;
  update_event(database, row.number, now, after == read ? std::nullopt : std::optional(read));
}

// ---- Anchors ----

std::string sentence_of(const std::string& report, const std::vector<std::pair<std::size_t, std::size_t>>& sentences,
                        const Span& trigger, std::size_t& start) {
  for (const auto& [first, last] : sentences) {
    if (trigger.start < first || trigger.start >= last) continue;
    start = first;
    return report.substr(first, last - first);
  }
  start = trigger.start;
  return trigger.text;
}

// Where an event stands: in which sentence's words, at which of its bytes.
struct Place {
  std::string sentence;
  std::size_t at = 0, end = 0;
};

Place place_of(const StoredReport& report, const Span& trigger) {
  Place place;
  std::size_t start = 0;
  place.sentence = sentence_of(report.report.text, report.sentences, trigger, start);
  place.at = trigger.start - start;
  place.end = trigger.end - start;
  return place;
}

std::optional<StoredReport> current_report(Database& database, const std::string& id) {
  std::optional<StoredReport> found;
  database.each("SELECT text, sentences FROM report WHERE id = $1 AND current = 1", values(id), [&](Row row) {
    found.emplace();
    found->report.id = id;
    found->report.text = text(row[0]);
    found->sentences = ranges_of(text(row[1]));
    return false;
  });
  return found;
}

std::string anchor_of(Database& database, const EventRow& row) {
  const Event event = machine_reading(database, row);
  const auto report = current_report(database, event.report);
  const Place place = report ? place_of(*report, event.trigger) : Place{event.trigger.text, 0, event.trigger.text.size()};
  return dump({{"report", event.report},
               {"type", event.type},
               {"trigger", event.trigger.text},
               {"at", place.at},
               {"sentence", place.sentence}});
}

// How well an event stands where the anchor says: 0 not at all.
int likeness(const Json& anchor, const Place& place, const Event& event) {
  if (place.sentence != anchor.value("sentence", "")) return 0;
  const std::size_t at = anchor.value("at", std::size_t{0}), end = at + anchor.value("trigger", std::string()).size();
  if (place.at >= end || place.end <= at) return 0;
  return 1 + 2 * (event.type == anchor.value("type", "")) + 4 * (place.at == at && place.end == end);
}

std::vector<EventRow> current_events(Database& database, const std::string& report) {
  std::vector<EventRow> rows;
  database.each("SELECT " + std::string(event_columns) +
                    " FROM report JOIN event ON event.report = report.number WHERE report.id = $1 AND report.current = 1 ORDER "
                    "BY event.number",
                values(report), [&](Row row) {
                  rows.push_back(read_event(row));
                  return true;
                });
  return rows;
}

// ---- Taking a correction ----

std::string id_of(const Correction& c) {
  const std::string all = dump({c.time, c.by, c.reason, c.object, c.target, c.verb, c.fields});
  return hash_of(all).substr(0, 16);
}

void check(const Correction& c) {
  constexpr std::array<std::string_view, 4> verbs{"accept", "reject", "mend", "undo"};
  constexpr std::array<std::string_view, 3> objects{"event", "actor", "merge"};
  if (!is_one_of(c.object, objects)) throw Fault("\"" + c.object + "\" cannot be corrected; an event, actor or merge can");
  if (!is_one_of(c.verb, verbs)) throw Fault("\"" + c.verb + "\" is no correction; accept, reject, mend and undo are");
  if (c.by.empty()) throw Fault("a correction needs the name of who makes it");
  if (c.time.empty()) throw Fault("a correction needs its time");
  if (c.target.empty()) throw Fault("a correction needs the id of what it corrects");
  if (c.object == "merge" && c.verb == "mend") throw Fault("a merge can be accepted or rejected, not mended");
  if (c.object == "actor" && c.verb == "mend") check_actor_fields(c);
}

// Ties a correction to the event it is about; false when there is none in the account now.
bool tie(Database& database, Correction& c) {
  const auto row = standing(database, c.target);
  if (row && c.anchor.empty()) c.anchor = anchor_of(database, *row);
  if (!row && c.anchor.empty()) throw Fault("no event " + c.target + "; `dragoman events STORE` prints the ids");
  if (row && c.verb == "mend") mended(row->stored.event, c.fields);
  return row.has_value();
}

bool insert(Database& database, Correction& c) {
  const bool tied = c.object == "event" && tie(database, c);
  c.waits = c.object == "event" && !tied;
  const Json anchor = c.anchor.empty() ? Json::object() : Json::parse(c.anchor, nullptr, false);
  if (!anchor.is_object())
    throw Fault("the anchor of correction " + c.id + " is no JSON object; take the file as `correct --export` wrote it");
  bool is_new = false;
  database.each(
      "INSERT INTO correction (id, time, person, reason, object, target, verb, fields, anchor, report, event) VALUES ($1, $2, "
      "$3, $4, "
      "$5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING RETURNING 1",
      values(c.id, c.time, c.by, c.reason, c.object, c.target, c.verb, c.fields,
             c.anchor.empty() ? std::string("{}") : c.anchor,
             anchor.contains("report") ? std::optional(anchor["report"].get<std::string>()) : std::nullopt,
             tied ? std::optional(c.target) : std::nullopt),
      [&](Row) { return is_new = true; });
  return is_new;
}

void replay_actor(Database& database, const std::string& actor, std::set<std::string>& reports) {
  std::set<std::int64_t> numbers;
  const auto gather = [&](Row row) {
    numbers.insert(integer(row[0]));
    return true;
  };
  database.each("SELECT event FROM participant WHERE actor = $1", values(actor), gather);
  database.each("SELECT event FROM participant WHERE words = $1", values(folded(actor)), gather);
  database.each("SELECT number FROM event WHERE machine IS NOT NULL", {}, gather);
  for (const std::int64_t number : numbers) {
    store::replay(database, number);
    database.each("SELECT report.id FROM event JOIN report ON report.number = event.report WHERE event.number = $1",
                  values(number), [&](Row row) {
                    reports.insert(text(row[0]));
                    return true;
                  });
  }
}

// The two events that a correction of a merge is about.
std::pair<std::string, std::string> events_of(const std::string& merge) {
  const std::size_t gap = std::min(merge.find(' '), merge.size());
  const std::string one = merge.substr(0, gap), other = merge.substr(std::min(gap + 1, merge.size()));
  return std::minmax(one, other);
}

void note_correction(Database& database, const Correction& c, const std::string& now) {
  Json detail = {{"correction", c.id}, {"verb", c.verb}, {"by", c.by}, {"made", c.time}, {"reason", c.reason}};
  if (c.verb == "mend") detail["fields"] = Json::parse(c.fields);
  if (c.waits) detail["waits"] = true;
  const bool falls = c.object == "event" && c.verb == "reject" && !c.waits;
  if (falls) detail["fell"] = Json::parse(fallen(database, c.target));
  note(database, now, "corrected", c.object, c.target, dump(detail));
}

}  // namespace

namespace store {

void replay(Database& database, std::int64_t event) {
  auto row = find_event(database, "event.number = $1", values(event));
  if (row && row->stored.review != Review::Withdrawn) dragoman::replay(database, *row, actor_corrections(database));
}

void replay_report(Database& database, const std::string& report) {
  const std::vector<Correction> here = read_corrections(database, "WHERE report = $1" + std::string(in_time), values(report));
  const std::vector<Correction> of_actors = actor_corrections(database);
  if (here.empty() && of_actors.empty()) return;
  std::vector<EventRow> rows = current_events(database, report);
  const auto stored = current_report(database, report);
  for (const Correction& one : here) {
    const Json anchor = Json::parse(one.anchor);
    const EventRow* best = nullptr;
    int most = 0;
    for (const EventRow& row : rows) {
      const int like = likeness(anchor, place_of(*stored, row.stored.event.trigger), row.stored.event);
      if (like > most) best = &row;
      most = std::max(most, like);
    }
    database.run("UPDATE correction SET event = $1 WHERE id = $2",
                 values(best ? std::optional(best->stored.event.id) : std::nullopt, one.id));
  }
  for (EventRow& row : rows) dragoman::replay(database, row, of_actors);
}

std::string fallen(Database& database, const std::string& event) {
  Json list = Json::array();
  database.each(
      "SELECT event.id, report.id FROM event JOIN report ON report.number = event.report WHERE condition_event = $1 AND live = "
      "1 ORDER BY "
      "event.number",
      values(event), [&](Row row) {
        list.push_back({{"what", "condition"}, {"event", text(row[0])}, {"report", text(row[1])}});
        return true;
      });
  bool is_found = false;
  database.each(
      "SELECT incident, (SELECT COUNT(*) FROM incident_event other WHERE other.incident = incident_event.incident) FROM "
      "incident_event "
      "JOIN event ON event.number = incident_event.event WHERE event.id = $1 AND live = 1",
      values(event), [&](Row row) {
        list.push_back({{"what", integer(row[1]) > 1 ? "part of incident" : "incident"}, {"incident", text(row[0])}});
        return is_found = true;
      });
  if (const auto crowd = is_found ? std::nullopt : crowd_of(database, event))
    list.push_back({{"what", "part of incident"}, {"incident", *crowd}});
  return dump(list);
}

}  // namespace store

Result<std::vector<Correction>> Store::correct(std::vector<Correction> corrections, const std::string& now) {
  return inside_->attempt([&] {
    Database& database = *inside_->database;
    Transaction transaction(database, Access::Write);
    std::vector<Correction> taken;
    std::set<std::string> reports;
    Touched touched;
    for (Correction& c : corrections) {
      if (c.fields.empty()) c.fields = "{}";
      check(c);
      c.id = id_of(c);
      if (!insert(database, c)) continue;
      note_correction(database, c, now);
      if (c.object == "actor") replay_actor(database, c.target, touched.reports);
      if (c.object == "merge") touched.decisions.insert(events_of(c.target));
      if (c.object == "event") {
        const Json anchor = Json::parse(c.anchor);
        if (anchor.contains("report")) reports.insert(anchor["report"].get<std::string>());
      }
      taken.push_back(c);
    }
    for (const std::string& report : reports) replay_report(database, report);
    touched.reports.merge(reports);
    store::merge(database, touched, now);
    transaction.commit();
    return taken;
  });
}

Result<std::size_t> Store::corrections(const std::function<bool(const Correction&)>& take) {
  return inside_->attempt([&] {
    std::size_t count = 0;
    for (const Correction& c : read_corrections(*inside_->database, in_time, {})) {
      ++count;
      if (!take(c)) break;
    }
    return count;
  });
}

}  // namespace dragoman
