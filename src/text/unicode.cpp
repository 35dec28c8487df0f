#include "unicode.h"

#include <utf8proc.h>

#include <algorithm>

namespace dragoman {

CodePoint decode(std::string_view text, std::size_t at) {
  if (at >= text.size()) return {};
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1};
  utf8proc_int32_t value = 0;
  const auto left = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size() - at, 4));
  const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at), left, &value);
  if (length <= 0) return {0xFFFD, 1};
  return {static_cast<char32_t>(value), static_cast<std::size_t>(length)};
}

CodePoint decode_before(std::string_view text, std::size_t at) {
  if (at == 0) return {};
  for (std::size_t length = 1; length <= 4 && length <= at; ++length) {
    const auto byte = static_cast<unsigned char>(text[at - length]);
    if ((byte & 0xC0) == 0x80) continue;
    const CodePoint c = decode(text, at - length);
    if (c.length == length) return c;
    break;
  }
  return {0xFFFD, 1};
}

Sort sort_of(char32_t c) {
  if (c < 0x80) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Sort::Letter;
    if (c >= '0' && c <= '9') return Sort::Digit;
    if (c == ' ' || (c >= '\t' && c <= '\r')) return Sort::Space;
    if (c < ' ' || c == 0x7F) return Sort::Invisible;
    return Sort::Other;
  }
  if (c == 0x85) return Sort::Space;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return Sort::Space;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
      return Sort::Invisible;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return Sort::Letter;
    case UTF8PROC_CATEGORY_ND:
      return Sort::Digit;
    default:
      return Sort::Other;
  }
}

bool is_mark(char32_t c) {
  if (c < 0x300) return false;
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool is_lower(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z';
  return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_LL;
}

bool is_symbol(char32_t c) {
  if (c < 0x80) return false;
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_SO || category == UTF8PROC_CATEGORY_SK || category == UTF8PROC_CATEGORY_CN;
}

std::string to_lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = to_lower(c);
  return lower;
}

void append(std::string& text, char32_t c) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
  text.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::size_t first_invalid(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = decode(text, at);
    if (c.length == 1) return at;
    at += c.length;
  }
  return std::string_view::npos;
}

}  // namespace dragoman
