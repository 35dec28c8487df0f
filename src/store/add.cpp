// Reports into the account: what is new, what is a new version, what is known.
#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "bundle.h"
#include "inside.h"
#include "merging.h"
#include "words.h"

namespace dragoman {
namespace {

using namespace store;
using Json = nlohmann::ordered_json;
using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

// A version of a report as it stands in the store.
struct Stored {
  std::int64_t number = 0;
  std::string id;
  std::size_t version = 0;
  bool current = false;
  Report report;
  Ranges sentences;
};

constexpr std::string_view stored_columns = "number, id, version, current, title, published, source, url, text, sentences";

Stored read_stored(Row row) {
  Stored found{integer(row[0]), text(row[1]), static_cast<std::size_t>(integer(row[2])), integer(row[3]) != 0, {}, {}};
  found.report = {found.id, text(row[8]), maybe_text(row[4]), maybe_text(row[5]), maybe_text(row[6]), maybe_text(row[7])};
  found.sentences = ranges_of(text(row[9]));
  return found;
}

std::optional<Stored> find(Database& database, const std::string& condition, std::span<const Value> given) {
  std::optional<Stored> found;
  database.each("SELECT " + std::string(stored_columns) + " FROM report WHERE " + condition + " LIMIT 1", given, [&](Row row) {
    found = read_stored(row);
    return false;
  });
  return found;
}

// The version that has this text: under this id if there is one, else the oldest.
std::optional<Stored> find_text(Database& database, const Report& report) {
  return find(database, "hash = $1 AND text = $2 ORDER BY (id = $3) DESC, number",
              values(hash_of(report.text), report.text, report.id));
}

Json or_null(const std::optional<std::string>& value) { return value ? Json(*value) : Json(nullptr); }

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// The sentences of `report` that `other` has not, each with its bytes.
Json only_in(const Report& report, const Ranges& sentences, const Report& other, const Ranges& others) {
  std::map<std::string_view, int> left;
  for (const auto& [start, end] : others) ++left[std::string_view(other.text).substr(start, end - start)];
  Json list = Json::array();
  for (const auto& [start, end] : sentences) {
    const std::string_view words = std::string_view(report.text).substr(start, end - start);
    if (auto found = left.find(words); found != left.end() && found->second > 0) {
      --found->second;
    } else {
      list.push_back({{"start", start}, {"end", end}, {"text", words}});
    }
  }
  return list;
}

Json difference(const Stored& before, const CodedReport& now) {
  Json json;
  const auto compare = [&](const char* name, const auto& old, const auto& given) {
    if (old != given) json[name] = {{"was", or_null(old)}, {"is", or_null(given)}};
  };
  compare("title", before.report.title, now.report.title);
  compare("published", before.report.published, now.report.published);
  compare("source", before.report.source, now.report.source);
  compare("url", before.report.url, now.report.url);
  json["removed"] = only_in(before.report, before.sentences, now.report, now.sentences);
  json["added"] = only_in(now.report, now.sentences, before.report, before.sentences);
  return json;
}

// A report that is to be written as this version.
struct Version {
  const CodedReport* coded = nullptr;
  std::size_t version = 1;
  std::optional<std::string> changed;
};

// Reports with their words and events.
void insert(Database& database, std::span<const Version> list, const std::string& model, const std::string& now) {
  const std::vector<std::int64_t> numbers = take_numbers(database, "report", list.size());
  std::vector<std::vector<Value>> rows, words;
  std::vector<NewEvents> events;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& [coded, version, changed] = list[i];
    const Report& r = coded->report;
    const auto row = values(numbers[i], r.id, version, std::int64_t{1}, day_of(r.published), r.title, r.published, r.source,
                            r.url, now, model, hash_of(r.text), changed, ranges_json(coded->sentences), r.text);
    rows.emplace_back(row.begin(), row.end());
    words.push_back({value(numbers[i]), value(r.title.value_or("")), value(r.text)});
    events.push_back({numbers[i], coded->events});
  }
  fill(database, "report",
       "number, id, version, current, day, title, published, source, url, added, model, hash, changed, sentences, text",
       "ntnnttttttttttt", rows);
  if (database.dialect() == Dialect::Sqlite) {
    fill(database, "report_words", "rowid, title, text", "ntt", words);
  } else {
    Bundle bundle;
    for (const std::vector<Value>& row : words) bundle.add(row[0], folded(text(row[1])) + "\n" + folded(text(row[2])));
    database.run("INSERT INTO report_words (number, words) SELECT " + number_at(0) + ", to_tsvector('simple', " + words_at(1) +
                     ") FROM " + rows_of(database),
                 std::array<Value, 1>{bundle.parameter()});
  }
  insert_events(database, events);
}

// Takes the events of a version that no longer holds out of the account. Gives their ids with the rest of what fell.
struct Gone {
  std::vector<std::string> ids;
  Json list = Json::array();
};
Gone withdraw(Database& database, std::int64_t report, const std::set<std::string>& still) {
  Gone gone;
  database.each("SELECT record FROM event WHERE report = $1 AND live = 1 ORDER BY number", values(report), [&](Row row) {
    const Event event = event_of(text(row[0]));
    if (still.contains(event.id)) return true;
    gone.ids.push_back(event.id);
    gone.list.push_back({{"event", event.id}, {"type", event.type}, {"trigger", event.trigger.text}});
    return true;
  });
  for (std::size_t i = 0; i < gone.ids.size(); ++i) gone.list[i]["fell"] = Json::parse(fallen(database, gone.ids[i]));
  return gone;
}

Json ids_of(const std::vector<Event>& events, const std::set<std::string>& known) {
  Json list = Json::array();
  for (const Event& event : events) {
    if (!known.contains(event.id)) list.push_back(event.id);
  }
  return list;
}

std::set<std::string> ids_of(const std::vector<Event>& events) {
  std::set<std::string> ids;
  for (const Event& event : events) ids.insert(event.id);
  return ids;
}

std::set<std::string> live_ids(Database& database, std::int64_t report) {
  std::set<std::string> ids;
  database.each("SELECT id FROM event WHERE report = $1 AND live = 1", values(report), [&](Row row) {
    ids.insert(text(row[0]));
    return true;
  });
  return ids;
}

std::vector<std::string> ids_of_reports(std::span<const Version> list) {
  std::vector<std::string> ids;
  for (const Version& one : list) ids.push_back(one.coded->report.id);
  return ids;
}

// Corrections that wait for these reports, or are of actors and hold for all.
void replay_new(Database& database, std::span<const Version> list) {
  const std::vector<std::string> ids = ids_of_reports(list);
  std::set<std::string> waiting;
  each_among(database, "SELECT report FROM correction WHERE report", ids, [&](Row row) {
    waiting.insert(text(row[0]));
    return true;
  });
  database.each("SELECT 1 FROM correction WHERE object = 'actor' LIMIT 1", {}, [&](Row) {
    waiting.insert(ids.begin(), ids.end());
    return false;
  });
  for (const std::string& id : waiting) replay_report(database, id);
}

void add_new(Database& database, std::span<const Version> list, const std::string& model, const std::string& now) {
  if (list.empty()) return;
  insert(database, list, model, now);
  std::vector<std::vector<Value>> notes;
  for (const Version& one : list) {
    const auto row = values(now, std::string_view("added"), std::string_view("report"), one.coded->report.id,
                            dump({{"events", ids_of(one.coded->events, {})}}));
    notes.emplace_back(row.begin(), row.end());
  }
  fill(database, "change", "time, what, object, id, detail", "ttttt", notes);
  replay_new(database, list);
}

Added add_version(Database& database, const Stored& before, const CodedReport& coded, const std::string& model,
                  const std::string& now) {
  const Json changed = difference(before, coded);
  const std::set<std::string> was = live_ids(database, before.number);
  const Gone gone = withdraw(database, before.number, ids_of(coded.events));
  database.run("UPDATE report SET current = 0 WHERE number = $1", values(before.number));
  database.run("UPDATE event SET live = 0, review = 'withdrawn' WHERE report = $1", values(before.number));
  insert(database, std::array{Version{&coded, before.version + 1, dump(changed)}}, model, now);
  const Json added = ids_of(coded.events, was);
  note(database, now, "version", "report", coded.report.id,
       dump({{"version", before.version + 1}, {"changed", changed}, {"events", added}, {"withdrawn", gone.list}}));
  replay_report(database, coded.report.id);
  return {Arrival::Version, coded.report.id, before.version + 1, added.size(), gone.ids.size()};
}

Added add_known(Database& database, const Stored& there, const Report& report, const std::string& now, Touched& touched) {
  if (there.id == report.id) {
    // What the store does not know of the report yet is filled in; what it knows is left, so that no order of inputs matters.
    const Report& r = there.report;
    const bool fuller = (report.title && !r.title) || (report.source && !r.source) || (report.url && !r.url);
    if (fuller) {
      touched.reports.insert(report.id);
      database.run(
          "UPDATE report SET title = COALESCE(title, $1), source = COALESCE(source, $2), url = COALESCE(url, $3) WHERE number "
          "= $4",
          values(report.title, report.source, report.url, there.number));
    }
    return {Arrival::Known, there.id, there.version, 0, 0};
  }
  bool noted = false;
  database.each(
      "INSERT INTO copy (report, id, title, published, source, url, added) VALUES ($1, $2, $3, $4, $5, $6, $7) "
      "ON CONFLICT DO NOTHING RETURNING 1",
      values(there.number, report.id, report.title, report.published, report.source, report.url, now),
      [&](Row) { return noted = true; });
  if (!noted) return {Arrival::Known, there.id, there.version, 0, 0};
  note(database, now, "copy", "report", there.id,
       dump({{"as", report.id}, {"source", or_null(report.source)}, {"url", or_null(report.url)}}));
  return {Arrival::Copy, there.id, there.version, 0, 0};
}

Added add_one(Database& database, const CodedReport& coded, const std::string& model, const std::string& now,
              Touched& touched) {
  if (const auto there = find_text(database, coded.report)) return add_known(database, *there, coded.report, now, touched);
  touched.reports.insert(coded.report.id);
  if (const auto before = find(database, "id = $1 AND current = 1", values(coded.report.id)))
    return add_version(database, *before, coded, model, now);
  add_new(database, std::array{Version{&coded}}, model, now);
  return {Arrival::New, coded.report.id, 1, coded.events.size(), 0};
}

// Those that are plainly new are written together; what is there already, or comes twice, one after the other behind them.
std::vector<Added> add_all(Database& database, std::span<const CodedReport> reports, const std::string& model,
                           const std::string& now, Touched& touched) {
  std::vector<std::string> hashes, ids;
  for (const CodedReport& coded : reports) {
    hashes.push_back(hash_of(coded.report.text));
    ids.push_back(coded.report.id);
  }
  std::set<std::string> there;  // hashes and ids
  const auto gather = [&](Row row) {
    there.insert(text(row[0]));
    return true;
  };
  each_among(database, "SELECT hash FROM report WHERE hash", hashes, gather);
  each_among(database, "SELECT id FROM report WHERE current = 1 AND id", ids, gather);
  std::vector<Added> added(reports.size());
  std::vector<Version> fresh;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const bool new_text = there.insert(hashes[i]).second, new_id = there.insert(ids[i]).second;
    if (!new_text || !new_id || reports[i].report.text.find('\0') != std::string::npos) {
      others.push_back(i);
      continue;
    }
    fresh.push_back({&reports[i], 1, std::nullopt});
    touched.reports.insert(ids[i]);
    added[i] = {Arrival::New, ids[i], 1, reports[i].events.size(), 0};
  }
  add_new(database, fresh, model, now);
  for (const std::size_t i : others) added[i] = add_one(database, reports[i], model, now, touched);
  return added;
}

}  // namespace

