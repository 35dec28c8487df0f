// An incident out of the events that were grouped.
#pragma once

#include <cstddef>
#include <vector>

#include "compare.h"
#include "dragoman/incidents.h"

namespace dragoman {

// An event with all that is known about it.
struct Member {
  const ToldReport* report = nullptr;
  const ToldEvent* event = nullptr;
  const Features* features = nullptr;
};

// Why the two were joined.
Merge explain(const Member& event, const Member& into);

// All fields but `sources`. The members stand in order, the earliest first; `nearest` has for each the earlier one that it is
// most like; for the first it says nothing.
Incident describe(const std::vector<Member>& members, const std::vector<std::size_t>& nearest);

}  // namespace dragoman
