#include "chain.h"

#include <algorithm>
#include <cstddef>

namespace dragoman::events {
namespace {

// Deeper nesting than this is not read by people either; nor do more voices hang on one word.
constexpr int reach = 32;
constexpr std::size_t most_beside = 4;

bool is(const Tree& tree, std::size_t word, std::string_view relation) { return universal(tree.word(word).deprel) == relation; }

bool knows(const std::set<std::string, std::less<>>& lemmas, const Word& word) {
  return lemmas.contains(word.lemma) ||
         std::any_of(lemmas.begin(), lemmas.end(), [&](const std::string& lemma) { return is_form_of(word, lemma); });
}

bool has_child(const Tree& tree, std::size_t word, std::string_view relation, std::string_view lemma) {
  return std::any_of(tree.children(word).begin(), tree.children(word).end(),
                     [&](std::size_t child) { return is(tree, child, relation) && tree.word(child).lemma == lemma; });
}

// "the army" of "a claim by the army", "the army's claim".
std::size_t owner_of(const Tree& tree, std::size_t noun) {
  for (const std::size_t child : tree.children(noun)) {
    if (tree.word(child).deprel == "nmod:poss") return child;
    if (!is(tree, child, "nmod")) continue;
    for (const std::string_view lemma : {"by", "of", "from"}) {
      if (has_child(tree, child, "case", lemma)) return child;
    }
  }
  return Tree::none;
}

// "spoke of an attack".
bool speaks_of(const Tree& tree, std::size_t verb, std::size_t below) {
  const bool speaks = is_form_of(tree.word(verb), "speak") || is_form_of(tree.word(verb), "talk");
  return speaks && is(tree, below, "obl") && has_child(tree, below, "case", "of");
}

// "according to schedule", "according to the law": nobody speaks.
bool is_rule(const std::string& lemma) {
  return lemma == "schedule" || lemma == "plan" || lemma == "law" || lemma == "rule" || lemma == "constitution" ||
         lemma == "protocol";
}

// "by the account of the Red Cross", "in the words of the premier": who is named after such a noun.
std::size_t teller_of(const Tree& tree, std::size_t noun) {
  const std::string& lemma = tree.word(noun).lemma;
  const bool tells = is(tree, noun, "obl") &&
                     (lemma == "word" || lemma == "words" || lemma == "account" || lemma == "view" || lemma == "opinion" ||
                      lemma == "count" || lemma == "tally" || lemma == "estimate" || lemma == "reckoning");
  const bool opens = has_child(tree, noun, "case", "by") || has_child(tree, noun, "case", "in");
  return tells && opens ? owner_of(tree, noun) : Tree::none;
}

std::optional<WordRange> according_to(const Tree& tree, std::size_t phrase) {
  for (const std::size_t child : tree.children(phrase)) {
    const std::string& lemma = tree.word(child).lemma;
    if (is(tree, child, "case") && (lemma == "accord" || lemma == "according" || lemma == "per")) {
      return is_rule(tree.word(phrase).lemma) ? std::nullopt : std::optional(tree.under(child));
    }
  }
  return std::nullopt;
}

}  // namespace

Voices::Voices(const Tree& tree, const Speech& speech)
    : tree_(tree),
      speech_(speech),
      speaker_(tree.size(), Tree::none),
      object_(tree.size(), Tree::none),
      beside_(tree.size()),
      citing_(tree.size()) {
  for (std::size_t i = 0; i < tree.size(); ++i) find_speaker(i);
  for (std::size_t i = 0; i < tree.size(); ++i) find_beside(i);
}

// "who" of a relative clause is the noun that the clause stands on.
void Voices::find_speaker(std::size_t word) {
  const std::size_t verb = tree_.parent(word);
  if (verb == Tree::none) return;
  const Word& noun = tree_.word(word);
  if ((noun.deprel == "nsubj" || noun.deprel == "obl:agent") && speaker_[verb] == Tree::none) {
    const bool relative = (noun.xpos == "WP" || noun.xpos == "WDT") && tree_.word(verb).deprel == "acl:relcl";
    speaker_[verb] = relative ? tree_.parent(verb) : word;
  } else if ((is(tree_, word, "obj") || noun.deprel == "nsubj:pass") && object_[verb] == Tree::none) {
    object_[verb] = word;
  }
}

// Its own, or for a verb without one that of the verb above it.
std::size_t Voices::speaker_of(std::size_t verb) const {
  for (int step = 0; step < 4 && verb < tree_.size(); ++step) {
    if (speaker_[verb] != Tree::none) return speaker_[verb];
    if (!is(tree_, verb, "conj") && !is(tree_, verb, "xcomp") && !is(tree_, verb, "advcl")) break;
    verb = tree_.parent(verb);
  }
  return Tree::none;
}

// ", the army said,", "as the army put it", "according to the army", "citing the army".
void Voices::find_beside(std::size_t word) {
  const std::size_t parent = tree_.parent(word);
  if (parent == Tree::none) return;
  const Word& said = tree_.word(word);
  const WordRange cue{word, word + 1};
  const auto add = [&](std::vector<Voice>& to, std::size_t speaker, WordRange by, std::string_view rule) {
    if (speaker < tree_.size() && to.size() < most_beside) to.push_back({speaker, by, rule, true});
  };
  if (const auto by = according_to(tree_, word)) return add(beside_[parent], word, *by, "according-to");
  if (const std::size_t teller = teller_of(tree_, word); teller != Tree::none)
    return add(beside_[parent], teller, cue, "according-to");
  if (is(tree_, word, "parataxis") && knows(speech_.quotes, said)) {
    add(beside_[parent], object_[word], cue, "quoted-as");
    return add(beside_[parent], speaker_of(word), cue, "parenthesis");
  }
  if (is(tree_, word, "parataxis") && knows(speech_.says, said))
    return add(beside_[parent], speaker_of(word), cue, "parenthesis");
  if (!is(tree_, word, "advcl")) return;
  if (knows(speech_.says, said) && has_child(tree_, word, "mark", "as"))
    add(beside_[parent], speaker_of(word), cue, "parenthesis");
  if (knows(speech_.quotes, said)) add(citing_[parent], object_[word], cue, "citing");
}

// The voice of a word that the part below depends on: "said" over its clause, "saying" under "quoted", "claim" over "that …".
std::optional<Voice> Voices::above(std::size_t at, std::size_t below) const {
  const Word& word = tree_.word(at);
  const WordRange cue{at, at + 1};
  const bool clause = is(tree_, below, "ccomp") || is(tree_, below, "parataxis");
  const std::size_t parent = tree_.parent(at);
  Voice voice{speaker_of(at), cue, "verb-above", false};
  if (word.upos == "NOUN" && knows(speech_.names, word) && (is(tree_, below, "acl") || clause)) {
    voice = {owner_of(tree_, at), cue, "claim-of", true};
  } else if (word.upos != "VERB") {
    return std::nullopt;
  } else if (parent < tree_.size() && knows(speech_.quotes, tree_.word(parent)) && has_child(tree_, at, "mark", "as")) {
    voice = {object_[parent], cue, "quoted-as", true};
  } else if ((knows(speech_.says, word) && clause) || knows(speech_.quotes, word) || speaks_of(tree_, at, below)) {
    voice.rule = "speech-verb";
    voice.gives_word = true;
  }
  return voice.speaker < tree_.size() ? std::optional(voice) : std::nullopt;
}

// "AFP" of "a source quoted by AFP"; not the noun itself of "a report that saw". So each carrier stands below whom it carries.
std::optional<Voice> Voices::carrier_of(std::size_t speaker) const {
  for (const std::size_t child : tree_.children(speaker)) {
    const bool other = speaker_[child] != Tree::none && speaker_[child] != speaker;
    if (other && is(tree_, child, "acl") && knows(speech_.carries, tree_.word(child))) {
      return Voice{speaker_[child], {child, child + 1}, "carried-by", true};
    }
  }
  return std::nullopt;
}

std::vector<Voice> Voices::of(WordRange trigger) const {
  std::vector<Voice> voices;
  std::size_t below = Tree::none, at = tree_.head_of(trigger);
  const auto take = [&](const std::vector<Voice>& from) {
    for (const Voice& voice : from) {
      const bool own = below != Tree::none && voice.cue.first == below;
      if (!own && (voice.cue.first >= trigger.last || voice.cue.last <= trigger.first)) voices.push_back(voice);
    }
  };
  // "reported that, according to the army, rebels attacked": what stands inside the clause below is said within it.
  const auto is_inside = [&](const Voice& voice) {
    return below != Tree::none && is(tree_, below, "ccomp") && voice.cue.first > tree_.under(below).first &&
           voice.cue.last < below;
  };
  for (int step = 0; step < reach && at < tree_.size(); ++step) {
    const std::size_t outer = voices.size();
    take(beside_[at]);
    if (outer > 0) {
      std::stable_partition(voices.begin() + static_cast<std::ptrdiff_t>(outer) - 1, voices.end(), is_inside);
    }
    below = at;
    at = tree_.parent(at);
    if (at >= tree_.size()) break;
    take(citing_[at]);
    if (const auto voice = above(at, below)) voices.push_back(*voice);
  }
  for (std::size_t i = 0; i < voices.size(); ++i) {
    if (const auto carrier = carrier_of(voices[i].speaker))
      voices.insert(voices.begin() + static_cast<std::ptrdiff_t>(i) + 1, *carrier);
  }
  return voices;
}

std::optional<WordRange> Voices::last_word(WordRange mention) const {
  constexpr std::size_t most_after = 5;  // "said", "in", "a", "statement", "Monday"
  std::size_t end = tree_.size(), verb = mention.last;
  while (end > 0 && tree_.word(end - 1).upos == "PUNCT") --end;
  if (mention.last > end || end - mention.last > most_after + 1) return std::nullopt;
  const auto is_verb = [&](std::size_t i) { return tree_.word(i).upos == "VERB"; };
  const auto is_according = [](const std::string& lemma) { return lemma == "accord" || lemma == "according"; };
  if (mention.first >= 2 && is_according(tree_.word(mention.first - 2).lemma) && tree_.word(mention.first - 1).lemma == "to") {
    for (; verb < end; ++verb) {
      if (is_verb(verb)) return std::nullopt;
    }
    return WordRange{mention.first - 2, mention.first};
  }
  while (verb < end && (tree_.word(verb).upos == "ADV" || tree_.word(verb).upos == "AUX")) ++verb;
  if (verb >= end || !knows(speech_.says, tree_.word(verb)) || mention.first == 0 ||
      tree_.word(mention.first - 1).upos != "PUNCT")
    return std::nullopt;
  for (std::size_t i = verb + 1; i < end; ++i) {
    if (is_verb(i)) return std::nullopt;
  }
  return WordRange{verb, verb + 1};
}

std::optional<WordRange> Voices::verb_of(WordRange mention) const {
  const std::size_t head = tree_.head_of(mention);
  const std::size_t verb = head < tree_.size() ? tree_.parent(head) : Tree::none;
  if (verb == Tree::none || speaker_[verb] != head || tree_.word(verb).upos != "VERB") return std::nullopt;
  return WordRange{verb, verb + 1};
}

std::optional<std::size_t> voice_of(const Tree& tree, const std::vector<Voice>& voices, WordRange mention) {
  const auto inside = [&](std::size_t word) { return word >= mention.first && word < mention.last; };
  const std::size_t head = tree.head_of(mention);
  const std::size_t first = head < tree.size() && is(tree, head, "conj") ? tree.parent(head) : Tree::none;
  const auto speaks = [&](const Voice& voice) { return inside(voice.speaker) || voice.speaker == first; };
  // Of several voices of one mouth the one that gives the word: "said that it refused to attack".
  auto found =
      std::find_if(voices.begin(), voices.end(), [&](const Voice& voice) { return voice.gives_word && speaks(voice); });
  if (found == voices.end()) found = std::find_if(voices.begin(), voices.end(), speaks);
  if (found == voices.end()) return std::nullopt;
  return static_cast<std::size_t>(found - voices.begin());
}

std::optional<Voice> voice_of_headline(const Tree& tree, WordRange trigger) {
  constexpr std::size_t most = 4;  // words of the name
  const auto is_name = [&](std::size_t first, std::size_t last) {
    if (first >= last || last - first > most) return false;
    for (std::size_t i = first; i < last; ++i) {
      const std::string_view upos = tree.word(i).upos;
      if (upos != "NOUN" && upos != "PROPN" && upos != "ADJ" && upos != "DET") return false;
    }
    return true;
  };
  std::size_t end = tree.size();
  while (end > 0 && tree.word(end - 1).xpos == ".") --end;
  for (std::size_t i = 1; i + 1 < end; ++i) {
    if (i > most && i + most + 1 < end) i = end - most - 1;  // a name stands at the front or at the back
    if (tree.word(i).lemma != ":") continue;
    if (i <= most && trigger.first > i && is_name(0, i)) return Voice{tree.head_of({0, i}), {i, i + 1}, "headline", true};
    if (trigger.last <= i && is_name(i + 1, end)) return Voice{tree.head_of({i + 1, end}), {i, i + 1}, "headline", true};
  }
  return std::nullopt;
}

std::optional<std::size_t> pronoun_voice(const Tree& tree, const std::vector<Voice>& voices) {
  const auto found = std::find_if(voices.begin(), voices.end(), [&](const Voice& voice) {
    return voice.gives_word && tree.word(voice.speaker).upos == "PRON";
  });
  if (found == voices.end()) return std::nullopt;
  return static_cast<std::size_t>(found - voices.begin());
}

}  // namespace dragoman::events
