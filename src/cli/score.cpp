// dragoman score: how far coded events agree with gold ones.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "agreement.h"
#include "dragoman/in_order.h"
#include "lines.h"
#include "session.h"

namespace dragoman::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Asked {
  std::string gold, system, docs;
  bool json = false;
};

bool read_events(const std::string& path, ScoredReports& reports, Session& session) {
  Lines lines(path);
  if (!lines.error().empty()) {
    session.fail(path, lines.error());
    return false;
  }
  while (auto line = lines.next()) {
    const std::string wrong = read_scored(line->text, reports);
    if (!wrong.empty()) session.fail(path + ":" + std::to_string(line->number), wrong);
  }
  return true;
}

struct Scored {
  std::string name, error;
  std::size_t line = 0;
  std::vector<ScoredEvent> events;
};

std::vector<ScoredMention> bare(const std::vector<Participant>& list) {
  std::vector<ScoredMention> mentions;
  for (const Participant& p : list) mentions.push_back({p.span.start, p.span.end, p.country});
  return mentions;
}

ScoredEvent bare(const Event& e) {
  ScoredEvent event{e.trigger.start, e.trigger.end, e.type, e.status, bare(e.source), bare(e.target), bare(e.by), {}};
  if (e.condition) event.condition.push_back({e.condition->span.start, e.condition->span.end, std::nullopt});
  return event;
}

Scored code_line(const Reader& reader, const Tables& tables, Line&& line) {
  const Json json = Json::parse(line.text, nullptr, false);
  Scored scored;
  scored.line = line.number;
  if (!json.is_object() || !json.contains("text") || !json["text"].is_string()) {
    scored.error = R"(a report line needs "doc" and "text")";
    return scored;
  }
  for (const char* key : {"id", "doc"}) {
    if (json.contains(key) && json[key].is_string()) scored.name = json[key].get<std::string>();
  }
  Report report;
  report.id = scored.name;
  report.text = json["text"].get<std::string>();
  for (const auto& [key, field] :
       {std::pair{"published", &report.published}, {"title", &report.title}, {"source", &report.source}}) {
    if (json.contains(key) && json[key].is_string()) *field = json[key].get<std::string>();
  }
  for (const Event& event : code_report(reader, std::move(report), tables.knowledge, tables.ontology).events)
    scored.events.push_back(bare(event));
  return scored;
}

void code_docs(const std::string& path, ScoredReports& reports, Session& session) {
  Lines lines(path);
  if (!lines.error().empty()) return session.fail(path, lines.error());
  const auto reader = session.open();
  if (!reader) return;
  const Tables tables = session.tables();
  in_order<Line, Scored>(
      session.threads(), [&] { return lines.next(); }, [&](Line&& line) { return code_line(*reader, tables, std::move(line)); },
      [&](Scored&& scored) {
        if (!scored.error.empty()) return session.fail(path + ":" + std::to_string(scored.line), scored.error);
        reports[scored.name] = std::move(scored.events);
      });
}

Json estimate_json(const Estimate& e) {
  const auto rounded = [](double x) { return std::round(x * 1e4) / 1e4; };
  return {{"value", rounded(e.value)}, {"low", rounded(e.low)}, {"high", rounded(e.high)}};
}

void print_json(const Agreement& agreement) {
  Json out;
  out["reports"] = agreement.reports;
  for (const FieldAgreement& f : agreement.fields) {
    out["fields"][std::string(f.name)] = {{"hits", f.hits},
                                          {"system", f.system},
                                          {"gold", f.gold},
                                          {"precision", estimate_json(f.precision)},
                                          {"recall", estimate_json(f.recall)},
                                          {"f1", estimate_json(f.f1)}};
  }
  fmt::print("{}\n", out.dump());
}

void print_table(const Agreement& agreement, const Page& page) {
  const auto interval = [](const Estimate& e) { return fmt::format("{:.3f} [{:.3f}, {:.3f}]", e.value, e.low, e.high); };
  fmt::print("{}", Style{page.coloured ? bold : ""}(
                       fmt::format("{:<13}{:<22}{:<22}{:<22}{}", "", "precision", "recall", "F1", "right/system/gold")));
  fmt::print("\n");
  for (const FieldAgreement& f : agreement.fields) {
    fmt::print("{:<13}{:<22}{:<22}{:<22}{}/{}/{}\n", f.name, interval(f.precision), interval(f.recall), interval(f.f1), f.hits,
               f.system, f.gold);
  }
  fmt::print("{} reports; 95 % intervals by bootstrap over reports\n", agreement.reports);
}

void run_score(const Asked& asked, Session& session) {
  if (asked.system.empty() == asked.docs.empty()) {
    return session.refuse("score needs either SYSTEM.jsonl (events coded before) or --docs DOCS.jsonl (reports to code)");
  }
  ScoredReports gold, system;
  if (!read_events(asked.gold, gold, session)) return;
  if (gold.empty()) return session.fail(asked.gold, "holds no reports; give a gold file");
  if (asked.docs.empty()) {
    if (!read_events(asked.system, system, session)) return;
  } else {
    code_docs(asked.docs, system, session);
    if (session.status == 2) return;
  }
  const Agreement agreement = agree(gold, system);
  if (asked.json) return print_json(agreement);
  print_table(agreement, session.page());
}

}  // namespace

void add_score(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("score", "precision, recall and F1 of each field against gold events");
  command->add_option("GOLD", asked->gold, "gold events, a report a line")->required()->type_name("");
  command->add_option("SYSTEM", asked->system, "events as `dragoman code` prints them, or another gold file")->type_name("");
  command->add_option("--docs", asked->docs, "reports to code and score, {\"doc\", \"text\"} a line, instead of SYSTEM")
      ->type_name("DOCS");
  command->add_flag("--json", asked->json, "print JSON");
  command->footer(
      "Events pair up where their triggers overlap. Reports that stand only in SYSTEM are left out.\n"
      "Examples:\n"
      "  dragoman code reports/ -o system.jsonl && dragoman score gold.jsonl system.jsonl\n"
      "  dragoman score reports.gold.jsonl --docs reports.docs.jsonl --json");
  command->callback([asked, &session] { run_score(*asked, session); });
}

}  // namespace dragoman::cli
