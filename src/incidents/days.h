// Days that reports name.
#pragma once

#include <optional>
#include <string_view>

#include "dragoman/incidents.h"

namespace dragoman {

// What words of time mean in a report of that day: a weekday is the last such day up to the report's own, "yesterday",
// "overnight", "4 March" and "March 4" what they say, "last week" seven days. Absent when they say nothing of the kind.
std::optional<Days> days_of(std::string_view words, Day published);

}  // namespace dragoman
