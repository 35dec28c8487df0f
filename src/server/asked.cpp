#include "asked.h"

#include <algorithm>
#include <charconv>

#include "dragoman/law.h"

namespace dragoman::server {
namespace {

std::string listed(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + std::string(word);
  return all;
}

}  // namespace

std::optional<std::string> Asked::words(const std::string& name) const {
  const auto at = parameters_.find(name);
  return at == parameters_.end() || at->second.empty() ? std::nullopt : std::optional(at->second);
}

std::string Asked::required(const std::string& name) const {
  auto value = words(name);
  if (!value) throw Refusal{400, "\"" + name + "\" is missing", name};
  return std::move(*value);
}

std::vector<std::string> Asked::list(const std::string& name) const {
  std::vector<std::string> all;
  const auto [first, last] = parameters_.equal_range(name);
  for (auto at = first; at != last; ++at) {
    std::size_t start = 0;
    while (start <= at->second.size()) {
      const std::size_t end = std::min(at->second.find(',', start), at->second.size());
      if (end > start) all.push_back(at->second.substr(start, end - start));
      start = end + 1;
    }
  }
  return all;
}

std::string Asked::one_of(const std::string& name, const std::vector<std::string_view>& words_) const {
  const auto value = words(name);
  if (!value) return std::string(words_.front());
  if (std::find(words_.begin(), words_.end(), *value) == words_.end())
    throw Refusal{400, "\"" + *value + "\" is not known here; write one of " + listed(words_), name};
  return *value;
}

bool Asked::flag(const std::string& name) const { return one_of(name, {"false", "true"}) == "true"; }

std::size_t Asked::number(const std::string& name, std::size_t otherwise, std::size_t least, std::size_t most) const {
  const auto value = words(name);
  if (!value) return otherwise;
  std::size_t number = 0;
  const auto [end, wrong] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (wrong != std::errc() || end != value->data() + value->size() || number < least || number > most)
    throw Refusal{400, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most), name};
  return number;
}

std::optional<std::string> Asked::day(const std::string& name) const {
  auto value = words(name);
  if (value && !is_day(*value)) throw Refusal{400, "\"" + *value + "\" is no day; write 2019-07-29", name};
  return value;
}

std::optional<std::string> Asked::day_part(const std::string& name) const {
  auto value = words(name);
  if (!value) return value;
  const std::string whole =
      *value + std::string("-01-01").substr(std::min<std::size_t>(6, value->size() < 4 ? 0 : value->size() - 4));
  if (value->size() < 4 || !is_day(whole))
    throw Refusal{400, "\"" + *value + "\" is no day; write 2019-07-29, 2019-07 or 2019", name};
  return value;
}

std::size_t Asked::offset() const {
  constexpr std::size_t most = 1'000'000'000;
  if (!words("cursor")) return number("offset", 0, 0, most);
  return number("cursor", 0, 0, most);
}

std::string Asked::key(const std::vector<std::string>& names) const {
  std::string all;
  for (const std::string& name : names) {
    const auto [first, last] = parameters_.equal_range(name);
    for (auto at = first; at != last; ++at) all += name + "=" + std::to_string(at->second.size()) + ":" + at->second;
  }
  return all;
}

std::string next_cursor(std::size_t offset, std::size_t given, std::size_t total) {
  return offset + given < total ? "\"" + std::to_string(offset + given) + "\"" : "null";
}

}  // namespace dragoman::server
