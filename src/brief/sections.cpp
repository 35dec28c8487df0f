// What people want and say, what happened, what is open.
#include <fmt/format.h>

#include <algorithm>

#include "phrases.h"
#include "quote.h"
#include "words.h"
#include "writer.h"

namespace dragoman::brief_words {

// ---- Positions ----

namespace {

// A warning or a condition is no disagreement.
bool opposes(Stance stance) { return stance == Stance::Against || stance == Stance::Reluctant || stance == Stance::Talks; }

}  // namespace

const Participant& Writer::mouth_of(const Position& p) const {
  const Event& e = account_.events[p.event].event;
  return e.by.empty() ? e.source.front() : e.by.front();
}

// Reluctance is read from the report's words, whatever the event beside it is taken for.
bool Writer::is_told(const Position& p) const { return p.stance == Stance::Reluctant || is_told(p.event); }

void Writer::disagreements(Section& section) {
  const Answer& a = *options_.answer;
  std::set<std::pair<std::string, std::string>> pairs;
  for (const Position& one : a.positions) {
    for (const Position& other : a.positions) {
      if (one.stance != Stance::For || !opposes(other.stance) || one.actor == other.actor) continue;
      if (!is_told(one) || !is_told(other)) continue;
      if (!pairs.insert({one.actor, other.actor}).second) continue;
      section.lines.push_back(told(
          fmt::format("On this question {} and {} disagree{}.", naming_.call(mouth_of(one), account_.events[one.event].day),
                      naming_.call(mouth_of(other), account_.events[other.event].day),
                      one.country == other.country && !one.country.empty() ? ", both of " + naming_.call(one.country) : ""),
          {one.event, other.event}));
    }
  }
}

Section Writer::positions() {
  Section section{"positions", "Who takes which position, and who disagrees with whom", {}};
  if (options_.answer && !options_.answer->positions.empty()) {
    section.lines.push_back({fmt::format("For and against, in this section: that {}.", options_.answer->question->act.says),
                             {},
                             "the question's file"});
    for (const Position& p : options_.answer->positions) {
      if (!is_told(p)) continue;
      const Filed& filed = account_.events[p.event];
      section.lines.push_back(told(fmt::format("{} {} ({}).", capital(naming_.call(mouth_of(p), filed.day)),
                                               says_of("stance", name(p.stance)), quoted(clause_of(filed))),
                                   {p.event}));
      told_.insert(p.event);
    }
    disagreements(section);
  }
  tell_all(section, Place::Positions);
  or_nothing(section, "Nobody’s position is told.");
  return section;
}

// ---- What was said, what happened ----

Section Writer::said() {
  Section section{"said", "What was said, warned, threatened and demanded", {}};
  tell_all(section, Place::Said);
  or_nothing(section, "No warning, threat, demand or condition is told.");
  return section;
}

Section Writer::ground() {
  Section section{"ground", "What happened on the ground", {}};
  std::vector<const Happening*> passage;
  const auto tell = [&] {
    if (!passage.empty()) section.lines.push_back(line_of_passage(passage));
    passage.clear();
  };
  for (const Happening& h : happenings_) {
    const Event& e = account_.events[h.lead].event;
    if (place_of(e) != Place::Ground || told_.contains(h.lead)) continue;
    if (!passage.empty()) {
      const Event& before = account_.events[passage.back()->lead].event;
      if (before.report != e.report || before.sentence != e.sentence) tell();
    }
    passage.push_back(&h);
  }
  tell();
  or_nothing(section, "No act in deeds is told.");
  return section;
}

std::string Writer::value_of(const Contradiction& c, const std::string& value) {
  if (c.field == "source" || c.field == "target") return naming_.call(value);
  if (c.field == "type") return label_of_type(value);
  return c.field == "status" ? label_of_status(value) : value;
}

// Two answers from unlike reports, or on unlike people's word; two readings of one report's own words contradict nothing.
bool Writer::contradicts(const Contradiction& c) const {
  std::vector<std::set<std::string>> voices;
  for (const Saying& s : c.sayings) {
    std::set<std::string>& said_by = voices.emplace_back();
    for (const std::string& id : s.events) {
      const Event& e = account_.events[index_.at(id)].event;
      std::string voice = e.report;
      for (const Participant& who : e.by) voice += "|" + who.actor.value_or(who.span.text);
      said_by.insert(std::move(voice));
    }
  }
  const auto apart = [](const std::set<std::string>& a, const std::set<std::string>& b) {
    return std::none_of(a.begin(), a.end(), [&](const std::string& voice) { return b.contains(voice); });
  };
  for (std::size_t i = 0; i < voices.size(); ++i) {
    for (std::size_t j = i + 1; j < voices.size(); ++j) {
      if (apart(voices[i], voices[j])) return true;
    }
  }
  return false;
}

void Writer::contradictions(Section& section) {
  static const std::map<std::string_view, std::string_view> asked = {
      {"killed", "how many were killed"}, {"injured", "how many were injured"}, {"type", "what was done"},
      {"source", "who did it"},           {"target", "to whom it was done"},    {"status", "whether it happened"}};
  for (const Happening& h : happenings_) {
    for (const Contradiction& c : h.incident.contradictions) {
      if (!contradicts(c)) continue;
      std::vector<std::string> sayings;
      std::vector<std::size_t> events;
      for (const Saying& s : c.sayings) {
        std::set<std::string> reports;
        for (const std::string& id : s.events) {
          events.push_back(index_.at(id));
          reports.insert(account_.events[index_.at(id)].event.report);
        }
        sayings.push_back(fmt::format("{}, in {} of {} ({})", value_of(c, s.value), reports.size(),
                                      counted(h.incident.reports.size(), "report"), joined(s.who)));
      }
      const auto field = asked.find(c.field);
      const std::string what = field == asked.end() ? c.field : std::string(field->second);
      section.lines.push_back(told(fmt::format("Reports differ on {} ({}): {}.", what,
                                               quoted(clause_of(account_.events[h.lead])), joined(sayings, "; ")),
                                   events));
    }
  }
}

Section Writer::unknown() {
  Section section{"unknown", "What is not known", {}};
  contradictions(section);
  for (const Happening& h : happenings_) {
    const Event& e = account_.events[h.lead].event;
    const bool deed = e.type == "ASSAULT" || e.type == "COERCE" || e.type == "MOBILIZE";
    if (deed && e.status == "actual" && e.source.empty()) {
      section.lines.push_back(
          told(fmt::format("It is not clear who did this: {}.", quoted(clause_of(account_.events[h.lead]))), h.tellers));
    }
  }
  tell_all(section, Place::Unknown);
  for (Evidence& e : said_unknown(account_, reports_)) {
    section.lines.push_back({fmt::format("A report says what is not known: {}.", quoted(cut(e.span.text, 300))), {e}, ""});
  }
  or_nothing(section, "No report says that anything is open, and none contradicts another.");
  return section;
}

Section Writer::meetings() {
  Section section{"meetings", "Meetings", {}};
  tell_all(section, Place::Meetings);
  or_nothing(section, "No meeting is told.");
  return section;
}

// What the question's file says of the kind, else what the kind is.
std::string Writer::mover(const std::string& kind) const {
  const Question& q = *options_.answer->question;
  std::vector<std::string> says;
  for (const auto& [name, patterns] : {std::pair{"done", &q.yes}, std::pair{"undone", &q.no}}) {
    if (kind != name) continue;
    for (const Pattern& p : *patterns) says.push_back(p.says);
  }
  for (const Signal& signal : q.signals) {
    if (signal.kind == kind) says.push_back(signal.event.says);
  }
  std::erase(says, "");
  return says.empty() ? says_of_kind(kind) : joined(says, ", or that ");
}

Section Writer::watch() {
  Section section{"watch", "What to watch", {}};
  tell_all(section, Place::Watch);
  for (const Happening& h : happenings_) {
    const Filed& filed = account_.events[h.lead];
    if (filed.event.status != "conditional" || !filed.event.condition) continue;
    Line one = told(fmt::format("Whether this condition comes about: {}. What is told to depend on it: {}.",
                                quoted(cut(filed.event.condition->span.text, 200)), quoted(clause_of(filed))),
                    h.tellers);
    for (Evidence& e : one.evidence) {
      if (e.event == filed.event.id) e.trigger = filed.event.condition->span;
    }
    section.lines.push_back(std::move(one));
  }
  if (options_.answer) {
    const Answer& a = *options_.answer;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, a.movers.size()); ++i) {
      const auto& [kind, to] = a.movers[i];
      section.lines.push_back({fmt::format("A new report that {} would move the forecast from {} to {}.", mover(kind),
                                           percent(a.forecast.probability), percent(to)),
                               {},
                               "the forecast's weights"});
    }
  }
  or_nothing(section, "Nothing is planned, announced or put under a condition.");
  return section;
}

Section Writer::unsure() {
  Section section{"unsure", "Passages not told above, because the reading is unsure", {}};
  for (const std::size_t i : unsure_) {
    const Event& e = account_.events[i].event;
    section.lines.push_back(
        told(fmt::format("{}: this may tell of {} ({}); the reading is right about {:.0f} times in 100, too seldom to be told.",
                         quoted(clause_of(account_.events[i])), label_of_type(e.type), label_of_status(e.status),
                         100 * e.confidence),
             {i}));
  }
  return section;
}

}  // namespace dragoman::brief_words
