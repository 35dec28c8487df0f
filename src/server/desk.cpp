#include "desk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "order.h"

namespace dragoman::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_readers = 8;  // connections kept open; each holds a cache of its own

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace

// What the store says of a request, without its own name before it.
std::string Desk::without_store(const std::string& fault) const {
  return fault.starts_with(store_ + ": ") ? fault.substr(store_.size() + 2) : fault;
}

Store Desk::take_reader() {
  {
    const std::lock_guard lock(pool_);
    if (!idle_.empty()) {
      Store store = std::move(idle_.back());
      idle_.pop_back();
      return store;
    }
  }
  auto store = Store::open(store_, Access::Read);
  if (!store) throw Refusal{500, store.error};
  return std::move(*store);
}

void Desk::give_back(Store store) {
  const std::lock_guard lock(pool_);
  if (idle_.size() < most_readers) idle_.push_back(std::move(store));
}

std::shared_ptr<const Happenings> Desk::happenings() {
  auto known = mirror_->happenings();
  if (!known) throw Refusal{503, "the incidents are being put together; ask again in a moment"};
  return known;
}

Filter Desk::filter(const Asked& asked) {
  Filter filter = filter_of(asked);
  const auto words = asked.words("text");
  if (!words) return filter;
  const auto as_of = mirror_->now()->as_of;
  filter.holding = *holding_.get(std::to_string(as_of) + " " + *words, [&] {
    Store store = take_reader();
    auto found = store.reports_holding(*words);
    give_back(std::move(store));
    if (!found) throw Refusal{400, without_store(found.error), "text"};
    return std::set<std::string>(found->begin(), found->end());
  });
  return filter;
}

std::shared_ptr<const Events> Desk::matching(const std::shared_ptr<const Snapshot>& snapshot, const Asked& asked) {
  const std::string key = std::to_string(snapshot->as_of) + " " + asked.key(filter_names());
  return matching_.get(key, [&] { return server::matching(*snapshot, filter(asked), *mirror_); });
}

std::shared_ptr<const Events> Desk::sorted(const std::shared_ptr<const Snapshot>& snapshot, const Asked& asked) {
  const std::string order = asked.one_of("order", event_orders);
  if (order == event_orders.front()) return matching(snapshot, asked);
  const auto told = order.ends_with("reports") ? happenings() : nullptr;
  const std::string key = std::to_string(snapshot->as_of) + " " + (told ? std::to_string(told->as_of) : "") + " " +
                          asked.key({"order", "since", "until", "type", "status", "review", "actor", "source", "target",
                                     "country", "place", "report", "text", "withdrawn"});
  return sorted_.get(key, [&] { return in_order(*matching(snapshot, asked), order, told.get()); });
}

std::shared_ptr<const Filing> Desk::filing() {
  const auto snapshot = mirror_->now();
  return filing_.get(snapshot->as_of, corrected_, [&] {
    std::vector<Report> reports;
    std::vector<Event> events;
    std::set<std::string> accepted;
    for (const auto& [id, held] : snapshot->reports) reports.push_back(held->stored.report);
    for (const HeldEvent* e : snapshot->events) {
      if (e->is_live()) events.push_back(e->stored.event);
      const Review review = e->stored.review;
      if (review == Review::Accepted || review == Review::Mended) accepted.insert(e->stored.event.id);
    }
    return Filing{snapshot->as_of, file(std::move(reports), std::move(events)), std::move(accepted)};
  });
}

std::shared_ptr<const RankedPairs> Desk::ranked_pairs(const Happenings& of, const SeriesOptions& o) {
  const std::string key =
      std::to_string(of.as_of) + " " + std::to_string(static_cast<int>(o.of)) + std::to_string(static_cast<int>(o.direction));
  return ranked_pairs_.get(key, [&] { return dragoman::ranked_pairs(of.all, o); });
}

