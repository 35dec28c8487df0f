// The events and reports that `incidents` and `series` read.
#pragma once

#include <string>
#include <vector>

#include "dragoman/incidents.h"
#include "dragoman/store.h"
#include "session.h"

namespace dragoman::cli {

// Where an account is read from: one that `dragoman add` keeps; or files of events as `dragoman code` prints them, and if at
// hand the reports they were coded from (their text, publisher and date) and people's decisions.
struct EventFiles {
  std::vector<std::string> events, reports, decisions;
  Query query;  // of an account: only incidents that hold an event like this
};
void add_event_files(CLI::App& command, EventFiles& files);

// All incidents, or those that hold an event that was asked for: what an account keeps, or what files tell, put together here.
// They are always made of all events: a filter changes what is shown, not what is one happening. Each piece that is wrong is
// told with its place and the rest goes on.
std::vector<Incident> read_incidents(const EventFiles& files, Session& session);

}  // namespace dragoman::cli
