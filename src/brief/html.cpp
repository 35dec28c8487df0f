// A digest as one HTML file: no script, nothing fetched; each sentence opens into its passages.
#include <fmt/format.h>

#include <algorithm>

#include "dragoman/brief.h"
#include "markup.h"
#include "picture.h"
#include "words.h"

namespace dragoman::embedded {
extern const std::string_view brief_style;
}

namespace dragoman {
namespace {

using namespace brief_words;

// The sentence with the words that the record is about marked.
std::string marked(const Evidence& e) {
  const bool inside = !e.trigger.text.empty() && e.trigger.start >= e.span.start && e.trigger.end <= e.span.end;
  if (!inside) return escaped(e.span.text);
  const std::string_view text = e.span.text;
  const std::size_t start = e.trigger.start - e.span.start, end = e.trigger.end - e.span.start;
  return escaped(text.substr(0, start)) + "<mark>" + escaped(text.substr(start, end - start)) + "</mark>" +
         escaped(text.substr(end));
}

std::string passage(const Evidence& e) {
  std::string where = escaped(e.report);
  if (!e.source.empty()) where = escaped(e.source) + ", " + where;
  if (!e.day.empty()) where += fmt::format(", <time datetime=\"{0}\">{0}</time>", escaped(e.day));
  return fmt::format("<blockquote><p>{}</p><footer>{}, bytes {}–{}{}</footer></blockquote>", marked(e), where, e.span.start,
                     e.span.end, e.event.empty() ? "" : ", event " + escaped(e.event));
}

// Where the line comes from, in sight while its passages are folded: "US Mission of the SDC, 2019-07-29".
std::string sources_of(const Line& line) {
  constexpr std::size_t kShown = 3;
  std::vector<std::string> all;
  for (const Evidence& e : line.evidence) {
    std::string one = e.source.empty() ? e.report : e.source;
    if (!e.day.empty()) one += ", " + e.day;
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(std::move(one));
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, all.size()); ++i) text += (i ? "; " : "") + all[i];
  if (all.size() > kShown) text += fmt::format("; and {} more", all.size() - kShown);
  return fmt::format(" <cite>{}</cite>", escaped(text));
}

std::string item(const Line& line) {
  std::string out = fmt::format("<li{}>", line.depth ? " class=\"more\"" : "");
  std::string basis = line.basis.empty() ? "" : fmt::format("<p class=\"basis\">Rests on {}.</p>", escaped(line.basis));
  if (line.edited) basis += "<p class=\"basis\">Edited by hand.</p>";
  if (line.evidence.empty()) return out + "<p>" + escaped(line.text) + "</p>" + basis + "</li>\n";
  out += "<details><summary>" + escaped(line.text) + sources_of(line) + "</summary>";
  for (const Evidence& e : line.evidence) out += passage(e);
  return out + "</details>" + basis + "</li>\n";
}

std::string table_of(const Table& table) {
  std::string out = fmt::format("<div class=\"wide\"><table><caption>{}</caption><thead><tr>", escaped(table.caption));
  for (const std::string& cell : table.head) out += fmt::format("<th scope=\"col\">{}</th>", escaped(cell));
  out += "</tr></thead><tbody>\n";
  for (const auto& cells : table.rows) {
    out += "<tr>";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      out += i == 0 ? "<th scope=\"row\">" + escaped(cells[i]) + "</th>" : "<td>" + escaped(cells[i]) + "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace

std::string to_html(const Brief& brief) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>{0}</title>\n<style>\n{1}</style>\n</head>\n"
      "<body>\n<a class=\"skip\" href=\"#content\">Skip to the digest</a>\n<header>\n<h1>{0}</h1>\n<p>Digest of {2}. Each "
      "sentence opens into the passages that it was made "
      "from.</p>\n</header>\n"
      "<nav aria-label=\"Sections\"><ul>\n",
      escaped(brief.title), embedded::brief_style, escaped(brief.period));
  for (const Section& s : brief.sections)
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escaped(s.id), escaped(s.heading));
  out += "<li><a href=\"#figures\">Figures</a></li>\n</ul></nav>\n<main id=\"content\">\n";
  for (const Section& s : brief.sections) {
    out += fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n<ul>\n", escaped(s.id), escaped(s.heading));
    for (const Line& line : s.lines) out += item(line);
    out += "</ul>\n</section>\n";
  }
  out += "<section aria-labelledby=\"figures\">\n<h2 id=\"figures\">Figures</h2>\n";
  out += picture_of(brief.chart) + map_of(brief.spots);
  for (const Table& table : brief.tables) out += table_of(table);
  return out + "</section>\n</main>\n</body>\n</html>\n";
}

}  // namespace dragoman
