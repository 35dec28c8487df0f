// The digest: what an account holds of some days, in sentences that each lead home to the bytes they were made from.
//
//   dragoman::Brief b = dragoman::brief(account, {.from = "2019-07-22", .until = "2019-07-29"});
//   b.sections[2].lines[0].text              // "Mike Pompeo (secretary of state of …) warned Turkey (“warned …”)."
//   b.sections[2].lines[0].evidence[0].span  // the sentence of the report, byte for byte
//   std::string page = dragoman::to_html(b); // or to_markdown(b)
//
// For "Ankara would attack if the zone is refused." the digest says "Turkey would make an attack “if the zone is refused”",
// never that Turkey attacked: how an act is told (actual, future, conditional, possible, demanded, negated) is said in every
// sentence, and whose word it is. An account without events gives a digest that says so.
//
// A sentence is composed from records by the templates of data/brief; nothing in it comes from elsewhere but the law's own
// clauses and the question's, which name their place as `basis`. Every sentence has evidence or a basis. Passages that the
// reader was not sure of are quoted in a section of their own and not told. What differs between two readings of one report is
// told apart, never as one happening; reports contradict each other only where two of them, or two mouths in one, say unlike
// things.
//
// The same account gives the same bytes, in whatever order it came. Pure functions of their arguments; any number of threads.
// Cost: that of merging the events of the days into incidents.
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dragoman/actors.h"
#include "dragoman/incidents.h"
#include "dragoman/law.h"
#include "dragoman/questions.h"

namespace dragoman {

// Where a sentence comes from: bytes of a report, and within them the words that the record is about.
struct Evidence {
  std::string report, source, day;  // source: who published it; either may be empty
  Span span;                        // the sentence; the trigger alone when the report's text is not at hand
  Span trigger;                     // empty: the span as a whole
  std::string event;                // id of the record; empty: the words are quoted, not interpreted
};

struct Line {
  std::string text;
  std::vector<Evidence> evidence;
  std::string basis;      // what else it rests on: "22 U.S.C. 9525", "the question's file", "counted over the records"
  std::size_t depth = 0;  // 1: says more about the line above
  bool edited = false;    // a person wrote the text; the digest says so
};

struct Section {
  std::string id, heading;
  std::vector<Line> lines;
};

struct Table {
  std::string caption;
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;  // the first cell of each names it
};

// A bar a day, week or month, from the first day asked for to the last; empty: fewer than two of them.
struct Chart {
  std::string caption;                                    // "Reports a day that tell of Turkey and the United States"
  std::vector<std::pair<std::string, std::size_t>> bars;  // "2019-07-29", 3; weeks by their Monday; "2019-07"
};

// A place that the events told name and that has coordinates.
struct Spot {
  std::string name;
  double latitude = 0, longitude = 0;  // degrees
  std::size_t events = 0;
};

struct Brief {
  std::string title, period;  // "reports published up to 29 July 2019"
  std::vector<Section> sections;
  std::vector<Table> tables;
  Chart chart = {};
  std::vector<Spot> spots = {};  // most events first
};

struct BriefOptions {
  std::string from, until;               // days, both included; empty: open
  const Answer* answer = nullptr;        // where the question stands on the last day; null: no question
  std::vector<Finding> duties = {};      // without a question: what the law says of the account
  std::vector<Decision> decisions = {};  // people's word on which events are one
  std::set<std::string> accepted = {};   // ids of events that a person has accepted or mended: told, however unsure the reading
  const Knowledge* knowledge = nullptr;  // null: the built-in
  double unsure_below = 0.35;            // records of less confidence are quoted, not told
};

Brief brief(const Account& account, const BriefOptions& options);

// One file without scripts or anything from outside it; what it quotes is escaped, whatever it holds.
std::string to_html(const Brief& brief);
// With footnotes, as GitHub and Pandoc read them.
std::string to_markdown(const Brief& brief);
// One line: all of it, what is empty null.
std::string to_json(const Brief& brief);
// The digest that such a line holds, as a person has edited it; or what is wrong: "sections.2.lines.0.text must be words".
std::variant<Brief, std::string> read_brief(std::string_view json);

}  // namespace dragoman
