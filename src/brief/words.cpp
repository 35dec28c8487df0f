#include "words.h"

#include <fmt/format.h>

#include <array>

namespace dragoman::brief_words {

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string uncapital(std::string text) {
  if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') text.front() = static_cast<char>(text.front() - 'A' + 'a');
  return text;
}

std::string percent(double probability) { return fmt::format("{:.0f} %", probability * 100); }

std::string day_in_words(std::string_view text) {
  static constexpr std::array<const char*, 12> kMonths = {
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
  const auto day = parse_day(text);
  if (!day) return std::string(text);
  const std::chrono::year_month_day date{*day};
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

std::string counted(std::size_t n, std::string_view one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

void or_nothing(Section& section, const std::string& text) {
  if (section.lines.empty()) section.lines.push_back({text, {}, "the records of these days"});
}

}  // namespace dragoman::brief_words
