// Phrases in text: whole words, letter case aside (ASCII), a last "*" leaves the ending open.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::law {

// Where the phrase first stands, in bytes: for "S-400" in "its S-400 system", {4, 9}. Not in "XS-4000".
struct Found {
  std::size_t start, end;
};
std::optional<Found> find_phrase(std::string_view text, std::string_view phrase);
bool says_any(std::string_view text, const std::vector<std::string>& phrases);

}  // namespace dragoman::law
