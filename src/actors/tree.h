// The dependency tree of one sentence, for rules to walk: parents, children, the words under a word. Word numbers here are the
// sentence's, from 0. Built in linear time; a malformed tree (a cycle, a head out of range) is no error: the words that hang on
// it have no parent.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "dragoman/language.h"

namespace dragoman::actors {

class Tree {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  explicit Tree(const Reading& reading);

  const Word& word(std::size_t i) const { return reading_->words[i]; }
  std::size_t size() const { return reading_->words.size(); }
  std::size_t parent(std::size_t i) const { return parents_[i]; }
  std::span<const std::size_t> children(std::size_t i) const {
    return std::span(children_).subspan(first_child_[i], first_child_[i + 1] - first_child_[i]);
  }
  // First and last + 1 of the words that hang on i, i among them.
  WordRange under(std::size_t i) const { return under_[i]; }
  // The word of [words) that hangs on a word outside it; the first such one.
  std::size_t head_of(WordRange words) const;

 private:
  void drop_cycles();
  void gather_under();

  const Reading* reading_;
  std::vector<std::size_t> parents_, first_child_, children_;
  std::vector<std::size_t> from_leaves_;  // every word after all its children
  std::vector<WordRange> under_;
};

// "nsubj" of "nsubj:pass".
std::string_view universal(std::string_view deprel);

}  // namespace dragoman::actors
