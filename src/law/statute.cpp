// Rule files: TOML to provisions.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "form.h"
#include "statutes.h"

namespace dragoman {
namespace {

using law::Form;
using law::Needed;

Clause read_clause(Form& form) { return {form.text("cite", Needed::Yes), form.text("text", Needed::Yes)}; }

std::vector<Clause> read_clauses(Form& form, std::string_view key) {
  std::vector<Clause> list;
  for (Form& one : form.tables(key)) {
    list.push_back(read_clause(one));
    one.finish();
  }
  return list;
}

std::vector<Measure> read_items(Form& form) {
  std::vector<Measure> list;
  for (Form& one : form.tables("item")) {
    list.push_back({read_clause(one), law::read_patterns_of_acts(one, "taken", true)});
    one.finish();
  }
  return list;
}

Trigger read_trigger(Form& form) {
  Trigger trigger;
  trigger.clause = read_clause(form);
  trigger.party_acts = form.one_of("party", {"source", "target"}, Needed::Yes) != "target";
  trigger.planned = form.flag("planned");
  if (auto event = form.table("event")) {
    trigger.event = law::read_pattern(*event, false);
  } else if (!form.has("event")) {
    form.fault("event", "is missing; say which event sets the duty off");
  }
  if (!trigger.event.status.empty()) form.fault("event", "names a status; leave it out, the standing is told from it");
  form.finish();
  return trigger;
}

Element read_element(Form& form) {
  Element element{read_clause(form), law::read_patterns_of_acts(form, "shown", true)};
  form.finish();
  return element;
}

Duty read_duty(Form& form) {
  Duty duty;
  duty.clause = read_clause(form);
  duty.whose = form.text("whose", Needed::Yes);
  duty.does = form.text("does", Needed::Yes);
  duty.menu = form.text("menu");
  duty.at_least = static_cast<std::size_t>(form.whole("at_least").value_or(0));
  if (duty.menu.empty() != (duty.at_least == 0)) form.fault("menu", "needs both menu and at_least, or neither");
  duty.days = form.whole("days");
  duty.counted_from = form.text("counted_from");
  if (duty.days.has_value() == duty.counted_from.empty()) form.fault("days", "needs both days and counted_from, or neither");
  if (!duty.counted_from.empty() && duty.counted_from != "trigger" && duty.counted_from != "force" &&
      !is_day(duty.counted_from)) {
    form.fault("counted_from", "must be \"trigger\", \"force\" or a day");
  }
  duty.discharged = law::read_patterns_of_acts(form, "discharged", true);
  form.finish();
  return duty;
}

ReliefCondition read_condition(Form& form) {
  ReliefCondition condition;
  condition.clause = read_clause(form);
  condition.usual = form.flag("usual");
  condition.met = law::read_patterns_of_acts(form, "met", true);
  condition.unmet = law::read_patterns_of_acts(form, "unmet", true);
  form.finish();
  return condition;
}

Relief read_relief(Form& form, ReliefKind kind) {
  Relief relief;
  relief.kind = kind;
  relief.clause = read_clause(form);
  relief.who = form.text("who", kind == ReliefKind::Exception ? Needed::No : Needed::Yes);
  relief.showing = form.text("showing", kind == ReliefKind::Exception ? Needed::No : Needed::Yes);
  relief.review = form.text("review");
  relief.lasts = form.whole("lasts");
  relief.from = form.day("from");
  relief.until = form.day("until");
  relief.words = form.texts("words");
  relief.granted = law::read_patterns_of_acts(form, "granted", true);
  for (Form& one : form.tables("condition")) relief.conditions.push_back(read_condition(one));
  form.finish();
  return relief;
}

Provision read_whole(Form& form) {
  Provision p;
  p.id = form.text("id", Needed::Yes);
  p.title = form.text("title", Needed::Yes);
  p.citation = form.text("citation", Needed::Yes);
  p.from = form.day("from", Needed::Yes);
  if (auto end = form.table("end")) {
    p.until = end->day("last", Needed::Yes);
    p.end = read_clause(*end);
    if (!p.until.empty() && p.until < p.from) end->fault("last", "is before from");
    end->finish();
  }
  p.source = form.text("source", Needed::Yes);
  p.uncertain = form.texts("uncertain");
  p.words = form.texts("words");
  p.sections = read_clauses(form, "section");
  p.items = read_items(form);
  for (Form& one : form.tables("trigger")) p.triggers.push_back(read_trigger(one));
  for (Form& one : form.tables("element")) p.elements.push_back(read_element(one));
  if (auto duty = form.table("duty")) p.duty = read_duty(*duty);
  for (auto [key, kind] : {std::pair{"waiver", ReliefKind::Waiver}, std::pair{"delay", ReliefKind::Delay},
                           std::pair{"exception", ReliefKind::Exception}, std::pair{"termination", ReliefKind::Termination}}) {
    for (Form& one : form.tables(key)) p.reliefs.push_back(read_relief(one, kind));
  }
  if (p.triggers.empty() == p.duty.has_value()) form.fault("duty", "and trigger belong together; a menu has neither");
  form.finish();
  return p;
}

// A file as it was read, to be able to name its lines later.
struct Source {
  std::string file, text;
};

void fault_in_duty(const Source& source, std::string_view key, const std::string& message, std::vector<RuleFault>& faults) {
  const auto table = law::parse_file(source.text, source.file, faults);
  Form(*table->get("duty")->as_table(), source.file, "duty", faults).fault(key, message);
}

// What one file cannot know: whether a menu exists and is long enough. The duty then gets its items.
void fill_menus(std::vector<Provision>& all, const std::map<std::string, Source>& sources, std::vector<RuleFault>& faults) {
  for (Provision& p : all) {
    if (!p.duty || p.duty->menu.empty()) continue;
    const auto menu = std::find_if(all.begin(), all.end(), [&](const Provision& m) { return m.id == p.duty->menu; });
    if (menu == all.end()) {
      fault_in_duty(sources.at(p.id), "menu", "no provision has the id \"" + p.duty->menu + "\"", faults);
    } else if (menu->items.size() < p.duty->at_least) {
      fault_in_duty(sources.at(p.id), "at_least",
                    "the menu " + menu->id + " has only " + std::to_string(menu->items.size()) + " items", faults);
    } else {
      p.duty->measures = menu->items;
    }
  }
}

std::vector<Provision> read_built_in() {
  std::vector<Provision> all;
  std::map<std::string, Source> sources;
  std::vector<RuleFault> faults;  // none: the tests read every file
  for (const auto& [file, text] : law::built_in_files()) {
    auto read = read_provision(text, std::string(file));
    auto* provision = std::get_if<Provision>(&read);
    if (!provision) continue;
    sources[provision->id] = {std::string(file), std::string(text)};
    all.push_back(std::move(*provision));
  }
  fill_menus(all, sources, faults);
  std::sort(all.begin(), all.end(), [](const Provision& a, const Provision& b) { return a.id < b.id; });
  return all;
}

}  // namespace

std::string print(const RuleFault& fault) {
  return fault.file + (fault.line ? ":" + std::to_string(fault.line) : "") + ": " + fault.message;
}

std::variant<Provision, std::vector<RuleFault>> read_provision(std::string_view toml, const std::string& file) {
  std::vector<RuleFault> faults;
  const auto table = law::parse_file(toml, file, faults);
  if (!table) return faults;
  Form form(*table, file, "", faults);
  Provision provision = read_whole(form);
  std::stable_sort(faults.begin(), faults.end(), [](const RuleFault& a, const RuleFault& b) { return a.line < b.line; });
  if (!faults.empty()) return faults;
  return provision;
}

std::span<const Provision> statutes() {
  static const std::vector<Provision> all = read_built_in();
  return all;
}

std::variant<std::vector<Provision>, std::vector<RuleFault>> statutes_with(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<RuleFault> faults;
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".toml") paths.push_back(at->path().string());
  }
  if (error) return std::vector{RuleFault{folder, 0, "cannot be read (" + error.message() + "); give a folder of rule files"}};
  std::sort(paths.begin(), paths.end());
  std::map<std::string, Provision> by_id;
  std::map<std::string, Source> sources;
  for (const Provision& p : statutes()) by_id[p.id] = p;
  for (const auto& [file, text] : law::built_in_files()) {
    sources[fs::path(file).stem().string()] = {std::string(file), std::string(text)};
  }
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    auto read = read_provision(text.str(), path);
    if (auto* wrong = std::get_if<std::vector<RuleFault>>(&read)) {
      faults.insert(faults.end(), wrong->begin(), wrong->end());
      continue;
    }
    Provision& p = std::get<Provision>(read);
    sources[p.id] = {path, text.str()};
    by_id[p.id] = std::move(p);
  }
  std::vector<Provision> all;
  for (auto& [id, provision] : by_id) all.push_back(std::move(provision));
  fill_menus(all, sources, faults);
  if (!faults.empty()) return faults;
  return all;
}

}  // namespace dragoman
