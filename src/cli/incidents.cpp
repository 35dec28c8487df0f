// dragoman incidents: events of many reports as happenings.
#include "dragoman/incidents.h"

#include <fmt/format.h>

#include <algorithm>

#include "account.h"
#include "event_files.h"
#include "happening.h"
#include "known.h"
#include "render.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  EventFiles files;
  std::string format, incident, out;
};

std::string days(const std::optional<Days>& when) {
  if (!when) return "no date";
  if (when->first == when->last) return to_string(when->first);
  return to_string(when->first) + " – " + to_string(when->last).substr(5);
}

std::string names(const std::vector<Party>& parties) {
  std::string out;
  for (const Party& p : parties) out += (out.empty() ? "" : ", ") + one_line(p.name.empty() ? p.text : p.name);
  return out.empty() ? "–" : out;
}

std::string toll(const std::optional<Count>& count, std::string_view what) {
  if (!count) return "";
  return count->low == count->high ? fmt::format("  {} {}", count->low, what)
                                   : fmt::format("  {}–{} {}", count->low, count->high, what);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + one_line(word);
  return out;
}

std::string counted(std::size_t n, std::string_view what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); }

}  // namespace

void print_incident(const Incident& incident, const Page& page) {
  const std::string head = fmt::format("{:<10} {:<12} {:<18} ", incident.type, incident.status, days(incident.when));
  const std::string told =
      fmt::format("{} of {}", counted(incident.sources, "source"), counted(incident.reports.size(), "report"));
  std::string what = names(incident.source) + " → " + names(incident.target);
  if (!incident.place.empty()) what += "  at " + one_line(incident.place);
  what += toll(incident.killed, "killed") + toll(incident.injured, "injured");
  constexpr std::size_t told_width = 26;  // "40 sources of 120 reports"
  const std::size_t used = columns(head) + told_width + 2;
  const Style type{page.coloured ? colour_of(incident.type) : ""};
  fmt::print("{}{}{}  {}\n", type(head.substr(0, 10)), head.substr(10),
             fit(what, page.width > used + 20 ? page.width - used : 20, Fill::Pad), told);
  for (const Contradiction& c : incident.contradictions) {
    std::string sayings;
    for (const Saying& s : c.sayings) sayings += fmt::format("{}{} ({})", sayings.empty() ? "" : "; ", s.value, joined(s.who));
    fmt::print("           {} {}: {}\n", Style{page.coloured ? "\x1b[1;33m" : ""}("differ on"), c.field, sayings);
  }
}

namespace {

// With what each event was joined on.
void print_opened(const Incident& incident, const Page& page) {
  print_incident(incident, page);
  const Style faint{page.coloured ? dim : ""};
  fmt::print("{}\n",
             faint(fmt::format("incident {} begins with its first event; reports: {}", incident.id, joined(incident.reports))));
  for (const Merge& merge : incident.merges) {
    fmt::print("  {} joins {}, {} points of {} needed on average\n", merge.event, merge.into, merge.points, points_needed);
    for (const Ground& g : merge.grounds) fmt::print("    {:>+5}  {:<8} {}\n", g.points, g.field, one_line(g.words));
  }
}

const std::vector<std::string> csv_columns{"id",          "events",       "reports",   "sources",       "type",
                                           "status",      "first",        "last",      "source",        "target",
                                           "place",       "latitude",     "longitude", "killed_low",    "killed_high",
                                           "injured_low", "injured_high", "goldstein", "contradictions"};

std::vector<std::string> csv_fields(const Incident& i) {
  const auto listed = [](const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : "; ") + word;
    return all;
  };
  const auto sides = [&](const std::vector<Party>& parties) {
    std::vector<std::string> words;
    for (const Party& p : parties) words.push_back(p.name.empty() ? p.text : p.name);
    return listed(words);
  };
  const auto count = [](const std::optional<Count>& c, long Count::*end) { return c ? fmt::format("{}", (*c).*end) : ""; };
  std::vector<std::string> differ;
  for (const Contradiction& c : i.contradictions) {
    std::string sayings;
    for (const Saying& s : c.sayings) sayings += (sayings.empty() ? "" : " / ") + s.value;
    differ.push_back(c.field + ": " + sayings);
  }
  return {i.id,
          listed(i.events),
          listed(i.reports),
          fmt::format("{}", i.sources),
          i.type,
          i.status,
          i.when ? to_string(i.when->first) : "",
          i.when ? to_string(i.when->last) : "",
          sides(i.source),
          sides(i.target),
          i.place,
          i.at ? fmt::format("{}", i.at->latitude) : "",
          i.at ? fmt::format("{}", i.at->longitude) : "",
          count(i.killed, &Count::low),
          count(i.killed, &Count::high),
          count(i.injured, &Count::low),
          count(i.injured, &Count::high),
          i.goldstein ? fmt::format("{:.2f}", *i.goldstein) : "",
          listed(differ)};
}

