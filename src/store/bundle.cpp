#include "bundle.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace dragoman::store {

void Bundle::put(std::string_view words) {
  json_ += '"';
  for (const char c : words) {
    if (c == '"' || c == '\\') {
      json_ += '\\';
      json_ += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> escaped{};
      std::snprintf(escaped.data(), escaped.size(), "\\u%04x", c == 0 ? 0xFFFDU : static_cast<unsigned>(c));
      json_ += escaped.data();  // no text of a server's holds a NUL
    } else {
      json_ += c;
    }
  }
  json_ += '"';
}

void Bundle::put(double number) {
  std::array<char, 32> digits{};
  json_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

void Bundle::put(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return put(*whole);
  if (const auto* number = std::get_if<double>(&value)) return put(*number);
  if (const auto* words = std::get_if<std::string>(&value)) return put(std::string_view(*words));
  json_ += "null";
}

void Bundle::add_row(std::span<const Value> row) {
  json_ += json_.empty() ? "[[" : ",[";
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) json_ += ',';
    put(row[i]);
  }
  json_ += ']';
}

std::string rows_of(const Database& database) {
  return database.dialect() == Dialect::Sqlite ? "json_each($1)" : "json_array_elements(CAST($1 AS JSON))";
}
std::string words_at(int column) { return "value ->> " + std::to_string(column); }
std::string number_at(int column) { return "CAST(" + words_at(column) + " AS BIGINT)"; }

void insert_all(Database& database, std::string_view table, std::string_view kinds, const Bundle& bundle,
                std::string_view after) {
  if (bundle.empty()) return;
  std::string cells;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const int column = static_cast<int>(i);
    if (i > 0) cells += ", ";
    cells += kinds[i] == 'n'   ? number_at(column)
             : kinds[i] == 'r' ? "CAST(" + words_at(column) + " AS DOUBLE PRECISION)"
                               : words_at(column);
  }
  // "WHERE true" keeps SQLite from reading ON CONFLICT as a join's condition.
  database.run("INSERT INTO " + std::string(table) + " SELECT " + cells + " FROM " + rows_of(database) + " WHERE true " +
                   std::string(after),
               std::array<Value, 1>{bundle.parameter()});
}

void fill(Database& database, std::string_view table, std::string_view columns, std::string_view kinds,
          std::span<const std::vector<Value>> rows) {
  if (database.dialect() == Dialect::Postgres) {
    Bundle bundle;
    for (const std::vector<Value>& row : rows) bundle.add_row(row);
    return insert_all(database, std::string(table) + " (" + std::string(columns) + ")", kinds, bundle);
  }
  std::string cells;
  for (std::size_t i = 1; i <= kinds.size(); ++i) cells += (i > 1 ? ", $" : "$") + std::to_string(i);
  const std::string sql = "INSERT INTO " + std::string(table) + " (" + std::string(columns) + ") VALUES (" + cells + ")";
  for (const std::vector<Value>& row : rows) database.run(sql, row);
}

std::vector<std::int64_t> take_numbers(Database& database, std::string_view table, std::size_t count) {
  std::vector<std::int64_t> numbers;
  if (count == 0) return numbers;
  if (database.dialect() == Dialect::Postgres) {
    database.each("SELECT nextval(pg_get_serial_sequence($1, 'number')) FROM generate_series(1, CAST($2 AS BIGINT))",
                  values(table, count), [&](Row row) {
                    numbers.push_back(integer(row[0]));
                    return true;
                  });
    return numbers;
  }
  std::int64_t last = 0;
  database.each("SELECT seq FROM sqlite_sequence WHERE name = $1", values(table), [&](Row row) {
    last = integer(row[0]);
    return false;
  });
  while (numbers.size() < count) numbers.push_back(++last);
  return numbers;
}

}  // namespace dragoman::store
