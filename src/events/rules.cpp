#include "rules.h"

#include <algorithm>
#include <array>

namespace dragoman::events {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool is_alleged(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 4> hedges{"reportedly", "allegedly", "purportedly", "supposedly"};
  for (std::size_t i = trigger.first; i < std::min(trigger.last, tree.size()); ++i) {
    for (std::size_t child : tree.children(i)) {
      if (universal(tree.word(child).deprel) == "advmod" && one_of(tree.word(child).lemma, hedges)) return true;
    }
  }
  return false;
}

bool is_buying(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 9> words{"purchase",    "buy",    "acquire", "acquisition", "procure",
                                                         "procurement", "import", "order",   "buying"};
  for (std::size_t i = trigger.first; i < std::min(trigger.last, tree.size()); ++i) {
    if (one_of(tree.word(i).lemma, words)) return true;
  }
  return false;
}

}  // namespace dragoman::events
