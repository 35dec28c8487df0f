#include <algorithm>
#include <array>
#include <optional>

#include "dragoman/text.h"
#include "lexicon.h"
#include "paragraphs.h"
#include "tokens.h"
#include "unicode.h"

namespace dragoman {
namespace {

constexpr std::size_t longest_sentence = 2000;  // tokens

bool is_one_of(std::string_view word, const auto& set) { return std::find(set.begin(), set.end(), word) != set.end(); }

constexpr std::array<std::string_view, 13> closers = {")", "]", "}", "”", "’", "»", "''", "’’", "\"", "'", "›", "」", "』"};
constexpr std::array<std::string_view, 19> openers = {"(", "[", "{", "“", "‘",  "«", "„", "‚",  "``", "\"",
                                                      "'", "–", "—", "-", "--", "*", "‹", "「", "『"};
constexpr std::array<std::string_view, 10> continuing = {",", ";", ":", ")", "]", "}", "%", "/", "”", "»"};
constexpr std::array<std::string_view, 7> faces = {":)", ":-)", ";)", ";-)", ":(", ":D", "=)"};
constexpr std::array<std::string_view, 7> unspaced_stops = {"。", "！", "？", "؟", "۔", "।", "॥"};

// What a token says about a sentence's end.
enum class Stop { None, Full, Strong, Ellipsis, Unspaced, Inner, Maybe };

// The sentences of one paragraph, whose tokens are given.
class Parting {
 public:
  Parting(std::string_view text, std::vector<Token>&& tokens, std::vector<Sentence>& sentences)
      : text_(text), tokens_(std::move(tokens)), sentences_(sentences) {}

  void part() {
    if (tokens_.empty()) return;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (word(i) == "\"") quote_open_ = !quote_open_;
      const Stop stop = stop_at(i);
      if (stop == Stop::None) continue;
      const std::size_t last = with_closers(i);
      if (!parts(stop, i, last)) continue;
      for (; i < last; ++i)
        if (word(i + 1) == "\"") quote_open_ = !quote_open_;
      close(last + 1);
    }
    close(tokens_.size());
  }

 private:
  std::string_view word(std::size_t i) const { return text_.substr(tokens_[i].start, tokens_[i].end - tokens_[i].start); }
  char32_t first_letter(std::size_t i) const { return decode(text_, tokens_[i].start).value; }

  Stop stop_at(std::size_t i) const {
    const std::string_view w = word(i);
    if (w == ".") return Stop::Full;
    if (is_one_of(w, unspaced_stops)) return Stop::Unspaced;
    const char32_t first = first_letter(i);
    if (first == '.' || first == '!' || first == '?' || first == U'…') {
      if (w.find_first_of("!?") != std::string_view::npos) return Stop::Strong;
      return first == '.' && w.size() > 1 && w[1] != '.' && w[1] != '\xE2' ? Stop::None : Stop::Ellipsis;  // ".45"
    }
    return w.size() > 1 && w.back() == '.' && sort_of(first) == Sort::Letter ? abbreviation_stop(i) : Stop::None;
  }

  Stop abbreviation_stop(std::size_t i) const {
    const std::string_view w = word(i);
    if (const auto kind = abbreviation(w)) {
      return *kind == Abbreviation::Dated || *kind == Abbreviation::End ? Stop::Maybe : Stop::Inner;
    }
    const bool initial = w.size() - decode(w, 0).length == 1;
    return initial ? Stop::Inner : Stop::Maybe;  // J. against U.S.
  }

  // Closing quotes, brackets and footnote marks that stand right behind the stop belong to its sentence, and so does a smile.
  std::size_t with_closers(std::size_t i) const {
    bool open = quote_open_;
    while (i + 1 < tokens_.size()) {
      const std::string_view next = word(i + 1);
      const bool straight = next == "\"";
      if (tokens_[i].space_after ? !(straight && open) : !is_one_of(next, closers)) {
        const std::size_t behind = footnote_end(i);
        if (behind == i) break;
        i = behind;
        continue;
      }
      if (straight && !open) break;
      if (straight) open = false;
      ++i;
    }
    return i;
  }

  bool is_number(std::size_t i) const {
    const std::string_view w = word(i);
    return w.size() <= 3 && std::all_of(w.begin(), w.end(), [](char c) { return c >= '0' && c <= '9'; });
  }

