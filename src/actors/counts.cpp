// Counts: words to numbers, and what an act did to people.
#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "cast.h"

namespace dragoman {

using namespace actors;

namespace {

constexpr std::array<std::pair<std::string_view, long>, 28> small{
    {{"zero", 0},      {"one", 1},       {"two", 2},       {"three", 3},    {"four", 4},     {"five", 5},
     {"six", 6},       {"seven", 7},     {"eight", 8},     {"nine", 9},     {"ten", 10},     {"eleven", 11},
     {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17},
     {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},  {"forty", 40},   {"fifty", 50},
     {"sixty", 60},    {"seventy", 70},  {"eighty", 80},   {"ninety", 90}}};

std::optional<long> digits(std::string_view word) {
  std::string plain;
  for (const char c : word) {
    if (c != ',') plain += c;
  }
  long value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return error == std::errc() && end == plain.data() + plain.size() && !plain.empty() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::optional<long> read_count(std::string_view text) {
  long total = 0, part = 0;
  bool any = false;
  std::string word;
  std::vector<std::string> all;
  for (const char c : text) {
    const bool in = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c == ',' && !word.empty() && word.back() >= '0' && word.back() <= '9');
    if (in) word += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (!in && !word.empty()) all.push_back(std::exchange(word, ""));
  }
  if (!word.empty()) all.push_back(word);
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::string one = all[i];
    while (one.ends_with(',')) one.pop_back();
    if (one == "no" || one == "nobody" || one == "none") return 0;
    if (const auto n = digits(one)) {
      if (any) break;  // "3 of the 12"
      part = *n;
      any = true;
      continue;
    }
    const auto at = std::find_if(small.begin(), small.end(), [&](const auto& s) { return s.first == one; });
    if (at != small.end()) {
      if (any && !(part >= 20 && part < 100 && at->second < 10) && part % 100 != 0) break;
      part += at->second;
      any = true;
    } else if (one == "hundred" && any) {
      part *= 100;
    } else if (one == "thousand" && any) {
      total += part * 1000;
      part = 0;
    } else if (one == "million" && any) {
      total += part * 1000000;
      part = 0;
    } else if (one == "dozen" && any) {
      part *= 12;
    } else if ((one == "a" || one == "an") && i + 1 < all.size() &&
               (all[i + 1] == "hundred" || all[i + 1] == "thousand" || all[i + 1] == "dozen")) {
      part = 1;
      any = true;
    } else if (any && one != "and") {
      break;
    }
  }
  return any ? std::optional(total + part) : std::nullopt;
}

namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::size_t window = 9;  // words between a verb and the number of its victims

bool starts(std::string_view word, std::initializer_list<std::string_view> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) { return word.starts_with(b); });
}
bool kills(std::string_view key) {
  return starts(key, {"kill", "murder", "massacr", "behead", "assassinat"}) ||
         one_of(key, {"die", "dies", "died", "dead", "executed", "executing", "slain"});
}
bool wounds(std::string_view key) { return starts(key, {"wound", "injur"}) || key == "hurt"; }
bool arrests(std::string_view key) { return starts(key, {"arrest", "detain", "imprison", "jail"}) || key == "rounded"; }
bool displaces(std::string_view key) {
  return starts(key, {"displac", "evacuat", "uproot"}) || one_of(key, {"fled", "flee", "flees", "homeless"});
}
bool flees(std::string_view key) { return one_of(key, {"fled", "flee", "flees", "homeless"}); }

