// Sentences with their trees, written by hand, for tests that need no weights.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/events.h"

namespace dragoman::testing {

// "Ankara/PROPN/2/nsubj warned/VERB/0/root": one word a piece: form, UPOS, head, relation; "said=say" gives the lemma, which
// else is the form in lower case. Words are parted by one blank in the text.
struct HandMade {
  Report report;
  Reading reading;

  explicit HandMade(std::string_view words);

  // Words [first, last) of the report that spell `text`.
  WordRange find(std::string_view text) const;
  // A frame on those words, all scores high.
  Frame frame(std::string_view trigger, std::string_view type, std::string_view status) const;
};

}  // namespace dragoman::testing
