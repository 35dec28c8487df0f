// /api/incidents, /api/merges, /api/places, /api/pairs, /api/series, /api/network
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "desk.h"
#include "order.h"

namespace dragoman::server {
namespace {

using Json = nlohmann::ordered_json;
using List = std::vector<const Incident*>;

// The incidents of which an event passes; `asks` false: all of them.
List asked_incidents(Desk& desk, const Asked& asked, const Happenings& all) {
  List list;
  const Filter filter = desk.filter(asked);
  if (filter.asks_nothing()) {
    for (const Incident& i : all.all) list.push_back(&i);
    return list;
  }
  const auto now = desk.mirror().now();
  std::set<const Incident*> wanted;
  for (const HeldEvent* e : *desk.matching(now, asked)) {
    const auto at = all.by_event.find(e->stored.event.id);
    if (at != all.by_event.end()) wanted.insert(at->second);
  }
  for (const Incident& i : all.all) {
    if (wanted.contains(&i)) list.push_back(&i);
  }
  return list;
}

std::string name_of(const Party& p) { return p.name.empty() ? p.text : p.name; }

std::string count_json(const std::optional<Count>& count) {
  return count ? "{\"low\":" + std::to_string(count->low) + ",\"high\":" + std::to_string(count->high) + "}" : "null";
}

std::string member_json(const HeldEvent& e, const Happenings& happenings) {
  const Report& report = e.report->stored.report;
  return "{\"event\":" + to_json(e, &happenings) + ",\"sentence\":" + to_json(e.sentence) +
         ",\"title\":" + or_null(report.title) + ",\"publisher\":" + or_null(report.source) + "}";
}

std::string decision_json(const Decision& d) {
  return Json{{"events", {d.event, d.other}}, {"one", d.verdict == Verdict::One}, {"by", d.by}, {"at", d.at}, {"why", d.why}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string grounds_json(const std::vector<Ground>& grounds) {
  return array(grounds, [](const Ground& g) {
    return "{\"field\":" + in_quotes(g.field) + ",\"points\":" + std::to_string(g.points) + ",\"words\":" + in_quotes(g.words) +
           "}";
  });
}

SeriesOptions series_options(const Asked& asked) {
  SeriesOptions options;
  const std::string every = asked.one_of("every", {"week", "day", "month"}),
                    by = asked.one_of("by", {"country", "code", "actor"});
  options.period = every == "day" ? Period::Daily : every == "month" ? Period::Monthly : Period::Weekly;
  options.of = by == "code" ? Of::Code : by == "actor" ? Of::Actor : Of::Country;
  options.direction = asked.flag("directed") ? Direction::OneWay : Direction::Both;
  return options;
}

std::string names_json(const Series& s, const Desk& desk) {
  return "[" + in_quotes(desk.name_of(s.pair[0])) + "," + in_quotes(desk.name_of(s.pair[1])) + "]";
}

// ---- Pairs ----

std::string names_of(const Pair& pair, const Desk& desk) { return desk.name_of(pair[0]) + " " + desk.name_of(pair[1]); }

// What the list says of a pair.
struct PairRow {
  Pair pair;
  std::size_t incidents = 0, turns = 0, alerts = 0;
  std::vector<double> tension;  // the whole time in so many steps at most, the highest of each

  double now() const { return tension.empty() ? 0 : tension.back(); }
};

// Pairs of which a series each is made to put them in order: more would take the machine for too long.
constexpr std::size_t most_in_order = 2000;

std::vector<double> steps_of(const Series& s) {
  constexpr std::size_t most = 52;
  std::vector<double> steps(std::min(most, s.points.size()));
  for (std::size_t i = 0; i < s.points.size(); ++i) {
    double& step = steps[i * steps.size() / s.points.size()];
    step = std::max(step, std::round(s.points[i].tension * 10) / 10);
  }
  return steps;
}

// The rows of these pairs, a few at a time: a series of each at once is too much to hold.
std::vector<PairRow> rows_of(std::span<const RankedPairs::value_type> pairs, const Happenings& of, SeriesOptions options) {
  constexpr std::size_t at_once = 200;
  std::vector<PairRow> rows;
  std::map<Pair, std::size_t> place;
  for (const auto& [pair, incidents] : pairs) {
    place[pair] = rows.size();
    rows.push_back({pair, incidents, 0, 0, {}});
  }
  for (std::size_t from = 0; from < rows.size(); from += at_once) {
    options.only.clear();
    for (std::size_t i = from; i < std::min(from + at_once, rows.size()); ++i) options.only.insert(rows[i].pair);
    for (const Series& s : dragoman::series(of.all, options)) {
      PairRow& row = rows[place.at(s.pair)];
      row.turns = s.turns.size();
      row.alerts = s.alerts.size();
      row.tension = steps_of(s);
    }
  }
  return rows;
}

std::string row_json(const PairRow& r, const Desk& desk) {
  return Json{{"pair", r.pair},           {"names", {desk.name_of(r.pair[0]), desk.name_of(r.pair[1])}},
              {"incidents", r.incidents}, {"turns", r.turns},
              {"alerts", r.alerts},       {"tension", r.tension}}
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string listed_pairs(Desk& desk, const Asked& asked, const Happenings& of, const SeriesOptions& options,
                         const std::string& order) {
  const bool down = order.starts_with('-');
  const std::string name = order.substr(down);
  RankedPairs list = *desk.ranked_pairs(of, options);
  if (const auto with = asked.words("of"))
    std::erase_if(list, [&](const auto& ranked) { return ranked.first[0] != *with && ranked.first[1] != *with; });
  if (name == "incidents" || name == "pair") {
    if (order == "incidents") sort_by(list, down, [](const auto& ranked) { return ranked.second; });
    if (name == "pair") sort_by(list, down, [&](const auto& r) { return folded(names_of(r.first, desk)); });
    const std::size_t from = std::min(asked.offset(), list.size()), to = std::min(from + asked.limit(), list.size());
    const auto rows = rows_of(std::span(list).subspan(from, to - from), of, options);
    std::size_t i = 0;
    return listed(of.as_of, "pairs", list, asked, [&](const auto&) { return row_json(rows[i++], desk); }).body;
  }
  if (list.size() > most_in_order)
    throw Refusal{400, std::to_string(list.size()) + " pairs are too many for this order; name whom they are with", "order"};
  auto rows = rows_of(list, of, options);
  if (name == "tension") sort_by(rows, down, [](const PairRow& r) { return r.now(); });
  if (name == "turns") sort_by(rows, down, [](const PairRow& r) { return r.turns; });
  if (name == "alerts") sort_by(rows, down, [](const PairRow& r) { return r.alerts; });
  return listed(of.as_of, "pairs", rows, asked, [&](const PairRow& r) { return row_json(r, desk); }).body;
}

// ---- Places ----

struct Spot {
  std::string place, name, precision;
  double latitude = 0, longitude = 0;
  List incidents;
};

// Where an incident was, by the first of its events whose place is known; a town is better than a province.
const HeldEvent* placed(const Incident& incident, const Snapshot& now) {
  const HeldEvent* best = nullptr;
  for (const std::string& id : incident.events) {
    const auto at = now.by_id.find(id);
    if (at == now.by_id.end()) continue;
    const auto& place = at->second->stored.event.place;
    if (!place || !place->location || !place->location->latitude || !place->location->longitude) continue;
    const auto is_exact = [](const HeldEvent* e) {
      const std::string& precision = e->stored.event.place->location->precision;
      return precision == "town" || precision == "site";
    };
    if (!best || (!is_exact(best) && is_exact(at->second))) best = at->second;
  }
  return best;
}

std::string pin_json(const Incident& i) {
  const auto names = [](const std::vector<Party>& parties) {
    return array(parties, [](const Party& p) { return in_quotes(name_of(p)); });
  };
  return "{\"id\":" + in_quotes(i.id) + ",\"type\":" + in_quotes(i.type) + ",\"status\":" + in_quotes(i.status) +
         ",\"first\":" + (i.when ? in_quotes(to_string(i.when->first)) : "null") +
         ",\"last\":" + (i.when ? in_quotes(to_string(i.when->last)) : "null") + ",\"killed\":" + count_json(i.killed) +
         ",\"goldstein\":" + (i.goldstein ? Json(std::round(*i.goldstein * 100) / 100).dump() : "null") +
         ",\"source\":" + names(i.source) + ",\"target\":" + names(i.target) + ",\"sources\":" + std::to_string(i.sources) +
         "}";
}

}  // namespace

Answer incidents(Desk& desk, const Asked& asked) {
  const SeriesOptions options = series_options(asked);
  const auto happenings = desk.happenings();
  List list = asked_incidents(desk, asked, *happenings);
  if (const auto ids = asked.list("ids"); !ids.empty()) {
    const std::set<std::string> wanted(ids.begin(), ids.end());
    std::erase_if(list, [&](const Incident* i) { return !wanted.contains(i->id); });
  }
  if (const auto a = asked.words("a")) {
    const std::string b = asked.required("b");
    const Pair pair{std::min(*a, b), std::max(*a, b)};
    std::erase_if(list, [&](const Incident* i) { return !pairs_of(*i, options).contains(pair); });
  }
  if (asked.flag("contradictions")) std::erase_if(list, [](const Incident* i) { return i->contradictions.empty(); });
  const std::string order = asked.one_of("order", {"-day", "day", "sources"});
  if (order == "-day") std::reverse(list.begin(), list.end());
  if (order == "sources")
    std::stable_sort(list.begin(), list.end(), [](const Incident* a, const Incident* b) { return a->sources > b->sources; });
  return listed(happenings->as_of, "incidents", list, asked, [](const Incident* i) { return dragoman::to_json(*i); });
}

Answer incident(Desk& desk, const Asked&, const std::string& id) {
  const auto now = desk.mirror().now();
  const auto happenings = desk.happenings();
  const auto at = happenings->by_event.find(id);  // an incident has its first event's id
  if (at == happenings->by_event.end()) throw Refusal{404, "no incident holds an event \"" + id + "\"", "id"};
  const Incident& incident = *at->second;
  const std::set<std::string> ids(incident.events.begin(), incident.events.end());
  List one{&incident};
  std::vector<const HeldEvent*> members;
  for (const std::string& event : incident.events) {
    if (const auto held = now->by_id.find(event); held != now->by_id.end()) members.push_back(held->second);
  }
  std::vector<Decision> overruled, decisions;
  const auto is_here = [&](const Decision& d) { return ids.contains(d.event) || ids.contains(d.other); };
  std::copy_if(happenings->overruled.begin(), happenings->overruled.end(), std::back_inserter(overruled), is_here);
  std::copy_if(happenings->decisions.begin(), happenings->decisions.end(), std::back_inserter(decisions), is_here);
  return {200, "{\"as_of\":" + std::to_string(happenings->as_of) + ",\"incident\":" + dragoman::to_json(incident) +
                   ",\"needed\":" + std::to_string(points_needed) +
                   ",\"members\":" + array(members, [&](const HeldEvent* e) { return member_json(*e, *happenings); }) +
                   ",\"decisions\":" + array(decisions, decision_json) + ",\"overruled\":" + array(overruled, decision_json) +
                   "}"};
}

Answer merges(Desk& desk, const Asked& asked) {
  const auto now = desk.mirror().now();
  const auto happenings = desk.happenings();
  const bool all = asked.one_of("review", {"none", "all"}) == "all";
  std::set<std::pair<std::string, std::string>> decided;
  for (const Decision& d : happenings->decisions) decided.emplace(std::min(d.event, d.other), std::max(d.event, d.other));
  struct Joined {
    const Incident* incident;
    const Merge* merge;
  };
  std::vector<Joined> list;
  for (const Incident& i : happenings->all) {
    for (const Merge& m : i.merges) {
      if (all || !decided.contains({std::min(m.event, m.into), std::max(m.event, m.into)})) list.push_back({&i, &m});
    }
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Joined& a, const Joined& b) { return a.merge->points < b.merge->points; });
  return listed(happenings->as_of, "merges", list, asked, [&](const Joined& j) {
    const auto side = [&](const std::string& id) -> std::string {
      const auto at = now->by_id.find(id);
      if (at == now->by_id.end()) return "";
      return "{\"event\":" + to_json(*at->second, happenings.get()) + ",\"sentence\":" + to_json(at->second->sentence) + "}";
    };
    const std::string first = side(j.merge->event), second = side(j.merge->into);
    return "{\"incident\":" + in_quotes(j.incident->id) + ",\"event\":" + in_quotes(j.merge->event) +
           ",\"into\":" + in_quotes(j.merge->into) + ",\"points\":" + std::to_string(j.merge->points) +
           ",\"grounds\":" + grounds_json(j.merge->grounds) + ",\"sides\":[" + first +
           (first.empty() || second.empty() ? "" : ",") + second + "]}";
  });
}

Answer places(Desk& desk, const Asked& asked) {
  const auto now = desk.mirror().now();
  const auto happenings = desk.happenings();
  std::map<std::tuple<double, double, std::string>, Spot> spots;
  std::size_t elsewhere = 0;
  for (const Incident* i : asked_incidents(desk, asked, *happenings)) {
    const HeldEvent* e = placed(*i, *now);
    if (!e) {
      ++elsewhere;
      continue;
    }
    const Location& at = *e->stored.event.place->location;
    Spot& spot = spots[{*at.latitude, *at.longitude, at.name}];
    if (spot.incidents.empty())
      spot = {e->stored.event.place->span.text, at.name, at.precision, *at.latitude, *at.longitude, {}};
    spot.incidents.push_back(i);
  }
  std::vector<const Spot*> list;
  for (const auto& [key, spot] : spots) list.push_back(&spot);
  std::stable_sort(list.begin(), list.end(),
                   [](const Spot* a, const Spot* b) { return a->incidents.size() > b->incidents.size(); });
  return {200, "{\"as_of\":" + std::to_string(happenings->as_of) + ",\"places\":" +
                   array(list,
                         [](const Spot* s) {
                           return "{\"place\":" + in_quotes(s->place) + ",\"name\":" + in_quotes(s->name) +
                                  ",\"precision\":" + in_quotes(s->precision) + ",\"latitude\":" + Json(s->latitude).dump() +
                                  ",\"longitude\":" + Json(s->longitude).dump() +
                                  ",\"incidents\":" + array(s->incidents, [](const Incident* i) { return pin_json(*i); }) + "}";
                         }) +
                   ",\"elsewhere\":" + std::to_string(elsewhere) + "}"};
}

Answer pairs(Desk& desk, const Asked& asked) {
  const SeriesOptions options = series_options(asked);
  const std::string order = asked.one_of(
      "order", {"-incidents", "incidents", "pair", "-pair", "tension", "-tension", "turns", "-turns", "alerts", "-alerts"});
  const auto happenings = desk.happenings();
  const std::string key = "pairs " + std::to_string(happenings->as_of) + " " +
                          asked.key({"by", "directed", "every", "of", "order", "cursor", "offset", "limit"});
  return {200, *desk.texts().get(key, [&] { return listed_pairs(desk, asked, *happenings, options, order); })};
}

Answer series(Desk& desk, const Asked& asked) {
  const std::string a = asked.required("a"), b = asked.required("b");
  SeriesOptions options = series_options(asked);
  options.only = {options.direction == Direction::Both ? Pair{std::min(a, b), std::max(a, b)} : Pair{a, b}};
  const auto happenings = desk.happenings();
  const std::string key =
      "series " + std::to_string(happenings->as_of) + " " + asked.key({"a", "b", "by", "directed", "every"});
  return {200, *desk.texts().get(key, [&] {
            const std::vector<Series> found = dragoman::series(happenings->all, options);
            if (found.empty())
              throw Refusal{404, "no dated incident between \"" + a + "\" and \"" + b + "\"; /api/pairs lists the pairs", "b"};
            return "{\"as_of\":" + std::to_string(happenings->as_of) + ",\"names\":" + names_json(found[0], desk) +
                   ",\"series\":" + dragoman::to_json(found[0], options) + "}";
          })};
}

Answer network(Desk& desk, const Asked& asked) {
  const auto happenings = desk.happenings();
  const bool by_country = asked.one_of("by", {"actor", "country"}) == "country";
  const std::size_t most = asked.number("nodes", 60, 2, 500);
  struct Node {
    std::string id, name;
    std::optional<std::string> country, kind;
    std::size_t source = 0, target = 0;
  };
  struct Edge {
    std::array<std::size_t, 4> quads{};  // incidents, in Quad's order
    std::size_t valued = 0;
    double goldstein = 0;
  };
  std::map<std::string, Node> nodes;
  std::map<std::pair<std::string, std::string>, Edge> edges;
  const auto key = [&](const Party& p) { return by_country ? p.country : !p.actor.empty() ? p.actor : folded(p.text); };
  const auto take = [&](const std::vector<Party>& parties, std::size_t Node::*count) {
    std::set<std::string> keys;
    for (const Party& p : parties) {
      const std::string id = key(p);
      if (id.empty() || !keys.insert(id).second) continue;
      Node& node = nodes[id];
      if (node.id.empty()) {
        const Actor* known = desk.knowledge().find(id);
        node.id = id;
        node.name = known ? known->name : by_country ? id : name_of(p);
        if (!p.country.empty()) node.country = p.country;
        if (known) node.kind = known->kind;
      }
      ++(node.*count);
    }
    return keys;
  };
  for (const Incident* i : asked_incidents(desk, asked, *happenings)) {
    const auto sources = take(i->source, &Node::source), targets = take(i->target, &Node::target);
    const auto quad = quad_of(i->type);
    if (!quad) continue;
    for (const std::string& s : sources) {
      for (const std::string& t : targets) {
        if (s == t) continue;
        Edge& edge = edges[{s, t}];
        ++edge.quads[static_cast<std::size_t>(*quad)];
        if (i->goldstein) ++edge.valued, edge.goldstein += *i->goldstein;
      }
    }
  }
  std::vector<const Node*> ranked;
  for (const auto& [id, node] : nodes) ranked.push_back(&node);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Node* a, const Node* b) { return a->source + a->target > b->source + b->target; });
  if (ranked.size() > most) ranked.resize(most);
  std::set<std::string> shown;
  for (const Node* n : ranked) shown.insert(n->id);
  Json list = Json::array();
  for (const auto& [pair, e] : edges) {
    if (!shown.contains(pair.first) || !shown.contains(pair.second)) continue;
    const double mean = e.valued ? std::round(e.goldstein / static_cast<double>(e.valued) * 100) / 100 : 0;
    list.push_back({{"source", pair.first},
                    {"target", pair.second},
                    {"incidents", e.quads[0] + e.quads[1] + e.quads[2] + e.quads[3]},
                    {"cooperation", e.quads[0] + e.quads[1]},
                    {"conflict", e.quads[2] + e.quads[3]},
                    {"quads", e.quads},
                    {"goldstein", e.valued ? Json(mean) : Json(nullptr)}});
  }
  return {200, "{\"as_of\":" + std::to_string(happenings->as_of) + ",\"since\":" + or_null(asked.words("since")) +
                   ",\"until\":" + or_null(asked.words("until")) + ",\"nodes\":" +
                   array(ranked,
                         [](const Node* n) {
                           return "{\"id\":" + in_quotes(n->id) + ",\"name\":" + in_quotes(n->name) +
                                  ",\"country\":" + or_null(n->country) + ",\"kind\":" + or_null(n->kind) +
                                  ",\"source\":" + std::to_string(n->source) + ",\"target\":" + std::to_string(n->target) + "}";
                         }) +
                   ",\"edges\":" + list.dump(-1, ' ', false, Json::error_handler_t::replace) + "}"};
}

}  // namespace dragoman::server
