#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <utility>

#include "dragoman/language.h"
#include "language/decode.h"
#include "language/homes.h"
#include "language/network.h"
#include "language/tree.h"
#include "language/weights.h"
#include "language/wordpiece.h"

namespace dragoman {
namespace {

using namespace language;

constexpr std::size_t kChunkPieces = 256;  // the limit that the network was trained with (training/batches.py)
constexpr float kBegins = 0.0F;            // a sentence begins where the network's score is above this,
constexpr float kGoesOn = -2.0F;           // and none where it is below this; between the two the rules are believed
constexpr std::size_t kUnitPieces = 480;   // a longer sentence is read in parts: the network has 512 positions

// A sentence, or a part of a very long one: words [first, last) of the report.
struct Unit {
  std::size_t sentence = 0, first = 0, last = 0;
  std::vector<std::vector<std::int32_t>> pieces;
  std::size_t length = 1;  // pieces and a [SEP]
};

struct FlatWord {
  std::size_t start, end;
};

std::vector<Unit> units_of(std::string_view text, std::span<const Sentence> sentences, const WordPiece& wordpiece,
                           std::vector<FlatWord>& words) {
  std::vector<Unit> units;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    Unit unit{s, words.size(), words.size(), {}, 1};
    for (const Token& token : sentences[s].tokens) {
      auto pieces = wordpiece.pieces(text.substr(token.start, token.end - token.start));
      if (unit.length + pieces.size() > kUnitPieces) {
        units.push_back(std::move(unit));
        unit = {s, words.size(), words.size(), {}, 1};
      }
      unit.length += pieces.size();
      unit.pieces.push_back(std::move(pieces));
      words.push_back({token.start, token.end});
      unit.last = words.size();
    }
    if (unit.first < unit.last) units.push_back(std::move(unit));
  }
  return units;
}

// Consecutive units that fit into one chunk together.
std::vector<std::span<const Unit>> chunks_of(std::span<const Unit> units) {
  std::vector<std::span<const Unit>> chunks;
  std::size_t first = 0, used = 1;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (i > first && used + units[i].length > kChunkPieces) {
      chunks.push_back(units.subspan(first, i - first));
      first = i;
      used = 1;
    }
    used += units[i].length;
  }
  if (first < units.size()) chunks.push_back(units.subspan(first));
  return chunks;
}

ChunkInput input_of(std::span<const Unit> chunk, const WordPiece& wordpiece, std::string_view text,
                    std::span<const FlatWord> words) {
  ChunkInput in;
  in.pieces = {wordpiece.cls()};
  in.shapes = {0};
  for (const Unit& unit : chunk) {
    for (std::size_t i = 0; i < unit.pieces.size(); ++i) {
      const FlatWord& word = words[unit.first + i];
      in.first.push_back(static_cast<std::int32_t>(in.pieces.size()));
      in.pieces.insert(in.pieces.end(), unit.pieces[i].begin(), unit.pieces[i].end());
      in.shapes.insert(in.shapes.end(), unit.pieces[i].size(), letter_case(text.substr(word.start, word.end - word.start)));
    }
    in.pieces.push_back(wordpiece.sep());
    in.shapes.push_back(0);
  }
  return in;
}

// Heads of a unit's words that stand at [offset, offset + n) of the chunk: 0 or 1 + the number within the unit.
std::vector<int> heads_of(const Matrix& arcs, std::size_t offset, std::size_t n) {
  std::vector<std::vector<float>> scores(n);
  for (std::size_t d = 0; d < n; ++d) {
    const auto row = arcs.row(offset + d);
    scores[d].assign(row.begin() + static_cast<long>(1 + offset), row.begin() + static_cast<long>(1 + offset + n));
    scores[d].push_back(row[0]);
    scores[d] = log_softmax(scores[d]);
  }
  return best_tree(scores);
}

