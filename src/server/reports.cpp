// /api/reports, /api/search
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "desk.h"
#include "order.h"

namespace dragoman::server {
namespace {

using Reports = std::vector<const HeldReport*>;

constexpr std::size_t most_passages = 3;

// The words to look for in a sentence: those of the question without its signs.
std::vector<std::string> words_of(const std::string& asked) {
  std::vector<std::string> words;
  std::string plain = asked;
  for (const char sign : {'"', '*', '(', ')'}) std::replace(plain.begin(), plain.end(), sign, ' ');
  std::size_t start = 0;
  while (start < plain.size()) {
    const std::size_t end = std::min(plain.find(' ', start), plain.size());
    const std::string word = plain.substr(start, end - start);
    const std::string bare = folded(word);
    if (!word.empty() && word[0] != '-' && word != "OR" && !bare.empty()) words.push_back(bare);
    start = end + 1;
  }
  return words;
}

// The sentences that hold most of the words, in their order.
std::string passages_json(const StoredReport& report, const std::vector<std::string>& words) {
  std::vector<std::pair<std::size_t, std::size_t>> held;  // words, number of the sentence
  for (std::size_t i = 0; i < report.sentences.size(); ++i) {
    const auto& [start, end] = report.sentences[i];
    const std::string sentence = folded(std::string_view(report.report.text).substr(start, end - start));
    const auto count = static_cast<std::size_t>(std::count_if(
        words.begin(), words.end(), [&](const std::string& word) { return sentence.find(word) != std::string::npos; }));
    if (count) held.emplace_back(count, i);
  }
  std::stable_sort(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (held.size() > most_passages) held.resize(most_passages);
  std::sort(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return array(held, [&](const auto& one) {
    const auto& [start, end] = report.sentences[one.second];
    return to_json(Span{start, end, report.report.text.substr(start, end - start)});
  });
}

const HeldReport* find(const Snapshot& now, const std::string& id) {
  const auto at = now.reports.find(id);
  return at == now.reports.end() ? nullptr : at->second.get();
}

// The newest first of equals.
void put_in_order(Reports& found, const std::string& order) {
  const bool down = order.starts_with('-');
  const std::string name = order.substr(down);
  const auto by = [&](bool reversed, const auto& key) {
    sort_by(found, reversed, [&](const HeldReport* r) { return key(*r); });
  };
  by(order != "day", [](const HeldReport& r) { return r.day; });
  if (name == "title") by(down, [](const HeldReport& r) { return folded(r.stored.report.title.value_or(r.stored.report.id)); });
  if (name == "source") by(down, [](const HeldReport& r) { return folded(r.stored.report.source.value_or("")); });
  if (name == "events") by(down, live_events);
}

// What a list of a report's events says of each; the whole record is /api/events/{id}'s.
std::string line_json(const HeldEvent& e) {
  const Event& event = e.stored.event;
  const auto names = [](const std::vector<Participant>& list) {
    return array(list, [](const Participant& p) { return in_quotes(p.name.value_or(p.span.text)); });
  };
  return "{\"id\":" + in_quotes(event.id) + ",\"type\":" + in_quotes(event.type) + ",\"status\":" + in_quotes(event.status) +
         ",\"trigger\":" + to_json(event.trigger) + ",\"source\":" + names(event.source) +
         ",\"target\":" + names(event.target) +
         ",\"confidence\":" + nlohmann::json(std::round(event.confidence * 100) / 100).dump() +
         ",\"review\":" + in_quotes(name(e.stored.review)) + "}";
}

}  // namespace

Answer reports(Desk& desk, const Asked& asked) {
  const auto now = desk.mirror().now();
  const Filter filter = desk.filter(asked);
  const bool of_events = !filter.type.empty() || !filter.status.empty() || filter.actor || filter.country || filter.place;
  std::set<std::string> wanted;
  if (of_events) {
    for (const HeldEvent* e : *desk.matching(now, asked)) wanted.insert(e->stored.event.report);
  }
  Reports found;
  for (const auto& [id, r] : now->reports) {
    if (!filter.since.empty() && r->day < filter.since) continue;
    if (!filter.until.empty() && (r->day.empty() || r->day > filter.until)) continue;
    if (of_events ? !wanted.contains(id) : filter.holding && !filter.holding->contains(id)) continue;
    found.push_back(r.get());
  }
  put_in_order(found, asked.one_of("order", {"-day", "day", "title", "-title", "source", "-source", "events", "-events"}));
  return listed(now->as_of, "reports", found, asked, [](const HeldReport* r) { return head_json(r->stored, live_events(*r)); });
}

Answer report(Desk& desk, const Asked& asked, const std::string& id) {
  const auto now = desk.mirror().now();
  const auto happenings = desk.mirror().happenings();
  const bool heads = asked.one_of("events", {"whole", "heads"}) == "heads";
  const std::size_t wanted = asked.number("version", 0, 1, 1'000'000);
  std::vector<StoredReport> versions;
  desk.reading([&](Store& store) {
    return store.reports({.report = id, .withdrawn = true}, [&](const StoredReport& r) {
      versions.push_back(r);
      return true;
    });
  });
  if (versions.empty()) throw Refusal{404, "no report \"" + id + "\"", "id"};
  // Beside the report of that id there may be another that notes it as a copy.
  const std::string of = std::any_of(versions.begin(), versions.end(), [&](const auto& r) { return r.report.id == id; })
                             ? id
                             : versions.front().report.id;
  std::erase_if(versions, [&](const StoredReport& r) { return r.report.id != of; });
  std::sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) { return a.version < b.version; });
  const auto shown = std::find_if(versions.begin(), versions.end(),
                                  [&](const StoredReport& r) { return wanted ? r.version == wanted : r.current; });
  if (shown == versions.end()) throw Refusal{404, "the report has no such version", "version"};
  nlohmann::ordered_json json = nlohmann::ordered_json::parse(dragoman::to_json(*shown));
  json.erase("events");
  std::string body = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  body.pop_back();
  const HeldReport* held = shown->current ? find(*now, of) : nullptr;
  std::vector<const HeldEvent*> events;
  if (held) {
    for (const HeldEvent& e : held->events) {
      if (e.stored.review != Review::Withdrawn) events.push_back(&e);
    }
  }
  return {200, "{\"as_of\":" + std::to_string(now->as_of) + "," + body.substr(1) + ",\"events\":" +
                   array(events, [&](const HeldEvent* e) { return heads ? line_json(*e) : to_json(*e, happenings.get()); }) +
                   ",\"versions\":" +
                   array(versions,
                         [](const StoredReport& r) {
                           return "{\"version\":" + std::to_string(r.version) + ",\"added\":" + in_quotes(r.added) +
                                  ",\"current\":" + (r.current ? "true" : "false") + "}";
                         }) +
                   "}"};
}

Answer search(Desk& desk, const Asked& asked) {
  const auto now = desk.mirror().now();
  const std::string text = asked.required("text");
  const std::size_t limit = asked.limit();
  const std::vector<std::string> words = words_of(text);
  const Filter filter = desk.filter(asked);
  Reports found;
  for (const std::string& id : *filter.holding) {
    if (const HeldReport* r = find(*now, id)) found.push_back(r);
  }
  std::stable_sort(found.begin(), found.end(), [](const HeldReport* a, const HeldReport* b) { return a->day > b->day; });
  std::vector<const ActorRow*> called;
  const auto actors = desk.actors(now, "", "");
  const std::string name = folded(text);
  for (const ActorRow& a : *actors) {
    if (called.size() < 20 && !name.empty() && folded(a.name).find(name) != std::string::npos) called.push_back(&a);
  }
  return {200, "{\"as_of\":" + std::to_string(now->as_of) + ",\"total\":" + std::to_string(found.size()) + ",\"reports\":" +
                   page(found, 0, limit,
                        [&](const HeldReport* r) {
                          std::string head = head_json(r->stored, live_events(*r));
                          head.pop_back();
                          return head + ",\"passages\":" + passages_json(r->stored, words) + "}";
                        }) +
                   ",\"actors\":" + array(called, [](const ActorRow* a) { return head_json(*a); }) + "}"};
}

}  // namespace dragoman::server
