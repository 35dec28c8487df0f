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

// "did not prevent", "nothing prevented".
bool is_negated(const Tree& tree, std::size_t word) {
  static constexpr std::array<std::string_view, 6> adverbs{"not", "never", "hardly", "barely", "scarcely", "neither"};
  static constexpr std::array<std::string_view, 4> subjects{"nothing", "nobody", "none", "noone"};
  return std::any_of(tree.children(word).begin(), tree.children(word).end(), [&](std::size_t child) {
    const std::string& lemma = tree.word(child).lemma;
    return (is(tree, child, "advmod") && one_of(lemma, adverbs)) || (is(tree, child, "nsubj") && one_of(lemma, subjects));
  });
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

// "did not only arrest".
bool is_not_only(const Tree& tree, std::size_t verb) {
  return std::any_of(tree.children(verb).begin(), tree.children(verb).end(), [&](std::size_t child) {
    return tree.word(child).lemma == "not" && child + 1 < tree.size() &&
           (tree.word(child + 1).lemma == "only" || tree.word(child + 1).lemma == "just");
  });
}

// "denied any link with the attack": the attack was. Of "denied any part in it" one cannot tell.
bool is_unlinked(const Tree& tree, std::size_t word) {
  const std::size_t noun = is(tree, word, "nmod") ? tree.parent(word) : Tree::none;
  const std::size_t verb = noun != Tree::none ? tree.parent(noun) : Tree::none;
  const bool link = noun != Tree::none && (is_form_of(tree.word(noun), "link") || is_form_of(tree.word(noun), "connection"));
  return link && verb != Tree::none && is(tree, noun, "obj") && is_form_of(tree.word(verb), "deny");
}

// "no one has claimed the attack", "no group took responsibility for it": the attack was.
bool is_unclaimed(const Tree& tree, std::size_t word) {
  static constexpr std::array<std::string_view, 4> claims{"claim", "take", "accept", "admit"};
  const bool responsible = (is(tree, word, "nmod") || is(tree, word, "obl")) && has(tree, word, "case", "for");
  std::size_t verb = tree.parent(word);
  if (responsible && verb != Tree::none && tree.word(verb).lemma == "responsibility") verb = tree.parent(verb);
  if (verb == Tree::none || !is_any(tree.word(verb), claims)) return false;
  const bool claimed = responsible || (is(tree, word, "obj") && is_form_of(tree.word(verb), "claim"));
  // The word beside it as well: "no" of "no one" is now and then hung elsewhere.
  const auto nobody = [&](std::size_t child) {
    const bool beside = child > 0 && tree.word(child - 1).lemma == "no";
    return is(tree, child, "nsubj") && (beside || has(tree, child, "det", "no"));
  };
  const bool by_nobody = std::any_of(tree.children(verb).begin(), tree.children(verb).end(), nobody);
  return claimed && (by_nobody || is_negated(tree, verb));
}

// "it had requested no such step": the object that was not.
bool lacks_object(const Tree& tree, std::size_t verb, WordRange trigger) {
  constexpr std::size_t near = 4;  // words; what is parsed as a farther object now and then is none
  return std::any_of(tree.children(verb).begin(), tree.children(verb).end(), [&](std::size_t child) {
    const bool own = child >= trigger.first && tree.under(child).first < trigger.last;  // "took no food" is itself the act
    return !own && child > verb && child <= verb + near && is(tree, child, "obj") && has(tree, child, "det", "no");
  });
}

// "a condemnation never came about": what the clause says of its subject.
bool did_not_come(const Tree& tree, std::size_t subject, std::size_t verb) {
  static constexpr std::array<std::string_view, 6> happens{"come", "happen", "occur", "take", "materialise", "materialize"};
  return is(tree, subject, "nsubj") && is_any(tree.word(verb), happens) && is_negated(tree, verb);
}

// "lifting the ban on aid is out of the question", by the words: trees do not know what to make of it.
bool is_out_of_question(const Tree& tree, WordRange trigger) {
  constexpr std::size_t reach = 15;
  const auto lemma = [&](std::size_t i) { return i < tree.size() ? std::string_view(tree.word(i).lemma) : std::string_view(); };
  const std::size_t end = std::min(trigger.last + reach, tree.size());
  std::size_t i = trigger.last;
  while (i < end && lemma(i) != "be" && tree.word(i).upos != "VERB" && tree.word(i).upos != "PUNCT") ++i;
  if (lemma(i) != "be" || lemma(i + 1) != "out" || lemma(i + 2) != "of") return false;
  return lemma(i + 3) == "question" || lemma(i + 4) == "question";
}

// "it is not true that Norway froze its aid", "it is false that …".
bool is_untrue(const Tree& tree, std::size_t word, std::size_t above) {
  const std::string& lemma = tree.word(above).lemma;
  if (!is(tree, word, "ccomp") && !is(tree, word, "csubj") && !is(tree, word, "advcl")) return false;
  return lemma == "untrue" || lemma == "false" || ((lemma == "true" || lemma == "correct") && is_negated(tree, above));
}

// "will no longer work with them".
bool is_no_longer(const Tree& tree, std::size_t verb) {
  return std::any_of(tree.children(verb).begin(), tree.children(verb).end(), [&](std::size_t child) {
    const std::string& lemma = tree.word(child).lemma;
    return (lemma == "long" || lemma == "longer") && child > 0 && tree.word(child - 1).lemma == "no";
  });
}

bool is_hardly(const Tree& tree, std::size_t verb) {
  return has(tree, verb, "advmod", "hardly") || has(tree, verb, "advmod", "barely") || has(tree, verb, "advmod", "scarcely");
}

// "to stop it being destroyed", "a curfew to stop fresh protests"; not "stopped jailing", "to stop the war".
bool keeps_from_coming(const Tree& tree, std::size_t word, std::size_t verb) {
  static constexpr std::array<std::string_view, 8> coming{"fresh", "new",     "further", "future",
                                                          "more",  "another", "any",     "possible"};
  if (!is_form_of(tree.word(verb), "stop")) return false;
  const auto is_coming = [&](std::size_t child) {
    return (is(tree, child, "amod") || is(tree, child, "det")) && one_of(tree.word(child).lemma, coming);
  };
  if (is(tree, word, "obj")) return std::any_of(tree.children(word).begin(), tree.children(word).end(), is_coming);
  const auto names = [&](std::size_t of, std::string_view relation) {
    return std::any_of(tree.children(of).begin(), tree.children(of).end(),
                       [&](std::size_t child) { return is(tree, child, relation); });
  };
  const bool clause = is(tree, word, "xcomp") || is(tree, word, "ccomp");
  return clause && tree.word(word).xpos != "VB" && (names(word, "nsubj") || names(verb, "obj"));
}

// "Countries that are leaving", whoever they be: a relative clause on a bare plural, below a verb that says what usually is.
bool is_in_general(const Tree& tree, std::size_t word) {
  static constexpr std::array<std::string_view, 5> commonly{"usually", "normally", "generally", "typically", "ordinarily"};
  if (tree.word(word).deprel != "acl:relcl") return false;
  const std::size_t noun = tree.parent(word);
  if (noun == Tree::none || tree.word(noun).xpos != "NNS") return false;
  const auto children = tree.children(noun);
  if (std::any_of(children.begin(), children.end(), [&](std::size_t i) { return universal(tree.word(i).deprel) == "det"; }))
    return false;
  const std::size_t verb = tree.parent(noun);
  if (verb == Tree::none) return false;
  const auto beside = tree.children(verb);
  return std::any_of(beside.begin(), beside.end(), [&](std::size_t i) { return is_any(tree.word(i), commonly); });
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
  if (word < tree.size() && is_in_general(tree, word)) return "in-general";
  const std::size_t above = word < tree.size() ? tree.parent(word) : Tree::none;
  if (above == Tree::none || is_negated(tree, above)) return {};
  const Word& governor = tree.word(above);
  const bool said_of = is(tree, word, "nsubj") || is(tree, word, "csubj") || is(tree, word, "ccomp") || is(tree, word, "advcl");
  if (said_of && (governor.lemma == "possible" || governor.lemma == "conceivable")) return "is-possible";
  const bool perfect = has(tree, word, "aux", "have");
  if (is(tree, word, "xcomp") && (governor.lemma == "seem" || governor.lemma == "appear")) return "seems-to";
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
  return is(tree, word, "advcl") && tree.word(above).lemma != "go" ? "purpose" : std::string_view();
}

std::string_view negation_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 6> from{"refrain", "prevent", "avoid", "forbid", "avert", "thwart"};
  static constexpr std::array<std::string_view, 4> objects{"foil", "avert", "thwart", "prevent"};
  static constexpr std::array<std::string_view, 3> undone{"fail", "unable", "refuse"};
  const std::size_t head = tree.head_of(trigger);
  const std::size_t word = head < tree.size() ? first_of(tree, head) : head;
  const std::size_t above = word < tree.size() ? tree.parent(word) : Tree::none;
  if (head < tree.size() && tree.word(head).upos == "VERB" && lacks_object(tree, head, trigger)) return "no-object";
  if (head < tree.size() && tree.word(head).upos == "VERB" && is_hardly(tree, head)) return "hardly";
  if (is_out_of_question(tree, trigger)) return "out-of-question";
  if (above == Tree::none) return {};
  if (did_not_come(tree, word, above)) return "did-not-come";
  if (is_untrue(tree, word, above)) return "not-true";
  const std::string& lemma = tree.word(above).lemma;
  const bool clause = is(tree, word, "xcomp") || is(tree, word, "advcl") || is(tree, word, "obl") || is(tree, word, "ccomp");
  if (clause && lemma == "have" && has(tree, above, "advmod", "yet")) return "yet-to";
  const std::size_t over = tree.parent(above);
  const bool cancelled = is_negated(tree, above) || (over != Tree::none && is_any(tree.word(over), undone));
  if (cancelled || tree.word(above).upos != "VERB") return {};
  const bool short_of =
      clause && ((is_form_of(tree.word(above), "stop") && has(tree, above, "advmod", "short")) ||
                 (lemma == "hold" && (has(tree, above, "compound", "back") || has(tree, above, "advmod", "back"))));
  const bool undergoes = is(tree, word, "obj") || tree.word(word).deprel == "nsubj:pass";  // "foiled the raid", "was foiled"
  const bool ruled_out = undergoes && is_form_of(tree.word(above), "rule") && has(tree, above, "compound", "out");
  if (ruled_out) return "ruled-out";
  const bool kept = is(tree, word, "advcl") ? has(tree, word, "mark", "from") || has(tree, word, "case", "from") : clause;
  if (short_of || keeps_from_coming(tree, word, above) || (kept && is_any(tree.word(above), from)) ||
      (undergoes && is_any(tree.word(above), objects)))
    return "kept-from";
  return {};
}

