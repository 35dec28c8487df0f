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

}  // namespace
}  // namespace dragoman::events
