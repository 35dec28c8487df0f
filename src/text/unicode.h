// Code points of UTF-8 text and what they are to a tokenizer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dragoman {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 0;  // bytes; 0 at the text's end
};

// The code point at `at`. A byte that is not UTF-8 is U+FFFD of length 1.
CodePoint decode(std::string_view text, std::size_t at);
// The one that ends before `at`; length 0 at the text's start.
CodePoint decode_before(std::string_view text, std::size_t at);

enum class Sort {
  Space,      // white space
  Invisible,  // control and zero-width format characters
  Letter,     // letters, marks, and numbers that are no decimal digits: what words are made of
  Digit,
  Other,  // punctuation and symbols
};
Sort sort_of(char32_t c);

bool is_mark(char32_t c);   // combining
bool is_upper(char32_t c);  // upper or title case
bool is_lower(char32_t c);
bool is_symbol(char32_t c);  // emoji and pictures: what may carry a variation selector or a joiner

inline bool is_apostrophe(char32_t c) { return c == U'\'' || c == U'’'; }

// ASCII only: what the lexicons and markup are written in.
inline char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string to_lower(std::string_view word);

void append(std::string& text, char32_t c);  // as UTF-8

// The first byte at which the text is not UTF-8; npos when all of it is.
std::size_t first_invalid(std::string_view text);

}  // namespace dragoman
