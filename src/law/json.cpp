// Findings as JSON.
#include <nlohmann/json.hpp>

#include "dragoman/law.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

std::string mouths(const Event& e) {
  std::string text;
  for (const Participant& who : e.by) text += (text.empty() ? "" : " by way of ") + who.span.text;
  return text;
}

Json ground_json(const Telling& g, const Account& account) {
  const Filed& filed = account.events[g.event];
  const Event& e = filed.event;
  Json json{{"event", e.id},
            {"report", e.report},
            {"day", filed.day.empty() ? Json(nullptr) : Json(filed.day)},
            {"told", name(g.told)}};
  json["trigger"] = {{"start", e.trigger.start}, {"end", e.trigger.end}, {"text", e.trigger.text}};
  json["sentence"] = {{"start", filed.sentence.start}, {"end", filed.sentence.end}, {"text", filed.sentence.text}};
  json["by"] = e.by.empty() ? Json(nullptr) : Json(mouths(e));
  if (!g.note.empty()) json["note"] = g.note;
  return json;
}

Json grounds_json(const std::vector<Telling>& grounds, const Account& account) {
  Json list = Json::array();
  for (const Telling& g : grounds) list.push_back(ground_json(g, account));
  return list;
}

Json relief_json(const ReliefFinding& r, const Account& account) {
  Json json{{"kind", name(r.relief->kind)},
            {"cite", r.relief->clause.cite},
            {"text", r.relief->clause.text},
            {"who", r.relief->who},
            {"showing", r.relief->showing},
            {"review", r.relief->review},
            {"granted", grounds_json(r.granted, account)},
            {"until", r.until.empty() ? Json(nullptr) : Json(r.until)}};
  json["conditions"] = Json::array();
  for (const ConditionFinding& c : r.conditions) {
    json["conditions"].push_back({{"cite", c.condition->clause.cite},
                                  {"text", c.condition->clause.text},
                                  {"usual", c.condition->usual},
                                  {"verdict", name(c.verdict)},
                                  {"met", grounds_json(c.met, account)},
                                  {"unmet", grounds_json(c.unmet, account)}});
  }
  json["said"] = Json::array();
  for (const Quote& q : r.quotes) {
    json["said"].push_back({{"report", q.report}, {"start", q.span.start}, {"end", q.span.end}, {"text", q.span.text}});
  }
  return json;
}

Json menu_json(const Finding& f, const Account& account) {
  Json json{{"id", f.provision->duty->menu}, {"at_least", f.provision->duty->at_least}, {"taken", f.measures_taken()}};
  json["measures"] = Json::array();
  for (const MeasureFinding& m : f.measures) {
    json["measures"].push_back(
        {{"cite", m.measure->clause.cite}, {"text", m.measure->clause.text}, {"taken", grounds_json(m.taken, account)}});
  }
  return json;
}

}  // namespace

std::string_view name(ReliefKind kind) {
  switch (kind) {
    case ReliefKind::Waiver:
      return "waiver";
    case ReliefKind::Delay:
      return "delay";
    case ReliefKind::Exception:
      return "exception";
    case ReliefKind::Termination:
      return "termination";
  }
  return "";
}

std::string to_json(const Finding& f, const Account& account) {
  const Provision& p = *f.provision;
  Json json{{"provision", p.id},
            {"title", p.title},
            {"citation", p.citation},
            {"party", f.party},
            {"standing", name(f.standing)},
            {"since", f.since.empty() ? Json(nullptr) : Json(f.since)},
            {"due", f.due.empty() ? Json(nullptr) : Json(f.due)},
            {"duty", {{"cite", p.duty->clause.cite}, {"whose", p.duty->whose}, {"does", p.duty->does}}},
            {"triggers", grounds_json(f.triggers, account)}};
  json["elements"] = Json::array();
  for (const ElementFinding& e : f.elements) {
    json["elements"].push_back({{"cite", e.element->clause.cite},
                                {"text", e.element->clause.text},
                                {"shown", e.shown()},
                                {"grounds", grounds_json(e.grounds, account)}});
  }
  json["excepted"] = f.excepted ? Json(name(*f.excepted)) : Json(nullptr);
  json["discharge"] = grounds_json(f.discharge, account);
  json["menu"] = f.measures.empty() ? Json(nullptr) : menu_json(f, account);
  json["reliefs"] = Json::array();
  for (const ReliefFinding& r : f.reliefs) json["reliefs"].push_back(relief_json(r, account));
  json["change"] = f.change;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dragoman
