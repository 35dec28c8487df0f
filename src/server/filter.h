// Which events are asked for, and how many of them are of each kind: the filters of Store::events over the mirror.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "asked.h"
#include "mirror.h"

namespace dragoman::server {

struct Filter {
  std::string since, until, happened_since, happened_until;  // days to compare with; empty: open
  std::vector<std::string> type, status, review;
  std::optional<std::string> actor, source, target, country, place, place_country, report;
  std::optional<Bounds> box;
  std::optional<std::set<std::string>> holding;  // ids of the reports that hold the words asked for
  bool withdrawn = false;

  bool asks_nothing() const;
};

// The parameters that filter_of() and Desk::filter() read.
const std::vector<std::string>& filter_names();

// All but the words of `text`, which only the store can look for.
Filter filter_of(const Asked& asked);

using Events = std::vector<const HeldEvent*>;

// In the order of the snapshot.
Events matching(const Snapshot& snapshot, const Filter& filter, const Mirror& mirror);

struct FacetValue {
  const std::string* value = nullptr;
  const Who* who = nullptr;  // of an actor: one who is called so
  std::size_t count = 0;
};
using Facet = std::vector<FacetValue>;  // the most frequent first

struct Facets {
  std::size_t total = 0;
  Facet type, status, country, source, target, month;
  std::array<std::size_t, 5> review{};
};

// Each counted without its own filter.
Facets facets(const Snapshot& snapshot, const Filter& filter, const Mirror& mirror);

}  // namespace dragoman::server
