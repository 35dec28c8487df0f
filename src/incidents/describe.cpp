#include "describe.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <string>

namespace dragoman {
namespace {

constexpr std::array<std::string_view, 6> statuses{"actual", "negated", "possible", "future", "conditional", "demanded"};

std::string listed(const std::vector<Party>& parties) {
  std::string out;
  for (const Party& party : parties) out += (out.empty() ? "" : ", ") + party.text;
  return out.empty() ? "nobody named" : out;
}

std::string days_words(const Member& member) {
  const Features& f = *member.features;
  const auto day = [](int number) { return to_string(Day{std::chrono::days(number)}); };
  if (!f.dated) return member.report->published ? "reported " + day(f.first) : "no day given";
  return f.first == f.last ? day(f.first) : day(f.first) + " to " + day(f.last);
}

std::string both(const std::string& a, const std::string& b) { return a == b ? a : a + " / " + b; }

std::string words_of(By::Field field, const Member& a, const Member& b) {
  switch (field) {
    case By::Type:
      return both(a.event->type, b.event->type) + ", " + both(a.event->trigger, b.event->trigger);
    case By::Source:
      return both(listed(a.event->source), listed(b.event->source));
    case By::Target:
      return both(listed(a.event->target), listed(b.event->target));
    case By::Place:
      if (a.event->place.empty() || b.event->place.empty())
        return a.event->place + b.event->place + ", named in the other's words";
      return both(a.event->place, b.event->place);
    case By::Time:
      return both(days_words(a), days_words(b));
    case By::Killed:
      return both(std::to_string(*a.event->killed), std::to_string(*b.event->killed));
    case By::Injured:
      return both(std::to_string(*a.event->injured), std::to_string(*b.event->injured));
    case By::Wording: {
      const Wording &x = a.features->sentence, &y = b.features->sentence;
      return std::to_string(shared(x.names, y.names) + shared(x.numbers, y.numbers)) + " names and numbers, " +
             std::to_string(shared(x.others, y.others)) + " other words in common";
    }
    default:
      return a.features->sentence_of == b.features->sentence_of ? "one sentence" : "one report";
  }
}

constexpr std::array<std::string_view, By::fields> field_names{"type",   "source",  "target",  "place", "time",
                                                               "killed", "injured", "wording", "report"};

std::string speaker(const Member& member) {
  if (!member.event->by.empty()) {
    const Party& last = member.event->by.back();
    return last.name.empty() ? last.text : last.name;
  }
  return member.report->publisher.empty() ? member.report->id : member.report->publisher;
}

using Sayings = std::map<std::string, Saying>;

// The answers to one question.
struct Answers {
  Sayings sayings;
  std::map<std::string, std::set<std::string>> by_report, who;

