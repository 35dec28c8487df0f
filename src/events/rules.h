// What the tree decides surely, each rule a named function with a sentence where it holds and one where it must not. The model
// decides the rest. Word numbers are the sentence's.
//
// A rule looks at a bounded number of words around its trigger, so coding stays linear in the length of a report.
#pragma once

#include <optional>
#include <string_view>

#include "actors/tree.h"

namespace dragoman::events {

using actors::Tree;
using actors::universal;

// "The rebels reportedly attacked", "allegedly". Not: "reportedly said that rebels attacked" for "attacked".
bool is_alleged(const Tree& tree, WordRange trigger);

// The clause that must come about first: "if the zone is refused", "unless talks resume", "should it attack", "without a
// deal". Nothing for "asked if it had attacked" (an object, not a condition).
struct TreeCondition {
  WordRange words;
  std::string_view rule;  // "if-clause", "without-phrase"
};
std::optional<TreeCondition> condition_of(const Tree& tree, WordRange trigger);

// The word of saying whose subject is the mention: for "Ankara said that Damascus attacked", mention "Ankara", trigger
// "attacked": "said". For "according to the army": "according to".
std::optional<WordRange> cue_of(const Tree& tree, WordRange mention, std::optional<WordRange> trigger);

// "its purchase of the S-400", "bought", "took delivery of": who does it gets something from somebody. Not: "sold".
bool is_buying(const Tree& tree, WordRange trigger);

}  // namespace dragoman::events
