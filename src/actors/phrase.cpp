#include "phrase.h"

#include <algorithm>

namespace dragoman::actors {

Words::Words(const Report& report, std::span<const Reading> readings) : text_(report.text) {
  trees_.reserve(readings.size());
  for (const Reading& reading : readings) {
    const std::size_t first = words_.size();
    for (const Word& word : reading.words) {
      words_.push_back(&word);
      sentences_.push_back(ranges_.size());
    }
    ranges_.push_back({first, words_.size()});
    trees_.emplace_back(reading);
  }
  keys_.reserve(size());
  cases_.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    keys_.push_back(fold(form(i)));
    cases_.push_back(case_of(form(i)));
  }
}

std::string Words::key(WordRange range) const {
  std::string all;
  for (std::size_t i = range.first; i < range.last; ++i) {
    if (keys_[i].empty()) continue;
    if (!all.empty()) all += ' ';
    all += keys_[i];
  }
  return all;
}

std::string Words::noun(std::size_t i) const {
  const std::string& key = keys_[i];
  if (word(i).xpos != "NNS" && word(i).xpos != "NNPS") return fold(word(i).lemma);
  if (key == "people") return "person";
  if (key == "children") return "child";
  if (key.size() > 4 && key.ends_with("ies")) return key.substr(0, key.size() - 3) + "y";
  if (key.size() > 3 && key.ends_with("men")) return key.substr(0, key.size() - 2) + "an";
  return fold(word(i).lemma);
}

std::size_t Words::parent(std::size_t i) const {
  const WordRange range = ranges_[sentences_[i]];
  const std::size_t found = trees_[sentences_[i]].parent(i - range.first);
  return found == Tree::none ? npos : found + range.first;
}

std::size_t Words::head(WordRange range) const {
  for (std::size_t i = range.first; i < range.last; ++i) {
    const std::size_t p = parent(i);
    if (p == npos || p < range.first || p >= range.last) return i;
  }
  return range.first;
}

WordRange Words::under(std::size_t i) const {
  const std::size_t first = ranges_[sentences_[i]].first;
  const WordRange range = trees_[sentences_[i]].under(i - first);
  return {range.first + first, range.last + first};
}

std::vector<std::size_t> Words::children(std::size_t i) const {
  const std::size_t first = ranges_[sentences_[i]].first;
  std::vector<std::size_t> all;
  for (const std::size_t child : trees_[sentences_[i]].children(i - first)) all.push_back(child + first);
  return all;
}

bool Words::is_function(std::size_t i) const {
  const std::string_view upos = word(i).upos;
  return upos == "DET" || upos == "PUNCT" || upos == "ADP" || upos == "CCONJ" || is_possessive(i) || keys_[i].empty();
}

WordRange Words::core(WordRange range) const {
  range.last = std::min(range.last, size());
  if (range.first >= range.last) return {};
  range.last = std::min(range.last, ranges_[sentences_[range.first]].last);
  while (range.first < range.last && is_function(range.first)) ++range.first;
  while (range.first < range.last && is_function(range.last - 1)) --range.last;
  return range;
}

namespace {

bool is_written_so(const Words& words, WordRange range, Case written) {
  if (written == Case::Lower) return true;
  if (written == Case::Capital) return words.is_capital(range.first);
  return case_of(words.bytes(range)) == Case::Upper;
}

}  // namespace

std::vector<Hit> find_names(const Words& words, const Knowledge::Inside& knowledge) {
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < words.size();) {
    const auto longest =
        words.key(i).empty() ? knowledge.longest.end() : knowledge.longest.find(words.key(i).substr(0, words.key(i).find(' ')));
    if (longest == knowledge.longest.end()) {
      ++i;
      continue;
    }
    const std::size_t end = words.words_of(words.sentence(i)).last;
    Hit found;
    std::string key;
    std::size_t taken = 0;
    for (std::size_t last = i; last < end && taken < longest->second; ++last) {
      if (words.key(last).empty()) {
        const std::string_view form = words.form(last);
        if (form != "-" && form != "–" && form != "." && form != "'" && form != "’") break;  // a name runs over no other mark
        continue;
      }
      if (!key.empty()) key += ' ';
      key += words.key(last);
      ++taken;
      const auto at = knowledge.names.find(key);
      if (at == knowledge.names.end()) continue;
      const WordRange range{i, last + 1};
      const bool written = std::any_of(at->second.begin(), at->second.end(),
                                       [&](const Named& n) { return is_written_so(words, range, n.written); });
      if (written) found = {range, &at->second};
    }
    if (found.named) {
      hits.push_back(found);
      i = found.words.last;
    } else {
      ++i;
    }
  }
  return hits;
}

RoleHit find_role(const Words& words, const Knowledge::Inside& knowledge, WordRange range, std::size_t last) {
  constexpr std::size_t longest = 5;
  RoleHit found;
  const std::size_t first = last + 1 - std::min({longest, last + 1 - range.first});
  for (std::size_t i = first; i <= last && !found.role; ++i) {
    std::string key = words.key(WordRange{i, last});
    if (!key.empty()) key += ' ';
    for (const std::string& ending : {words.key(last), words.noun(last)}) {
      const auto at = knowledge.roles.find(key + ending);
      if (at != knowledge.roles.end()) return {&at->second, {i, last + 1}};
    }
  }
  return found;
}

}  // namespace dragoman::actors
