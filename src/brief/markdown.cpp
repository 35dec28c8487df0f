// A digest as Markdown: a footnote for each passage that is cited.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "dragoman/brief.h"

namespace dragoman {
namespace {

// What a report holds is shown as text, never taken for markup.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
      continue;
    }
    if (std::string_view("\\`*_[]|#~$").find(c) != std::string_view::npos) out += '\\';
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

class Notes {
 public:
  // The number of a passage's footnote; the same passage has one.
  std::size_t number(const Evidence& e) {
    const auto [at, is_new] =
        numbers_.try_emplace({e.report, e.span.start, e.trigger.start, e.trigger.end}, numbers_.size() + 1);
    if (is_new) {
      std::string where = escaped(e.report) + fmt::format(", bytes {}–{}", e.span.start, e.span.end);
      if (!e.source.empty()) where = escaped(e.source) + ", " + where;
      if (!e.day.empty()) where += ", " + e.day;
      text_ += fmt::format("[^{}]: “{}” ({}{})\n", at->second, escaped(e.span.text), where,
                           e.trigger.text.empty() || e.trigger.text == e.span.text
                               ? ""
                               : fmt::format("; “{}” at {}–{}", escaped(e.trigger.text), e.trigger.start, e.trigger.end));
    }
    return at->second;
  }
  const std::string& text() const { return text_; }

 private:
  std::map<std::tuple<std::string, std::size_t, std::size_t, std::size_t>, std::size_t> numbers_;
  std::string text_;
};

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + escaped(cell) + " |";
  return line + "\n";
}

// "▁▂▁█": a mark a bar, and the numbers in words.
std::string sparkline(const Chart& chart) {
  static constexpr std::array<const char*, 8> kMarks = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (chart.bars.empty()) return "";
  std::size_t most = 1;
  for (const auto& [day, n] : chart.bars) most = std::max(most, n);
  std::string marks, numbers;
  for (const auto& [day, n] : chart.bars) {
    marks += n == 0 ? "·" : kMarks[n * (kMarks.size() - 1) / most];
    if (n > 0) numbers += fmt::format("{}{}: {}", numbers.empty() ? "" : "; ", day, n);
  }
  return fmt::format("\n{}, {} to {}: {} ({})\n", escaped(chart.caption), chart.bars.front().first, chart.bars.back().first,
                     marks, numbers);
}

}  // namespace

std::string to_markdown(const Brief& brief) {
  Notes notes;
  std::string out = fmt::format("# {}\n\nDigest of {}.\n", escaped(brief.title), escaped(brief.period));
  for (const Section& section : brief.sections) {
    out += fmt::format("\n## {}\n\n", escaped(section.heading));
    for (const Line& line : section.lines) {
      out += std::string(2 * line.depth, ' ') + "- " + escaped(line.text);
      for (const Evidence& e : line.evidence) out += fmt::format("[^{}]", notes.number(e));
      if (!line.basis.empty()) out += fmt::format(" *({})*", escaped(line.basis));
      if (line.edited) out += " *(edited by hand)*";
      out += "\n";
    }
  }
  out += "\n## Figures\n" + sparkline(brief.chart);
  for (const Table& table : brief.tables) {
    out += fmt::format("\n{}\n\n", escaped(table.caption)) + row(table.head) + "| --- |";
    for (std::size_t i = 1; i < table.head.size(); ++i) out += " ---: |";
    out += "\n";
    for (const auto& cells : table.rows) out += row(cells);
  }
  if (!notes.text().empty()) out += "\n" + notes.text();
  return out;
}

}  // namespace dragoman
