// One connection to a database, as little of it as the store needs. SQL is written once for SQLite and PostgreSQL: parameters
// are $1, $2, … in the order of their first use, and where the two differ the statement stands twice (schema.cpp, words.cpp).
// Faults are thrown as Fault and caught where the store's functions return.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dragoman/store.h"

namespace dragoman::store {

// What is wrong, and what to do about it, told to a person.
struct Fault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;
using Row = std::span<const Value>;

enum class Dialect { Sqlite, Postgres };

class Database {
 public:
  virtual ~Database() = default;
  virtual Dialect dialect() const = 0;

  virtual void run(std::string_view sql, std::span<const Value> values) = 0;
  // Calls `take` with each row until it says false.
  virtual void each(std::string_view sql, std::span<const Value> values, const std::function<bool(Row)>& take) = 0;
  // Statements without parameters, ";" between them.
  virtual void script(const std::string& sql) = 0;

  virtual void begin(Access access) = 0;  // a writer waits here for other writers
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
};

std::unique_ptr<Database> open_sqlite(const std::string& path, Access access);
std::unique_ptr<Database> open_postgres(const std::string& address, Access access);

// From construction to commit(); what was not committed is undone.
class Transaction {
 public:
  Transaction(Database& database, Access access) : database_(&database) { database.begin(access); }
  ~Transaction() {
    if (database_) database_->rollback();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    database_->commit();
    database_ = nullptr;
  }

 private:
  Database* database_;
};

// ---- Values ----

template <typename T>
Value value(const std::optional<T>& from) {
  if (!from) return {};
  if constexpr (std::is_integral_v<T>)
    return static_cast<std::int64_t>(*from);
  else
    return Value(*from);
}
inline Value value(std::size_t from) { return static_cast<std::int64_t>(from); }
inline Value value(std::int64_t from) { return from; }
inline Value value(double from) { return from; }
inline Value value(std::string from) { return Value(std::move(from)); }
inline Value value(std::string_view from) { return Value(std::string(from)); }

inline bool is_null(const Value& from) { return std::holds_alternative<std::monostate>(from); }
std::int64_t integer(const Value& from);
double real(const Value& from);
std::string text(const Value& from);
std::optional<std::string> maybe_text(const Value& from);

template <typename... Values>
std::array<Value, sizeof...(Values)> values(Values&&... list) {
  return {value(std::forward<Values>(list))...};
}

}  // namespace dragoman::store
