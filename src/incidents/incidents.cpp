#include "dragoman/incidents.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "cell.h"
#include "copies.h"
#include "dragoman/text.h"

namespace dragoman {
namespace {

using Slot = std::uint32_t;  // an event's place in the index; kept until its report is removed, then used anew

struct Near {
  Slot other;
  int points;
};

struct Indexed {
  const ToldReport* report = nullptr;  // null: free
  std::size_t at = 0;                  // in the report's events
  Features features;
  std::vector<Near> near;  // those it was found to be linked with
  std::size_t group = 0;   // in Inside::groups, when not stale
  bool stale = true;
  std::uint32_t seen = 0;  // the last round of comparing that met it
};

struct Tie {
  std::array<Slot, levels.size()> parent{};  // union-find
  std::array<Slot, levels.size()> next{};    // a ring through the component
  std::array<std::uint32_t, levels.size()> size{};
};

struct Held {
  ToldReport report;
  Sketch sketch{};
  bool sketched = false;
  std::vector<Slot> events;
  std::set<std::string> copies;
};

}  // namespace

struct Incidents::Inside {
  std::map<std::string, std::unique_ptr<Held>, std::less<>> reports;
  std::vector<Indexed> events;
  std::vector<Tie> ties;
  std::vector<Slot> free;
  std::uint32_t rounds = 0;
  std::unordered_map<std::string, Slot> slots;
  std::unordered_map<std::uint64_t, std::vector<Slot>> found_by;      // places_of() → events
  std::unordered_map<std::uint64_t, std::vector<Held*>> copied_by;    // copy_places() → reports
  std::map<std::pair<std::string, std::string>, Decision> decisions;  // by the two events, in order
  std::unordered_map<std::string, std::set<std::string>> decided;     // event → the others
  std::vector<std::vector<Slot>> groups;                              // of events that are not stale; empty ones are free
  std::map<std::pair<std::string, std::string>, bool> refused;        // decisions that could not be followed

  // ---- Index ----

  Slot place(const ToldReport& report, std::size_t at, Features&& features) {
    Slot slot = static_cast<Slot>(events.size());
    if (free.empty()) {
      events.emplace_back();
      ties.emplace_back();
    } else {
      slot = free.back();
      free.pop_back();
    }
    events[slot] = {&report, at, std::move(features), {}, 0, true, 0};
    untie(slot);
    return slot;
  }

  const ToldEvent& told(Slot slot) const { return events[slot].report->events[events[slot].at]; }

  // Compares an event with those nearby, links it, and puts it where later ones find it.
  void link(Slot slot) {
    const Features& f = events[slot].features;
    const std::uint32_t round = ++rounds;
    for (std::uint64_t place : places_near(f)) {
      const auto at = found_by.find(place);
      if (at == found_by.end()) continue;
      for (Slot other : at->second) {
        if (std::exchange(events[other].seen, round) == round) continue;
        const auto points = compare(f, events[other].features);
        if (!points || total(*points) < linked) continue;
        events[slot].near.push_back({other, total(*points)});
        events[other].near.push_back({slot, total(*points)});
        tie(slot, other, total(*points));
      }
    }
    for (std::uint64_t place : places_of(f)) found_by[place].push_back(slot);
  }

  void unlink(Slot slot) {
    const std::vector<Slot> tied = ring(slot, 0);
    for (const Near& near : events[slot].near) {
      std::erase_if(events[near.other].near, [slot](const Near& back) { return back.other == slot; });
    }
    events[slot].near.clear();
    for (std::uint64_t place : places_of(events[slot].features)) {
      const auto at = found_by.find(place);
      std::erase(at->second, slot);
      if (at->second.empty()) found_by.erase(at);
    }
    slots.erase(told(slot).id);
    for (Slot other : tied) make_stale(other);
    events[slot] = {};
    free.push_back(slot);
    tie_anew(tied);
  }

  // ---- Ties ----

  void untie(Slot slot) {
    ties[slot].parent.fill(slot);
    ties[slot].next.fill(slot);
    ties[slot].size.fill(1);
  }

  Slot root(Slot slot, std::size_t level) {
    while (ties[slot].parent[level] != slot) {
      Slot& parent = ties[slot].parent[level];
      parent = ties[parent].parent[level];
      slot = parent;
    }
    return slot;
  }

  std::vector<Slot> ring(Slot slot, std::size_t level) const {
    std::vector<Slot> members{slot};
    for (Slot at = ties[slot].next[level]; at != slot; at = ties[at].next[level]) members.push_back(at);
    return members;
  }

  void tie(Slot a, Slot b, int points) {
    for (std::size_t level = 0; level < levels.size() && points >= levels[level]; ++level) {
      Slot x = root(a, level), y = root(b, level);
      if (x == y) continue;
      if (ties[x].size[level] < ties[y].size[level]) std::swap(x, y);
      const std::size_t size = ties[x].size[level] + ties[y].size[level];
      for (Slot part : {x, y}) {  // what was grouped at this level no longer is
        if (size > crowd && ties[part].size[level] <= crowd) {
          for (Slot member : ring(part, level)) make_stale(member);
        }
      }
      ties[y].parent[level] = x;
      ties[x].size[level] = static_cast<std::uint32_t>(size);
      std::swap(ties[x].next[level], ties[y].next[level]);
    }
  }