Result<bool> Store::knows(const Report& report) {
  return inside_->attempt([&] {
    bool is_known = false;
    inside_->database->each("SELECT 1 FROM report WHERE hash = $1 AND text = $2 LIMIT 1",
                            values(hash_of(report.text), report.text), [&](Row) { return is_known = true; });
    return is_known;
  });
}

Result<std::vector<Added>> Store::add(std::span<const CodedReport> reports, const std::string& model, const std::string& now) {
  return inside_->attempt([&] {
    Transaction transaction(*inside_->database, Access::Write);
    Touched touched;
    std::vector<Added> added = add_all(*inside_->database, reports, model, now, touched);
    store::merge(*inside_->database, touched, now);
    transaction.commit();
    return added;
  });
}

Result<std::vector<Report>> Store::read_by_others(const std::string& model) {
  return inside_->attempt([&] {
    std::vector<Report> reports;
    inside_->database->each(
        "SELECT id, text, title, published, source, url FROM report WHERE current = 1 AND model <> $1 ORDER BY number",
        values(model), [&](Row row) {
          reports.push_back(
              {text(row[0]), text(row[1]), maybe_text(row[2]), maybe_text(row[3]), maybe_text(row[4]), maybe_text(row[5])});
          return true;
        });
    return reports;
  });
}

