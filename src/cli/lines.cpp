#include "lines.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace dragoman::cli {

Lines::Lines(const std::string& path) {
  if (path == "-") {
    in_ = &std::cin;
    return;
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    error_ = "is a folder; give a file";
    return;
  }
  errno = 0;
  file_.open(path, std::ios::binary);
  if (!file_) error_ = std::string("cannot be read (") + std::strerror(errno) + "); check its name and permissions";
  in_ = &file_;
}

std::optional<Line> Lines::next() {
  Line line;
  while (std::getline(*in_, line.text)) {
    ++number_;
    if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
    if (line.text.find_first_not_of(" \t") == std::string::npos) continue;
    line.number = number_;
    return line;
  }
  return std::nullopt;
}

}  // namespace dragoman::cli
