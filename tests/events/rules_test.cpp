#include "rules.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::events {
namespace {

using testing::HandMade;

TEST(IsAlleged, HoldsForAHedgeOnTheTriggerOnly) {
  const HandMade s("Rebels/NOUN/3/nsubj reportedly/ADV/3/advmod said/VERB/0/root they/PRON/5/nsubj attacked/VERB/3/ccomp");
  EXPECT_TRUE(is_alleged(Tree(s.reading), s.find("said")));
  EXPECT_FALSE(is_alleged(Tree(s.reading), s.find("attacked")));
}

std::string condition(std::string_view words, std::string_view trigger) {
  const HandMade s(words);
  const auto found = condition_of(Tree(s.reading), s.find(trigger));
  if (!found) return "";
  const std::size_t start = s.reading.words[found->words.first].start, end = s.reading.words[found->words.last - 1].end;
  return std::string(found->rule) + ": " + s.report.text.substr(start, end - start);
}

TEST(ConditionOf, FindsTheClauseOnTheTriggersVerb) {
  EXPECT_EQ(condition("It/PRON/3/nsubj will/AUX/3/aux attack/VERB/0/root if/SCONJ/6/mark talks/NOUN/6/nsubj fail/VERB/3/advcl",
                      "attack"),
            "if-clause: if talks fail");
}

TEST(ConditionOf, LooksAboveANounTrigger) {
  EXPECT_EQ(condition("It/PRON/3/nsubj would/AUX/3/aux take/VERB/0/root steps/NOUN/3/obj unless/SCONJ/7/mark it/PRON/7/nsubj "
                      "stops/VERB/3/advcl",
                      "steps"),
            "if-clause: unless it stops");
  EXPECT_EQ(condition("It/PRON/3/nsubj will/AUX/3/aux impose/VERB/0/root sanctions/NOUN/3/obj without/ADP/7/case a/DET/7/det "
                      "deal/NOUN/3/obl",
                      "sanctions"),
            "without-phrase: without a deal");
}

TEST(ConditionOf, TakesAnInvertedShould) {
  EXPECT_EQ(condition("Should/AUX/3/aux it/PRON/3/nsubj attack/VERB/5/advcl we/PRON/5/nsubj respond/VERB/0/root", "respond"),
            "if-clause: Should it attack");
}

TEST(ConditionOf, LeavesObjectsAndTheConditionItselfAlone) {
  EXPECT_EQ(condition("He/PRON/2/nsubj asked/VERB/0/root if/SCONJ/5/mark it/PRON/5/nsubj attacked/VERB/2/ccomp", "asked"), "");
  EXPECT_EQ(condition("We/PRON/2/nsubj respond/VERB/0/root if/SCONJ/5/mark they/PRON/5/nsubj attack/VERB/2/advcl", "attack"),
            "");
}

std::string cue(std::string_view words, std::string_view mention, std::string_view trigger) {
  const HandMade s(words);
  const auto found = cue_of(Tree(s.reading), s.find(mention), s.find(trigger));
  if (!found) return "";
  const std::size_t start = s.reading.words[found->first].start, end = s.reading.words[found->last - 1].end;
  return s.report.text.substr(start, end - start);
}

TEST(CueOf, IsTheVerbWhoseSubjectTheMentionIs) {
  EXPECT_EQ(cue("Ankara/PROPN/2/nsubj said/VERB/0/root Damascus/PROPN/4/nsubj attacked/VERB/2/ccomp", "Ankara", "attacked"),
            "said");
  EXPECT_EQ(cue("Damascus/PROPN/2/nsubj attacked/VERB/0/root according=accord/VERB/5/case to/ADP/3/fixed Ankara/PROPN/2/obl",
                "Ankara", "attacked"),
            "according to");
}

TEST(CueOf, PrefersTheVerbAboveTheTrigger) {
  EXPECT_EQ(cue("Ankara/PROPN/2/nsubj met/VERB/0/root them/PRON/2/obj and/CCONJ/5/cc said/VERB/2/conj Damascus/PROPN/7/nsubj "
                "attacked/VERB/5/ccomp",
                "Ankara", "attacked"),
            "said");
}

TEST(CueOf, IsNothingForAMentionThatSaysNothing) {
  EXPECT_EQ(cue("They/PRON/2/nsubj attacked/VERB/0/root Ankara/PROPN/2/obj", "Ankara", "attacked"), "");
}

}  // namespace
}  // namespace dragoman::events
