// /api/meta, /api/events, /api/facets
#include <algorithm>
#include <nlohmann/json.hpp>

#include "desk.h"

namespace dragoman::server {
namespace {

using Json = nlohmann::ordered_json;

// Only the fields that are asked for, in the record's order.
class Fields {
 public:
  explicit Fields(const std::vector<std::string>& names) : names_(names.begin(), names.end()) {}

  std::string of(std::string&& json) const {
    if (names_.empty()) return std::move(json);
    Json all = Json::parse(json), some = Json::object();
    for (auto& [key, value] : all.items()) {
      if (names_.contains(key)) some[key] = std::move(value);
    }
    return some.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

 private:
  std::set<std::string> names_;
};

// A place in the order of days that stays where it is when events come and go: "DAY!START!END!ID!REPORT".
std::string cursor_after(const HeldEvent& e) {
  const Event& event = e.stored.event;
  return in_quotes(e.report->day + "!" + std::to_string(event.trigger.start) + "!" + std::to_string(event.trigger.end) + "!" +
                   event.id + "!" + event.report);
}

struct Place {
  std::string day, report, id;
  std::size_t start = 0, end = 0;
};

Place place_of(const std::string& cursor) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (int i = 0; i < 4; ++i) {
    const std::size_t sign = cursor.find('!', at);
    if (sign == std::string::npos) throw Refusal{400, "is no cursor; give `next` of the page before", "cursor"};
    parts.push_back(cursor.substr(at, sign - at));
    at = sign + 1;
  }
  const auto number = [](const std::string& digits) {
    return static_cast<std::size_t>(std::strtoull(digits.c_str(), nullptr, 10));
  };
  return {parts[0], cursor.substr(at), parts[3], number(parts[1]), number(parts[2])};
}

std::size_t after(const Events& events, const Place& p) {
  const auto wanted = std::tie(p.day, p.report, p.start, p.end, p.id);
  const auto at = std::upper_bound(events.begin(), events.end(), wanted, [](const auto& place, const HeldEvent* e) {
    const Event& event = e->stored.event;
    return place < std::tie(e->report->day, event.report, event.trigger.start, event.trigger.end, event.id);
  });
  return static_cast<std::size_t>(at - events.begin());
}

std::string passages_json(const Event& e) {
  struct Passage {
    const char* part;
    const Span* span;
  };
  std::vector<Passage> all{{"trigger", &e.trigger}};
  for (const Participant& p : e.source) all.push_back({"source", &p.span});
  for (const Participant& p : e.target) all.push_back({"target", &p.span});
  for (const Participant& p : e.by) {
    all.push_back({"by", &p.span});
    if (p.cue) all.push_back({"cue", &*p.cue});
  }
  if (e.condition) all.push_back({"condition", &e.condition->span});
  if (e.place) all.push_back({"place", &e.place->span});
  if (e.time) all.push_back({"time", &e.time->span});
  for (const Cargo& cargo : e.goods) all.push_back({"goods", &cargo.span});
  std::stable_sort(all.begin(), all.end(), [](const Passage& a, const Passage& b) {
    return std::tie(a.span->start, b.span->end) < std::tie(b.span->start, a.span->end);
  });
  return array(all, [](const Passage& p) {
    std::string json = to_json(*p.span);
    return "{\"part\":\"" + std::string(p.part) + "\"," + json.substr(1);
  });
}

// A file's name, or a database's: a server's address may hold a password.
std::string name_of_store(const std::string& where) {
  if (!is_server(where)) return where.substr(where.find_last_of('/') + 1);
  const std::string path = where.substr(where.find("://") + 3, where.find('?') - where.find("://") - 3);
  return path.find('/') == std::string::npos ? "account" : path.substr(path.find('/') + 1);
}

std::string quad_name(std::string_view type) {
  switch (quad_of(type).value_or(Quad::VerbalCooperation)) {
    case Quad::VerbalCooperation:
      return "verbal_cooperation";
    case Quad::MaterialCooperation:
      return "material_cooperation";
    case Quad::VerbalConflict:
      return "verbal_conflict";
    case Quad::MaterialConflict:
      return "material_conflict";
  }
  return "";
}

}  // namespace

Answer meta(Desk& desk, const Asked&) {
  const auto now = desk.mirror().now();
  const auto happenings = desk.mirror().happenings();
  std::array<std::size_t, 5> reviews{};
  std::string first, last;
  for (const auto& [id, r] : now->reports) {
    if (!r->day.empty() && (first.empty() || r->day < first)) first = r->day;
    if (r->day > last) last = r->day;
  }
  for (const HeldEvent* e : now->events) ++reviews[static_cast<std::size_t>(e->stored.review)];
  Json json;
  json["version"] = DRAGOMAN_VERSION;
  json["store"] = name_of_store(desk.store());
  json["as_of"] = now->as_of;
  json["reports"] = now->reports.size();
  json["events"] = now->live;
  json["incidents"] = happenings ? Json(happenings->all.size()) : Json(nullptr);
  json["actors"] = desk.actors(now, "", "")->size();
  json["first"] = first.empty() ? Json(nullptr) : Json(first);
  json["last"] = last.empty() ? Json(nullptr) : Json(last);
  json["types"] = Json::array();
  for (const std::string_view type : event_types)
    json["types"].push_back({{"type", type}, {"quad", quad_name(type)}, {"goldstein", mean_goldstein_of(type).value_or(0)}});
  json["statuses"] = event_statuses;
  for (std::size_t i = 0; i < reviews.size(); ++i) json["review"][std::string(name(static_cast<Review>(i)))] = reviews[i];
  json["questions"] = Json::array();
  for (const QuestionFile& q : desk.questions())
    json["questions"].push_back({{"id", q.id}, {"text", q.question ? Json(q.question->text) : Json(nullptr)}});
  json["batches"] = desk.batches().unfinished();
  json["limits"] = {{"upload", largest_upload}, {"body", largest_body}};
  return {200, json.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Answer events(Desk& desk, const Asked& asked) {
  const auto now = desk.mirror().now();
  const auto happenings = desk.mirror().happenings();
  const auto found = desk.sorted(now, asked);
  const Fields fields(asked.list("fields"));
  const auto write = [&](const HeldEvent* e) { return fields.of(to_json(*e, happenings.get())); };
  const std::size_t limit = asked.limit();
  const auto cursor = asked.words("cursor");
  if (asked.words("order").value_or("day") == "day") {
    const std::size_t from = cursor ? after(*found, place_of(*cursor)) : asked.offset();
    const bool more = from < found->size() && found->size() - from > limit;
    return {200, "{\"as_of\":" + std::to_string(now->as_of) + ",\"total\":" + std::to_string(found->size()) +
                     ",\"next\":" + (more ? cursor_after(*(*found)[from + limit - 1]) : "null") +
                     ",\"events\":" + page(*found, from, limit, write) + "}"};
  }
  return listed(now->as_of, "events", *found, asked, write);
}

Answer facets(Desk& desk, const Asked& asked) {
  const auto now = desk.mirror().now();
  const std::size_t top = asked.number("top", 50, 1, 1000);
  const std::string key = "facets " + std::to_string(now->as_of) + " " + std::to_string(top) + " " + asked.key(filter_names());
  return {200, *desk.texts().get(key, [&] {
            const Facets f = server::facets(*now, desk.filter(asked), desk.mirror());
            std::string review = "[";
            for (std::size_t i = 0; i < f.review.size(); ++i) {
              const std::string value = in_quotes(name(static_cast<Review>(i)));
              if (!f.review[i]) continue;
              review += (review.size() > 1 ? "," : "") + ("{\"value\":" + value) + ",\"name\":" + value +
                        ",\"count\":" + std::to_string(f.review[i]) + "}";
            }
            const auto list = [&](const char* name, const Facet& facet, std::size_t most) {
              return std::string(",\"") + name + "\":" + list_json(facet, desk, most);
            };
            return "{\"as_of\":" + std::to_string(now->as_of) + ",\"total\":" + std::to_string(f.total) +
                   list("type", f.type, top) + list("status", f.status, top) + ",\"review\":" + review + "]" +
                   list("country", f.country, top) + list("source", f.source, top) + list("target", f.target, top) +
                   list("month", f.month, f.month.size()) + "}";
          })};
}

Answer event(Desk& desk, const Asked&, const std::string& id) {
  const auto now = desk.mirror().now();
  const auto at = now->by_id.find(id);
  if (at == now->by_id.end()) throw Refusal{404, "no event \"" + id + "\"", "id"};
  const HeldEvent& held = *at->second;
  const auto happenings = desk.mirror().happenings();
  const auto made = desk.corrections_of("event", id);
  const auto incident = happenings ? happenings->by_event.find(id) : decltype(happenings->by_event.find(id)){};
  const bool stands = happenings && incident != happenings->by_event.end();
  const Report& report = held.report->stored.report;
  return {200, "{\"as_of\":" + std::to_string(now->as_of) + ",\"event\":" + to_json(held, happenings.get()) +
                   ",\"sentence\":" + to_json(held.sentence) + ",\"passages\":" + passages_json(held.stored.event) +
                   ",\"title\":" + or_null(report.title) + ",\"source\":" + or_null(report.source) +
                   ",\"url\":" + or_null(report.url) + ",\"incident\":" + (stands ? in_quotes(incident->second->id) : "null") +
                   ",\"corrections\":" + array(made, [](const Correction& c) { return dragoman::to_json(c); }) + "}"};
}

}  // namespace dragoman::server
