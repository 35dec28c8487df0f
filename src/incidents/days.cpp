#include "days.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <string>
#include <vector>

namespace dragoman {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> months{"january", "february", "march",     "april",   "may",      "june",
                                                  "july",    "august",   "september", "october", "november", "december"};

std::vector<std::string> lower_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    if (letter) {
      words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::optional<int> number(std::string_view word) {
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end == word.data()) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(word.data() + word.size() - end));
  return rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th" ? std::optional(value) : std::nullopt;
}

// A name of the list; three letters are enough ("Mon", "Sept").
template <std::size_t n>
std::optional<unsigned> place_in(const std::array<std::string_view, n>& list, std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  const auto at = std::find_if(list.begin(), list.end(), [&](std::string_view name) { return name.starts_with(word); });
  if (at == list.end()) return std::nullopt;
  return static_cast<unsigned>(at - list.begin());
}

// The month's day next to it, in the report's year or, when that lies more than half a year ahead, the one before.
std::optional<Days> date_of(const std::vector<std::string>& words, std::size_t month_at, unsigned month, Day published) {
  std::optional<int> day, year;
  if (month_at > 0) day = number(words[month_at - 1]);
  for (std::size_t at = month_at + 1; at < std::min(words.size(), month_at + 3); ++at) {
    if (const auto value = number(words[at])) (*value > 1000 ? year : day) = value;
  }
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  const std::chrono::year_month_day today(published);
  std::chrono::year_month_day date{year ? std::chrono::year(*year) : today.year(), std::chrono::month(month + 1),
                                   std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  if (!year && sys_days(date) > published + days(183)) date -= std::chrono::years(1);
  if (!date.ok()) return std::nullopt;
  return Days{sys_days(date), sys_days(date)};
}

}  // namespace

std::optional<Day> parse_day(std::string_view words) {
  int year = 0;
  unsigned month = 0, day = 0;
  const std::string date(words.substr(0, 10));
  if (date.size() < 10 || std::sscanf(date.c_str(), "%4d-%2u-%2u", &year, &month, &day) != 3) return std::nullopt;
  const std::chrono::year_month_day read{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return read.ok() ? std::optional<Day>(read) : std::nullopt;
}

std::string to_string(Day day) {
  const std::chrono::year_month_day date(day);
  std::array<char, 24> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return out.data();
}

std::optional<Days> days_of(std::string_view text, Day published) {
  if (const auto exact = parse_day(text)) return Days{*exact, *exact};
  const std::vector<std::string> words = lower_words(text);
  const bool ahead = std::find(words.begin(), words.end(), "next") != words.end();
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (const auto month = place_in(months, words[at])) {
      if (const auto date = date_of(words, at, *month, published)) return date;
    }
    if (const auto weekday = place_in(weekdays, words[at])) {
      const int today = static_cast<int>(std::chrono::weekday(published).c_encoding());
      const int back = (today - static_cast<int>(*weekday) + 7) % 7;
      const Day day = published - days(back) + days(ahead ? 7 : 0);
      return Days{day, day};
    }
    if (words[at] == "today") return Days{published, published};
    if (words[at] == "yesterday") return Days{published - days(1), published - days(1)};
    if (words[at] == "tomorrow") return Days{published + days(1), published + days(1)};
    if (words[at] == "overnight") return Days{published - days(1), published};
    if (words[at] == "weekend") {  // the last Saturday and Sunday that have begun
      const int past = static_cast<int>((std::chrono::weekday(published) - std::chrono::Saturday).count());
      return Days{published - days(past), published - days(past) + days(1)};
    }
    if (words[at] == "week" && at > 0 && words[at - 1] == "this") return Days{published - days(6), published};
    if (words[at] == "week" && at > 0 && words[at - 1] == "last") return Days{published - days(13), published - days(7)};
  }
  return std::nullopt;
}

}  // namespace dragoman
