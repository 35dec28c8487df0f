// Mode, CAMEO code and Goldstein value of the events of one sentence, each with its reason (data/ontology says what the words
// mean).
//
// "Iran will bomb the port": ASSAULT/future, mode heavy-weapons, 1384 (-7): a hostile act that its own actor announces is a
// threat. "The UN demanded the release of four nurses": REQUEST/actual and CONCEDE/demanded are both 1053 (-5); whoever counts
// CAMEO events counts a speech act and its content once. "No one was arrested": COERCE/negated has mode arrest and no code:
// what did not happen is no event there.
#pragma once

#include <span>

#include "ontology.h"
#include "rules.h"
#include "told.h"

namespace dragoman::events {

void encode(std::span<const Told> told, const Tree& tree, const Ontology& ontology);

}  // namespace dragoman::events
