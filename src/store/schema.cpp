#include "schema.h"

#include <array>
#include <regex>

namespace dragoman::store {
namespace {

// Each brings the tables from one version to the next; once released, one is never changed.
struct Step {
  const char* both;      // INTEGER, REAL and TEXT are written as SQLite has them
  const char* sqlite;    // what only SQLite understands
  const char* postgres;  // and its twin
};

constexpr std::array steps{Step{R"(
CREATE TABLE report (
  number SERIAL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  current INTEGER NOT NULL,
  day TEXT NOT NULL,
  title TEXT, published TEXT, source TEXT, url TEXT,
  added TEXT NOT NULL,
  model TEXT NOT NULL,
  hash TEXT NOT NULL,
  changed TEXT,
  sentences TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (id, version)
);
CREATE UNIQUE INDEX report_current ON report (id) WHERE current = 1;
CREATE INDEX report_hash ON report (hash);
CREATE INDEX report_day ON report (day);

CREATE TABLE copy (
  report INTEGER NOT NULL REFERENCES report (number),
  id TEXT NOT NULL,
  title TEXT, published TEXT, source TEXT, url TEXT,
  added TEXT NOT NULL,
  PRIMARY KEY (report, id)
);

CREATE TABLE event (
  number SERIAL,
  id TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES report (number),
  live INTEGER NOT NULL,
  review TEXT NOT NULL,
  day TEXT NOT NULL,
  sentence INTEGER NOT NULL,
  type TEXT NOT NULL, mode TEXT, cameo TEXT, goldstein REAL,
  status TEXT NOT NULL,
  condition_event TEXT,
  place_words TEXT,
  killed INTEGER, injured INTEGER,
  confidence REAL NOT NULL,
  record TEXT NOT NULL,
  machine TEXT
);
CREATE UNIQUE INDEX event_id ON event (id, report);
CREATE INDEX event_report ON event (report);
CREATE INDEX event_day ON event (day, number);
CREATE INDEX event_type ON event (type, day, number);
CREATE INDEX event_place ON event (place_words, day, number) WHERE place_words IS NOT NULL;
CREATE INDEX event_condition ON event (condition_event) WHERE condition_event IS NOT NULL;

CREATE TABLE place (words TEXT PRIMARY KEY)WITHOUT_ROWID;

CREATE TABLE participant (
  event INTEGER NOT NULL REFERENCES event (number) ON DELETE CASCADE,
  side TEXT NOT NULL,
  position INTEGER NOT NULL,
  day TEXT NOT NULL,
  words TEXT NOT NULL,
  actor TEXT, name TEXT, country TEXT, sector TEXT,
  text TEXT NOT NULL,
  PRIMARY KEY (event, side, position)
)WITHOUT_ROWID;
CREATE INDEX participant_words ON participant (words, day, event, side);
CREATE INDEX participant_actor ON participant (actor, day, event, side) WHERE actor IS NOT NULL;
CREATE INDEX participant_country ON participant (country, day, event, side) WHERE country IS NOT NULL;

CREATE TABLE correction (
  number SERIAL,
  id TEXT NOT NULL UNIQUE,
  time TEXT NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  object TEXT NOT NULL,
  target TEXT NOT NULL,
  verb TEXT NOT NULL,
  fields TEXT NOT NULL,
  anchor TEXT NOT NULL,
  report TEXT,
  event TEXT
);
CREATE INDEX correction_event ON correction (event);
CREATE INDEX correction_report ON correction (report);

CREATE TABLE change (
  number SERIAL,
  time TEXT NOT NULL,
  what TEXT NOT NULL,
  object TEXT NOT NULL,
  id TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX change_time ON change (time);

CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  summary TEXT NOT NULL
);
CREATE TABLE incident_event (
  event INTEGER PRIMARY KEY REFERENCES event (number) ON DELETE CASCADE,
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE
);
CREATE INDEX incident_event_incident ON incident_event (incident);
CREATE TABLE merge (
  incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (incident, first, second)
);
)",
                                R"(
CREATE VIRTUAL TABLE report_words USING fts5 (title, text, content = 'report', content_rowid = 'number',
                                              tokenize = 'unicode61 remove_diacritics 2');
)",
                                R"(
CREATE TABLE report_words (number BIGINT PRIMARY KEY REFERENCES report (number), words TSVECTOR NOT NULL);
CREATE INDEX report_words_words ON report_words USING gin (words);
)"},
                           // Incidents are kept; before they were put together whenever they were asked for.
                           Step{R"(
DROP TABLE merge;
DROP TABLE incident_event;
DROP TABLE incident;
CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  day TEXT NOT NULL,
  goldstein REAL,
  summary TEXT NOT NULL
);
CREATE INDEX incident_day ON incident (day);
CREATE TABLE incident_event (event INTEGER PRIMARY KEY, incident TEXT NOT NULL);
CREATE INDEX incident_event_incident ON incident_event (incident);
CREATE TABLE merge (
  incident TEXT NOT NULL,
  first TEXT NOT NULL,
  second TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (incident, first, second)
);
ALTER TABLE event ADD COLUMN place_country TEXT;
ALTER TABLE event ADD COLUMN latitude REAL;
ALTER TABLE event ADD COLUMN longitude REAL;
ALTER TABLE event ADD COLUMN first_day TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN last_day TEXT NOT NULL DEFAULT '';
CREATE INDEX event_place_country ON event (place_country, day, number) WHERE place_country IS NOT NULL;
CREATE INDEX event_first_day ON event (first_day);
CREATE TABLE mould (number INTEGER PRIMARY KEY, events INTEGER NOT NULL, features TEXT NOT NULL);
CREATE TABLE trace (
  event INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  report TEXT NOT NULL,
  stamp TEXT NOT NULL,
  mould INTEGER NOT NULL,
  own TEXT NOT NULL
);
CREATE INDEX trace_report ON trace (report);
CREATE INDEX trace_mould ON trace (mould);
CREATE TABLE trail (place INTEGER NOT NULL, mould INTEGER NOT NULL, PRIMARY KEY (place, mould))WITHOUT_ROWID;
CREATE TABLE tie (
  level INTEGER NOT NULL,
  component INTEGER NOT NULL,
  mould INTEGER NOT NULL,
  PRIMARY KEY (level, component, mould)
)WITHOUT_ROWID;
CREATE INDEX tie_mould ON tie (mould);
CREATE TABLE component (
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (level, number)
)WITHOUT_ROWID;
CREATE TABLE crowd (component INTEGER PRIMARY KEY);
CREATE TABLE sketch (report TEXT PRIMARY KEY, words TEXT NOT NULL);
CREATE TABLE unmerged (report TEXT PRIMARY KEY);
INSERT INTO unmerged SELECT id FROM report WHERE current = 1;
)",
                                R"(
