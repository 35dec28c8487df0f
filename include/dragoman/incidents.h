// Events of many reports to incidents: which events tell of one happening, on what grounds, and where they disagree.
//
//   dragoman::Incidents incidents;
//   incidents.add({.id = "a", .publisher = "Sahel Wire", .published = monday, .text = …, .events = {…}});
//   incidents.add({.id = "b", .publisher = "Radio Gao", .published = monday, .text = …, .events = {…}});
//   for (const dragoman::Incident& one : incidents.all()) std::puts(dragoman::to_json(one).c_str());
//
// "Gunmen killed five soldiers near Tessalit on Sunday" and "Seven Malian troops died in Sunday's ambush at Tessalit" become
// one incident of two reports, with a contradiction in `killed`: 5 says one, 7 the other. "Gunmen attacked a convoy near
// Tessalit on Tuesday" stays another. An event without any party, place, count or wording in common with another is an incident
// by itself.
//
// How: each event is compared with those of about the same days that share a name, a country, a verb or a count; each field
// gives points for or against (docs/incidents.md has the table), and groups are joined while the average over all their pairs
// is high enough. What comes out depends on the events and decisions alone, never on the order in which they came.
//
// Cost: adding a report costs what its few days hold of like events, however long the account is; the groups that it touched
// are made anew when next asked for. Memory: about 5 KB an event. Threads: an Incidents belongs to one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

using Day = std::chrono::sys_days;

// Both inclusive.
struct Days {
  Day first, last;
};

struct Coordinates {
  double latitude = 0, longitude = 0;  // degrees
};

// ---- What goes in: the record's fields that merging needs. An empty string is what is not known. ----

struct Party {
  std::string text;                    // "the Malian army"
  std::string actor, country, sector;  // "MLI", "MLI", "MIL"
  std::string name;                    // of the actor
};

// One event as one report tells it.
struct ToldEvent {
  std::string id;
  std::string type, status;  // "ASSAULT", "actual"
  std::string trigger;
  std::size_t start = 0;  // the trigger's first byte in the report
  std::vector<Party> source, target, by;
  std::string place, place_name;  // the words, "outside Tessalit", and what they name, "Tessalit"
  std::optional<Coordinates> at;  // of a town or site; the middle of a region or state is no place to compare
  std::string time;               // the words: "on Sunday"
  std::optional<Days> when;  // absent: read from `time` where it is a weekday, a date or the like, else from the report's date
  std::optional<long> killed, injured;
  std::optional<double> goldstein;
  std::string sentence;  // absent: the one of the report's text that holds `start`
};

struct ToldReport {
  std::string id;
  std::string publisher;
  std::optional<Day> published;
  std::string text;  // empty: wording and near-copies cannot be compared
  std::vector<ToldEvent> events;
};

// A line of `dragoman code`, with the report that it belongs to.
struct Record {
  std::string report;
  std::optional<Day> published;
  ToldEvent event;
};

// Reads one; what is wrong with it, or "". Refused: no JSON object, or one without "id", "report", "type", "status" and
// "trigger".
std::string read_record(std::string_view line, Record& record);

// "2019-07-29", also followed by a time; absent when it is no date.
std::optional<Day> parse_day(std::string_view words);
std::string to_string(Day day);

// ---- A person's word, which always wins ----

enum class Verdict { One, Two };

// "These two events are one happening", or "are two". Where decisions exclude each other the split stands, and the joining one
// is told by Incidents::overruled().
struct Decision {
  std::string event, other;
  Verdict verdict = Verdict::One;
  std::string by, at, why;  // who, when, and why; kept, not judged
};

// {"events":["7f0c…","1b77…"],"one":false,"by":"A. Kaya","at":"2026-11-28T09:00:00Z","why":"two villages"}
std::string read_decision(std::string_view line, Decision& decision);

// ---- What comes out ----

// The average that joins two groups.
inline constexpr int points_needed = 320;

// Why two events were joined: points for or against by field; 100 points are about one unit of log odds.
struct Ground {
  std::string field;  // "type", "source", "target", "place", "time", "killed", "injured", "wording", "report", "person"
  int points = 0;     // of "person" always 0: a decision needs none
  std::string words;  // "Tessalit", "5 / 7", "A. Kaya: the same convoy"
};

// An event beside the member of its incident that it is most like.
struct Merge {
  std::string event, into;
  int points = 0;
  std::vector<Ground> grounds;
};

// One of the answers to a question on which reports differ.
struct Saying {
  std::string value;                // "5", "ASSAULT", "RUS", "denied"
  std::vector<std::string> who;     // whose word it is: the attributed speaker, else the publisher, else the report
  std::vector<std::string> events;  // ids
};

struct Contradiction {
  std::string field;            // "killed", "injured", "type", "source", "target", "status"
  std::vector<Saying> sayings;  // two or more, the most told first
};

struct Count {
  long low = 0, high = 0;  // the least and the most that any event tells
};

struct Incident {
  std::string id;  // that of its earliest event: by its report's date, then the report's id and its place in it
  std::vector<std::string> events, reports;
  std::size_t sources = 0;   // reports of one publisher, and near-copies of one another, are one source
  std::string type, status;  // the most told; of equals the more certain status
  std::optional<Days> when;  // where most agree
  std::vector<Party> source, target;
  std::string place;
  std::optional<Coordinates> at;
  std::optional<Count> killed, injured;
  std::optional<double> goldstein;  // mean of the events that have one
  std::vector<Merge> merges;        // one for each event but the first
  std::vector<Contradiction> contradictions;
};

// One line of JSON without the newline, fields in the order above, null where unknown.
std::string to_json(const Incident& incident);

class Incidents {
 public:
  Incidents();
  Incidents(Incidents&&) noexcept;
  Incidents& operator=(Incidents&&) noexcept;
  ~Incidents();

  // Takes a report in; one of the same id is replaced.
  void add(ToldReport report);
  // Takes it out again; whether it was there.
  bool remove(std::string_view report);
  // Takes a decision in; a later one on the same two events replaces it. Events that are not there yet may come later.
  void decide(Decision decision);

  // All incidents, by first day, then id.
  std::vector<Incident> all();
  // Those that a report's events stand in, in its order, each once.
  std::vector<Incident> of(std::string_view report);

  // Decisions that could not be followed because others exclude them.
  std::vector<Decision> overruled();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace dragoman
