#include "law_view.h"

#include <fmt/format.h>

namespace dragoman::cli {
namespace {

std::string mouths(const Event& e) {
  std::string text;
  for (const Participant& who : e.by) text += (text.empty() ? "" : " by way of ") + one_line(who.span.text);
  return text;
}

void show_grounds(Outline& out, std::size_t depth, std::string_view label, const std::vector<Telling>& grounds,
                  const Account& account) {
  for (const Telling& g : grounds) {
    const Filed& filed = account.events[g.event];
    std::string how(name(g.told));
    if (g.told == Told::Word) how = "on the word of " + mouths(filed.event);
    out.line(depth, label, fmt::format("{}{}: {}", filed.day.empty() ? "" : filed.day + ", ", how, cited(filed, 240)));
    if (!g.note.empty()) out.line(depth + 1, "", g.note, dim);
  }
}

std::string label_of(Told told) {
  switch (told) {
    case Told::Fact:
    case Told::Word:
      return "set off:";
    case Told::Alleged:
      return "alleged:";
    case Told::Planned:
      return "spoken of:";
    case Told::Denied:
      return "denied:";
  }
  return "";
}

// "2 of 5": how many measures of the menu are told as taken, each with its events, and which are not.
void show_menu(Outline& out, const Finding& f, const Account& account) {
  if (f.measures.empty()) return;
  const Duty& duty = *f.provision->duty;
  out.line(1, "measures:",
           fmt::format("{} told as taken of at least {}, out of the {} of {}", f.measures_taken(), duty.at_least,
                       f.measures.size(), duty.menu));
  std::string others;
  for (const MeasureFinding& m : f.measures) {
    if (m.taken.empty()) {
      others += (others.empty() ? "" : ", ") + m.measure->clause.cite;
      continue;
    }
    out.line(2, m.measure->clause.cite + ":", m.measure->clause.text);
    show_grounds(out, 3, "", m.taken, account);
  }
  if (f.measures_taken() > 0 && !others.empty()) out.line(2, "not told:", others);
}

std::string exception_of(const Finding& f) {
  if (!f.excepted || f.standing == Standing::Excepted) return "";
  return f.excepted == Told::Fact ? "; an exception is told as fact"
                                  : fmt::format("; an exception is claimed, {}", name(*f.excepted));
}

void show_condition(Outline& out, const ConditionFinding& c, const Account& account) {
  const ReliefCondition& condition = *c.condition;
  out.line(2, condition.usual ? "usual condition:" : "condition:",
           fmt::format("{}: {} [{}]", condition.clause.text, name(c.verdict), condition.clause.cite));
  show_grounds(out, 3, "for", c.met, account);
  show_grounds(out, 3, "against", c.unmet, account);
}

void show_relief(Outline& out, const ReliefFinding& r, const Account& account) {
  const Relief& relief = *r.relief;
  out.line(1, std::string(name(relief.kind)) + ":",
           fmt::format("{} [{}]{}{}", relief.clause.text, relief.clause.cite, relief.who.empty() ? "" : "; by " + relief.who,
                       relief.showing.empty() ? "" : " on a showing that: " + relief.showing));
  if (!relief.review.empty()) out.line(2, "review:", relief.review);
  show_grounds(out, 2, "told:", r.granted, account);
  if (!r.until.empty()) out.line(2, "runs until", r.until);
  for (const ConditionFinding& c : r.conditions) show_condition(out, c, account);
}

// What reports say of waivers and the like, once for each sentence.
void show_quotes(Outline& out, const Finding& f) {
  std::vector<std::pair<std::string, std::size_t>> shown;
  for (const ReliefFinding& r : f.reliefs) {
    for (const Quote& q : r.quotes) {
      const std::pair key{q.report, q.span.start};
      if (std::find(shown.begin(), shown.end(), key) != shown.end()) continue;
      shown.push_back(key);
      out.line(1, "said of relief:",
               fmt::format("“{}” ({}, bytes {}–{})", one_line(q.span.text), q.report, q.span.start, q.span.end));
    }
  }
}

}  // namespace

std::string cited(const Filed& filed, std::size_t wide) {
  const Event& e = filed.event;
  const std::string where = fmt::format("({}, bytes {}–{})", e.report, e.trigger.start, e.trigger.end);
  if (filed.sentence.text.empty()) return fmt::format("“{}” {}", one_line(e.trigger.text), where);
  return fmt::format("“{}” in “{}” {}", one_line(e.trigger.text), fit(one_line(filed.sentence.text), wide, Fill::None), where);
}

void show_provision(Outline& out, const Provision& p, Depth depth) {
  out.line(0, fmt::format("{:<16}", p.id), p.title, bold);
  if (depth == Depth::Line) return;
  out.line(1, "", p.citation);
  out.line(1, "in force",
           "from " + p.from + (p.until.empty() ? "" : fmt::format(" until {}: {} [{}]", p.until, p.end.text, p.end.cite)));
  for (const Clause& c : p.sections) out.line(1, c.cite + ":", c.text);
  for (const Measure& m : p.items) out.line(1, m.clause.cite + ":", m.clause.text);
  for (const Trigger& t : p.triggers)
    out.line(1, t.planned ? "foreshadowed by:" : "set off by:", fmt::format("{} [{}]", t.clause.text, t.clause.cite));
  for (const Element& e : p.elements) out.line(1, "needs:", fmt::format("{} [{}]", e.clause.text, e.clause.cite));
  if (p.duty) out.line(1, "duty:", fmt::format("{} {} [{}]", p.duty->whose, p.duty->does, p.duty->clause.cite));
  for (const Relief& r : p.reliefs)
    out.line(1, std::string(name(r.kind)) + ":", fmt::format("{} [{}]", r.clause.text, r.clause.cite));
  out.line(1, "source:", p.source);
  for (const std::string& doubt : p.uncertain) out.line(1, "uncertain:", doubt);
}

void show_finding(Outline& out, const Finding& f, const Account& account) {
  const Provision& p = *f.provision;
  out.line(0, "",
           fmt::format("{} for {}: {}{}{}{}", p.id, f.party, name(f.standing), f.since.empty() ? "" : " since " + f.since,
                       f.due.empty() ? "" : ", due by " + f.due, exception_of(f)),
           bold);
  out.line(1, "", p.title);
  out.line(1, "", p.citation);
  out.line(1, "duty:", fmt::format("{} {} [{}]", p.duty->whose, p.duty->does, p.duty->clause.cite));
  if (f.standing == Standing::Lapsed) out.line(1, "ended:", fmt::format("{} [{}]", p.end.text, p.end.cite));
  for (const Telling& g : f.triggers) show_grounds(out, 1, label_of(g.told), {g}, account);
  for (const ElementFinding& e : f.elements) {
    out.line(1, e.shown() ? "shown:" : "unproven:", fmt::format("{} [{}]", e.element->clause.text, e.element->clause.cite));
    show_grounds(out, 2, "", e.grounds, account);
  }
  show_grounds(out, 1, "discharge:", f.discharge, account);
  show_menu(out, f, account);
  for (const ReliefFinding& r : f.reliefs) show_relief(out, r, account);
  show_quotes(out, f);
  for (const std::string& c : f.change) out.line(1, "would change this:", c);
}

}  // namespace dragoman::cli
