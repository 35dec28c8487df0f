#include "paragraphs.h"

#include <algorithm>
#include <vector>

#include "unicode.h"

namespace dragoman {
namespace {

// Text wrapped by hand or by a mailer keeps within this many bytes; a longer line is a paragraph, and so are those beside it.
constexpr std::size_t widest_wrapped_line = 130;

struct Line {
  std::size_t start = 0, end = 0;  // without white space at either side
  bool breaks = false;             // a form feed or U+2029 stands behind it
  bool blank() const { return start == end; }
};

// The length of the line end at `at`; 0 when there is none.
std::size_t line_end_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == '\r') return text.substr(at, 2) == "\r\n" ? 2 : 1;
  if (byte >= '\n' && byte <= '\f') return 1;
  if (byte == 0xC2) return text.substr(at, 2) == "\xC2\x85" ? 2 : 0;
  if (byte == 0xE2) return text.substr(at, 3) == "\xE2\x80\xA8" || text.substr(at, 3) == "\xE2\x80\xA9" ? 3 : 0;
  return 0;
}

std::string_view between(std::string_view text, const Line& line) { return text.substr(line.start, line.end - line.start); }

Line trimmed(std::string_view text, std::size_t start, std::size_t end) {
  while (start < end) {
    const CodePoint c = decode(text, start);
    if (sort_of(c.value) != Sort::Space) break;
    start += c.length;
  }
  while (end > start) {
    const CodePoint c = decode_before(text.substr(0, end), end);
    if (sort_of(c.value) != Sort::Space) break;
    end -= c.length;
  }
  return {start, std::max(start, end), false};
}

Line next_line(std::string_view text, std::size_t& at) {
  std::size_t end = at, length = 0;
  while (end < text.size() && (length = line_end_at(text, end)) == 0) ++end;
  Line line = trimmed(text, at, end);
  if (end < text.size()) line.breaks = text[end] == '\f' || text.substr(end, 3) == "\xE2\x80\xA9";
  at = end + (end < text.size() ? length : 0);
  return line;
}

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

// "- ", "• ", "# ": no running text begins a line so.
bool has_bullet(std::string_view line) {
  const CodePoint first = decode(line, 0);
  std::size_t after = first.length;
  if (first.value == '#') after = std::min(line.find_first_not_of('#'), line.size());
  return is_one_of(first.value, U"-*+•·▪■□‣◦○●►▶✓#|>") && after < line.size() &&
         sort_of(decode(line, after).value) == Sort::Space;
}

// "3. ", "(b) ", "iv) ", "– ": running text may begin a wrapped line so; whether it does is for the line before to say.
bool has_number(std::string_view line) {
  const CodePoint first = decode(line, 0);
  if (is_one_of(first.value, U"–—")) return line.substr(first.length).starts_with(" ");
  const std::size_t start = first.value == '(' ? 1 : 0;
  std::size_t end = start;
  while (end < line.size() && end - start < 4 && sort_of(static_cast<unsigned char>(line[end])) == Sort::Digit) ++end;
  if (end == start)
    while (end < line.size() && end - start < 4 && is_one_of(static_cast<unsigned char>(line[end]), U"abcdefgivx")) ++end;
  if (end == start || end - start > 3 || end >= line.size()) return false;
  const bool lettered = sort_of(static_cast<unsigned char>(line[start])) == Sort::Letter;
  const bool closed = line[end] == ')' || (start == 0 && !lettered && line[end] == '.');
  return closed && line.substr(end + 1).starts_with(" ");
}

bool ends_with_mark(std::string_view line) {
  return is_one_of(decode_before(line, line.size()).value, U".!?:;…\"”’»)]。！？؟");
}

bool has_word(std::string_view line) {
  for (std::size_t at = 0; at < line.size() && at < 256; at += decode(line, at).length) {
    const Sort sort = sort_of(decode(line, at).value);
    if (sort == Sort::Letter || sort == Sort::Digit) return true;
  }
  return line.size() >= 256;
}

// A line without small letters: "SECURITY COUNCIL".
bool is_shouted(std::string_view line) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < line.size() && at < 256; at += decode(line, at).length) {
    const char32_t c = decode(line, at).value;
    if (is_lower(c)) return false;
    if (is_upper(c)) ++letters;
  }
  return letters > 3;
}

bool begins_large(std::string_view line) {
  const char32_t c = decode(line, 0).value;
  return !is_lower(c) && !is_one_of(c, U",;:.)]}");
}

// Whether the line break between two lines of one block, neither blank, ends a paragraph.
bool parts(std::string_view before, std::string_view after, std::size_t widest) {
  if (widest > widest_wrapped_line) return true;
  if (has_bullet(after) || !has_word(after) || !has_word(before)) return true;
  if (before.starts_with("# ") || before.starts_with("## ")) return true;
  if (has_number(after) && (ends_with_mark(before) || has_number(before) || has_bullet(before))) return true;
  if (!begins_large(after)) return false;
  if (is_shouted(before) != is_shouted(after) && (is_shouted(before) || ends_with_mark(before))) return true;
  // A heading, or a paragraph's last line: the wrapping would have had room for more.
  return before.size() * 10 < widest * 6;
}

void each_paragraph_of_block(std::string_view text, const std::vector<Line>& block,
                             const std::function<void(std::size_t, std::size_t)>& take) {
  if (block.empty()) return;
  std::size_t widest = 0;
  for (const Line& line : block) widest = std::max(widest, line.end - line.start);
  std::size_t start = block.front().start;
  for (std::size_t i = 1; i < block.size(); ++i) {
    if (!parts(between(text, block[i - 1]), between(text, block[i]), widest)) continue;
    take(start, block[i - 1].end);
    start = block[i].start;
  }
  take(start, block.back().end);
}

}  // namespace

void each_paragraph(std::string_view text, const std::function<void(std::size_t, std::size_t)>& take) {
  std::vector<Line> block;
  const auto end_block = [&] {
    each_paragraph_of_block(text, block, take);
    block.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const Line line = next_line(text, at);
    if (line.blank())
      end_block();
    else
      block.push_back(line);
    if (line.breaks) end_block();
  }
  end_block();
}

}  // namespace dragoman
