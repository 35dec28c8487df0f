#include <cmath>
#include <nlohmann/json.hpp>

#include "dragoman/events.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 100.0) / 100.0; }

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json span_json(const Span& span) { return {{"start", span.start}, {"end", span.end}, {"text", span.text}}; }

Json or_null(const std::optional<Span>& span) { return span ? span_json(*span) : Json(nullptr); }

Json candidates(const std::vector<Likely>& list) {
  Json json = Json::array();
  for (const Likely& one : list) json.push_back({{"actor", one.actor}, {"score", rounded(one.score)}});
  return json;
}

Json who(const Participant& p) {
  Json json = span_json(p.span);
  json["actor"] = or_null(p.actor);
  json["name"] = or_null(p.name);
  json["country"] = or_null(p.country);
  json["sector"] = or_null(p.sector);
  return json;
}

Json participants(const std::vector<Participant>& list) {
  Json json = Json::array();
  for (const Participant& p : list) {
    Json one = who(p);
    one["code"] = or_null(p.code);
    one["role"] = or_null(p.role);
    if (!p.candidates.empty()) one["candidates"] = candidates(p.candidates);
    if (!p.members.empty()) one["members"] = p.members;
    json.push_back(std::move(one));
  }
  return json;
}

Json mouths(const std::vector<Participant>& list) {
  Json json = Json::array();
  for (const Participant& p : list) {
    Json one = who(p);
    one["role"] = or_null(p.role);
    one["cue"] = or_null(p.cue);
    if (!p.candidates.empty()) one["candidates"] = candidates(p.candidates);
    if (!p.members.empty()) one["members"] = p.members;
    json.push_back(std::move(one));
  }
  return json;
}

Json place_json(const std::optional<Place>& place) {
  if (!place) return nullptr;
  Json json = span_json(place->span);
  const Location at = place->location.value_or(Location{});
  json["name"] = place->location ? Json(at.name) : Json(nullptr);
  json["country"] = or_null(at.country);
  json["latitude"] = at.latitude ? Json(rounded(*at.latitude)) : Json(nullptr);
  json["longitude"] = at.longitude ? Json(rounded(*at.longitude)) : Json(nullptr);
  json["precision"] = place->location ? Json(at.precision) : Json(nullptr);
  json["relation"] = or_null(at.relation);
  return json;
}

Json time_json(const std::optional<Time>& time) {
  if (!time) return nullptr;
  Json json = span_json(time->span);
  json["from"] = time->from ? Json(print(*time->from)) : Json(nullptr);
  json["until"] = time->until ? Json(print(*time->until)) : Json(nullptr);
  return json;
}

Json goods(const std::vector<Cargo>& list) {
  Json json = Json::array();
  for (const Cargo& cargo : list) {
    Json one = span_json(cargo.span);
    one["good"] = cargo.good;
    one["maker"] = or_null(cargo.maker);
    one["supplier"] = or_null(cargo.supplier);
    json.push_back(std::move(one));
  }
  return json;
}

Json condition_json(const std::optional<Condition>& condition) {
  if (!condition) return nullptr;
  Json json = span_json(condition->span);
  json["event"] = or_null(condition->event);
  return json;
}

Json reasons(const std::vector<Reason>& why) {
  Json json = Json::array();
  for (const Reason& reason : why) {
    Json one = {{"step", reason.step}, {"from", reason.from}};
    if (reason.name) one["name"] = *reason.name;
    if (reason.score) one["score"] = rounded(*reason.score);
    json.push_back(std::move(one));
  }
  return json;
}

}  // namespace

std::string to_json(const Event& event) {
  Json json;
  json["id"] = event.id;
  json["report"] = event.report;
  json["published"] = or_null(event.published);
  json["sentence"] = event.sentence;
  json["type"] = event.type;
  json["mode"] = or_null(event.mode);
  json["cameo"] = or_null(event.cameo);
  json["goldstein"] = or_null(event.goldstein);
  json["status"] = event.status;
  json["trigger"] = span_json(event.trigger);
  json["source"] = participants(event.source);
  json["target"] = participants(event.target);
  json["condition"] = condition_json(event.condition);
  json["by"] = mouths(event.by);
  json["quoted"] = event.quoted;
  json["place"] = place_json(event.place);
  json["time"] = time_json(event.time);
  json["goods"] = goods(event.goods);
  json["killed"] = or_null(event.killed);
  json["injured"] = or_null(event.injured);
  if (event.arrested) json["arrested"] = *event.arrested;
  if (event.displaced) json["displaced"] = *event.displaced;
  json["confidence"] = rounded(event.confidence);
  json["why"] = reasons(event.why);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dragoman
