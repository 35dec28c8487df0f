#include "account.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>

#include "output.h"
#include "render.h"
#include "table.h"

namespace dragoman::cli {
namespace {

// One kind of answer in all its forms.
template <typename Row>
struct Shape {
  std::vector<std::string> names;  // of the columns of CSV
  std::function<std::vector<std::string>(const Row&)> fields;
  std::function<std::string(const Row&)> json;
  Table table;
  std::function<std::vector<std::string>(const Row&)> cells;
};

constexpr std::size_t report_width = 14, id_width = 20;  // columns in tables

std::string number(std::size_t n) { return std::to_string(n); }

// An open account to read, and where its answers go. Parquet and SQLite write their own files.
struct Asking {
  std::optional<Store> store;
  std::unique_ptr<Output> output;
  std::string format;
  bool terminal = false;
};

bool is_binary(const std::string& format) { return format == "parquet" || format == "sqlite"; }

std::optional<Asking> open(const Question& question, Session& session) {
  const auto refused = [&](const std::string& why) {
    session.refuse(why);
    return std::nullopt;
  };
  Asking asking;
  auto store = Store::open(question.store, Access::Read);
  if (!store) return refused(store.error);
  asking.store = std::move(store.value);
  asking.format = question.format;
  if (is_binary(question.format)) {
    if (question.out.empty()) return refused("--format " + question.format + " is for a file; name it with -o FILE");
    return asking;
  }
  asking.output = std::make_unique<Output>(question.out);
  if (!asking.output->error().empty()) return refused(question.out + ": cannot be written (" + asking.output->error() + ")");
  asking.terminal = is_terminal(asking.output->file());
  if (asking.format.empty()) asking.format = asking.terminal ? "table" : "jsonl";
  return asking;
}

Page page_of(const Asking& asking, const Session& session) {
  return {asking.output && is_coloured(session.colour, asking.output->file()), terminal_width()};
}

template <typename Row, typename Ask>
void write_parquet(const Question& question, Session& session, Asking& asking, Rows rows, const Shape<Row>& shape,
                   const Ask& ask) {
  auto file = ParquetFile::create(question.out, rows);
  if (!file) return session.refuse(file.error);
  Query query = question.query;
  if (question.limit) query.limit = question.limit;
  std::string wrong;
  const auto taken = ask(*asking.store, query, [&](const Row& row) {
    wrong = file->write(shape.json(row) + "\n").error;
    return wrong.empty();
  });
  if (!taken) return session.refuse(taken.error);
  if (wrong.empty()) wrong = file->close().error;
  if (!wrong.empty()) session.refuse(wrong);
}

// The reports that hold what is asked for, with those of their events that are, as an account of its own.
void write_account(const Question& question, Session& session, Asking& asking) {
  std::error_code none;
  if (std::filesystem::exists(question.out, none)) return session.refuse(question.out + ": is there already; name a new file");
  auto events = Store::open(question.store, Access::Read);
  if (!events) return session.refuse(events.error);
  auto copy = Store::open(question.out, Access::Write);
  if (!copy) return session.refuse(copy.error);
  std::string wrong;
  Query query = question.query;
  query.withdrawn = false;
  if (question.limit) query.limit = question.limit;
  const auto taken = asking.store->reports(query, [&](const StoredReport& r) {
    std::vector<CodedReport> together{{r.report, r.sentences, {}}};
    Query here = question.query;
    here.withdrawn = false;
    here.report = r.report.id;
    wrong = events
                ->events(here,
                         [&](const StoredEvent& e) {
                           together[0].events.push_back(e.event);
                           return true;
                         })
                .error;
    for (Report other : r.copies) {
      other.text = r.report.text;
      together.push_back({std::move(other), r.sentences, {}});
    }
    if (wrong.empty()) wrong = copy->add(together, r.model, now_utc()).error;
    return wrong.empty();
  });
  if (!taken) return session.refuse(taken.error);
  if (!wrong.empty()) session.refuse(wrong);
}

// Writes rows as they come; with a table on a terminal it stops after a screenful, and says so.
template <typename Row, typename Ask>
void answer(const Question& question, Session& session, Asking& asking, Rows rows, const Shape<Row>& shape, const Ask& ask) {
  if (asking.format == "parquet") return write_parquet(question, session, asking, rows, shape, ask);
  if (asking.format == "sqlite") return write_account(question, session, asking);
  Query query = question.query;
  const bool short_of = question.limit == 0 && asking.terminal && asking.format == "table";
  const std::size_t limit = short_of ? screenful : question.limit;
  if (limit) query.limit = limit + 1;  // one more, to know whether there is more
  if (asking.format == "csv") asking.output->write(csv_row(shape.names));
  if (asking.format == "table") asking.output->write(shape.table.header());
  std::size_t written = 0;
  bool more = false;
  std::string block;
  const auto taken = ask(*asking.store, query, [&](const Row& row) {
    if (limit && written == limit) {
      more = true;
      return false;
    }
    ++written;
    if (asking.format == "csv") block += csv_row(shape.fields(row));
    if (asking.format == "jsonl") block += shape.json(row) + "\n";
    if (asking.format == "table") block += shape.table.row(shape.cells(row));
    if (block.size() > 65536) {
      asking.output->write(block);
      block.clear();
    }
    return asking.output->error().empty();
  });
  asking.output->write(block);
  if (!taken) return session.refuse(taken.error);
  if (!asking.output->error().empty())
    session.fail(asking.output->name(), "cannot be written (" + asking.output->error() + ")");
  if (more && short_of) fmt::print(stderr, "the first {}; --limit N shows more, -o FILE writes all\n", limit);
}

// ---- Events ----

std::string texts(const std::vector<Participant>& list) {
  std::string all;
  for (const Participant& p : list) all += (all.empty() ? "" : "; ") + p.span.text;
  return all;
}

std::string day(const std::optional<std::string>& published) { return published ? published->substr(0, 10) : ""; }

void run_events(const Question& question, Session& session) {
  auto asking = open(question, session);
  if (!asking) return;
  if (question.count) {
    if (!asking->output) return session.refuse("--count prints a number; leave --format out");
    const auto count = asking->store->count_events(question.query);
    if (!count) return session.refuse(count.error);
    return asking->output->write(fmt::format("{}\n", *count.value));
  }
  const Page page = page_of(*asking, session);
  std::vector<std::string> names = csv_names();
  names.push_back("review");
  const Shape<StoredEvent> shape{names,
                                 [](const StoredEvent& e) {
                                   std::vector<std::string> fields = csv_fields(e.event);
                                   fields.emplace_back(name(e.review));
                                   return fields;
                                 },
                                 [](const StoredEvent& e) { return to_json(e); },
                                 Table({{"day", 10},
                                        {"id", 16},
                                        {"type", 9},
                                        {"status", 11},
                                        {"source"},
                                        {"target"},
                                        {"trigger", 14},
                                        {"report", report_width}},
                                       page),
                                 [](const StoredEvent& e) {
                                   const Event& event = e.event;
                                   return std::vector<std::string>{day(event.published), event.id,
                                                                   event.type,           event.status,
                                                                   texts(event.source),  texts(event.target),
                                                                   event.trigger.text,   fit_end(event.report, report_width)};
                                 }};
  answer(question, session, *asking, Rows::Events, shape,
         [](Store& store, const Query& query, const auto& take) { return store.events(query, take); });
}

// ---- Reports ----

void show_report(Store& store, const StoredReport& r, const Page& page, Output& output) {
  std::vector<Event> events;
  Query query;
  query.report = r.report.id;
  const auto take = [&](const StoredEvent& e) {
    events.push_back(e.event);
    return true;
  };
  if (r.current) store.events(query, take);  // the events of an older version went with it
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.trigger.start < b.trigger.start; });
  std::vector<Sentence> sentences;
  for (const auto& [start, end] : r.sentences) {
    const bool apart = start >= 2 && r.report.text[start - 1] == '\n' && r.report.text[start - 2] == '\n';
    sentences.push_back({start, end, apart, {}});
  }
  output.write(annotated(r.report, sentences, events, page));
}

