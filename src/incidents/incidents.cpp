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
using Form = std::uint32_t;  // a mould's

struct Indexed {
  const ToldReport* report = nullptr;  // null: free
  std::size_t at = 0;                  // in the report's events
  Features features;
  Form form = 0;
  std::size_t group = 0;  // in Inside::groups, when not stale
  bool stale = true;
};

// A mould, and its part in the ties (cell.h) at each level.
struct Mould {
  std::uint64_t name = 0;
  Features features;
  std::vector<Slot> events;                       // none: free
  std::array<Form, levels.size()> parent{};       // union-find
  std::array<Form, levels.size()> next{};         // a ring through the component
  std::array<std::size_t, levels.size()> size{};  // events of the component
  std::uint32_t seen = 0;                         // the last round of comparing that met it
};

struct Held {
  ToldReport report;
  std::optional<Sketch> sketch;
  std::vector<Slot> events;
};

}  // namespace

struct Incidents::Inside {
  std::map<std::string, std::unique_ptr<Held>, std::less<>> reports;
  std::vector<Indexed> events;
  std::vector<Mould> moulds;
  std::vector<Slot> free_events;
  std::vector<Form> free_moulds;
  std::uint32_t rounds = 0;
  std::unordered_map<std::string, Slot> slots;
  std::unordered_map<std::uint64_t, Form> named;                      // name_of() → mould
  std::unordered_map<std::uint64_t, std::vector<Form>> found_by;      // places_of() → moulds
  std::map<std::pair<std::string, std::string>, Decision> decisions;  // by the two events, in order
  std::unordered_map<std::string, std::set<std::string>> decided;     // event → the others
  std::vector<std::vector<Slot>> groups;                              // of events that are not stale; empty ones are free
  std::map<std::pair<std::string, std::string>, bool> refused;        // decisions that could not be followed

  const ToldEvent& told(Slot slot) const { return events[slot].report->events[events[slot].at]; }

  // ---- Index ----

  template <typename Number, typename List>
  static Number vacant(std::vector<Number>& free, List& list) {
    if (free.empty()) {
      list.emplace_back();
      return static_cast<Number>(list.size() - 1);
    }
    const Number number = free.back();
    free.pop_back();
    return number;
  }

  Slot put_in(const ToldReport& report, std::size_t at, Features&& features) {
    const Slot slot = vacant(free_events, events);
    const Form form = mould(features);
    events[slot] = {&report, at, std::move(features), form};
    slots[told(slot).id] = slot;
    moulds[form].events.push_back(slot);
    for (std::size_t level = 0; level < levels.size(); ++level) {
      if (++moulds[root(form, level)].size[level] == crowd + 1) make_all_stale(form, level);
    }
    each_decided(slot, [&](Slot other, const Decision& decision) { follow(slot, other, decision); });
    return slot;
  }

  // That of an event; a new one is tied to those nearby, and put where later ones find it.
  Form mould(const Features& features) {
    Features cast = mould_of(features);
    const std::uint64_t name = name_of(pack(cast));
    const auto [at, is_new] = named.emplace(name, Form{});
    if (!is_new) return at->second;
    const Form form = at->second = vacant(free_moulds, moulds);
    moulds[form] = {};
    moulds[form].name = name;
    moulds[form].features = std::move(cast);
    untie(form);
    tie_nearby(form);
    for (std::uint64_t place : places_of(moulds[form].features)) found_by[place].push_back(form);
    return form;
  }

  void take_out(Slot slot) {
    const Form form = events[slot].form;
    const std::vector<Form> tied = ring(form, 0);
    make_all_stale(form, 0);
    bool untied = false;
    each_decided(slot, [&](Slot, const Decision& decision) { untied = untied || decision.verdict == Verdict::One; });
    slots.erase(told(slot).id);
    events[slot] = {};
    free_events.push_back(slot);
    std::erase(moulds[form].events, slot);
    for (std::size_t level = 0; level < levels.size(); ++level) --moulds[root(form, level)].size[level];
    if (moulds[form].events.empty()) forget(form);
    if (untied || moulds[form].events.empty()) tie_anew(tied);
  }

  void forget(Form form) {
    for (std::uint64_t place : places_of(moulds[form].features)) {
      const auto at = found_by.find(place);
      std::erase(at->second, form);
      if (at->second.empty()) found_by.erase(at);
    }
    named.erase(moulds[form].name);
    free_moulds.push_back(form);
  }

  // ---- Ties ----

  void untie(Form form) {
    moulds[form].parent.fill(form);
    moulds[form].next.fill(form);
    moulds[form].size.fill(moulds[form].events.size());
  }

  Form root(Form form, std::size_t level) {
    while (moulds[form].parent[level] != form) {
      Form& parent = moulds[form].parent[level];
      parent = moulds[parent].parent[level];
      form = parent;
    }
    return form;
  }

  std::vector<Form> ring(Form form, std::size_t level) const {
    std::vector<Form> members{form};
    for (Form at = moulds[form].next[level]; at != form; at = moulds[at].next[level]) members.push_back(at);
    return members;
  }

