// What the commands on an account share: how it is named, what is asked of it, where the answer goes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/store.h"
#include "session.h"

namespace dragoman::cli {

// An account and a question to it, as options of a command.
struct Question {
  std::string store, out, format;
  Query query;
  std::size_t limit = 0;  // 0: all, but of a table on a terminal the first hundred
  bool count = false;
};
// The options that say which events are meant: --since … --text.
void add_filters(CLI::App& command, Query& query);
bool asks(const Query& query);  // whether any of them was given
void add_question(CLI::App& command, Question& question, const std::vector<std::string>& formats);

// Lines of JSON as a Parquet file; what is wrong, or "".
std::string write_parquet(const std::string& path, Rows rows, std::span<const std::string> lines);

// The reports of these incidents with the events that they tell of, and what people said of merges, as an account of its own in
// a new file; what is wrong, or "".
std::string write_account(const std::string& path, const std::string& from, std::span<const Incident> incidents);

// Puts the incidents of an account that an older dragoman wrote together, with a word on a terminal; what is wrong, or "".
std::string merge_all(Store& store);

// Lines of a table on a terminal that are shown when no limit is given.
inline constexpr std::size_t screenful = 100;

}  // namespace dragoman::cli
