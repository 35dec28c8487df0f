#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cell.h"
#include "dragoman/incidents.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string text_at(const nlohmann::json& json, const char* key) {
  const auto at = json.find(key);
  return at != json.end() && at->is_string() ? at->get<std::string>() : "";
}

// A span's words; the field may be null.
std::string words_at(const nlohmann::json& json, const char* key) {
  const auto at = json.find(key);
  return at != json.end() && at->is_object() ? text_at(*at, "text") : "";
}

template <typename Number>
std::optional<Number> number_at(const nlohmann::json& json, const char* key) {
  const auto at = json.find(key);
  if (at == json.end() || !at->is_number()) return std::nullopt;
  return at->get<Number>();
}

std::vector<Party> parties_at(const nlohmann::json& json, const char* key) {
  std::vector<Party> out;
  const auto at = json.find(key);
  if (at == json.end() || !at->is_array()) return out;
  for (const auto& one : *at) {
    if (!one.is_object()) continue;
    out.push_back(
        {text_at(one, "text"), text_at(one, "actor"), text_at(one, "country"), text_at(one, "sector"), text_at(one, "name")});
  }
  return out;
}

void read_place(const nlohmann::json& json, ToldEvent& event) {
  event.place = words_at(json, "place");
  if (event.place.empty()) return;
  const auto& place = json["place"];
  event.place_name = text_at(place, "name");
  const auto latitude = number_at<double>(place, "latitude"), longitude = number_at<double>(place, "longitude");
  const std::string precision = text_at(place, "precision");
  if (latitude && longitude && (precision == "town" || precision == "site")) event.at = Coordinates{*latitude, *longitude};
}

void read_time(const nlohmann::json& json, ToldEvent& event, std::optional<Day> published) {
  event.time = words_at(json, "time");
  if (event.time.empty()) return;
  const auto from = parse_day(text_at(json["time"], "from"));
  const auto until = parse_day(text_at(json["time"], "until"));
  if (from && (until || published)) event.when = Days{*from, std::max(*from, until ? *until : *published)};
}

Json parties_json(const std::vector<Party>& parties) {
  Json json = Json::array();
  for (const Party& p : parties) {
    json.push_back({{"text", p.text},
                    {"actor", or_null(p.actor)},
                    {"name", or_null(p.name)},
                    {"country", or_null(p.country)},
                    {"sector", or_null(p.sector)}});
  }
  return json;
}

Json merge_json(const Merge& merge) {
  Json grounds = Json::array();
  for (const Ground& g : merge.grounds) grounds.push_back({{"field", g.field}, {"points", g.points}, {"words", g.words}});
  return {{"event", merge.event}, {"into", merge.into}, {"points", merge.points}, {"grounds", std::move(grounds)}};
}

Json merges_json(const std::vector<Merge>& merges) {
  Json json = Json::array();
  for (const Merge& merge : merges) json.push_back(merge_json(merge));
  return json;
}

Merge read_merge(const nlohmann::json& json) {
  Merge merge{text_at(json, "event"), text_at(json, "into"), json.at("points").get<int>(), {}};
  for (const auto& g : json.at("grounds"))
    merge.grounds.push_back({text_at(g, "field"), g.at("points").get<int>(), text_at(g, "words")});
  return merge;
}

Json contradictions_json(const std::vector<Contradiction>& contradictions) {
  Json json = Json::array();
  for (const Contradiction& c : contradictions) {
    Json sayings = Json::array();
    for (const Saying& s : c.sayings) sayings.push_back({{"value", s.value}, {"who", s.who}, {"events", s.events}});
    json.push_back({{"field", c.field}, {"sayings", std::move(sayings)}});
  }
  return json;
}

Json count_json(const std::optional<Count>& count) {
  return count ? Json{{"low", count->low}, {"high", count->high}} : Json(nullptr);
}

std::optional<Count> count_at(const nlohmann::json& json, const char* key) {
  if (json.at(key).is_null()) return std::nullopt;
  return Count{json.at(key).at("low").get<long>(), json.at(key).at("high").get<long>()};
}

}  // namespace