  void tie_nearby(Form form) {
    const std::uint32_t round = ++rounds;
    moulds[form].seen = round;
    for (std::uint64_t place : places_near(moulds[form].features)) {
      const auto at = found_by.find(place);
      if (at == found_by.end()) continue;
      for (Form other : at->second) {
        if (std::exchange(moulds[other].seen, round) == round) continue;
        if (const auto points = dragoman::tie(moulds[form].features, moulds[other].features)) tie(form, other, *points);
      }
    }
  }

  void tie(Form a, Form b, int points) {
    for (std::size_t level = 0; level < levels.size() && points >= levels[level]; ++level) {
      Form x = root(a, level), y = root(b, level);
      if (x == y) continue;
      if (moulds[x].size[level] < moulds[y].size[level]) std::swap(x, y);
      const std::size_t size = moulds[x].size[level] + moulds[y].size[level];
      for (Form part : {x, y}) {  // what was grouped at this level no longer is
        if (size > crowd && moulds[part].size[level] <= crowd) make_all_stale(part, level);
      }
      moulds[y].parent[level] = x;
      moulds[x].size[level] = size;
      std::swap(moulds[x].next[level], moulds[y].next[level]);
    }
  }

  // Ties a component's members again, after something between them has gone.
  void tie_anew(const std::vector<Form>& members) {
    for (Form form : members) untie(form);
    for (Form form : members) {
      if (moulds[form].events.empty()) continue;
      tie_nearby(form);
      for (Slot slot : moulds[form].events) {
        each_decided(slot, [&](Slot other, const Decision& decision) {
          if (decision.verdict == Verdict::One) tie(form, events[other].form, levels.back());
        });
      }
    }
  }

  // ---- Groups ----

  // Two events on which a person has decided are to be grouped in that light.
  void follow(Slot a, Slot b, const Decision& decision) {
    make_stale(a);
    make_stale(b);
    if (decision.verdict == Verdict::One) tie(events[a].form, events[b].form, levels.back());
  }

  // Its group is no more; all that were linked with it are to be grouped anew.
  void make_stale(Slot slot) {
    if (events[slot].stale) return;
    std::vector<Slot> members = std::move(groups[events[slot].group]);
    groups[events[slot].group].clear();
    for (Slot member : members) events[member].stale = true;
  }
  void make_all_stale(Form form, std::size_t level) {
    for (Form member : ring(form, level)) {
      for (Slot slot : moulds[member].events) make_stale(slot);
    }
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
  std::vector<Slot> cell(Slot slot) {
    const Form form = events[slot].form;
    std::size_t level = 0;
    while (level + 1 < levels.size() && moulds[root(form, level)].size[level] > crowd) ++level;
    std::vector<Slot> members;
    for (Form member : ring(form, level)) {
      members.insert(members.end(), moulds[member].events.begin(), moulds[member].events.end());
    }
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
    const std::vector<Slot> members = cell(start);
    std::unordered_map<Slot, std::size_t> number;
    for (std::size_t i = 0; i < members.size(); ++i) number[members[i]] = i;
    std::vector<const Features*> known;
    std::vector<std::pair<std::size_t, std::size_t>> joined, parted;
    for (std::size_t i = 0; i < members.size(); ++i) {
      make_stale(members[i]);
      known.push_back(&events[members[i]].features);
      each_decided(members[i], [&](Slot slot, const Decision& decision) {
        const auto other = number.find(slot);
        if (other == number.end() || other->second < i) return;
        refused[std::minmax(told(members[i]).id, told(slot).id)] = false;
        (decision.verdict == Verdict::One ? joined : parted).emplace_back(i, other->second);
      });
    }
    const Grouping grouping = group_cell(known, joined, parted);
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

  Incident incident(const std::vector<Slot>& group) const {
    std::unordered_map<Slot, std::size_t> number;
    for (std::size_t i = 0; i < group.size(); ++i) number[group[i]] = i;
    std::vector<Grouped> members;
    std::set<std::string_view> ids;
    std::vector<Witness> witnesses;
    for (Slot slot : group) {
      const ToldReport& report = *events[slot].report;
      Grouped one{{&report, &told(slot), &events[slot].features}, {}};
      each_decided(slot, [&](Slot other, const Decision& decision) {
        if (const auto at = number.find(other); at != number.end()) one.decided.emplace_back(at->second, &decision);
      });
      members.push_back(std::move(one));
      if (!ids.insert(report.id).second) continue;
      const Held& held = *reports.find(report.id)->second;
      witnesses.push_back({report.publisher, held.sketch ? &*held.sketch : nullptr, report.published});
    }
    return tell(members, count_sources(witnesses));
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
    h.events.push_back(inside_->put_in(h.report, at, features(event, h.report, event.sentence)));
  }
  if (!h.report.text.empty()) h.sketch = sketch(h.report.text);
  h.report.text.clear();  // its sentences and sketch are kept; the text is the store's
  h.report.text.shrink_to_fit();
}

bool Incidents::remove(std::string_view report) {
  const auto at = inside_->reports.find(report);
  if (at == inside_->reports.end()) return false;
  for (Slot slot : at->second->events) inside_->take_out(slot);
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
  if (untied) {
    const Form form = inside_->events[a->second].form;
    inside_->make_all_stale(form, 0);
    inside_->tie_anew(inside_->ring(form, 0));
  }
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
