// The words of a report under their running numbers, with what the actors' rules ask of them again and again.
#pragma once

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/actors.h"
#include "knowledge.h"
#include "tree.h"

namespace dragoman::actors {

inline bool holds(std::initializer_list<std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Whether a country code is a state's.
inline bool is_state(std::string_view country) { return !holds({"IGO", "NGO", "INT", "MNC"}, country); }

class Words {
 public:
  Words(const Report& report, std::span<const Reading> readings);

  std::size_t size() const { return words_.size(); }
  const Word& word(std::size_t i) const { return *words_[i]; }
  std::string_view form(std::size_t i) const { return text_.substr(word(i).start, word(i).end - word(i).start); }
  std::string_view bytes(WordRange range) const {
    return text_.substr(word(range.first).start, word(range.last - 1).end - word(range.first).start);
  }
  const std::string& key(std::size_t i) const { return keys_[i]; }  // folded
  std::string key(WordRange range) const;
  std::size_t sentence(std::size_t i) const { return sentences_[i]; }
  WordRange words_of(std::size_t sentence) const { return ranges_[sentence]; }
  std::size_t sentences() const { return ranges_.size(); }

  // The singular of a noun, folded: "allies" to "ally", "gunmen" to "gunman"; else the lemma.
  std::string noun(std::size_t i) const;
  bool is_plural(std::size_t i) const { return noun(i) != key(i); }

  // The word that a word hangs on, or npos; its label without subtype.
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::size_t parent(std::size_t i) const;
  std::string_view relation(std::size_t i) const { return universal(word(i).deprel); }
  // The word of the range that hangs on a word outside it.
  std::size_t head(WordRange range) const;
  WordRange under(std::size_t i) const;
  std::vector<std::size_t> children(std::size_t i) const;

  bool is_capital(std::size_t i) const { return cases_[i] != Case::Lower; }
  bool is_upper(std::size_t i) const { return cases_[i] == Case::Upper; }
  bool is_acronym(std::size_t i) const { return is_upper(i) && keys_[i].size() <= 5; }  // "TMC" is no town in Brazil
  bool is_possessive(std::size_t i) const { return word(i).xpos == "POS"; }
  bool is_function(std::size_t i) const;  // articles, prepositions, punctuation, 's

  // The range without what is no part of it: words beyond the report, all but the sentence of its first word, and at both ends
  // articles, punctuation, prepositions and 's. Empty when nothing is left.
  WordRange core(WordRange range) const;

 private:
  std::string_view text_;
  std::vector<const Word*> words_;
  std::vector<std::string> keys_;
  std::vector<Case> cases_;
  std::vector<std::size_t> sentences_;
  std::vector<WordRange> ranges_;  // of each sentence
  std::vector<Tree> trees_;
};

// A name of data/actors where it stands in a report.
struct Hit {
  WordRange words;
  const std::vector<Named>* named = nullptr;
};

// All names in a report, the longest at each place, none over another; sorted.
std::vector<Hit> find_names(const Words& words, const Knowledge::Inside& knowledge);

// The longest role of roles.tsv whose last word is `last` and whose words stand in the range.
struct RoleHit {
  const Role* role = nullptr;
  WordRange words;
};
RoleHit find_role(const Words& words, const Knowledge::Inside& knowledge, WordRange range, std::size_t last);

}  // namespace dragoman::actors
