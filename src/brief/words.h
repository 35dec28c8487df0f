// Small words that sentences share.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/brief.h"

namespace dragoman::brief_words {

std::string capital(std::string text);                     // "turkey met" gives "Turkey met"
std::string uncapital(std::string text);                   // the first letter small
std::string percent(double probability);                   // 0.61 gives "61 %"
std::string day_in_words(std::string_view day);            // "2019-07-29" gives "29 July 2019"; what is no day stays
std::string counted(std::size_t n, std::string_view one);  // "1 report", "3 reports"

// A section without lines says so.
void or_nothing(Section& section, const std::string& text);

}  // namespace dragoman::brief_words