// The sentences of a chunk as the network would cut them, or nothing when it agrees with the cut it was given. `begin` holds a
// score for each word. The chunk's first word begins a sentence anyhow, and nothing is joined over a line's end.
std::optional<std::vector<Sentence>> cut_anew(std::string_view text, std::span<const Sentence> sentences, const Matrix& begin) {
  std::vector<Sentence> out;
  bool changed = false;
  std::size_t word = 0;
  for (const Sentence& sentence : sentences) {
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i, ++word) {
      const Token& token = sentence.tokens[i];
      const float score = begin.row(word)[0];
      bool begins = i == 0;
      if (i > 0 && score > kBegins && !token.clitic) begins = true;
      if (i == 0 && word > 0 && score < kGoesOn && !sentence.paragraph_start) {
        const std::size_t before = out.back().tokens.back().end;
        begins = text.substr(before, token.start - before).find('\n') != std::string_view::npos;
      }
      changed = changed || begins != (i == 0);
      if (begins) out.push_back({token.start, token.end, i == 0 && sentence.paragraph_start, {}});
      out.back().tokens.push_back(token);
      out.back().end = token.end;
    }
  }
  if (!changed) return std::nullopt;
  return out;
}

template <typename Row>
std::size_t argmax(const Row& row) {
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
}

void shift(WordRange& range, std::size_t by) {
  range.first += by;
  range.last += by;
}

void shift(Mention& mention, std::size_t by) {
  shift(mention.words, by);
  for (HomeScore& home : mention.homes) home.word += by;
}

void shift(Frame& frame, std::size_t by) {
  shift(frame.trigger, by);
  for (auto* field : {&frame.source, &frame.target, &frame.by, &frame.condition, &frame.place, &frame.time}) {
    for (RoleSpan& span : *field) shift(span.words, by);
  }
}

// Numbers of the words that begin with a capital or hold one.
std::vector<std::size_t> capital_words(std::string_view text, std::span<const FlatWord> words) {
  constexpr std::int32_t title = 2;
  std::vector<std::size_t> out;
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (letter_case(text.substr(words[w].start, words[w].end - words[w].start)) >= title) out.push_back(w);
  }
  return out;
}

// Whether a frame has words of the mention as source, target or mouth.
bool takes_part(const Mention& mention, const Frame& frame) {
  for (const auto* field : {&frame.source, &frame.target, &frame.by}) {
    for (const RoleSpan& span : *field) {
      if (span.words.first < mention.words.last && mention.words.first < span.words.last) return true;
    }
  }
  return false;
}

// The same reading, of a report in which `words` words stand before it.
void move_by(Reading& reading, std::size_t words) {
  reading.first_word += words;
  for (Mention& mention : reading.mentions) shift(mention, words);
  for (Candidate& candidate : reading.considered) candidate.word += words;
  for (Frame& frame : reading.frames) shift(frame, words);
}

// Where the weights lie when nobody says: beside the binary (installed), above it (a build folder), or where they were built.
std::string default_weights() {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path binary = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const fs::path& place :
       {binary / "models", binary / "../models", binary / "../share/dragoman/models", fs::path(DRAGOMAN_MODELS)}) {
    if (fs::exists(place / "reader.safetensors", ignored)) return (place / "reader.safetensors").string();
  }
  return (fs::path(DRAGOMAN_MODELS) / "reader.safetensors").string();
}

bool wants_int8(Arithmetic asked) {
  if (asked == Arithmetic::Automatic) {
    const char* set = std::getenv("DRAGOMAN_ARITHMETIC");  // NOLINT(concurrency-mt-unsafe): read once, at opening
    const std::string_view value = set == nullptr ? "" : set;
    if (value == "int8") asked = Arithmetic::Int8;
    if (value == "fp32") asked = Arithmetic::Float32;
  }
  return asked == Arithmetic::Automatic ? has_vnni() : asked == Arithmetic::Int8;
}

}  // namespace

struct Reader::Inside {
  Inside(Weights w, bool int8_, int requests)
      : weights(std::move(w)),
        wordpiece({reinterpret_cast<const char*>(weights.at("vocabulary").data), weights.at("vocabulary").size}),
        network(weights, int8_, requests),
        homes(weights),
        int8(int8_) {}

  Names names() const {
    return {weights.names_of("type"), weights.names_of("status"), weights.names_of("sector"), weights.names_of("role"),
            weights.names_of("relation")};
  }

  Encoded encode(std::string_view text, std::span<const Unit> chunk, std::span<const FlatWord> words) const {
    return network.encode(input_of(chunk, wordpiece, text, words));
  }

  // Reads sentences chunk by chunk. `known` is what the network said when they are one chunk and it has been asked.
  std::vector<Reading> read(std::string_view text, std::span<const Sentence> sentences, const Encoded* known) const;

  // Reads one chunk into the readings of its sentences.
  void read_chunk(std::string_view text, std::span<const Unit> chunk, std::span<const FlatWord> words, const Encoded& encoded,
                  std::vector<Reading>& readings) const;

