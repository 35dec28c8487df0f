#include "inputs.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

namespace dragoman::cli {
namespace {

namespace fs = std::filesystem;

InputError fault(const std::string& path, std::string message) {
  return {path, std::nullopt, std::nullopt, std::move(message)};
}

bool is_hidden(const fs::path& path) { return path.filename().string().front() == '.'; }

// Questions and rules lie beside reports and are none.
bool is_rule(const fs::path& path) { return path.extension() == ".toml"; }

// The reports under a folder, sorted by path; sets `wrong` when it cannot be walked to the end.
std::vector<std::string> walk(const std::string& folder, std::string& wrong) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code ignored;
    const bool hidden = is_hidden(at->path());
    if (hidden && at->is_directory(ignored)) at.disable_recursion_pending();
    if (!hidden && !is_rule(at->path()) && at->is_regular_file(ignored)) found.push_back(at->path().string());
  }
  if (error) wrong = "cannot be walked (" + error.message() + "); check its permissions";
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

Inputs::Inputs(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (path == "-" || !fs::is_directory(path, ignored)) {
      files_.emplace_back(path);
      continue;
    }
    std::string wrong;
    std::vector<std::string> found = walk(path, wrong);
    if (found.empty() && wrong.empty())
      wrong = "is a folder without reports; put text, Markdown, HTML or JSON Lines files in it";
    for (std::string& file : found) files_.emplace_back(std::move(file));
    if (!wrong.empty()) files_.emplace_back(fault(path, std::move(wrong)));
  }
}

std::optional<InputError> Inputs::open(const std::string& path) {
  file_ = std::ifstream();
  if (path == "-") {
    stream_.emplace(std::cin, path);
    return std::nullopt;
  }
  errno = 0;
  file_.open(path, std::ios::binary);
  if (!file_) return fault(path, std::string("cannot be read (") + std::strerror(errno) + "); check its name and permissions");
  stream_.emplace(file_, path);
  return std::nullopt;
}

std::optional<Ingested> Inputs::next() {
  while (!stopped_) {
    if (stream_) {
      if (auto got = stream_->next()) return got;
      stream_.reset();
    }
    if (at_ == files_.size()) return std::nullopt;
    auto& file = files_[at_++];
    if (auto* wrong = std::get_if<InputError>(&file)) return std::move(*wrong);
    if (auto wrong = open(std::get<std::string>(file))) return std::move(*wrong);
  }
  return std::nullopt;
}

}  // namespace dragoman::cli
