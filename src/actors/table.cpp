#include "table.h"

#include <algorithm>

namespace dragoman::actors {
namespace {

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(mark);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

}  // namespace

std::string_view Row::operator[](std::string_view column) const {
  const auto at = std::find(columns_->begin(), columns_->end(), column) - columns_->begin();
  return static_cast<std::size_t>(at) < cells_.size() ? cells_[static_cast<std::size_t>(at)] : std::string_view();
}

std::vector<std::string> Row::list(std::string_view column) const {
  std::vector<std::string> all;
  for (const std::string_view part : split((*this)[column], '|')) {
    if (!part.empty()) all.emplace_back(part);
  }
  return all;
}

Table read_table(std::string_view text, const std::string& name, const std::vector<std::string>& known,
                 std::vector<DataFault>& faults) {
  Table table{name, {}, {}};
  bool sourced = false;
  std::size_t number = 0;
  std::vector<std::pair<std::size_t, std::vector<std::string_view>>> lines;
  for (std::string_view line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with('#')) sourced |= line.starts_with("# Source:");
    if (line.empty() || line.starts_with('#')) continue;
    std::vector<std::string_view> cells = split(line, '\t');
    if (!table.columns.empty()) {
      if (cells.size() <= table.columns.size()) {
        lines.emplace_back(number, std::move(cells));
      } else {
        faults.push_back({name, number,
                          "has " + std::to_string(cells.size()) + " cells, but there are " +
                              std::to_string(table.columns.size()) + " columns; cells are parted by tabs"});
      }
      continue;
    }
    table.columns.assign(cells.begin(), cells.end());
    for (const std::string& column : table.columns) {
      if (std::find(known.begin(), known.end(), column) == known.end()) {
        faults.push_back({name, number, "has no column “" + column + "”; there may be: " + joined(known)});
      }
    }
    if (std::find(table.columns.begin(), table.columns.end(), known.front()) == table.columns.end()) {
      faults.push_back(
          {name, number, "needs a column “" + known.front() + "”; the first line names the columns, tabs between them"});
    }
  }
  if (!sourced) faults.push_back({name, 0, "says nowhere where its facts come from; add a line “# Source: …”"});
  for (auto& [line, cells] : lines) table.rows.emplace_back(line, table.columns, std::move(cells));
  return table;
}

}  // namespace dragoman::actors
