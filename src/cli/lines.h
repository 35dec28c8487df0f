// A text file line by line, its lines numbered from 1; blank lines are passed over. "-" is standard input.
#pragma once

#include <cstddef>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>

namespace dragoman::cli {

struct Line {
  std::size_t number = 0;
  std::string text;
};

class Lines {
 public:
  explicit Lines(const std::string& path);

  // Why the file cannot be read, or "".
  const std::string& error() const { return error_; }
  std::optional<Line> next();

 private:
  std::ifstream file_;
  std::istream* in_ = nullptr;
  std::size_t number_ = 0;
  std::string error_;
};

}  // namespace dragoman::cli
