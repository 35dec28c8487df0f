// Many rows in one statement: they travel as one parameter, a JSON list of lists, so that a server is asked once for all of
// them.
//
//   Bundle bundle;
//   for (const auto& [place, mould] : list) bundle.add(place, mould);
//   insert_all(database, "trail", "nn", bundle);
//   each_among(database, "SELECT mould FROM trail WHERE place", places, take);
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "database.h"

namespace dragoman::store {

class Bundle {
 public:
  template <typename... Cells>
  void add(const Cells&... cells) {
    json_ += json_.empty() ? "[[" : ",[";
    bool first = true;
    ((json_ += first ? "" : ",", first = false, put(cells)), ...);
    json_ += ']';
  }
  void add_row(std::span<const Value> row);
  bool empty() const { return json_.empty(); }
  Value parameter() const { return json_.empty() ? "[]" : json_ + "]"; }

 private:
  template <std::integral Number>
  void put(Number number) {
    json_ += std::to_string(static_cast<std::int64_t>(number));
  }
  void put(std::string_view words);
  void put(const std::string& words) { put(std::string_view(words)); }
  void put(const char* words) { put(std::string_view(words)); }
  void put(double number);
  void put(const Value& value);

  std::string json_;
};

// The rows of parameter $1, and a cell of one.
std::string rows_of(const Database& database);
std::string number_at(int column);
std::string words_at(int column);

// `kinds` has a letter for each column: n a whole number, r a real one, t text. `after` follows, as "ON CONFLICT DO NOTHING".
void insert_all(Database& database, std::string_view table, std::string_view kinds, const Bundle& bundle,
                std::string_view after = "");

// Rows as values: a statement each in a file, where that costs nothing, one for all on a server.
void fill(Database& database, std::string_view table, std::string_view columns, std::string_view kinds,
          std::span<const std::vector<Value>> rows);
// Numbers for as many rows to come of a table.
std::vector<std::int64_t> take_numbers(Database& database, std::string_view table, std::size_t count);

// `sql` ends with the column that is to be among the list.
template <typename List>
void each_among(Database& database, std::string_view sql, const List& list, const std::function<bool(Row)>& take) {
  Bundle bundle;
  for (const auto& one : list) bundle.add(one);
  if (bundle.empty()) return;
  constexpr bool numbers = std::integral<typename List::value_type>;
  const std::string cell = numbers ? number_at(0) : words_at(0);
  database.each(std::string(sql) + " IN (SELECT " + cell + " FROM " + rows_of(database) + ")",
                std::array<Value, 1>{bundle.parameter()}, take);
}
template <typename List>
void run_among(Database& database, std::string_view sql, const List& list) {
  each_among(database, sql, list, [](Row) { return true; });
}

}  // namespace dragoman::store
