// The network built in OpenVINO from the weights file. Two graphs: `encode` reads a chunk once and answers everything that is
// asked of single words; `link` is asked afterwards, when heads and triggers are known, for the labels of the tree's arcs and
// for the roles of each trigger. A third, `pair`, gives the relation of marked pairs. Matrices that follow the shapes below are
// row-major floats. Threads: run() functions may be called at once; a request is borrowed from a pool.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "language/weights.h"

namespace dragoman::language {

// A matrix as it comes out of the network. `stride` is the padded row length.
struct Matrix {
  std::size_t rows = 0, columns = 0, stride = 0;
  std::vector<float> values;
  std::span<const float> row(std::size_t r) const { return {values.data() + r * stride, columns}; }
};

struct ChunkInput {
  std::vector<std::int32_t> pieces;  // [CLS] … [SEP] …
  std::vector<std::int32_t> shapes;  // letter case of each piece's word
  std::vector<std::int32_t> first;   // first piece of each word
};

struct Encoded {
  Matrix syntax_words, meaning_words;  // words × width: what link() and pair() read
  Matrix upos, xpos, lemma;            // words × names, scores
  Matrix begin;                        // words × 1: above 0 where a sentence begins, as the network sees it
  Matrix arcs;                         // words × (1 + words), scores; column 0 is the root
  Matrix triggers;                     // words × (1 + 2 types), scores: none, B-type, I-type, …
  Matrix status, mention, sector;      // words × names, scores
  Matrix home_mention, home_word;      // words × 2 hidden and × hidden: what Homes reads
};

struct Linked {
  Matrix labels;              // words × deprel, scores
  std::vector<Matrix> roles;  // a trigger: words × (3 roles), scores: none, B, I of each role
};

struct TriggerWords {
  std::size_t first = 0, last = 0;  // words of the chunk
};

struct PairWords {
  std::vector<std::size_t> source, target;  // words of the chunk; empty: missing
};

class Network {
 public:
  Network(const Weights& weights, bool int8, int requests);
  ~Network();
  Network(Network&&) noexcept;
  Network& operator=(Network&&) noexcept;

  Encoded encode(const ChunkInput& input) const;
  // `heads`: 0 for a root, else 1 + the head's word number in the chunk. `owner`: the number of each word's sentence.
  Linked link(const Encoded& encoded, std::span<const int> heads, std::span<const TriggerWords> triggers,
              std::span<const std::size_t> owner) const;
  std::vector<float> pair(const Encoded& encoded, const PairWords& pair) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

// Whether this CPU multiplies int8 fast (AVX-512 VNNI or AVX-VNNI). Without it OpenVINO's dynamic quantisation has crashed.
bool has_vnni();

// Bucket of the signed distance in words from a trigger's first word: as distance_bucket in training/model.py.
std::size_t distance_bucket(long distance, std::size_t buckets);

// Where a word stands from a trigger's first word, in words and in sentences, as one number below distances × sentences.
std::size_t place_of(std::size_t word, std::size_t trigger, std::span<const std::size_t> owner, std::size_t distances,
                     std::size_t sentences);

// Probabilities from scores.
std::vector<float> softmax(std::span<const float> scores);
void softmax_in_place(std::span<float> scores);

}  // namespace dragoman::language
