#include "conditions.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::events {
namespace {

using testing::HandMade;

std::string condition(std::string_view words, std::string_view trigger) {
  const HandMade s(words);
  const Tree tree(s.reading);
  const auto found = Conditions(tree).of(s.find(trigger));
  if (!found) return "";
  const std::size_t start = s.reading.words[found->words.first].start, end = s.reading.words[found->words.last - 1].end;
  return std::string(found->rule) + ": " + s.report.text.substr(start, end - start);
}

TEST(Conditions, FindsTheClauseOnTheTriggersVerb) {
  EXPECT_EQ(condition("It/PRON/3/nsubj will/AUX/3/aux attack/VERB/0/root if/SCONJ/6/mark talks/NOUN/6/nsubj fail/VERB/3/advcl",
                      "attack"),
            "if-clause: if talks fail");
}

TEST(Conditions, LooksAboveANounTrigger) {
  EXPECT_EQ(condition("It/PRON/3/nsubj would/AUX/3/aux take/VERB/0/root steps/NOUN/3/obj unless/SCONJ/7/mark it/PRON/7/nsubj "
                      "stops/VERB/3/advcl",
                      "steps"),
            "if-clause: unless it stops");
  EXPECT_EQ(condition("It/PRON/3/nsubj will/AUX/3/aux impose/VERB/0/root sanctions/NOUN/3/obj without/ADP/7/case a/DET/7/det "
                      "deal/NOUN/3/obl",
                      "sanctions"),
            "without-phrase: without a deal");
}

TEST(IsVow, SeesWhatOnlyLooksLikeACondition) {
  const auto vow = [](std::string_view words, std::string_view condition) {
    const HandMade s(words);
    return is_vow(Tree(s.reading), s.find(condition));
  };
  EXPECT_TRUE(vow("no/DET/2/det matter/NOUN/0/root what/PRON/4/obj happens/VERB/2/ccomp", "what happens"));
  EXPECT_TRUE(vow("whether/SCONJ/3/mark he/PRON/3/nsubj agrees/VERB/0/root or/CCONJ/5/cc not/PART/3/conj", "he agrees or not"));
  EXPECT_TRUE(vow("for/ADP/5/mark as/ADV/3/advmod long/ADV/5/advmod as/SCONJ/6/mark it/PRON/6/nsubj takes=take/VERB/0/root",
                  "as it takes"));
  EXPECT_TRUE(vow("whether/SCONJ/4/mark the/DET/3/det court/NOUN/4/nsubj agrees/VERB/0/root or/CCONJ/6/cc not/PART/4/conj",
                  "court agrees"));
  EXPECT_TRUE(vow("in/ADP/3/case any/DET/3/det case/NOUN/0/root", "in"));
  EXPECT_FALSE(vow("if/SCONJ/3/mark he/PRON/3/nsubj agrees/VERB/0/root", "if he agrees"));
}

TEST(Conditions, TakesAnInvertedShould) {
  EXPECT_EQ(condition("Should/AUX/3/aux it/PRON/3/nsubj attack/VERB/5/advcl we/PRON/5/nsubj respond/VERB/0/root", "respond"),
            "inversion: Should it attack");
}

TEST(Conditions, LeavesObjectsAndTheConditionItselfAlone) {
  EXPECT_EQ(condition("He/PRON/2/nsubj asked/VERB/0/root if/SCONJ/5/mark it/PRON/5/nsubj attacked/VERB/2/ccomp", "asked"), "");
  EXPECT_EQ(condition("We/PRON/2/nsubj respond/VERB/0/root if/SCONJ/5/mark they/PRON/5/nsubj attack/VERB/2/advcl", "attack"),
            "");
}

TEST(Conditions, KnowTheirManyForms) {
  EXPECT_EQ(
      condition(
          "It/PRON/3/nsubj will/AUX/3/aux attack/VERB/0/root as/ADV/5/advmod long/ADV/3/advmod as/SCONJ/8/mark it/PRON/8/nsubj "
          "lasts=last/VERB/5/advcl",
          "attack"),
      "as-long-as: as long as it lasts");
  EXPECT_EQ(
      condition("In/ADP/3/case the/DET/3/det event/NOUN/8/obl of/ADP/5/case war/NOUN/3/nmod it/PRON/8/nsubj will/AUX/8/aux "
                "attack/VERB/0/root",
                "attack"),
      "condition-phrase: In the event of war");
  EXPECT_EQ(condition("Any/DET/2/det raid/NOUN/5/nsubj:pass will/AUX/5/aux be/AUX/5/aux:pass answered=answer/VERB/0/root",
                      "answered"),
            "any-subject: Any raid");
  EXPECT_EQ(
      condition("Were=be/AUX/4/aux it/PRON/4/nsubj to/PART/4/mark attack/VERB/6/advcl we/PRON/6/nsubj respond/VERB/0/root",
                "respond"),
      "inversion: Were it to attack");
}

TEST(Conditions, AreNoVows) {
  EXPECT_EQ(condition("It/PRON/3/nsubj will/AUX/3/aux attack/VERB/0/root even/ADV/7/advmod if/SCONJ/7/mark we/PRON/7/nsubj "
                      "talk/VERB/3/advcl",
                      "attack"),
            "");
}

TEST(Conditions, SayWhetherTheActIsToldAsComing) {
  const HandMade s("It/PRON/3/nsubj will/AUX/3/aux attack/VERB/0/root if/SCONJ/6/mark we/PRON/6/nsubj talk/VERB/3/advcl");
  const Tree tree(s.reading);
  EXPECT_TRUE(Conditions(tree).of(s.find("attack"))->own);
  const HandMade past("It/PRON/2/nsubj attacks=attack/VERB/0/root if/SCONJ/5/mark we/PRON/5/nsubj talk/VERB/2/advcl");
  const Tree told(past.reading);
  EXPECT_FALSE(Conditions(told).of(past.find("attacks"))->own);
}

TEST(Conditions, FindTheNearestForAnActThatIsKnownToBeConditional) {
  const HandMade s(
      "Kyiv/PROPN/2/nsubj warned=warn/VERB/0/root if/SCONJ/5/mark talks=talk/NOUN/5/nsubj fail/VERB/2/advcl of/ADP/7/case "
      "measures=measure/NOUN/2/obl");
  const Tree tree(s.reading);
  ASSERT_TRUE(Conditions(tree).nearest(s.find("measures")));
  EXPECT_EQ(Conditions(tree).nearest(s.find("measures"))->words, s.find("if talks fail"));
  EXPECT_FALSE(Conditions(tree).nearest(s.find("fail")));
}

}  // namespace
}  // namespace dragoman::events
