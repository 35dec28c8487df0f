#include <gtest/gtest.h>

#include "show.h"

namespace dragoman {
namespace {

using Strings = std::vector<std::string>;

// Each case is its sentences; the text is them joined by a blank.
void expect(std::initializer_list<Strings> cases) {
  for (const Strings& expected : cases) {
    std::string text;
    for (const std::string& sentence : expected) text += (text.empty() ? "" : " ") + sentence;
    EXPECT_EQ(sentences(text), expected);
  }
}

TEST(Sentences, AbbreviationsAndInitials) {
  expect({
      {"Mr. Trump met Gen. Dunford and Lt. Col. Smith.", "They talked."},
      {"J. D. Vance and George W. Bush met in St. Louis.", "It rained."},
  });
}

TEST(Sentences, AbbreviationThatEndsASentence) {
  expect({
      {"He left the U.S.", "The talks went on."},
      {"The U.S. Senate voted."},
      {"They met at 10 a.m.", "It was cold."},
      {"They met at 10 a.m. Monday."},
      {"He works for Acme Inc.", "He is tired."},
      {"They sent tanks, guns, etc.", "Ankara protested."},
  });
}

TEST(Sentences, DatesAndNumbers) {
  expect({
      {"The raid was on Dec. 10 in Raqqa.", "It failed."},
      {"On Nov. 29, 2016, 3.5 million fled.", "No. 4 reactor burned."},
      {"It cost $3.5 million.", "In 2019 it doubled."},
      {"1. The parties agree to talks.", "2. They stop fighting."},
  });
}

TEST(Sentences, QuotationsAndFootnotes) {
  expect({
      {"“We will not go.", "We stay,” he said."},
      {"\"Why now?\" he asked.", "She left."},
      {"He said: “We stay.”", "She left."},
      {"He said: \"We stay.\"", "\"We go,\" she said."},
      {"The army left (it said.)", "It came back."},
      {"The zone was agreed.[12]", "It failed.[3][4]", "Talks went on."},
      {"The zone was agreed. [12]", "It failed."},
      {"The zone was agreed.12", "It failed."},
      {"Will they attack?", "Who knows!", "We wait…", "Then it came."},
  });
}

TEST(Sentences, Ellipsis) { expect({{"They ... left at once.", "Well...", "No."}}); }

TEST(Sentences, Paragraphs) {
  EXPECT_EQ(sentences("Talks fail\n\nAnkara, Monday\n\nThe talks failed."),
            (Strings{"Talks fail", "Ankara, Monday", "The talks failed."}));
  EXPECT_EQ(sentences("The minister said\nthat the talks\nhad failed. He\nleft."),
            (Strings{"The minister said\nthat the talks\nhad failed.", "He\nleft."}));
  EXPECT_EQ(sentences("The talks:\n- Turkey left\n- Syria stayed\n1. one\n2. two"),
            (Strings{"The talks:", "- Turkey left", "- Syria stayed", "1. one", "2. two"}));
  EXPECT_EQ(sentences("# Talks fail\nThey failed."), (Strings{"# Talks fail", "They failed."}));
  EXPECT_EQ(sentences("TALKS FAIL IN GENEVA\nThe talks in Geneva failed on Monday, as\nthe parties said."),
            (Strings{"TALKS FAIL IN GENEVA", "The talks in Geneva failed on Monday, as\nthe parties said."}));
  EXPECT_EQ(sentences("Background\r\nThe talks in Geneva failed on Monday, as the\r\nparties said."),
            (Strings{"Background", "The talks in Geneva failed on Monday, as the\r\nparties said."}));
}

TEST(Sentences, ParagraphStart) {
  std::vector<bool> starts;
  for (const Sentence& sentence : split_sentences("One. Two.\n\nThree. Four.\n- Five."))
    starts.push_back(sentence.paragraph_start);
  EXPECT_EQ(starts, (std::vector<bool>{true, false, true, false, true}));
}

TEST(Sentences, LongOnesAreCutAtAMark) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += i == 1500 ? "word; " : "word ";
  const std::vector<Sentence> found = split_sentences(text);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(between(text, found[0].tokens.back().start, found[0].end), ";");
  EXPECT_TRUE(found[0].paragraph_start);
  EXPECT_FALSE(found[1].paragraph_start);
  for (const Sentence& sentence : split_sentences(std::string(20'000, '(') + std::string(20'000, 'a')))
    EXPECT_LE(sentence.tokens.size(), 2000u);
}

TEST(Sentences, NothingToSplit) {
  EXPECT_TRUE(split_sentences("").empty());
  EXPECT_TRUE(split_sentences(" \n\t\u00A0\u200B\n").empty());
}

TEST(Sentences, OtherScripts) {
  EXPECT_EQ(sentences("他走了。她留下！"), (Strings{"他走了。", "她留下！"}));
  EXPECT_EQ(sentences("هل جاء؟ نعم."), (Strings{"هل جاء؟", "نعم."}));
}

}  // namespace
}  // namespace dragoman
