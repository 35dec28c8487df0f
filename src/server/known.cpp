// /api/known: whom and which place a name may stand for, for those who correct.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "../actors/knowledge.h"
#include "desk.h"

namespace dragoman::server {
namespace {

using Json = nlohmann::ordered_json;

Json filled(const std::string& words) { return words.empty() ? Json(nullptr) : Json(words); }

struct Spot {
  std::string_view name, precision, country;
  double latitude = 0, longitude = 0;
};

// A state stands where its seat does, as the reader has it.
std::optional<Spot> seat_of(const Actor& state, const Knowledge::Inside& data) {
  for (const actors::Town& town : data.towns(actors::fold(state.seat.empty() ? state.name : state.seat.front()))) {
    if (town.country == state.country) return Spot{state.name, "state", state.country, town.latitude, town.longitude};
  }
  return std::nullopt;
}

// Regions and states of that name, then towns and provinces, the largest first.
std::vector<Spot> spots(const std::string& name, const std::vector<const Actor*>& called, const Knowledge::Inside& data) {
  const std::string key = actors::fold(name);
  std::vector<Spot> found;
  if (const auto at = data.regions.find(key); at != data.regions.end()) {
    const actors::Region& r = at->second;
    found.push_back({r.name, r.kind, r.country, r.latitude, r.longitude});
  }
  for (const Actor* actor : called) {
    if ((actor->kind != "state" && actor->kind != "territory") || actors::fold(actor->name) != key) continue;
    if (const auto seat = seat_of(*actor, data)) found.push_back(*seat);
  }
  for (const actors::Town& t : data.towns(key)) found.push_back({t.name, t.kind, t.country, t.latitude, t.longitude});
  return found;
}

}  // namespace

Answer known(Desk& desk, const Asked& asked) {
  const std::string name = asked.required("name");
  const std::size_t limit = asked.number("limit", 20, 1, 100);
  const Knowledge& data = desk.knowledge();
  const bool is_word = !actors::fold(name).empty();
  const std::vector<const Actor*> called = is_word ? data.search(name) : std::vector<const Actor*>();
  const auto who = [](const Actor* a) {
    return Json{{"actor", a->id},
                {"name", a->name},
                {"kind", a->kind},
                {"country", filled(a->country)},
                {"sector", filled(a->sector)},
                {"code", filled(a->code)}}
        .dump();
  };
  const auto where = [](const Spot& s) {
    return Json{{"name", s.name},
                {"precision", s.precision},
                {"country", s.country.empty() ? Json(nullptr) : Json(s.country)},
                {"latitude", s.latitude},
                {"longitude", s.longitude}}
        .dump();
  };
  const std::vector<Spot> places = is_word ? spots(name, called, data.inside()) : std::vector<Spot>();
  return {200, "{\"actors\":" + page(called, 0, limit, who) + ",\"places\":" + page(places, 0, limit, where) + "}"};
}

}  // namespace dragoman::server
