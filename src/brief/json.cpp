// The digest as JSON, and back once a person has edited it.
#include <cmath>
#include <nlohmann/json.hpp>

#include "dragoman/brief.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json span_json(const Span& span) { return {{"start", span.start}, {"end", span.end}, {"text", span.text}}; }

Json evidence_json(const Evidence& e) {
  return {{"report", e.report},
          {"source", or_null(e.source)},
          {"day", or_null(e.day)},
          {"span", span_json(e.span)},
          {"trigger", e.trigger.text.empty() ? Json(nullptr) : span_json(e.trigger)},
          {"event", or_null(e.event)}};
}

Json line_json(const Line& line) {
  Json json{{"text", line.text}, {"depth", line.depth}, {"basis", or_null(line.basis)}, {"edited", line.edited}};
  json["evidence"] = Json::array();
  for (const Evidence& e : line.evidence) json["evidence"].push_back(evidence_json(e));
  return json;
}

// What is wrong, with the place: "sections.2.lines.0.text must be words".
struct Wrong {
  std::string what;
};

const Json& member(const Json& json, const std::string& at, const char* name) {
  if (!json.is_object() || !json.contains(name)) throw Wrong{at + name + " is missing"};
  return json[name];
}

std::string words(const Json& json, const std::string& at, const char* name) {
  const Json& value = member(json, at, name);
  if (value.is_null()) return "";
  if (!value.is_string()) throw Wrong{at + name + " must be words"};
  return value.get<std::string>();
}

std::size_t number(const Json& json, const std::string& at, const char* name) {
  const Json& value = member(json, at, name);
  if (!value.is_number_unsigned()) throw Wrong{at + name + " must be a whole number"};
  return value.get<std::size_t>();
}

template <typename Take>
auto list(const Json& json, const std::string& at, const char* name, const Take& take) {
  const Json& value = member(json, at, name);
  if (!value.is_array()) throw Wrong{at + name + " must be a list"};
  std::vector<decltype(take(value, at))> all;
  for (std::size_t i = 0; i < value.size(); ++i) all.push_back(take(value[i], at + name + "." + std::to_string(i) + "."));
  return all;
}

std::string cell(const Json& json, const std::string& at) {
  if (!json.is_string()) throw Wrong{at.substr(0, at.size() - 1) + " must be words"};
  return json.get<std::string>();
}

Span read_span(const Json& json, const std::string& at, const char* name) {
  const Json& value = member(json, at, name);
  if (value.is_null()) return {};
  const std::string inner = at + name + ".";
  return {number(value, inner, "start"), number(value, inner, "end"), words(value, inner, "text")};
}

Evidence read_evidence(const Json& json, const std::string& at) {
  return {words(json, at, "report"),   words(json, at, "source"),      words(json, at, "day"),
          read_span(json, at, "span"), read_span(json, at, "trigger"), words(json, at, "event")};
}

Line read_line(const Json& json, const std::string& at) {
  Line line;
  line.text = words(json, at, "text");
  line.evidence = list(json, at, "evidence", read_evidence);
  line.basis = words(json, at, "basis");
  line.depth = std::min<std::size_t>(number(json, at, "depth"), 3);
  line.edited = json.value("edited", Json(false)) == Json(true);
  return line;
}

Section read_section(const Json& json, const std::string& at) {
  return {words(json, at, "id"), words(json, at, "heading"), list(json, at, "lines", read_line)};
}

Table read_table(const Json& json, const std::string& at) {
  const auto row = [](const Json& cells, const std::string& place) {
    if (!cells.is_array()) throw Wrong{place.substr(0, place.size() - 1) + " must be a list"};
    std::vector<std::string> all;
    for (std::size_t i = 0; i < cells.size(); ++i) all.push_back(cell(cells[i], place + std::to_string(i) + "."));
    return all;
  };
  return {words(json, at, "caption"), list(json, at, "head", cell), list(json, at, "rows", row)};
}

Chart read_chart(const Json& json, const std::string& at) {
  const auto bar = [](const Json& one, const std::string& place) {
    return std::pair{words(one, place, "day"), number(one, place, "reports")};
  };
  return {words(json, at, "caption"), list(json, at, "bars", bar)};
}

double degrees(const Json& json, const std::string& at, const char* name, double most) {
  const Json& value = member(json, at, name);
  if (!value.is_number() || std::abs(value.get<double>()) > most) throw Wrong{at + name + " must be degrees"};
  return value.get<double>();
}

Spot read_spot(const Json& json, const std::string& at) {
  return {words(json, at, "name"), degrees(json, at, "latitude", 90), degrees(json, at, "longitude", 180),
          number(json, at, "events")};
}

}  // namespace

std::string to_json(const Brief& brief) {
  Json json{{"title", brief.title}, {"period", brief.period}};
  json["sections"] = Json::array();
  for (const Section& s : brief.sections) {
    Json lines = Json::array();
    for (const Line& line : s.lines) lines.push_back(line_json(line));
    json["sections"].push_back({{"id", s.id}, {"heading", s.heading}, {"lines", std::move(lines)}});
  }
  json["tables"] = Json::array();
  for (const Table& t : brief.tables) json["tables"].push_back({{"caption", t.caption}, {"head", t.head}, {"rows", t.rows}});
  Json bars = Json::array();
  for (const auto& [day, n] : brief.chart.bars) bars.push_back({{"day", day}, {"reports", n}});
  json["chart"] = {{"caption", brief.chart.caption}, {"bars", std::move(bars)}};
  json["spots"] = Json::array();
  for (const Spot& s : brief.spots)
    json["spots"].push_back({{"name", s.name}, {"latitude", s.latitude}, {"longitude", s.longitude}, {"events", s.events}});
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::variant<Brief, std::string> read_brief(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return "a digest is a JSON object with title, period, sections and tables";
  try {
    Brief brief{words(json, "", "title"), words(json, "", "period"), list(json, "", "sections", read_section),
                list(json, "", "tables", read_table)};
    if (json.contains("chart")) brief.chart = read_chart(json["chart"], "chart.");
    if (json.contains("spots")) brief.spots = list(json, "", "spots", read_spot);
    return brief;
  } catch (const Wrong& wrong) {
    return wrong.what;
  }
}

}  // namespace dragoman
