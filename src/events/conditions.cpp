#include "conditions.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace dragoman::events {
namespace {

// How far up the tree a condition is sought. Deeper nesting than this is not read by people either.
constexpr int reach = 6;
constexpr std::size_t most_hanging = 4;  // conditions on one word; a sentence with more of them is no prose
constexpr std::size_t none = Tree::none;

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool overlap(WordRange a, WordRange b) { return a.first < b.last && b.first < a.last; }

bool is(const Tree& tree, std::size_t word, std::string_view relation) { return universal(tree.word(word).deprel) == relation; }

std::size_t subject_of(const Tree& tree, std::size_t verb) {
  for (const std::size_t child : tree.children(verb)) {
    if (is(tree, child, "nsubj") || is(tree, child, "csubj") || is(tree, child, "expl")) return child;
  }
  return none;
}

bool is_told_as_coming(const Tree& tree, std::size_t verb) {
  static constexpr std::array<std::string_view, 7> modals{"will", "would", "shall", "could", "may", "might", "can"};
  const Word& word = tree.word(verb);
  if (word.xpos == "VB" || word.xpos == "NN") return true;
  return std::any_of(tree.children(verb).begin(), tree.children(verb).end(),
                     [&](std::size_t child) { return is(tree, child, "aux") && one_of(tree.word(child).lemma, modals); });
}

// "if" of "if it attacks", but not of "even if" and "as if".
bool opens_condition(const Tree& tree, std::size_t clause, std::size_t mark) {
  static constexpr std::array<std::string_view, 8> marks{"if",       "unless",    "until", "till",
                                                         "provided", "providing", "lest",  "once"};
  static constexpr std::array<std::string_view, 3> spoilers{"even", "as", "what"};
  const Word& word = tree.word(mark);
  const bool only = mark > 0 && tree.word(mark - 1).lemma == "only";
  if (only && is(tree, mark, "mark") && (word.lemma == "after" || word.lemma == "when")) return true;
  const bool once = word.lemma == "once" && is(tree, clause, "advcl") && tree.under(clause).first == mark;
  const bool marks_it = word.lemma == "once" ? once : is(tree, mark, "mark");
  if (!marks_it || !(one_of(word.lemma, marks) || word.lemma == "provide" || word.lemma == "suppose")) return false;
  if (word.lemma == "if" && (is(tree, clause, "ccomp") || is(tree, clause, "xcomp"))) return false;
  return mark == 0 || !one_of(tree.word(mark - 1).lemma, spoilers);
}

// "supposing the ceasefire holds", "failing an agreement".
bool is_supposing(const Tree& tree, std::size_t head) {
  const Word& word = tree.word(head);
  if (!is(tree, head, "advcl") || subject_of(tree, head) != none) return false;
  const bool supposes = word.lemma.starts_with("suppos") || word.lemma.starts_with("assuming");
  return supposes || (is_form_of(word, "fail") && word.xpos == "VBG" && tree.under(head).first == head);
}

struct Pattern {
  std::array<std::string_view, 5> lemmas;  // empty at the end
  std::string_view rule;
};

constexpr std::array<Pattern, 13> patterns{{{{"as", "long", "as"}, "as-long-as"},
                                            {{"so", "long", "as"}, "as-long-as"},
                                            {{"as", "soon", "as"}, "as-long-as"},
                                            {{"in", "the", "event", "of"}, "condition-phrase"},
                                            {{"in", "the", "event", "that"}, "condition-phrase"},
                                            {{"in", "case"}, "condition-phrase"},
                                            {{"on", "condition", "that"}, "condition-phrase"},
                                            {{"on", "the", "condition", "that"}, "condition-phrase"},
                                            {{"in", "exchange", "for"}, "in-exchange"},
                                            {{"in", "return", "for"}, "in-exchange"},
                                            {{"contingent", "upon"}, "condition-phrase"},
                                            {{"contingent", "on"}, "condition-phrase"},
                                            {{"or", "else"}, "condition-phrase"}}};

std::size_t length_of(const Pattern& pattern) {
  return static_cast<std::size_t>(std::find(pattern.lemmas.begin(), pattern.lemmas.end(), "") - pattern.lemmas.begin());
}

}  // namespace

