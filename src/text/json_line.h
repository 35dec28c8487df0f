// One line of JSON Lines to a report.
#pragma once

#include <string_view>
#include <variant>

#include "decode.h"
#include "dragoman/text.h"

namespace dragoman {

// The report that the object holds; its id is empty when it has neither "id" nor "doc".
std::variant<Report, Problem> read_json_line(std::string_view line);

}  // namespace dragoman
