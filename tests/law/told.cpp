#include "law/told.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

std::vector<Participant> people(const std::string& cell, const std::string& sentence) {
  std::vector<Participant> list;
  if (cell == "-") return list;
  for (const std::string& one : split(cell, ",")) {
    Participant p;
    if (one.front() == '"') {
      const std::string words = one.substr(1, one.size() - 2);
      const std::size_t at = sentence.find(words);
      EXPECT_NE(at, std::string::npos) << words << " is not in " << sentence;
      p.span = {at, at + words.size(), words};
      const bool article = words.starts_with("The ") || words.starts_with("the ");
      const auto known = Knowledge::built_in().search(words.substr(article ? 4 : 0));
      if (!known.empty()) {  // else somebody whom the data do not know
        p.actor = known[0]->id;
        p.name = known[0]->name;
        p.country = known[0]->country;
        p.sector = known[0]->sector;
      }
    } else {
      p.span.text = one;
      p.country = one;
      p.sector = "GOV";
    }
    list.push_back(std::move(p));
  }
  return list;
}

}  // namespace

std::vector<std::string> split(std::string_view text, std::string_view by) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = std::min(text.find(by), text.size());
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == text.size()) return parts;
    text.remove_prefix(end + by.size());
  }
}

std::pair<Report, Event> told(std::string_view line, std::size_t number) {
  const auto cells = split(line, "|");
  EXPECT_EQ(cells.size(), 6U) << line;
  if (cells.size() != 6) return {};
  Report report;
  report.id = "r" + std::to_string(number);
  report.text = cells[5];
  if (cells[0] != "-") report.published = cells[0];
  Event e;
  e.id = "e" + std::to_string(number);
  e.report = report.id;
  e.published = report.published;
  e.type = split(cells[1], " ").at(0);
  e.status = split(cells[1], " ").at(1);
  const auto sides = split(cells[2], ">");
  e.source = people(sides.at(0), cells[5]);
  e.target = people(sides.at(1), cells[5]);
  e.by = people(cells[3], cells[5]);
  const std::size_t at = cells[5].find(cells[4]);
  EXPECT_NE(at, std::string::npos) << cells[4] << " is not in " << cells[5];
  e.trigger = {at, at + cells[4].size(), cells[4]};
  e.confidence = 1;
  return {report, e};
}

Account account_of(const std::vector<std::string>& lines) {
  std::vector<Report> reports;
  std::vector<Event> events;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto [report, event] = told(lines[i], i + 1);
    reports.push_back(std::move(report));
    events.push_back(std::move(event));
  }
  return file(std::move(reports), std::move(events));
}

}  // namespace dragoman
