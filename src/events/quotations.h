// Who speaks a free-standing quotation: one that no word of saying in its own sentence introduces.
//
//   The mayor gave the following statement: “They shelled the school.”      introduced   "The mayor"
//   General Hemedti spoke on the radio. “My men have left the hospitals.”   beside       "General Hemedti"
//   “Azerbaijan shelled the convent.” With these words the bishop left.     beside       "the bishop"
//
// None in "He called it “a strong step”", a quotation within a sentence, and for a quotation that fills its paragraph without a
// colon before it. Linear in the report.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dragoman/language.h"
#include "dragoman/text.h"

namespace dragoman::events {

struct QuotationSpeaker {
  WordRange words;  // one word: the subject's
  std::string_view rule;
};

// For each quotation, in their order.
std::vector<std::optional<QuotationSpeaker>> speakers(std::string_view text, std::span<const Quotation> quotations,
                                                      std::span<const Reading> readings);

}  // namespace dragoman::events
