// The words of a report that stand in a sentence of the digest.
#pragma once

#include <string>
#include <vector>

#include "dragoman/brief.h"
#include "dragoman/law.h"

namespace dragoman::brief_words {

// What the record is about, in the report's words: the trigger's clause where it begins near by, else from the trigger on (or a
// little before); without the condition, which is told by itself, and with the quotation that follows a word of saying.
//   "Mike Pompeo later warned Turkey not to “activate” its S-400 system"
//   "Whether that person was working with Turkey, AANES, or another actor, or was acting alone"
std::string clause_of(const Filed& filed);

// Text on one line, cut at a word after so many bytes.
std::string cut(std::string text, std::size_t most);

// In quotation marks: marks inside become single, those without their other half go, and so do stray points at the ends.
std::string quoted(const std::string& words);

Evidence evidence_of(const Filed& filed, const Account& account);
Evidence evidence_of(const std::string& report, const Span& span, const Account& account);

// Sentences in which reports say that something is not known.
std::vector<Evidence> said_unknown(const Account& account, const std::vector<std::string>& reports);

}  // namespace dragoman::brief_words
