// What a command knows: the reports and events that STORE holds.
//
// STORE is an account that `dragoman add` keeps; or a JSON Lines file of records as `dragoman code` prints them, with the
// reports' own lines among them where bytes are to be quoted; or reports in any form that `dragoman code` takes, read on the
// spot.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dragoman/incidents.h"
#include "dragoman/law.h"
#include "session.h"

namespace dragoman::cli {

// What people have said of an account's events; nothing where STORE is no account.
struct Verdicts {
  std::vector<Decision> decisions;  // which events are one happening
  std::set<std::string> accepted;   // ids of events that somebody has accepted or mended
};

// Tells what is wrong and gives nothing when there is nothing to go on. `verdicts` is filled when it is given.
std::optional<Account> read_known(const std::string& store, Session& session, Verdicts* verdicts = nullptr);

// Whether it names an account: a server's, or a file that begins as every SQLite file does.
bool is_account(const std::string& store);

}  // namespace dragoman::cli
