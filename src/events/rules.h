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

// Told without being asserted; the name of the rule that says so, or nothing.
//   hedged     "the rebels reportedly attacked", "apparently bombed"; not "reportedly said that rebels attacked" for "attacked"
//   alleged    "the alleged raid", "the purported massacre"
//   seems-to   "appears to have freed the miners"; not "appears in court"
//   thought-to "is thought to have sold drones", "is said to have fled"; not "is said to be ready"
//   believed   "believes that Russia cut the cable"; not "does not believe that …"
std::string_view hedge_of(const Tree& tree, WordRange trigger);

// Told as what did not happen, by the word above it; the name of the rule, or nothing.
//   kept-from  "refrained from firing", "foiled an attack", "stopped short of imposing sanctions"; not "failed to prevent the
//   attack" yet-to     "has yet to ratify"; not "has ratified"
std::string_view negation_of(const Tree& tree, WordRange trigger);

// "its purchase of the S-400", "bought", "took delivery of": who does it gets something from somebody. Not: "sold".
bool is_buying(const Tree& tree, WordRange trigger);

}  // namespace dragoman::events
