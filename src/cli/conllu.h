// CoNLL-U (https://universaldependencies.org/format.html): writing what was read of a report, and reading a file whose
// tokenisation is to be kept.
//
// Kept of a file: its comments, multiword-token lines, empty nodes, FORM, FEATS, DEPS and MISC; filled: LEMMA, UPOS, XPOS, HEAD
// and DEPREL. Sentences up to the next `# newdoc` are one report. Refused: a line without ten columns, words not numbered 1, 2,
// 3….
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/language.h"
#include "dragoman/text.h"
#include "lines.h"

namespace dragoman::cli {

// All sentences of a report as ten columns.
std::string to_conllu(const Report& report, std::span<const Sentence> sentences, std::span<const Reading> readings);

// A report of a CoNLL-U file: the text made of its words, and its lines, so that they can be written again.
struct GivenReport {
  Report report;
  std::vector<Sentence> sentences;
  std::vector<std::vector<std::string>> lines;  // of each sentence, comments first
};

// What is wrong with the file, and in which line.
struct GivenFault {
  std::size_t line = 0;
  std::string what;
};

struct Given {
  std::vector<GivenReport> reports;
  std::vector<GivenFault> faults;  // a sentence with a fault is left out
};
Given read_conllu(std::istream& in);

// The given lines with the five columns filled.
std::string filled(const GivenReport& given, std::span<const Reading> readings);

}  // namespace dragoman::cli
