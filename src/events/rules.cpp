#include "rules.h"

#include <algorithm>
#include <array>

namespace dragoman::events {
namespace {

// How far up the tree a rule looks. Deeper nesting than this is not read by people either.
constexpr int reach_of_condition = 6, reach_of_cue = 32;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool inside(std::size_t i, WordRange words) { return i >= words.first && i < words.last; }

// "if" in "if it attacks", "should" in "should it attack", "as" in "as long as it attacks".
bool opens_condition(const Tree& tree, std::size_t clause) {
  static constexpr std::array<std::string_view, 8> marks{"if",       "unless",    "until", "till",
                                                         "provided", "providing", "lest",  "once"};
  for (std::size_t child : tree.children(clause)) {
    const Word& word = tree.word(child);
    const std::string_view relation = universal(word.deprel);
    if (relation == "mark" && (one_of(word.lemma, marks) || word.lemma == "provide")) return true;
    const bool first = child == tree.under(clause).first;
    if (first && relation == "aux" && word.lemma == "should") return true;
    if (first && relation == "mark" && word.lemma == "in" && child + 1 < tree.size() && tree.word(child + 1).lemma == "case") {
      return true;
    }
  }
  return false;
}

bool is_without_phrase(const Tree& tree, std::size_t phrase) {
  for (std::size_t child : tree.children(phrase)) {
    if (universal(tree.word(child).deprel) == "case" && tree.word(child).lemma == "without") return true;
  }
  return false;
}

std::size_t subject_of(const Tree& tree, std::size_t verb) {
  for (int step = 0; step < 4 && verb != Tree::none; ++step) {
    for (std::size_t child : tree.children(verb)) {
      if (universal(tree.word(child).deprel) == "nsubj" || tree.word(child).deprel == "obl:agent") return child;
    }
    const std::string_view relation = universal(tree.word(verb).deprel);
    if (relation != "conj" && relation != "xcomp" && relation != "advcl") break;
    verb = tree.parent(verb);
  }
  return Tree::none;
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

std::optional<TreeCondition> condition_of(const Tree& tree, WordRange trigger) {
  std::size_t at = tree.head_of(trigger);
  for (int step = 0; step < reach_of_condition && at < tree.size(); ++step, at = tree.parent(at)) {
    for (std::size_t child : tree.children(at)) {
      const WordRange words = tree.under(child);
      if (words.first < trigger.last && trigger.first < words.last) continue;  // the trigger stands inside it
      const std::string_view relation = universal(tree.word(child).deprel);
      if (relation == "advcl" && opens_condition(tree, child)) return TreeCondition{words, "if-clause"};
      if (relation == "obl" && is_without_phrase(tree, child)) return TreeCondition{words, "without-phrase"};
    }
    if (universal(tree.word(at).deprel) == "advcl" && opens_condition(tree, at)) break;  // inside a condition oneself
  }
  return std::nullopt;
}

std::optional<WordRange> cue_of(const Tree& tree, WordRange mention, std::optional<WordRange> trigger) {
  const std::size_t head = tree.head_of(mention);
  if (head >= tree.size()) return std::nullopt;
  for (std::size_t child : tree.children(head)) {
    const std::string& lemma = tree.word(child).lemma;
    if (universal(tree.word(child).deprel) == "case" && (lemma == "accord" || lemma == "according")) return tree.under(child);
  }
  std::size_t at = trigger ? tree.parent(tree.head_of(*trigger)) : Tree::none;
  for (int step = 0; step < reach_of_cue && at != Tree::none; ++step, at = tree.parent(at)) {
    if (tree.word(at).upos == "VERB" && inside(subject_of(tree, at), mention)) return WordRange{at, at + 1};
  }
  const std::size_t verb = tree.parent(head);
  const bool subject = universal(tree.word(head).deprel) == "nsubj" || tree.word(head).deprel == "obl:agent";
  if (verb == Tree::none || !subject || tree.word(verb).upos != "VERB") return std::nullopt;
  return WordRange{verb, verb + 1};
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