void run_reports(const Question& question, Session& session) {
  auto asking = open(question, session);
  if (!asking) return;
  const Page page = page_of(*asking, session);
  const Shape<StoredReport> shape{
      {"id", "version", "current", "title", "published", "source", "url", "events", "added", "model", "copies", "text"},
      [](const StoredReport& r) {
        std::string copies;
        for (const Report& copy : r.copies) copies += (copies.empty() ? "" : "; ") + copy.id;
        return std::vector<std::string>{r.report.id,
                                        number(r.version),
                                        r.current ? "true" : "false",
                                        r.report.title.value_or(""),
                                        r.report.published.value_or(""),
                                        r.report.source.value_or(""),
                                        r.report.url.value_or(""),
                                        number(r.events),
                                        r.added,
                                        r.model,
                                        copies,
                                        r.report.text};
      },
      [](const StoredReport& r) { return to_json(r); },
      Table({{"day", 10},
             {"id", id_width},
             {"version", 7, true},
             {"events", 6, true},
             {"copies", 6, true},
             {"source", 16},
             {"title"}},
            page),
      [](const StoredReport& r) {
        const std::string title = r.report.title.value_or(r.report.text.substr(0, 400));
        return std::vector<std::string>{day(r.report.published),
                                        fit_end(r.report.id, id_width),
                                        number(r.version),
                                        number(r.events),
                                        number(r.copies.size()),
                                        r.report.source.value_or(""),
                                        title};
      }};
  if (asking->format != "text") {
    return answer(question, session, *asking, Rows::Reports, shape,
                  [](Store& store, const Query& query, const auto& take) { return store.reports(query, take); });
  }
  auto events = Store::open(question.store, Access::Read);
  if (!events) return session.refuse(events.error);
  Query query = question.query;
  if (question.limit) query.limit = question.limit;
  const auto shown = asking->store->reports(query, [&](const StoredReport& r) {
    show_report(*events, r, page, *asking->output);
    return asking->output->error().empty();
  });
  if (!shown) session.refuse(shown.error);
}

