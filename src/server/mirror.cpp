#include "mirror.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <tuple>

namespace dragoman::server {
namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 500ms;  // at the feed
constexpr int idle_share = 4;       // incidents are read anew after so many times their cost

std::string day_of(const std::optional<std::string>& published) {
  return published && parse_day(*published) ? published->substr(0, 10) : "";
}

auto key(const HeldEvent& e) {
  const Event& event = e.stored.event;
  return std::tie(e.report->day, event.report, event.trigger.start, event.trigger.end, event.id);
}
bool before(const HeldEvent* a, const HeldEvent* b) { return key(*a) < key(*b); }

Span sentence_of(const StoredReport& report, const Event& event) {
  for (const auto& [start, end] : report.sentences) {
    if (event.trigger.start >= start && event.trigger.start < end && end <= report.report.text.size())
      return {start, end, report.report.text.substr(start, end - start)};
  }
  return event.trigger;
}

// With noughts before it: four digits would be a year.
std::string change_number(std::int64_t number) { return "0000" + std::to_string(number); }

}  // namespace

const std::string* Symbols::keep(std::string_view words) {
  const std::lock_guard lock(mutex_);
  return &*words_.emplace(words).first;
}

const std::string* Symbols::find(std::string_view words) const {
  const std::lock_guard lock(mutex_);
  const auto at = words_.find(std::string(words));
  return at == words_.end() ? nullptr : &*at;
}

Result<std::unique_ptr<Mirror>> Mirror::open(const std::string& where, std::function<void(std::int64_t)> moved) {
  auto store = Store::open(where, Access::Read);
  if (!store) return {std::nullopt, store.error};
  auto incidents = Store::open(where, Access::Read);
  if (!incidents) return {std::nullopt, incidents.error};
  std::unique_ptr<Mirror> mirror(new Mirror(std::move(*store), std::move(*incidents), std::move(moved)));
  if (const std::string wrong = mirror->load(); !wrong.empty()) return {std::nullopt, wrong};
  mirror->follower_ = std::thread([self = mirror.get()] { self->follow(); });
  mirror->merger_ = std::thread([self = mirror.get()] { self->keep_merged(); });
  return {std::move(mirror), {}};
}

Mirror::~Mirror() {
  {
    const std::lock_guard lock(waiting_);
    stopped_ = true;
  }
  stop_.notify_all();
  for (std::thread* thread : {&follower_, &merger_}) {
    if (thread->joinable()) thread->join();
  }
}

std::shared_ptr<const Snapshot> Mirror::now() const {
  const std::lock_guard lock(handing_out_);
  return snapshot_;
}

std::shared_ptr<const Happenings> Mirror::happenings() const {
  const std::lock_guard lock(handing_out_);
  return happenings_;
}

std::shared_ptr<const HeldReport> Mirror::hold(StoredReport&& report, std::vector<StoredEvent>&& events) {
  auto held = std::make_shared<HeldReport>();
  held->stored = std::move(report);
  held->day = day_of(held->stored.report.published);
  const std::string* month = words_.keep(held->day.substr(0, 7));
  held->events.resize(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    HeldEvent& e = held->events[i];
    e.report = held.get();
    e.stored = std::move(events[i]);
    const Event& event = e.stored.event;
    e.type = words_.keep(event.type);
    e.status = words_.keep(event.status);
    e.month = month;
    if (event.place) e.place = folded(event.place->span.text);
    e.sentence = sentence_of(held->stored, event);
    const auto take = [&](Side side, const std::vector<Participant>& list) {
      for (const Participant& p : list) {
        Who who{.side = side, .as_told = &p};
        who.words = words_.keep(folded(p.name.value_or(p.span.text)));
        if (p.actor) who.actor = actors_.keep(*p.actor);
        if (p.country) who.country = words_.keep(*p.country);
        who.key = who.actor ? who.actor : who.words;
        e.who.push_back(who);
      }
    };
    take(Side::Source, event.source);
    take(Side::Target, event.target);
  }
  std::sort(held->events.begin(), held->events.end(), [](const HeldEvent& a, const HeldEvent& b) { return key(a) < key(b); });
  return held;
}

// ---- From the store ----

std::string Mirror::load() {
  const std::lock_guard lock(building_);
  auto next = std::make_shared<Snapshot>();
  if (std::string wrong = reread_all(*next); !wrong.empty()) return wrong;
  publish(std::move(next));
  return "";
}

// The number of the last change is read first: what comes in meanwhile is taken again by the feed, to the same end.
std::string Mirror::reread_all(Snapshot& next) {
  const auto last = store_.last_change();
  if (!last) return last.error;
  next.as_of = *last.value;
  std::unordered_map<std::string, std::vector<StoredEvent>> events;
  const auto taken = store_.events({.withdrawn = true}, [&](const StoredEvent& e) {
    events[e.event.report].push_back(e);
    return true;
  });
  if (!taken) return taken.error;
  const auto reports = store_.reports({}, [&](const StoredReport& r) {
    StoredReport copy = r;
    const auto of = events.find(r.report.id);
    const std::string id = r.report.id;
    next.reports[id] = hold(std::move(copy), of == events.end() ? std::vector<StoredEvent>() : std::move(of->second));
    return true;
  });
  if (!reports) return reports.error;
  return "";
}

