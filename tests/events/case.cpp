#include "case.h"

#include <algorithm>
#include <fstream>

namespace dragoman::testing {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::vector<std::string> cut(const std::string& text, const std::string& at) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find(at, start)) != std::string::npos; start = end + at.size()) {
    parts.push_back(trimmed(text.substr(start, end - start)));
  }
  parts.push_back(trimmed(text.substr(start)));
  return parts;
}

Mentions mentions(const std::string& field) {
  if (field == "?") return std::nullopt;
  if (field == "-") return std::vector<std::string>{};
  return cut(field, " ; ");
}

bool read_extra(const std::string& part, Expected& event) {
  const std::size_t colon = part.find(':');
  const std::string key = part.substr(0, colon), value = colon == std::string::npos ? "" : trimmed(part.substr(colon + 1));
  if (key == "quoted") event.quoted = true;
  if (key == "by") event.by = mentions(value);
  if (key == "if") event.condition = value == "?" ? Mentions() : Mentions({value});
  if (key == "place") event.place = value;
  if (key == "time") event.time = value;
  return key == "quoted" || key == "by" || key == "if" || key == "place" || key == "time";
}

bool read_event(const std::string& line, Case& into) {
  const std::vector<std::string> parts = cut(line, "|");
  const std::vector<std::string> head = cut(parts[0], " ");
  if (parts.size() < 4 || head.size() != 2) return false;
  Expected event;
  event.type = head[0];
  event.status = head[1];
  event.trigger = parts[1];
  event.source = mentions(parts[2]);
  event.target = mentions(parts[3]);
  into.events.push_back(event);
  return std::all_of(parts.begin() + 4, parts.end(), [&](const auto& part) { return read_extra(part, into.events.back()); });
}

std::string shown(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& one : list) all += (all.empty() ? "" : " ; ") + one;
  return all.empty() ? "-" : all;
}

std::vector<std::string> texts(const std::vector<Participant>& list) {
  std::vector<std::string> all;
  for (const Participant& p : list) all.push_back(p.span.text);
  return all;
}

std::vector<std::string> texts(const std::optional<Condition>& condition) {
  return condition ? std::vector<std::string>{condition->span.text} : std::vector<std::string>{};
}

std::string line_of(const Event& e) {
  std::string line =
      e.type + " " + e.status + " | " + e.trigger.text + " | " + shown(texts(e.source)) + " | " + shown(texts(e.target));
  if (!e.by.empty()) line += " | by: " + shown(texts(e.by));
  if (e.condition) line += " | if: " + e.condition->span.text;
  return line + (e.quoted ? " | quoted" : "");
}

bool fits(const Mentions& wanted, std::vector<std::string> got) {
  if (!wanted) return true;
  std::vector<std::string> sorted = *wanted;
  std::sort(sorted.begin(), sorted.end());
  std::sort(got.begin(), got.end());
  return sorted == got;
}

template <typename Told>
bool fits(const std::optional<std::string>& wanted, const std::optional<Told>& got) {
  return !wanted || (got ? got->span.text : "-") == *wanted;
}

bool fits(const Expected& wanted, const Event& got) {
  const bool trigger =
      got.trigger.text.find(wanted.trigger) != std::string::npos || wanted.trigger.find(got.trigger.text) != std::string::npos;
  return trigger && wanted.type == got.type && wanted.status == got.status && fits(wanted.source, texts(got.source)) &&
         fits(wanted.target, texts(got.target)) && (!wanted.by || *wanted.by == texts(got.by)) &&
         fits(wanted.condition, texts(got.condition)) && fits(wanted.place, got.place) && fits(wanted.time, got.time) &&
         wanted.quoted == got.quoted;
}

}  // namespace

CaseFile read_cases(const std::string& path) {
  CaseFile file;
  std::ifstream in(path);
  bool below = false;
  std::string line;
  Case now;
  const auto finish = [&] {
    if (!now.text.empty()) file.cases.push_back(std::move(now));
    now = Case{};
    below = false;
  };
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.compare(0, 2, "//") == 0) continue;
    if (trimmed(line).empty()) {
      finish();
    } else if (line == "----" || line.starts_with("---- todo: ")) {
      below = true;
      now.todo = line != "----";
    } else if (!below) {
      if (now.text.empty()) now.line = number;
      const bool joins = !now.text.empty() && line != "~" && now.text.back() != '\n';
      now.text += line == "~" ? "\n\n" : (joins ? " " : "") + line;
    } else if (line == "...") {
      now.open = true;
    } else if (line != "none" && !read_event(line, now)) {
      file.error = path + ":" + std::to_string(number) + ": not an event line: " + line;
      return file;
    }
  }
  finish();
  return file;
}

std::string difference(const Case& expected, std::span<const Event> events) {
  std::vector<bool> taken(events.size());
  std::string missing;
  for (const Expected& wanted : expected.events) {
    std::size_t i = 0;
    while (i < events.size() && (taken[i] || !fits(wanted, events[i]))) ++i;
    if (i < events.size()) {
      taken[i] = true;
    } else {
      missing += "  missing: " + wanted.type + " " + wanted.status + " | " + wanted.trigger + "\n";
    }
  }
  std::string extra;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!taken[i] && (!expected.open || !missing.empty())) extra += "  coded:   " + line_of(events[i]) + "\n";
  }
  return missing + extra;
}

}  // namespace dragoman::testing
