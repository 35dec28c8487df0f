// The files of data/brief: tables with tabs under a line of names, and lists; # begins a comment line.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::brief_words {

std::vector<std::string> split(std::string_view text, char by);
std::vector<std::string> list(std::string_view file);
std::vector<std::map<std::string, std::string, std::less<>>> table(std::string_view file);

}  // namespace dragoman::brief_words
