#include <nlohmann/json.hpp>

#include "dragoman/events.h"

namespace dragoman {
namespace {

using Json = nlohmann::ordered_json;

// A field that is not as the record has it; `path` is "source[0].start".
struct Wrong {
  std::string path, wanted;
};

const Json& field(const Json& json, const char* name) {
  static const Json none = nullptr;
  const auto found = json.find(name);
  return found == json.end() ? none : *found;
}

std::string text(const Json& json, const char* name, const std::string& in = "") {
  const Json& value = field(json, name);
  if (!value.is_string()) throw Wrong{in + name, "a string"};
  return value.get<std::string>();
}

std::optional<std::string> maybe_text(const Json& json, const char* name, const std::string& in = "") {
  if (field(json, name).is_null()) return std::nullopt;
  return text(json, name, in);
}

std::size_t size(const Json& json, const char* name, const std::string& in = "") {
  const Json& value = field(json, name);
  if (!value.is_number_unsigned()) throw Wrong{in + name, "a whole number"};
  return value.get<std::size_t>();
}

double number(const Json& json, const char* name, const std::string& in = "") {
  const Json& value = field(json, name);
  if (!value.is_number()) throw Wrong{in + name, "a number"};
  return value.get<double>();
}

std::optional<double> maybe_number(const Json& json, const char* name, const std::string& in = "") {
  if (field(json, name).is_null()) return std::nullopt;
  return number(json, name, in);
}

std::optional<long> maybe_count(const Json& json, const char* name) {
  if (field(json, name).is_null()) return std::nullopt;
  return static_cast<long>(size(json, name));
}

Span span(const Json& json, const std::string& in) {
  if (!json.is_object()) throw Wrong{in, R"(an object with "start", "end" and "text")"};
  Span read{size(json, "start", in + "."), size(json, "end", in + "."), text(json, "text", in + ".")};
  if (read.end < read.start || read.end - read.start != read.text.size())
    throw Wrong{in, "bytes from start to end that are as many as its text has"};
  return read;
}

std::optional<Span> maybe_span(const Json& json, const char* name, const std::string& in = "") {
  const Json& value = field(json, name);
  if (value.is_null()) return std::nullopt;
  return span(value, in + name);
}

std::optional<Day> maybe_day(const Json& json, const char* name, const std::string& in) {
  if (field(json, name).is_null()) return std::nullopt;
  const std::optional<Day> day = read_day(text(json, name, in));
  if (!day) throw Wrong{in + name, "a day such as 2019-07-29"};
  return day;
}

std::optional<Place> maybe_place(const Json& json) {
  const std::optional<Span> words = maybe_span(json, "place");
  if (!words) return std::nullopt;
  const Json& value = field(json, "place");
  Place place{*words, std::nullopt};
  if (field(value, "name").is_null()) return place;
  Location& at = place.location.emplace();
  at.name = text(value, "name", "place.");
  at.country = maybe_text(value, "country", "place.");
  at.latitude = maybe_number(value, "latitude", "place.");
  at.longitude = maybe_number(value, "longitude", "place.");
  at.precision = maybe_text(value, "precision", "place.").value_or("");
  at.relation = maybe_text(value, "relation", "place.");
  return place;
}

std::optional<Time> maybe_time(const Json& json) {
  const std::optional<Span> words = maybe_span(json, "time");
  if (!words) return std::nullopt;
  const Json& value = field(json, "time");
  return Time{*words, maybe_day(value, "from", "time."), maybe_day(value, "until", "time.")};
}

std::vector<Cargo> goods(const Json& json) {
  std::vector<Cargo> read;
  for (const Json& one : field(json, "goods")) {
    const std::string at = "goods[" + std::to_string(read.size()) + "]", in = at + ".";
    read.push_back({span(one, at), text(one, "good", in), maybe_text(one, "maker", in), maybe_text(one, "supplier", in)});
  }
  return read;
}

std::vector<Likely> candidates(const Json& json, const std::string& in) {
  std::vector<Likely> read;
  for (const Json& one : field(json, "candidates")) {
    const std::string at = in + "candidates[" + std::to_string(read.size()) + "].";
    read.push_back({text(one, "actor", at), number(one, "score", at)});
  }
  return read;
}

std::vector<std::string> members(const Json& json, const std::string& in) {
  std::vector<std::string> read;
  for (const Json& one : field(json, "members")) {
    if (!one.is_string()) throw Wrong{in + "members", "a list of texts"};
    read.push_back(one.get<std::string>());
  }
  return read;
}

std::vector<Participant> participants(const Json& json, const char* name) {
  const Json& list = field(json, name);
  if (!list.is_array()) throw Wrong{name, "a list"};
  std::vector<Participant> read;
  for (const Json& one : list) {
    const std::string at = std::string(name) + "[" + std::to_string(read.size()) + "]", in = at + ".";
    Participant p;
    p.span = span(one, at);
    p.actor = maybe_text(one, "actor", in);
    p.name = maybe_text(one, "name", in);
    p.country = maybe_text(one, "country", in);
    p.sector = maybe_text(one, "sector", in);
    p.code = maybe_text(one, "code", in);
    p.role = maybe_text(one, "role", in);
    p.cue = maybe_span(one, "cue", in);
    p.candidates = candidates(one, in);
    p.members = members(one, in);
    read.push_back(std::move(p));
  }
  return read;
}

std::vector<Reason> reasons(const Json& json) {
  const Json& list = field(json, "why");
  if (!list.is_array()) throw Wrong{"why", "a list"};
  std::vector<Reason> read;
  for (const Json& one : list) {
    const std::string in = "why[" + std::to_string(read.size()) + "].";
    if (!one.is_object()) throw Wrong{in.substr(0, in.size() - 1), R"(an object with "step" and "from")"};
    read.push_back({text(one, "step", in), text(one, "from", in), maybe_number(one, "score", in), maybe_text(one, "name", in)});
  }
  return read;
}

Event event_of(const Json& json) {
  Event event;
  event.id = text(json, "id");
  event.report = text(json, "report");
  event.published = maybe_text(json, "published");
  event.sentence = size(json, "sentence");
  event.type = text(json, "type");
  event.mode = maybe_text(json, "mode");
  event.cameo = maybe_text(json, "cameo");
  event.goldstein = maybe_number(json, "goldstein");
  event.status = text(json, "status");
  event.trigger = span(field(json, "trigger"), "trigger");
  event.source = participants(json, "source");
  event.target = participants(json, "target");
  if (const auto words = maybe_span(json, "condition"))
    event.condition = Condition{*words, maybe_text(field(json, "condition"), "event", "condition.")};
  event.by = participants(json, "by");
  const Json& quoted = field(json, "quoted");
  if (!quoted.is_boolean()) throw Wrong{"quoted", "true or false"};
  event.quoted = quoted.get<bool>();
  event.place = maybe_place(json);
  event.time = maybe_time(json);
  event.goods = goods(json);
  event.killed = maybe_count(json, "killed");
  event.injured = maybe_count(json, "injured");
  event.arrested = maybe_count(json, "arrested");
  event.displaced = maybe_count(json, "displaced");
  event.confidence = number(json, "confidence");
  event.why = reasons(json);
  return event;
}

}  // namespace

std::variant<Event, std::string> from_json(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return "no JSON object; give one line that to_json() wrote";
  try {
    return event_of(json);
  } catch (const Wrong& wrong) {
    return "\"" + wrong.path + "\" must be " + wrong.wanted;
  }
}

}  // namespace dragoman
