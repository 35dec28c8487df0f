// Reports and events for the store's tests, made without a model: what is stored does not depend on how it was read.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "dragoman/store.h"

namespace dragoman {

inline Span span_in(const std::string& text, const std::string& words) {
  const std::size_t start = text.find(words);
  EXPECT_NE(start, std::string::npos) << words;
  return {start, start + words.size(), words};
}

inline std::vector<std::pair<std::size_t, std::size_t>> sentences_of(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> list;
  for (const Sentence& s : split_sentences(text)) list.emplace_back(s.start, s.end);
  return list;
}

// An event whose id depends on report, place and type, as code() makes it.
inline Event event_in(const Report& report, const std::string& trigger, const std::string& type, const std::string& source = "",
                      const std::string& target = "") {
  Event e;
  e.report = report.id;
  e.published = report.published;
  e.trigger = span_in(report.text, trigger);
  const auto sentences = sentences_of(report.text);
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (sentences[i].first <= e.trigger.start) e.sentence = i;
  }
  e.id = report.id + ":" + std::to_string(e.trigger.start) + ":" + type;
  e.type = type;
  e.status = "actual";
  e.confidence = 0.5;
  e.why = {{"type", "model", 0.5, {}}};
  if (!source.empty()) e.source.push_back({span_in(report.text, source), {}, {}, {}, {}, {}, {}, {}});
  if (!target.empty()) e.target.push_back({span_in(report.text, target), {}, {}, {}, {}, {}, {}, {}});
  return e;
}

inline Report report_of(const std::string& id, const std::string& text, const std::string& published = "2019-07-29") {
  return {id, text, {}, published, {}, {}};
}

inline CodedReport coded(const Report& report, std::vector<Event> events) {
  return {report, sentences_of(report.text), std::move(events)};
}

// "Ankara warned Damascus." and one THREATEN in it, told apart by a number.
inline CodedReport warning(int number) {
  const Report report =
      report_of("r" + std::to_string(number), "Ankara warned Damascus for the " + std::to_string(number) + "th time.",
                "2019-07-" + std::string(number % 28 < 9 ? "0" : "") + std::to_string(number % 28 + 1));
  return coded(report, {event_in(report, "warned", "THREATEN", "Ankara", "Damascus")});
}

inline const std::string now = "2026-11-28T06:00:00Z";
inline const std::string model = "test";

// Each test runs on a file, and on a database of a PostgreSQL server where one can be started (postgres_test.cpp).
inline std::vector<StoredEvent> all_events(Store& store, const Query& query = {}) {
  std::vector<StoredEvent> list;
  const auto taken = store.events(query, [&](const StoredEvent& e) {
    list.push_back(e);
    return true;
  });
  EXPECT_TRUE(taken) << taken.error;
  return list;
}

inline std::vector<StoredReport> all_reports(Store& store, const Query& query = {}) {
  std::vector<StoredReport> list;
  const auto taken = store.reports(query, [&](const StoredReport& r) {
    list.push_back(r);
    return true;
  });
  EXPECT_TRUE(taken) << taken.error;
  return list;
}

inline std::vector<std::string> ids(const std::vector<StoredEvent>& events) {
  std::vector<std::string> list;
  for (const StoredEvent& e : events) list.push_back(e.event.id);
  return list;
}

// A folder that is gone after the test.
class Box {
 public:
  Box() { std::filesystem::create_directories(folder_); }
  ~Box() { std::filesystem::remove_all(folder_); }
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;
  std::string operator/(const std::string& name) const { return (folder_ / name).string(); }

 private:
  static std::string next() {
    static int count = 0;
    return "store" + std::to_string(::getpid()) + "-" + std::to_string(count++);
  }
  std::filesystem::path folder_ = std::filesystem::path(::testing::TempDir()) / next();
};

}  // namespace dragoman
