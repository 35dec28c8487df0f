#include "cause.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <vector>

namespace dragoman {
namespace embedded {
extern const std::string_view accident_words;
}
namespace {

using Words = std::vector<std::string>;

Words words_of(std::string_view text) {
  Words words(1);
  for (const char c : text) {
    const bool capital = c >= 'A' && c <= 'Z', small = (c >= 'a' && c <= 'z') || c == '\'';
    if (capital || small) {
      words.back() += capital ? static_cast<char>(c + 32) : c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::vector<Words> read_phrases() {
  std::vector<Words> phrases;
  std::istringstream lines{std::string(embedded::accident_words)};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('#') && !line.empty()) phrases.push_back(words_of(line));
  }
  return phrases;
}

constexpr std::array<std::string_view, 14> denials{"no",  "not",   "never",  "nor",     "neither",   "than",     "denied",
                                                   "out", "isn't", "wasn't", "without", "dismissed", "rejected", "excluded"};
constexpr std::size_t before = 4, after = 4;  // words in which a denial counts: "was not, it said, an accident"

bool is_denied(const Words& words, std::size_t at, std::size_t end) {
  const auto is_denial = [](const std::string& word) {
    return std::find(denials.begin(), denials.end(), word) != denials.end();
  };
  const auto here = [&](std::size_t n) { return words.begin() + static_cast<std::ptrdiff_t>(n); };
  return std::any_of(here(at - std::min(at, before)), here(at), is_denial) ||
         std::any_of(here(end), here(std::min(words.size(), end + after)), is_denial);
}

}  // namespace

bool says_accident(std::string_view sentence) {
  static const std::vector<Words> phrases = read_phrases();
  const Words words = words_of(sentence);
  for (std::size_t at = 0; at < words.size(); ++at) {
    for (const Words& phrase : phrases) {
      const std::size_t end = at + phrase.size();
      if (end > words.size() || !std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(at)))
        continue;
      if (!is_denied(words, at, end)) return true;
    }
  }
  return false;
}

}  // namespace dragoman