std::string read_record(std::string_view line, Record& record) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return "not a JSON object; write one event a line, as `dragoman code` does";
  for (const char* key : {"id", "report", "type", "status"}) {
    if (text_at(json, key).empty())
      return std::string("\"") + key + "\" is missing; give events as `dragoman code` prints them";
  }
  if (words_at(json, "trigger").empty()) return R"("trigger" is missing; give events as `dragoman code` prints them)";
  record.report = text_at(json, "report");
  record.published = parse_day(text_at(json, "published"));
  ToldEvent& e = record.event;
  e = {};
  e.id = text_at(json, "id");
  e.type = text_at(json, "type");
  e.status = text_at(json, "status");
  e.trigger = words_at(json, "trigger");
  e.start = number_at<std::size_t>(json["trigger"], "start").value_or(0);
  e.source = parties_at(json, "source");
  e.target = parties_at(json, "target");
  e.by = parties_at(json, "by");
  read_place(json, e);
  read_time(json, e, record.published);
  e.killed = number_at<long>(json, "killed");
  e.injured = number_at<long>(json, "injured");
  e.goldstein = number_at<double>(json, "goldstein");
  return "";
}

std::string read_decision(std::string_view line, Decision& decision) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  const char* wanted = R"(write {"events": ["ID", "ID"], "one": true or false, "by": WHO, "at": WHEN, "why": REASON} a line)";
  if (!json.is_object() || !json.contains("events") || !json.contains("one") || !json["one"].is_boolean()) return wanted;
  const auto& events = json["events"];
  if (!events.is_array() || events.size() != 2 || !events[0].is_string() || !events[1].is_string()) return wanted;
  decision = {events[0].get<std::string>(), events[1].get<std::string>(), json["one"].get<bool>() ? Verdict::One : Verdict::Two,
              text_at(json, "by"),          text_at(json, "at"),          text_at(json, "why")};
  return decision.event == decision.other ? "an event and itself are always one" : "";
}

std::string to_json(const Incident& i) {
  Json json;
  json["id"] = i.id;
  json["events"] = i.events;
  json["reports"] = i.reports;
  json["sources"] = i.sources;
  json["type"] = i.type;
  json["status"] = i.status;
  json["when"] = i.when ? Json{{"first", to_string(i.when->first)}, {"last", to_string(i.when->last)}} : Json(nullptr);
  json["source"] = parties_json(i.source);
  json["target"] = parties_json(i.target);
  json["place"] = or_null(i.place);
  json["at"] = i.at ? Json{{"latitude", i.at->latitude}, {"longitude", i.at->longitude}} : Json(nullptr);
  json["killed"] = count_json(i.killed);
  json["injured"] = count_json(i.injured);
  json["goldstein"] = i.goldstein ? Json(std::round(*i.goldstein * 100) / 100) : Json(nullptr);
  json["merges"] = merges_json(i.merges);
  json["contradictions"] = contradictions_json(i.contradictions);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_json(const Merge& merge) { return merge_json(merge).dump(-1, ' ', false, Json::error_handler_t::replace); }

Merge read_merge(std::string_view line) { return read_merge(nlohmann::json::parse(line)); }

Incident read_incident(std::string_view line) {
  const auto json = nlohmann::json::parse(line);
  Incident i;
  i.id = text_at(json, "id");
  i.events = json.at("events").get<std::vector<std::string>>();
  i.reports = json.at("reports").get<std::vector<std::string>>();
  i.sources = json.at("sources").get<std::size_t>();
  i.type = text_at(json, "type");
  i.status = text_at(json, "status");
  if (const auto& when = json.at("when"); !when.is_null())
    i.when = Days{*parse_day(text_at(when, "first")), *parse_day(text_at(when, "last"))};
  i.source = parties_at(json, "source");
  i.target = parties_at(json, "target");
  i.place = text_at(json, "place");
  if (const auto& at = json.at("at"); !at.is_null())
    i.at = Coordinates{at.at("latitude").get<double>(), at.at("longitude").get<double>()};
  i.killed = count_at(json, "killed");
  i.injured = count_at(json, "injured");
  i.goldstein = number_at<double>(json, "goldstein");
  for (const auto& merge : json.at("merges")) i.merges.push_back(read_merge(merge));
  for (const auto& c : json.at("contradictions")) {
    Contradiction& one = i.contradictions.emplace_back(Contradiction{text_at(c, "field"), {}});
    for (const auto& s : c.at("sayings")) {
      one.sayings.push_back(
          {text_at(s, "value"), s.at("who").get<std::vector<std::string>>(), s.at("events").get<std::vector<std::string>>()});
    }
  }
  return i;
}

}  // namespace dragoman