bool is_month(std::string_view key) {
  return starts(key, {"january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
                      "december"}) ||
         one_of(key, {"may", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"});
}

// Not the day of a month, an age ("Dayton, 42,"), a span ("35-year-old").
bool is_number(const Words& words, std::size_t i) {
  if (one_of(words.key(i), {"no", "nobody", "none"})) return true;
  if (words.key(i) == "dozen") return i > 0 && one_of(words.key(i - 1), {"a", "two", "three"});
  if (words.word(i).upos != "NUM") return false;
  const bool ends = i + 1 == words.size() || words.sentence(i + 1) != words.sentence(i);
  if (!ends && words.key(i).ends_with("ty") && words.form(i + 1) == "-" && i + 2 < words.size() &&
      words.word(i + 2).upos == "NUM")
    return true;  // "forty-nine"
  if (!ends && (one_of(words.form(i + 1), {"-", "–", ","}) ||
                one_of(words.key(i + 1), {"year",     "years", "month",   "months", "week",       "weeks",     "day", "days",
                                          "hour",     "hours", "minutes", "am",     "pm",         "percent",   "per", "times",
                                          "villages", "homes", "houses",  "miles",  "kilometres", "kilometers"})))
    return false;
  if (!ends && words.word(i + 1).upos == "PROPN" && is_month(words.key(i + 1))) return false;
  const bool noun_follows = !ends && words.word(i + 1).upos != "PUNCT" && words.word(i + 1).upos != "VERB";
  if (i > 0 && words.form(i - 1) == "," && !noun_follows) return false;
  const bool opens = i == 0 || words.sentence(i - 1) != words.sentence(i);
  const std::string& key = words.key(i);
  const bool is_year = key.size() == 4 && (key.starts_with("19") || key.starts_with("20")) && words.form(i).size() == 4;
  if (is_year && !opens && one_of(words.key(i - 1), {"in", "since", "of", "by", "until", "from", "late", "early"}))
    return false;
  return opens || words.word(i - 1).upos != "PROPN";
}

// The number that starts at or goes over word i, and one more after "and": "49 civilians and 15 soldiers".
std::optional<long> number_at(const Words& words, std::size_t i, std::size_t end) {
  std::size_t last = i;
  while (last < end &&
         (is_number(words, last) || one_of(words.key(last), {"hundred", "thousand", "dozen"}) || words.form(last) == "-"))
    ++last;
  if (last == i) return std::nullopt;
  std::size_t first = i;
  if (first > 0 && one_of(words.key(first - 1), {"a", "an"}) && words.key(first) == "dozen") --first;
  auto count = read_count(words.bytes({first, last}));
  if (one_of(words.key(i), {"nobody", "none", "no"})) return 0;
  std::size_t next = last;
  while (next < end && (words.word(next).upos == "NOUN" || words.word(next).upos == "ADJ")) ++next;
  if (count && next + 1 < end && next > last && words.key(next) == "and" && words.word(next + 1).upos == "NUM") {
    if (const auto more = read_count(words.form(next + 1)); more && next + 2 < end && words.word(next + 2).upos == "NOUN")
      *count += *more;
  }
  return count;
}

// "were killed", "have been wounded", "died", "left dead".
bool is_passive(const Words& words, std::size_t verb) {
  if (one_of(words.key(verb), {"die", "dies", "died", "dead", "slain"}) || flees(words.key(verb))) return true;
  if (words.key(verb).ends_with("ing")) return false;
  const std::size_t first = words.words_of(words.sentence(verb)).first;
  for (std::size_t w = verb; w-- > first && verb - w <= 3;) {
    if (one_of(words.key(w), {"was", "were", "been", "be", "being", "is", "are", "reported", "confirmed"})) return true;
    if (words.word(w).upos == "VERB" || words.word(w).upos == "PUNCT") return false;
  }
  return false;
}

std::optional<long> count_before(const Words& words, std::size_t verb) {
  const WordRange sentence = words.words_of(words.sentence(verb));
  for (std::size_t w = verb; w-- > sentence.first && verb - w <= window;) {
    if (is_number(words, w)) {
      const auto goes_on = [&](std::size_t at) {  // "forty-nine", "2 million"
        return words.word(at).upos == "NUM" ||
               (words.form(at) == "-" && at > sentence.first && words.word(at - 1).upos == "NUM");
      };
      while (w > sentence.first && goes_on(w - 1)) --w;
      return number_at(words, w, verb);
    }
    const bool other_clause = words.word(w).upos == "VERB" && !one_of(words.key(w), {"reported", "confirmed", "left"});
    if (other_clause || words.form(w) == ";") return std::nullopt;
  }
  return std::nullopt;
}

std::optional<long> count_after(const Words& words, std::size_t verb) {
  const WordRange sentence = words.words_of(words.sentence(verb));
  for (std::size_t w = verb + 1; w < sentence.last && w - verb <= window; ++w) {
    if (is_number(words, w)) return number_at(words, w, sentence.last);
    if (w == verb + 1 && one_of(words.key(w), {"a", "an"})) {
      if (w + 1 < sentence.last &&
          one_of(words.key(w + 1), {"number", "dozen", "few", "couple", "hundred", "handful", "group", "series", "score"}))
        continue;
      std::size_t noun = w + 1;
      while (noun < sentence.last && words.word(noun).upos == "ADJ") ++noun;
      return noun < sentence.last && words.word(noun).xpos == "NN" ? std::optional(1L) : std::nullopt;
    }
    if (words.word(w).upos == "VERB" || words.word(w).upos == "PUNCT") return std::nullopt;
  }
  return std::nullopt;
}

// How many a word of killing or wounding says it was: before it in the passive ("six were wounded", "and six wounded"), after
// it else.
std::optional<long> count_of(const Words& words, std::size_t verb) {
  const std::size_t first = words.words_of(words.sentence(verb)).first;
  if (verb > first && words.word(verb - 1).upos == "NUM" && is_number(words, verb - 1)) return number_at(words, verb - 1, verb);
  if (is_passive(words, verb)) return count_before(words, verb);
  if (const auto after = count_after(words, verb)) return after;
  return words.relation(verb) == "acl" ? count_before(words, verb) : std::nullopt;  // "with at least ten people killed"
}

}  // namespace

Toll Cast::toll(WordRange range, std::span<const WordRange> others) const {
  const Words& words = inside_->words;
  Toll toll;
  if (range.first >= words.size()) return toll;
  range.last = std::min(range.last, words.size());
  const std::size_t trigger = words.head(range);
  const auto look = [&](std::size_t verb) {
    const bool own = std::none_of(others.begin(), others.end(), [&](WordRange other) {
      return verb >= other.first && verb < other.last && !(other == range);
    });
    if (!own) return;
    if (kills(words.key(verb)) && !toll.killed) toll.killed = count_of(words, verb);
    if (wounds(words.key(verb)) && !toll.injured) toll.injured = count_of(words, verb);
    if (arrests(words.key(verb)) && !toll.arrested) toll.arrested = count_of(words, verb);
    if (displaces(words.key(verb)) && !toll.displaced) toll.displaced = count_of(words, verb);
  };
  look(trigger);
  // "attacked the post, killing three and wounding two", "an attack that killed three", "a strike killed three", "killed two
  // and wounded nine"
  std::vector<std::size_t> near = words.children(trigger);
  const std::size_t above = words.parent(trigger);
  if (above != Words::npos && words.relation(trigger) == "nsubj") near.push_back(above);
  for (const std::size_t child : near) {
    look(child);
    for (const std::size_t next : words.children(child)) {
      if (words.relation(next) == "conj") look(next);
    }
  }
  return toll;
}

}  // namespace dragoman
