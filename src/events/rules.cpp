#include "rules.h"

#include <algorithm>
#include <array>

namespace dragoman::events {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is(const Tree& tree, std::size_t word, std::string_view relation) { return universal(tree.word(word).deprel) == relation; }

bool has(const Tree& tree, std::size_t word, std::string_view relation, std::string_view lemma) {
  return std::any_of(tree.children(word).begin(), tree.children(word).end(),
                     [&](std::size_t child) { return is(tree, child, relation) && tree.word(child).lemma == lemma; });
}

bool is_negated(const Tree& tree, std::size_t word) {
  return has(tree, word, "advmod", "not") || has(tree, word, "advmod", "never") || has(tree, word, "advmod", "hardly");
}

// The verb that a coordinated one shares its governor with: "freed" for "released" of "appears to have freed and released".
std::size_t first_of(const Tree& tree, std::size_t word) {
  for (int step = 0; step < 3 && is(tree, word, "conj") && tree.parent(word) != Tree::none; ++step) word = tree.parent(word);
  return word;
}

std::string_view hedge_on(const Tree& tree, std::size_t word) {
  static constexpr std::array<std::string_view, 4> adverbs{"reportedly", "allegedly", "purportedly", "supposedly"};
  static constexpr std::array<std::string_view, 2> of_verbs{"apparently", "seemingly"};
  static constexpr std::array<std::string_view, 3> adjectives{"alleged", "purported", "supposed"};
  for (const std::size_t child : tree.children(word)) {
    const std::string& lemma = tree.word(child).lemma;
    if (is(tree, child, "advmod") && one_of(lemma, adverbs)) return "hedged";
    if (is(tree, child, "advmod") && one_of(lemma, of_verbs) && tree.word(word).upos == "VERB") return "hedged";
    if (is(tree, child, "amod") && one_of(lemma, adjectives)) return "alleged";
  }
  return {};
}

}  // namespace

std::string_view hedge_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 5> opinions{"believe", "suspect", "suggest", "hint", "fear"};
  static constexpr std::array<std::string_view, 6> passives{"think", "believe", "suspect", "report", "allege", "rumour"};
  for (std::size_t i = trigger.first; i < std::min(trigger.last, tree.size()); ++i) {
    if (const std::string_view rule = hedge_on(tree, i); !rule.empty()) return rule;
  }
  const std::size_t head = tree.head_of(trigger);
  const std::size_t word = head < tree.size() ? first_of(tree, head) : head;
  const std::size_t above = word < tree.size() ? tree.parent(word) : Tree::none;
  if (above == Tree::none || is_negated(tree, above)) return {};
  const Word& governor = tree.word(above);
  const bool perfect = has(tree, word, "aux", "have");
  if (is(tree, word, "xcomp") && (governor.lemma == "seem" || governor.lemma == "appear")) return "seems-to";
  if (is(tree, word, "xcomp") && governor.xpos == "VBN" &&
      (one_of(governor.lemma, passives) || (governor.lemma == "say" && perfect))) {
    return "thought-to";
  }
  if (is(tree, word, "ccomp") && one_of(governor.lemma, opinions)) return "believed";
  return {};
}

std::string_view negation_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 6> from{"refrain", "prevent", "avoid", "forbid", "avert", "thwart"};
  static constexpr std::array<std::string_view, 4> objects{"foil", "avert", "thwart", "prevent"};
  static constexpr std::array<std::string_view, 3> undone{"fail", "unable", "refuse"};
  const std::size_t head = tree.head_of(trigger);
  const std::size_t word = head < tree.size() ? first_of(tree, head) : head;
  const std::size_t above = word < tree.size() ? tree.parent(word) : Tree::none;
  if (above == Tree::none) return {};
  const std::string& lemma = tree.word(above).lemma;
  const bool clause = is(tree, word, "xcomp") || is(tree, word, "advcl") || is(tree, word, "obl") || is(tree, word, "ccomp");
  if (clause && lemma == "have" && has(tree, above, "advmod", "yet")) return "yet-to";
  const std::size_t over = tree.parent(above);
  const bool cancelled = is_negated(tree, above) || (over != Tree::none && one_of(tree.word(over).lemma, undone));
  if (cancelled || tree.word(above).upos != "VERB") return {};
  const bool short_of =
      clause && ((lemma == "stop" && has(tree, above, "advmod", "short")) ||
                 (lemma == "hold" && (has(tree, above, "compound", "back") || has(tree, above, "advmod", "back"))));
  if (short_of || (clause && one_of(lemma, from)) || (is(tree, word, "obj") && one_of(lemma, objects))) return "kept-from";
  return {};
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
