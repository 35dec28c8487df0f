// The rule files of data/statutes, as compiled in.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace dragoman::law {

// Name and text, in the order of names. Made by CMake from the folder.
std::vector<std::pair<std::string_view, std::string_view>> built_in_files();

}  // namespace dragoman::law
