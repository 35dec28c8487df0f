// Cuts a paragraph into tokens. The conventions are text.h's; what decides a case is either a list in data/lexicon or a rule
// here that carries the example which forced it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dragoman/text.h"

namespace dragoman {

// Appends the tokens of [start, end). Linear: no byte is looked at more than a fixed number of times.
void tokenize(std::string_view text, std::size_t start, std::size_t end, std::vector<Token>& tokens);

}  // namespace dragoman
