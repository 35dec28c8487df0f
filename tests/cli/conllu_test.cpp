#include "conllu.h"

#include <gtest/gtest.h>

#include <sstream>

namespace dragoman::cli {
namespace {

constexpr std::string_view treebank =
    "# newdoc id = a\n"
    "# sent_id = a-1\n"
    "# text = They don't.\n"
    "1\tThey\t_\t_\t_\tCase=Nom\t_\t_\t_\t_\n"
    "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
    "2\tdo\t_\t_\t_\t_\t_\t_\t2:root\t_\n"
    "3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "\n"
    "# newpar\n"
    "1\tHe\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "\n"
    "# newdoc id = b\n"
    "1\tNo\t_\t_\t_\t_\t_\t_\t_\t_\n";

Given read(std::string_view text) {
  std::istringstream in{std::string(text)};
  return read_conllu(in);
}

TEST(ReadConllu, MakesReportsOfTheGivenWords) {
  const Given given = read(treebank);
  EXPECT_TRUE(given.faults.empty());
  ASSERT_EQ(given.reports.size(), 2U);
  const GivenReport& a = given.reports[0];
  EXPECT_EQ(a.report.id, "a");
  EXPECT_EQ(a.report.text, "They don't. He");
  ASSERT_EQ(a.sentences.size(), 2U);
  EXPECT_TRUE(a.sentences[0].paragraph_start);
  EXPECT_TRUE(a.sentences[1].paragraph_start);
  ASSERT_EQ(a.sentences[0].tokens.size(), 4U);
  const Token& nt = a.sentences[0].tokens[2];
  EXPECT_EQ(a.report.text.substr(nt.start, nt.end - nt.start), "n't");
  EXPECT_TRUE(nt.clitic);
  EXPECT_FALSE(a.sentences[0].tokens[1].space_after);
  EXPECT_EQ(given.reports[1].report.text, "No");
}

TEST(ReadConllu, NamesTheLineThatIsWrong) {
  const Given given = read(
      "1\tOne\t_\n\n1\tTwo\t_\t_\t_\t_\t_\t_\t_\t_\n3\tThree\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
      "1\tGood\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
  ASSERT_EQ(given.faults.size(), 2U);
  EXPECT_EQ(given.faults[0].line, 1U);
  EXPECT_EQ(given.faults[1].line, 4U);
  ASSERT_EQ(given.reports.size(), 1U);
  EXPECT_EQ(given.reports[0].report.text, "Good");
}

Word word(const char* lemma, int head, const char* deprel) { return {0, 0, "VERB", "VB", lemma, head, deprel}; }

TEST(Filled, KeepsAllButFiveColumns) {
  const Given given = read(treebank);
  Reading first, second;
  first.words = {word("they", 2, "nsubj"), word("do", 0, "root"), word("not", 2, "advmod"), word(".", 2, "punct")};
  second.words = {word("he", 0, "root")};
  const std::vector<Reading> readings{first, second};
  const std::string out = filled(given.reports[0], readings);
  EXPECT_NE(out.find("# text = They don't.\n1\tThey\tthey\tVERB\tVB\tCase=Nom\t2\tnsubj\t_\t_\n"
                     "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tdo\tdo\tVERB\tVB\t_\t0\troot\t2:root\t_\n"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("\n3.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n4\t.\t.\t"), std::string::npos) << out;
}

TEST(ToConllu, WritesWhatIsWrittenTogetherAsOneToken) {
  Report report;
  report.id = "a";
  report.text = "They don't.";
  Sentence sentence;
  sentence.end = report.text.size();
  sentence.tokens = {{0, 4, true, false}, {5, 7, false, false}, {7, 10, false, true}, {10, 11, true, false}};
  Reading reading;
  for (const Token& token : sentence.tokens) reading.words.push_back({token.start, token.end, "X", "", "x", 0, "root"});
  EXPECT_EQ(to_conllu(report, std::vector{sentence}, std::vector{reading}),
            "# newdoc id = a\n# sent_id = a-1\n# text = They don't.\n"
            "1\tThey\tx\tX\t_\t_\t0\troot\t_\t_\n"
            "2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
            "2\tdo\tx\tX\t_\t_\t0\troot\t_\t_\n"
            "3\tn't\tx\tX\t_\t_\t0\troot\t_\t_\n"
            "4\t.\tx\tX\t_\t_\t0\troot\t_\t_\n\n");
}

}  // namespace
}  // namespace dragoman::cli
