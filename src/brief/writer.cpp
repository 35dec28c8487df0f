#include "writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "law/words.h"
#include "quote.h"
#include "words.h"

namespace dragoman::brief_words {
namespace {

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

// Whether they may be one: the same, or a state and somebody of it.
bool may_be(const Participant& a, const Participant& b) {
  return same(a, b) || (a.actor && b.actor && (a.actor == b.country || b.actor == a.country));
}

// Whether two readings of one report cannot be of one happening: one side has nobody in common.
bool excludes(const Event& a, const Event& b) {
  const auto apart = [](const std::vector<Participant>& some, const std::vector<Participant>& others) {
    return !some.empty() && !others.empty() && std::none_of(some.begin(), some.end(), [&](const Participant& x) {
      return std::any_of(others.begin(), others.end(), [&](const Participant& y) { return may_be(x, y); });
    });
  };
  return apart(a.source, b.source) || apart(a.target, b.target);
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
    const bool unsure = filed.event.confidence < options_.unsure_below && !options_.accepted.contains(filed.event.id);
    (unsure ? unsure_ : chosen_).push_back(i);
  }
  for (const std::size_t i : chosen_) {
    const Event& e = account_.events[i].event;
    for (const auto* side : {&e.source, &e.target, &e.by}) {
      for (const Participant& who : *side) naming_.hear(who);
    }
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

// Readings of one report that exclude each other are happenings of their own, whatever the incident has made of them; what
// other reports tell stays with those that it agrees with.
std::vector<std::vector<std::size_t>> Writer::told_apart(std::vector<std::size_t> tellers) const {
  std::sort(tellers.begin(), tellers.end());
  std::vector<std::vector<std::size_t>> groups;
  for (const std::size_t i : tellers) {
    const Event& e = account_.events[i].event;
    const auto takes = [&](const std::vector<std::size_t>& group) {
      return std::none_of(group.begin(), group.end(), [&](std::size_t j) {
        const Event& other = account_.events[j].event;
        return other.report == e.report && excludes(e, other);
      });
    };
    const auto group = std::find_if(groups.begin(), groups.end(), takes);
    (group == groups.end() ? groups.emplace_back() : *group).push_back(i);
  }
  std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return groups;
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
  for (const auto& [way, all] : ways) {
    bool is_main = way.first == incident.type && way.second == incident.status;
    for (std::vector<std::size_t>& tellers : told_apart(all)) {
      // What a report says by itself stands before what it says on another's word.
      const auto own =
          std::find_if(tellers.begin(), tellers.end(), [&](std::size_t i) { return account_.events[i].event.by.empty(); });
      Happening h{{}, own == tellers.end() ? tellers.front() : *own, {}};
      if (std::exchange(is_main, false)) {
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
  if (!e.goods.empty()) said.good = naming_.call(e.goods.front());
  return said;
}

bool Writer::is_told(std::size_t event) const { return !std::binary_search(unsure_.begin(), unsure_.end(), event); }

// Whose word it is and what was done; no quotation, no full stop.
std::string Writer::act(std::size_t event) {
  const Filed& filed = account_.events[event];
  const std::string mouth = by(filed);
  return mouth + tell(said_of(filed));
}

// What of it is not clear: "by whom is not clear".
std::vector<std::string> Writer::doubts(std::size_t event) {
  const Filed& filed = account_.events[event];
  std::vector<std::string> all;
  if (std::string unclear = lacks(said_of(filed)); !unclear.empty()) all.push_back(std::move(unclear));
  const bool vouched = options_.accepted.contains(filed.event.id);
  if (filed.event.confidence < 0.5 && !vouched) all.emplace_back("an unsure reading");
  return all;
}

// Without its full stop.
std::string Writer::sentence(std::size_t event) {
  std::string text = act(event) + " (" + quoted(clause_of(account_.events[event]));
  for (const std::string& doubt : doubts(event)) text += "; " + doubt;
  return capital(text + ")");
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

// Counts, place and time, as told; not a place that somebody acted upon in `passage` holds in his words already.
std::vector<std::string> Writer::details(const Happening& h, std::span<const Happening* const> passage) const {
  const Event& e = account_.events[h.lead].event;
  std::vector<std::string> all;
  if (h.incident.killed) all.push_back("killed, as told: " + range(*h.incident.killed));
  if (h.incident.injured) all.push_back("injured, as told: " + range(*h.incident.injured));
  const auto names_place = [&](const Happening* other) {
    const auto& target = account_.events[other->lead].event.target;
    return std::any_of(target.begin(), target.end(),
                       [&](const Participant& who) { return who.span.text.find(e.place->span.text) != std::string::npos; });
  };
  if (e.place && std::none_of(passage.begin(), passage.end(), names_place))
    all.push_back("place: " + quoted(cut(e.place->span.text, 80)));
  if (e.time) all.push_back("time: " + quoted(cut(e.time->span.text, 80)));
  return all;
}

// Words of place and time that stand outside the event's sentence are passages of their own.
void Writer::open_details(Line& line, const Happening& h) const {
  const Filed& filed = account_.events[h.lead];
  const auto open = [&](const Span& words) {
    if (words.start < filed.sentence.start || words.end > filed.sentence.end)
      line.evidence.push_back(evidence_of(filed.event.report, words, account_));
  };
  if (filed.event.place) open(filed.event.place->span);
  if (filed.event.time) open(filed.event.time->span);
}

Line Writer::line(const Happening& h) {
  std::string text = sentence(h.lead);
  const std::array<const Happening*, 1> alone{&h};
  for (const std::string& detail : details(h, alone)) text += "; " + detail;
  text += ".";
  if (h.incident.sources > 1) text += fmt::format(" {} sources tell it.", h.incident.sources);
  Line line = told(text, h.tellers);
  open_details(line, h);
  return line;
}

// What one sentence of a report tells of one after the other: "a rocket was fired, injuring five, by an unknown person who was
// arrested" is one line.
Line Writer::line_of_passage(std::span<const Happening* const> happenings) {
  if (happenings.size() == 1) return line(*happenings.front());
  std::string text;
  std::vector<std::size_t> tellers;
  for (const Happening* h : happenings) {
    text += (text.empty() ? "" : "; ") + act(h->lead);
    std::vector<std::string> notes = doubts(h->lead);
    for (std::string& detail : details(*h, happenings)) notes.push_back(std::move(detail));
    if (h->incident.sources > 1) notes.push_back(fmt::format("{} sources tell it", h->incident.sources));
    std::string in_brackets;
    for (const std::string& note : notes) in_brackets += (in_brackets.empty() ? "" : "; ") + note;
    if (!in_brackets.empty()) text += " (" + in_brackets + ")";
    tellers.insert(tellers.end(), h->tellers.begin(), h->tellers.end());
  }
  const Filed& first = account_.events[happenings.front()->lead];
  Line line = told(fmt::format("Told in one sentence: {} ({}).", text, quoted(cut(first.sentence.text, 300))), tellers);
  for (const Happening* h : happenings) open_details(line, *h);
  return line;
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

}  // namespace dragoman::brief_words
