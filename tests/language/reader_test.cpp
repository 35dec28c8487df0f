#include <gtest/gtest.h>

#include <thread>

#include "dragoman/language.h"
#include "dragoman/text.h"

namespace dragoman {
namespace {

const Reader& reader() {
  static const Reader::Opened opened = Reader::open({.threads = 4});
  if (!opened) throw std::runtime_error(opened.error);
  return *opened;
}

std::vector<Reading> read(std::string_view text) { return reader().read(text, split_sentences(text)); }

std::string words_of(std::string_view text, const std::vector<Reading>& readings, WordRange range) {
  std::vector<const Word*> all;
  for (const Reading& r : readings) {
    for (const Word& w : r.words) all.push_back(&w);
  }
  return std::string(text.substr(all[range.first]->start, all[range.last - 1]->end - all[range.first]->start));
}

// Everything in a reading, as text, to compare two of them.
std::string told(const std::vector<Reading>& readings) {
  std::string out;
  for (const Reading& r : readings) {
    for (const Word& w : r.words) {
      out += std::to_string(w.start) + w.lemma + std::string(w.upos) + std::to_string(w.head) + std::string(w.deprel) + " ";
    }
    for (const Frame& f : r.frames) {
      out += std::string(f.type) + std::string(f.status) + std::to_string(f.trigger.first) + std::to_string(f.trigger_score) +
             std::to_string(f.source.size()) + std::to_string(f.target.size()) + "\n";
    }
  }
  return out;
}

TEST(Reader, ReadsAThreatAndWhatIsThreatened) {
  const std::string text = "Belarus threatened to close the pipeline if Poland did not open the border crossing.";
  const auto readings = read(text);
  ASSERT_EQ(readings.size(), 1U);
  ASSERT_FALSE(readings[0].frames.empty());
  const Frame& first = readings[0].frames[0];
  EXPECT_EQ(words_of(text, readings, first.trigger), "threatened");
  EXPECT_EQ(first.type, "THREATEN");
  EXPECT_EQ(first.status, "actual");
  ASSERT_EQ(first.source.size(), 1U);
  EXPECT_EQ(words_of(text, readings, first.source[0].words), "Belarus");
}

TEST(Reader, TreesHaveOneRootAndNoCycle) {
  const std::string text = "The minister, who had arrived on Monday, met her colleagues. They agreed on nothing.";
  for (const Reading& r : read(text)) {
    int roots = 0;
    for (std::size_t i = 0; i < r.words.size(); ++i) {
      roots += r.words[i].head == 0;
      std::size_t steps = 0;
      for (int at = static_cast<int>(i) + 1; at != 0; at = r.words[static_cast<std::size_t>(at) - 1].head) {
        ASSERT_LT(steps++, r.words.size());
      }
    }
    EXPECT_EQ(roots, 1);
  }
}

TEST(Reader, SameBytesOnManyThreadsAndInAnyCompany) {
  const std::string text =
      "Ghana's parliament rejected the treaty on Friday. The opposition had called for a boycott, and police arrested nine "
      "people outside the building. “We will be back,” their lawyer said.";
  const std::string alone = told(read(text));
  std::vector<std::string> seen(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    threads.emplace_back([&, i] {
      read("Some other report, " + std::string(20 * i, 'x') + ", is read in between. Troops crossed the river.");
      seen[i] = told(read(text));
    });
  }
  for (auto& t : threads) t.join();
  for (const std::string& s : seen) EXPECT_EQ(s, alone);
}

TEST(Reader, AVeryLongSentenceIsReadWhole) {
  std::string text = "The army said that";
  for (int i = 0; i < 900; ++i) text += " the rebels near village " + std::to_string(i) + " had fired,";
  text += " and it attacked them.";
  const auto sentences = split_sentences(text);
  std::size_t tokens = 0, words = 0;
  for (const auto& s : sentences) tokens += s.tokens.size();
  for (const auto& r : reader().read(text, sentences)) words += r.words.size();
  EXPECT_EQ(words, tokens);
}

TEST(Reader, NothingToReadGivesNothing) {
  EXPECT_TRUE(read("").empty());
  EXPECT_EQ(reader().relate("", {}, std::nullopt, std::nullopt).type, "");
}

TEST(Reader, RelatesAPair) {
  const std::string text = "Chadian troops bombed the rebels' camp near the border on Tuesday, killing nine.";
  const auto sentences = split_sentences(text);
  const Relation r = reader().relate(text, sentences, ByteRange{0, 14}, ByteRange{22, 39});
  EXPECT_EQ(r.type, "ASSAULT");
  float sum = 0;
  for (const float p : r.probabilities) sum += p;
  EXPECT_NEAR(sum, 1, 1e-4);
  EXPECT_EQ(r.probabilities.size(), reader().relation_names().size());
  EXPECT_EQ(r.probabilities.size(), 15U);
}

}  // namespace
}  // namespace dragoman
