// The word lists of data/lexicon, compiled in. They are read at first use and never change.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace dragoman {

enum class Abbreviation { Title, Before, Number, Dated, End, Last };  // as abbreviations.txt says

std::optional<Abbreviation> abbreviation(std::string_view word);  // with its full stop
std::optional<std::size_t> contraction(std::string_view word);    // how many bytes stand before the parting
bool is_prefix(std::string_view word);                            // "anti", without the hyphen
bool is_suffix(std::string_view word);                            // "wise"
bool opens_sentences(std::string_view word);                      // "The"
bool ends_addresses(std::string_view word);                       // "gov"
bool is_unit(std::string_view word);                              // "km"

}  // namespace dragoman
