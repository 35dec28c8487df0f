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

template <std::size_t N>
bool is_any(const Word& word, const std::array<std::string_view, N>& lemmas) {
  return std::any_of(lemmas.begin(), lemmas.end(), [&](std::string_view lemma) { return is_form_of(word, lemma); });
}

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

// The verb that does what a noun says: "carried out" of "carried out an attack"; else the word itself.
std::size_t acting_word(const Tree& tree, std::size_t word) {
  static constexpr std::array<std::string_view, 12> light{"carry", "hold",  "launch", "conduct", "make",   "express",
                                                          "give",  "stage", "pay",    "take",    "impose", "issue"};
  if (word >= tree.size() || tree.word(word).upos != "NOUN") return word;
  const bool done = is(tree, word, "obj") || tree.word(word).deprel == "nsubj:pass";
  const std::size_t verb = done ? tree.parent(word) : Tree::none;
  return verb != Tree::none && is_any(tree.word(verb), light) ? verb : word;
}

std::string_view hedge_on(const Tree& tree, std::size_t word) {
  static constexpr std::array<std::string_view, 4> adverbs{"reportedly", "allegedly", "purportedly", "supposedly"};
  static constexpr std::array<std::string_view, 2> of_verbs{"apparently", "seemingly"};
  static constexpr std::array<std::string_view, 5> adjectives{"alleged", "purported", "supposed", "apparent", "suspected"};
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
  const std::size_t head = acting_word(tree, tree.head_of(trigger));
  if (head < tree.size() && hedge_on(tree, head) == "hedged") return "hedged";
  const std::size_t word = head < tree.size() ? first_of(tree, head) : head;
  const std::size_t above = word < tree.size() ? tree.parent(word) : Tree::none;
  if (above == Tree::none || is_negated(tree, above)) return {};
  const Word& governor = tree.word(above);
  const bool perfect = has(tree, word, "aux", "have");
  if (is(tree, word, "xcomp") && (is_form_of(governor, "seem") || is_form_of(governor, "appear"))) return "seems-to";
  if (is(tree, word, "xcomp") && governor.xpos == "VBN" &&
      (is_any(governor, passives) || (governor.lemma == "say" && perfect))) {
    return "thought-to";
  }
  if (is(tree, word, "ccomp") && is_any(governor, opinions)) return "believed";
  return {};
}

std::string_view purpose_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 6> doing{"meet", "work", "effort", "step", "continue", "use"};
  const std::size_t head = acting_word(tree, tree.head_of(trigger));
  if (head >= tree.size()) return {};
  const std::size_t word = first_of(tree, head);
  const std::size_t above = tree.parent(word);
  const bool infinitive = tree.word(word).xpos == "VB" && has(tree, word, "mark", "to");
  if (!infinitive || above == Tree::none || is_any(tree.word(above), doing)) return {};
  return is(tree, word, "advcl") || tree.word(word).deprel == "acl" ? "purpose" : std::string_view();
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
  const bool cancelled = is_negated(tree, above) || (over != Tree::none && is_any(tree.word(over), undone));
  if (cancelled || tree.word(above).upos != "VERB") return {};
  const bool short_of =
      clause && ((is_form_of(tree.word(above), "stop") && has(tree, above, "advmod", "short")) ||
                 (lemma == "hold" && (has(tree, above, "compound", "back") || has(tree, above, "advmod", "back"))));
  if (short_of || (clause && is_any(tree.word(above), from)) || (is(tree, word, "obj") && is_any(tree.word(above), objects)))
    return "kept-from";
  return {};
}

bool is_form_of(const Word& word, std::string_view lemma) {
  const std::string_view read = word.lemma;
  if (read == lemma) return true;
  if ((word.upos != "VERB" && word.upos != "NOUN") || lemma.size() < 3 || read.size() < 3 || read.size() > lemma.size() + 3)
    return false;
  if (word.upos == "VERB" && lemma.starts_with(read) && lemma.size() <= read.size() + 1) return true;
  const std::string_view stem = lemma.ends_with('e') || lemma.ends_with('y') ? lemma.substr(0, lemma.size() - 1) : lemma;
  if (!read.starts_with(stem)) return false;
  const std::string_view rest = read.substr(stem.size());
  if (rest.starts_with("ie") && !lemma.ends_with('y')) return false;
  static constexpr std::array<std::string_view, 9> of_verbs{"y", "e", "d", "ed", "s", "es", "ing", "ied", "ie"};
  static constexpr std::array<std::string_view, 4> of_nouns{"s", "es", "ie", "ies"};
  return word.upos == "VERB" ? one_of(rest, of_verbs) : one_of(rest, of_nouns);
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