std::string Mirror::reload(const std::set<std::string>& ids, Snapshot& next) {
  for (const std::string& id : ids) {
    std::optional<StoredReport> report;
    const auto found = store_.reports({.report = id}, [&](const StoredReport& r) {
      if (r.report.id == id) report = r;
      return true;
    });
    if (!found) return found.error;
    if (!report) continue;
    std::vector<StoredEvent> events;
    const auto taken = store_.events({.report = id, .withdrawn = true}, [&](const StoredEvent& e) {
      events.push_back(e);
      return true;
    });
    if (!taken) return taken.error;
    next.reports[id] = hold(std::move(*report), std::move(events));
  }
  return "";
}

std::string Mirror::apply_feed() {
  using Json = nlohmann::json;
  const std::lock_guard lock(building_);
  const std::shared_ptr<const Snapshot> old = now();
  std::set<std::string> ids;
  std::int64_t last = old->as_of;
  bool all = false;
  const auto read = store_.changes(change_number(old->as_of), [&](const Change& change) {
    last = change.number;
    const Json json = Json::parse(change.json);
    const std::string event = json.value("event", ""), report = json.value("report", "");
    if (!report.empty()) ids.insert(report);
    all = all || json.contains("actor");
    if (const auto at = old->by_id.find(event); at != old->by_id.end()) ids.insert(at->second->stored.event.report);
    return true;
  });
  if (!read) return read.error;
  if (last == old->as_of) return "";
  auto next = std::make_shared<Snapshot>();
  if (all) {
    if (std::string wrong = reread_all(*next); !wrong.empty()) return wrong;
  } else {
    next->as_of = last;
    next->reports = old->reports;
    if (std::string wrong = reload(ids, *next); !wrong.empty()) return wrong;
  }
  publish(std::move(next));
  return "";
}

void Mirror::lay_out(Snapshot& next) {
  std::size_t sides = 0;
  for (const HeldEvent* e : next.events) sides += e->who.size();
  next.sides.reserve(sides);
  next.rows.reserve(next.events.size());
  for (const HeldEvent* e : next.events) {
    const Who* first = next.sides.data() + next.sides.size();
    next.sides.insert(next.sides.end(), e->who.begin(), e->who.end());
    next.rows.push_back(
        {e, words_.keep(e->report->day), e->type, e->status, e->month, {first, e->who.size()}, e->stored.review});
  }
}

void Mirror::publish(std::shared_ptr<Snapshot> next) {
  for (const auto& [id, report] : next->reports) {
    for (const HeldEvent& e : report->events) next->events.push_back(&e);
  }
  std::sort(next->events.begin(), next->events.end(), before);
  lay_out(*next);
  next->by_id.reserve(next->events.size());
  for (const HeldEvent* e : next->events) {
    const HeldEvent*& at = next->by_id[e->stored.event.id];
    if (!at || e->stored.review != Review::Withdrawn) at = e;
    next->live += e->is_live();
  }
  const std::lock_guard lock(handing_out_);
  snapshot_ = std::move(next);
}

// ---- Incidents ----

// The snapshot is brought to where the incidents are: whoever holds both finds the events of each incident.
void Mirror::read_incidents() {
  const std::lock_guard lock(merging_);
  if (const auto known = happenings(); known && known->as_of == now()->as_of) return;
  auto told = incidents_.incidents();
  if (!told) return;  // a store that is gone for a moment is asked again
  if (now()->as_of < told->as_of) apply_feed();
  auto next = std::make_shared<Happenings>();
  next->as_of = told->as_of;
  next->all = std::move(told->incidents);
  next->decisions = std::move(told->decisions);
  next->overruled = std::move(told->overruled);
  for (const Incident& incident : next->all) {
    for (const std::string& event : incident.events) next->by_event.emplace(event, &incident);
  }
  const std::lock_guard handing(handing_out_);
  happenings_ = std::move(next);
}

std::string Mirror::catch_up() {
  if (std::string wrong = apply_feed(); !wrong.empty()) return wrong;
  if (happenings()) read_incidents();
  moved_(now()->as_of);
  return "";
}

bool Mirror::stopped_after(Clock::duration wait) {
  std::unique_lock lock(waiting_);
  return stop_.wait_for(lock, wait, [&] { return stopped_; });
}

void Mirror::follow() {
  std::int64_t told_of = now()->as_of;
  while (!stopped_after(look_every)) {
    apply_feed();  // a store that is gone for a moment is asked again
    if (const std::int64_t as_of = now()->as_of; as_of != told_of) moved_(told_of = as_of);
  }
}

void Mirror::keep_merged() {
  Clock::duration rest{};
  while (!stopped_after(rest)) {
    const auto start = Clock::now();
    const auto known = happenings();
    if (!known || known->as_of != now()->as_of) {
      read_incidents();
      moved_(now()->as_of);
    }
    rest = std::max<Clock::duration>(look_every, idle_share * (Clock::now() - start));
  }
}

}  // namespace dragoman::server