  bool contains(const std::string& value) const { return sayings.contains(value); }
};

void say(Answers& told, const std::string& value, const Member& member) {
  Saying& saying = told.sayings[value];
  saying.value = value;
  saying.events.push_back(member.event->id);
  told.by_report[member.report->id].insert(value);
  const std::string who = speaker(member);
  if (told.who[value].insert(who).second) saying.who.push_back(who);
}

// Whether two reports have no answer in common. A report that itself says five and seven contradicts neither.
bool reports_differ(const Answers& told) {
  std::set<std::set<std::string>> answers;
  for (const auto& [report, values] : told.by_report) answers.insert(values);
  for (auto a = answers.begin(); a != answers.end(); ++a) {
    for (auto b = std::next(a); b != answers.end(); ++b) {
      if (std::none_of(a->begin(), a->end(), [&](const std::string& value) { return b->contains(value); })) return true;
    }
  }
  return false;
}

void contradict(Incident& incident, std::string_view field, Answers&& told) {
  if (!reports_differ(told)) return;
  Contradiction found{std::string(field), {}};
  for (auto& [value, saying] : told.sayings) found.sayings.push_back(std::move(saying));
  std::stable_sort(found.sayings.begin(), found.sayings.end(),
                   [](const Saying& a, const Saying& b) { return a.events.size() > b.events.size(); });
  incident.contradictions.push_back(std::move(found));
}

// The states, or where those are unknown the actors, that a side names.
std::string answer(const std::vector<Party>& parties) {
  std::set<std::string> named;
  for (const Party& party : parties) {
    if (!party.country.empty() || !party.actor.empty()) named.insert(party.country.empty() ? party.actor : party.country);
  }
  std::string out;
  for (const std::string& one : named) out += (out.empty() ? "" : "+") + one;
  return out;
}

// Sides differ when they share no state; who names fewer of the same states does not contradict.
bool differ(const std::string& a, const std::string& b) {
  for (std::size_t at = 0; at < a.size(); at += 4) {
    if (b.find(a.substr(at, 3)) != std::string::npos) return false;
  }
  return true;
}

void compare_sides(Incident& incident, const std::vector<Member>& members) {
  Answers sources, targets;
  for (const Member& member : members) {
    const std::string source = answer(member.event->source), target = answer(member.event->target);
    if (!source.empty()) say(sources, source, member);
    if (!target.empty()) say(targets, target, member);
  }
  for (auto& [name, told] : {std::pair<std::string_view, Answers&>{"source", sources}, {"target", targets}}) {
    const Sayings& sayings = told.sayings;
    const auto apart = [&](const auto& one) {
      return std::any_of(sayings.begin(), sayings.end(), [&](const auto& other) { return differ(one.first, other.first); });
    };
    if (std::any_of(sayings.begin(), sayings.end(), apart)) contradict(incident, name, std::move(told));
  }
}

void find_contradictions(Incident& incident, const std::vector<Member>& members) {
  Answers killed, injured, types, standing, causes;
  for (const Member& member : members) {
    const ToldEvent& event = *member.event;
    if (event.killed) say(killed, std::to_string(*event.killed), member);
    if (event.injured) say(injured, std::to_string(*event.injured), member);
    say(types, event.type, member);
    say(standing, event.status == "negated" ? "denied" : event.status, member);
    if (member.features->accident) {
      say(causes, "accident", member);
    } else if (event.type == "ASSAULT" && event.status == "actual") {
      say(causes, "attack", member);
    }
  }
  contradict(incident, "killed", std::move(killed));
  contradict(incident, "injured", std::move(injured));
  contradict(incident, "type", std::move(types));
  if (standing.contains("denied")) contradict(incident, "status", std::move(standing));
  contradict(incident, "cause", std::move(causes));
  compare_sides(incident, members);
}

template <typename Value>
Value most(const std::map<Value, std::size_t>& votes) {
  const auto best =
      std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == votes.end() ? Value{} : best->first;
}

std::string status_of(const std::vector<Member>& members) {
  std::string best;
  long most_told = 0;
  for (std::string_view status : statuses) {
    const long told = std::count_if(members.begin(), members.end(), [&](const Member& m) { return m.event->status == status; });
    if (told > most_told) best = status, most_told = told;
  }
  return best;
}

// The days that most of the events' own words agree on; where none is dated, the first report's.
std::optional<Days> when(const std::vector<Member>& members) {
  std::map<int, std::size_t> days, dated;
  bool known = false;
  for (const Member& member : members) {
    const Features& f = *member.features;
    known = known || f.dated || member.report->published;
    for (int day = f.first; f.dated && day <= std::min(f.last, f.first + 14); ++day) ++dated[day];
    if (f.dated || member.report->published) ++days[f.first];
  }
  if (!known) return std::nullopt;
  if (dated.empty()) {
    const Day first{std::chrono::days(days.begin()->first)};
    return Days{first, first};
  }
  const std::size_t agree = dated[most(dated)];
  Days out{};
  bool begun = false;
  for (const auto& [day, votes] : dated) {
    if (votes < agree) continue;
    if (!begun) out.first = Day{std::chrono::days(day)};
    out.last = Day{std::chrono::days(day)};
    begun = true;
  }
  return out;
}

// One party for each actor, or country and sector, or wording, the most told first, in the earliest report's words.
std::vector<Party> parties(const std::vector<Member>& members, std::vector<Party> ToldEvent::*side) {
  struct Told {
    Party party;
    std::size_t times = 0;
  };
  std::map<std::string, Told> told;
  for (const Member& member : members) {
    for (const Party& party : member.event->*side) {
      const std::string key = !party.actor.empty() ? party.actor
                              : !party.country.empty()
                                  ? party.country + party.sector
                                  : std::to_string(phrase(party.text).empty() ? 0 : phrase(party.text).front());
      Told& one = told[key];
      if (one.times++ == 0) one.party = party;
    }
  }
  std::vector<Told> ordered;
  for (auto& [key, one] : told) ordered.push_back(std::move(one));
  std::stable_sort(ordered.begin(), ordered.end(), [](const Told& a, const Told& b) { return a.times > b.times; });
  std::vector<Party> out;
  for (Told& one : ordered) out.push_back(std::move(one.party));
  return out;
}

void widen(std::optional<Count>& count, const std::optional<long>& told) {
  if (!told) return;
  if (!count) count = Count{*told, *told};
  count->low = std::min(count->low, *told);
  count->high = std::max(count->high, *told);
}

}  // namespace

Merge explain(const Member& event, const Member& into) {
  Merge merge{event.event->id, into.event->id, 0, {}};
  const auto points = compare(*event.features, *into.features);
  if (!points) return merge;
  merge.points = total(*points);
  for (std::size_t field = 0; field < By::fields; ++field) {
    if (const int p = (*points)[field]) {
      merge.grounds.push_back({std::string(field_names[field]), p, words_of(static_cast<By::Field>(field), event, into)});
    }
  }
  std::stable_sort(merge.grounds.begin(), merge.grounds.end(),
                   [](const Ground& a, const Ground& b) { return std::abs(a.points) > std::abs(b.points); });
  return merge;
}

Incident describe(const std::vector<Member>& members, const std::vector<std::size_t>& nearest) {
  Incident out;
  std::map<std::string, std::size_t> types, places;
  std::set<std::string_view> reports;
  double goldstein = 0;
  std::size_t scaled = 0;
  for (const Member& member : members) {
    const ToldEvent& event = *member.event;
    out.events.push_back(event.id);
    if (reports.insert(member.report->id).second) out.reports.push_back(member.report->id);
    ++types[event.type];
    if (!event.place.empty()) ++places[event.place];
    if (event.at && !out.at) out.at = event.at;
    widen(out.killed, event.killed);
    widen(out.injured, event.injured);
    if (event.goldstein) goldstein += *event.goldstein, ++scaled;
  }
  out.id = out.events.front();
  out.type = most(types);
  out.status = status_of(members);
  out.when = when(members);
  out.source = parties(members, &ToldEvent::source);
  out.target = parties(members, &ToldEvent::target);
  out.place = most(places);
  if (scaled > 0) out.goldstein = goldstein / static_cast<double>(scaled);
  for (std::size_t i = 1; i < members.size(); ++i) out.merges.push_back(explain(members[i], members[nearest[i]]));
  find_contradictions(out, members);
  return out;
}

}  // namespace dragoman
