// The form of the files in data/actors: cells parted by tabs, a line a row, the first line that is no comment names the
// columns, comments begin with "#", one of them with "# Source:". Lists within a cell are parted by "|".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/actors.h"

namespace dragoman::actors {

class Row {
 public:
  Row(std::size_t line, const std::vector<std::string>& columns, std::vector<std::string_view> cells)
      : line_(line), columns_(&columns), cells_(std::move(cells)) {}
  std::size_t line() const { return line_; }
  std::string_view operator[](std::string_view column) const;  // empty: no such column, or nothing in it
  std::vector<std::string> list(std::string_view column) const;

 private:
  std::size_t line_;
  const std::vector<std::string>* columns_;
  std::vector<std::string_view> cells_;
};

struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

// Reads a file of which only these columns may be there, the first of them in any case. Faults are added.
Table read_table(std::string_view text, const std::string& name, const std::vector<std::string>& known,
                 std::vector<DataFault>& faults);

}  // namespace dragoman::actors
