// Rows of CSV (RFC 4180; a comma, semicolon or tab between fields) to reports.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "decode.h"
#include "dragoman/text.h"

namespace dragoman {

// What stands between the fields of a header line; 0 when it is none of the three.
char csv_separator(std::string_view header);

struct CsvRow {
  std::vector<std::string> fields;
  std::size_t bytes = 0, lines = 0;  // that it takes, with the line end
  bool closed = true;                // false: the bytes end within quotation marks
};
// The row at the start of `bytes`, which hold a whole one or end with the input.
CsvRow read_csv_row(std::string_view bytes, char separator);

// Which field of a row is what.
class CsvHeader {
 public:
  explicit CsvHeader(const std::vector<std::string>& names);
  std::optional<Problem> problem() const;  // no column "text"
  // The report of a row; its id is empty when the row has none.
  std::variant<Report, Problem> read(std::vector<std::string>&& fields) const;

 private:
  std::vector<std::string> names_;
};

}  // namespace dragoman
