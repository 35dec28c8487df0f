// Rows of a table for a terminal.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render.h"

namespace dragoman::cli {

struct TableColumn {
  std::string_view title;
  std::size_t width = 0;  // 0: shares what the others leave
  bool number = false;    // stands at the right
};

class Table {
 public:
  Table(std::vector<TableColumn> columns, const Page& page);
  std::string header() const;
  std::string row(std::span<const std::string> cells) const;

 private:
  std::vector<TableColumn> columns_;
  Page page_;
};

}  // namespace dragoman::cli