std::shared_ptr<const std::vector<ActorRow>> Desk::actors(const std::shared_ptr<const Snapshot>& of, const std::string& since,
                                                          const std::string& until) {
  return actors_.get(std::to_string(of->as_of) + " " + since + " " + until, [&] {
    std::unordered_map<const std::string*, ActorRow> rows;
    Filter days;
    days.since = since;
    days.until = until;
    for (const HeldEvent* e : server::matching(*of, days, *mirror_)) {
      for (std::size_t i = 0; i < e->who.size(); ++i) {
        const Who& who = e->who[i];
        const bool again = std::any_of(e->who.begin(), e->who.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const Who& w) { return w.key == who.key && w.side == who.side; });
        if (again) continue;
        ActorRow& row = rows[who.key];
        if (!row.key) {
          row.key = who.key;
          row.name = who.as_told->name.value_or(who.as_told->span.text);
          if (const Actor* actor = who.actor ? knowledge_.find(*who.actor) : nullptr) row.kind = actor->kind;
        }
        if (!row.country) row.country = who.as_told->country;
        if (!row.sector) row.sector = who.as_told->sector;
        ++(who.side == Side::Source ? row.source : row.target);
        const std::string& day = e->report->day;
        if (!day.empty() && (row.first.empty() || day < row.first)) row.first = day;
        if (day > row.last) row.last = day;
      }
    }
    std::vector<ActorRow> all;
    for (auto& [key, row] : rows) all.push_back(std::move(row));
    std::sort(all.begin(), all.end(), [](const ActorRow& a, const ActorRow& b) {
      const std::size_t x = a.source + a.target, y = b.source + b.target;
      return x != y ? x > y : *a.key < *b.key;
    });
    return all;
  });
}

std::vector<QuestionFile> Desk::questions() const {
  std::vector<QuestionFile> all;
  std::error_code none;
  std::vector<fs::path> paths;
  for (fs::recursive_directory_iterator at(questions_, none), end; !none && at != end; at.increment(none)) {
    if (at->path().extension() == ".toml" && at->is_regular_file(none)) paths.push_back(at->path());
  }
  if (fs::is_regular_file(questions_, none)) paths.emplace_back(questions_);
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    QuestionFile file;
    file.name = fs::path(path).lexically_relative(questions_).string();
    if (file.name == ".") file.name = path.filename().string();
    const std::string text = read_file(path);
    file.stamp = std::hash<std::string>{}(text);
    auto read = read_question(text, path.string());  // a question without an id is named by its folder
    if (auto* question = std::get_if<Question>(&read)) {
      file.id = question->id;
      file.question = std::move(*question);
    } else {
      file.id = file.name;
      file.faults = std::move(std::get<std::vector<RuleFault>>(read));
    }
    const auto same = std::find_if(all.begin(), all.end(), [&](const QuestionFile& f) { return f.id == file.id; });
    if (same != all.end()) {
      file.id = file.name;
      file.question.reset();
      file.faults.push_back({file.name, 0, "has the id of the question in " + same->name + "; give it another"});
    }
    all.push_back(std::move(file));
  }
  return all;
}

QuestionFile Desk::question(const std::string& id) const {
  for (QuestionFile& file : questions()) {
    if (file.id == id) return std::move(file);
  }
  throw Refusal{404, "no question \"" + id + "\"; /api/questions lists them", "id"};
}

std::vector<Correction> Desk::corrections_of(const std::string& object, const std::string& target) {
  const auto all = corrections_.get(std::to_string(mirror_->now()->as_of), [&] {
    std::vector<Correction> list;
    reading([&](Store& store) {
      return store.corrections([&](const Correction& c) {
        list.push_back(c);
        return true;
      });
    });
    return list;
  });
  std::vector<Correction> made;
  std::copy_if(all->begin(), all->end(), std::back_inserter(made), [&](const Correction& c) {
    return (object.empty() || c.object == object) && (target.empty() || c.target == target);
  });
  return made;
}

