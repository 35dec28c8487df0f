// Coding one long sentence: 375 to 3,000 words, nested ten deep, conditions, quotations and attributions throughout.
//
//   build/bench/standing_bench [WEIGHTS]
//
// Prints the time of the reader and of code() for each length: code() should take the same time a word at any length.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>

#include "dragoman/events.h"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Ten mouths, one in the other, around a threat with a condition; 50 words.
std::string nested() {
  std::string text;
  for (const char* mouth : {"the radio", "the agency", "the envoy", "the minister", "the army", "the council", "the governor",
                            "the court", "the union", "the mayor"}) {
    text += std::string(mouth) + " said that ";
  }
  return text + "Iran would bomb the port if Iraq closed the river";
}

std::string sentence_of(int clauses) {
  std::string text = "Yesterday ";
  for (int i = 0; i < clauses; ++i) text += (i ? ", and “" : "“") + nested() + "”";
  return text + ".";
}

}  // namespace

int main(int count, char** arguments) {
  using namespace dragoman;
  const auto reader = Reader::open({.weights = count > 1 ? arguments[1] : ""});
  if (!reader) {
    std::fprintf(stderr, "%s\n", reader.error.c_str());
    return 2;
  }
  std::printf("%8s %8s %10s %10s %14s\n", "words", "events", "read, s", "code, ms", "code, us/word");
  for (const int clauses : {7, 15, 30, 60}) {
    const Report report{.id = "long", .text = sentence_of(clauses)};
    auto sentences = split_sentences(report.text);
    const auto quotations = find_quotations(report.text);
    auto start = Clock::now();
    const auto readings = reader->read_and_cut(report.text, sentences);
    const double read = seconds_since(start);
    std::size_t words = 0, events = 0;
    for (const Reading& reading : readings) words += reading.words.size();
    code(report, quotations, readings);  // the data files are read at the first call
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
      start = Clock::now();
      events = code(report, quotations, readings).size();
      best = std::min(best, seconds_since(start));
    }
    std::printf("%8zu %8zu %10.2f %10.2f %14.2f\n", words, events, read, best * 1e3, best * 1e6 / static_cast<double>(words));
  }
}
