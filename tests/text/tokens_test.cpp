// Tokens as EWT and GUM cut them.
#include <gtest/gtest.h>

#include "show.h"

namespace dragoman {
namespace {

struct Case {
  std::string_view text, tokens;
};

void expect(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(tokens(c.text), c.tokens) << c.text;
}

TEST(Tokens, Clitics) {
  expect({
      {"don't can't DON'T", "do|n't|ca|n't|DO|N'T"},
      {"don’t they’re", "do|n’t|they|’re"},
      {"cannot gonna wanna Cannot", "can|not|gon|na|wan|na|Can|not"},
      {"Turkey's they're I'd've", "Turkey|'s|they|'re|I|'d|'ve"},
      {"the rebels' claim", "the|rebels|'|claim"},
      {"the 'rebels' claim", "the|'|rebels|'|claim"},
      {"2003's budget in the 1960's", "2003|'s|budget|in|the|1960's"},
      {"Qa'ida, Sana'a, O'Rourke, o'clock", "Qa'ida|,|Sana'a|,|O'Rourke|,|o'clock"},
      {"'em '90s", "'em|'90s"},
      {"dont thats", "do|nt|that|s"},
  });
}

TEST(Tokens, CliticsBelongToTheWordBefore) {
  const std::vector<Sentence> found = split_sentences("Turkey's rebels' 'claim' won't");
  std::vector<bool> clitics;
  for (const Token& token : found.at(0).tokens) clitics.push_back(token.clitic);
  EXPECT_EQ(clitics, (std::vector<bool>{false, true, false, true, false, false, false, false, true}));
}

TEST(Tokens, Hyphens) {
  expect({
      {"long-term deal", "long|-|term|deal"},
      {"the Turkey-Syria border", "the|Turkey|-|Syria|border"},
      {"anti-tank, pro-Kurdish, co-founder, e-mail", "anti-tank|,|pro-Kurdish|,|co-founder|,|e-mail"},
      {"mid-1990s post-war ex-president", "mid-1990s|post-war|ex-president"},
      {"S-400 F-35 al-Qaeda U.S.-led", "S|-|400|F|-|35|al|-|Qaeda|U.S.|-|led"},
      {"year-on-year", "year|-|on|-|year"},
      {"talks -- which failed--ended", "talks|--|which|failed|--|ended"},
      {"allies — the SDF—left", "allies|—|the|SDF|—|left"},
      {"1994–1996 and 5-10", "1994|–|1996|and|5|-|10"},
  });
}

TEST(Tokens, AbbreviationsKeepTheirStop) {
  expect({
      {"the U.S. Senate at 5 a.m. on Dec. 5", "the|U.S.|Senate|at|5|a.m.|on|Dec.|5"},
      {"Lt. Col. J. D. Vance vs. Gen. St. Clair", "Lt.|Col.|J.|D.|Vance|vs.|Gen.|St.|Clair"},
      {"No. 4 said no.", "No.|4|said|no|."},
      {"tanks, e.g. the T-72, etc. were", "tanks|,|e.g.|the|T|-|72|,|etc.|were"},
      {"tanks, etc.", "tanks|,|etc|."},
      {"Plan B.", "Plan|B|."},
      {"a Ph.D. thesis", "a|Ph.D.|thesis"},
  });
}

TEST(Tokens, NumbersMoneyUnits) {
  expect({
      {"$50 million, 50%, €1,200.50", "$|50|million|,|50|%|,|€|1,200.50"},
      {"$10m 5km 7:30pm US$5bn", "$|10|m|5|km|7:30|pm|US|$|5|bn"},
      {"9/11, 11/28/2000, 2019-07-29", "9/11|,|11/28/2000|,|2019-07-29"},
      {"the 20th, the 1990s, 4G", "the|20th|,|the|1990s|,|4G"},
      {"713-853-3989 or 646-8420", "713-853-3989|or|646-8420"},
      {"[25,26] 1,5000", "[|25|,|26|]|1|,|5000"},
      {"3.5 .45 6.2.1", "3.5|.45|6.2.1"},
  });
}

TEST(Tokens, Addresses) {
  expect({
      {"See http://un.org/en/a-b?c=1.", "See|http://un.org/en/a-b?c=1|."},
      {"(www.state.gov), whitehouse.gov", "(|www.state.gov|)|,|whitehouse.gov"},
      {"write to j.smith@state.gov, or <a@b.org>", "write|to|j.smith@state.gov|,|or|<|a@b.org|>"},
      {"https://en.wikipedia.org/wiki/Tank_(vehicle)", "https://en.wikipedia.org/wiki/Tank_(vehicle)"},
      {"They left.The rest", "They|left|.|The|rest"},
      {"@StateDept said", "@StateDept|said"},
  });
}

TEST(Tokens, Marks) {
  expect({
      {"and/or w/o L/C", "and|/|or|w/o|L/C"},
      {"What?! No... Yes…", "What|?!|No|...|Yes|…"},
      {"“Yes,” he ‘said’.", "“|Yes|,|”|he|‘|said|’|."},
      {"*** == :-)", "***|==|:-)"},
      {"AT&T and A&E; his & hers", "AT&T|and|A&E|;|his|&|hers"},
      {"(the [new] deal)", "(|the|[|new|]|deal|)"},
  });
}

TEST(Tokens, OtherScripts) {
  expect({
      {"Мария Захарова заявила: «Нет».", "Мария|Захарова|заявила|:|«|Нет|»|."},
      {"قال الوزير: نعم.", "قال|الوزير|:|نعم|."},
      {"Mevlüt Çavuşoğlu", "Mevlüt|Çavuşoğlu"},
      {"Cafe\u0301 e\u0301tat", "Cafe\u0301|e\u0301tat"},
      {"👩🏽‍⚖️🇹🇷!", "👩🏽‍⚖️|🇹🇷|!"},
      {"می‌خواهم", "می‌خواهم"},  // the zero-width joiner is part of the word
      {"\u200FArabic\u200E.", "Arabic|."},         // direction marks are part of none
      {"ba\u00ADsic", "ba\u00ADsic"},
  });
}

TEST(Tokens, SpaceAfter) {
  const std::vector<Sentence> found = split_sentences("Turkey's \"deal\" .");
  std::vector<bool> spaces;
  for (const Token& token : found.at(0).tokens) spaces.push_back(token.space_after);
  EXPECT_EQ(spaces, (std::vector<bool>{false, true, false, false, true, true}));
}

}  // namespace
}  // namespace dragoman
