// /api/changes, /api/corrections, /api/batches
#include <algorithm>
#include <nlohmann/json.hpp>

#include "desk.h"

namespace dragoman::server {
namespace {

using Json = nlohmann::ordered_json;

std::string word(const Json& json, const char* name, bool needed) {
  const auto at = json.find(name);
  if (at == json.end() || at->is_null()) {
    if (needed) throw Refusal{400, std::string("\"") + name + "\" is missing", name};
    return "";
  }
  if (!at->is_string()) throw Refusal{400, "must be words", name};
  return at->get<std::string>();
}

Correction correction_of(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object())
    throw Refusal{400, R"(write an object: {"object": "event", "target": ID, "verb": "reject", "by": NAME, "reason": WHY})"};
  Correction c;
  c.object = word(json, "object", true);
  c.target = word(json, "target", true);
  c.verb = word(json, "verb", true);
  c.by = word(json, "by", true);
  c.reason = word(json, "reason", false);
  c.time = word(json, "time", false);
  for (const auto& [field, value, known] :
       {std::tuple{"object", &c.object, std::vector<std::string_view>{"event", "actor", "merge"}},
        std::tuple{"verb", &c.verb, std::vector<std::string_view>{"accept", "reject", "mend", "undo"}}}) {
    if (std::find(known.begin(), known.end(), *value) == known.end())
      throw Refusal{400, "\"" + *value + "\" is not known here", field};
  }
  if (c.by.empty()) throw Refusal{400, "a correction needs the name of who makes it", "by"};
  if (c.time.empty()) c.time = now_utc();
  if (json.contains("fields") && !json["fields"].is_null()) {
    if (!json["fields"].is_object()) throw Refusal{400, "must be an object, as {\"type\": \"SANCTION\"}", "fields"};
    c.fields = json["fields"].dump();
  }
  return c;
}

// Two events, the lesser id first, as `dragoman correct` writes them.
std::vector<std::string> merged_events(Desk& desk, Correction& c) {
  const std::size_t gap = c.target.find(' ');
  if (gap == std::string::npos) throw Refusal{400, "of a merge give both events, with a blank between", "target"};
  std::string first = c.target.substr(0, gap), second = c.target.substr(gap + 1);
  if (first == second) throw Refusal{400, "an event and itself are always one", "target"};
  const auto now = desk.mirror().now();
  for (const std::string& id : {first, second}) {
    if (!now->by_id.contains(id)) throw Refusal{404, "no event \"" + id + "\"", "target"};
  }
  c.target = std::min(first, second) + " " + std::max(first, second);
  return {first, second};
}

}  // namespace

Answer changes(Desk& desk, const Asked& asked) {
  std::string since = asked.words("since").value_or("0");
  const bool is_number = since.find_first_not_of("0123456789") == std::string::npos;
  if (is_number && since.size() > 18) throw Refusal{400, "is no change's number", "since"};
  if (is_number) since = "0000" + since;  // four digits alone would be a year
  const std::size_t limit = asked.limit();
  const auto now = desk.mirror().now();
  std::vector<std::string> list;
  std::int64_t last = 0;
  bool more = false;
  desk.reading([&](Store& store) {
    return store.changes(since, [&](const Change& change) {
      if (list.size() == limit) {
        more = true;
        return false;
      }
      list.push_back(change.json);
      last = change.number;
      return true;
    });
  });
  return {200, "{\"as_of\":" + std::to_string(now->as_of) + ",\"next\":" + (more ? in_quotes(std::to_string(last)) : "null") +
                   ",\"changes\":" + array(list, [](const std::string& json) { return json; }) + "}"};
}

Answer corrections(Desk& desk, const Asked& asked) {
  const auto now = desk.mirror().now();
  const auto object = asked.words("object"), target = asked.words("target"), by = asked.words("by");
  if (object) asked.one_of("object", {"event", "actor", "merge"});
  std::vector<Correction> list = desk.corrections_of(object.value_or(""), target.value_or(""));
  std::erase_if(list, [&](const Correction& c) { return by && c.by != *by; });
  return listed(now->as_of, "corrections", list, asked, [](const Correction& c) { return dragoman::to_json(c); });
}

Answer correct(Desk& desk, const Asked&, const std::string& body) {
  Correction asked = correction_of(body);
  std::vector<std::string> events;
  if (asked.object == "merge") events = merged_events(desk, asked);
  if (asked.object == "event") events = {asked.target};
  const Correction made = desk.correct(std::move(asked));
  const auto now = desk.mirror().now();
  const auto happenings = desk.mirror().happenings();
  std::vector<std::string> incidents;
  for (const std::string& id : events) {
    if (!happenings) break;
    const auto at = happenings->by_event.find(id);
    if (at != happenings->by_event.end()) incidents.push_back(at->second->id);
  }
  const auto event = now->by_id.find(made.object == "event" ? made.target : "");
  return {200, "{\"as_of\":" + std::to_string(now->as_of) + ",\"correction\":" + dragoman::to_json(made) +
                   ",\"event\":" + (event == now->by_id.end() ? "null" : to_json(*event->second, happenings.get())) +
                   ",\"incidents\":" + array(incidents, [](const std::string& id) { return in_quotes(id); }) + "}"};
}

Answer batches(Desk& desk, const Asked&) {
  return {200, "{\"batches\":" + array(desk.batches().all(), [](const Batch& b) { return to_json(b); }) + "}"};
}

Answer batch(Desk& desk, const Asked&, const std::string& id) {
  const auto found = desk.batches().find(id);
  if (!found) throw Refusal{404, "no batch \"" + id + "\" since the server started", "id"};
  return {200, to_json(*found)};
}

Answer stop_batch(Desk& desk, const Asked&, const std::string& id) {
  const auto found = desk.batches().stop(id);
  if (!found) throw Refusal{404, "no batch \"" + id + "\" since the server started", "id"};
  return {200, to_json(*found)};
}

}  // namespace dragoman::server
