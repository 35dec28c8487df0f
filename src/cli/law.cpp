// dragoman law: what each provision requires of whom, and where that stands on a day.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "dragoman/store.h"
#include "known.h"
#include "law_view.h"
#include "outline.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  std::string store, on, party, provision, statutes;
  bool json = false, list = false;
};

void print_list(std::span<const Provision> provisions, const Asked& asked, const Page& page) {
  Outline out(page);
  for (const Provision& p : provisions) {
    if (!asked.provision.empty() && p.id != asked.provision) continue;
    show_provision(out, p, asked.provision.empty() ? Depth::Line : Depth::Whole);
  }
  fmt::print("{}", out.text());
}

bool is_wanted(const Finding& f, const Asked& asked) {
  return (asked.party.empty() || f.party == asked.party) && (asked.provision.empty() || f.provision->id == asked.provision);
}

void print_findings(const std::vector<Finding>& findings, const Account& account, const Asked& asked, Session& session) {
  if (asked.json) {
    for (const Finding& f : findings) fmt::print("{}\n", to_json(f, account));
    return;
  }
  Outline out(session.page());
  out.line(
      0, "",
      fmt::format("Standing on {}, from {} reports and {} events", asked.on, account.reports.size(), account.events.size()));
  if (findings.empty()) {
    out.line(0, "",
             "No provision is borne on by what these reports tell. `dragoman law --list` shows the provisions there are.");
  }
  for (const Finding& f : findings) {
    if (findings.size() > 1) out.line(1, fmt::format("{:<16} {:<18} {}", f.provision->id, f.party, name(f.standing)), "");
  }
  for (const Finding& f : findings) {
    out.gap();
    show_finding(out, f, account);
  }
  fmt::print("{}", out.text());
}

void run_law(Asked asked, Session& session) {
  std::vector<Provision> provisions(statutes().begin(), statutes().end());
  if (!asked.statutes.empty()) {
    auto read = statutes_with(asked.statutes);
    if (auto* faults = std::get_if<std::vector<RuleFault>>(&read)) {
      for (const RuleFault& fault : *faults) session.refuse(print(fault));
      return;
    }
    provisions = std::move(std::get<std::vector<Provision>>(read));
  }
  const auto named = [&](const Provision& p) { return p.id == asked.provision; };
  if (!asked.provision.empty() && std::none_of(provisions.begin(), provisions.end(), named)) {
    return session.refuse("no provision \"" + asked.provision + "\"; `dragoman law --list` shows them");
  }
  if (asked.list) return print_list(provisions, asked, session.page());
  if (asked.store.empty()) return session.refuse("law needs a STORE, or --list");
  if (asked.on.empty()) asked.on = today();
  if (!is_day(asked.on)) return session.refuse("--on " + asked.on + ": must be a day, such as 2019-07-29");
  const auto account = read_known(asked.store, session);
  if (!account) return;
  std::vector<Finding> findings = standings(provisions, *account, asked.on);
  std::erase_if(findings, [&](const Finding& f) { return !is_wanted(f, asked); });
  print_findings(findings, *account, asked, session);
}

}  // namespace

void add_law(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("law", "what statutes require by what the reports tell, and where each duty stands");
  command
      ->add_option("STORE", asked->store,
                   "an account, records with their reports as JSON Lines, or reports to read on the spot")
      ->type_name("");
  command->add_option("--on", asked->on, "the day to tell the standing of; reports published later are not known (today)")
      ->type_name("DAY");
  command->add_option("--party", asked->party, "only this party: TUR, nord-stream-ag")->type_name("PARTY");
  command->add_option("--provision", asked->provision, "only this provision: caatsa-231")->type_name("ID");
  command->add_option("--statutes", asked->statutes, "a folder of rule files that replace or add to those built in")
      ->type_name("FOLDER");
  command->add_flag("--list", asked->list, "the provisions there are; with --provision one of them in full");
  command->add_flag("--json", asked->json, "a line of JSON for each provision and party");
  command->footer(
      "Standings: not triggered, alleged trigger, triggered, due, overdue, delayed, waived, discharged. docs/statutes.md says "
      "how\n"
      "they are told and how a rule file is written.\n"
      "Examples:\n"
      "  dragoman law account.db --party TUR\n"
      "  dragoman law report.txt --on 2019-07-29\n"
      "  cat events.jsonl reports.jsonl > store.jsonl && dragoman law store.jsonl --json\n"
      "  dragoman law --list --provision caatsa-231\n"
      "  dragoman law --list --statutes my-rules/          checks the files of a folder");
  command->callback([asked, &session] { run_law(*asked, session); });
}

}  // namespace dragoman::cli