// Parquet and SQLite, which write their own files.
void write_file(const Asked& asked, const std::vector<Incident>& shown, Session& session) {
  std::string wrong;
  if (asked.format == "parquet") {
    std::vector<std::string> rows;
    for (const Incident& incident : shown) rows.push_back(to_json(incident));
    wrong = write_parquet(asked.out, Rows::Incidents, rows);
  } else if (asked.files.events.size() != 1 || !is_account(asked.files.events[0])) {
    wrong = "--format sqlite is of one account; put the reports into one with `dragoman add`";
  } else {
    wrong = write_account(asked.out, asked.files.events[0], shown);
  }
  if (!wrong.empty()) session.refuse(wrong);
}

void run_incidents(Asked asked, Session& session) {
  const bool is_file = asked.format == "parquet" || asked.format == "sqlite";
  if (is_file == asked.out.empty())
    return session.refuse("--format parquet or sqlite and -o FILE go together; other forms go to standard output");
  if (asked.format.empty()) asked.format = is_terminal(stdout) ? "table" : "jsonl";
  const std::vector<Incident> all = read_incidents(asked.files, session);
  const Page page = session.page();
  std::vector<Incident> to_file;
  std::size_t shown = 0, events = 0;
  if (asked.format == "csv") fmt::print("{}", csv_row(csv_columns));
  for (const Incident& incident : all) {
    events += incident.events.size();
    const bool wanted = asked.incident.empty() ||
                        std::find(incident.events.begin(), incident.events.end(), asked.incident) != incident.events.end();
    if (!wanted) continue;
    ++shown;
    if (is_file) {
      to_file.push_back(incident);
    } else if (asked.format == "csv") {
      fmt::print("{}", csv_row(csv_fields(incident)));
    } else if (asked.format == "jsonl") {
      fmt::print("{}\n", to_json(incident));
    } else if (asked.incident.empty()) {
      print_incident(incident, page);
    } else {
      print_opened(incident, page);
    }
  }
  if (shown == 0 && !asked.incident.empty()) {
    return session.fail(asked.incident, "no incident holds this event; see `dragoman incidents EVENTS --format table`");
  }
  if (is_file) write_file(asked, to_file, session);
  if (asked.format == "table" && asked.incident.empty())
    fmt::print("{} in {}\n", counted(events, "event"), counted(all.size(), "incident"));
}

}  // namespace

void add_incidents(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("incidents", "events of many reports as happenings, where they agree and differ");
  add_event_files(*command, asked->files);
  command->add_option("--incident", asked->incident, "only the one that holds this event, with what each event was joined on")
      ->type_name("ID");
  command
      ->add_option(
          "--format", asked->format,
          "jsonl (one incident a line), csv, table, parquet, or sqlite (an account of these incidents alone); without it "
          "table on a terminal, else jsonl")
      ->check(CLI::IsMember({"jsonl", "csv", "table", "parquet", "sqlite"}).description(""))
      ->type_name("jsonl|csv|table|parquet|sqlite");
  command->add_option("-o,--output", asked->out, "the Parquet or SQLite file")->type_name("FILE");
  command->footer(
      "The same events give the same incidents in any order. A decision is {\"events\": [ID, ID], \"one\": true or false,\n"
      "\"by\": WHO, \"at\": WHEN, \"why\": REASON} and always wins.\n"
      "Examples:\n"
      "  dragoman incidents account.db\n"
      "  dragoman code wire.jsonl -o events.jsonl\n"
      "  dragoman incidents events.jsonl --reports wire.jsonl\n"
      "  dragoman incidents events.jsonl --reports wire.jsonl --incident 7f0c2d9a41b6e803 --format table");
  command->callback([asked, &session] { run_incidents(*asked, session); });
}

}  // namespace dragoman::cli