// ---- Actors ----

void run_actors(const Question& question, Session& session) {
  auto asking = open(question, session);
  if (!asking) return;
  const Page page = page_of(*asking, session);
  const auto cells = [](const StoredActor& a) {
    return std::vector<std::string>{a.id,
                                    a.name.value_or(""),
                                    a.country.value_or(""),
                                    a.sector.value_or(""),
                                    number(a.source),
                                    number(a.target),
                                    a.first.value_or(""),
                                    a.last.value_or("")};
  };
  const Shape<StoredActor> shape{{"actor", "name", "country", "sector", "source", "target", "first", "last"},
                                 cells,
                                 [](const StoredActor& a) { return to_json(a); },
                                 Table({{"actor"},
                                        {"name"},
                                        {"country", 7},
                                        {"sector", 6},
                                        {"source", 7, true},
                                        {"target", 7, true},
                                        {"first", 10},
                                        {"last", 10}},
                                       page),
                                 cells};
  answer(question, session, *asking, Rows::Actors, shape,
         [](Store& store, const Query& query, const auto& take) { return store.actors(query, take); });
}

}  // namespace

bool asks(const Query& q) {
  return q.since || q.until || !q.type.empty() || !q.status.empty() || q.actor || q.source || q.target || q.country ||
         q.place || q.place_country || q.box || q.happened_since || q.happened_until || q.text;
}

std::string write_parquet(const std::string& path, Rows rows, std::span<const std::string> lines) {
  auto file = ParquetFile::create(path, rows);
  if (!file) return file.error;
  for (const std::string& line : lines) {
    if (const auto written = file->write(line + "\n"); !written) return written.error;
  }
  return file->close().error;
}

std::string write_account(const std::string& path, const std::string& from, std::span<const Incident> incidents) {
  std::error_code none;
  if (std::filesystem::exists(path, none)) return path + ": is there already; name a new file";
  auto reports = Store::open(from, Access::Read), events = Store::open(from, Access::Read);
  if (!reports || !events) return reports.error + events.error;
  auto copy = Store::open(path, Access::Write);
  if (!copy) return copy.error;
  std::set<std::string> ids, wanted;
  for (const Incident& incident : incidents) {
    ids.insert(incident.reports.begin(), incident.reports.end());
    wanted.insert(incident.events.begin(), incident.events.end());
  }
  std::string wrong;
  for (const std::string& id : ids) {
    const auto taken = reports->reports({.report = id}, [&](const StoredReport& r) {
      CodedReport together{r.report, r.sentences, {}};
      wrong = events
                  ->events({.report = id},
                           [&](const StoredEvent& e) {
                             if (wanted.contains(e.event.id)) together.events.push_back(e.event);
                             return true;
                           })
                  .error;
      if (wrong.empty()) wrong = copy->add({&together, 1}, r.model, now_utc()).error;
      return wrong.empty();
    });
    if (!taken) return taken.error;
    if (!wrong.empty()) return wrong;
  }
  std::vector<Correction> said;
  const auto read = reports->corrections([&](const Correction& c) {
    const std::size_t gap = c.target.find(' ');
    if (c.object == "merge" && gap != std::string::npos && wanted.contains(c.target.substr(0, gap)) &&
        wanted.contains(c.target.substr(gap + 1)))
      said.push_back(c);
    return true;
  });
  if (!read) return read.error;
  return copy->correct(std::move(said), now_utc()).error;
}

std::string merge_all(Store& store) {
  for (std::size_t times = 0;; ++times) {
    const auto more = store.merge();
    if (!more || !*more.value) return more.error;
    if (times == 0 && is_terminal(stderr))
      fmt::print(stderr, "putting the incidents of an older account together; interrupted, it goes on the next time\n");
  }
}

