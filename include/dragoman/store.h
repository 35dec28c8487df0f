// The account: every report with its text, the events read in it, and what people corrected, in one SQLite file or one
// PostgreSQL database.
//
//   auto store = dragoman::Store::open("account.db", dragoman::Access::Write);
//   if (!store) return fail(store.error);                            // "account.db: is no store (…); …"
//   auto added = store->add({{{report, sentences, events}}}, now);   // one transaction
//   added->at(0).arrival                                             // Arrival::New
//   store->add({{{report, sentences, events}}}, now)->at(0).arrival  // Arrival::Known: nothing was written
//   store->events({.since = "2019-07-01", .country = "TUR"}, [](const StoredEvent& e) { …; return true; });
//
// What the same report is: the same id, or the same text under another id or address. A known id with another text is a new
// version; a known text under a new id is a copy, noted with its address and source, and not coded again. A text that an id had
// before is known too, so adding the same files again changes nothing in whatever order they come.
//
// Machine and people are kept apart: an event's reading is never overwritten by a correction; corrections are stored by
// themselves and replayed whenever the machine's reading changes, and queries see the outcome.
//
// Faults: every function returns what is wrong and what to do about it: a file that is no store, is damaged, read-only or of a
// newer dragoman, a full disk, a server that is gone, a writer that holds the store for over a minute. A call is one
// transaction: it has happened whole or not at all, whatever kills the process. Adding goes on where it stopped when the same
// inputs are given again.
//
// Threads: a Store is one connection and belongs to one thread at a time. To read from several threads (a server), open one
// Store with Access::Read in each: opening costs about a millisecond. Any number of them, in any number of processes, read
// while one writes (SQLite's write-ahead log, PostgreSQL's snapshots): each call sees the account as it was when the call
// began. Writers take turns, a call at a time.
//
// Cost: docs/quality.md has the figures. Formats: docs/store.md.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/events.h"
#include "dragoman/incidents.h"
#include "dragoman/text.h"

namespace dragoman {

// A value, or why there is none.
template <typename T>
struct Result {
  std::optional<T> value;
  std::string error;
  explicit operator bool() const { return value.has_value(); }
  T* operator->() { return &*value; }
  T& operator*() { return *value; }
};

enum class Access { Read, Write };

// ---- Adding ----

struct CodedReport {
  Report report;
  std::vector<std::pair<std::size_t, std::size_t>> sentences;  // bytes of the text, half open
  std::vector<Event> events;
};

enum class Arrival { New, Version, Copy, Known };

struct Added {
  Arrival arrival = Arrival::New;
  std::string report;  // the id it is stored under; of a copy, the report it is a copy of
  std::size_t version = 1;
  std::size_t events = 0;     // added to the account
  std::size_t withdrawn = 0;  // of the version before that the new one no longer holds
};

// ---- Queries ----

// What was done to an event by people and by later versions of its report.
enum class Review { None, Accepted, Mended, Rejected, Withdrawn };
std::string_view name(Review review);  // "none", "accepted", …

// Degrees, edges included; west > east reaches over the date line.
struct Bounds {
  double south = -90, west = -180, north = 90, east = 180;
};

// "33,26,42,45": south, west, north, east; absent when it is no box.
std::optional<Bounds> read_bounds(const std::string& words);

// All that is given must hold. Days are "2019-07-29", both ends included; "2019-07" and "2019" stand for their first day in
// `since`, for their last in `until`. Of an event it is the day its report was published.
struct Query {
  std::optional<std::string> since, until;
  std::vector<std::string> type, status;             // any of them
  std::optional<std::string> actor, source, target;  // an actor's id or name, or the words of the mention, letter case aside
  std::optional<std::string> country;                // of source or target
  std::optional<std::string> place;                  // words that the place holds
  std::optional<std::string> place_country;          // the state in which the place lies
  std::optional<Bounds> box;                         // in which the place lies
  // Days of the act by the report's own words, "on Sunday"; where it gives none, its day of publication stands for them.
  std::optional<std::string> happened_since, happened_until;
  std::optional<std::string> text;  // words of the report: find_words()'s language
  std::optional<std::string> report, id;
  bool withdrawn = false;  // also what was rejected or withdrawn
  std::optional<std::size_t> limit;
};

struct StoredEvent {
  Event event;  // as corrected
  Review review = Review::None;
};

struct StoredReport {
  Report report;
  std::size_t version = 1, events = 0;
  bool current = true;
  std::string added, model;                                    // when (UTC), and by which weights it was read
  std::vector<std::pair<std::size_t, std::size_t>> sentences;  // bytes of the text
  std::string changed;         // JSON: what differs from the version before; empty for the first
  std::vector<Report> copies;  // the same text elsewhere; their `text` is left empty
};

// Somebody who acts: by actor id where one is known, else by the words of the mention.
struct StoredActor {
  std::string id;  // actor id, or the words
  std::optional<std::string> name, country, sector;
  std::size_t source = 0, target = 0;      // events in which it acts, in which it is acted upon
  std::optional<std::string> first, last;  // days
};

// ---- Corrections ----

struct Correction {
  std::string id;    // hash of all the rest: the same correction twice is one
  std::string time;  // UTC, "2026-11-28T06:00:00Z"
  std::string by;    // the person
  std::string reason;
  std::string object;  // "event" or "actor"
  std::string target;  // its id
  std::string verb;    // "accept", "reject", "mend", "undo" (takes back all that went before on the same target)
  std::string fields;  // mend: JSON object of dotted fields, {"type":"SANCTION","source.0.actor":"TUR"}
  std::string anchor;  // JSON: where the event stands, so that it is found again when its id has changed
  bool waits = false;  // no such event is in the account now
};

// One line of the feed: what happened to the account, in the order it happened.
struct Change {
  std::int64_t number = 0;
  std::string json;  // {"change":7,"time":…,"what":"added","report":…,…}
};

// All incidents at one moment.
struct Happened {
  std::int64_t as_of = 0;           // the number of the last change that they know of
  std::vector<Incident> incidents;  // by first day, then id
  std::vector<Decision> decisions;  // those that stand
  std::vector<Decision> overruled;  // those that cannot be followed beside others
};

// ---- The store ----

class Store {
 public:
  // `where` is a file (made when it is not there and access is Write) or postgresql://user@host/database.
  static Result<Store> open(const std::string& where, Access access);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // Whether add() would find this text known under this id, read by these weights or any.
  Result<bool> knows(const Report& report);
  // `model` names the weights that read them, `now` is the time in UTC, "2026-11-28T06:00:00Z".
  Result<std::vector<Added>> add(std::span<const CodedReport> reports, const std::string& model, const std::string& now);
  // Reports whose current version other weights than `model` have read.
  Result<std::vector<Report>> read_by_others(const std::string& model);
  // Puts a new reading of a stored text in the place of the old; corrections are replayed.
  Result<Added> recode(const CodedReport& report, const std::string& model, const std::string& now);

