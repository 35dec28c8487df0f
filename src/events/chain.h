// Who vouches for an act, by the tree: the voices between it and the report, from the innermost outwards.
//
// "State television quoted the army as saying that rebels attacked." For "attacked": the army ("saying"), State television
// ("quoted"). "Rebels attacked, the army said, according to Reuters.": the army ("said"), Reuters ("according to"). None for
// "The army fled after rebels attacked.": nobody says it. A verb above that is no word of saying ("refused to attack") is a
// voice that does not give the word: it orders mouths that are known otherwise, and makes none.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "ontology.h"
#include "rules.h"

namespace dragoman::events {

struct Voice {
  std::size_t speaker = Tree::none;  // head of the noun phrase that speaks
  WordRange cue;                     // "said", "according to"
  std::string_view
      rule;  // "speech-verb", "parenthesis", "according-to", "quoted-as", "citing", "claim-of", "carried-by", "verb-above"
  bool gives_word = true;  // false: no word of saying
};

// Built once a sentence, in linear time; a look-up walks a bounded way up the tree.
class Voices {
 public:
  Voices(const Tree& tree, const Speech& speech);

  // From the innermost to the outermost.
  std::vector<Voice> of(WordRange trigger) const;
  // The word of saying of a mention with which the sentence ends: "said" of "…, the radio said on Monday.", "according to". It
  // is read off the words, since trees are least sure there.
  std::optional<WordRange> last_word(WordRange mention) const;
  // The verb whose subject the mention is: what it does, when it is none of the voices above.
  std::optional<WordRange> verb_of(WordRange mention) const;

 private:
  void find_beside(std::size_t word);
  void find_speaker(std::size_t word);
  std::size_t speaker_of(std::size_t verb) const;
  std::optional<Voice> above(std::size_t at, std::size_t below) const;
  std::optional<Voice> carrier_of(std::size_t speaker) const;

  const Tree& tree_;
  const Speech& speech_;
  std::vector<std::size_t> speaker_, object_;  // of each verb, its own subject or agent, and its object; none
  std::vector<std::vector<Voice>> beside_;     // of each word, the voices that hang on it: ", the army said,"
  std::vector<std::vector<Voice>> citing_;     // "citing the police"
};

// The place among the voices of the one whose speaker stands in the mention; nothing when none does.
std::optional<std::size_t> voice_of(const Tree& tree, const std::vector<Voice>& voices, WordRange mention);

// "Kremlin: Ukraine attacked the dam", "Rebels shell Idlib: observatory"; not "Three aims: peace, …", of which nobody is a
// mention.
std::optional<Voice> voice_of_headline(const Tree& tree, WordRange trigger);

// The innermost voice that is a pronoun ("he said"): whoever is named in another sentence speaks through it.
std::optional<std::size_t> pronoun_voice(const Tree& tree, const std::vector<Voice>& voices);

}  // namespace dragoman::events
