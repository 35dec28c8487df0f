// How Cast finds who is meant. Every answer is a function of the report alone, asked of any words in any order.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dragoman/actors.h"
#include "knowledge.h"
#include "phrase.h"
#include "signs.h"

namespace dragoman {

struct Cast::Inside {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  Inside(const Knowledge& knowledge, const Report& report, std::span<const Reading> readings);

  const Knowledge& knowledge;
  const Knowledge::Inside& known;
  std::span<const Reading> readings;
  actors::Words words;
  std::vector<actors::Hit> hits;
  std::optional<Day> day;
  std::optional<std::string> home_state;                                  // of the report's source or headline
  std::vector<std::size_t> hit_at;                                        // of each word
  std::map<std::string, std::size_t, std::less<>> countries;              // how often each is named
  std::map<std::string, std::size_t, std::less<>> stated;                 // the same without the names of seats
  std::vector<std::pair<std::size_t, std::size_t>> nouns;                 // first and last words of offices and organs
  std::map<std::string, std::vector<std::size_t>, std::less<>> unlisted;  // capital words of no file, by key
  std::set<std::uint32_t> spoken_of;                                      // actors that are named beyond doubt
  std::map<std::string, WordRange, std::less<>> acronyms;

  // A noun or name that later words may go back to.
  struct Description {
    std::size_t word = 0;
    const actors::Role* role = nullptr;  // null: a name
    const Actor* actor = nullptr;        // null: a noun
    std::string country, sector;
  };
  std::vector<Description> descriptions;
  std::vector<std::pair<std::size_t, std::string>> sites;  // words that are places, and their states

  // Where a state, or somebody or something of it, is named.
  struct Naming {
    WordRange words;
    std::string country;
    actors::Sign how = actors::Sign::AsState;
    std::string_view sector;  // empty: a state's
    bool is_place = false;    // "in", "near" it
  };
  std::vector<Naming> namings;

  // The states that somebody may belong to of whom no word says so, with their signs; by country.
  std::vector<std::pair<std::string, actors::Signs>> weigh(WordRange range, int depth) const;

  Identity resolve(WordRange range, int depth) const;
  const Mention* read_as(WordRange range) const;
  WordRange core(WordRange given) const;
  std::optional<Location> where(WordRange range) const;

 private:
  std::optional<std::string> state_in(std::string_view line) const;
  void count_countries();
  void drop_common_names();
  void drop_compass();
  void find_surnames();
  void find_acronyms();
  void find_sites();
  void find_descriptions();
  void gather_namings();
  std::size_t steps(std::size_t a, std::size_t b) const;
  // The last ones before the range that a description may go back to: by the same noun, and by its sector or kind.
  struct Antecedents {
    const Description* same_noun = nullptr;
    const Description* same_sector = nullptr;
  };
  Antecedents antecedents(WordRange range, const actors::Role& role) const;
  actors::RoleHit role_of(WordRange range, std::size_t head) const;
  std::optional<Identity> holder_named(WordRange range, const actors::Role& role) const;
  bool is_definite(WordRange range) const;
  std::string home_of(const actors::Hit& hit) const;  // of a person: of the office held on the day
  std::string party_at(std::size_t word) const;
  std::vector<std::string> two_named(WordRange range) const;
  bool is_of_several(WordRange range) const;
  bool is_of_none(WordRange range, const actors::RoleHit& role) const;

  const Actor& choose(const actors::Hit& hit) const;
  actors::Use use(const actors::Hit& hit, const Actor& actor) const;
  std::vector<std::size_t> hits_in(WordRange range) const;
  std::optional<std::string_view> sector_read(WordRange range, std::string_view noun_says) const;
  void take_title(Identity& who, WordRange range, std::size_t name) const;
  Identity of_actor(const Actor& actor, std::string_view rule, WordRange range) const;
  const Term* term_of(const Actor& person, WordRange range) const;
  bool is_subject(std::size_t word) const;
  std::optional<Identity> a_place(WordRange range, std::size_t last) const;
  std::optional<std::size_t> owner(WordRange range, std::size_t head) const;
  Identity evidence(std::size_t word) const;
  Identity described(WordRange range, std::size_t head) const;
  std::vector<Likely> namesakes(std::size_t word, WordRange range) const;
  std::optional<std::string> placed(WordRange range) const;
  std::optional<std::string> possessed(WordRange range, int depth) const;
  WordRange within_reach(WordRange range) const;
  std::optional<std::string> nearby(WordRange range, int depth) const;
  std::map<std::string_view, float> read_homes(const Mention& mention, WordRange range) const;
  std::optional<Location> town_of(WordRange name, bool is_place) const;
  std::optional<Location> town_of(std::string_view key, long least) const;  // of at least so many people, or of a state named
  bool is_located(std::size_t word) const;

  std::optional<Identity> whole_name(WordRange range, const std::vector<std::size_t>& inside) const;
  std::optional<Identity> named_person(WordRange range, const std::vector<std::size_t>& inside) const;
  std::optional<Identity> named_behind(WordRange range, std::size_t head) const;
  std::optional<Identity> pronoun(WordRange range, int depth) const;
  std::optional<Identity> unlisted_name(WordRange range, int depth) const;
  Identity phrase(WordRange range, std::size_t head, int depth) const;
};

}  // namespace dragoman
