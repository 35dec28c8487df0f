#include "brief/quote.h"

#include <gtest/gtest.h>

namespace dragoman::brief_words {
namespace {

Filed filed(const std::string& sentence, const std::string& trigger, const std::string& status = "actual") {
  Filed f;
  const std::size_t at = sentence.find(trigger);
  EXPECT_NE(at, std::string::npos);
  f.event.status = status;
  f.event.trigger = {at, at + trigger.size(), trigger};
  f.sentence = {0, sentence.size(), sentence};
  return f;
}

TEST(Quote, MarksAreBalancedAndInnerOnesSingle) {
  EXPECT_EQ(quoted("we will answer in kind.”"), "“we will answer in kind”");
  EXPECT_EQ(quoted("warned it not to “open” the valve"), "“warned it not to ‘open’ the valve”");
  EXPECT_EQ(quoted("the port (and its railway"), "“the port and its railway”");
  EXPECT_EQ(quoted("said \"no\" and \"never"), "“said ‘no’ and never”");
  EXPECT_EQ(quoted("a visit to the U.S."), "“a visit to the U.S.”");
}

TEST(Quote, ListsAreNotCut) {
  EXPECT_EQ(clause_of(filed("Whether he was working with Borduria, Syldavia, or another state, is not known.", "working",
                            "possible")),
            "Whether he was working with Borduria, Syldavia, or another state");
  EXPECT_EQ(clause_of(filed("They met the king, saying that they would stay.", "met")), "They met the king");
}

TEST(Quote, AQuotationIsTakenWhole) {
  EXPECT_EQ(clause_of(filed("There was a “frank discussion” of the matter between the two.", "discussion")),
            "“frank discussion” of the matter between the two.");
}

TEST(Quote, AShortClauseIsQuotedFromItsBeginning) {
  EXPECT_EQ(clause_of(filed("During Çetin’s visit, the minister threatened to leave.", "visit")), "During Çetin’s visit");
}

TEST(Quote, WhatIsSaidBelongsToTheWordOfSaying) {
  EXPECT_EQ(clause_of(filed("On Monday the minister of war threatened, “if they come, we will answer.”", "threatened")),
            "On Monday the minister of war threatened, “if they come, we will answer.”");
}

TEST(Quote, AQuestionIsTheSentencesNotTheClauses) {
  EXPECT_EQ(clause_of(filed("Will Borduria fine Syldavia over its purchase of the old cannons?", "purchase")),
            "Will Borduria fine Syldavia over its purchase of the old cannons?");
  EXPECT_EQ(clause_of(filed("Asked on Monday, did Borduria fine Syldavia?", "fine")), "did Borduria fine Syldavia");
}

TEST(Quote, TheConditionStandsByItself) {
  Filed f = filed("Borduria would certainly attack the northern province if the talks failed.", "attack", "conditional");
  const std::size_t at = f.sentence.text.find("if ");
  f.event.condition =
      Condition{{at, f.sentence.text.size() - 1, f.sentence.text.substr(at, f.sentence.text.size() - 1 - at)}, {}};
  EXPECT_EQ(quoted(clause_of(f)), "“Borduria would certainly attack the northern province”");
}

}  // namespace
}  // namespace dragoman::brief_words
