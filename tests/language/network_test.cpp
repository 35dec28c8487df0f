#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <thread>

#include "language/homes.h"
#include "language/network.h"
#include "plain_network.h"

namespace dragoman::language {
namespace {

const Weights& weights() {
  static std::string error;
  static const Weights read = read_weights(DRAGOMAN_MODELS "/reader.safetensors", error);
  EXPECT_EQ(error, "");
  return read;
}

// A chunk of `words` words of one to three random pieces each.
ChunkInput random_chunk(unsigned seed, std::size_t words) {
  std::mt19937 random(seed);
  ChunkInput in{{101}, {0}, {}};
  for (std::size_t w = 0; w < words; ++w) {
    in.first.push_back(static_cast<std::int32_t>(in.pieces.size()));
    for (std::size_t n = 1 + random() % 3; n > 0; --n) {
      in.pieces.push_back(static_cast<std::int32_t>(1000 + random() % 28000));
      in.shapes.push_back(static_cast<std::int32_t>(random() % 5));
    }
  }
  in.pieces.push_back(102);
  in.shapes.push_back(0);
  return in;
}

float largest_difference(const Matrix& a, const Matrix& b) {
  EXPECT_EQ(a.rows, b.rows);
  EXPECT_EQ(a.columns, b.columns);
  float largest = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) largest = std::max(largest, std::abs(a.values[i] - b.values[i]));
  return largest;
}

float cosine(const Matrix& a, const Matrix& b) {
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    ab += static_cast<double>(a.values[i]) * b.values[i];
    aa += static_cast<double>(a.values[i]) * a.values[i];
    bb += static_cast<double>(b.values[i]) * b.values[i];
  }
  return static_cast<float>(ab / std::sqrt(aa * bb));
}

TEST(Network, Float32AgreesWithThePlainTwin) {
  const Network network(weights(), false, 1);
  const PlainNetwork plain(weights());
  for (const std::size_t words : {1U, 7U, 16U, 33U}) {
    const ChunkInput in = random_chunk(static_cast<unsigned>(words), words);
    const Encoded a = network.encode(in), b = plain.encode(in);
    EXPECT_LT(largest_difference(a.syntax_words, b.syntax_words), 2e-3F);
    EXPECT_LT(largest_difference(a.upos, b.upos), 5e-3F);
    EXPECT_LT(largest_difference(a.xpos, b.xpos), 5e-3F);
    EXPECT_LT(largest_difference(a.lemma, b.lemma), 5e-3F);
    EXPECT_LT(largest_difference(a.begin, b.begin), 5e-3F);
    EXPECT_LT(largest_difference(a.arcs, b.arcs), 5e-2F);
    EXPECT_LT(largest_difference(a.triggers, b.triggers), 5e-3F);
    EXPECT_LT(largest_difference(a.status, b.status), 5e-3F);
    EXPECT_LT(largest_difference(a.mention, b.mention), 5e-3F);
    EXPECT_LT(largest_difference(a.sector, b.sector), 5e-3F);
    EXPECT_LT(largest_difference(a.home_mention, b.home_mention), 5e-3F);
    EXPECT_LT(largest_difference(a.home_word, b.home_word), 5e-3F);
    std::vector<int> heads(words, 0);
    for (std::size_t w = 1; w < words; ++w) heads[w] = static_cast<int>(w);
    const std::vector<TriggerWords> triggers = {{0, 1}, {words / 2, words}};
    std::vector<std::size_t> owner(words, 3);
    std::fill(owner.begin(), owner.begin() + static_cast<long>(words / 3), 2);
    const Linked c = network.link(b, heads, triggers, owner), d = plain.link(b, heads, triggers, owner);
    EXPECT_LT(largest_difference(c.labels, d.labels), 2e-2F);
    ASSERT_EQ(c.roles.size(), d.roles.size());
    for (std::size_t k = 0; k < c.roles.size(); ++k) EXPECT_LT(largest_difference(c.roles[k], d.roles[k]), 2e-2F);
    for (const PairWords& pair : {PairWords{{0}, {words - 1}}, PairWords{{}, {0}}, PairWords{{0}, {}}}) {
      const std::vector<float> e = network.pair(b, pair), f = plain.pair(b, pair);
      for (std::size_t i = 0; i < e.size(); ++i) EXPECT_NEAR(e[i], f[i], 5e-3F);
    }
  }
}

