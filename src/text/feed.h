// RSS (0.9, 1.0, 2.0) and Atom feeds to reports.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "decode.h"
#include "dragoman/text.h"

namespace dragoman {

// A report an item, or what is wrong with the item; nothing but a Problem when the bytes are no feed. `published` is written as
// 2019-07-29T10:00:00Z. The id is the item's guid or id where that is an address, else its link, else empty.
std::variant<std::vector<std::variant<Report, Problem>>, Problem> read_feed(std::string_view bytes);

// "Mon, 29 Jul 2019 10:00:00 +0200" as "2019-07-29T08:00:00Z"; what is no such date as it is.
std::string iso_date(const std::string& date);

}  // namespace dragoman