  // Ties a component's members again, after something between them has gone.
  void tie_anew(const std::vector<Slot>& members) {
    for (Slot slot : members) untie(slot);
    for (Slot slot : members) {
      if (!events[slot].report) continue;
      for (const Near& near : events[slot].near) tie(slot, near.other, near.points);
      each_decided(slot, [&](Slot other, const Decision& decision) {
        if (decision.verdict == Verdict::One) tie(slot, other, levels.back());
      });
    }
  }

  void find_copies(Held& held) {
    held.sketch = sketch(held.report.text);
    held.sketched = true;
    for (std::uint64_t place : copy_places_near(held.sketch, held.report.published)) {
      const auto at = copied_by.find(place);
      if (at == copied_by.end()) continue;
      for (Held* found : at->second) {
        if (found == &held || !are_copies(held.sketch, found->sketch)) continue;
        held.copies.insert(found->report.id);
        found->copies.insert(held.report.id);
      }
    }
    for (std::uint64_t place : copy_places(held.sketch, held.report.published)) copied_by[place].push_back(&held);
  }

  void forget_copies(Held& held) {
    if (!held.sketched) return;
    for (std::uint64_t place : copy_places(held.sketch, held.report.published)) {
      const auto at = copied_by.find(place);
      std::erase(at->second, &held);
      if (at->second.empty()) copied_by.erase(at);
    }
    for (const std::string& other : held.copies) reports.at(other)->copies.erase(held.report.id);
  }

  // ---- Groups ----

  // Two events on which a person has decided are to be grouped in that light.
  void follow(Slot a, Slot b, const Decision& decision) {
    make_stale(a);
    make_stale(b);
    if (decision.verdict == Verdict::One) tie(a, b, levels.back());
  }

  // Its group is no more; all that were linked with it are to be grouped anew.
  void make_stale(Slot slot) {
    if (events[slot].stale) return;
    std::vector<Slot> members = std::move(groups[events[slot].group]);
    groups[events[slot].group].clear();
    for (Slot member : members) events[member].stale = true;
  }

  template <typename Take>
  void each_decided(Slot slot, Take take) const {
    const auto at = decided.find(told(slot).id);
    if (at == decided.end()) return;
    for (const std::string& other : at->second) {
      const auto found = slots.find(other);
      if (found != slots.end()) take(found->second, decisions.at(std::minmax(told(slot).id, other)));
    }
  }

  // The events of its cell, in canonical order.
  std::vector<Slot> component(Slot slot) {
    std::size_t level = 0;
    while (level + 1 < levels.size() && ties[root(slot, level)].size[level] > crowd) ++level;
    std::vector<Slot> members = ring(slot, level);
    sort(members);
    return members;
  }

  // The earliest first: by report's date, report, place in it.
  void sort(std::vector<Slot>& members) const {
    const auto key = [&](Slot slot) {
      const Indexed& event = events[slot];
      return std::tuple<int, const std::string&, std::size_t, const std::string&>(event.features.published, event.report->id,
                                                                                  event.features.start, told(slot).id);
    };
    std::sort(members.begin(), members.end(), [&](Slot a, Slot b) { return key(a) < key(b); });
  }

  void group_anew(Slot start) {
    const std::vector<Slot> members = component(start);
    std::unordered_map<Slot, std::size_t> number;
    for (std::size_t i = 0; i < members.size(); ++i) number[members[i]] = i;
    std::vector<std::pair<std::size_t, std::size_t>> joined, parted;
    for (std::size_t i = 0; i < members.size(); ++i) {
      make_stale(members[i]);
      each_decided(members[i], [&](Slot slot, const Decision& decision) {
        const auto other = number.find(slot);
        if (other == number.end() || other->second < i) return;
        refused[std::minmax(told(members[i]).id, told(slot).id)] = false;
        (decision.verdict == Verdict::One ? joined : parted).emplace_back(i, other->second);
      });
    }
    std::vector<Link> links;
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (const Near& near : events[members[i]].near) {
        const auto other = number.find(near.other);
        if (other != number.end() && i < other->second) links.push_back({i, other->second, near.points});
      }
    }
    const Grouping grouping = group_cell(members.size(), links, joined, parted);
    for (const auto& [a, b] : grouping.refused) refused[std::minmax(told(members[a]).id, told(members[b]).id)] = true;
    for (const std::vector<std::size_t>& group : grouping.groups) {
      std::vector<Slot> own;
      for (std::size_t member : group) own.push_back(members[member]);
      settle(own);
    }
  }

  void settle(const std::vector<Slot>& group) {
    for (Slot slot : group) {
      events[slot].group = groups.size();
      events[slot].stale = false;
    }
    groups.push_back(group);
  }