  Weights weights;
  WordPiece wordpiece;
  Network network;
  Homes homes;
  bool int8;
};

Reader::Reader(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Reader::Opened Reader::open(const ReaderOptions& options) {
  Opened opened;
  Weights weights = read_weights(options.weights.empty() ? default_weights() : options.weights, opened.error);
  if (!opened.error.empty()) return opened;
  const bool int8 = wants_int8(options.arithmetic);
  if (int8 && !has_vnni()) {
    opened.error = "int8 arithmetic was asked for, but this CPU has no VNNI; use fp32";
    return opened;
  }
  try {
    opened.reader = Reader(std::make_unique<Inside>(std::move(weights), int8, std::max(1, options.threads)));
  } catch (const std::exception& problem) {
    opened.error = std::string("the network cannot be compiled: ") + problem.what();
  }
  return opened;
}

void Reader::Inside::read_chunk(std::string_view text, std::span<const Unit> chunk, std::span<const FlatWord> words,
                                const Encoded& encoded, std::vector<Reading>& readings) const {
  const std::size_t base = chunk.front().first;
  std::vector<std::size_t> owner;
  std::vector<int> heads, chunk_heads;
  for (const Unit& unit : chunk) {
    const std::size_t offset = unit.first - base, n = unit.last - unit.first;
    owner.insert(owner.end(), n, unit.sentence);
    for (const int head : heads_of(encoded.arcs, offset, n)) {
      heads.push_back(head);
      chunk_heads.push_back(head == 0 ? 0 : head + static_cast<int>(offset));
    }
  }
  const std::vector<TriggerWords> triggers = triggers_of(encoded, owner);
  const Linked linked = network.link(encoded, chunk_heads, triggers, owner);

  const auto& lemma = weights.names_of("lemma");
  for (const Unit& unit : chunk) {
    Reading& reading = readings[unit.sentence];
    const int before = static_cast<int>(reading.words.size());
    int root = 0;  // of the sentence's first part, when this is a later one
    for (int i = 0; i < before; ++i) {
      if (reading.words[static_cast<std::size_t>(i)].head == 0) root = i + 1;
    }
    for (std::size_t w = unit.first; w < unit.last; ++w) {
      const std::size_t i = w - base;
      Word word;
      word.start = words[w].start;
      word.end = words[w].end;
      word.upos = weights.names_of("upos")[argmax(encoded.upos.row(i))];
      word.xpos = weights.names_of("xpos")[argmax(encoded.xpos.row(i))];
      word.lemma = lemma_of(text.substr(word.start, word.end - word.start), lemma[argmax(encoded.lemma.row(i))]);
      word.head = heads[i] == 0 ? root : heads[i] + before;
      word.deprel = weights.names_of("deprel")[argmax(linked.labels.row(i))];
      if (heads[i] == 0) word.deprel = root == 0 ? "root" : "parataxis";
      reading.words.push_back(std::move(word));
    }
  }

  std::vector<Mention> mentions = mentions_of(encoded, owner, names());
  std::vector<std::size_t> capital;
  if (!triggers.empty()) capital = capital_words(text, words.subspan(base, owner.size()));
  for (std::size_t k = 0; k < triggers.size(); ++k) {
    Frame frame = frame_of(encoded, triggers[k], linked.roles[k], mentions, owner, names());
    for (Mention& mention : mentions) {
      if (mention.homes.empty() && takes_part(mention, frame)) homes.score(encoded, capital, owner, mention);
    }
    shift(frame, base);
    readings[owner[triggers[k].first]].frames.push_back(std::move(frame));
  }
  for (Mention& mention : mentions) {
    const std::size_t sentence = owner[mention.words.first];
    shift(mention, base);
    readings[sentence].mentions.push_back(std::move(mention));
  }
  for (Candidate& candidate : considered_of(encoded, triggers, names())) {
    const std::size_t sentence = owner[candidate.word];
    candidate.word += base;
    readings[sentence].considered.push_back(candidate);
  }
}

std::vector<Reading> Reader::Inside::read(std::string_view text, std::span<const Sentence> sentences,
                                          const Encoded* known) const {
  std::vector<FlatWord> words;
  const std::vector<Unit> units = units_of(text, sentences, wordpiece, words);
  std::vector<Reading> readings(sentences.size());
  std::size_t at = 0;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    readings[s].sentence = s;
    readings[s].first_word = at;
    at += sentences[s].tokens.size();
  }
  for (const auto& chunk : chunks_of(units)) {
    read_chunk(text, chunk, words, known != nullptr ? *known : encode(text, chunk, words), readings);
  }
  return readings;
}

