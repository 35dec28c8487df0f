// How Cast finds who is meant. Every answer is a function of the report alone, asked of any words in any order.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/actors.h"
#include "knowledge.h"
#include "phrase.h"

namespace dragoman {

struct Cast::Inside {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  Inside(const Knowledge& knowledge, const Report& report, std::span<const Reading> readings);

  const Knowledge& knowledge;
  const Knowledge::Inside& known;
  actors::Words words;
  std::vector<actors::Hit> hits;
  std::optional<Day> day;
  std::vector<std::size_t> hit_at;                         // of each word
  std::map<std::string, std::size_t, std::less<>> countries;             // how often each is named
  std::map<std::string, std::vector<std::size_t>, std::less<>> unlisted;  // capital words of no file, by key
  std::map<std::string, WordRange, std::less<>> acronyms;

  Identity resolve(WordRange range, int depth) const;
  std::optional<Location> where(WordRange range) const;

 private:
  void count_countries();
  void drop_common_names();
  void find_surnames();
  void find_acronyms();

  WordRange core(WordRange given) const;
  const Actor& choose(const actors::Hit& hit) const;
  actors::Use use(const actors::Hit& hit, const Actor& actor) const;
  std::vector<std::size_t> hits_in(WordRange range) const;
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
  std::optional<std::string> nearby(WordRange range) const;
  std::optional<Location> town_of(std::string_view key, std::size_t length) const;

  std::optional<Identity> whole_name(WordRange range, const std::vector<std::size_t>& inside) const;
  std::optional<Identity> named_person(WordRange range, const std::vector<std::size_t>& inside) const;
  std::optional<Identity> pronoun(WordRange range, int depth) const;
  std::optional<Identity> unlisted_name(WordRange range) const;
  Identity phrase(WordRange range, std::size_t head, int depth) const;
};

}  // namespace dragoman
