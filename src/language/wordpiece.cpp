#include "language/wordpiece.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace dragoman::language {
namespace {

constexpr std::size_t kMostPieces = 16;    // base64, long URLs: the rest of such a word says nothing
constexpr std::size_t kLongestPart = 100;  // code points

bool is_punctuation(utf8proc_int32_t c, utf8proc_category_t category) {
  if ((c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126)) return true;
  return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

// Calls f(code point) for each; a byte that is no UTF-8 is passed over.
template <typename F>
void each_code_point(std::string_view s, F&& f) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(s.data());
  auto left = static_cast<utf8proc_ssize_t>(s.size());
  while (left > 0) {
    utf8proc_int32_t c = 0;
    const utf8proc_ssize_t n = utf8proc_iterate(at, left, &c);
    if (n > 0) f(c);
    at += std::max<utf8proc_ssize_t>(n, 1);
    left -= std::max<utf8proc_ssize_t>(n, 1);
  }
}

void append_utf8(std::string& out, utf8proc_int32_t c) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const utf8proc_ssize_t n = utf8proc_encode_char(c, bytes.data());
  out.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(n));
}

std::size_t code_points(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// The word decomposed (NFD), without combining marks and control characters, lower-case, cut at punctuation and white space.
std::vector<std::string> parts_of(std::string_view word) {
  std::vector<std::string> parts;
  bool open = false;
  const auto add = [&](utf8proc_int32_t c) {
    const utf8proc_category_t category = utf8proc_category(c);
    if (category == UTF8PROC_CATEGORY_MN) return;
    if (category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CS ||
        category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CN) {
      if (c == '\t' || c == '\n' || c == '\r') open = false;
      return;
    }
    if (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP) {
      open = false;
    } else if (is_punctuation(c, category)) {
      parts.emplace_back();
      append_utf8(parts.back(), c);
      open = false;
    } else {
      if (!open) parts.emplace_back();
      open = true;
      append_utf8(parts.back(), utf8proc_tolower(c));
    }
  };
  each_code_point(word, [&](utf8proc_int32_t c) {
    std::array<utf8proc_int32_t, 32> decomposed{};
    int boundary = 0;
    const utf8proc_ssize_t n = utf8proc_decompose_char(c, decomposed.data(), decomposed.size(), UTF8PROC_DECOMPOSE, &boundary);
    for (utf8proc_ssize_t i = 0; i < std::min<utf8proc_ssize_t>(n, decomposed.size()); ++i) {
      add(decomposed[static_cast<std::size_t>(i)]);
    }
  });
  return parts;
}

}  // namespace

std::int32_t letter_case(std::string_view word) {
  std::size_t letters = 0, upper = 0;
  bool first_upper = false;
  each_code_point(word, [&](utf8proc_int32_t c) {
    const utf8proc_category_t category = utf8proc_category(c);
    if (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_LO) return;
    if (category == UTF8PROC_CATEGORY_LU) {
      first_upper |= letters == 0;
      ++upper;
    }
    ++letters;
  });
  if (letters == 0) return 0;
  if (upper == 0) return 1;
  if (upper == letters && letters > 1) return 3;
  return upper == 1 && first_upper ? 2 : 4;
}

WordPiece::WordPiece(std::string_view vocabulary) {
  std::int32_t id = 0;
  while (!vocabulary.empty()) {
    const std::size_t end = std::min(vocabulary.find('\n'), vocabulary.size());
    ids_.emplace(vocabulary.substr(0, end), id++);
    vocabulary.remove_prefix(std::min(end + 1, vocabulary.size()));
  }
  cls_ = ids_["[CLS]"];
  sep_ = ids_["[SEP]"];
  unknown_ = ids_["[UNK]"];
}

std::vector<std::int32_t> WordPiece::pieces(std::string_view word) const {
  std::vector<std::int32_t> ids;
  for (const std::string& part : parts_of(word)) {
    if (ids.size() >= kMostPieces) break;
    append(part, ids);
  }
  if (ids.size() > kMostPieces) ids.resize(kMostPieces);
  if (ids.empty()) ids.push_back(unknown_);
  return ids;
}

void WordPiece::append(const std::string& part, std::vector<std::int32_t>& ids) const {
  if (code_points(part) > kLongestPart) {
    ids.push_back(unknown_);
    return;
  }
  const std::size_t before = ids.size();
  std::size_t at = 0;
  while (at < part.size()) {
    std::size_t end = part.size();
    auto found = ids_.end();
    while (end > at) {
      const std::string piece = (at > 0 ? "##" : "") + part.substr(at, end - at);
      found = ids_.find(piece);
      if (found != ids_.end()) break;
      do --end;
      while (end > at && (part[end] & 0xC0) == 0x80);
    }
    if (found == ids_.end()) {
      ids.resize(before);
      ids.push_back(unknown_);
      return;
    }
    ids.push_back(found->second);
    at = end;
  }
}

}  // namespace dragoman::language
