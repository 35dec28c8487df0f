// The share of pronouns and descriptions in references.txt that go back to the right actor, with the weights that come with
// dragoman.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>

#include "dragoman/actors.h"

namespace dragoman {
namespace {

struct Mark {
  std::size_t start, end;
  std::string actor;
};

struct Story {
  Report report;
  std::vector<Mark> marks;
};

// "{It|TUR} said" to "It said" with a mark.
Story read_story(const std::string& line) {
  Story story;
  const std::size_t tab = line.find('\t');
  story.report.id = "story";
  story.report.published = line.substr(0, tab);
  std::string& text = story.report.text;
  for (std::size_t i = tab + 1; i < line.size(); ++i) {
    if (line[i] != '{') {
      text += line[i];
      continue;
    }
    const std::size_t bar = line.find('|', i), close = line.find('}', i);
    story.marks.push_back({text.size(), text.size() + bar - i - 1, line.substr(bar + 1, close - bar - 1)});
    text += line.substr(i + 1, bar - i - 1);
    i = close;
  }
  return story;
}

WordRange words_at(const Mark& mark, const std::vector<Reading>& readings) {
  WordRange range;
  for (const Reading& reading : readings) {
    for (std::size_t i = 0; i < reading.words.size(); ++i) {
      if (reading.words[i].end <= mark.start || reading.words[i].start >= mark.end) continue;
      if (range.last == 0) range.first = reading.first_word + i;
      range.last = reading.first_word + i + 1;
    }
  }
  return range;
}

TEST(References, MostlyGoBackToTheRightActor) {
  if (!std::filesystem::exists(WEIGHTS)) GTEST_SKIP() << "no weights at " << WEIGHTS;
  const Reader::Opened reader = Reader::open({.weights = WEIGHTS});
  ASSERT_TRUE(reader);
  std::ifstream file(REFERENCES);
  std::size_t right = 0, all = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const Story story = read_story(line);
    std::vector<Sentence> sentences = split_sentences(story.report.text);
    const auto readings = reader->read_and_cut(story.report.text, sentences);
    const Cast cast(Knowledge::built_in(), story.report, readings);
    for (const Mark& mark : story.marks) {
      const Identity who = cast.who(words_at(mark, readings));
      ++all;
      right += who.actor == mark.actor;
      if (who.actor == mark.actor) continue;
      std::cout << story.report.text.substr(mark.start, mark.end - mark.start) << " is " << mark.actor << ", taken for "
                << who.actor.value_or("nobody") << " (";
      for (const std::string& rule : who.rules) std::cout << rule << " ";
      std::cout << ") in: " << story.report.text.substr(mark.start > 60 ? mark.start - 60 : 0, 110) << "\n";
    }
  }
  const double share = static_cast<double>(right) / static_cast<double>(all);
  std::cout << right << " of " << all << " right: " << share << "\n";
  EXPECT_GE(all, 200U);
  EXPECT_GE(share, 0.80);
}

}  // namespace
}  // namespace dragoman
