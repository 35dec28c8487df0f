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
    {{"zero", 0},     {"one", 1},       {"two", 2},        {"three", 3},     {"four", 4},     {"five", 5},     {"six", 6},
     {"seven", 7},    {"eight", 8},     {"nine", 9},       {"ten", 10},      {"eleven", 11},  {"twelve", 12},  {"thirteen", 13},
     {"fourteen", 14}, {"fifteen", 15}, {"sixteen", 16},   {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},
     {"thirty", 30},  {"forty", 40},    {"fifty", 50},     {"sixty", 60},    {"seventy", 70}, {"eighty", 80},  {"ninety", 90}}};

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
    const bool in = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c == ',' && !word.empty() && word.back() >= '0' && word.back() <= '9');
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
    } else if ((one == "a" || one == "an") && i + 1 < all.size() && (all[i + 1] == "hundred" || all[i + 1] == "thousand" || all[i + 1] == "dozen")) {
      part = 1;
      any = true;
    } else if (any && one != "and") {
      break;
    }
  }
  return any ? std::optional(total + part) : std::nullopt;
}

namespace {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

// The noun phrases of which a verb says that they were killed: its object, its passive subject, and a noun that it is a part of.
std::optional<long> count_of(const Words& words, std::size_t noun) {
  const auto number = [&](std::size_t i) -> std::optional<long> {
    const WordRange range = words.under(i);
    return read_count(words.bytes({range.first, i + 1}));
  };
  for (const std::size_t child : words.children(noun)) {
    const std::string_view relation = words.relation(child);
    if (relation == "nummod") return number(child);
    if (relation == "det" && words.key(child) == "no") return 0;
  }
  if (words.word(noun).upos == "NUM") return number(noun);
  if (one_of(words.key(noun), {"nobody", "none"})) return 0;
  const std::string& lemma = words.word(noun).lemma;
  if (words.word(noun).xpos == "NN" && one_of(lemma, {"man", "woman", "boy", "girl", "child", "soldier", "policeman", "officer", "civilian", "person", "journalist", "worker", "protester"})) {
    for (const std::size_t child : words.children(noun)) {
      if (one_of(words.key(child), {"a", "an"})) return 1;
    }
  }
  return std::nullopt;
}

void take(std::optional<long>& into, std::optional<long> count) {
  if (count && !into) into = count;
}

}  // namespace

Toll Cast::toll(WordRange range) const {
  const Words& words = inside_->words;
  Toll toll;
  if (range.first >= words.size()) return toll;
  range.last = std::min(range.last, words.size());
  const std::size_t trigger = words.head(range);
  const auto look = [&](std::size_t verb) {
    const std::string& lemma = words.word(verb).lemma;
    const bool kills = one_of(lemma, {"kill", "die", "murder", "execute", "slay", "dead", "behead", "massacre", "assassinate"});
    const bool wounds = one_of(lemma, {"wound", "injure", "hurt", "injured", "wounded"});
    if (!kills && !wounds) return;
    std::optional<long>& into = kills ? toll.killed : toll.injured;
    for (const std::size_t child : words.children(verb)) {
      const std::string_view relation = words.relation(child);
      const bool victim = relation == "obj" || words.word(child).deprel == "nsubj:pass" || (relation == "nsubj" && one_of(lemma, {"die", "dead"}));
      if (victim) take(into, count_of(words, child));
    }
    // "the three killed", "12 wounded"
    if (words.relation(verb) == "acl" || words.relation(verb) == "amod") {
      if (const std::size_t noun = words.parent(verb); noun != Words::npos) take(into, count_of(words, noun));
    }
    take(into, words.word(verb).upos != "VERB" ? count_of(words, verb) : std::nullopt);
  };
  look(trigger);
  // "an attack that killed three", "attacked the post, killing three and wounding two", "a strike killed three"
  std::vector<std::size_t> near = words.children(trigger);
  if (const std::size_t above = words.parent(trigger); above != Words::npos && words.relation(trigger) == "nsubj") near.push_back(above);
  if (const std::size_t above = words.parent(trigger); above != Words::npos && words.relation(trigger) == "obl") near.push_back(above);
  for (const std::size_t child : near) {
    look(child);
    for (const std::size_t next : words.children(child)) {
      if (words.relation(next) == "conj") look(next);
    }
  }
  return toll;
}

}  // namespace dragoman
