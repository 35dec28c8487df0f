// Reads *.case files (README.md) and compares a case with the events that were coded.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dragoman/events.h"

namespace dragoman::testing {

// Nothing: any answer will do.
using Mentions = std::optional<std::vector<std::string>>;

struct Expected {
  std::string type, status, trigger;
  Mentions source, target;
  Mentions by = std::vector<std::string>{}, condition = std::vector<std::string>{};
  std::optional<std::string> place, time;
  bool quoted = false;
};

struct Case {
  std::size_t line = 0;  // of the file, where it starts
  std::string text;
  std::vector<Expected> events;
  bool todo = false, open = false;  // open: more events may be there
};

struct CaseFile {
  std::vector<Case> cases;
  std::string error;  // the first line that is not in form
};
CaseFile read_cases(const std::string& path);

// What differs, or "".
std::string difference(const Case& expected, std::span<const Event> events);

}  // namespace dragoman::testing