std::string_view done_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 10> light{"hold",  "launch",  "conduct", "express", "give",
                                                          "stage", "provide", "deliver", "join",    "attend"};
  const std::size_t word = tree.head_of(trigger);
  const std::size_t verb = word < tree.size() && tree.word(word).upos == "NOUN" ? tree.parent(word) : Tree::none;
  if (verb == Tree::none || (!is(tree, word, "obj") && tree.word(word).deprel != "nsubj:pass")) return {};
  if (!is_any(tree.word(verb), light) || is_negated(tree, verb)) return {};
  const std::string_view form = tree.word(verb).xpos;
  const bool told = form == "VBD" || (form == "VBN" && has(tree, verb, "aux", "have")) ||
                    ((form == "VBG" || form == "VBN") && has(tree, verb, "aux", "be"));
  const auto opens = [&](std::size_t child) { return is(tree, child, "mark") || tree.word(child).xpos == "MD"; };
  const bool open = std::any_of(tree.children(verb).begin(), tree.children(verb).end(), opens);
  return told && !open ? "light-verb" : std::string_view();
}

std::string_view order_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 2> orders{"order", "mandate"};
  const std::size_t word = tree.head_of(trigger);
  const std::size_t noun = word < tree.size() ? tree.parent(word) : Tree::none;
  const bool asked = noun != Tree::none && is(tree, word, "acl") && tree.word(word).xpos == "VB" &&
                     tree.word(noun).upos == "NOUN" && is_any(tree.word(noun), orders);
  return asked ? "order-to" : std::string_view();
}

