// Short accounts for tests, an event a line:
//   2019-07-12 | COOPERATE actual | RUS > TUR | - | delivered | Russia delivered the S-400 to Turkey.
// day (- for none), type and status, source > target (countries, or words in quotes that data/actors knows; several with a
// comma,
// - for nobody), by (likewise; -), trigger, sentence. Each line is a report of its own, "r1", "r2", …
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/law.h"

namespace dragoman {

std::pair<Report, Event> told(std::string_view line, std::size_t number);
Account account_of(const std::vector<std::string>& lines);
std::vector<std::string> split(std::string_view text, std::string_view by);

}  // namespace dragoman