UPDATE event SET
  place_country = record ->> '$.place.country',
  latitude = CAST(record ->> '$.place.latitude' AS REAL),
  longitude = CAST(record ->> '$.place.longitude' AS REAL),
  first_day = COALESCE(record ->> '$.time.from', record ->> '$.time.until', day),
  last_day = COALESCE(record ->> '$.time.until', MAX(record ->> '$.time.from', day), day);
)",
                                R"(
UPDATE event SET
  place_country = CAST(record AS JSON) #>> '{place,country}',
  latitude = CAST(CAST(record AS JSON) #>> '{place,latitude}' AS DOUBLE PRECISION),
  longitude = CAST(CAST(record AS JSON) #>> '{place,longitude}' AS DOUBLE PRECISION),
  first_day = COALESCE(CAST(record AS JSON) #>> '{time,from}', CAST(record AS JSON) #>> '{time,until}', day),
  last_day = COALESCE(CAST(record AS JSON) #>> '{time,until}', GREATEST(CAST(record AS JSON) #>> '{time,from}', day), day);
)"}};

std::string in(Dialect dialect, std::string sql) {
  const bool sqlite = dialect == Dialect::Sqlite;
  const auto replace = [&](const char* what, const char* with) { sql = std::regex_replace(sql, std::regex(what), with); };
  replace("\\)WITHOUT_ROWID", sqlite ? ") WITHOUT ROWID" : ")");
  replace("\\bSERIAL,", sqlite ? "INTEGER PRIMARY KEY AUTOINCREMENT," : "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,");
  if (sqlite) return sql;
  replace("\\bINTEGER\\b", "BIGINT");
  replace("\\bREAL\\b", "DOUBLE PRECISION");
  replace("\\bTEXT\\b", "TEXT COLLATE \"C\"");
  return sql;
}

// 0 when there are no tables yet.
std::size_t version_of(Database& database) {
  const char* here = database.dialect() == Dialect::Sqlite
                         ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'dragoman'"
                         : "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'dragoman'";
  bool is_there = false;
  database.each(here, {}, [&](Row) { return is_there = true; });
  std::size_t version = 0;
  if (is_there) {
    database.each("SELECT version FROM dragoman", {}, [&](Row row) {
      version = static_cast<std::size_t>(integer(row[0]));
      return false;
    });
  }
  return version;
}

void upgrade(Database& database) {
  Transaction transaction(database, Access::Write);
  const std::size_t from = version_of(database);  // again: another writer may have been quicker
  if (from == 0) database.script("CREATE TABLE dragoman (version INTEGER NOT NULL); INSERT INTO dragoman VALUES (0)");
  for (std::size_t i = from; i < steps.size(); ++i) {
    const bool sqlite = database.dialect() == Dialect::Sqlite;
    database.script(in(database.dialect(), steps[i].both));
    database.script(sqlite ? steps[i].sqlite : steps[i].postgres);
  }
  database.script("UPDATE dragoman SET version = " + std::to_string(steps.size()));
  transaction.commit();
}

}  // namespace

void prepare(Database& database, Access access) {
  const std::size_t version = version_of(database);
  if (version > steps.size())
    throw Fault("was written by a newer dragoman (its tables are of version " + std::to_string(version) + ", this one knows " +
                std::to_string(steps.size()) + "); use that one");
  if (version == steps.size()) return;
  if (access == Access::Read)
    throw Fault(version == 0 ? "holds no account yet; make one with `dragoman add`"
                             : "was written by an older dragoman; bring it up to date with `dragoman add` of any report");
  upgrade(database);
}

}  // namespace dragoman::store
