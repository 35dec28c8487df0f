#include "table.h"

#include <algorithm>

#include "terminal.h"

namespace dragoman::cli {

Table::Table(std::vector<TableColumn> columns, const Page& page) : columns_(std::move(columns)), page_(page) {
  std::size_t fixed = 0, open = 0;
  for (const TableColumn& c : columns_) {
    fixed += c.width + 2;
    open += c.width == 0;
  }
  const std::size_t share = open ? std::max<std::size_t>(10, page.width > fixed ? (page.width - fixed) / open : 0) : 0;
  for (TableColumn& c : columns_) {
    if (c.width == 0) c.width = share;
  }
}

std::string Table::header() const {
  std::vector<std::string> titles;
  for (const TableColumn& c : columns_) titles.emplace_back(c.title);
  return Style{page_.coloured ? bold : ""}(row(titles));
}

std::string Table::row(std::span<const std::string> cells) const {
  std::string line;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string cell = fit(one_line(cells[i]), columns_[i].width, Fill::None);
    const std::string blanks(columns_[i].width - std::min(columns_[i].width, dragoman::cli::columns(cell)), ' ');
    line += columns_[i].number ? blanks + cell : cell + blanks;
    line += "  ";
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace dragoman::cli
