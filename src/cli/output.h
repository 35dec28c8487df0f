// A file or standard output that a command writes to.
#pragma once

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

namespace dragoman::cli {

// Where events go, and whether all of it got there.
class Output {
 public:
  explicit Output(const std::string& path) : path_(path), file_(path.empty() ? stdout : std::fopen(path.c_str(), "wb")) {
    if (!file_) error_ = std::strerror(errno);
  }
  ~Output() {
    if (file_ && file_ != stdout) std::fclose(file_);
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Flushed at each call, so that who reads along sees each report as soon as it is coded.
  void write(std::string_view text) {
    if (!file_ || !error_.empty()) return;
    const bool all = std::fwrite(text.data(), 1, text.size(), file_) == text.size() && std::fflush(file_) == 0;
    if (!all) error_ = std::strerror(errno);
  }
  std::FILE* file() const { return file_; }
  const std::string& error() const { return error_; }
  std::string name() const { return path_.empty() ? "standard output" : path_; }

 private:
  std::string path_, error_;
  std::FILE* file_;
};

}  // namespace dragoman::cli