  void refresh() {
    for (Slot slot = 0; slot < events.size(); ++slot) {
      if (events[slot].report && events[slot].stale) group_anew(slot);
    }
    std::erase_if(groups, [](const std::vector<Slot>& group) { return group.empty(); });
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (Slot slot : groups[i]) events[slot].group = i;
    }
  }

  std::size_t sources(const std::vector<std::string>& ids) const {
    std::unordered_map<std::string_view, std::size_t> number;
    std::vector<std::string_view> publishers;
    std::vector<std::pair<std::size_t, std::size_t>> copies;
    for (const std::string& id : ids) number.emplace(id, number.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const Held& held = *reports.find(ids[i])->second;
      publishers.push_back(held.report.publisher);
      for (const std::string& copy : held.copies) {
        if (const auto at = number.find(copy); at != number.end()) copies.emplace_back(i, at->second);
      }
    }
    return count_sources(publishers, copies);
  }

  Incident incident(const std::vector<Slot>& group) const {
    std::unordered_map<Slot, std::size_t> number;
    for (std::size_t i = 0; i < group.size(); ++i) number[group[i]] = i;
    std::vector<Grouped> members;
    std::set<std::string> ids;
    for (Slot slot : group) {
      Grouped one{{events[slot].report, &told(slot), &events[slot].features}, {}, {}};
      for (const Near& near : events[slot].near) {
        if (const auto at = number.find(near.other); at != number.end()) one.near.emplace_back(at->second, near.points);
      }
      each_decided(slot, [&](Slot other, const Decision& decision) {
        if (const auto at = number.find(other); at != number.end()) one.decided.emplace_back(at->second, &decision);
      });
      ids.insert(events[slot].report->id);
      members.push_back(std::move(one));
    }
    return tell(members, sources({ids.begin(), ids.end()}));
  }
};

Incidents::Incidents() : inside_(std::make_unique<Inside>()) {}
Incidents::Incidents(Incidents&&) noexcept = default;
Incidents& Incidents::operator=(Incidents&&) noexcept = default;
Incidents::~Incidents() = default;

void Incidents::add(ToldReport report) {
  remove(report.id);
  auto held = std::make_unique<Held>();
  held->report = std::move(report);
  Held& h = *(inside_->reports[held->report.id] = std::move(held));
  const std::vector<Sentence> sentences = split_sentences(h.report.text);
  for (std::size_t at = 0; at < h.report.events.size(); ++at) {
    ToldEvent& event = h.report.events[at];
    if (inside_->slots.contains(event.id)) continue;
    event.sentence = sentence_of(event, h.report, sentences);
    const Slot slot = inside_->place(h.report, at, features(event, h.report, event.sentence));
    inside_->slots[event.id] = slot;
    h.events.push_back(slot);
    inside_->link(slot);
    inside_->each_decided(slot, [&](Slot other, const Decision& decision) { inside_->follow(slot, other, decision); });
  }
  if (!h.report.text.empty()) inside_->find_copies(h);
  h.report.text.clear();  // its sentences and sketch are kept; the text is the store's
  h.report.text.shrink_to_fit();
}

bool Incidents::remove(std::string_view report) {
  const auto at = inside_->reports.find(report);
  if (at == inside_->reports.end()) return false;
  for (Slot slot : at->second->events) inside_->unlink(slot);
  inside_->forget_copies(*at->second);
  inside_->reports.erase(at);
  return true;
}

void Incidents::decide(Decision decision) {
  const std::pair<std::string, std::string> pair = std::minmax(decision.event, decision.other);
  inside_->decided[decision.event].insert(decision.other);
  inside_->decided[decision.other].insert(decision.event);
  const auto before = inside_->decisions.find(pair);
  const bool untied = before != inside_->decisions.end() && before->second.verdict != decision.verdict;
  inside_->decisions[pair] = decision;
  const auto a = inside_->slots.find(pair.first), b = inside_->slots.find(pair.second);
  if (a == inside_->slots.end() || b == inside_->slots.end()) return;
  if (untied) inside_->tie_anew(inside_->ring(a->second, 0));
  inside_->follow(a->second, b->second, decision);
}

std::vector<Incident> Incidents::all() {
  inside_->refresh();
  std::vector<Incident> out;
  for (const std::vector<Slot>& group : inside_->groups) out.push_back(inside_->incident(group));
  sort_incidents(out);
  return out;
}

std::vector<Incident> Incidents::of(std::string_view report) {
  std::vector<Incident> out;
  const auto at = inside_->reports.find(report);
  if (at == inside_->reports.end()) return out;
  std::set<std::size_t> seen;
  for (Slot slot : at->second->events) {
    if (inside_->events[slot].stale) inside_->group_anew(slot);
  }
  for (Slot slot : at->second->events) {
    const std::size_t group = inside_->events[slot].group;
    if (seen.insert(group).second) out.push_back(inside_->incident(inside_->groups[group]));
  }
  return out;
}

std::vector<Decision> Incidents::overruled() {
  inside_->refresh();
  std::vector<Decision> out;
  for (const auto& [pair, was_refused] : inside_->refused) {
    if (was_refused) out.push_back(inside_->decisions.at(pair));
  }
  return out;
}

}  // namespace dragoman
