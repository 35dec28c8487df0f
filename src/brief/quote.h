// The words of a report that stand in a sentence of the digest.
#pragma once

#include <string>
#include <vector>

#include "dragoman/brief.h"
#include "dragoman/law.h"

namespace dragoman::brief_words {

// What the record is about, in the report's words: from the trigger to the end of its clause, with what leads to it when that
// is short; on one line. "warned Turkey not to “activate” its S-400 system".
std::string clause_of(const Filed& filed);

// Text on one line, cut at a word after so many bytes.
std::string cut(std::string text, std::size_t most);

Evidence evidence_of(const Filed& filed, const Account& account);
Evidence evidence_of(const std::string& report, const Span& span, const Account& account);

// Sentences in which reports say that something is not known.
std::vector<Evidence> said_unknown(const Account& account, const std::vector<std::string>& reports);

}  // namespace dragoman::brief_words
