// What the law requires: statutes as data, and the standing of each provision and party on a date.
//
//   dragoman::Account account = dragoman::file(reports, events);              // what is known, each event with its sentence
//   for (const dragoman::Finding& f : dragoman::standings(dragoman::statutes(), account, "2019-07-29")) …
//   f.provision->id, f.party, f.standing                                      // "caatsa-231", "TUR", Standing::Triggered
//   account.events[f.triggers[0].event].event.trigger                         // "purchase", with its bytes
//
// For "Turkey took delivery of the first S-400 batteries." section 231 of CAATSA is triggered for Turkey, its element "the
// President determines …" unproven. For "Turkey reportedly received …" it is an alleged trigger; for "Turkey plans to buy …"
// and "Turkey denied buying …" it is not triggered, and the plan and the denial are shown. For a record without a known party:
// nothing.
//
// A rule file (docs/statutes.md has the form) with a fault is refused whole, each fault with its file and line:
//   caesar-7412.toml:14: waiver.lasts: must be a number of days, such as 180
//
// Days are "2019-07-29". A report without a date is known on every day. Pure functions of their arguments; any number of
// threads. Cost: linear in events times provisions, about a microsecond each.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dragoman/actors.h"
#include "dragoman/events.h"
#include "dragoman/text.h"

