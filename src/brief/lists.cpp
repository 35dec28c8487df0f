#include "lists.h"

namespace dragoman::brief_words {

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(by);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string> list(std::string_view file) {
  std::vector<std::string> lines;
  for (std::string& line : split(file, '\n')) {
    if (!line.empty() && line.front() != '#') lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::map<std::string, std::string, std::less<>>> table(std::string_view file) {
  std::vector<std::map<std::string, std::string, std::less<>>> rows;
  std::vector<std::string> names;
  for (const std::string& line : list(file)) {
    const std::vector<std::string> cells = split(line, '\t');
    if (names.empty()) {
      names = cells;
      continue;
    }
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = i < cells.size() ? cells[i] : "";
  }
  return rows;
}

}  // namespace dragoman::brief_words