  // 4, 4.1
  bool is_section(std::size_t i) const {
    const std::string_view w = word(i);
    return w.size() < 8 && std::all_of(w.begin(), w.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  }

  // "…zone.[12]", "…zone. [12]", "…zone.12 The", "…zone. :-)": the last token of the mark behind token `i`; `i` when there is
  // none.
  std::size_t footnote_end(std::size_t i) const {
    if (is_one_of(word(i + 1), faces)) return i + 1;
    if (word(i + 1) == "[" && i + 3 < tokens_.size() && is_number(i + 2) && word(i + 3) == "]") return i + 3;
    const bool behind_word =
        !tokens_[i].space_after && i >= 1 && word(i) == "." && sort_of(first_letter(i - 1)) == Sort::Letter;
    return behind_word && is_number(i + 1) && tokens_[i + 1].space_after ? i + 1 : i;
  }

  bool parts(Stop stop, std::size_t i, std::size_t last) const {
    if (last + 1 >= tokens_.size() || stop == Stop::Inner) return false;
    if (stop == Stop::Unspaced) return true;
    if (is_one_of(word(last + 1), continuing)) return false;
    if (!tokens_[last].space_after) return parts_unspaced(stop, i, last);
    std::size_t next = last + 1;
    while (next + 1 < tokens_.size() && next - last < 4 && is_one_of(word(next), openers)) ++next;
    const char32_t letter = first_letter(next);
    if (is_lower(letter)) return stop == Stop::Strong && last == i && next == last + 1 && !is_name(i);
    if (stop == Stop::Maybe) return opens_sentences(word(next));
    return stop != Stop::Full || !is_enumerator(i);
  }

  // "Yahoo! says"
  bool is_name(std::size_t i) const { return word(i) == "!" && i > begun_ + 1 && is_upper(first_letter(i - 1)); }

  // "They left.The minister", where a space was forgotten; not "Yahoo!Mail" nor "best...We".
  bool parts_unspaced(Stop stop, std::size_t i, std::size_t last) const {
    if (stop == Stop::Strong) return is_upper(first_letter(last + 1)) && last > i;
    if (stop != Stop::Full || i == 0) return false;
    const std::string_view before = word(i - 1);
    return before.size() > 1 && is_lower(decode_before(before, before.size()).value) && is_upper(first_letter(last + 1)) &&
           word(last + 1).size() > 1;
  }

  // "1. The parties": the number that begins a sentence.
  bool is_enumerator(std::size_t i) const { return i == begun_ + 1 && (is_section(begun_) || word(begun_).size() == 1); }

  // Ends a sentence before token `end`, in pieces where it is too long.
  void close(std::size_t end) {
    while (begun_ < end) {
      const std::size_t stop = end - begun_ > longest_sentence ? cut_of_long() : end;
      Sentence sentence;
      sentence.start = tokens_[begun_].start;
      sentence.end = tokens_[stop - 1].end;
      sentence.tokens.assign(tokens_.begin() + static_cast<std::ptrdiff_t>(begun_),
                             tokens_.begin() + static_cast<std::ptrdiff_t>(stop));
      sentences_.push_back(std::move(sentence));
      begun_ = stop;
    }
  }

  // Behind the last semicolon in reach, else the last comma, else the last white space.
  std::size_t cut_of_long() const {
    const std::size_t limit = begun_ + longest_sentence, earliest = begun_ + longest_sentence / 2;
    std::size_t comma = 0, space = 0;
    for (std::size_t i = limit; i-- > earliest;) {
      if (word(i) == ";") return i + 1;
      if (!comma && word(i) == ",") comma = i + 1;
      if (!space && tokens_[i].space_after) space = i + 1;
    }
    return comma ? comma : space ? space : limit;
  }

  const std::string_view text_;
  const std::vector<Token> tokens_;
  std::vector<Sentence>& sentences_;
  std::size_t begun_ = 0;    // the first token of the sentence that is being read
  bool quote_open_ = false;  // an odd number of straight double quotes so far
};

// A paragraph larger than this is taken in pieces, so that its tokens are not held twice.
constexpr std::size_t largest_piece = std::size_t{1} << 20;

// Where a piece of a paragraph ends: behind a full stop, else before white space, else between characters.
std::size_t end_of_piece(std::string_view text, std::size_t start, std::size_t end) {
  if (end - start <= largest_piece) return end;
  const std::size_t limit = start + largest_piece;
  const std::string_view reach = text.substr(limit - largest_piece / 16, largest_piece / 16);
  if (const std::size_t stop = reach.rfind(". "); stop != std::string_view::npos) return limit - reach.size() + stop + 1;
  if (const std::size_t space = reach.rfind(' '); space != std::string_view::npos) return limit - reach.size() + space;
  std::size_t cut = limit;
  while (cut > limit - 4 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  return cut;
}

}  // namespace

std::vector<Sentence> split_sentences(std::string_view text) {
  std::vector<Sentence> sentences;
  each_paragraph(text, [&](std::size_t start, std::size_t end) {
    const std::size_t first = sentences.size();
    while (start < end) {
      const std::size_t stop = end_of_piece(text, start, end);
      std::vector<Token> tokens;
      tokenize(text, start, stop, tokens);
      if (!tokens.empty() && tokens.back().end == stop && stop < end)
        tokens.back().space_after = sort_of(decode(text, stop).value) == Sort::Space;
      Parting(text, std::move(tokens), sentences).part();
      start = stop;
    }
    if (sentences.size() > first) sentences[first].paragraph_start = true;
  });
  return sentences;
}

}  // namespace dragoman
