// What a store holds as JSON.
#include <nlohmann/json.hpp>

#include "dragoman/store.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string to_json(const StoredEvent& stored) {
  std::string json = to_json(stored.event);
  json.pop_back();
  return json + R"(,"review":")" + std::string(name(stored.review)) + "\"}";
}

std::string to_json(const StoredReport& r) {
  Json copies = Json::array(), sentences = Json::array();
  for (const Report& copy : r.copies) {
    copies.push_back({{"id", copy.id},
                      {"title", or_null(copy.title)},
                      {"published", or_null(copy.published)},
                      {"source", or_null(copy.source)},
                      {"url", or_null(copy.url)}});
  }
  for (const auto& [start, end] : r.sentences) sentences.push_back({{"start", start}, {"end", end}});
  return dump({{"id", r.report.id},
               {"version", r.version},
               {"current", r.current},
               {"title", or_null(r.report.title)},
               {"published", or_null(r.report.published)},
               {"source", or_null(r.report.source)},
               {"url", or_null(r.report.url)},
               {"events", r.events},
               {"added", r.added},
               {"model", r.model},
               {"copies", copies},
               {"changed", r.changed.empty() ? Json(nullptr) : Json::parse(r.changed)},
               {"text", r.report.text},
               {"sentences", sentences}});
}

std::string to_json(const StoredActor& a) {
  return dump({{"actor", a.id},
               {"name", or_null(a.name)},
               {"country", or_null(a.country)},
               {"sector", or_null(a.sector)},
               {"source", a.source},
               {"target", a.target},
               {"first", or_null(a.first)},
               {"last", or_null(a.last)}});
}

std::string to_json(const Correction& c) {
  Json json = {{"id", c.id},         {"time", c.time},     {"by", c.by},     {"reason", c.reason},
               {"object", c.object}, {"target", c.target}, {"verb", c.verb}, {"fields", Json::parse(c.fields)}};
  json["anchor"] = c.anchor.empty() ? Json::object() : Json::parse(c.anchor);
  json["waits"] = c.waits;
  return dump(json);
}

std::variant<Correction, std::string> read_correction(const std::string& line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return "is no JSON object; give a line that `correct --export` wrote";
  Correction c;
  for (const auto& [name, field] : {std::pair{"time", &c.time},
                                    {"by", &c.by},
                                    {"reason", &c.reason},
                                    {"object", &c.object},
                                    {"target", &c.target},
                                    {"verb", &c.verb}}) {
    if (!json.contains(name) || !json[name].is_string())
      return "has no \"" + std::string(name) + "\"; give a line that `correct --export` wrote";
    *field = json[name].get<std::string>();
  }
  c.fields = json.contains("fields") ? dump(json["fields"]) : "{}";
  if (json.contains("anchor") && json["anchor"].is_object() && !json["anchor"].empty()) c.anchor = dump(json["anchor"]);
  return c;
}

}  // namespace dragoman
