// The ledger: what bears on the question, each thing once.
#pragma once

#include "bearing.h"

namespace dragoman::questions {

// An item before the day is known on which it is looked at.
struct Entry {
  std::string kind, reason;
  std::optional<std::size_t> event;
  std::string day;  // empty: undated, and always fresh
  int direction = 1;
  double reliability = 1;
  std::vector<std::string> repeats;      // days on which it was told again
  std::optional<std::size_t> duty = {};  // index of the finding that it comes from
};

// In the order of the account. Told again is what has the same kind, actors and direction within three days, or nearly the same
// words at any time.
std::vector<Entry> entries(const Question& question, const Account& account, const Bearing& bearing, const Weights& weights);

// What the law and the calendar add on a day.
std::vector<Entry> standing_entries(const Question& question, const Bearing& bearing, const std::vector<Finding>& duties,
                                    std::string_view day);

// The items known on a day, by how much they move the forecast.
std::vector<Item> ledger(const std::vector<Entry>& entries, const Weights& weights, std::string_view day);

}  // namespace dragoman::questions
