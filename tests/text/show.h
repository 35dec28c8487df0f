// Sentences, tokens and quotations as one string each, for tests that read like the text they are about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/text.h"

namespace dragoman {

inline std::string between(std::string_view text, std::size_t start, std::size_t end) {
  return std::string(text.substr(start, end - start));
}

// "Turkey|'s|border": all tokens, whatever the sentence.
inline std::string tokens(std::string_view text) {
  std::string shown;
  for (const Sentence& sentence : split_sentences(text))
    for (const Token& token : sentence.tokens) shown += (shown.empty() ? "" : "|") + between(text, token.start, token.end);
  return shown;
}

inline std::vector<std::string> sentences(std::string_view text) {
  std::vector<std::string> shown;
  for (const Sentence& sentence : split_sentences(text)) shown.push_back(between(text, sentence.start, sentence.end));
  return shown;
}

// "0:inner" for each quotation, by depth; "0:inner…" when it is not closed.
inline std::vector<std::string> quotations(std::string_view text) {
  std::vector<std::string> shown;
  for (const Quotation& q : find_quotations(text))
    shown.push_back(std::to_string(q.depth) + ":" + between(text, q.inner_start, q.inner_end) + (q.closed ? "" : "…"));
  return shown;
}

}  // namespace dragoman
