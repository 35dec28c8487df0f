#include "event_files.h"

#include <functional>
#include <map>

#include "inputs.h"
#include "lines.h"

namespace dragoman::cli {
namespace {

// Hands each line to `take`, which says what is wrong with it, or "".
void each_line(const std::string& path, Session& session, const std::function<std::string(const std::string&)>& take) {
  Lines lines(path);
  if (!lines.error().empty()) return session.fail(path, lines.error());
  while (const auto line = lines.next()) {
    const std::string wrong = take(line->text);
    if (!wrong.empty()) session.fail(path + ":" + std::to_string(line->number), wrong);
  }
}

}  // namespace

void add_event_files(CLI::App& command, EventFiles& files) {
  command.add_option("EVENTS", files.events, "events as `dragoman code` prints them, JSON Lines; - is standard input")
      ->required()
      ->type_name("");
  command
      .add_option("--reports", files.reports, "the reports that the events were coded from: wording, publishers, near-copies")
      ->type_name("INPUT");
  command.add_option("--decisions", files.decisions, "people's decisions which events are one happening, JSON Lines")
      ->type_name("FILE");
}

Incidents read_incidents(const EventFiles& files, Session& session) {
  std::map<std::string, ToldReport> reports;
  for (const std::string& path : files.events) {
    each_line(path, session, [&](const std::string& line) {
      Record record;
      std::string wrong = read_record(line, record);
      if (!wrong.empty()) return wrong;
      ToldReport& report = reports[record.report];
      report.id = record.report;
      if (record.published) report.published = record.published;
      report.events.push_back(std::move(record.event));
      return wrong;
    });
  }
  Inputs inputs(files.reports);
  while (std::optional<Ingested> got = inputs.next()) {
    if (const auto* error = std::get_if<InputError>(&*got)) {
      session.fail(*error);
      continue;
    }
    Report& report = std::get<Report>(*got);
    const auto at = reports.find(report.id);
    if (at == reports.end()) continue;
    at->second.text = std::move(report.text);
    at->second.publisher = report.source.value_or("");
    if (report.published && !at->second.published) at->second.published = parse_day(*report.published);
  }
  Incidents incidents;
  for (auto& [id, report] : reports) incidents.add(std::move(report));
  for (const std::string& path : files.decisions) {
    each_line(path, session, [&](const std::string& line) {
      Decision decision;
      std::string wrong = read_decision(line, decision);
      if (wrong.empty()) incidents.decide(std::move(decision));
      return wrong;
    });
  }
  for (const Decision& decision : incidents.overruled()) {
    session.fail("decision on " + decision.event + " and " + decision.other,
                 "cannot be followed beside those that keep them apart; take one of them back");
  }
  return incidents;
}

}  // namespace dragoman::cli
