// Near-copies: reports that are one wire story, cut or touched up.
//
// A report's sketch is a MinHash signature of its runs of three words (Broder 1997): the share of equal places in two sketches
// estimates the share of runs that the reports have in common. Reports that share half are copies.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "dragoman/incidents.h"

namespace dragoman {

using Sketch = std::array<std::uint32_t, 63>;

Sketch sketch(std::string_view text);
bool are_copies(const Sketch& a, const Sketch& b);

// Of reports that were published within two weeks.
bool are_copies(const Sketch& a, std::optional<Day> published_a, const Sketch& b, std::optional<Day> published_b);

}  // namespace dragoman