TEST(Homes, AgreeWithThePlainTwin) {
  const Homes homes(weights());
  const PlainNetwork plain(weights());
  const Encoded encoded = plain.encode(random_chunk(9, 24));
  std::vector<std::size_t> owner(24, 4);
  std::fill(owner.begin() + 12, owner.end(), 5);
  for (const WordRange words : {WordRange{0, 1}, WordRange{6, 9}, WordRange{20, 24}}) {
    Mention mention;
    mention.words = words;
    homes.score(encoded, std::array<std::size_t, 4>{0, 5, 13, 23}, owner, mention);
    const Mention expected = plain.homes(encoded, std::array<std::size_t, 4>{0, 5, 13, 23}, owner, mention);
    ASSERT_EQ(mention.homes.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
      EXPECT_EQ(mention.homes[i].word, expected.homes[i].word);
      EXPECT_NEAR(mention.homes[i].score, expected.homes[i].score, 1e-3F);
    }
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(mention.homeless[i], expected.homeless[i], 1e-3F);
  }
}

TEST(Network, Int8StaysCloseToFloat32) {
  if (!has_vnni()) GTEST_SKIP() << "this CPU has no VNNI: int8 is not used on it";
  const Network int8(weights(), true, 1), plain(weights(), false, 1);
  for (const unsigned seed : {1U, 2U, 3U}) {
    const ChunkInput in = random_chunk(seed, 40);
    const Encoded a = int8.encode(in), b = plain.encode(in);
    EXPECT_GT(cosine(a.meaning_words, b.meaning_words), 0.98F);
    EXPECT_GT(cosine(a.syntax_words, b.syntax_words), 0.98F);
  }
}

// One request for three threads makes them wait for each other; three requests are three compilations. All answer bit for bit
// alike.
TEST(Network, AnswersAlikeOnAnyRequest) {
  const Encoded first = Network(weights(), has_vnni(), 1).encode(random_chunk(5, 60));
  for (const int requests : {1, 3}) {
    const Network network(weights(), has_vnni(), requests);
    std::vector<Encoded> answers(3);
    std::vector<std::thread> threads;
    for (Encoded& answer : answers) threads.emplace_back([&] { answer = network.encode(random_chunk(5, 60)); });
    for (std::thread& thread : threads) thread.join();
    for (const Encoded& answer : answers) {
      EXPECT_EQ(answer.begin.values, first.begin.values);
      EXPECT_EQ(answer.triggers.values, first.triggers.values);
      EXPECT_EQ(answer.arcs.values, first.arcs.values);
    }
  }
}

TEST(Network, BucketsOfDistance) {
  EXPECT_EQ(distance_bucket(0, 24), 0U);
  EXPECT_EQ(distance_bucket(4, 24), 4U);
  EXPECT_EQ(distance_bucket(5, 24), 5U);
  EXPECT_EQ(distance_bucket(7, 24), 5U);
  EXPECT_EQ(distance_bucket(8, 24), 6U);
  EXPECT_EQ(distance_bucket(16, 24), 7U);
  EXPECT_EQ(distance_bucket(100000, 24), 11U);
  EXPECT_EQ(distance_bucket(-1, 24), 13U);
  EXPECT_EQ(distance_bucket(-100000, 24), 23U);
}

TEST(Network, PlacesTellWordsAndSentencesApart) {
  const std::vector<std::size_t> owner = {0, 0, 1, 1, 9};
  EXPECT_EQ(place_of(0, 0, owner, 24, 13), 6U);                  // itself
  EXPECT_EQ(place_of(1, 0, owner, 24, 13), 1U * 13 + 6);         // the next word
  EXPECT_EQ(place_of(2, 0, owner, 24, 13), 2U * 13 + 7);         // in the next sentence
  EXPECT_EQ(place_of(0, 2, owner, 24, 13), (12U + 2) * 13 + 5);  // in the one before
  EXPECT_EQ(place_of(4, 0, owner, 24, 13), 4U * 13 + 12);        // far sentences are one
}

}  // namespace
}  // namespace dragoman::language
