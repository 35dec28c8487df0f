// dragoman incidents: events of many reports as happenings.
#include "dragoman/incidents.h"

#include <fmt/format.h>

#include <algorithm>

#include "account.h"
#include "event_files.h"
#include "happening.h"
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

void run_incidents(Asked asked, Session& session) {
  if ((asked.format == "parquet") == asked.out.empty())
    return session.refuse("--format parquet and -o FILE go together; other forms go to standard output");
  if (asked.format.empty()) asked.format = is_terminal(stdout) ? "table" : "jsonl";
  const std::vector<Incident> all = read_incidents(asked.files, session);
  const Page page = session.page();
  std::vector<std::string> rows;  // of Parquet
  std::size_t shown = 0, events = 0;
  for (const Incident& incident : all) {
    events += incident.events.size();
    const bool wanted = asked.incident.empty() ||
                        std::find(incident.events.begin(), incident.events.end(), asked.incident) != incident.events.end();
    if (!wanted) continue;
    ++shown;
    if (asked.format == "parquet") {
      rows.push_back(to_json(incident));
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
  if (asked.format == "parquet") {
    if (const std::string wrong = write_parquet(asked.out, Rows::Incidents, rows); !wrong.empty()) session.refuse(wrong);
  }
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
      ->add_option("--format", asked->format,
                   "jsonl (one incident a line), table, or parquet; without it table on a terminal, else jsonl")
      ->check(CLI::IsMember({"jsonl", "table", "parquet"}).description(""))
      ->type_name("jsonl|table|parquet");
  command->add_option("-o,--output", asked->out, "the Parquet file")->type_name("FILE");
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
