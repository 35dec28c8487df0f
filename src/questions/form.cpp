// QUESTION.toml and weights.toml.
#include <fmt/format.h>
#include <algorithm>
#include <filesystem>

#include "dragoman/questions.h"
#include "law/form.h"

namespace dragoman {
namespace embedded {
extern const std::string_view weights;
}
namespace {

using law::Form;
using law::Needed;

BaseRate read_base(Form& form) {
  BaseRate base;
  const auto value = form.number("value"), n = form.number("n");
  base.reason = form.text("reason", Needed::Yes);
  if (!value || *value <= 0 || *value >= 1) form.fault("value", "must be a share between 0 and 1, such as 0.3");
  if (!n || *n < 1) form.fault("n", "must say of how many like cases, at least 1");
  base.value = value.value_or(0.5);
  base.n = n.value_or(1);
  form.finish();
  return base;
}

Outcome read_outcome(Form& form) {
  Outcome outcome;
  const std::string how = form.one_of("outcome", {"yes", "no", "waived"}, Needed::Yes);
  outcome.yes = how == "yes";
  outcome.waived = how == "waived";
  outcome.on = form.day("on", Needed::Yes);
  outcome.source = form.text("source", Needed::Yes);
  form.finish();
  return outcome;
}

Signal read_signal(Form& form) {
  Signal signal;
  signal.kind = form.text("kind", Needed::Yes);
  signal.direction = form.one_of("points", {"yes", "no"}, Needed::Yes) == "no" ? -1 : 1;
  if (!signal.kind.empty() && !built_in_weights().kinds.contains(signal.kind)) {
    form.fault("kind", "\"" + signal.kind + "\" has no weight in data/questions/weights.toml");
  }
  if (auto event = form.table("event")) signal.event = law::read_pattern(*event, false);
  if (!form.has("event")) form.fault("event", "is missing; say which event bears");
  form.finish();
  return signal;
}

void check_days(Form& form, const Question& q) {
  if (!q.opened.empty() && !q.deadline.empty() && q.deadline < q.opened) {
    form.fault("deadline", "can never match: it is before the day of opening, " + q.opened);
  }
  for (const auto* list : {&q.yes, &q.no}) {
    const char* key = list == &q.yes ? "yes" : "no";
    for (const Pattern& p : *list) {
      if (!p.since.empty() && p.since > q.deadline) form.fault(key, "can never match: its days begin after the deadline");
      if (!p.until.empty() && p.until < q.opened) form.fault(key, "can never match: its days end before the question opens");
    }
  }
  for (const std::string& id : q.statutes) {
    const auto all = statutes();
    if (std::none_of(all.begin(), all.end(), [&](const Provision& p) { return p.id == id; })) {
      form.fault("statutes", "no provision has the id \"" + id + "\"; `dragoman law --list` shows them");
    }
  }
}

}  // namespace

std::variant<Question, std::vector<RuleFault>> read_question(std::string_view toml, const std::string& file) {
  std::vector<RuleFault> faults;
  const auto table = law::parse_file(toml, file, faults);
  if (!table) return faults;
  Form form(*table, file, "", faults);
  Question q;
  q.id = form.text("id");
  if (q.id.empty()) {
    const std::filesystem::path path(file);
    q.id = path.stem() == "question" ? path.parent_path().filename().string() : path.stem().string();
  }
  q.text = form.text("text", Needed::Yes);
  q.opened = form.day("opened", Needed::Yes);
  q.deadline = form.day("deadline", Needed::Yes);
  q.resolves = form.text("resolves", Needed::Yes);
  q.parties = form.texts("parties");
  q.statutes = form.texts("statutes");
  q.topic = form.texts("topic");
  if (!form.has("topic")) form.fault("topic", "is missing; words of which a report about the question holds one");
  if (auto act = form.table("act")) q.act = law::read_pattern(*act, false);
  if (q.act.type.empty()) form.fault("act", "must say at least the type of the act asked about");
  if (!q.act.status.empty()) form.fault("act", "names a status; leave it out, the act is looked for in every standing");
  q.yes = law::read_patterns_of_acts(form, "yes", false);
  q.no = law::read_patterns_of_acts(form, "no", false);
  if (q.yes.empty()) form.fault("yes", "is missing; say which event resolves it yes");
  for (Form& one : form.tables("signal")) q.signals.push_back(read_signal(one));
  if (auto base = form.table("base")) q.base = read_base(*base);
  if (auto outcome = form.table("resolved")) q.outcome = read_outcome(*outcome);
  check_days(form, q);
  form.finish();
  std::stable_sort(faults.begin(), faults.end(), [](const RuleFault& a, const RuleFault& b) { return a.line < b.line; });
  if (!faults.empty()) return faults;
  return q;
}

std::variant<Weights, std::vector<RuleFault>> read_weights(std::string_view toml, const std::string& file) {
  std::vector<RuleFault> faults;
  const auto table = law::parse_file(toml, file, faults);
  if (!table) return faults;
  Form form(*table, file, "", faults);
  Weights w;
  if (auto base = form.table("base")) w.base = read_base(*base);
  if (auto reliability = form.table("reliability")) {
    for (const char* key : {"report", "party", "official", "other", "nameless"}) {
      const auto value = reliability->number(key);
      if (!value || *value < 0 || *value > 1) reliability->fault(key, "must be a share from 0 to 1");
      w.reliability[key] = value.value_or(0);
    }
    reliability->finish();
  }
  if (auto ranges = form.table("range")) {
    const auto wider = ranges->number("wider");
    if (!wider || *wider <= 0) ranges->fault("wider", "must be a factor above 0");
    w.wider = wider.value_or(1);
    w.wider_reason = ranges->text("reason", Needed::Yes);
    ranges->finish();
  }
  if (auto kinds = form.table("kind")) {
    for (const std::string& name : kinds->keys()) {
      auto one = kinds->table(name);
      if (!one) continue;
      Weight& weight = w.kinds[name];
      const auto value = one->number("weight"), half = one->number("half_life");
      if (!value) one->fault("weight", "is missing; log-odds, such as 0.5");
      if (!half || *half <= 0) one->fault("half_life", "must be days above 0");
      weight = {value.value_or(0), half.value_or(45), one->text("reason", Needed::Yes)};
      one->finish();
    }
  }
  for (const char* key : {"base", "range", "reliability", "kind"}) {
    if (!form.has(key)) form.fault(key, "is missing");
  }
  form.finish();
  if (!faults.empty()) return faults;
  return w;
}

const Weights& built_in_weights() {
  static const Weights all = std::get<Weights>(read_weights(embedded::weights, "questions/weights.toml"));
  return all;
}

std::string to_toml(const Weights& w) {
  std::string out =
      fmt::format("[base]\nvalue = {:.4f}\nn = {:.1f}\nreason = \"{}\"\n\n", w.base.value, w.base.n, w.base.reason);
  out += fmt::format("[range]\nwider = {:.2f}\nreason = \"{}\"\n\n[reliability]\n", w.wider, w.wider_reason);
  for (const auto& [key, value] : w.reliability) out += fmt::format("{} = {:.2f}\n", key, value);
  for (const auto& [name, weight] : w.kinds) {
    out += fmt::format("\n[kind.{}]\nweight = {:.4f}\nhalf_life = {:.1f}\nreason = \"{}\"\n", name, weight.weight,
                       weight.half_life, weight.reason);
  }
  return out;
}

}  // namespace dragoman
