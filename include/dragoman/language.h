// What a sentence says: parts of speech, lemmas, the dependency tree, mentions, and event frames, read in one pass of one small
// transformer encoder (MiniLM shape: 6 layers, 384 wide) with a head for each.
//
//   auto reader = dragoman::Reader::open({});                     // models/reader.safetensors
//   if (!reader) return fail(reader.error);                       // says which file and what is wrong with it
//   std::vector<dragoman::Reading> readings = reader->read_and_cut(text, sentences);
//   readings[0].words[3].upos                                     // "VERB"
//   readings[0].frames[0].type, .status, .trigger                 // "THREATEN", "actual", words [3, 4)
//
// A report is read in chunks of consecutive sentences (at most 256 wordpieces), so a frame's source may stand a sentence
// earlier. What is read depends on the report alone: never on other reports, on the number of threads or on their order.
//
// Arithmetic: int8 weights on CPUs with VNNI, fp32 elsewhere, chosen when the reader is opened. The same build on the same kind
// of CPU gives the same bytes; between the two kinds a decision may differ where two readings were nearly tied.
//
// Cost: about 6 ms a sentence of 26 words on one thread. Memory: about 280 MB with one thread and 65 MB more for each further
// one, taken when it first reads (docs/quality.md). Threads: read() may be called from any number of threads at once.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/text.h"

namespace dragoman {

// Words [first, last) of one report, numbered through all its sentences.
struct WordRange {
  std::size_t first = 0, last = 0;
  bool operator==(const WordRange&) const = default;
};

// One word with its place in the tree.
struct Word {
  std::size_t start = 0, end = 0;  // bytes in the report's text
  std::string_view upos;           // Universal part of speech, "VERB"
  std::string_view xpos;           // Penn tag, "VBD"
  std::string lemma;               // "warn"
  int head = 0;                    // 0 for the root, else 1 + the head's number within the sentence
  std::string_view deprel;         // Universal relation with subtype, "nsubj:pass"
};

// A capital word that may name the state whose somebody is, or somebody or something of that state. Scores are logarithms that
// compare within a mention.
struct HomeScore {
  std::size_t word = 0;  // number in the report, as a WordRange counts
  float score = 0;
};

// A noun phrase that takes part in an event. `sector` is one of annotation.md's ("GOV", "REB", …).
struct Mention {
  WordRange words;
  std::string_view sector;
  float score = 0;  // probability of the sector

  // Whose it may be, by what is read around it, for actors/ to use where no word of its own says so: the capital words nearby,
  // and how well it goes with it to be of no one state, in the order of the weights' `homeless` (INT, IGO, NGO). Empty and zero
  // where no event has it as source, target or mouth.
  std::vector<HomeScore> homes;
  std::array<float, 3> homeless{};
};

// One participant, or other span, that the model ties to a trigger.
struct RoleSpan {
  WordRange words;
  float score = 0;  // probability of the span's first word
};

// One event as the model sees it, before the rules of events/ have their say.
struct Frame {
  WordRange trigger;
  std::string_view type;                 // one of the sixteen PLOVER types
  float trigger_score = 0;               // probability that the words are a trigger at all
  float type_score = 0;                  // of the type, given a trigger
  std::string_view status;               // actual, future, conditional, possible, demanded, negated
  std::array<float, 6> status_scores{};  // probabilities in that order
  std::vector<RoleSpan> source, target, by, condition, place, time;
};

// A word that was nearly a trigger, for `explain`.
struct Candidate {
  std::size_t word = 0;
  std::string_view type;
  float score = 0;
};

// What was read of one sentence. Word numbers in it (WordRange, Candidate) are the report's; Word::head is the sentence's.
struct Reading {
  std::size_t sentence = 0;
  std::size_t first_word = 0;  // of the report
  std::vector<Word> words;
  std::vector<Mention> mentions;
  std::vector<Frame> frames;
  std::vector<Candidate> considered;
};

// Probabilities of the fifteen root classes for one pair, in the order of relation_names().
struct Relation {
  std::string_view type;
  std::vector<float> probabilities;
};

struct ByteRange {
  std::size_t start = 0, end = 0;
};

enum class Arithmetic { Automatic, Int8, Float32 };

struct ReaderOptions {
  std::string weights;  // path; empty: models/reader.safetensors, beside the binary or in the source tree
  Arithmetic arithmetic = Arithmetic::Automatic;  // DRAGOMAN_ARITHMETIC=int8|fp32 in the environment sets what Automatic means
  int threads = 1;                                // requests that may run at once without waiting for each other
};

class Reader {
 public:
  struct Opened;
  // Reads a weights file and compiles the network (about 0.4 s). Refuses a file that is missing, damaged (its checksum is
  // wrong) or of a version that it does not know, and says which.
  static Opened open(const ReaderOptions& options);

  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // Reads all sentences of a report. One Reading a sentence, in order.
  std::vector<Reading> read(std::string_view text, std::span<const Sentence> sentences) const;

  // The same, but first the network may mend the cut into sentences where it surely sees another: `sentences` are then the
  // mended ones. A chunk in which it does is read twice. Nothing is joined over a line's end.
  std::vector<Reading> read_and_cut(std::string_view text, std::vector<Sentence>& sentences) const;

  // The PLOVER root class of a given pair, CONCEDE and RETREAT counted as one (YIELD): what the network answers when asked for
  // the pair, weighed with the events that it sees between the two. Either side may be missing. A range that touches no word
  // counts as missing.
  Relation relate(std::string_view text, std::span<const Sentence> sentences, std::optional<ByteRange> source,
                  std::optional<ByteRange> target) const;

  // The share of events that are right (type and status) among those for which the product of the model's probabilities is
  // `score`, as measured on reports that the weights had not seen; the line between measured points is straight.
  double calibrated(double score) const;

  std::span<const std::string> relation_names() const;
  std::string_view arithmetic() const;  // "int8" or "fp32"
  std::string_view version() const;     // of the weights, "2026-11-24.1"

 private:
  struct Inside;
  explicit Reader(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

// A reader, or the reason why there is none.
struct Reader::Opened {
  std::optional<Reader> reader;
  std::string error;
  explicit operator bool() const { return reader.has_value(); }
  const Reader* operator->() const { return &*reader; }
  const Reader& operator*() const { return *reader; }
};

}  // namespace dragoman
