// Records to rows and back. A record is stored whole, as to_json() writes it; what is asked for has columns of its own beside
// it.
#pragma once

#include "database.h"

namespace dragoman::store {

// The columns of table `event` that read_event() takes.
constexpr std::string_view event_columns = "event.number, event.review, event.record";

struct EventRow {
  std::int64_t number = 0;
  StoredEvent stored;
};
EventRow read_event(Row row);
// What stands in a column `record` or `machine`.
Event event_of(const std::string& record);

// Writes the events of some new reports, each id once a report.
struct NewEvents {
  std::int64_t report = 0;  // its number
  std::span<const Event> events;
};
void insert_events(Database& database, std::span<const NewEvents> list);
// Writes the event as it now stands in the place of the row. `machine` is the machine's reading where people mended it.
void update_event(Database& database, std::int64_t number, const StoredEvent& event, const std::optional<std::string>& machine);

// "2019-07-29" of "2019-07-29T10:00:00Z"; "" when it does not begin with a day.
std::string day_of(const std::optional<std::string>& published);

std::string ranges_json(std::span<const std::pair<std::size_t, std::size_t>> ranges);
std::vector<std::pair<std::size_t, std::size_t>> ranges_of(std::string_view json);

Review review_of(std::string_view name);
bool is_live(Review review);

}  // namespace dragoman::store
