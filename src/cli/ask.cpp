// dragoman ask: where a question stands.
#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "dragoman/questions.h"
#include "dragoman/store.h"
#include "known.h"
#include "law_view.h"
#include "outline.h"
#include "question_files.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  std::string store, question, on, weights;
  bool json = false;
};

std::string percent(double p) { return fmt::format("{:.0f} %", p * 100); }

void show_positions(Outline& out, const Answer& a, const Account& account) {
  out.line(0, "", "Positions", bold);
  if (a.positions.empty()) out.line(1, "", "Nobody's position on it is told.");
  for (const Position& p : a.positions) {
    const Filed& filed = account.events[p.event];
    out.line(1, fmt::format("{}{}:", p.who, p.country.empty() ? "" : " (" + p.country + ")"),
             fmt::format("{}; {}{}", name(p.stance), filed.day.empty() ? "" : filed.day + ", ", cited(filed, 300)));
  }
  for (const std::string& country : a.divided)
    out.line(1, "", country + " is divided: its own people stand on both sides.", bold);
  out.gap();
}

void show_conditions(Outline& out, const Answer& a, const Account& account) {
  out.line(0, "", "Open conditions", bold);
  if (a.conditions.empty()) out.line(1, "", "None is told.");
  for (const OpenCondition& c : a.conditions) {
    const Filed& filed = account.events[c.event];
    const std::string words = c.words.empty() ? "its words are the sentence's" : "“" + one_line(c.words) + "”";
    out.line(1, c.come_about.empty() ? "open:" : "come about:",
             fmt::format("{} ({}): {}", filed.event.type, words, cited(filed, 300)));
    for (std::size_t i : c.come_about) out.line(2, "by", account.events[i].day + ", " + cited(account.events[i], 200));
  }
  out.gap();
}

void show_duties(Outline& out, const Answer& a, const Account& account) {
  out.line(0, "", "Duties that bear", bold);
  if (a.duties.empty()) out.line(1, "", "None of the question's statutes is borne on by what is told.");
  for (const Finding& f : a.duties) {
    out.line(1, fmt::format("{} for {}:", f.provision->id, f.party),
             fmt::format("{}{}{}; {} {} [{}]", name(f.standing),
                         f.standing != Standing::Partly
                             ? ""
                             : fmt::format(" ({} of {} measures)", f.measures_taken(), f.provision->duty->at_least),
                         f.due.empty() ? "" : ", due by " + f.due, f.provision->duty->whose, f.provision->duty->does,
                         f.provision->duty->clause.cite));
    for (const Telling& g : f.triggers) {
      if (g.told == Told::Fact) {
        out.line(2, "set off by", cited(account.events[g.event], 200));
        break;
      }
    }
    for (const ElementFinding& e : f.elements) {
      if (!e.shown()) out.line(2, "unproven:", e.element->clause.text);
    }
    for (const ReliefFinding& r : f.reliefs) {
      if (r.relief->kind != ReliefKind::Waiver) continue;
      out.line(2, "can be waived by", fmt::format("{} [{}]", r.relief->who, r.relief->clause.cite));
      for (const ConditionFinding& c : r.conditions) {
        out.line(3, c.condition->usual ? "usual condition:" : "condition:",
                 fmt::format("{}: {}", c.condition->clause.text, name(c.verdict)));
      }
    }
  }
  out.gap();
}

void show_forecast(Outline& out, const Answer& a, const Account& account) {
  const Forecast& f = a.forecast;
  out.line(0, "",
           fmt::format("Probability {} (80 % range {} to {}), from a base rate of {}", percent(f.probability), percent(f.low),
                       percent(f.high), percent(f.base)),
           bold);
  for (const Item& item : f.ledger) {
    std::string how = fmt::format("weight {:.2f} × reliability {:.2f} × decay {:.2f} × share {:.2g}", item.weight,
                                  item.reliability, item.decay, item.share);
    if (item.repeats) how += fmt::format("; told {} more times, not counted", item.repeats);
    out.line(1, fmt::format("{:+.2f} {}", item.moves, item.kind), fmt::format("{}; {}", item.reason, how));
    if (item.event)
      out.line(4, "", fmt::format("{}{}", item.day.empty() ? "" : item.day + ", ", cited(account.events[*item.event], 160)),
               dim);
  }
  if (f.ledger.empty()) out.line(1, "", "The ledger is empty.");
  out.line(0, "", "What would move it most: one more fresh report told by itself of", bold);
  for (std::size_t i = 0; i < std::min<std::size_t>(5, a.movers.size()); ++i) {
    const auto& [kind, to] = a.movers[i];
    out.line(1, fmt::format("{:<12}", kind), fmt::format("to {}", percent(to)));
  }
}

void show(const Answer& a, const Account& account, const Page& page) {
  Outline out(page);
  const Question& q = *a.question;
  out.line(0, "", q.text, bold);
  out.line(1, "",
           fmt::format("on {}; {} of {} reports are about it; open from {} to {}; resolved by {}", a.day, a.reports.size(),
                       account.reports.size(), q.opened, q.deadline, q.resolves));
  for (const auto& [found, how] : {std::pair{&a.resolved_yes, "yes"}, std::pair{&a.resolved_no, "no"}}) {
    if (*found) out.line(1, fmt::format("a report resolves it {}:", how), cited(account.events[(*found)->event], 240));
  }
  out.gap();
  if (!a.bears) {
    out.line(0, "",
             "Nothing that is known on that day bears on the question: no report holds any of its topic's words. The forecast "
             "is the base rate.");
  } else {
    show_positions(out, a, account);
    show_conditions(out, a, account);
    show_duties(out, a, account);
  }
  show_forecast(out, a, account);
  fmt::print("{}", out.text());
}

void run_ask(Asked asked, Session& session) {
  const auto question = open_question(asked.question, session);
  const auto weights = open_weights(asked.weights, session);
  if (!question || !weights) return;
  if (asked.on.empty()) asked.on = question->last_day(today());
  if (!is_day(asked.on)) return session.refuse("--on " + asked.on + ": must be a day, such as 2019-07-29");
  const auto account = read_known(asked.store, session);
  if (!account) return;
  const Answer answer = ask(*question, *account, statutes(), *weights, asked.on);
  if (asked.json) return fmt::print("{}\n", to_json(answer, *account));
  show(answer, *account, session.page());
}

}  // namespace

void add_ask(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("ask", "where a question stands: positions, conditions, duties, evidence, forecast");
  command
      ->add_option("STORE", asked->store,
                   "an account, records with their reports as JSON Lines, or reports to read on the spot")
      ->required()
      ->type_name("");
  command->add_option("QUESTION", asked->question, "QUESTION.toml; docs/questions.md has its form")->required()->type_name("");
  command
      ->add_option("--on", asked->on,
                   "the day to answer for; reports published later are not known (today, or the deadline when it is past)")
      ->type_name("DAY");
  command
      ->add_option("--weights", asked->weights, "weights instead of the built-in ones, as score-questions --learn writes them")
      ->type_name("FILE");
  command->add_flag("--json", asked->json, "one line of JSON");
  command->footer(
      "Examples:\n"
      "  dragoman ask examples/questions/turkey-s400/reports.jsonl examples/questions/turkey-s400/question.toml --on "
      "2019-08-01\n"
      "  dragoman ask account.db question.toml --json");
  command->callback([asked, &session] { run_ask(*asked, session); });
}

}  // namespace dragoman::cli
