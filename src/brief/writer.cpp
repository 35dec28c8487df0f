#include "writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/words.h"
#include "quote.h"

namespace dragoman::brief_words {
namespace {

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::string quoted(const std::string& words) { return "“" + words + "”"; }

bool same(const Participant& a, const Participant& b) { return a.actor ? a.actor == b.actor : a.span.text == b.span.text; }

bool is_good(const Participant& who, const Event& e) {
  return std::any_of(e.goods.begin(), e.goods.end(),
                     [&](const Cargo& good) { return who.span.start < good.span.end && good.span.start < who.span.end; });
}

std::string condition_of(const std::string& words) {
  static const std::vector<std::string> kOpeners = {"if",           "unless",       "until",     "once",   "when",
                                                    "provided",     "as long as",   "only",      "should", "in case",
                                                    "in the event", "on condition", "so long as"};
  const std::string shown = quoted(cut(words, 200));
  const std::string start = words.substr(0, words.find(' ', 12));
  return law::says_any(start, kOpeners) ? shown : "on this condition: " + shown;
}

// Participants of the one among those of the other.
bool among(const std::vector<Participant>& some, const std::vector<Participant>& all) {
  return std::all_of(some.begin(), some.end(), [&](const Participant& a) {
    return std::any_of(all.begin(), all.end(), [&](const Participant& b) { return same(a, b); });
  });
}

// "During Jeffrey’s visit, …": a report's return to what it has told already, with nothing new.
bool returns_to(const Filed& later, const Filed& earlier) {
  const Event &a = later.event, &b = earlier.event;
  constexpr std::size_t kStem = 4;  // bytes by which "visit" and "visiting" are one
  return a.report == b.report && a.type == b.type && a.status == b.status && !a.killed && !a.injured && !a.place && !a.time &&
         a.trigger.text.substr(0, kStem) == b.trigger.text.substr(0, kStem) && a.by.empty() && b.by.empty() &&
         among(a.source, b.source) && among(a.target, b.target);
}

std::string range(const Count& c) { return c.low == c.high ? std::to_string(c.low) : fmt::format("{} to {}", c.low, c.high); }

}  // namespace

Writer::Writer(const Account& account, const BriefOptions& options)
    : account_(account), options_(options), naming_(options.knowledge ? *options.knowledge : Knowledge::built_in()) {
  choose();
  merge();
}

void Writer::choose() {
  const auto within = [&](const std::string& day) {
    return day.empty() ||
           ((options_.from.empty() || day >= options_.from) && (options_.until.empty() || day <= options_.until));
  };
  std::set<std::string> reports;
  for (const auto& [id, report] : account_.reports) {
    if (within(report.published ? report.published->substr(0, 10) : "")) reports.insert(id);
  }
  for (std::size_t i = 0; i < account_.events.size(); ++i) {
    const Filed& filed = account_.events[i];
    index_[filed.event.id] = i;
    if (!within(filed.day)) continue;
    reports.insert(filed.event.report);
    (filed.event.confidence < options_.unsure_below ? unsure_ : chosen_).push_back(i);
  }
  reports_.assign(reports.begin(), reports.end());
}

void Writer::merge() {
  std::map<std::string, ToldReport> reports;
  for (const std::size_t i : chosen_) {
    const Filed& filed = account_.events[i];
    Record record;
    if (!read_record(to_json(filed.event), record).empty()) continue;
    ToldReport& report = reports[filed.event.report];
    report.published = parse_day(filed.day);
    report.events.push_back(std::move(record.event));
  }
  Incidents incidents;
  for (auto& [id, report] : reports) {
    report.id = id;
    if (const auto known = account_.reports.find(id); known != account_.reports.end()) {
      report.text = known->second.text;
      report.publisher = known->second.source.value_or("");
    }
    incidents.add(std::move(report));
  }
  for (const Decision& decision : options_.decisions) incidents.decide(decision);
  for (Incident& incident : incidents.all()) split(std::move(incident));
  std::sort(happenings_.begin(), happenings_.end(), [](const Happening& a, const Happening& b) { return a.lead < b.lead; });
  fold_returns();
}

// Events of one incident that are told in unlike ways (one report asserts, another says "may") make a sentence each; counts and
// contradictions stand with those that are told as the incident is.
void Writer::split(Incident incident) {
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> ways;
  for (const std::string& id : incident.events) {
    const std::size_t i = index_.at(id);
    const Event& e = account_.events[i].event;
    ways[{e.type, e.status}].push_back(i);
  }
  for (auto& [way, tellers] : ways) {
    const bool is_main = way.first == incident.type && way.second == incident.status;
    std::sort(tellers.begin(), tellers.end());
    // What a report says by itself stands before what it says on another's word.
    const auto own =
        std::find_if(tellers.begin(), tellers.end(), [&](std::size_t i) { return account_.events[i].event.by.empty(); });
    Happening h{{}, own == tellers.end() ? tellers.front() : *own, {}};
    if (is_main) {
      h.incident = incident;
    } else {
      const Event& lead = account_.events[h.lead].event;
      h.incident.type = lead.type;
      h.incident.status = lead.status;
      if (lead.killed) h.incident.killed = Count{*lead.killed, *lead.killed};
      if (lead.injured) h.incident.injured = Count{*lead.injured, *lead.injured};
    }
    h.tellers = std::move(tellers);
    happenings_.push_back(std::move(h));
  }
}

void Writer::fold_returns() {
  std::vector<Happening> kept;
  for (Happening& h : happenings_) {
    const Filed& filed = account_.events[h.lead];
    auto earlier = kept.rbegin();
    // A report's leads stand together.
    while (earlier != kept.rend() && account_.events[earlier->lead].event.report == filed.event.report &&
           !returns_to(filed, account_.events[earlier->lead]))
      ++earlier;
    const bool is_new = earlier == kept.rend() || account_.events[earlier->lead].event.report != filed.event.report ||
                        h.tellers.size() > 1 || !h.incident.contradictions.empty();
    if (is_new) {
      kept.push_back(std::move(h));
    } else {
      earlier->tellers.push_back(h.lead);
    }
  }
  happenings_ = std::move(kept);
}

// ---- Sentences ----

std::string Writer::by(const Filed& filed) {
  const Event& e = filed.event;
  if (e.by.empty()) return "";
  if (e.by.size() == 1 && e.source.size() == 1 && same(e.by.front(), e.source.front())) return "by their own word, ";
  std::vector<std::string> mouths;
  for (const Participant& who : e.by) mouths.push_back(naming_.call(who, filed.day));
  return "according to " + joined(mouths, ", citing ") + ", ";
}

Said Writer::said_of(const Filed& filed) {
  const Event& e = filed.event;
  // "bought the S-400" has its supplier as the target, which the report may not name.
  std::vector<Participant> target;
  std::copy_if(e.target.begin(), e.target.end(), std::back_inserter(target),
               [&](const Participant& who) { return !is_good(who, e); });
  const std::string source = naming_.call(e.source, filed.day);
  Said said{e.type, e.status, e.trigger.text, source, naming_.call(target, filed.day), ""};
  if (e.condition) said.condition = condition_of(e.condition->span.text);
  return said;
}

// Without its full stop.
std::string Writer::sentence(std::size_t event) {
  const Filed& filed = account_.events[event];
  std::string text = by(filed);
  text += tell(said_of(filed));
  return capital(text + fmt::format(" ({})", quoted(clause_of(filed))));
}

Line Writer::told(const std::string& text, const std::vector<std::size_t>& events) const {
  Line line{text, {}, "", 0};
  for (const std::size_t i : events) line.evidence.push_back(evidence_of(account_.events[i], account_));
  return line;
}

Line Writer::line(std::size_t event, std::size_t depth) {
  Line one = told(sentence(event) + ".", {event});
  one.depth = depth;
  return one;
}

Line Writer::line(const Happening& h) {
  std::string text = sentence(h.lead);
  const Event& e = account_.events[h.lead].event;
  if (h.incident.killed) text += fmt::format("; killed, as told: {}", range(*h.incident.killed));
  if (h.incident.injured) text += fmt::format("; injured, as told: {}", range(*h.incident.injured));
  if (e.place) text += fmt::format("; place: {}", quoted(cut(e.place->span.text, 80)));
  if (e.time) text += fmt::format("; time: {}", quoted(cut(e.time->span.text, 80)));
  text += ".";
  if (h.incident.sources > 1) text += fmt::format(" {} sources tell it.", h.incident.sources);
  return told(text, h.tellers);
}

Writer::Place Writer::place_of(const Event& e) {
  const auto is = [&](std::initializer_list<std::string_view> types) {
    return std::find(types.begin(), types.end(), e.type) != types.end();
  };
  if (e.status == "future") return Place::Watch;
  if (e.status == "conditional" || e.status == "demanded") return Place::Said;
  if (e.status == "possible") return Place::Unknown;
  if (is({"CONSULT"})) return Place::Meetings;
  if (is({"SUPPORT", "ACCUSE", "REJECT", "AGREE"})) return Place::Positions;
  if (is({"THREATEN", "REQUEST"}) || (e.status == "negated" && !e.by.empty())) return Place::Said;
  return Place::Ground;
}

void Writer::tell_all(Section& section, Place place) {
  for (const Happening& h : happenings_) {
    if (place_of(account_.events[h.lead].event) == place && !told_.contains(h.lead)) section.lines.push_back(line(h));
  }
}

namespace {

void or_nothing(Section& section, const std::string& text) {
  if (section.lines.empty()) section.lines.push_back({text, {}, "the records of these days"});
}

std::string percent(double p) { return fmt::format("{:.0f} %", p * 100); }

}  // namespace

// ---- The question ----

Section Writer::question() {
  const Answer& a = *options_.answer;
  const Question& q = *a.question;
  Section section{"question", "The question and where it stands", {}};
  section.lines.push_back(
      {fmt::format("{} It is open from {} to {} and is resolved by {}.", q.text, q.opened, q.deadline, q.resolves),
       {},
       "the question's file"});
  for (const auto& [found, how] : {std::pair{&a.resolved_yes, "yes"}, std::pair{&a.resolved_no, "no"}}) {
    if (!*found) continue;
    Line one = line((*found)->event);
    one.text = fmt::format("A report resolves it {}: ", how) + one.text;
    section.lines.push_back(std::move(one));
  }
  if (!a.bears) {
    section.lines.push_back(
        {"Nothing that is known bears on it: no report holds any of its topic’s words.", {}, "the reports' text"});
  }
  const Forecast& f = a.forecast;
  section.lines.push_back(
      {fmt::format(
           "On {} the forecast of yes is {} (80 % range {} to {}), from a base rate of {}; {} of {} reports are about it.",
           a.day, percent(f.probability), percent(f.low), percent(f.high), percent(f.base), a.reports.size(),
           account_.reports.size()),
       {},
       "the forecast's ledger, below"});
  std::size_t shown = 0;
  for (const Item& item : f.ledger) {
    if (shown++ == 6) break;
    const std::string way = item.moves > 0 ? "towards yes" : "away from yes";
    Line one{fmt::format("It moves the forecast {} ({:+.2f} in log-odds): {}.", way, item.moves, item.reason),
             {},
             "the weights of the forecast and the calendar",
             1};
    if (item.event) {
      one = told(one.text, {*item.event});
      one.depth = 1;
    }
    section.lines.push_back(std::move(one));
  }
  return section;
}

// ---- The law ----

namespace {

std::string standing_of(Standing standing, const std::string& party) {
  switch (standing) {
    case Standing::NotTriggered:
      return "Nothing that is told sets it off for " + party;
    case Standing::Alleged:
      return "That it has been set off for " + party + " is alleged, not established";
    case Standing::Triggered:
      return "An act that is told sets it off for " + party;
    case Standing::Due:
      return "It has been set off for " + party + ", and the duty is due";
    case Standing::Overdue:
      return "It has been set off for " + party + ", and the day by which the duty was due has passed";
    case Standing::Delayed:
      return "It has been set off for " + party + ", and a delay is told";
    case Standing::Waived:
      return "It has been set off for " + party + ", and a waiver is told";
    case Standing::Discharged:
      return "It has been set off for " + party + ", and the duty is told as done";
  }
  return "";
}

std::string label_of(Told told) {
  switch (told) {
    case Told::Fact:
      return "Told as fact: ";
    case Told::Word:
      return "On another’s word: ";
    case Told::Alleged:
      return "Alleged only: ";
    case Told::Planned:
      return "Planned, demanded or under discussion only: ";
    case Told::Denied:
      return "Denied: ";
  }
  return "";
}

std::vector<std::size_t> events_of(const std::vector<Telling>& tellings) {
  std::vector<std::size_t> events;
  for (const Telling& t : tellings) events.push_back(t.event);
  return events;
}

}  // namespace

void Writer::law_of(Section& section, const Finding& f) {
  constexpr std::size_t kShown = 3;
  const Provision& p = *f.provision;
  if (p.duty) {
    section.lines.push_back({fmt::format("{}: where the law applies, {} {}.", p.title, p.duty->whose, p.duty->does),
                             {},
                             p.citation + "; " + p.duty->clause.cite});
  }
  Line standing = told(standing_of(f.standing, naming_.call(f.party)) + (f.since.empty() ? "" : ", since " + f.since) +
                           (f.due.empty() ? "" : "; due by " + f.due) + ".",
                       events_of(f.triggers));
  standing.depth = 1;
  if (standing.evidence.size() > kShown) standing.evidence.resize(kShown);
  standing.basis = "the rule " + p.id;
  section.lines.push_back(std::move(standing));
  for (std::size_t i = 0; i < std::min(kShown, f.triggers.size()); ++i) {
    Line one = line(f.triggers[i].event, 1);
    one.text = label_of(f.triggers[i].told) + one.text;
    section.lines.push_back(std::move(one));
  }
  for (const ElementFinding& e : f.elements) {
    if (e.shown()) continue;
    section.lines.push_back({fmt::format("The law also asks for this, and no report shows it: {}.", e.element->clause.text),
                             {},
                             e.element->clause.cite,
                             1});
  }
  std::set<std::pair<std::string, std::size_t>> shown;
  for (const ReliefFinding& r : f.reliefs) {
    if (r.relief->kind == ReliefKind::Waiver) {
      section.lines.push_back(
          {fmt::format("A way out, a waiver by {}: {}", r.relief->who, r.relief->clause.text), {}, r.relief->clause.cite, 1});
      for (const ConditionFinding& c : r.conditions) {
        std::vector<Telling> grounds = c.met;
        grounds.insert(grounds.end(), c.unmet.begin(), c.unmet.end());
        Line one = told(
            fmt::format("{} of the waiver: {}; by what is reported: {}.",
                        c.condition->usual ? "A usual condition" : "A condition", c.condition->clause.text, name(c.verdict)),
            events_of(grounds));
        one.basis = c.condition->clause.cite;
        one.depth = 1;
        section.lines.push_back(std::move(one));
      }
    }
    for (const Quote& quote : r.quotes) {
      if (!shown.insert({quote.report, quote.span.start}).second || shown.size() > kShown) continue;
      section.lines.push_back({fmt::format("A report says of a way out: {}.", quoted(cut(quote.span.text, 300))),
                               {evidence_of(quote.report, quote.span, account_)},
                               "",
                               1});
    }
  }
}

Section Writer::law() {
  Section section{"law", "What the law requires", {}};
  for (const Finding& f : options_.answer ? options_.answer->duties : options_.duties) law_of(section, f);
  or_nothing(section, "No act that is told bears on any of the statutes that were looked at.");
  return section;
}

// ---- Positions ----

namespace {

std::string stance_of(Stance stance) {
  switch (stance) {
    case Stance::For:
      return "spoke for it";
    case Stance::Against:
      return "spoke against it";
    case Stance::Conditional:
      return "made it depend on a condition";
    case Stance::Reluctant:
      return "showed reluctance";
    case Stance::Talks:
      return "was for negotiation instead";
  }
  return "";
}

bool differ(Stance a, Stance b) { return (a == Stance::For) != (b == Stance::For); }

}  // namespace

void Writer::disagreements(Section& section) {
  const Answer& a = *options_.answer;
  std::set<std::pair<std::string, std::string>> pairs;
  for (const Position& one : a.positions) {
    for (const Position& other : a.positions) {
      if (one.stance != Stance::For || !differ(one.stance, other.stance) || one.actor == other.actor) continue;
      if (!pairs.insert({one.actor, other.actor}).second) continue;
      section.lines.push_back(told(
          fmt::format("On this question {} and {} disagree{}.", one.who, other.who,
                      one.country == other.country && !one.country.empty() ? ", both of " + naming_.call(one.country) : ""),
          {one.event, other.event}));
    }
  }
}

Section Writer::positions() {
  Section section{"positions", "Who takes which position, and who disagrees with whom", {}};
  if (options_.answer) {
    for (const Position& p : options_.answer->positions) {
      const Filed& filed = account_.events[p.event];
      const Participant& who = filed.event.by.empty() ? filed.event.source.front() : filed.event.by.front();
      section.lines.push_back(
          told(capital(naming_.call(who, filed.day)) + fmt::format(" {} ({}).", stance_of(p.stance), quoted(clause_of(filed))),
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
  tell_all(section, Place::Ground);
  or_nothing(section, "No act in deeds is told.");
  return section;
}

std::string Writer::value_of(const Contradiction& c, const std::string& value) {
  return c.field == "source" || c.field == "target" ? naming_.call(value) : value;
}

void Writer::contradictions(Section& section) {
  static const std::map<std::string_view, std::string_view> asked = {
      {"killed", "how many were killed"}, {"injured", "how many were injured"}, {"type", "what was done"},
      {"source", "who did it"},           {"target", "to whom it was done"},    {"status", "whether it happened"}};
  for (const Happening& h : happenings_) {
    for (const Contradiction& c : h.incident.contradictions) {
      std::vector<std::string> sayings;
      std::vector<std::size_t> events;
      for (const Saying& s : c.sayings) {
        sayings.push_back(fmt::format("{} ({})", value_of(c, s.value), joined(s.who)));
        for (const std::string& id : s.events) events.push_back(index_.at(id));
      }
      const auto field = asked.find(c.field);
      const std::string what = field == asked.end() ? c.field : std::string(field->second);
      section.lines.push_back(told(fmt::format("Reports differ on {}, of {}: {}.", what,
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
          told(fmt::format("Who did this is not told: {}.", quoted(clause_of(account_.events[h.lead]))), h.tellers));
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
    for (std::size_t i = 0; i < std::min<std::size_t>(3, options_.answer->movers.size()); ++i) {
      const auto& [kind, to] = options_.answer->movers[i];
      section.lines.push_back(
          {fmt::format("One more fresh report of the kind “{}” would move the forecast to {}.", kind, percent(to)),
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
    section.lines.push_back(told(fmt::format("{}: read as {}, {}, with a confidence of {:.2f}.",
                                             quoted(clause_of(account_.events[i])), e.type, e.status, e.confidence),
                                 {i}));
  }
  return section;
}

// ---- Figures ----

std::vector<Table> Writer::tables() const {
  static const std::vector<std::string> statuses = {"actual", "future", "conditional", "possible", "demanded", "negated"};
  std::set<std::string> publishers;
  for (const std::string& id : reports_) {
    const auto report = account_.reports.find(id);
    if (report != account_.reports.end() && report->second.source) publishers.insert(*report->second.source);
  }
  std::size_t differing = 0;
  std::map<std::string, std::map<std::string, std::size_t>> counts;
  for (const Happening& h : happenings_) {
    differing += !h.incident.contradictions.empty();
    ++counts[h.incident.type][h.incident.status];
  }
  Table read{"What was read", {"Figure", "Number"}, {}};
  const auto row = [&](const char* what, std::size_t n) { read.rows.push_back({what, std::to_string(n)}); };
  row("Reports", reports_.size());
  row("Named publishers", publishers.size());
  row("Events told", chosen_.size());
  row("Sentences that they come to, repeats put together", happenings_.size());
  row("Incidents on which reports differ", differing);
  row("Events quoted only, as the reading is unsure", unsure_.size());
  Table types{"Sentences by type and by how they are told", {"Type"}, {}};
  types.head.insert(types.head.end(), statuses.begin(), statuses.end());
  for (const auto& [type, by_status] : counts) {
    auto& cells = types.rows.emplace_back(std::vector<std::string>{type});
    for (const std::string& status : statuses) {
      const auto n = by_status.find(status);
      cells.push_back(n == by_status.end() ? "–" : std::to_string(n->second));
    }
  }
  std::vector<Table> all{std::move(read)};
  if (!types.rows.empty()) all.push_back(std::move(types));
  return all;
}

}  // namespace dragoman::brief_words
