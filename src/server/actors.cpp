// /api/actors
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "desk.h"

namespace dragoman::server {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json filled(const std::string& words) { return words.empty() ? Json(nullptr) : Json(words); }

Json terms_json(const std::vector<Term>& terms, const Desk& desk) {
  Json list = Json::array();
  for (const Term& t : terms) {
    list.push_back({{"role", t.office},
                    {"of", t.country},
                    {"name", desk.name_of(t.country)},
                    {"from", to_string(t.from)},
                    {"until", t.until ? Json(to_string(*t.until)) : Json(nullptr)}});
  }
  return list;
}

Json known_json(const Actor* actor, const Desk& desk) {
  if (!actor) return nullptr;
  Json names = {actor->name};
  for (const auto* list : {&actor->also, &actor->people, &actor->seat}) {
    for (const std::string& name : *list) names.push_back(name);
  }
  return {{"id", actor->id},
          {"name", actor->name},
          {"kind", actor->kind},
          {"names", names},
          {"country", filled(actor->country)},
          {"code", filled(actor->code)},
          {"terms", terms_json(desk.knowledge().terms_of(actor->id), desk)}};
}

// The most frequent first, of equals in the order of words.
template <typename Counts>
auto ranked(const Counts& counts, std::size_t most) {
  std::vector<std::pair<std::string, std::size_t>> list(counts.begin(), counts.end());
  std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (list.size() > most) list.resize(most);
  return list;
}

// What the events of one actor tell of it.
struct Portrait {
  std::map<std::string, std::size_t> mentions, partners, types;
  std::map<std::string, std::string> names;  // of partners
  std::map<std::string, std::pair<std::size_t, double>> candidates;
};

Portrait portrait(const Snapshot& now, const std::string* key) {
  Portrait p;
  for (const HeldEvent* e : now.events) {
    if (!e->is_live()) continue;
    bool acts = false, is_in = false;
    for (const Who& who : e->who) {
      if (who.key != key) continue;
      is_in = true;
      acts = acts || who.side == Side::Source;
      ++p.mentions[who.as_told->span.text];
      for (const Likely& one : who.as_told->candidates) {
        auto& [count, sum] = p.candidates[one.actor];
        ++count;
        sum += one.score;
      }
    }
    if (!is_in) continue;
    if (acts) ++p.types[*e->type];
    std::set<const std::string*> others;
    for (const Who& who : e->who) {
      if (who.key == key || !others.insert(who.key).second) continue;
      ++p.partners[*who.key];
      p.names[*who.key] = who.as_told->name.value_or(who.as_told->span.text);
    }
  }
  return p;
}

}  // namespace

Answer actors(Desk& desk, const Asked& asked) {
  const auto now = desk.mirror().now();
  const Filter days = filter_of(asked);
  const auto all = desk.actors(now, days.since, days.until);
  const auto name = asked.words("name"), country = asked.words("country"), kind = asked.words("kind");
  const std::string words = folded(name.value_or(""));
  std::vector<const ActorRow*> list;
  for (const ActorRow& a : *all) {
    if (country && a.country != *country) continue;
    if (kind && (*kind == "unknown" ? !a.kind.empty() : a.kind != *kind)) continue;
    if (name && folded(a.name).find(words) == std::string::npos && folded(*a.key).find(words) == std::string::npos) continue;
    list.push_back(&a);
  }
  return listed(now->as_of, "actors", list, asked, [](const ActorRow* a) { return head_json(*a); });
}

Answer actor(Desk& desk, const Asked&, const std::string& id) {
  const auto now = desk.mirror().now();
  const auto all = desk.actors(now, "", "");
  const std::string* key = desk.mirror().actors().find(id);
  auto row = std::find_if(all->begin(), all->end(), [&](const ActorRow& a) { return a.key == key; });
  if (row == all->end()) {
    key = desk.mirror().words().find(folded(id));
    row = std::find_if(all->begin(), all->end(), [&](const ActorRow& a) { return a.key == key; });
  }
  const Actor* known = desk.knowledge().find(id);
  if (row == all->end() && !known) throw Refusal{404, "nobody called \"" + id + "\" acts in the account", "id"};
  ActorRow nobody;
  if (row == all->end()) {
    nobody.key = &known->id;
    nobody.name = known->name;
    nobody.kind = known->kind;
    nobody.country = known->country;
    nobody.sector = known->sector;
  }
  const Portrait p = row == all->end() ? Portrait{} : portrait(*now, row->key);
  Json mentions = Json::array(), candidates = Json::array(), partners = Json::array(), types = Json::array();
  for (const auto& [text, count] : ranked(p.mentions, 50)) mentions.push_back({{"text", text}, {"count", count}});
  for (const auto& [id_, sum] : p.candidates) {
    const double mean = std::round(sum.second / static_cast<double>(sum.first) * 100) / 100;
    candidates.push_back({{"actor", id_}, {"name", desk.name_of(id_)}, {"probability", mean}, {"count", sum.first}});
  }
  for (const auto& [id_, count] : ranked(p.partners, 50))
    partners.push_back({{"actor", id_}, {"name", p.names.at(id_)}, {"events", count}});
  for (const auto& [type, count] : ranked(p.types, 16)) types.push_back({{"value", type}, {"name", type}, {"count", count}});
  const auto made = desk.corrections_of("actor", row == all->end() ? id : *row->key);
  return {200, "{\"as_of\":" + std::to_string(now->as_of) + ",\"actor\":" + head_json(row == all->end() ? nobody : *row) +
                   ",\"known\":" + dump(known_json(known, desk)) + ",\"mentions\":" + dump(mentions) +
                   ",\"candidates\":" + dump(candidates) + ",\"partners\":" + dump(partners) + ",\"types\":" + dump(types) +
                   ",\"corrections\":" + array(made, [](const Correction& c) { return dragoman::to_json(c); }) + "}"};
}

}  // namespace dragoman::server
