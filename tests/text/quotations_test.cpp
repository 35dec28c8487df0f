#include <gtest/gtest.h>

#include "show.h"

namespace dragoman {
namespace {

using Strings = std::vector<std::string>;

TEST(Quotations, Marks) {
  EXPECT_EQ(quotations("He said \"we stay\" and “we go”."), (Strings{"0:we stay", "0:we go"}));
  EXPECT_EQ(quotations("Он сказал: «Нет»."), (Strings{"0:Нет"}));
  EXPECT_EQ(quotations("Er sagte: „Nein“ und »Ja«."), (Strings{"0:Nein", "0:Ja"}));
  EXPECT_EQ(quotations("The 'deal' and the ‘zone’."), (Strings{"0:deal", "0:zone"}));
  EXPECT_EQ(quotations("a \" spaced \" mark"), (Strings{"0: spaced "}));
}

TEST(Quotations, Offsets) {
  const std::string text = "He said “no”.";
  const std::vector<Quotation> found = find_quotations(text);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(between(text, found[0].start, found[0].end), "“no”");
  EXPECT_EQ(between(text, found[0].inner_start, found[0].inner_end), "no");
}

TEST(Quotations, Nested) {
  EXPECT_EQ(quotations("“He called it ‘a mistake’ twice,” she said."),
            (Strings{"0:He called it ‘a mistake’ twice,", "1:a mistake"}));
  EXPECT_EQ(quotations("\"He called it 'a mistake' twice,\" she said."),
            (Strings{"0:He called it 'a mistake' twice,", "1:a mistake"}));
}

TEST(Quotations, ApostrophesAreNone) {
  EXPECT_EQ(quotations("Don't, the rebels' claim, Qa'ida's, ’90s, '90s, rock 'n' roll, 5'10\""), Strings{"0:n"});
  EXPECT_EQ(quotations("The rebels’ claim isn’t Turkey’s."), Strings{});
  EXPECT_EQ(quotations("‘The rebels’ claim is false,’ he said."), (Strings{"0:The rebels’ claim is false,"}));
}

TEST(Quotations, OverParagraphs) {
  EXPECT_EQ(quotations("“We stay.\n\n“We fight.\n\n“We win,” he said.\n\nShe left."),
            (Strings{"0:We stay.\n\n“We fight.\n\n“We win,"}));
  EXPECT_EQ(quotations("\"We stay.\n\n\"We win,\" he said."), (Strings{"0:We stay.\n\n\"We win,"}));
}

TEST(Quotations, AnUnclosedOneEndsWithItsParagraph) {
  EXPECT_EQ(quotations("He said “we stay.\n\nShe left. They “won”."), (Strings{"0:we stay.…", "0:won"}));
  EXPECT_EQ(quotations("He said \"we stay.\n\nShe left."), (Strings{"0:we stay.…"}));
  EXPECT_EQ(quotations("“He called it ‘bad,” she said."), (Strings{"0:He called it ‘bad,", "1:bad,…"}));
  EXPECT_EQ(quotations("we stay” he said"), Strings{});
}

TEST(Quotations, DeepNestingIsCutOff) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "“";
  EXPECT_EQ(find_quotations(text + "word").size(), 8u);
}

}  // namespace
}  // namespace dragoman
