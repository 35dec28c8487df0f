// What a Store holds, and the pieces its functions are made of.
#pragma once

#include <string>

#include "database.h"
#include "rows.h"

namespace dragoman {

struct Store::Inside {
  std::string where;
  std::unique_ptr<store::Database> database;

  // Runs `work` and gives what it gives, or the fault.
  template <typename Work>
  auto attempt(const Work& work) -> Result<decltype(work())> {
    try {
      return {work(), {}};
    } catch (const std::exception& fault) {
      const std::string what = fault.what();
      return {std::nullopt, what.starts_with(where) ? what : where + ": " + what};
    }
  }
};

namespace store {

// Writes a line of the feed. `detail` is a JSON object.
void note(Database& database, const std::string& now, std::string_view what, std::string_view object, const std::string& id,
          const std::string& detail);

// Makes an event anew from the machine's reading and all its corrections, oldest first.
void replay(Database& database, std::int64_t event);
// Ties the corrections that were made on events of this report to the events that now stand where those stood, and replays
// them.
void replay_report(Database& database, const std::string& report);
// What the corrections of actors make of an event that was just read.
void replay_actors(Database& database, Event& event);

// What no longer holds once this event does not: a JSON list for the feed.
std::string fallen(Database& database, const std::string& event);

std::string hash_of(std::string_view bytes);  // 32 hex digits

}  // namespace store
}  // namespace dragoman