std::string_view ending_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 8> ends{"drop",    "scrap",   "repeal", "revoke",
                                                        "abolish", "abandon", "remove", "cancel"};
  static constexpr std::array<std::string_view, 5> undone{"fail", "unable", "refuse", "decline", "reject"};
  const std::size_t word = tree.head_of(trigger);
  if (word >= tree.size()) return {};
  const std::size_t noun = is(tree, word, "compound") ? tree.parent(word) : word;
  const std::size_t verb = noun < tree.size() ? tree.parent(noun) : Tree::none;
  if (verb == Tree::none || !is(tree, noun, "obj") || tree.word(verb).upos != "VERB" || is_negated(tree, verb)) return {};
  const std::size_t over = tree.parent(verb);
  if (over != Tree::none && (is_negated(tree, over) || is_any(tree.word(over), undone))) return {};
  const bool efforts = noun != word && is_form_of(tree.word(noun), "effort") && is_form_of(tree.word(verb), "end");
  return efforts || is_any(tree.word(verb), ends) ? "dropped" : std::string_view();
}

std::string_view asserted_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 9> says{"say",   "tell", "report", "announce", "confirm",
                                                        "state", "add",  "write",  "complain"};
  const std::size_t verb = tree.head_of(trigger);
  const std::size_t above = verb < tree.size() && is(tree, verb, "ccomp") ? tree.parent(verb) : Tree::none;
  if (above == Tree::none || tree.word(above).upos != "VERB" || !is_any(tree.word(above), says)) return {};
  const std::string_view form = tree.word(verb).xpos;
  const bool past = form == "VBD" || (form == "VBN" && (has(tree, verb, "aux", "have") || has(tree, verb, "aux", "be")));
  const bool open = std::any_of(tree.children(verb).begin(), tree.children(verb).end(), [&](std::size_t child) {
    const Word& word = tree.word(child);
    return word.xpos == "MD" || (is(tree, child, "mark") && word.lemma != "that");
  });
  return past && !open && hedge_of(tree, trigger).empty() ? "asserted" : std::string_view();
}