std::vector<Reading> Reader::read(std::string_view text, std::span<const Sentence> sentences) const {
  return inside_->read(text, sentences, nullptr);
}

std::vector<Reading> Reader::read_and_cut(std::string_view text, std::vector<Sentence>& sentences) const {
  std::vector<FlatWord> words;
  const std::vector<Unit> units = units_of(text, sentences, inside_->wordpiece, words);
  const auto chunks = chunks_of(units);
  std::vector<Sentence> cut;
  std::vector<Reading> readings;
  std::size_t words_before = 0;
  for (std::size_t c = 0; c < chunks.size(); ++c) {
    const std::size_t first = chunks[c].front().sentence;
    const std::size_t begin = c;
    while (c + 1 < chunks.size() && chunks[c].back().sentence == chunks[c + 1].front().sentence) ++c;  // a very long sentence
    std::vector<Sentence> part(sentences.begin() + static_cast<long>(first),
                               sentences.begin() + static_cast<long>(chunks[c].back().sentence + 1));
    std::optional<Encoded> known;
    if (begin == c) {
      known = inside_->encode(text, chunks[c], words);
      if (auto anew = cut_anew(text, part, known->begin)) {
        part = std::move(*anew);
        known.reset();
      }
    }
    for (Reading& reading : inside_->read(text, part, known ? &*known : nullptr)) {
      move_by(reading, words_before);
      readings.push_back(std::move(reading));
    }
    for (Sentence& sentence : part) {
      words_before += sentence.tokens.size();
      cut.push_back(std::move(sentence));
    }
  }
  for (std::size_t s = 0; s < cut.size(); ++s) readings[s].sentence = s;
  sentences = std::move(cut);
  return readings;
}

Relation Reader::relate(std::string_view text, std::span<const Sentence> sentences, std::optional<ByteRange> source,
                        std::optional<ByteRange> target) const {
  std::vector<FlatWord> words;
  const std::vector<Unit> units = units_of(text, sentences, inside_->wordpiece, words);
  Relation out;
  if (units.empty()) return out;
  // The chunk in which the pair begins; a text that is one sentence, as is usual, is one chunk.
  const auto chunks = chunks_of(units);
  const std::size_t wanted = source ? source->start : target ? target->start : 0;
  auto chunk = chunks.front();
  for (const auto& c : chunks) {
    if (words[c.front().first].start <= wanted) chunk = c;
  }
  const std::size_t base = chunk.front().first, end = chunk.back().last;
  const auto touched = [&](const std::optional<ByteRange>& range) {
    std::vector<std::size_t> found;
    for (std::size_t w = base; range && w < end; ++w) {
      if (words[w].start < range->end && range->start < words[w].end) found.push_back(w - base);
    }
    return found;
  };
  const Encoded encoded = inside_->network.encode(input_of(chunk, inside_->wordpiece, text, words));
  std::vector<std::size_t> owner;
  for (const Unit& unit : chunk) owner.insert(owner.end(), unit.last - unit.first, unit.sentence);
  const std::vector<TriggerWords> triggers = triggers_of(encoded, owner, kPairTrigger);
  const Linked linked = inside_->network.link(encoded, std::vector<int>(owner.size(), 0), triggers, owner);
  const PairWords pair{touched(source), touched(target)};
  out.probabilities =
      relation_of(inside_->network.pair(encoded, pair), encoded, triggers, linked.roles, pair, inside_->names());
  out.type = inside_->weights.names_of("relation")[argmax(out.probabilities)];
  return out;
}

double Reader::calibrated(double score) const {
  const auto& line = inside_->weights.calibration;
  if (line.empty()) return score;
  if (score <= line.front().first) return line.front().second;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const auto [a, p] = line[i - 1];
    const auto [b, q] = line[i];
    if (score <= b) return p + (q - p) * (score - a) / (b - a);
  }
  return line.back().second;
}

std::span<const std::string> Reader::relation_names() const { return inside_->weights.names_of("relation"); }
std::string_view Reader::arithmetic() const { return inside_->int8 ? "int8" : "fp32"; }
std::string_view Reader::version() const { return inside_->weights.version; }

}  // namespace dragoman
