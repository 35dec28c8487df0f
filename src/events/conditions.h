// The conditions of one sentence, by its tree: clauses and phrases that must come about first.
//
//   "if the zone is refused", "unless talks resume", "until he is free", "provided that it pays"   if-clause
//   "only after he is free", "supposing it holds", "failing an agreement"                          if-clause
//   "should it attack", "were it to attack", "had it attacked"                                     inversion
//   "as long as the siege lasts", "as soon as he lands"                                            as-long-as
//   "in the event of an attack", "in case", "on condition that", "or else"                          condition-phrase
//   "in exchange for the pilots"                                                                   in-exchange
//   "without a deal"                                                                               without-phrase
//   "any attack" of "any attack will be answered"                                                  any-subject
//
// None in "asked if it had attacked" (an object), "even if it objects" and "no matter what it says" (a vow), "until Friday" (a
// time). Built once a sentence, in linear time; a look-up walks a bounded way up the tree.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules.h"

namespace dragoman::events {

struct TreeCondition {
  WordRange words;
  std::string_view rule;
  bool own = false;  // it hangs on the act's own verb, which is told as coming ("will attack if …")
};

// Words that look like a condition and say that there is none: "no matter what the council decides", "whether the court agrees
// or not", "with or without its consent", "even if it objects", "for as long as it takes", "in any case". The words may be part
// of that only.
bool is_vow(const Tree& tree, WordRange words);

class Conditions {
 public:
  explicit Conditions(const Tree& tree);

  // The one that the act depends on: on its verb, or on one above it.
  std::optional<TreeCondition> of(WordRange trigger) const;
  // The nearest in the sentence that does not hold the act itself; for an act that is known to be conditional.
  std::optional<TreeCondition> nearest(WordRange trigger) const;
  // Whether the act is what a condition says: the head of an "if" or "supposing" clause; or, unless `by_clause`, of "without an
  // apology", "failing an agreement" too.
  bool is_of(WordRange trigger, bool by_clause) const;
  // The one that overlaps these words.
  std::optional<TreeCondition> overlapping(WordRange words) const;

 private:
  void find_clause(std::size_t head);
  void find_phrase(std::size_t first);
  void add(std::size_t head, WordRange words, std::string_view rule);

  const Tree& tree_;
  std::vector<TreeCondition> all_;                 // in the order of their first words
  std::vector<std::size_t> at_head_;               // of each word that a condition hangs by, its place in all_
  std::vector<std::vector<std::size_t>> hanging_;  // the conditions that hang on a word, a few of them
};

}  // namespace dragoman::events
