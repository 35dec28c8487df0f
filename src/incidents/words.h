// Words as numbers that can be compared: lower case, stem, 32-bit hash.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace dragoman {

using Stem = std::uint32_t;
using Stems = std::vector<Stem>;  // sorted, each once

Stem hash_of(std::string_view exact);  // the hash of the bytes as they are

struct Wording {
  Stems names;    // words written with a capital, stripped to what "Mali" and "Malian" share
  Stems numbers;  // in digits
  Stems others;   // stems of the other words that carry meaning
};
// Function words are left out, and of a sentence's first word the capital says nothing.
enum class Opening { Sentence, Phrase };
Wording wording(std::string_view text, Opening opening);

// All words of a phrase, numbers too.
Stems phrase(std::string_view text);
void join(Stems& into, const Stems& more);

std::size_t shared(const Stems& a, const Stems& b);

}  // namespace dragoman