Result<Added> Store::recode(const CodedReport& coded, const std::string& model, const std::string& now) {
  return inside_->attempt([&] {
    Database& database = *inside_->database;
    Transaction transaction(database, Access::Write);
    const auto there = find(database, "id = $1 AND current = 1", values(coded.report.id));
    if (!there || there->report.text != coded.report.text)
      throw Fault("report " + coded.report.id + " has changed since it was read again; do so once more");
    const std::set<std::string> was = live_ids(database, there->number);
    const Gone gone = withdraw(database, there->number, ids_of(coded.events));
    database.run("DELETE FROM event WHERE report = $1", values(there->number));
    database.run("UPDATE report SET model = $1, sentences = $2 WHERE number = $3",
                 values(model, ranges_json(coded.sentences), there->number));
    insert_events(database, std::array{NewEvents{there->number, coded.events}});
    const Json added = ids_of(coded.events, was);
    note(database, now, "recoded", "report", coded.report.id,
         dump({{"model", model}, {"events", added}, {"withdrawn", gone.list}}));
    replay_report(database, coded.report.id);
    store::merge(database, {.reports = {coded.report.id}}, now);
    transaction.commit();
    return Added{Arrival::Known, coded.report.id, there->version, added.size(), gone.ids.size()};
  });
}

}  // namespace dragoman
