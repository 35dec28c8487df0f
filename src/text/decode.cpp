#include "decode.h"

#include <array>

#include "unicode.h"

namespace dragoman {
namespace {

// Windows-1252 where it differs from Latin-1: bytes 0x80 to 0x9F (WHATWG Encoding Standard, index-windows-1252). 0: not
// assigned.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

// European text has fewer than one accented letter in four; other 8-bit encodings (Cyrillic, Arabic) have nearly nothing else.
bool is_plausibly_windows_1252(std::string_view bytes) {
  std::size_t invalid = 0, high = 0, letters = 0, sequences = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    const CodePoint c = decode(bytes, at);
    if (byte < 0x80) {
      letters += sort_of(byte) == Sort::Letter;
    } else if (c.length > 1) {
      ++sequences;
    } else {
      if (byte < 0xA0 && windows_1252[byte - 0x80] == 0) return false;
      ++invalid;
      high += byte >= 0xC0;  // letters; below stand quotation marks, dashes and the like
    }
    at += c.length;
  }
  return high * 4 <= letters && sequences <= invalid;
}

std::string from_windows_1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append(text, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
  }
  return text;
}

std::optional<Problem> from_utf16(std::string& bytes) {
  const bool big = bytes[0] == '\xFE';
  if (bytes.size() % 2 != 0)
    return Problem{bytes.size() - 1, "UTF-16 that ends in the middle of a character; get the whole file"};
  const auto unit = [&](std::size_t at) {
    const auto a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big ? a << 8 | b : b << 8 | a);
  };
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 2; at < bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xE000) {
      const char32_t low = at + 3 < bytes.size() ? unit(at + 2) : 0;
      if (c >= 0xDC00 || low < 0xDC00 || low >= 0xE000)
        return Problem{at, "half a surrogate pair in UTF-16; save the file as UTF-8"};
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    append(text, c);
  }
  bytes = std::move(text);
  return std::nullopt;
}

}  // namespace

bool is_utf16(std::string_view bytes) { return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"); }

std::optional<Problem> to_utf8(std::string& bytes) {
  if (is_utf16(bytes)) return from_utf16(bytes);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  const std::size_t bad = first_invalid(bytes);
  if (bad == std::string::npos) return std::nullopt;
  if (!is_plausibly_windows_1252(bytes))
    return Problem{bad, "neither UTF-8 nor Windows-1252; convert it first, for example with iconv -f ENCODING -t UTF-8"};
  bytes = from_windows_1252(bytes);
  return std::nullopt;
}

std::optional<Problem> unreadable(std::string_view text) {
  std::size_t controls = 0, first = 0;
  bool empty = true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0) return Problem{at, "a NUL byte: this is no text; give the document's text, HTML or JSON Lines"};
    const Sort sort = byte < 0x80 ? sort_of(byte) : Sort::Letter;
    if (sort == Sort::Invisible && controls++ == 0) first = at;
    empty = empty && (sort == Sort::Space || sort == Sort::Invisible);
  }
  // A stray escape or backspace is forgiven; more than one in two hundred bytes is no text.
  if (controls > 2 && controls * 200 > text.size())
    return Problem{first, "control characters: this is no text; give the document's text, HTML or JSON Lines"};
  if (empty) return Problem{std::nullopt, "nothing but white space; give a report with text"};
  return std::nullopt;
}

std::optional<Problem> foreign(std::string_view bytes) {
  struct Known {
    std::string_view magic, message;
  };
  constexpr std::array<Known, 4> known = {{
      {"PK\x03\x04", "a zip archive (or a Word document); unpack it, or save it as text"},
      {"%PDF-", "a PDF; extract its text first: pdftotext"},
      {"\x89PNG", "a picture; give text"},
      {"\xFF\xD8\xFF", "a picture; give text"},
  }};
  for (const Known& k : known)
    if (bytes.starts_with(k.magic)) return Problem{0, std::string(k.message)};
  return std::nullopt;
}

}  // namespace dragoman
