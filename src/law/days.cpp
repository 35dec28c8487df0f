#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "dragoman/law.h"

namespace dragoman {
namespace {

std::chrono::sys_days parse(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t size) { return std::atoi(std::string(text.substr(at, size)).c_str()); };
  return std::chrono::year{number(0, 4)} / std::chrono::month{static_cast<unsigned>(number(5, 2))} /
         std::chrono::day{static_cast<unsigned>(number(8, 2))};
}

}  // namespace

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (std::size_t i = 0; i < 10; ++i) {
    if (i != 4 && i != 7 && (text[i] < '0' || text[i] > '9')) return false;
  }
  const std::chrono::year_month_day day{parse(text)};
  return text.substr(5, 2) != "00" && text.substr(8, 2) != "00" &&
         static_cast<unsigned>(day.day()) == static_cast<unsigned>(std::atoi(std::string(text.substr(8, 2)).c_str())) &&
         static_cast<unsigned>(day.month()) == static_cast<unsigned>(std::atoi(std::string(text.substr(5, 2)).c_str()));
}

std::string days_after(std::string_view day, int days) {
  const std::chrono::year_month_day then{parse(day) + std::chrono::days{days}};
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(then.year()), static_cast<unsigned>(then.month()),
                static_cast<unsigned>(then.day()));
  return text;
}

int days_between(std::string_view from, std::string_view until) {
  return static_cast<int>((parse(until) - parse(from)).count());
}

}  // namespace dragoman
