#include "csv.h"

#include <algorithm>
#include <array>

#include "unicode.h"

namespace dragoman {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \t");
  return start == std::string::npos ? "" : text.substr(start, text.find_last_not_of(" \t") - start + 1);
}

}  // namespace

char csv_separator(std::string_view header) {
  char best = 0;
  std::ptrdiff_t most = 0;
  for (const char c : {',', ';', '\t'}) {
    const auto count = std::count(header.begin(), header.end(), c);
    if (count > most) best = c;
    most = std::max(most, count);
  }
  return best;
}

CsvRow read_csv_row(std::string_view bytes, char separator) {
  CsvRow row;
  row.fields.emplace_back();
  bool quoted = false;
  std::size_t at = 0;
  for (; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '\n') ++row.lines;
    if (quoted) {
      if (c != '"') {
        row.fields.back() += c;
      } else if (at + 1 < bytes.size() && bytes[at + 1] == '"') {
        row.fields.back() += c;
        ++at;
      } else {
        quoted = false;
      }
    } else if (c == '"' && row.fields.back().empty()) {
      quoted = true;
    } else if (c == separator) {
      row.fields.emplace_back();
    } else if (c == '\n') {
      ++at;
      break;
    } else {
      row.fields.back() += c;
    }
  }
  if (!quoted && !row.fields.back().empty() && row.fields.back().back() == '\r') row.fields.back().pop_back();
  row.bytes = at;
  row.closed = !quoted;
  return row;
}

CsvHeader::CsvHeader(const std::vector<std::string>& names) {
  for (const std::string& name : names) names_.push_back(to_lower(trimmed(name)));
}

std::optional<Problem> CsvHeader::problem() const {
  if (std::find(names_.begin(), names_.end(), "text") != names_.end()) return std::nullopt;
  std::string all;
  for (const std::string& name : names_) all += (all.empty() ? "\"" : ", \"") + name + "\"";
  return Problem{std::nullopt, "CSV without a column \"text\" (it has " + all + "); name the column with the reports' text so"};
}

std::variant<Report, Problem> CsvHeader::read(std::vector<std::string>&& fields) const {
  if (fields.size() != names_.size())
    return Problem{std::nullopt, std::to_string(fields.size()) + " fields where the header has " +
                                     std::to_string(names_.size()) +
                                     "; put fields with separators or line ends in quotation marks"};
  Report report;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (auto problem = to_utf8(fields[i])) return Problem{std::nullopt, "\"" + names_[i] + "\" holds " + problem->message};
    const std::string& name = names_[i];
    if (name == "text")
      report.text = std::move(fields[i]);
    else if (fields[i].empty())
      continue;
    else if (name == "id")
      report.id = std::move(fields[i]);
    else if (name == "title")
      report.title = std::move(fields[i]);
    else if (name == "published")
      report.published = std::move(fields[i]);
    else if (name == "source")
      report.source = std::move(fields[i]);
    else if (name == "url")
      report.url = std::move(fields[i]);
  }
  if (auto problem = unreadable(report.text)) return Problem{std::nullopt, "\"text\" holds " + problem->message};
  return report;
}

}  // namespace dragoman
