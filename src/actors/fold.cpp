#include "fold.h"

#include <utf8proc.h>

#include <array>

namespace dragoman::actors {
namespace {

// Letters that have no decomposition.
constexpr std::string_view plain(utf8proc_int32_t c) {
  switch (c) {
    case U'ı':
      return "i";
    case U'ø':
    case U'Ø':
      return "o";
    case U'ł':
    case U'Ł':
      return "l";
    case U'đ':
    case U'Đ':
    case U'ð':
      return "d";
    case U'æ':
    case U'Æ':
    case U'ə':
    case U'Ə':
      return "a";
    case U'œ':
      return "o";
    case U'ß':
      return "s";
    case U'þ':
      return "t";
    default:
      return "";
  }
}

constexpr bool is_dropped(utf8proc_int32_t c) {
  for (const char32_t mark : {U'\'', U'’', U'‘', U'`', U'ʼ', U'ʿ', U'ʾ', U'ʻ', U'´', U'.', U'\u200b', U'\u200c', U'\u200d'}) {
    if (static_cast<char32_t>(c) == mark) return true;
  }
  return false;
}

constexpr bool is_apostrophe(utf8proc_int32_t c) { return c == U'\'' || c == U'’'; }

utf8proc_int32_t at(std::string_view text, std::size_t i, std::size_t& length) {
  utf8proc_int32_t c = 0;
  const auto n = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i),
                                  static_cast<utf8proc_ssize_t>(text.size() - i), &c);
  length = n > 0 ? static_cast<std::size_t>(n) : 1;
  return n > 0 ? c : U' ';
}

// "'s" at a word's end stands as a word of its own in a text's tokens.
bool is_possessive(std::string_view text, std::size_t after) {
  if (after >= text.size() || (text[after] != 's' && text[after] != 'S')) return false;
  return after + 1 == text.size() || !((text[after + 1] >= 'a' && text[after + 1] <= 'z') || (text[after + 1] & 0x80));
}

void add(std::string& key, utf8proc_int32_t c) {
  if (c < 128) {
    const char letter = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    const bool kept = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (kept) key += letter;
    if (!kept && !key.empty() && key.back() != ' ') key += ' ';
    return;
  }
  if (const std::string_view letters = plain(c); !letters.empty()) {
    key += letters;
    return;
  }
  std::array<utf8proc_int32_t, 8> parts{};
  const auto n = utf8proc_decompose_char(
      c, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK), nullptr);
  bool any = false;
  for (utf8proc_ssize_t i = 0; i < n && i < static_cast<utf8proc_ssize_t>(parts.size()); ++i) {
    if (parts[static_cast<std::size_t>(i)] >= 128) continue;
    add(key, parts[static_cast<std::size_t>(i)]);
    any = true;
  }
  const bool mark = utf8proc_category(c) == UTF8PROC_CATEGORY_MN;
  if (!any && !mark && !key.empty() && key.back() != ' ') key += ' ';
}

}  // namespace

std::string fold(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  for (std::size_t i = 0, length = 0; i < name.size(); i += length) {
    const utf8proc_int32_t c = at(name, i, length);
    if (is_apostrophe(c) && is_possessive(name, i + length)) {
      if (!key.empty() && key.back() != ' ') key += ' ';
    } else if (!is_dropped(c)) {
      add(key, c);
    }
  }
  while (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

Case case_of(std::string_view name) {
  bool first = true, upper = true, capital = false;
  int letters = 0;
  for (std::size_t i = 0, length = 0; i < name.size(); i += length) {
    const utf8proc_int32_t c = at(name, i, length);
    const utf8proc_category_t category = utf8proc_category(c);
    const bool is_upper = category == UTF8PROC_CATEGORY_LU, is_lower = category == UTF8PROC_CATEGORY_LL;
    if (!is_upper && !is_lower) continue;
    if (first) capital = is_upper;
    first = false;
    upper &= is_upper;
    ++letters;
  }
  if (upper && letters > 1) return Case::Upper;
  return capital ? Case::Capital : Case::Lower;
}

}  // namespace dragoman::actors