void add_filters(CLI::App& command, Query& query) {
  command.add_option("--since", query.since, "published on this day or later")->type_name("DAY");
  command.add_option("--until", query.until, "published on this day or before")->type_name("DAY");
  command.add_option("--type", query.type, "AGREE, CONSULT, …; several with commas")->delimiter(',')->type_name("TYPE");
  command.add_option("--status", query.status, "actual, future, conditional, possible, demanded, negated; several with commas")
      ->delimiter(',')
      ->type_name("STATUS");
  command.add_option("--actor", query.actor, "who acts or is acted upon: an actor's id, its name, or the words of the report")
      ->type_name("WHO");
  command.add_option("--source", query.source, "who acts")->type_name("WHO");
  command.add_option("--target", query.target, "who is acted upon")->type_name("WHO");
  command.add_option("--country", query.country, "of source or target, as TUR")->type_name("ABC");
  command.add_option("--place", query.place, "words that the place holds")->type_name("WORDS");
  command.add_option("--place-country", query.place_country, "the state in which the place lies, as SYR")->type_name("ABC");
  command
      .add_option_function<std::string>(
          "--box",
          [&query](const std::string& words) {
            query.box = read_bounds(words);
            if (!query.box)
              throw CLI::ValidationError(
                  "--box", "\"" + words + "\" is no box; write SOUTH,WEST,NORTH,EAST in degrees, as --box=33,26,42,45");
          },
          "the place lies between SOUTH,WEST,NORTH,EAST, in degrees: --box=33,26,42,45")
      ->type_name("S,W,N,E");
  command
      .add_option("--happened-since", query.happened_since,
                  "the act itself was on this day or later; where its words give no day, the day of publication counts")
      ->type_name("DAY");
  command.add_option("--happened-until", query.happened_until, "the act itself was on this day or before")->type_name("DAY");
  command
      .add_option("--text", query.text, R"(words that the report holds: turkey "air strike" sanction* -russia, kabul OR herat)")
      ->type_name("WORDS");
}

void add_question(CLI::App& command, Question& question, const std::vector<std::string>& formats) {
  Query& query = question.query;
  std::string all;
  for (const std::string& format : formats) all += (all.empty() ? "" : "|") + format;
  command.add_option("STORE", question.store, "the account: a file or postgresql://user@host/database")
      ->required()
      ->type_name("");
  add_filters(command, query);
  command.add_option("--report", query.report, "one report's id")->type_name("ID");
  command.add_option("--id", query.id, "the one with this id")->type_name("ID");
  command.add_flag("--withdrawn", query.withdrawn, "also what was rejected, or went with an older version");
  command.add_option("--limit", question.limit, "so many at most; 0: all")->type_name("N");
  command.add_option("-o,--output", question.out, "write to this file instead of standard output")->type_name("FILE");
  command.add_option("--format", question.format, "without it a table on a terminal, else jsonl")
      ->check(CLI::IsMember(formats).description(""))
      ->type_name(all);
}

void add_events(CLI::App& app, Session& session) {
  auto question = std::make_shared<Question>();
  CLI::App* command = app.add_subcommand("events", "the events of an account");
  add_question(*command, *question, {"table", "csv", "jsonl", "parquet", "sqlite"});
  command->add_flag("--count", question->count, "only how many there are");
  command->footer(
      "Events come by day, as people have corrected them; \"review\" says whether they have.\n"
      "Examples:\n"
      "  dragoman events account.db --type SANCTION,THREATEN --since 2019-07\n"
      "  dragoman events account.db --source Ankara --status conditional --format csv -o events.csv\n"
      "  dragoman events account.db --since 2019 --format parquet -o events.parquet\n"
      "  dragoman events account.db --country TUR --format sqlite -o turkey.db      an account of these events alone\n"
      "  dragoman events account.db --text '\"S-400\" sanction*' --count");
  command->callback([question, &session] { run_events(*question, session); });
}

void add_reports(CLI::App& app, Session& session) {
  auto question = std::make_shared<Question>();
  CLI::App* command = app.add_subcommand("reports", "the reports of an account, with their text");
  add_question(*command, *question, {"table", "csv", "jsonl", "parquet", "sqlite", "text"});
  command->footer(
      "Filters on events give the reports that hold such an event. --withdrawn shows older versions, too.\n"
      "Examples:\n"
      "  dragoman reports account.db --text hostage*\n"
      "  dragoman reports account.db --id examples/straits --format text      the report with its events marked");
  command->callback([question, &session] { run_reports(*question, session); });
}

void add_account_actors(CLI::App& app, Session& session) {
  auto question = std::make_shared<Question>();
  CLI::App* command = app.add_subcommand("actors", "who acts in an account, and who is acted upon, busiest first");
  add_question(*command, *question, {"table", "csv", "jsonl", "parquet"});
  command->footer(
      "Examples:\n"
      "  dragoman actors account.db --limit 20\n"
      "  dragoman actors account.db --country TUR --type THREATEN --format csv");
  command->callback([question, &session] { run_actors(*question, session); });
}

}  // namespace dragoman::cli
