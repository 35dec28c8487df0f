#include "lexicon.h"

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "unicode.h"

namespace dragoman {

namespace embedded {
extern const std::string_view abbreviations, affixes, contractions, endings, openers, units;
}

namespace {

using Words = std::unordered_set<std::string>;

template <typename Take>
void each_line(std::string_view file, const Take& take) {
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    if (end > 0 && file[0] != '#') take(file.substr(0, end));
    file.remove_prefix(std::min(end + 1, file.size()));
  }
}

Words read_words(std::string_view file) {
  Words words;
  each_line(file, [&](std::string_view line) { words.emplace(line); });
  return words;
}

std::unordered_map<std::string, Abbreviation> read_abbreviations() {
  static const std::map<std::string_view, Abbreviation> kinds = {
      {"title", Abbreviation::Title}, {"before", Abbreviation::Before}, {"number", Abbreviation::Number},
      {"dated", Abbreviation::Dated}, {"end", Abbreviation::End},       {"last", Abbreviation::Last}};
  std::unordered_map<std::string, Abbreviation> found;
  each_line(embedded::abbreviations, [&](std::string_view line) {
    const std::size_t tab = line.find('\t');
    std::string word(line.substr(0, tab));
    const Abbreviation kind = kinds.at(line.substr(tab + 1));
    found.emplace(word, kind);
    if (word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
    found.emplace(word, kind);
  });
  return found;
}

std::unordered_map<std::string, std::size_t> read_contractions() {
  std::unordered_map<std::string, std::size_t> found;
  each_line(embedded::contractions, [&](std::string_view line) {
    const std::size_t bar = line.find('|');
    found.emplace(std::string(line.substr(0, bar)) + std::string(line.substr(bar + 1)), bar);
  });
  return found;
}

constexpr std::size_t longest_entry = 32;  // a longer word is in no list, and need not be copied to look it up

bool holds(const Words& words, std::string_view word) {
  return word.size() <= longest_entry && words.contains(std::string(word));
}

}  // namespace

std::optional<Abbreviation> abbreviation(std::string_view word) {
  static const auto found = read_abbreviations();
  if (word.size() > longest_entry) return std::nullopt;
  const auto at = found.find(std::string(word));
  return at == found.end() ? std::nullopt : std::optional(at->second);
}

std::optional<std::size_t> contraction(std::string_view word) {
  static const auto found = read_contractions();
  if (word.size() < 2 || word.size() > longest_entry) return std::nullopt;
  const auto at = found.find(to_lower(word));
  return at == found.end() ? std::nullopt : std::optional(at->second);
}

static const Words& affixes() {
  static const Words words = read_words(embedded::affixes);
  return words;
}

bool is_prefix(std::string_view word) { return word.size() < longest_entry && holds(affixes(), to_lower(word) + "-"); }

bool is_suffix(std::string_view word) {
  return word.size() < longest_entry && holds(affixes(), std::string("-").append(to_lower(word)));
}

bool opens_sentences(std::string_view word) {
  static const Words words = read_words(embedded::openers);
  return holds(words, word);
}

bool ends_addresses(std::string_view word) {
  static const Words words = read_words(embedded::endings);
  return holds(words, word);
}

bool is_unit(std::string_view word) {
  static const Words words = read_words(embedded::units);
  return holds(words, word);
}

}  // namespace dragoman
