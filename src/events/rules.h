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

// "its purchase of the S-400", "bought", "took delivery of": who does it gets something from somebody. Not: "sold".
bool is_buying(const Tree& tree, WordRange trigger);

}  // namespace dragoman::events
