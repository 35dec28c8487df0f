// A request as the API sees it, and its answer. HTTP itself stays in server.cpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman::server {

// Why a request gets no answer; thrown within this folder and told as {"error", "field"}.
struct Refusal {
  int status = 400;
  std::string error;
  std::string field = {};  // the parameter or field at fault; empty: the request as a whole
};

class Asked {
 public:
  Asked() = default;
  explicit Asked(std::multimap<std::string, std::string> parameters) : parameters_(std::move(parameters)) {}

  // The value; empty words count as none.
  std::optional<std::string> words(const std::string& name) const;
  std::string required(const std::string& name) const;
  // Given several times, or with commas between.
  std::vector<std::string> list(const std::string& name) const;
  // One of the words; the first when it is not given.
  std::string one_of(const std::string& name, const std::vector<std::string_view>& words) const;
  bool flag(const std::string& name) const;  // true or false
  std::size_t number(const std::string& name, std::size_t otherwise, std::size_t least, std::size_t most) const;
  std::optional<std::string> day(const std::string& name) const;       // "2019-07-29"
  std::optional<std::string> day_part(const std::string& name) const;  // also "2019-07" and "2019"

  // The parameters of these names as they were given: equal ones ask the same.
  std::string key(const std::vector<std::string>& names) const;

  std::size_t limit() const { return number("limit", 100, 1, 1000); }
  // Where a list goes on: the number of items that were passed over.
  std::size_t offset() const;

 private:
  std::multimap<std::string, std::string> parameters_;
};

// The cursor of the page after; null at the end.
std::string next_cursor(std::size_t offset, std::size_t given, std::size_t total);

struct Answer {
  int status = 200;
  std::string body;
  std::string type = "application/json; charset=utf-8";
  std::string file = {};  // name under which a browser keeps it
};

}  // namespace dragoman::server
