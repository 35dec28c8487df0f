// In what order a table's rows come. A name with "-" before it goes from the last to the first.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "filter.h"
#include "mirror.h"

namespace dragoman::server {

// By a key that is made once of each. Equal ones stay as they are; where words are empty they come last, either way.
template <typename List, typename Key>
void sort_by(List& list, bool down, const Key& key) {
  using Value = std::decay_t<decltype(key(list.front()))>;
  std::vector<std::pair<Value, std::size_t>> keyed;
  keyed.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) keyed.emplace_back(key(list[i]), i);
  std::stable_sort(keyed.begin(), keyed.end(), [down](const auto& a, const auto& b) {
    if constexpr (!std::is_arithmetic_v<Value>) {
      if (a.first.empty() || b.first.empty()) return !a.first.empty() && b.first.empty();
    }
    return down ? b.first < a.first : a.first < b.first;
  });
  List sorted;
  sorted.reserve(list.size());
  for (const auto& [value, place] : keyed) sorted.push_back(std::move(list[place]));
  list = std::move(sorted);
}

// Those of events; the first is the snapshot's own.
extern const std::vector<std::string_view> event_orders;

// Equal ones come the newest first. "reports" needs `happenings`: how many reports tell of the event's incident.
Events in_order(const Events& found, const std::string& order, const Happenings* happenings);

}  // namespace dragoman::server
