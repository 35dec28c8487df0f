#include "kind.h"

#include <algorithm>
#include <array>

#include "csv.h"
#include "unicode.h"

namespace dragoman {
namespace {

std::string extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : to_lower(name.substr(dot + 1));
}

bool begins_json(std::string_view head, const std::string& ending) {
  const bool named = ending == "jsonl" || ending == "ndjson" || ending == "json";
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return false;
  if (head[start] != '{') return named;
  const std::size_t key = head.find_first_not_of(" \t\r\n", start + 1);
  return named || key == std::string_view::npos || head[key] == '"' || head[key] == '}';
}

bool begins_html(std::string_view head) {
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || head[start] != '<') return false;
  const std::string lower = to_lower(head.substr(start, 4096));
  constexpr std::array<std::string_view, 10> openings = {"<!doctype html", "<html", "<head", "<body", "<article",
                                                         "<main",          "<div",  "<p>",   "<p ",   "<h1"};
  if (std::any_of(openings.begin(), openings.end(), [&](std::string_view o) { return lower.starts_with(o); })) return true;
  return (lower.starts_with("<?xml") || lower.starts_with("<!--")) && lower.find("<html") != std::string::npos;
}

bool begins_feed(std::string_view head) {
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos || head[start] != '<') return false;
  const std::string lower = to_lower(head.substr(start, 4096));
  constexpr std::array<std::string_view, 3> roots = {"<rss", "<feed", "<rdf:rdf"};
  return std::any_of(roots.begin(), roots.end(), [&](std::string_view root) {
    const std::size_t found = lower.find(root);
    return found != std::string::npos && (found == 0 || lower.starts_with("<?xml") || lower.starts_with("<!--"));
  });
}

// A first line with a column "text" beside others.
bool begins_csv(std::string_view head) {
  const std::string_view line = head.substr(0, std::min(head.find('\n'), head.size()));
  const char separator = csv_separator(line);
  if (separator == 0 || line.size() > 4096) return false;
  const std::vector<std::string> names = read_csv_row(line, separator).fields;
  return !CsvHeader(names).problem() &&
         std::all_of(names.begin(), names.end(), [](const std::string& n) { return n.size() < 64; });
}

// How many marks of Markdown the text has that running text has not: headings, links, fences, strong words.
int markdown_marks(std::string_view head) {
  int marks = 0;
  for (std::size_t start = 0; start < head.size() && marks < 4;) {
    const std::size_t end = std::min(head.find('\n', start), head.size());
    const std::string_view line = head.substr(start, end - start);
    const std::size_t hashes = line.find_first_not_of('#');
    if (hashes != std::string_view::npos && hashes >= 1 && hashes <= 6 && line[hashes] == ' ') marks += 2;
    if (line.starts_with("```") || line.find("](http") != std::string_view::npos) marks += 2;
    if (const std::size_t strong = line.find("**"); strong != std::string_view::npos)
      marks += line.find("**", strong + 3) != std::string_view::npos;
    start = end + 1;
  }
  return marks;
}

}  // namespace

Kind tell_kind(std::string_view name, std::string_view head) {
  std::string ending = extension(name);
  if (ending == "gz" || ending == "zst" || ending == "bz2" || ending == "xz")
    ending = extension(name.substr(0, name.rfind('.')));
  if (head.starts_with("WARC/")) return Kind::Warc;
  if (begins_json(head, ending)) return Kind::JsonLines;
  if (begins_feed(head)) return Kind::Feed;
  if (begins_html(head)) return Kind::Html;
  if (ending == "csv" || ending == "tsv" || begins_csv(head)) return Kind::Csv;
  const bool named = ending == "md" || ending == "markdown";
  return named || markdown_marks(head) >= 4 ? Kind::Markdown : Kind::Text;
}

}  // namespace dragoman
