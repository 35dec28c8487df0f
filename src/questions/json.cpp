// Answers as JSON.
#include <cmath>
#include <nlohmann/json.hpp>

#include "dragoman/questions.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

Json event_json(const Filed& filed) {
  const Event& e = filed.event;
  return {{"event", e.id},
          {"report", e.report},
          {"day", filed.day.empty() ? Json(nullptr) : Json(filed.day)},
          {"trigger", {{"start", e.trigger.start}, {"end", e.trigger.end}, {"text", e.trigger.text}}},
          {"sentence", {{"start", filed.sentence.start}, {"end", filed.sentence.end}, {"text", filed.sentence.text}}}};
}

double rounded(double x) { return std::round(x * 1e4) / 1e4; }

}  // namespace

std::string to_json(const Answer& a, const Account& account) {
  Json json{
      {"question", a.question->id}, {"text", a.question->text}, {"day", a.day}, {"bears", a.bears}, {"reports", a.reports}};
  const auto lists = [&](const char* key) -> Json& { return json[key] = Json::array(); };
  Json& positions = lists("positions");
  for (const Position& p : a.positions) {
    positions.push_back({{"actor", p.actor},
                         {"name", p.who},
                         {"country", p.country.empty() ? Json(nullptr) : Json(p.country)},
                         {"stance", name(p.stance)},
                         {"rule", p.rule},
                         {"told", event_json(account.events[p.event])}});
  }
  json["divided"] = a.divided;
  Json& conditions = lists("conditions");
  for (const OpenCondition& c : a.conditions) {
    Json one{{"words", c.words.empty() ? Json(nullptr) : Json(c.words)}, {"told", event_json(account.events[c.event])}};
    one["come_about"] = Json::array();
    for (std::size_t i : c.come_about) one["come_about"].push_back(event_json(account.events[i]));
    conditions.push_back(std::move(one));
  }
  Json& duties = lists("duties");
  for (const Finding& f : a.duties) duties.push_back(Json::parse(to_json(f, account)));
  const Forecast& f = a.forecast;
  json["forecast"] = {
      {"base", rounded(f.base)}, {"probability", rounded(f.probability)}, {"low", rounded(f.low)}, {"high", rounded(f.high)}};
  Json& ledger = json["forecast"]["ledger"] = Json::array();
  for (const Item& i : f.ledger) {
    ledger.push_back({{"kind", i.kind},
                      {"reason", i.reason},
                      {"direction", i.direction},
                      {"weight", i.weight},
                      {"reliability", i.reliability},
                      {"decay", rounded(i.decay)},
                      {"share", i.share},
                      {"moves", rounded(i.moves)},
                      {"repeats", i.repeats},
                      {"told", i.event ? event_json(account.events[*i.event]) : Json(nullptr)}});
  }
  Json& movers = json["forecast"]["movers"] = Json::array();
  for (const auto& [kind, to] : a.movers) movers.push_back({{"kind", kind}, {"to", rounded(to)}});
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dragoman
