#include "actors/tree.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::actors {
namespace {

using testing::HandMade;

TEST(Tree, KnowsParentsChildrenAndWhatHangsOnAWord) {
  const HandMade s("Ankara/PROPN/2/nsubj warned/VERB/0/root the/DET/4/det Syrians/PROPN/2/obj ./PUNCT/2/punct");
  const Tree tree(s.reading);
  EXPECT_EQ(tree.parent(0), 1U);
  EXPECT_EQ(tree.parent(1), Tree::none);
  EXPECT_EQ(tree.children(1).size(), 3U);
  EXPECT_EQ(tree.under(3), (WordRange{2, 4}));
  EXPECT_EQ(tree.under(1), (WordRange{0, 5}));
  EXPECT_EQ(tree.head_of(s.find("the Syrians")), 3U);
}

TEST(Tree, CutsCyclesAndHeadsOutOfRange) {
  const HandMade s("a/X/2/dep b/X/1/dep c/X/3/dep d/X/99/dep e/X/4/dep");
  const Tree tree(s.reading);
  for (std::size_t i : {0U, 1U, 2U, 3U}) EXPECT_EQ(tree.parent(i), Tree::none) << i;
  EXPECT_EQ(tree.under(3), (WordRange{3, 5}));
}

TEST(Tree, OfNoWordsIsEmpty) {
  const Reading nothing;
  EXPECT_EQ(Tree(nothing).size(), 0U);
}

}  // namespace
}  // namespace dragoman::actors
