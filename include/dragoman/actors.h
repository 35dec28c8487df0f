// Who is meant, where, when, how many: the words of a report to actors, places, times and counts.
//
//   const dragoman::Knowledge& knowledge = dragoman::Knowledge::built_in();  // data/actors, compiled in
//   knowledge.find("TUR")->name                                              // "Turkey"
//   knowledge.holders("TUR", "foreign minister", day(2019, 7, 29))           // one Term: Mevlüt Çavuşoğlu
//   knowledge.search("pompeo")                                               // everybody of that name
//
//   dragoman::Cast cast(knowledge, report, readings);
//   dragoman::Identity who = cast.who({3, 6});   // words of the report, as in Mention::words
//   who.actor, who.country, who.sector, who.code, who.role
//
// For "Turkey's foreign minister said on Monday …", published 2019-07-29, the words "Turkey's foreign minister" are
// mevlut-cavusoglu, TUR, GOV, TURGOV, "foreign minister", by the rules "office-on-date" and "state-in-phrase". Without a date
// the actor is absent and the country stays: a name is never guessed. "Pompeo" is mike-pompeo, and his role depends on the
// date.
//
// What is not known is absent. Pure functions of their arguments; any number of threads. Cost: about 0.4 ms a sentence; the
// data load once, in about 40 ms.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/language.h"
#include "dragoman/text.h"

namespace dragoman {

// ---- Knowledge: the files of data/actors ----

using Day = std::chrono::sys_days;

std::optional<Day> read_day(std::string_view text);  // the first ten bytes of "2019-07-29" or "2019-07-29T10:00Z"; else absent
std::string print(Day day);                          // "2019-07-29"

// One line of the files on actors.
struct Actor {
  std::string id;       // ISO 3166 alpha-3 of a state ("TUR"); else a name in lower case ("hezbollah", "mevlut-cavusoglu")
  std::string kind;     // state, territory, organisation, body, party, group, company, person
  std::string country;  // as in the record: alpha-3, or IGO, NGO, MNC, INT
  std::string sector;   // as in the record: GOV, MIL, …
  std::string code;     // CAMEO; country and sector where the files give none
  std::string name;     // "Turkey"
  std::vector<std::string> also, people, seat;  // other names; adjectives and demonyms; places whose name stands for it
};

// One person in one office. Days are the first and the last.
struct Term {
  std::string person;   // an actor's id
  std::string country;  // the id of the state or organisation
  std::string office;   // as it is called there: "secretary of state"
  std::string
      rank;  // what it is anywhere: "head of state", "head of government", "foreign minister", "defence minister", or none
  Day from;
  std::optional<Day> until;  // absent: still in office when the files were written
  bool holds(Day day) const { return from <= day && (!until || day <= *until); }
};

// Something that is bought, sold, banned or fought over.
struct Good {
  std::string id;    // "s-400"
  std::string kind;  // "air defence", "aircraft", "pipeline", …
  std::string name;  // "S-400"
  std::vector<std::string> also;
  std::string maker;     // an actor's id, or empty
  std::string supplier;  // the state that supplies it, alpha-3, or empty
};

// What is wrong with a data file. print() makes one line of it: "actors/groups.tsv:17: …".
struct DataFault {
  std::string file;
  std::size_t line = 0;  // from 1; 0: the file as a whole
  std::string message;
};
std::string print(const DataFault& fault);

class Knowledge {
 public:
  struct Opened;
  static const Knowledge& built_in();
  // The built-in files with those of DIR/actors over them: a line whose id is known replaces that line's cells, another adds
  // one. A folder with a fault is refused whole, with every fault that was found.
  static Opened open(const std::string& folder);

  Knowledge(Knowledge&&) noexcept;
  Knowledge& operator=(Knowledge&&) noexcept;
  ~Knowledge();

  const Actor* find(std::string_view id) const;                   // null: no such actor
  std::vector<const Actor*> search(std::string_view text) const;  // a name, its beginning or a part of it; best first
  std::span<const Actor> actors() const;
  std::span<const Term> terms() const;
  std::vector<Term> terms_of(std::string_view person) const;  // in the order of their first days
  // Who holds an office, by its name or rank, on a day.
  std::vector<Term> holders(std::string_view country, std::string_view office, Day day) const;
  std::span<const Good> goods() const;
  const Good* good(std::string_view id) const;
  // What cannot be right though it can be read: two holders of one office at once, codes that nothing has, a gap in an office.
  struct Doubt {
    std::string about, message;
    bool is_error = true;  // false: to look at, such as a gap
  };
  std::vector<Doubt> check() const;

  struct Inside;
  const Inside& inside() const { return *inside_; }

 private:
  explicit Knowledge(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// Knowledge, or the faults for which there is none.
struct Knowledge::Opened {
  std::optional<Knowledge> knowledge;
  std::vector<DataFault> faults;
  explicit operator bool() const { return knowledge.has_value(); }
};

// ---- The words of a report ----

// One way to take a mention, with its probability among the ways that were found (not calibrated).
struct Likely {
  std::string actor;
  double score = 0;
};

// Who a mention is. `rules` says why, in the order in which it was decided: "name", "seat", "office-on-date", ….
struct Identity {
  std::optional<std::string> actor, name, country, sector, code, role;
  std::vector<Likely> candidates;    // best first, when more than one is possible; the actor is absent when none reaches .5
  std::vector<std::string> members;  // "both sides", "the two countries": the ids of the two that were named last before it
  std::vector<std::string> rules;
};

// Where. `precision` says how large what the coordinates stand for is: town, province, state, region, site.
struct Location {
  std::string name;
  std::optional<std::string> country;
  std::optional<double> latitude, longitude;  // degrees, WGS 84
  std::string precision;
  std::optional<std::string> relation;  // "east of": the place lies there, the coordinates are the named thing's
  std::string rule;
};

// When: the first and last day, either open.
struct Interval {
  std::optional<Day> from, until;
  std::string rule;
};

// How many, read from words: "at least 20" is 20, "dozens" is absent (a number is not guessed), "no one" is 0.
std::optional<long> read_count(std::string_view words);

struct Toll {
  std::optional<long> killed, injured, arrested, displaced;
};

// A good where words name it.
struct Carried {
  const Good* good = nullptr;
  WordRange words;
};

// Who and what a report speaks of. Refers to its arguments, which must outlive it.
class Cast {
 public:
  Cast(const Knowledge& knowledge, const Report& report, std::span<const Reading> readings);
  Cast(Cast&&) noexcept;
  ~Cast();

  // Words [first, last) of the report; words that are no noun phrase give an empty identity.
  Identity who(WordRange words) const;
  std::optional<Location> where(WordRange words) const;
  std::optional<Interval> when(WordRange words) const;
  // What an event with this trigger did to people, when its own clause gives a number. A verb of killing that is itself one of
  // `others`, the triggers of the sentence, keeps its number: nothing is counted twice.
  Toll toll(WordRange trigger, std::span<const WordRange> others) const;
  // The goods that words name, each once.
  std::vector<Carried> goods(WordRange words) const;

  // What src/actors keeps of it, for its own tools.
  struct Inside;
  const Inside& inside() const { return *inside_; }

 private:
  std::unique_ptr<Inside> inside_;
};

}  // namespace dragoman
