#include "tokens.h"

#include <algorithm>
#include <array>

#include "lexicon.h"
#include "unicode.h"

namespace dragoman {
namespace {

// What goes on longer without white space (base64, a run of dashes) is cut here.
constexpr std::size_t longest_token = 4096;
// How far an address is looked for; so far ahead, and no further, the same bytes are read again.
constexpr std::size_t longest_address_part = 256;

bool is_word(char32_t c) {
  const Sort sort = sort_of(c);
  return sort == Sort::Letter || sort == Sort::Digit;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_address_byte(char c) {
  return is_ascii_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}

// Zero-width characters that stand inside words: soft hyphen, joiners (Persian, emoji), word joiner.
bool joins_invisibly(char32_t c) { return c == 0xAD || c == 0x200C || c == 0x200D || c == 0x2060; }

bool ends_sentence(char32_t c) { return c == '.' || c == '!' || c == '?' || c == U'…'; }

// Marks that are one token when repeated: "--", "***", "=====", "<<", "''".
bool repeats(char32_t c) { return std::u32string_view(U"-*=_~+#<>|`'’‘^$,–—").find(c) != std::u32string_view::npos; }

class Cutter {
 public:
  Cutter(std::string_view text, std::size_t end, std::vector<Token>& tokens)
      : text_(text.substr(0, end)), tokens_(tokens), first_(tokens.size()) {}

  void cut(std::size_t start) {
    for (std::size_t at = start; at < text_.size();) {
      const CodePoint c = decode(text_, at);
      if (sort_of(c.value) == Sort::Space) {
        at += c.length;
        continue;
      }
      stretch_ = at;
      stretch_end_ = end_of_stretch(at);
      const std::size_t before = tokens_.size();
      while (at < stretch_end_) at = take(at);
      if (tokens_.size() > before) tokens_.back().space_after = true;
    }
  }

 private:
  std::size_t end_of_stretch(std::size_t at) const {
    while (at < text_.size()) {
      const CodePoint c = decode(text_, at);
      if (sort_of(c.value) == Sort::Space) break;
      at += c.length;
    }
    return at;
  }

  CodePoint at(std::size_t where) const { return where < stretch_end_ ? decode(text_, where) : CodePoint{}; }
  char byte(std::size_t where) const { return where < stretch_end_ ? text_[where] : '\0'; }
  std::string_view between(std::size_t start, std::size_t end) const { return text_.substr(start, end - start); }
  bool word_at(std::size_t where) const { return where < stretch_end_ && is_word(decode(text_, where).value); }
  bool letter_at(std::size_t where) const {
    return where < stretch_end_ && sort_of(decode(text_, where).value) == Sort::Letter;
  }
  bool word_before(std::size_t where) const { return where > stretch_ && is_word(decode_before(text_, where).value); }

  std::size_t emit(std::size_t start, std::size_t end, bool clitic = false) {
    tokens_.push_back({start, end, false, clitic});
    return end;
  }

  // Takes one token, or more for a word with clitics, or skips one invisible character. Where the next begins.
  std::size_t take(std::size_t start) {
    const CodePoint c = at(start);
    const Sort sort = sort_of(c.value);
    if (sort == Sort::Invisible) return start + c.length;
    if (const std::size_t end = address(start)) return emit(start, end);
    if (sort == Sort::Letter) return word(start);
    if (sort == Sort::Digit) return number(start);
    return mark(start, c);
  }

  // ---- Addresses ----

  // The end of a URL, mail address, domain or file name that begins here; 0 when none does.
  std::size_t address(std::size_t start) {
    if (start < no_address_before_ || start + 3 > stretch_end_) return 0;
    const char c = text_[start];
    if (c == '@' && start == stretch_ && word_at(start + 1)) return word_end(start + 1);  // @Ryan
    if (!is_ascii_letter(c) && !is_digit(c)) return 0;
    if (has_scheme(start)) return url_end(start);
    std::size_t end = start;
    const std::size_t limit = std::min(stretch_end_, start + longest_address_part);
    while (end < limit && is_address_byte(text_[end])) ++end;
    no_address_before_ = end;
    if (byte(end) == '@' && word_at(end + 1)) return mail_end(end + 1);
    while (end > start && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
    if (!is_domain(between(start, end))) return 0;
    return byte(end) == '/' ? url_end(start) : end;
  }

  bool has_scheme(std::size_t start) const {
    const std::string_view raw = text_.substr(start, std::min<std::size_t>(10, stretch_end_ - start));
    if (raw.find_first_of(":wW") == std::string_view::npos) return false;
    const std::string head = to_lower(raw);
    if (head.starts_with("www.") || head.starts_with("mailto:")) return true;
    const std::size_t colon = head.find("://");
    return colon != std::string::npos && colon >= 3 &&
           std::all_of(head.begin(), head.begin() + static_cast<long>(colon), is_ascii_letter);
  }

  std::size_t url_end(std::size_t start) const {
    std::size_t end = start;
    bool bracket = false;
    while (end < stretch_end_) {
      const CodePoint c = at(end);
      if (std::u32string_view(U"<>\"“”«»|").find(c.value) != std::u32string_view::npos || sort_of(c.value) == Sort::Invisible)
        break;
      bracket = bracket || c.value == '(';
      end += c.length;
    }
    // What closes the sentence around the address is none of it; "…/Tank_(vehicle)" keeps its bracket.
    while (end > start) {
      const CodePoint c = decode_before(text_, end);
      if (std::u32string_view(U".,;:!?'’]}*").find(c.value) == std::u32string_view::npos && (c.value != ')' || bracket)) break;
      end -= c.length;
    }
    return std::max(end, start + 1);
  }

  std::size_t mail_end(std::size_t end) const {
    while (end < stretch_end_ && is_address_byte(text_[end])) ++end;
    while (text_[end - 1] == '.' || text_[end - 1] == '-') --end;
    return end;
  }

  // whitehouse.gov, alt.animals.dog, list.xls; not "end.The" nor "best...we".
  static bool is_domain(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot < 2 || name.find("..") != std::string_view::npos) return false;
    const std::string_view last = name.substr(dot + 1);
    if (ends_addresses(last)) return true;
    const auto is_lower_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '.'; };
    return std::count(name.begin(), name.end(), '.') == 2 && last.size() > 2 && name.find('.') > 1 &&
           dot - name.find('.') > 3 && std::all_of(name.begin(), name.end(), is_lower_letter);
  }

  // ---- Words ----

  // Where the word that begins here ends, apostrophes inside it included ("Qa'ida", "don't"), hyphens not.
  std::size_t word_end(std::size_t start) const {
    std::size_t end = start;
    char32_t before = 0;
    while (end < stretch_end_ && end - start < longest_token) {
      const CodePoint c = at(end);
      if (!is_word(c.value) && !joins_words(before, c, end)) break;
      before = c.value;
      end += c.length;
    }
    return end;
  }

  bool joins_words(char32_t before, const CodePoint& c, std::size_t where) const {
    if (before == 0 || !is_word(before)) return false;
    if (joins_invisibly(c.value) || c.value == '_') return word_at(where + c.length);
    if (is_apostrophe(c.value)) return letter_at(where + c.length);
    if (c.value == '&') return is_upper(before) && is_upper(at(where + 1).value);  // A&E; not "his&hers"
    if (c.value == '*') return sort_of(before) == Sort::Letter && is_lower(at(where + 1).value);
    return false;
  }

  std::size_t word(std::size_t start) {
    if (const std::size_t end = letters_with_stops(start)) return emit(start, end);
    std::size_t end = word_end(start);
    if (const std::size_t whole = abbreviation_end(start, end)) return emit(start, whole);
    if (const std::size_t whole = slashed_end(start, end)) return emit(start, whole);
    end = with_affixes(start, end);
    emit_word(start, end);
    return end;
  }

  // U.S., a.m., L.I.T, and the initial of a name: "George W. Bush". 0 when it is none of these.
  std::size_t letters_with_stops(std::size_t start) const {
    std::size_t end = start, letters = 0;
    while (letter_at(end) && end - start < 64) {
      std::size_t after = end + at(end).length;
      while (is_mark(at(after).value) && after - start < 64) after += at(after).length;
      if (byte(after) != '.') break;
      end = after + 1;
      ++letters;
    }
    if (letters == 0 || byte(end) == '.') return 0;
    if (letters > 1) {
      const CodePoint last = at(end);
      if (is_upper(last.value) && !word_at(end + last.length)) return end + last.length;  // L.I.T
      return end;
    }
    return is_initial(start, end) ? end : 0;
  }

  // One capital with a full stop. "Plan B. The" is not an initial, "J. D. Vance" is twice.
  bool is_initial(std::size_t start, std::size_t end) const {
    if (!is_upper(at(start).value)) return false;
    if (end < stretch_end_) return letter_at(end) && is_upper(at(end).value);  // J.Smith
    const std::string_view next = next_word(end);
    if (next.empty() || !is_upper(decode(next, 0).value)) return false;
    if (opens_sentences(next) && next != "A") return false;
    return text_[start] != 'I' || (tokens_.size() > first_ && is_upper(at_token(tokens_.back())));
  }

  char32_t at_token(const Token& token) const { return decode(text_, token.start).value; }

  // The word that begins the next stretch, as far as it is letters; empty when a mark or nothing follows.
  std::string_view next_word(std::size_t end) const {
    while (end < text_.size() && sort_of(decode(text_, end).value) == Sort::Space) end += decode(text_, end).length;
    std::size_t stop = end;
    while (stop < text_.size() && stop - end < 32 && is_word(decode(text_, stop).value)) stop += decode(text_, stop).length;
    return text_.substr(end, stop - end);
  }

  std::size_t abbreviation_end(std::size_t start, std::size_t end) const {
    if (byte(end) != '.' || byte(end + 1) == '.') return 0;
    if (letter_at(end + 1)) {  // Ph.D.
      const std::size_t stop = text_.substr(0, stretch_end_).substr(end + 1, 3).find('.');
      if (stop == std::string_view::npos) return 0;
      const std::size_t whole = end + 1 + stop + 1;
      return abbreviation(between(start, whole)) ? whole : 0;
    }
    const auto kind = abbreviation(between(start, end + 1));
    if (!kind) return 0;
    if (*kind != Abbreviation::Number && *kind != Abbreviation::Last) return end + 1;
    const std::string_view next = next_word(end + 1);
    if (*kind == Abbreviation::Last)  // "tanks, etc. were", "(tanks, etc.)"; at a sentence's end the stop is a token
      return end + 1 < stretch_end_ || (!next.empty() && !is_upper(decode(next, 0).value)) ? end + 1 : 0;
    return !next.empty() && sort_of(decode(next, 0).value) == Sort::Digit ? end + 1 : 0;
  }

  // L/C, w/o, s/he; "and/or" is three tokens.
  std::size_t slashed_end(std::size_t start, std::size_t end) const {
    if (end - start != 1 || byte(end) != '/') return 0;
    const std::size_t stop = word_end(end + 1);
    const std::string_view after = between(end + 1, stop);
    return after.size() == 1 || after == "out" || after == "he" ? stop : 0;
  }

  // "anti-tank", "co-founder", "career-wise": one token, by affixes.txt.
  std::size_t with_affixes(std::size_t start, std::size_t end) const {
    std::size_t part = start;
    while (byte(end) == '-' && word_at(end + 1) && end - start < longest_token) {
      const std::size_t stop = word_end(end + 1);
      if (!is_prefix(between(part, end)) && !is_suffix(between(end + 1, stop))) break;
      part = end + 1;
      end = stop;
    }
    return end;
  }

  void emit_word(std::size_t start, std::size_t end) {
    if (const auto parting = contraction(between(start, end))) {
      emit(start, start + *parting);
      emit(start + *parting, end, true);
      return;
    }
    const std::size_t clitic = clitic_start(start, end);
    if (clitic == start) {
      emit(start, end);
      return;
    }
    emit_word(start, clitic);
    emit(clitic, end, true);
  }

  // Where the word's last clitic begins: do|n't, Turkey|'s. The word's start when it has none.
  std::size_t clitic_start(std::size_t start, std::size_t end) const {
    for (std::size_t length = 1; length <= 2 && length < end - start; ++length) {
      const std::size_t suffix = end - length;
      const CodePoint mark = decode_before(text_.substr(0, suffix), suffix);
      if (!is_apostrophe(mark.value) || suffix - mark.length <= start) continue;
      const std::string letters = to_lower(between(suffix, end));
      const std::size_t cut = suffix - mark.length;
      if (letters == "t") return to_lower(text_[cut - 1]) == 'n' && cut - 1 > start ? cut - 1 : start;
      constexpr std::array<std::string_view, 6> clitics = {"s", "m", "d", "re", "ve", "ll"};
      return std::find(clitics.begin(), clitics.end(), letters) != clitics.end() ? cut : start;
    }
    return start;
  }

  // ---- Numbers ----

  std::size_t digits_end(std::size_t end) const {
    while (end < stretch_end_ && sort_of(at(end).value) == Sort::Digit) end += at(end).length;
    return end;
  }

  // A mark between digits, as in 1,000.50 or 7:30; not the comma of "[25,26]".
  bool joins_digits(std::size_t where) const {
    const char mark = byte(where);
    if (!is_digit(byte(where + 1))) return false;
    if (mark == ',') return digits_end(where + 1) - where == 4;
    return mark == '.' || mark == ':' || mark == '/';
  }

  // 1,000.50  7:30  9/11  2019-07-29  713-853-3989; but 5|-|10.
  std::size_t number_end(std::size_t start) const {
    std::size_t end = digits_end(start);
    while (end - start < longest_token && joins_digits(end)) end = digits_end(end + 1);
    const std::size_t first = end - start;
    std::size_t groups = 1, dashed = end, last = 0;
    while (byte(dashed) == '-' && is_digit(byte(dashed + 1)) && groups < 5) {
      const std::size_t next = digits_end(dashed + 1);
      last = next - dashed - 1;
      dashed = next;
      ++groups;
    }
    const bool telephone = groups == 2 && last == 4 && (first == 3 || first == 5);
    return !word_at(dashed) && (groups > 2 || telephone) ? dashed : end;
  }

  std::size_t number(std::size_t start) {
    const std::size_t end = number_end(start);
    if (is_apostrophe(at(end).value) && is_decade(start, end)) return emit(start, end + at(end).length + 1);
    if (!word_at(end) && !is_apostrophe(at(end).value)) return emit(start, end);
    const std::size_t unit = letters_with_stops(end);  // 7|p.m.
    if (unit && is_unit(between(end, unit - 1))) {
      emit(start, end);
      return emit(end, unit);
    }
    const std::size_t whole = word_end(end - decode_before(text_.substr(0, end), end).length);  // "2003's" too
    if (is_unit(between(end, whole))) {
      emit(start, end);
      return emit(end, whole);
    }
    emit_word(start, whole);
    return whole;
  }

  // "1960's" is one token, "2003's" is two.
  bool is_decade(std::size_t start, std::size_t end) const {
    const std::size_t after = end + at(end).length;
    return (end - start == 2 || end - start == 4) && text_[end - 1] == '0' && byte(after) == 's' && !word_at(after + 1);
  }

  // ---- Marks ----

  std::size_t mark(std::size_t start, const CodePoint& c) {
    if (is_apostrophe(c.value)) {
      if (const std::size_t end = elided_end(start, c)) return emit(start, end);
    }
    if (c.value == '.' && is_digit(byte(start + 1)) && !word_before(start)) return emit(start, number_end(start + 1));  // .45
    if (c.value == '#' && letter_at(start + 1) && start == stretch_) return emit(start, word_end(start + 1));  // #Ankara
    if (text_.substr(start, 5) == "[...]") return emit(start, start + 5);
    if (const std::size_t end = emoticon_end(start)) return emit(start, end);
    const std::size_t end = run_end(start, c);
    return emit(start, end, is_possessive(start, end, c));
  }

  // '90s, 'em: an apostrophe that stands for what is left out.
  std::size_t elided_end(std::size_t start, const CodePoint& c) const {
    if (word_before(start)) return 0;
    const std::size_t after = start + c.length;
    const std::size_t end = word_end(after);
    const std::string word = to_lower(between(after, std::min(end, after + 8)));
    if (word.size() != end - after) return 0;
    if (word.size() >= 2 && is_digit(word[0]) && is_digit(word[1]) && (word.size() == 2 || word.substr(2) == "s")) return end;
    constexpr std::array<std::string_view, 6> elided = {"em", "til", "tis", "twas", "cause", "bout"};
    return std::find(elided.begin(), elided.end(), word) != elided.end() ? end : 0;
  }

  std::size_t emoticon_end(std::size_t start) const {
    if (word_before(start)) return 0;
    constexpr std::array<std::string_view, 12> emoticons = {":-)", ";-)", ":-(", ":-D", ":-P", "^_^",
                                                            ":)",  ";)",  ":(",  "=)",  ":D",  ":P"};
    for (const std::string_view face : emoticons)
      if (text_.substr(start, face.size()) == face && !word_at(start + face.size())) return start + face.size();
    return 0;
  }

  // "...", "?!", "--", an emoji with its modifiers; most marks stand alone.
  std::size_t run_end(std::size_t start, const CodePoint& c) const {
    std::size_t end = start + c.length;
    const auto goes_on = [&](char32_t next) {
      return ends_sentence(c.value) ? ends_sentence(next) : repeats(c.value) && next == c.value;
    };
    while (end < stretch_end_ && end - start < longest_token && goes_on(at(end).value)) end += at(end).length;
    const auto is_flag = [](char32_t letter) { return letter >= 0x1F1E6 && letter <= 0x1F1FF; };
    if (is_flag(c.value) && is_flag(at(end).value)) end += at(end).length;
    return with_modifiers(c, end, start);
  }

  // Variation selectors, skin tones, and what a zero-width joiner adds: 👩🏽‍⚖️ is one token.
  std::size_t with_modifiers(const CodePoint& c, std::size_t end, std::size_t start) const {
    while (end < stretch_end_ && end - start < longest_token) {
      const CodePoint next = at(end);
      const bool tone = next.value >= 0x1F3FB && next.value <= 0x1F3FF;
      if (is_mark(next.value) || (tone && is_symbol(c.value))) {
        end += next.length;
      } else if (next.value == 0x200D && is_symbol(at(end + next.length).value)) {
        end += next.length + at(end + next.length).length;
      } else {
        break;
      }
    }
    return end;
  }

  // "the rebels' claim": written together with its word, unless a quotation that began with the same mark ends here.
  bool is_possessive(std::size_t start, std::size_t end, const CodePoint& c) {
    if (!is_apostrophe(c.value) && c.value != U'‘') return false;
    const bool after_word = word_before(start);
    if (!after_word || c.value == U'‘') {
      quote_open_ = word_at(end);
      return false;
    }
    const char before = to_lower(text_[start - 1]);
    if (quote_open_ || end - start != c.length || (before != 's' && before != 'x' && before != 'z')) {
      quote_open_ = false;
      return false;
    }
    return true;
  }

  const std::string_view text_;  // ends with the paragraph
  std::vector<Token>& tokens_;
  const std::size_t first_;                    // of the paragraph's tokens
  std::size_t stretch_ = 0, stretch_end_ = 0;  // what stands between white space
  std::size_t no_address_before_ = 0;
  bool quote_open_ = false;  // single
};

}  // namespace

void tokenize(std::string_view text, std::size_t start, std::size_t end, std::vector<Token>& tokens) {
  Cutter(text, end, tokens).cut(start);
}

}  // namespace dragoman
