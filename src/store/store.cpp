#include <xxhash.h>

#include <array>
#include <chrono>
#include <cstdio>

#include "inside.h"
#include "schema.h"

namespace dragoman {

bool is_server(std::string_view where) { return where.starts_with("postgresql://") || where.starts_with("postgres://"); }

std::string now_utc() {
  using namespace std::chrono;
  const auto now = floor<milliseconds>(system_clock::now());
  const auto day = floor<days>(now);
  const year_month_day date(day);
  const hh_mm_ss time(now - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return text.data();
}

std::string today() { return now_utc().substr(0, 10); }

Store::Store(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::string& where, Access access) {
  auto inside = std::make_unique<Inside>();
  inside->where = where;
  const auto opened = inside->attempt([&] {
    inside->database = is_server(where) ? store::open_postgres(where, access) : store::open_sqlite(where, access);
    store::prepare(*inside->database, access);
    return true;
  });
  if (!opened) return {std::nullopt, opened.error};
  return {Store(std::move(inside)), {}};
}

namespace store {

void note(Database& database, const std::string& now, std::string_view what, std::string_view object, const std::string& id,
          const std::string& detail) {
  database.run("INSERT INTO change (time, what, object, id, detail) VALUES ($1, $2, $3, $4, $5)",
               values(now, what, object, id, detail));
}

std::string hash_of(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  std::array<char, 33> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  return std::string(hex.data(), 32);
}

}  // namespace store
}  // namespace dragoman
