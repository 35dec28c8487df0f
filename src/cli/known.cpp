#include "known.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "dragoman/store.h"
#include "inputs.h"
#include "lines.h"

namespace dragoman::cli {
namespace {

bool is_record(const nlohmann::json& json) { return json.is_object() && json.contains("trigger") && json.contains("type"); }

// The first line of a JSON Lines file says what it is; records come from `dragoman code`, reports from anywhere.
bool holds_records(const std::string& store) {
  if (store == "-") return false;
  Lines lines(store);
  while (auto line = lines.next()) {
    if (line->text.front() != '{') return false;
    if (line->text.find("\"trigger\"") != std::string::npos && is_record(nlohmann::json::parse(line->text, nullptr, false)))
      return true;
  }
  return false;
}

Account read_records(const std::string& store, Session& session) {
  std::vector<Report> reports;
  std::vector<Event> events;
  Lines lines(store);
  while (auto line = lines.next()) {
    const std::string where = store + ":" + std::to_string(line->number);
    if (is_record(nlohmann::json::parse(line->text, nullptr, false))) {
      auto read = from_json(line->text);
      if (const auto* wrong = std::get_if<std::string>(&read)) {
        session.fail(where, *wrong);
      } else {
        events.push_back(std::move(std::get<Event>(read)));
      }
      continue;
    }
    read_reports(line->text, where,
                 [&](Ingested&& got) {
                   if (auto* report = std::get_if<Report>(&got)) {
                     reports.push_back(std::move(*report));
                   } else {
                     session.fail(where, std::get<InputError>(got).message);
                   }
                 },
                 {.kind = Kind::JsonLines});
  }
  return file(std::move(reports), std::move(events));
}

// Reports in their current versions; events as people have corrected them, without what they rejected.
std::optional<Account> read_account(const std::string& where, Session& session, Verdicts* verdicts) {
  std::vector<Report> reports;
  std::vector<Event> events;
  auto store = Store::open(where, Access::Read);
  std::string wrong = store.error;
  if (store) {
    wrong = store->reports({}, [&](const StoredReport& r) { return reports.push_back(r.report), true; }).error;
  }
  const auto take = [&](const StoredEvent& e) {
    events.push_back(e.event);
    const bool is_accepted = e.review == Review::Accepted || e.review == Review::Mended;
    if (verdicts && is_accepted) verdicts->accepted.insert(e.event.id);
    return true;
  };
  if (wrong.empty()) wrong = store->events({}, take).error;
  if (wrong.empty() && verdicts) {
    auto decisions = store->decisions();
    wrong = decisions.error;
    if (decisions) verdicts->decisions = std::move(*decisions);
  }
  if (wrong.empty()) return file(std::move(reports), std::move(events));
  session.refuse(wrong);
  return std::nullopt;
}

std::optional<Account> read_and_code(const std::string& store, Session& session) {
  const auto reader = session.open();
  if (!reader) return std::nullopt;
  std::vector<Report> reports;
  std::vector<Event> events;
  const Tables tables = session.tables();
  Inputs inputs({store});
  for_each_report<Coded>(
      inputs, session,
      [&](Report&& report) { return code_report(*reader, std::move(report), tables.knowledge, tables.ontology); },
      [&](Coded&& coded) {
        std::move(coded.events.begin(), coded.events.end(), std::back_inserter(events));
        reports.push_back(std::move(coded.report));
      });
  return file(std::move(reports), std::move(events));
}

}  // namespace

bool is_account(const std::string& store) {
  if (is_server(store)) return true;
  std::ifstream file(store, std::ios::binary);
  std::string head(15, ' ');
  return file.read(head.data(), 15) && head == "SQLite format 3";
}

std::optional<Account> read_known(const std::string& store, Session& session, Verdicts* verdicts) {
  if (is_account(store)) return read_account(store, session, verdicts);
  if (holds_records(store)) return read_records(store, session);
  auto account = read_and_code(store, session);
  if (account && account->reports.empty()) {
    if (session.status == 0) session.fail(store, "holds no reports");
    return std::nullopt;
  }
  return account;
}

}  // namespace dragoman::cli
