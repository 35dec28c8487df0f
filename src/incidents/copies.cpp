#include "copies.h"

#include <xxhash.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "dragoman/text.h"
#include "words.h"

namespace dragoman {
namespace {

// The hashes of its words, letters and digits alone counting.
std::vector<Stem> words_in_order(std::string_view text) {
  std::vector<Stem> words;
  for (const Sentence& sentence : split_sentences(text)) {
    for (const Token& token : sentence.tokens) {
      const auto first = static_cast<unsigned char>(text[token.start]);
      if (std::isalnum(first) || first >= 0xC3) words.push_back(hash_of(text.substr(token.start, token.end - token.start)));
    }
  }
  return words;
}

}  // namespace

Sketch sketch(std::string_view text) {
  Sketch least;
  least.fill(std::numeric_limits<std::uint32_t>::max());
  const std::vector<Stem> words = words_in_order(text);
  for (std::size_t at = 0; at + 3 <= words.size(); ++at) {
    const std::uint64_t run = XXH3_64bits(&words[at], 3 * sizeof(Stem));
    // Sixty-three orders from one hash: the usual a·x + b, with a odd.
    const auto x = static_cast<std::uint32_t>(run), y = static_cast<std::uint32_t>(run >> 32) | 1U;
    std::uint32_t value = x;
    for (std::uint32_t& place : least) {
      value = value * 2654435761U + y;
      place = std::min(place, value ^ (value >> 15));
    }
  }
  return least;
}

bool are_copies(const Sketch& a, const Sketch& b) {
  std::size_t equal = 0;
  for (std::size_t i = 0; i < a.size(); ++i) equal += a[i] == b[i] ? 1U : 0U;
  return 2 * equal >= a.size();
}

bool are_copies(const Sketch& a, std::optional<Day> published_a, const Sketch& b, std::optional<Day> published_b) {
  const std::chrono::days apart = published_a.value_or(Day{}) - published_b.value_or(Day{});
  return std::abs(apart.count()) <= 14 && are_copies(a, b);
}

}  // namespace dragoman