bool is_vow(const Tree& tree, WordRange words) {
  static constexpr std::array<std::string_view, 6> anyhow{"whatever",   "however",      "whichever",
                                                          "regardless", "irrespective", "even"};
  const auto lemma = [&](std::size_t i) { return i < tree.size() ? std::string_view(tree.word(i).lemma) : std::string_view(); };
  const auto has_word = [&](std::string_view wanted) {
    constexpr std::size_t longest = 40;  // words of a vow
    for (std::size_t i = words.first; i < std::min({words.last, words.first + longest, tree.size()}); ++i) {
      if (lemma(i) == wanted) return true;
    }
    return false;
  };
  const std::size_t first = words.first;
  const std::string_view before = first > 0 ? lemma(first - 1) : std::string_view();
  if (one_of(lemma(first), anyhow) || before == "matter" || lemma(first + 1) == "matter" || one_of(before, anyhow)) return true;
  const bool whether = lemma(first) == "whether" || before == "whether" || (first > 1 && lemma(first - 2) == "whether");
  if (whether && (has_word("or") || (lemma(words.last) == "or" && lemma(words.last + 1) == "not"))) return true;
  if (lemma(first) == "in" && lemma(first + 1) == "any") return true;  // "in any case", "in any event"
  if (lemma(first) == "with" && lemma(first + 1) == "or" && lemma(first + 2) == "without") return true;
  return has_word("it") && lemma(words.last - 1) == "take" && (has_word("as") || before == "as" || before == "long");
}

Conditions::Conditions(const Tree& tree) : tree_(tree), at_head_(tree.size(), none) {
  for (std::size_t i = 0; i < tree.size(); ++i) {
    find_clause(i);
    find_phrase(i);
  }
  std::vector<std::size_t> order(all_.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return all_[a].words.first < all_[b].words.first; });
  std::vector<TreeCondition> sorted;
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(all_[order[i]]);
  }
  all_ = std::move(sorted);
  hanging_.resize(tree.size());
  for (std::size_t i = 0; i < tree.size(); ++i) {
    if (at_head_[i] == none) continue;
    at_head_[i] = place[at_head_[i]];
    const std::size_t parent = tree.parent(i);
    if (parent != none && hanging_[parent].size() < most_hanging) hanging_[parent].push_back(i);
  }
}

void Conditions::add(std::size_t head, WordRange words, std::string_view rule) {
  if (at_head_[head] != none) return;
  at_head_[head] = all_.size();
  all_.push_back({words, rule});
}

void Conditions::find_clause(std::size_t head) {
  if (is_supposing(tree_, head)) return add(head, tree_.under(head), "if-clause");
  const std::size_t subject = subject_of(tree_, head);
  for (const std::size_t child : tree_.children(head)) {
    const Word& word = tree_.word(child);
    const bool inverts = word.lemma == "should" || word.lemma == "be" || word.lemma == "have";
    const bool first = child < subject && subject != none && !is(tree_, head, "root");
    if (opens_condition(tree_, head, child)) return add(head, tree_.under(head), "if-clause");
    if (first && inverts && is(tree_, head, "advcl") && (is(tree_, child, "aux") || is(tree_, child, "cop")) &&
        child == tree_.under(head).first) {
      return add(head, tree_.under(head), "inversion");
    }
    if (first && word.lemma == "should" && is(tree_, child, "aux"))
      return add(head, {child, tree_.under(head).last}, "inversion");
    if (is(tree_, head, "obl") && is(tree_, child, "case") && word.lemma == "without")
      return add(head, tree_.under(head), "without-phrase");
    if (is(tree_, head, "nsubj") && is(tree_, child, "det") && word.lemma == "any" && tree_.parent(head) != none &&
        is_told_as_coming(tree_, tree_.parent(head))) {
      return add(head, tree_.under(head), "any-subject");
    }
  }
}