Correction Desk::correct(Correction correction) {
  const std::lock_guard lock(correcting_);
  auto store = Store::open(store_, Access::Write);
  if (!store) throw Refusal{500, store.error};
  const Correction asked = correction;
  const auto taken = store->correct({std::move(correction)}, now_utc());
  if (!taken) {
    const std::string wrong = without_store(taken.error);
    throw Refusal{wrong.starts_with("no event ") ? 404 : 400, wrong, wrong.starts_with("no event ") ? "target" : "fields"};
  }
  if (taken.value->empty()) throw Refusal{409, "the same correction has been made already", "time"};
  if (const std::string wrong = mirror_->catch_up(); !wrong.empty()) throw Refusal{500, wrong};
  corrected_ = mirror_->now()->as_of;
  return taken.value->front();
}

std::string Desk::name_of(const std::string& key) const {
  const std::size_t dot = key.find('.');
  const Actor* actor = knowledge_.find(key.substr(0, dot));
  if (!actor) return key;
  return dot == std::string::npos ? actor->name : actor->name + " " + key.substr(dot + 1);
}

// ---- JSON ----

std::string in_quotes(std::string_view words) {
  return nlohmann::json(words).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string or_null(const std::optional<std::string>& words) { return words ? in_quotes(*words) : "null"; }

std::string to_json(const Span& span) {
  return "{\"start\":" + std::to_string(span.start) + ",\"end\":" + std::to_string(span.end) +
         ",\"text\":" + in_quotes(span.text) + "}";
}

std::string to_json(const HeldEvent& event, const Happenings* happenings) {
  std::string json = dragoman::to_json(event.stored);
  json.pop_back();
  const Incident* incident = nullptr;
  if (happenings) {
    const auto at = happenings->by_event.find(event.stored.event.id);
    if (at != happenings->by_event.end()) incident = at->second;
  }
  return json + ",\"incident\":" + (incident ? in_quotes(incident->id) : "null") +
         ",\"reports\":" + (incident ? std::to_string(incident->reports.size()) : "null") + "}";
}

std::size_t live_events(const HeldReport& report) {
  return static_cast<std::size_t>(
      std::count_if(report.events.begin(), report.events.end(), [](const HeldEvent& e) { return e.is_live(); }));
}

std::string head_json(const StoredReport& r, std::size_t events) {
  return "{\"id\":" + in_quotes(r.report.id) + ",\"version\":" + std::to_string(r.version) +
         ",\"title\":" + or_null(r.report.title) + ",\"published\":" + or_null(r.report.published) +
         ",\"source\":" + or_null(r.report.source) + ",\"url\":" + or_null(r.report.url) +
         ",\"events\":" + std::to_string(events) + ",\"added\":" + in_quotes(r.added) + "}";
}

std::string head_json(const ActorRow& a) {
  const auto filled = [](const std::string& s) { return s.empty() ? std::string("null") : in_quotes(s); };
  return "{\"actor\":" + in_quotes(*a.key) + ",\"name\":" + filled(a.name) + ",\"country\":" + or_null(a.country) +
         ",\"sector\":" + or_null(a.sector) + ",\"kind\":" + filled(a.kind) + ",\"source\":" + std::to_string(a.source) +
         ",\"target\":" + std::to_string(a.target) + ",\"first\":" + filled(a.first) + ",\"last\":" + filled(a.last) + "}";
}

std::string to_json(const FacetValue& v, const Desk& desk) {
  const std::string name = v.who ? v.who->as_told->name.value_or(v.who->as_told->span.text) : desk.name_of(*v.value);
  return "{\"value\":" + in_quotes(*v.value) + ",\"name\":" + in_quotes(name) + ",\"count\":" + std::to_string(v.count) + "}";
}

std::string list_json(const Facet& facet, const Desk& desk, std::size_t top) {
  return page(facet, 0, top, [&](const FacetValue& v) { return to_json(v, desk); });
}

}  // namespace dragoman::server
