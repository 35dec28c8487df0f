#include "tree.h"

#include <algorithm>

namespace dragoman::actors {

std::string_view universal(std::string_view deprel) { return deprel.substr(0, deprel.find(':')); }

Tree::Tree(const Reading& reading) : reading_(&reading) {
  const std::size_t n = reading.words.size();
  parents_.assign(n, none);
  for (std::size_t i = 0; i < n; ++i) {
    const int head = reading.words[i].head;
    if (head > 0 && static_cast<std::size_t>(head) <= n && static_cast<std::size_t>(head) != i + 1) {
      parents_[i] = static_cast<std::size_t>(head) - 1;
    }
  }
  drop_cycles();

  first_child_.assign(n + 1, 0);
  for (std::size_t p : parents_) {
    if (p != none) ++first_child_[p + 1];
  }
  for (std::size_t i = 0; i < n; ++i) first_child_[i + 1] += first_child_[i];
  children_.resize(first_child_[n]);
  std::vector<std::size_t> next(first_child_.begin(), first_child_.end() - 1);
  for (std::size_t i = 0; i < n; ++i) {
    if (parents_[i] != none) children_[next[parents_[i]]++] = i;
  }
  gather_under();
}

// Takes leaves away until none is left; what remains turns in circles and is cut loose.
void Tree::drop_cycles() {
  const std::size_t n = parents_.size();
  std::vector<std::size_t> open(n, 0);
  for (std::size_t p : parents_) {
    if (p != none) ++open[p];
  }
  from_leaves_.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (open[i] == 0) from_leaves_.push_back(i);
  }
  for (std::size_t k = 0; k < from_leaves_.size(); ++k) {
    const std::size_t p = parents_[from_leaves_[k]];
    if (p != none && --open[p] == 0) from_leaves_.push_back(p);
  }
  for (std::size_t i = 0; i < n; ++i) {
    if (open[i] == 0) continue;
    parents_[i] = none;
    from_leaves_.push_back(i);
  }
}

void Tree::gather_under() {
  under_.resize(size());
  for (std::size_t i = 0; i < size(); ++i) under_[i] = {i, i + 1};
  for (std::size_t i : from_leaves_) {
    const std::size_t p = parents_[i];
    if (p == none) continue;
    under_[p].first = std::min(under_[p].first, under_[i].first);
    under_[p].last = std::max(under_[p].last, under_[i].last);
  }
}

std::size_t Tree::head_of(WordRange words) const {
  const std::size_t last = std::min(words.last, size());
  for (std::size_t i = words.first; i < last; ++i) {
    const std::size_t p = parents_[i];
    if (p == none || p < words.first || p >= last) return i;
  }
  return words.first;
}

}  // namespace dragoman::actors
