// Incidents kept on the disk, level with the events: only the cells (incidents/cell.h) that a change touches are grouped anew.
// It happens within the transaction of the change, so an account is level whatever kills the process.
//
// `trace` has what an event is compared by beside its mould (ties.h), `sketch` what near-copies are known by; `incident`,
// `incident_event` and `merge` are what comes out, but of crowds, which are put together when they are read. `unmerged` names
// the reports whose events are not in there yet: all of them after an upgrade.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "database.h"
#include "dragoman/incidents.h"

namespace dragoman::store {

// What a transaction has changed as far as incidents see it.
struct Touched {
  std::set<std::string> reports;                            // ids: their events, words, day or publisher
  std::set<std::pair<std::string, std::string>> decisions;  // two events each, on which a person's word is new
};

// Incidents whose events are others than before are told in the feed, as of `now`; absent: they are not. Crowds never are: they
// change with each report.
void merge(Database& database, const Touched& touched, const std::optional<std::string>& now);

bool is_level(Database& database);
std::set<std::string> unmerged(Database& database, std::size_t most);

// Of an account that is level: by first day, then id.
std::vector<Incident> kept_incidents(Database& database);

// The id of the crowd's incident that an event stands in.
std::optional<std::string> crowd_of(Database& database, const std::string& event);

// People's last word on each merge; what was taken back is none.
std::vector<Decision> standing_decisions(Database& database);

}  // namespace dragoman::store
