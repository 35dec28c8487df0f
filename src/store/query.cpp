// What is asked of the account.
#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>

#include "inside.h"
#include "merging.h"
#include "words.h"

namespace dragoman {
namespace {

using namespace store;

constexpr std::size_t few_reports = 200;    // up to so many are walked report by report, more day by day
constexpr const char* last_day = "-99-99";  // after every day that begins so

// The parts of a SELECT as they come together.
class Select {
 public:
  explicit Select(Database& database) : database_(database) {}

  std::string parameter(Value given) {
    values.push_back(std::move(given));
    return "$" + std::to_string(values.size());
  }
  void from(const std::string& table) { tables += (tables.empty() ? " FROM " : " CROSS JOIN ") + table; }
  void where(const std::string& condition) { conditions += (conditions.empty() ? " WHERE " : " AND ") + condition; }

  // SQLite takes the tables of CROSS JOIN in the order that they stand in; PostgreSQL finds its own.
  std::string sql(std::string_view columns, std::string_view order) const {
    return "SELECT " + std::string(columns) + tables + conditions + " " + std::string(order);
  }
  Database& database() const { return database_; }

  std::vector<Value> values;
  std::string tables, conditions;

 private:
  Database& database_;
};

std::string any_of(Select& select, const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& one : list) all += (all.empty() ? "" : ", ") + select.parameter(one);
  return "(" + all + ")";
}

// A day from which, or until which, for what may be a year, a month or a day.
void check_day(const std::optional<std::string>& day, const char* name) {
  if (!day) return;
  constexpr std::string_view form = "dddd-dd-dd";
  bool good = day->size() == 4 || day->size() == 7 || day->size() == 10;
  for (std::size_t i = 0; good && i < day->size(); ++i)
    good = form[i] == 'd' ? (*day)[i] >= '0' && (*day)[i] <= '9' : (*day)[i] == form[i];
  if (!good) throw Fault(std::string(name) + " \"" + *day + "\" is no day; write 2019-07-29, 2019-07 or 2019");
}

// What a day means as the last of a range: of a month or year, its last.
std::string until_day(const std::string& day) {
  return day + std::string(last_day).substr(std::min<std::size_t>(6, day.size() - 4));
}

// Where the act lies and when it happened, with " AND " before each condition.
std::string place_and_act(Select& select, const Query& query) {
  std::string all;
  const auto where = [&](const std::string& condition) { all += " AND " + condition; };
  if (query.place_country) where("event.place_country = " + select.parameter(*query.place_country));
  if (query.box) {
    const Bounds& box = *query.box;
    if (box.south > box.north) throw Fault("the box has its south north of its north; write SOUTH,WEST,NORTH,EAST");
    where("event.latitude >= " + select.parameter(box.south));
    where("event.latitude <= " + select.parameter(box.north));
    const std::string west = "event.longitude >= " + select.parameter(box.west);
    const std::string east = "event.longitude <= " + select.parameter(box.east);
    where(box.west > box.east ? "(" + west + " OR " + east + ")" : west + " AND " + east);
  }
  check_day(query.happened_since, "happened-since");
  check_day(query.happened_until, "happened-until");
  if (query.happened_since) where("event.last_day >= " + select.parameter(*query.happened_since));
  if (query.happened_until)
    where("event.first_day <= " + select.parameter(until_day(*query.happened_until)) + " AND event.first_day > ''");
  return all;
}

void add_days(Select& select, const Query& query, const std::string& column) {
  check_day(query.since, "since");
  check_day(query.until, "until");
  if (query.since) select.where(column + " >= " + select.parameter(*query.since));
  if (query.until) {
    select.where(column + " <= " + select.parameter(until_day(*query.until)));
    if (!query.since) select.where(column + " > ''");
  }
}

// ---- Participants ----

// What a participant must be, as a condition on the table `alias`.
struct Wanted {
  std::string side;  // "source", "target", or empty: either of them
  std::string column, value;
};

std::string condition(Select& select, const Wanted& wanted, const std::string& alias, const char* no_index = "") {
  const std::string sides = wanted.side.empty() ? " IN ('source', 'target')" : " = '" + wanted.side + "'";
  return no_index + alias + "." + wanted.column + " = " + select.parameter(wanted.value) + " AND " + alias + ".side" + sides;
}

bool is_actor(Database& database, const std::string& id) {
  bool known = false;
  database.each("SELECT 1 FROM participant WHERE actor = $1 LIMIT 1", values(id), [&](Row) {
    known = true;
    return false;
  });
  return known;
}

// How many participants are so; counted no further than `most`.
std::int64_t how_many(Database& database, const Wanted& wanted, std::int64_t most) {
  std::int64_t count = 0;
  database.each("SELECT COUNT(*) FROM (SELECT 1 FROM participant WHERE " + wanted.column + " = $1 LIMIT " +
                    std::to_string(most) + ") found",
                values(wanted.value), [&](Row row) {
                  count = integer(row[0]);
                  return false;
                });
  return count;
}

// That the event takes part in such a way, beside what else is asked of it. It is looked up by its number, of which SQLite must
// be told.
std::string takes_part(Select& select, const Wanted& wanted, const std::string& number) {
  const char* no_index = select.database().dialect() == Dialect::Sqlite ? "+" : "";
  return "EXISTS (SELECT 1 FROM participant WHERE participant.event = " + number + " AND " +
         condition(select, wanted, "participant", no_index) + ")";
}

// The rarest first.
std::vector<Wanted> participants_of(Database& database, const Query& query) {
  std::vector<Wanted> list;
  const auto add = [&](const std::optional<std::string>& who, const char* side) {
    if (!who) return;
    if (is_actor(database, *who))
      list.push_back({side, "actor", *who});
    else
      list.push_back({side, "words", folded(*who)});
  };
  add(query.source, "source");
  add(query.target, "target");
  add(query.actor, "");
  if (query.country) list.push_back({"", "country", *query.country});
  if (list.size() < 2) return list;
  std::vector<std::pair<std::int64_t, Wanted>> ranked;
  for (Wanted& wanted : list) ranked.emplace_back(how_many(database, wanted, 20'000), std::move(wanted));
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  list.clear();
  for (auto& [count, wanted] : ranked) list.push_back(std::move(wanted));
  return list;
}

// An account names few places often: those that hold the words are found first.
std::string place_of(Select& select, const std::string& words) {
  return "event.place_words IN (SELECT words FROM place WHERE words LIKE " + select.parameter("%" + folded(words) + "%") + ")";
}

// ---- Reports that hold words ----

std::string holding(Select& select, const std::string& asked) {
  const bool sqlite = select.database().dialect() == Dialect::Sqlite;
  const std::string query = sqlite ? fts5_query(asked) : tsquery(asked);
  if (query.empty()) throw Fault("\"" + asked + "\" names no word to look for");
  return sqlite ? "SELECT rowid FROM report_words WHERE report_words MATCH " + select.parameter(query)
                : "SELECT number FROM report_words WHERE words @@ to_tsquery('simple', " + select.parameter(query) + ")";
}

bool are_few(Database& database, const std::string& asked) {
  Select select(database);
  const std::string inner = holding(select, asked);
  std::int64_t count = 0;
  database.each("SELECT COUNT(*) FROM (" + inner + " LIMIT " + std::to_string(few_reports + 1) + ") found", select.values,
                [&](Row row) {
                  count = integer(row[0]);
                  return false;
                });
  return count <= static_cast<std::int64_t>(few_reports);
}

// ---- Events ----

// Puts tables and conditions together so that the narrowest table comes first; gives the table whose days order the result.
std::string narrow(Select& select, const Query& query) {
  Database& database = select.database();
  const bool sqlite = database.dialect() == Dialect::Sqlite;
  const std::vector<Wanted> participants = participants_of(database, query);
  const bool by_report = query.report || (query.text && are_few(database, *query.text));
  const bool by_participant = !by_report && !query.id && !participants.empty();
  if (by_report) {
    select.from("report");
    select.from("event");
    select.where("event.report = report.number");
  } else if (by_participant) {
    select.from("participant first");
    select.from("event");
    select.where(condition(select, participants[0], "first"));
    select.where("event.number = first.event");
  } else {
    select.from("event");
  }
  const std::string days = by_participant ? "first" : "event";
  add_days(select, query, days + ".day");
  for (std::size_t i = by_participant; i < participants.size(); ++i)
    select.where(takes_part(select, participants[i], by_participant ? "first.event" : "event.number"));
  if (!query.withdrawn) select.where("event.live = 1");
  if (query.id) select.where("event.id = " + select.parameter(*query.id));
  // One type is an index; of several, SQLite would gather all before it could put them in order.
  if (query.type.size() == 1 && !by_participant)
    select.where("event.type = " + select.parameter(query.type[0]));
  else if (!query.type.empty())
    select.where(std::string(sqlite ? "+" : "") + "event.type IN " + any_of(select, query.type));
  if (!query.status.empty()) select.where("event.status IN " + any_of(select, query.status));
  if (query.place) select.where(place_of(select, *query.place));
  if (const std::string conditions = place_and_act(select, query); !conditions.empty()) select.where(conditions.substr(5));
  if (query.report) select.where("report.id = " + select.parameter(*query.report));
  // Held by many: SQLite goes through the days and looks whether a report is one of them.
  const std::string reports = by_report ? "report.number" : sqlite ? "+event.report" : "event.report";
  if (query.text) select.where(reports + " IN (" + holding(select, *query.text) + ")");
  return days;
}

std::string order_by(const std::string& days) {
  return "ORDER BY " + days + ".day, " + (days == "first" ? "first.event" : "event.number");
}

}  // namespace

Result<std::size_t> Store::events(const Query& query, const std::function<bool(const StoredEvent&)>& take) {
  return inside_->attempt([&] {
    Database& database = *inside_->database;
    Transaction snapshot(database, Access::Read);
    Select select(database);
    const std::string days = narrow(select, query);
    std::size_t taken = 0;
    std::int64_t last = 0;
    if (!query.limit || *query.limit > 0) {
      database.each(select.sql(event_columns, order_by(days)), select.values, [&](Row row) {
        if (integer(row[0]) == last) return true;  // it takes part twice
        last = integer(row[0]);
        ++taken;
        return take(read_event(row).stored) && (!query.limit || taken < *query.limit);
      });
    }
    snapshot.commit();
    return taken;
  });
}

Result<std::size_t> Store::count_events(const Query& query) {
  return inside_->attempt([&] {
    Database& database = *inside_->database;
    Select select(database);
    const std::string days = narrow(select, query);
    std::size_t count = 0;
    database.each(select.sql("COUNT(DISTINCT " + std::string(days == "first" ? "first.event" : "event.number") + ")", ""),
                  select.values, [&](Row row) {
                    count = static_cast<std::size_t>(integer(row[0]));
                    return false;
                  });
    return count;
  });
}

// ---- Reports ----

namespace {

void read_copies(Database& database, std::int64_t number, StoredReport& report) {
  database.each("SELECT id, title, published, source, url FROM copy WHERE report = $1 ORDER BY id", values(number),
                [&](Row row) {
                  report.copies.push_back(
                      {text(row[0]), {}, maybe_text(row[1]), maybe_text(row[2]), maybe_text(row[3]), maybe_text(row[4])});
                  return true;
                });
}

// Reports that hold an event with all that is asked of events.
void holding_events(Select& select, const Query& query) {
  const std::vector<Wanted> participants = participants_of(select.database(), query);
  const std::string place_or_act = place_and_act(select, query);
  const bool of_events =
      !query.type.empty() || !query.status.empty() || query.place || !place_or_act.empty() || !participants.empty();
  if (!of_events) return;
  std::string condition_of_events = "event.report = report.number AND event.live = 1" + place_or_act;
  if (!query.type.empty()) condition_of_events += " AND event.type IN " + any_of(select, query.type);
  if (!query.status.empty()) condition_of_events += " AND event.status IN " + any_of(select, query.status);
  if (query.place) condition_of_events += " AND " + place_of(select, *query.place);
  for (const Wanted& wanted : participants) condition_of_events += " AND " + takes_part(select, wanted, "event.number");
  select.where("EXISTS (SELECT 1 FROM event WHERE " + condition_of_events + ")");
}

}  // namespace

Result<std::size_t> Store::reports(const Query& query, const std::function<bool(const StoredReport&)>& take) {
  return inside_->attempt([&] {
    Database& database = *inside_->database;
    Transaction snapshot(database, Access::Read);
    Select select(database);
    select.from("report");
    add_days(select, query, "report.day");
    const std::string& id = query.report ? *query.report : query.id.value_or("");
    if (!id.empty()) {
      const std::string given = select.parameter(id);
      // A union, since PostgreSQL goes through all reports for an "or".
      select.where("report.number IN (SELECT number FROM report WHERE id = " + given +
                   " UNION SELECT report FROM copy WHERE id = " + given + ")");
    }
    if (!query.withdrawn) select.where("report.current = 1");
    if (query.text) select.where("report.number IN (" + holding(select, *query.text) + ")");
    holding_events(select, query);
    std::size_t taken = 0;
    if (!query.limit || *query.limit > 0) {
      database.each(
          select.sql("number, id, version, current, title, published, source, url, added, model, changed, sentences, text, "
                     "(SELECT COUNT(*) FROM event WHERE event.report = report.number AND event.live = 1)",
                     "ORDER BY report.day, report.number"),
          select.values, [&](Row row) {
            StoredReport r;
            r.report = {text(row[1]),       text(row[12]),      maybe_text(row[4]),
                        maybe_text(row[5]), maybe_text(row[6]), maybe_text(row[7])};
            r.version = static_cast<std::size_t>(integer(row[2]));
            r.current = integer(row[3]) != 0;
            r.added = text(row[8]);
            r.model = text(row[9]);
            r.changed = text(row[10]);
            r.sentences = ranges_of(text(row[11]));
            r.events = static_cast<std::size_t>(integer(row[13]));
            read_copies(database, integer(row[0]), r);
            ++taken;
            return take(r) && (!query.limit || taken < *query.limit);
          });
    }
    snapshot.commit();
    return taken;
  });
}

// ---- Actors ----

Result<std::size_t> Store::actors(const Query& query, const std::function<bool(const StoredActor&)>& take) {
  return inside_->attempt([&] {
    Database& database = *inside_->database;
    Transaction snapshot(database, Access::Read);
    Select select(database);
    Query of_events = query;
    const std::optional<std::string> country = std::exchange(of_events.country, std::nullopt);
    const std::optional<std::string> actor = std::exchange(of_events.actor, std::nullopt);
    narrow(select, of_events);
    select.from("participant who");
    select.where("who.event = event.number AND who.side IN ('source', 'target')");
    if (country) select.where("who.country = " + select.parameter(*country));
    if (actor)
      select.where("(who.actor = " + select.parameter(*actor) + " OR who.words = " + select.parameter(folded(*actor)) + ")");
    std::size_t taken = 0;
    database.each(
        select.sql(
            "COALESCE(who.actor, who.words), MIN(COALESCE(who.name, who.text)), MIN(who.country), MIN(who.sector), "
            "COUNT(DISTINCT CASE WHEN who.side = 'source' THEN who.event END), "
            "COUNT(DISTINCT CASE WHEN who.side = 'target' THEN who.event END), MIN(CASE WHEN event.day > '' THEN event.day "
            "END), "
            "MAX(CASE WHEN event.day > '' THEN event.day END)",
            "GROUP BY COALESCE(who.actor, who.words) ORDER BY COUNT(DISTINCT who.event) DESC, COALESCE(who.actor, who.words)" +
                (query.limit ? " LIMIT " + std::to_string(*query.limit) : std::string())),
        select.values, [&](Row row) {
          StoredActor a;
          a.id = text(row[0]);
          a.name = maybe_text(row[1]);
          a.country = maybe_text(row[2]);
          a.sector = maybe_text(row[3]);
          a.source = static_cast<std::size_t>(integer(row[4]));
          a.target = static_cast<std::size_t>(integer(row[5]));
          a.first = maybe_text(row[6]);
          a.last = maybe_text(row[7]);
          ++taken;
          return take(a);
        });
    snapshot.commit();
    return taken;
  });
}

// ---- The feed ----

namespace {

std::int64_t last_change_of(Database& database) {
  std::int64_t last = 0;
  database.each("SELECT number FROM change ORDER BY number DESC LIMIT 1", {}, [&](Row row) {
    last = integer(row[0]);
    return false;
  });
  return last;
}

}  // namespace

std::optional<Bounds> read_bounds(const std::string& words) {
  Bounds box;
  char rest = 0;
  const bool read = std::sscanf(words.c_str(), "%lf,%lf,%lf,%lf%c", &box.south, &box.west, &box.north, &box.east, &rest) == 4;
  const auto within = [](double value, double most) { return value >= -most && value <= most; };
  const bool good = read && within(box.south, 90) && within(box.north, 90) && within(box.west, 180) && within(box.east, 180);
  return good ? std::optional(box) : std::nullopt;
}

Result<std::size_t> Store::changes(const std::string& since, const std::function<bool(const Change&)>& take) {
  return inside_->attempt([&] {
    using Json = nlohmann::ordered_json;
    const bool is_number = !since.empty() &&
                           std::all_of(since.begin(), since.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
                           since.size() != 4;  // four digits are a year
    const std::string after = is_number ? "WHERE number > $1" : "WHERE time >= $1";
    const Value given = is_number ? Value(static_cast<std::int64_t>(std::stoll(since))) : Value(since);
    std::size_t taken = 0;
    inside_->database->each(
        "SELECT number, time, what, object, id, detail FROM change " + after + " ORDER BY number", std::vector<Value>{given},
        [&](Row row) {
          Json json = {
              {"change", integer(row[0])}, {"time", text(row[1])}, {"what", text(row[2])}, {text(row[3]), text(row[4])}};
          const Json detail = Json::parse(text(row[5]));
          for (const auto& [key, value] : detail.items()) json[key] = value;
          ++taken;
          return take({integer(row[0]), json.dump(-1, ' ', false, Json::error_handler_t::replace)});
        });
    return taken;
  });
}

Result<std::int64_t> Store::last_change() {
  return inside_->attempt([&] { return last_change_of(*inside_->database); });
}

Result<std::vector<std::string>> Store::reports_holding(const std::string& words) {
  return inside_->attempt([&] {
    Select select(*inside_->database);
    select.from("report");
    select.where("report.current = 1 AND report.number IN (" + holding(select, words) + ")");
    std::vector<std::string> ids;
    inside_->database->each(select.sql("report.id", "ORDER BY report.id"), select.values, [&](Row row) {
      ids.push_back(text(row[0]));
      return true;
    });
    return ids;
  });
}

// ---- Incidents ----

namespace {

// Those that are kept.
Happened read_kept(Database& database) {
  Happened now{.incidents = kept_incidents(database), .decisions = standing_decisions(database)};
  std::map<std::string_view, std::size_t> incident;
  for (std::size_t i = 0; i < now.incidents.size(); ++i) {
    for (const std::string& event : now.incidents[i].events) incident[event] = i;
  }
  for (const Decision& d : now.decisions) {
    const auto a = incident.find(d.event), b = incident.find(d.other);
    if (d.verdict == Verdict::One && a != incident.end() && b != incident.end() && a->second != b->second)
      now.overruled.push_back(d);
  }
  return now;
}

Happened put_together(Database& database) {
  std::map<std::string, ToldReport> reports;
  database.each(
      "SELECT event.record, report.id, report.source, report.text FROM report JOIN event ON event.report = report.number WHERE "
      "event.live = 1 ORDER BY event.number",
      {}, [&](Row row) {
        Record record;
        if (const std::string wrong = read_record(text(row[0]), record); !wrong.empty())
          throw Fault("an event is damaged (" + wrong + "); put a copy in its place");
        ToldReport& report = reports[text(row[1])];
        if (report.id.empty()) report = {text(row[1]), text(row[2]), record.published, text(row[3]), {}};
        report.events.push_back(std::move(record.event));
        return true;
      });
  Happened now{.decisions = standing_decisions(database)};
  Incidents incidents;
  for (auto& [id, report] : reports) incidents.add(std::move(report));
  for (const Decision& decision : now.decisions) incidents.decide(decision);
  now.incidents = incidents.all();
  now.overruled = incidents.overruled();
  return now;
}

}  // namespace

Result<std::vector<Decision>> Store::decisions() {
  return inside_->attempt([&] { return standing_decisions(*inside_->database); });
}

Result<Happened> Store::incidents() {
  return inside_->attempt([&] {
    Database& database = *inside_->database;
    Transaction snapshot(database, Access::Read);
    Happened now = is_level(database) ? read_kept(database) : put_together(database);
    now.as_of = last_change_of(database);
    snapshot.commit();
    return now;
  });
}

Result<bool> Store::merge() {
  return inside_->attempt([&] {
    Database& database = *inside_->database;
    if (is_level(database)) return false;
    Transaction transaction(database, Access::Write);
    store::merge(database, {.reports = unmerged(database, 64)}, std::nullopt);
    transaction.commit();
    return true;
  });
}

}  // namespace dragoman
