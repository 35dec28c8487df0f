#include "rules.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::events {
namespace {

using testing::HandMade;

std::string hedge(std::string_view words, std::string_view trigger) {
  const HandMade s(words);
  return std::string(hedge_of(Tree(s.reading), s.find(trigger)));
}

std::string negation(std::string_view words, std::string_view trigger) {
  const HandMade s(words);
  return std::string(negation_of(Tree(s.reading), s.find(trigger)));
}

TEST(HedgeOf, HoldsForAHedgeOnTheTriggerOnly) {
  constexpr std::string_view words =
      "Rebels/NOUN/3/nsubj reportedly/ADV/3/advmod said=say/VERB/0/root they/PRON/5/nsubj attacked/VERB/3/ccomp";
  EXPECT_EQ(hedge(words, "said"), "hedged");
  EXPECT_EQ(hedge(words, "attacked"), "");
  EXPECT_EQ(hedge("The/DET/3/det alleged/ADJ/3/amod raid/NOUN/4/nsubj angered/VERB/0/root him/PRON/4/obj", "raid"), "alleged");
}

TEST(HedgeOf, SeesWhatSeems) {
  EXPECT_EQ(hedge("He/PRON/2/nsubj appears=appear/VERB/0/root to/PART/5/mark have/AUX/5/aux fled=flee/VERB/2/xcomp", "fled"),
            "seems-to");
  EXPECT_EQ(hedge("He/PRON/2/nsubj believes=believe/VERB/0/root Russia/PROPN/4/nsubj attacked/VERB/2/ccomp", "attacked"),
            "believed");
  EXPECT_EQ(hedge("He/PRON/3/nsubj not/PART/3/advmod believes=believe/VERB/0/root Russia/PROPN/5/nsubj attacked/VERB/3/ccomp",
                  "attacked"),
            "");
}

TEST(HedgeOf, SeesThroughALightVerb) {
  EXPECT_EQ(
      hedge("They/PRON/3/nsubj reportedly/ADV/3/advmod launched=launch/VERB/0/root an/DET/5/det attack/NOUN/3/obj", "attack"),
      "hedged");
}

TEST(PurposeOf, SeesWhatIsYetToCome) {
  HandMade s("He/PRON/2/nsubj flew=fly/VERB/0/root to/PART/4/mark complain/VERB/2/advcl");
  s.reading.words[3].xpos = "VB";
  EXPECT_EQ(purpose_of(Tree(s.reading), s.find("complain")), "purpose");
  EXPECT_EQ(purpose_of(Tree(s.reading), s.find("flew")), "");
  HandMade work("They/PRON/2/nsubj work/VERB/0/root to/PART/4/mark defeat/VERB/2/advcl");
  work.reading.words[3].xpos = "VB";
  EXPECT_EQ(purpose_of(Tree(work.reading), work.find("defeat")), "");
}

TEST(IsFormOf, ForgivesAWrongEnding) {
  Word word;
  word.upos = "VERB";
  word.lemma = "reporty";
  EXPECT_TRUE(is_form_of(word, "report"));
  word.lemma = "denied";
  EXPECT_TRUE(is_form_of(word, "deny"));
  EXPECT_FALSE(is_form_of(word, "den"));
  word.lemma = "fre";
  EXPECT_TRUE(is_form_of(word, "free"));
  EXPECT_FALSE(is_form_of(word, "freeze"));
  word.lemma = "reporter";
  EXPECT_FALSE(is_form_of(word, "report"));
}

TEST(NegationOf, SeesWhatIsKeptFromHappening) {
  EXPECT_EQ(negation("He/PRON/2/nsubj refrained=refrain/VERB/0/root from/SCONJ/4/mark firing=fire/VERB/2/advcl", "firing"),
            "kept-from");
  EXPECT_EQ(negation("Police/NOUN/2/nsubj foiled=foil/VERB/0/root an/DET/4/det attack/NOUN/2/obj", "attack"), "kept-from");
  EXPECT_EQ(negation("It/PRON/2/nsubj has=have/VERB/0/root yet/ADV/2/advmod to/PART/5/mark sign/VERB/2/xcomp", "sign"),
            "yet-to");
}

TEST(NegationOf, LetsTwoNegationsCancelOut) {
  EXPECT_EQ(
      negation("They/PRON/2/nsubj failed=fail/VERB/0/root to/PART/4/mark prevent/VERB/2/xcomp an/DET/6/det attack/NOUN/4/obj",
               "attack"),
      "");
  EXPECT_EQ(negation("Police/NOUN/2/nsubj saw=see/VERB/0/root an/DET/4/det attack/NOUN/2/obj", "attack"), "");
}

}  // namespace
}  // namespace dragoman::events
