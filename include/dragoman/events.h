// Event frames to records: the fields of the record (struct Event below), each decision with its reason.
//
//   std::vector<dragoman::Event> events =
//       dragoman::code(report, quotations, readings, dragoman::Knowledge::built_in(), dragoman::Ontology::built_in());
//   std::string line = dragoman::to_json(events[0]);
//
// For "Ankara threatened to attack if the zone is refused." two events come out: THREATEN/actual with trigger "threatened", and
// ASSAULT/conditional with trigger "attack", whose condition is "if the zone is refused". For "She attacked the problem." none.
//
// Pure functions of their arguments; any number of threads.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dragoman/actors.h"
#include "dragoman/language.h"
#include "dragoman/text.h"

namespace dragoman {

// What an event can be, PLOVER's types in its own order, and in which standing it can be told.
inline constexpr std::array<std::string_view, 16> event_types{
    "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
    "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};
inline constexpr std::array<std::string_view, 6> event_statuses{"actual",   "future",   "conditional",
                                                                "possible", "demanded", "negated"};

// Bytes of the report and what they say: text == report.text.substr(start, end - start).
struct Span {
  std::size_t start = 0, end = 0;
  std::string text;
};

// A participant, or a mouth in an attribution. What is not known is null.
struct Participant {
  Span span;
  std::optional<std::string> actor, name, country, sector, code, role;
  std::vector<Likely> candidates;    // when the name may be several people's: best first; `actor` only where one reaches .5
  std::optional<Span> cue;           // attribution only: the word of saying
  std::vector<std::string> members;  // of "both sides", "the two countries": the ids of the two
};

struct Condition {
  Span span;
  std::optional<std::string> event;  // id of the event that stands inside
};

// Where it happened: the words, and what they name. `precision` says how large that is: town, province, state, region, site, ….
struct Place {
  Span span;
  std::optional<Location> location;  // null: no file knows the words
};

// When: the words, and the first and last day they come to by the day of publication; either is null where it is open or
// unknown.
struct Time {
  Span span;
  std::optional<Day> from, until;
};

// Something that the event is about and that states dispute over: "the S-400".
struct Cargo {
  Span span;
  std::string good;  // its id in data/actors/goods.tsv
  std::optional<std::string> maker, supplier;
};

// One decision: what was decided, by whom (model or rule), and how surely or by which rule.
struct Reason {
  std::string step;  // "trigger", "type", "status", "source", "target", "by", "condition", "actor", "place", …
  std::string from;  // "model" or "rule"
  std::optional<double> score;
  std::optional<std::string> name;
};

struct Event {
  std::string id;  // 16 hex digits: hash of report id, trigger offsets and type
  std::string report;
  std::optional<std::string> published;
  std::size_t sentence = 0;
  std::string type;
  std::optional<std::string> mode, cameo;
  std::optional<double> goldstein;
  std::string status;
  Span trigger;
  std::vector<Participant> source, target;
  std::optional<Condition> condition;
  std::vector<Participant> by;
  bool quoted = false;
  std::optional<Place> place;
  std::optional<Time> time;
  std::vector<Cargo> goods;
  std::optional<long> killed, injured, arrested, displaced;
  double confidence = 0;  // of type and status together: the product of the model's scores; see Reader::calibrated
  std::vector<Reason> why;
};

// ---- The ontology: the files of data/ontology ----

// One line of cameo.tsv.
struct CameoCode {
  std::string code;        // "1053"
  double goldstein = 0;    // -10 to 10
  std::string type, mode;  // PLOVER's, by its table of 2021; empty for codes 01 and 02
  std::string name;        // "demand release of persons or property"
};

// What the words of a trigger mean in PLOVER and CAMEO, and what an act is there while it is only demanded, announced or
// refused.
//
//   const dragoman::Ontology& ontology = dragoman::Ontology::built_in();  // data/ontology, compiled in
//   ontology.cameo("1053")->goldstein                                     // -5
//   ontology.cameo("999")                                                 // null
//
// The values are those of Goldstein (1992) as carried over to CAMEO; data/ontology/cameo.tsv names the sources.
class Ontology {
 public:
  struct Opened;
  static const Ontology& built_in();
  // The built-in files with those of DIR/ontology over them: a line whose first cell is known replaces that line, another adds
  // one; lines of words.tsv stand before the built-in ones. A folder with a fault is refused whole, with every fault that was
  // found.
  static Opened open(const std::string& folder);

  Ontology(Ontology&&) noexcept;
  Ontology& operator=(Ontology&&) noexcept;
  ~Ontology();

  const CameoCode* cameo(std::string_view code) const;  // null: no such code

  struct Inside;
  const Inside& inside() const { return *inside_; }

 private:
  explicit Ontology(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// An ontology, or the faults for which there is none.
struct Ontology::Opened {
  std::optional<Ontology> ontology;
  std::vector<DataFault> faults;
  explicit operator bool() const { return ontology.has_value(); }
};

// The events of one report, in the order of their triggers. `readings` are Reader::read's for the report's sentences,
// `quotations` those of its text, `knowledge` says who is who. Linear in the length of the report.
std::vector<Event> code(const Report& report, std::span<const Quotation> quotations, std::span<const Reading> readings,
                        const Knowledge& knowledge = Knowledge::built_in(), const Ontology& ontology = Ontology::built_in());

// A report with all that was made of it.
struct Coded {
  Report report;
  std::vector<Sentence> sentences;
  std::vector<Quotation> quotations;
  std::vector<Reading> readings;
  std::vector<Event> events;  // their confidence calibrated
};
// From the report's text to its events, by one reader.
Coded code_report(const Reader& reader, Report report, const Knowledge& knowledge = Knowledge::built_in(),
                  const Ontology& ontology = Ontology::built_in());

// One line of JSON without the newline: all fields of the record, null where unknown, always in the same order.
std::string to_json(const Event& event);

// The record that such a line holds, or what is wrong with the line: "\"source[0].start\" must be a whole number". Fields that
// the record has not are passed over.
std::variant<Event, std::string> from_json(std::string_view line);

}  // namespace dragoman
