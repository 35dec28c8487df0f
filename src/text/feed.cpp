#include "feed.h"

#include <time.h>

#include <array>
#include <pugixml.hpp>
#include <sstream>

#include "markup.h"

namespace dragoman {
namespace {

using Node = pugi::xml_node;

// "content:encoded" and "encoded" alike: prefixes are the feed's own choice.
std::string_view local_name(const Node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

Node child(const Node& of, std::string_view name) {
  for (const Node& node : of.children()) {
    if (local_name(node) == name) return node;
  }
  return {};
}

std::string words(const Node& node) {
  std::string all;
  for (const Node& part : node.children()) all += part.type() == pugi::node_element ? words(part) : part.value();
  const std::size_t start = all.find_first_not_of(" \t\r\n");
  return start == std::string::npos ? "" : all.substr(start, all.find_last_not_of(" \t\r\n") - start + 1);
}

std::optional<std::string> maybe_words(const Node& of, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (std::string found = words(child(of, name)); !found.empty()) return found;
  }
  return std::nullopt;
}

std::optional<std::string> link_of(const Node& item) {
  for (const Node& node : item.children()) {
    if (local_name(node) != "link") continue;
    const std::string_view rel = node.attribute("rel").value();
    if (std::string href = node.attribute("href").value(); !href.empty() && (rel.empty() || rel == "alternate")) return href;
    if (std::string text = words(node); !text.empty()) return text;
  }
  return std::nullopt;
}

std::variant<std::string, Problem> text_of_html(const std::string& html) {
  if (html.find_first_of("<&") == std::string::npos) return html;
  auto read = read_html("<html><body>" + html + "</body></html>");
  if (auto* problem = std::get_if<Problem>(&read)) return std::move(*problem);
  return std::move(std::get<Report>(read).text);
}

std::variant<std::string, Problem> body_of(const Node& item) {
  for (const std::string_view name : {"encoded", "content", "description", "summary"}) {
    const Node node = child(item, name);
    if (!node) continue;
    const std::string_view type = node.attribute("type").value();
    std::string html = words(node);
    if (type == "xhtml") {
      std::ostringstream inner;
      for (const Node& part : node.children()) part.print(inner, "", pugi::format_raw);
      html = inner.str();
    }
    if (html.empty()) continue;
    if (type == "text") return html;
    auto text = text_of_html(html);
    const auto* plain = std::get_if<std::string>(&text);
    if (!plain || !unreadable(*plain)) return text;
  }
  return std::string();
}

std::variant<Report, Problem> read_item(const Node& item, const std::optional<std::string>& source, std::size_t number) {
  Report report;
  report.title = maybe_words(item, {"title"});
  if (report.title) {
    auto plain = text_of_html(*report.title);
    if (const auto* text = std::get_if<std::string>(&plain); text && !text->empty()) report.title = *text;
  }
  report.source = source;
  report.url = link_of(item);
  if (auto date = maybe_words(item, {"pubDate", "published", "date", "updated"})) report.published = iso_date(*date);
  const auto id = maybe_words(item, {"guid", "id"});
  if (id && id->find(':') != std::string::npos)
    report.id = *id;
  else if (report.url)
    report.id = *report.url;
  auto body = body_of(item);
  if (auto* problem = std::get_if<Problem>(&body)) return std::move(*problem);
  report.text = std::move(std::get<std::string>(body));
  if (report.text.empty() && report.title) report.text = *report.title;
  if (auto problem = unreadable(report.text))
    return Problem{std::nullopt, "item " + std::to_string(number) + " holds " + problem->message};
  return report;
}

}  // namespace

std::string iso_date(const std::string& date) {
  for (const char* form : {"%a, %d %b %Y %H:%M:%S %z", "%d %b %Y %H:%M:%S %z", "%a, %d %b %Y %H:%M %z"}) {
    tm parts{};
    const char* end = strptime(date.c_str(), form, &parts);
    if (!end) {  // "GMT" and its like; strptime's %z knows numbers only
      std::string with_zone = date;
      const std::size_t zone = with_zone.find_last_of(' ');
      if (zone == std::string::npos) continue;
      const std::string name = with_zone.substr(zone + 1);
      constexpr std::array<std::pair<std::string_view, std::string_view>, 11> zones{{{"GMT", "+0000"},
                                                                                     {"UT", "+0000"},
                                                                                     {"UTC", "+0000"},
                                                                                     {"EST", "-0500"},
                                                                                     {"EDT", "-0400"},
                                                                                     {"CST", "-0600"},  // RFC 822, 5
                                                                                     {"CDT", "-0500"},
                                                                                     {"MST", "-0700"},
                                                                                     {"MDT", "-0600"},
                                                                                     {"PST", "-0800"},
                                                                                     {"PDT", "-0700"}}};
      for (const auto& [known, offset] : zones) {
        if (name == known) with_zone.replace(zone + 1, name.size(), offset);
      }
      end = strptime(with_zone.c_str(), form, &parts);
    }
    if (!end) continue;
    const long offset = parts.tm_gmtoff;  // timegm() forgets it
    const time_t seconds = timegm(&parts) - offset;
    tm utc{};
    gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text.data();
  }
  return date;
}

std::variant<std::vector<std::variant<Report, Problem>>, Problem> read_feed(std::string_view bytes) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(bytes.data(), bytes.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed)
    return Problem{static_cast<std::size_t>(parsed.offset),
                   std::string("a feed whose XML is broken (") + parsed.description() + "); get it again"};
  const Node root = document.document_element();
  const Node channel = child(root, "channel");
  const auto source = maybe_words(channel ? channel : root, {"title"});
  std::vector<std::variant<Report, Problem>> reports;
  for (const Node& parent : {root, channel}) {
    for (const Node& node : parent.children()) {
      if (local_name(node) == "item" || local_name(node) == "entry")
        reports.push_back(read_item(node, source, reports.size() + 1));
    }
  }
  if (reports.empty()) return Problem{std::nullopt, "a feed without items; give one that has some"};
  return reports;
}

}  // namespace dragoman
