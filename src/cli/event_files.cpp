#include "event_files.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "account.h"
#include "inputs.h"
#include "known.h"
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

std::string take_record(std::map<std::string, ToldReport>& reports, const std::string& line) {
  Record record;
  std::string wrong = read_record(line, record);
  if (!wrong.empty()) return wrong;
  ToldReport& report = reports[record.report];
  report.id = record.report;
  if (record.published) report.published = record.published;
  report.events.push_back(std::move(record.event));
  return wrong;
}

// An account among files: its events as people have corrected them, its reports, and what people said of merges.
std::string take_account(const std::string& where, std::map<std::string, ToldReport>& reports,
                         std::vector<Decision>& decisions) {
  auto store = Store::open(where, Access::Read);
  if (!store) return store.error;
  std::string wrong;
  const auto events = store->events({}, [&](const StoredEvent& e) {
    wrong = take_record(reports, to_json(e.event));
    return wrong.empty();
  });
  if (!wrong.empty() || !events) return wrong.empty() ? events.error : wrong;
  const auto told = store->reports({}, [&](const StoredReport& r) {
    const auto at = reports.find(r.report.id);
    if (at == reports.end()) return true;
    at->second.text = r.report.text;
    at->second.publisher = r.report.source.value_or("");
    return true;
  });
  if (!told) return told.error;
  auto made = store->decisions();
  if (made) decisions = std::move(*made.value);
  return made.error;
}

void tell_overruled(const std::vector<Decision>& overruled, Session& session) {
  for (const Decision& decision : overruled) {
    session.fail("decision on " + decision.event + " and " + decision.other,
                 "cannot be followed beside those that keep them apart; take one of them back");
  }
}

// What one account has put together.
std::vector<Incident> read_kept(const std::string& where, Session& session) {
  auto store = Store::open(where, Access::Read);
  if (!store) return session.fail(where, store.error), std::vector<Incident>{};
  auto all = store->incidents();
  if (!all) return session.fail(where, all.error), std::vector<Incident>{};
  tell_overruled(all->overruled, session);
  return std::move(all->incidents);
}

// What files tell together, put together here.
std::vector<Incident> put_together(const EventFiles& files, Session& session) {
  std::map<std::string, ToldReport> reports;
  std::vector<Decision> decisions;
  for (const std::string& path : files.events) {
    if (!is_account(path)) {
      each_line(path, session, [&](const std::string& line) { return take_record(reports, line); });
    } else if (const std::string wrong = take_account(path, reports, decisions); !wrong.empty()) {
      session.fail(path, wrong);
    }
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
  for (Decision& decision : decisions) incidents.decide(std::move(decision));
  for (const std::string& path : files.decisions) {
    each_line(path, session, [&](const std::string& line) {
      Decision decision;
      std::string wrong = read_decision(line, decision);
      if (wrong.empty()) incidents.decide(std::move(decision));
      return wrong;
    });
  }
  tell_overruled(incidents.overruled(), session);
  return incidents.all();
}

}  // namespace

void add_event_files(CLI::App& command, EventFiles& files) {
  command
      .add_option(
          "STORE", files.events,
          "an account that `dragoman add` keeps, or events as `dragoman code` prints them, JSON Lines; - is standard input")
      ->required()
      ->type_name("");
  command
      .add_option("--reports", files.reports, "the reports that the events were coded from: wording, publishers, near-copies")
      ->type_name("INPUT");
  add_filters(command, files.query);
  command.add_option("--decisions", files.decisions, "people's decisions which events are one happening, JSON Lines")
      ->type_name("FILE");
}

std::vector<Incident> read_incidents(const EventFiles& files, Session& session) {
  const bool is_kept =
      files.events.size() == 1 && files.reports.empty() && files.decisions.empty() && is_account(files.events[0]);
  std::vector<Incident> all = is_kept ? read_kept(files.events[0], session) : put_together(files, session);
  if (!asks(files.query)) return all;
  std::set<std::string> wanted;
  for (const std::string& path : files.events) {
    if (!is_account(path)) {
      session.fail(path, "can only be asked as a whole; put the reports into an account with `dragoman add` to filter");
      continue;
    }
    auto store = Store::open(path, Access::Read);
    std::string wrong = store.error;
    if (store) wrong = store->events(files.query, [&](const StoredEvent& e) { return wanted.insert(e.event.id), true; }).error;
    if (!wrong.empty()) session.fail(path, wrong);
  }
  std::erase_if(all, [&](const Incident& incident) {
    return std::none_of(incident.events.begin(), incident.events.end(),
                        [&](const std::string& id) { return wanted.contains(id); });
  });
  return all;
}

}  // namespace dragoman::cli
