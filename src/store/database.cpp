#include "database.h"

namespace dragoman::store {

std::int64_t integer(const Value& from) {
  if (const auto* whole = std::get_if<std::int64_t>(&from)) return *whole;
  return 0;
}

double real(const Value& from) {
  if (const auto* number = std::get_if<double>(&from)) return *number;
  return static_cast<double>(integer(from));
}

std::string text(const Value& from) {
  const auto* words = std::get_if<std::string>(&from);
  return words ? *words : std::string();
}

std::optional<std::string> maybe_text(const Value& from) {
  const auto* words = std::get_if<std::string>(&from);
  return words ? std::optional(*words) : std::nullopt;
}

}  // namespace dragoman::store