namespace dragoman {

// ---- What is known ----

// An event with what stands around it.
struct Filed {
  Event event;
  std::string day;                 // of its report's publication; empty: the report has no date
  Span sentence;                   // the trigger's sentence; empty when the report's text is not at hand
  std::vector<const Good*> goods;  // what the record or the sentence names and states dispute over: the S-400
};

// Many reports and their events, in the order of days, reports and bytes, whatever order they came in.
struct Account {
  std::map<std::string, Report> reports;  // by id; a report whose text is not at hand is missing
  std::vector<Filed> events;
};

Account file(std::vector<Report> reports, std::vector<Event> events);

// ---- Patterns: what an event must be like ----

// Who. All that is given must hold of one mention; within a list any will do.
struct Side {
  std::vector<std::string> country;  // "TUR"; "!USA" any but; "party" whose standing is asked; "!party"
  std::vector<std::string> sector;   // "GOV"; "!LEG" any but
  std::vector<std::string> actor;    // ids
  std::vector<std::string> words;    // of the mention
};

// Words are matched as whole words, letter case aside; a last "*" leaves the ending open: "waive*".
struct Pattern {
  std::string says;  // in a reader's words: "the United States announces sanctions on it"
  std::vector<std::string> type, status, goods;
  std::optional<Side> source, target, by;
  std::vector<std::string> words;    // any of them in the trigger's sentence
  std::vector<std::string> without;  // none of them in the trigger's sentence
  std::vector<std::string> topic;    // any of them anywhere in the report
  std::string since, until;          // days of publication, both included; empty: open
};

// A good counts as coming from its supplier: "bought the S-400" has Russia as its target though the sentence does not name it.
bool matches(const Pattern& pattern, const Filed& filed, const Account& account, std::string_view party = {});
// Why no event can ever match, or "".
std::string never(const Pattern& pattern);

// ---- Provisions: one file each in data/statutes ----

// Our own words for a piece of the law, and where it stands.
struct Clause {
  std::string cite, text;
};

// The act that sets the duty off. `planned` is one that foreshadows it: a contract, a vote, an order.
struct Trigger {
  Clause clause;
  bool party_acts = true;  // the party is the event's source; false: its target
  bool planned = false;
  Pattern event;
};

// What else must be so, and what reports would show it.
struct Element {
  Clause clause;
  std::vector<Pattern> shown;
};

// One of a menu, and the events that tell it as taken.
struct Measure {
  Clause clause;
  std::vector<Pattern> taken;
};

struct Duty {
  Clause clause;
  std::string whose, does;
  std::string menu;                 // provision whose items are to be chosen from, or empty
  std::size_t at_least = 0;         // of them
  std::vector<Measure> measures;    // the menu's items
  std::optional<int> days;          // by when, counted from `counted_from`
  std::string counted_from;         // "trigger", "force", or a day; empty: the law sets no day
  std::vector<Pattern> discharged;  // with a menu: that measures were taken, not which
};

struct ReliefCondition {
  Clause clause;
  bool usual = false;  // a practice, not the law's text
  std::vector<Pattern> met, unmet;
};

enum class ReliefKind { Waiver, Delay, Exception, Termination };
std::string_view name(ReliefKind kind);

struct Relief {
  ReliefKind kind = ReliefKind::Waiver;
  Clause clause;
  std::string who, showing, review;  // who may grant it, on what showing, what reporting or review follows
  std::optional<int> lasts;          // days
  std::string from, until;           // in force
  std::vector<std::string> words;    // how reports speak of it
  std::vector<Pattern> granted;
  std::vector<ReliefCondition> conditions;
};

struct Provision {
  std::string id, title, citation, from, source;
  std::string until;                   // its last day in force, or empty
  Clause end;                          // what ended it
  std::vector<std::string> uncertain;  // what we are not sure of
  std::vector<std::string> words;      // how reports name the law
  std::vector<Clause> sections;        // paraphrase, section by section
  std::vector<Measure> items;          // of a menu
  std::vector<Trigger> triggers;
  std::vector<Element> elements;
  std::optional<Duty> duty;  // a menu or a definition has none
  std::vector<Relief> reliefs;
};

struct RuleFault {
  std::string file;
  std::size_t line = 0;  // from 1; 0: the file as a whole
  std::string message;
};
std::string print(const RuleFault& fault);

std::variant<Provision, std::vector<RuleFault>> read_provision(std::string_view toml, const std::string& file);
// Those that come with dragoman, by id.
std::span<const Provision> statutes();
// The built-in ones with those of FOLDER/*.toml over them: the same id replaces. With a fault in any file all faults are given.
std::variant<std::vector<Provision>, std::vector<RuleFault>> statutes_with(const std::string& folder);

// ---- Standing ----

// Partly: fewer of a menu's measures are told as taken than the duty asks for. Ended: a termination is told. Lapsed: the
// provision itself is no longer in force.
enum class Standing {
  NotTriggered,
  Alleged,
  Triggered,
  Due,
  Overdue,
  Delayed,
  Waived,
  Excepted,
  Partly,
  Discharged,
  Ended,
  Lapsed
};
std::string_view name(Standing standing);

// How an act is told: by the report itself or against the teller's interest; on another's word; as what may have happened; as
// what is planned, promised, demanded, under a condition or under discussion; as not having happened.
enum class Told { Fact, Word, Alleged, Planned, Denied };
std::string_view name(Told told);

struct Telling {
  std::size_t event = 0;  // into Account::events
  Told told = Told::Fact;
  std::string note;  // what the data added: "S-400: its supplier is RUS"
};

struct ElementFinding {
  const Element* element = nullptr;
  std::vector<Telling> grounds;  // none told as fact: unproven
  bool shown() const;
};

enum class Reported { Unknown, Met, NotMet, Disputed };  // as reported
std::string_view name(Reported verdict);

struct ConditionFinding {
  const ReliefCondition* condition = nullptr;
  Reported verdict = Reported::Unknown;
  std::vector<Telling> met, unmet;
};

// Bytes of a report that speak of a relief, not interpreted.
struct Quote {
  std::string report;
  Span span;
};

struct ReliefFinding {
  const Relief* relief = nullptr;
  std::vector<Telling> granted;  // told as fact or on a word; others are talk of it
  std::string until;             // of a granted one that ends
  std::vector<Quote> quotes;
  std::vector<ConditionFinding> conditions;
};

struct MeasureFinding {
  const Measure* measure = nullptr;
  std::vector<Telling> taken;  // as fact or on a word
};

struct Finding {
  const Provision* provision = nullptr;
  std::string party;  // an actor's id or a country
  Standing standing = Standing::NotTriggered;
  std::string since;             // first day of this very standing, by what is told; empty: unknown
  std::string due;               // empty: the law sets no day
  std::optional<Told> excepted;  // how an exception is told to apply; the standing is Excepted if as fact
  std::vector<Telling> triggers, discharge;
  std::vector<ElementFinding> elements;
  std::vector<MeasureFinding> measures;  // of the duty's menu, all of them
  std::vector<ReliefFinding> reliefs;
  std::vector<std::string> change;  // what would change this

  std::size_t measures_taken() const;
};

// One for each provision that is, or was, in force on the day and party that a trigger, told in whatever way, names. Two that
// bear are both given. In the order of provisions, then parties.
std::vector<Finding> standings(std::span<const Provision> provisions, const Account& account, std::string_view day);

// One line of JSON without the newline: the standing, its grounds with their bytes, what would change it.
std::string to_json(const Finding& finding, const Account& account);

// The day after so many days: "2021-01-01" and 30 give "2021-01-31".
std::string days_after(std::string_view day, int days);
bool is_day(std::string_view text);
int days_between(std::string_view from, std::string_view until);

}  // namespace dragoman
