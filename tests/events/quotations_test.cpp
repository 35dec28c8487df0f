#include "quotations.h"

#include <gtest/gtest.h>

#include "sentence.h"

namespace dragoman::events {
namespace {

using testing::HandMade;

// "rule: speaker" of the first quotation.
std::string speaker(std::string_view words) {
  const HandMade s(words);
  const auto quotations = find_quotations(s.report.text);
  if (quotations.empty()) return "no quotation";
  const auto found = speakers(s.report.text, quotations, std::span(&s.reading, 1))[0];
  if (!found) return "";
  const Word& word = s.reading.words[found->words.first];
  return std::string(found->rule) + ": " + s.report.text.substr(word.start, word.end - word.start);
}

TEST(Speakers, TakesWhoIntroducesAQuotation) {
  EXPECT_EQ(speaker("Oslo/PROPN/2/nsubj declared/VERB/0/root :/PUNCT/2/punct “They/PRON/5/nsubj attacked.”/VERB/2/ccomp"),
            "introduced: Oslo");
}

TEST(Speakers, TakesTheNameAfterTheOffice) {
  EXPECT_EQ(
      speaker("The/DET/2/det commander/NOUN/5/nsubj ,/PUNCT/4/punct Votel/PROPN/5/nsubj wrote/VERB/0/root :/PUNCT/5/punct "
              "“They/PRON/8/nsubj fled.”/VERB/5/ccomp"),
      "introduced: Votel");
}

TEST(Speakers, LeavesAQuotationWithinASentenceAlone) {
  EXPECT_EQ(speaker("Oslo/PROPN/2/nsubj feared/VERB/0/root an/DET/4/det “attack”/NOUN/2/obj"), "");
}

}  // namespace
}  // namespace dragoman::events
