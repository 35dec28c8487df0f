// The question and the law, as the answer and the findings have them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "phrases.h"
#include "quote.h"
#include "words.h"
#include "writer.h"

namespace dragoman::brief_words {
namespace {

// How many points of a hundred an item moves the forecast by, the others staying as they are.
double points_of(const Item& item, double probability) {
  const double odds = std::log(probability / (1 - probability)) - item.moves;
  return 100 * (probability - 1 / (1 + std::exp(-odds)));
}

std::string about_it(std::size_t n, std::size_t all) {
  if (all == 1) return n == 1 ? "the one report is about the question" : "the one report is not about the question";
  return fmt::format("{} of {} reports {} about the question", n, all, n == 1 ? "is" : "are");
}

std::vector<std::size_t> events_of(const std::vector<Telling>& tellings) {
  std::vector<std::size_t> events;
  for (const Telling& t : tellings) events.push_back(t.event);
  return events;
}

}  // namespace

// ---- The question ----

Line Writer::of_ledger(const Item& item) {
  const Answer& a = *options_.answer;
  const double points = points_of(item, a.forecast.probability);
  std::string reason = item.reason;
  if (item.duty) {
    const Finding& f = a.duties[*item.duty];
    reason = fmt::format("the law bears on it; {} ({})",
                         uncapital(says_of("standing", name(f.standing), naming_.call(f.party))), f.provision->title);
  }
  const std::string move =
      fmt::format("{} it by about {:.0f} percentage points: {}", points > 0 ? "Raises" : "Lowers", std::abs(points), reason);
  Line one{move + ".", {}, "the weights of the forecast and the calendar", 1};
  if (item.event) {
    one = told(fmt::format("{} ({}).", move, quoted(clause_of(account_.events[*item.event]))), {*item.event});
    one.depth = 1;
  }
  return one;
}

Section Writer::question() {
  const Answer& a = *options_.answer;
  const Question& q = *a.question;
  Section section{"question", "The question and where it stands", {}};
  section.lines.push_back({fmt::format("{} It is open from {} to {} and is resolved by {}.", q.text, day_in_words(q.opened),
                                       day_in_words(q.deadline), q.resolves),
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
      {fmt::format("On {} the forecast of yes is {}; four times in five it should lie between {} and {}. It starts from a base "
                   "rate of {}; {}.",
                   day_in_words(a.day), percent(f.probability), percent(f.low), percent(f.high), percent(f.base),
                   about_it(a.reports.size(), account_.reports.size())),
       {},
       "the forecast's ledger; what moves it most stands below"});
  constexpr std::size_t kShown = 6;
  for (std::size_t i = 0; i < std::min(kShown, f.ledger.size()); ++i) section.lines.push_back(of_ledger(f.ledger[i]));
  return section;
}

// ---- The law ----

void Writer::law_of(Section& section, const Finding& f) {
  constexpr std::size_t kShown = 3;
  const Provision& p = *f.provision;
  if (p.duty) {
    section.lines.push_back({fmt::format("{}: where the law applies, {} {}.", p.title, p.duty->whose, p.duty->does),
                             {},
                             p.citation + "; " + p.duty->clause.cite});
  }
  // What is told as fact first; readings that are too unsure to be told are not.
  std::vector<Telling> triggers;
  std::copy_if(f.triggers.begin(), f.triggers.end(), std::back_inserter(triggers),
               [&](const Telling& t) { return is_told(t.event); });
  std::stable_sort(triggers.begin(), triggers.end(), [](const Telling& a, const Telling& b) { return a.told < b.told; });
  const std::string share = f.standing != Standing::Partly ? ""
                                                           : fmt::format(" ({} of the {} measures that it asks for)",
                                                                         f.measures_taken(), f.provision->duty->at_least);
  Line standing = told(says_of("standing", name(f.standing), naming_.call(f.party)) + share +
                           (f.since.empty() ? "" : ", since " + day_in_words(f.since)) +
                           (f.due.empty() ? "" : "; due by " + day_in_words(f.due)) + ".",
                       events_of(triggers.empty() ? f.triggers : triggers));
  standing.depth = 1;
  if (standing.evidence.size() > kShown) standing.evidence.resize(kShown);
  standing.basis = "the rule " + p.id;
  section.lines.push_back(std::move(standing));
  for (std::size_t i = 0; i < std::min(kShown, triggers.size()); ++i) {
    Line one = line(triggers[i].event, 1);
    one.text = says_of("told", name(triggers[i].told)) + ": " + one.text;
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
      section.lines.push_back({fmt::format("{} may waive it ({}){}{}.", capital(r.relief->who), r.relief->clause.text,
                                           r.relief->showing.empty() ? "" : "; to be shown: ", r.relief->showing),
                               {},
                               r.relief->clause.cite,
                               1});
      for (const ConditionFinding& c : r.conditions) {
        std::vector<Telling> grounds = c.met;
        grounds.insert(grounds.end(), c.unmet.begin(), c.unmet.end());
        Line one = told(fmt::format("{} of this waiver: {}. {}.", c.condition->usual ? "A usual condition" : "A condition",
                                    c.condition->clause.text, says_of("verdict", name(c.verdict))),
                        events_of(grounds));
        one.basis = c.condition->clause.cite;
        one.depth = 1;
        section.lines.push_back(std::move(one));
      }
    }
    for (const Quote& quote : r.quotes) {
      if (!shown.insert({quote.report, quote.span.start}).second || shown.size() > kShown) continue;
      section.lines.push_back(
          {fmt::format("A report says of a waiver or another way out: {}.", quoted(cut(quote.span.text, 300))),
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

}  // namespace dragoman::brief_words
