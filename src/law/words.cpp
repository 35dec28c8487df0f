#include "words.h"

#include <algorithm>

namespace dragoman::law {
namespace {

bool is_word(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u >= 0x80;
}

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool begins(std::string_view text, std::size_t at, std::string_view phrase) {
  if (phrase.size() > text.size() - at) return false;
  return std::equal(phrase.begin(), phrase.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, char b) { return folded(a) == folded(b); });
}

// Bytes 0x80 and above count as letters; the right single quotation mark, which reports use as an apostrophe, does not.
bool is_apostrophe(std::string_view text, std::size_t at) { return text.substr(at, 3) == "\u2019"; }

}  // namespace

std::optional<Found> find_phrase(std::string_view text, std::string_view phrase) {
  const bool open = !phrase.empty() && phrase.back() == '*';
  if (open) phrase.remove_suffix(1);
  if (phrase.empty()) return std::nullopt;
  for (std::size_t at = 0; at + phrase.size() <= text.size(); ++at) {
    if (at > 0 && is_word(text[at - 1])) continue;
    if (!begins(text, at, phrase)) continue;
    std::size_t end = at + phrase.size();
    if (end < text.size() && is_word(text[end]) && !is_apostrophe(text, end) && !open) continue;
    while (open && end < text.size() && is_word(text[end]) && !is_apostrophe(text, end)) ++end;
    return Found{at, end};
  }
  return std::nullopt;
}

bool says_any(std::string_view text, const std::vector<std::string>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& p) { return find_phrase(text, p).has_value(); });
}

}  // namespace dragoman::law
