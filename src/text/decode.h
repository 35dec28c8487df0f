// Bytes of an unknown encoding to UTF-8, or what is wrong with them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dragoman {

struct Problem {
  std::optional<std::size_t> byte;  // where; absent: the whole
  std::string message;
};

// Makes UTF-8 of `bytes` in place: UTF-16 with a BOM and what looks like Windows-1252 are converted, a BOM goes.
std::optional<Problem> to_utf8(std::string& bytes);

// What is wrong with the decoded text: NULs, other control characters, nothing but white space.
std::optional<Problem> unreadable(std::string_view text);

// Well-known kinds of file that are no text, by their first bytes.
std::optional<Problem> foreign(std::string_view bytes);

bool is_utf16(std::string_view bytes);  // by its BOM

}  // namespace dragoman