  // Each calls `take` until it says false, and gives how many were taken.
  Result<std::size_t> events(const Query& query, const std::function<bool(const StoredEvent&)>& take);
  Result<std::size_t> reports(const Query& query, const std::function<bool(const StoredReport&)>& take);
  Result<std::size_t> actors(const Query& query, const std::function<bool(const StoredActor&)>& take);
  Result<std::size_t> count_events(const Query& query);

  // Takes corrections in any order; what is there already is passed over. Gives those that were new, with their ids. Refuses
  // all of them when one names no event, or makes of an event what is no record.
  Result<std::vector<Correction>> correct(std::vector<Correction> corrections, const std::string& now);
  Result<std::size_t> corrections(const std::function<bool(const Correction&)>& take);
  // `since` is the number of the last change seen, or a time.
  Result<std::size_t> changes(const std::string& since, const std::function<bool(const Change&)>& take);
  Result<std::int64_t> last_change();  // its number; 0: nothing has happened yet

  // Ids of the current reports that hold the words, in their order; `words` as in Query::text.
  Result<std::vector<std::string>> reports_holding(const std::string& words);
  // People's last word on which events are one: the corrections of merges that stand.
  Result<std::vector<Decision>> decisions();
  // What the reports tell together. add(), recode() and correct() keep it, so that this only reads; of an account that an
  // older dragoman wrote it is put together here, as long as merge() has not been through it.
  Result<Happened> incidents();
  // Merges the next of what an older dragoman left; false: there is nothing left. Each call takes a second or so.
  Result<bool> merge();

 private:
  struct Inside;
  explicit Store(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// ---- JSON and words ----

// One line of JSON each, without the newline: what `dragoman events`, `reports`, `actors` and `correct --export` print.
std::string to_json(const StoredEvent& event);
std::string to_json(const StoredReport& report);
std::string to_json(const StoredActor& actor);
std::string to_json(const Correction& correction);
// The correction that such a line holds (its id is made anew), or what is wrong with the line.
std::variant<Correction, std::string> read_correction(const std::string& line);

// As a query compares the words of mentions and places: letter case, accents and a leading article aside.
std::string folded(std::string_view words);  // "the United  States" gives "united states", "Çavuşoğlu" "cavusoglu"

// Days of the act by the report's own words, open towards its day of publication; where they give none, that day. "": not
// known.
std::pair<std::string, std::string> act_days(const Event& event);

std::string now_utc();  // "2026-11-28T06:00:00.123Z"
std::string today();    // "2026-11-28", its day

// ---- Parquet ----

enum class Rows { Events, Reports, Actors, Incidents, Series };

// A Parquet file of rows that come as JSON Lines: to_json()'s events, incidents and series (of a pair), and what `dragoman
// reports` and `actors` print. Columns
// and what stands in them are named as there; spans are structs, participants lists of structs. Without close() the file is no
// whole one.
//
//   auto file = dragoman::ParquetFile::create("events.parquet", dragoman::Rows::Events);
//   file->write(to_json(event) + "\n");   // Result<bool>; rows go out in groups of 64 MB of JSON
//   file->close();
class ParquetFile {
 public:
  static Result<ParquetFile> create(const std::string& path, Rows rows);
  ParquetFile(ParquetFile&&) noexcept;
  ParquetFile& operator=(ParquetFile&&) noexcept;
  ~ParquetFile();
  Result<bool> write(std::string_view lines);
  Result<bool> close();

 private:
  struct Inside;
  explicit ParquetFile(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// Whether the words name a PostgreSQL database rather than a file.
bool is_server(std::string_view where);

}  // namespace dragoman
