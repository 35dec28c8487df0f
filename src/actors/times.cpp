// Times: words to the first and last day, by the day on which the report was published.
//
//   published 2019-07-29, a Monday:
//   last week       2019-07-22 .. 2019-07-28      Saturday          2019-07-27
//   on 4 April      2019-04-04                    May 15-24         2019-05-15 .. 2019-05-24
//   since June      2019-06-01 .. (open)          three days later  nothing: later than what?
#include <algorithm>
#include <array>
#include <charconv>

#include "cast.h"

namespace dragoman {

using namespace actors;
using namespace std::chrono;

namespace {

constexpr std::array<std::string_view, 12> month_names{"january", "february", "march",     "april",   "may",      "june",
                                                       "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> day_names{"sunday",   "monday", "tuesday", "wednesday",
                                                    "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 21> number_names{
    "zero",   "one",    "two",      "three",    "four",    "five",    "six",       "seven",    "eight",    "nine",  "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};

template <std::size_t N>
std::optional<unsigned> index(std::string_view word, const std::array<std::string_view, N>& words, std::size_t least) {
  for (std::size_t i = 0; i < N; ++i) {
    if (word == words[i] || (word.size() >= least && word.size() <= 4 && words[i].starts_with(word)))
      return static_cast<unsigned>(i);
  }
  return std::nullopt;
}
std::optional<unsigned> month_of(std::string_view word) {
  const auto m = index(word, month_names, 3);
  return m ? std::optional(*m + 1) : std::nullopt;
}
std::optional<unsigned> weekday_of(std::string_view word) {
  if (word.size() > 1 && word.ends_with('s')) word.remove_suffix(1);
  return index(word, day_names, 3);
}

std::optional<int> number_of(std::string_view word) {
  if (word == "a" || word == "an") return 1;
  if (word == "couple") return 2;
  int value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const std::string_view rest(end, static_cast<std::size_t>(word.data() + word.size() - end));
  if (error == std::errc() && (rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th")) return value;
  for (std::size_t i = 0; i < number_names.size(); ++i) {
    if (word == number_names[i]) return static_cast<int>(i);
  }
  return std::nullopt;
}

bool is_year(int n) { return n >= 1900 && n <= 2100; }

Interval whole(year_month m) { return {Day(m / 1), Day(m / last), ""}; }
Interval whole(year y) { return {Day(y / 1 / 1), Day(y / 12 / 31), ""}; }

// Reads one expression, word by word.
class TimeWords {
 public:
  TimeWords(std::vector<std::string> keys, std::optional<Day> today) : keys_(std::move(keys)), today_(today) {}
  std::optional<Interval> read();

 private:
  bool has(std::string_view word) const { return std::find(keys_.begin(), keys_.end(), word) != keys_.end(); }
  std::string_view at(std::size_t i) const { return i < keys_.size() ? std::string_view(keys_[i]) : std::string_view(); }
  std::optional<Interval> calendar() const;
  std::optional<Interval> relative() const;
  std::optional<Interval> counted() const;
  std::optional<year> year_for(month m, std::optional<unsigned> d) const;
  std::optional<Interval> bounded(std::optional<Interval> found) const;

  std::vector<std::string> keys_;
  std::optional<Day> today_;
};

// A month without a year is the last one of that name, or the next when the words look ahead.
std::optional<year> TimeWords::year_for(month m, std::optional<unsigned> d) const {
  for (const std::string& key : keys_) {
    if (const auto n = number_of(key); n && is_year(*n)) return year(*n);
  }
  if (!today_) return std::nullopt;
  const year_month_day now(*today_);
  const Day then = Day(now.year() / m / day(d.value_or(1)));
  const bool ahead = has("next") || has("by") || has("until") || has("before");
  if (has("last") && !d) return then + days(20) < *today_ ? now.year() : now.year() - years(1);
  if (ahead) return then < *today_ ? now.year() + years(1) : now.year();
  // A report may announce what comes within two months.
  return then > *today_ + days(62) ? now.year() - years(1) : now.year();
}

std::optional<Interval> TimeWords::calendar() const {
  std::vector<std::pair<std::size_t, unsigned>> months;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (const auto m = month_of(keys_[i])) months.emplace_back(i, *m);
  }
  if (months.empty()) {
    std::vector<int> years;
    for (const std::string& key : keys_) {
      if (const auto n = number_of(key); n && is_year(*n) && key.size() == 4) years.push_back(*n);
      // "2015-16" folds to two words
    }
    if (years.empty()) return std::nullopt;
    Interval found = whole(year(years.front()));
    if (years.size() > 1) found.until = *whole(year(years.back())).until;
    return found;
  }
  std::optional<Interval> all;
  for (const auto& [i, m] : months) {
    // Days stand before the month ("4 and 5 April") or after it ("April 4-5").
    std::vector<unsigned> found;
    for (std::size_t k = i; k-- > 0;) {
      const auto n = number_of(keys_[k]);
      if (n && *n >= 1 && *n <= 31 && keys_[k] != "a" && keys_[k] != "an") {
        found.insert(found.begin(), static_cast<unsigned>(*n));
      } else if (keys_[k] != "and" && keys_[k] != "to" && keys_[k] != "of" && keys_[k] != "the") {
        break;
      }
    }
    for (std::size_t k = i + 1; found.empty() && k < keys_.size() && k < i + 5; ++k) {
      const auto n = number_of(keys_[k]);
      if (!n || *n < 1 || *n > 31) {
        if (keys_[k] != "and" && keys_[k] != "the" && keys_[k] != "to") break;
        continue;
      }
      found.push_back(static_cast<unsigned>(*n));
      if (k + 1 < keys_.size() && number_of(keys_[k + 1]) && !is_year(*number_of(keys_[k + 1])) &&
          *number_of(keys_[k + 1]) <= 31)
        found.push_back(static_cast<unsigned>(*number_of(keys_[k + 1])));
      break;
    }
    const auto y = year_for(month(m), found.empty() ? std::nullopt : std::optional(found.front()));
    if (!y) return std::nullopt;
    Interval one = whole(*y / month(m));
    if (!found.empty()) {
      const year_month_day a = *y / month(m) / day(found.front()), b = *y / month(m) / day(found.back());
      if (!a.ok() || !b.ok()) return std::nullopt;
      one = {Day(a), Day(b), ""};
    } else if (has("early")) {
      one.until = *one.from + days(9);
    } else if (has("mid")) {
      one = {*one.from + days(10), *one.from + days(19), ""};
    } else if (has("late")) {
      one.from = *one.from + days(20);
    }
    if (!all) {
      all = one;
    } else {
      all->from = std::min(*all->from, *one.from);
      all->until = std::max(*all->until, *one.until);
    }
  }
  return all;
}

std::optional<Interval> TimeWords::relative() const {
  if (!today_) return std::nullopt;
  const Day now = *today_;
  const year_month_day date(now);
  const year_month month_now = date.year() / date.month();
  const Day monday = now - days((weekday(now).iso_encoding() + 6) % 7);
  const int step = has("last") || has("previous") || has("past") ? -1 : has("next") || has("coming") ? 1 : 0;
  const bool same = has("this") || has("earlier") || has("later") || has("current");
  if (has("yesterday")) return Interval{now - days(1), now - days(1), ""};
  if (has("tomorrow")) return Interval{now + days(1), now + days(1), ""};
  if (has("today") || has("tonight") || has("overnight") || has("now") || has("currently")) return Interval{now, now, ""};
  for (const std::string& key : keys_) {
    const auto w = weekday_of(key);
    if (!w) continue;
    int back = static_cast<int>(weekday(now).c_encoding()) - static_cast<int>(*w);
    if (back < 0) back += 7;
    if (step > 0) return Interval{now + days(back == 0 ? 7 : 7 - back), now + days(back == 0 ? 7 : 7 - back), ""};
    if (step < 0 && back == 0) back = 7;
    return Interval{now - days(back), now - days(back), ""};
  }
  if (has("weekend")) {
    const Day saturday = monday - days(2) + days(7 * std::max(step, 0) * 1);
    return Interval{saturday + (step > 0 ? days(0) : days(0)), saturday + days(1), ""};
  }
  if (has("week") && (step || same)) return Interval{monday + days(7 * step), monday + days(7 * step + 6), ""};
  if (has("month") && (step || same)) return whole(month_now + months(step));
  if (has("year") && (step || same)) return whole(date.year() + years(step));
  if (has("recently") || has("recent")) return Interval{now - days(30), now, ""};
  return std::nullopt;
}

// "two weeks ago", "the past three days", "within days".
std::optional<Interval> TimeWords::counted() const {
  if (!today_) return std::nullopt;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    std::string_view unit = keys_[i];
    if (unit.ends_with('s')) unit.remove_suffix(1);
    const int size = unit == "day"                       ? 1
                     : unit == "week"                    ? 7
                     : unit == "month"                   ? 30
                     : unit == "year"                    ? 365
                     : unit == "decade"                  ? 3650
                     : unit == "hour" || unit == "night" ? 1
                                                         : 0;
    if (size == 0) continue;
    const auto n = i > 0 ? number_of(keys_[i - 1]) : std::nullopt;
    const bool past = has("past") || has("last") || has("for") || has("over") || has("recent");
    if (has("ago") || has("earlier")) {
      if (!n) return Interval{std::nullopt, *today_ - days(size), ""};
      const Day then = *today_ - days(size * *n);
      return Interval{then - days(size / 2), then + days(size / 2), ""};
    }
    if (n && past) return Interval{*today_ - days(size * *n), *today_, ""};
    if (past) return Interval{*today_ - days(size * 4), *today_, ""};
  }
  return std::nullopt;
}

// "since June", "until Friday", "by the end of May".
std::optional<Interval> TimeWords::bounded(std::optional<Interval> found) const {
  if (!found) return found;
  if (has("since") || has("after") || has("from")) {
    if (has("after")) return Interval{found->until, std::nullopt, ""};
    if (!has("to") && !has("until")) return Interval{found->from, today_, ""};
  }
  if ((has("until") || has("by") || has("before")) && !has("from")) {
    return Interval{std::nullopt, has("before") && found->from ? std::optional(*found->from - days(1)) : found->until, ""};
  }
  return found;
}

std::optional<Interval> TimeWords::read() {
  if (auto found = bounded(calendar())) {
    found->rule = "calendar";
    return found;
  }
  if (auto found = bounded(relative())) {
    found->rule = "relative-to-publication";
    return found;
  }
  if (auto found = bounded(counted())) {
    found->rule = "counted-from-publication";
    return found;
  }
  return std::nullopt;
}

std::vector<std::string> split_key(const std::string& key) {
  std::vector<std::string> all;
  std::size_t at = 0;
  while (at < key.size()) {
    const std::size_t end = std::min(key.find(' ', at), key.size());
    all.push_back(key.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

}  // namespace

std::optional<Interval> Cast::when(WordRange range) const {
  const auto& in = *inside_;
  range.last = std::min(range.last, in.words.size());
  if (range.first >= range.last) return std::nullopt;
  // A preposition just before ("since June") bounds what is named, whether or not the span has it.
  const std::size_t start = in.words.words_of(in.words.sentence(range.first)).first;
  if (range.first > start) {
    const std::string& before = in.words.key(range.first - 1);
    for (const std::string_view word : {"since", "until", "by", "before", "after", "within"}) {
      if (before == word) --range.first;
      if (before == word) break;
    }
  }
  return TimeWords(split_key(fold(in.words.bytes(range))), in.day).read();
}

}  // namespace dragoman