std::string_view open_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 4> modals{"may", "might", "could", "can"};
  const std::size_t verb = tree.head_of(trigger);
  if (verb >= tree.size() || is_negated(tree, verb) || is_no_longer(tree, verb)) return {};
  const bool open = std::any_of(tree.children(verb).begin(), tree.children(verb).end(), [&](std::size_t child) {
    return is(tree, child, "aux") && one_of(tree.word(child).lemma, modals);
  });
  return open && tree.word(verb).xpos == "VB" ? "modal" : std::string_view();
}

std::string_view weighed_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 5> weighing{"consider", "weigh", "mull", "contemplate", "ponder"};
  static constexpr std::array<std::string_view, 2> discussing{"discuss", "debate"};
  static constexpr std::array<std::string_view, 6> open{"decision", "determination", "debate", "discussion", "vote", "bill"};
  static constexpr std::array<std::string_view, 6> there{"proposal", "request", "offer", "appeal", "application", "demand"};
  static constexpr std::array<std::string_view, 5> known{"the", "this", "that", "these", "those"};
  const std::size_t head = tree.head_of(trigger);
  const std::size_t word = head < tree.size() ? first_of(tree, head) : head;
  const std::size_t above = word < tree.size() ? tree.parent(word) : Tree::none;
  if (above == Tree::none || (tree.word(above).upos == "VERB" && is_negated(tree, above))) return {};
  const bool weighs = is_any(tree.word(above), weighing);
  if (is(tree, word, "xcomp") && tree.word(word).xpos == "VBG" && weighs) return "weighed";
  if (tree.word(word).upos != "NOUN" || one_of(tree.word(word).lemma, there)) return {};
  const auto names = [&](std::size_t child) {
    return tree.word(child).deprel == "nmod:poss" || (is(tree, child, "det") && one_of(tree.word(child).lemma, known));
  };
  if (std::any_of(tree.children(word).begin(), tree.children(word).end(), names)) return {};
  if (is(tree, word, "nmod") && has(tree, word, "case", "on") && is_any(tree.word(above), open)) return "decision-on";
  if (!is(tree, word, "obj")) return {};
  if (weighs) return "weighed";
  return is_any(tree.word(above), discussing) ? "discussed" : std::string_view();
}

bool is_coming(const Tree& tree, WordRange trigger) {
  const std::size_t verb = tree.head_of(trigger);
  return verb < tree.size() && !is_negated(tree, verb) && (has(tree, verb, "aux", "will") || has(tree, verb, "aux", "shall"));
}

std::string_view lasting_of(const Tree& tree, WordRange trigger) {
  static constexpr std::array<std::string_view, 7> ends{"stop", "end", "suspend", "halt", "abandon", "cease", "lift"};
  static constexpr std::array<std::string_view, 5> eases{"ease", "relax", "loosen", "reduce", "soften"};
  static constexpr std::array<std::string_view, 4> goes_on{"hesitate", "stop", "cease", "fail"};
  const std::size_t word = tree.head_of(trigger);
  if (word >= tree.size()) return {};
  if (is_not_only(tree, word)) return "not-only";
  if (is_unlinked(tree, word)) return "denied-link";
  if (is_unclaimed(tree, word)) return "unclaimed";
  const std::size_t above = tree.parent(word);
  if (above == Tree::none || tree.word(above).upos != "VERB") return {};
  if (is(tree, word, "xcomp") && is_any(tree.word(above), goes_on) && is_negated(tree, above)) return "not-ended";
  if (!is(tree, word, "obj")) return {};
  if (is_any(tree.word(above), eases) && !is_negated(tree, word)) return "eased";
  if (is_any(tree.word(above), ends) && is_negated(tree, above)) return "not-ended";
  const bool strike = tree.word(word).lemma == "strike" || tree.word(word).lemma == "sit-in";
  const bool off = has(tree, above, "compound", "off") || has(tree, above, "advmod", "off");
  return strike && off && tree.word(above).lemma == "call" ? "called-off" : std::string_view();
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
  const bool doubled = rest.size() == 1 && rest.front() == lemma.back();  // "dropp"
  if (word.upos == "VERB" && doubled) return true;
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
