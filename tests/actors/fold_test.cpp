#include "actors/fold.h"

#include <gtest/gtest.h>

namespace dragoman::actors {
namespace {

TEST(Fold, TakesMarksCaseAndPunctuationOff) {
  EXPECT_EQ(fold("Mevlüt Çavuşoğlu"), "mevlut cavusoglu");
  EXPECT_EQ(fold("Côte d’Ivoire"), "cote divoire");
  EXPECT_EQ(fold("U.S."), "us");
  EXPECT_EQ(fold("al-Qaeda"), "al qaeda");
  EXPECT_EQ(fold("Da'esh"), "daesh");
  EXPECT_EQ(fold("Şırnak  –  Łódź"), "sirnak lodz");
}

TEST(Fold, PartsThePossessiveAsTokensDo) {
  EXPECT_EQ(fold("People's Liberation Army"), "people s liberation army");
  EXPECT_EQ(fold("Lord’s"), "lord s");
  EXPECT_EQ(fold("O'Sullivan"), "osullivan");
}

TEST(Fold, MakesOneOfAMarkWrittenInTwoWays) { EXPECT_EQ(fold("Se\u0301le\u0301ka"), fold("Séléka")); }

TEST(Fold, LeavesNothingOfOtherScripts) {
  EXPECT_EQ(fold("Москва"), "");
  EXPECT_EQ(fold("دمشق Damascus"), "damascus");
}

TEST(Fold, OfBytesThatAreNotUtf8DoesNotFail) {
  EXPECT_EQ(fold("a\xff"
                 "b"),
            "a b");
}

TEST(CaseOf, TellsAcronymsFromNamesFromWords) {
  EXPECT_EQ(case_of("US"), Case::Upper);
  EXPECT_EQ(case_of("U.S."), Case::Upper);
  EXPECT_EQ(case_of("Turkey"), Case::Capital);
  EXPECT_EQ(case_of("us"), Case::Lower);
}

}  // namespace
}  // namespace dragoman::actors