// "as long as the siege lasts": from the pattern's first word to the end of what hangs on its last.
void Conditions::find_phrase(std::size_t first) {
  for (const Pattern& pattern : patterns) {
    const std::size_t length = length_of(pattern);
    if (first + length > tree_.size()) continue;
    bool fits = true;
    for (std::size_t i = 0; fits && i < length; ++i) fits = tree_.word(first + i).lemma == pattern.lemmas[i];
    if (!fits) continue;
    const std::size_t last = first + length - 1;
    if (last + 1 < tree_.size() && tree_.word(last + 1).lemma == "possible") continue;  // "as soon as possible"
    const std::size_t head = tree_.parent(last) == none ? last : tree_.parent(last);
    const std::size_t end = pattern.lemmas[0] == "or" ? last + 1 : std::max(last + 1, tree_.under(head).last);
    if (head < first && pattern.lemmas[0] != "or") continue;  // "in case" of something before it
    return add(tree_.head_of({first, end}), {first, end}, pattern.rule);
  }
}

std::optional<TreeCondition> Conditions::of(WordRange trigger) const {
  std::size_t at = tree_.head_of(trigger);
  for (int step = 0; step < reach && at < tree_.size(); ++step, at = tree_.parent(at)) {
    for (const std::size_t child : hanging_[at]) {
      if (overlap(all_[at_head_[child]].words, trigger)) continue;
      TreeCondition found = all_[at_head_[child]];
      found.own = step == 0 && found.rule != "without-phrase" && found.rule != "in-exchange" && is_told_as_coming(tree_, at);
      return found;
    }
    if (at_head_[at] != none) return std::nullopt;  // inside a condition oneself
  }
  return std::nullopt;
}

std::optional<TreeCondition> Conditions::nearest(WordRange trigger) const {
  const TreeCondition* best = nullptr;
  const auto distance = [&](WordRange words) {
    return words.first >= trigger.last ? words.first - trigger.last : trigger.first - words.last;
  };
  // Those around the trigger, in the order of the text: a sentence has few.
  const auto after = std::lower_bound(all_.begin(), all_.end(), trigger.first,
                                      [](const TreeCondition& c, std::size_t word) { return c.words.first < word; });
  const auto look = [&](const TreeCondition& condition) {
    if (overlap(condition.words, trigger) || condition.rule == "without-phrase") return;
    if (!best || distance(condition.words) < distance(best->words)) best = &condition;
  };
  for (auto it = after; it != all_.end() && it < after + 2; ++it) look(*it);
  for (auto it = after; it != all_.begin() && after - it < 2;) look(*--it);
  return best ? std::optional(*best) : std::nullopt;
}

bool Conditions::is_of(WordRange trigger, bool by_clause) const {
  const std::size_t head = tree_.head_of(trigger);
  if (head >= tree_.size()) return false;
  if (at_head_[head] != none) {
    const TreeCondition& condition = all_[at_head_[head]];
    const std::size_t main = tree_.parent(head);
    const bool open = main != none && is_told_as_coming(tree_, main);  // not "halted traffic until ministers promised"
    return by_clause ? condition.rule == "if-clause" && open : condition.rule == "without-phrase";
  }
  const std::size_t above = tree_.parent(head);
  const bool object = above != none && at_head_[above] != none && (is(tree_, head, "obj") || is(tree_, head, "nsubj"));
  return object && is_supposing(tree_, above);
}

std::optional<TreeCondition> Conditions::overlapping(WordRange words) const {
  const auto after = std::lower_bound(all_.begin(), all_.end(), words.last,
                                      [](const TreeCondition& c, std::size_t word) { return c.words.first < word; });
  for (auto it = after; it != all_.begin() && after - it < 3;) {
    if (overlap((--it)->words, words)) return *it;
  }
  return std::nullopt;
}

}  // namespace dragoman::events
