// dragoman series: what happened between pairs of actors over time.
#include "dragoman/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "account.h"
#include "event_files.h"
#include "happening.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  EventFiles files;
  SeriesOptions options;
  std::vector<std::string> pair;
  std::string format, open, out;
  bool directed = false;
  std::size_t top = 20;
};

constexpr std::array<std::string_view, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

// Tension from 0 to 100, the latest periods that fit; a blank where the pair has no incident.
std::string sparkline(const Series& s, std::size_t width) {
  std::string out;
  const std::size_t from = s.points.size() - std::min(s.points.size(), width);
  for (std::size_t t = from; t < s.points.size(); ++t) {
    const auto block = static_cast<std::size_t>(s.points[t].tension / 100.0 * 7.999);
    out += s.points[t].incidents.empty() ? " " : blocks[block];
  }
  return out;
}

std::string name(const Series& s, const SeriesOptions& options) {
  return one_line(s.pair[0]) + (options.direction == Direction::Both ? " – " : " → ") + one_line(s.pair[1]);
}

void print_rows(const std::vector<Series>& all, const Asked& asked, const Page& page) {
  constexpr std::size_t pair_width = 28;
  const std::size_t width = page.width > 70 ? page.width - 60 : 10;
  fmt::print("{}\n", Style{page.coloured ? bold : ""}(fmt::format("{:<{}}{:>10}{:>9}  {}", "pair", pair_width, "incidents",
                                                                  "tension", "turns, alerts, tension by period")));
  std::size_t shown = 0;
  for (const Series& s : all) {
    if (shown++ == asked.top) break;
    const auto highest = std::max_element(s.points.begin(), s.points.end(),
                                          [](const Point& a, const Point& b) { return a.tension < b.tension; });
    fmt::print("{}{:>10}{:>9.0f}  {:>2} {:>2}  {}\n", fit(name(s, asked.options), pair_width, Fill::Pad), s.incidents,
               highest->tension, s.turns.size(), s.alerts.size(), sparkline(s, width));
  }
  if (all.size() > asked.top) fmt::print("{} more pairs; --top N shows more, --pair A B one\n", all.size() - asked.top);
}

void print_one(const Series& s, const SeriesOptions& options, const Page& page) {
  fmt::print("{}\n{}\n", Style{page.coloured ? bold : ""}(name(s, options)), sparkline(s, page.width));
  fmt::print("{:<11}{:>8}{:>10}{:>18}{:>18}{:>10}  types\n", "period", "tension", "goldstein", "cooperation v/m",
             "conflict v/m", "reported");
  for (std::size_t t = 0; t < s.points.size(); ++t) {
    const Point& p = s.points[t];
    for (const Turn& turn : s.turns) {
      if (turn.at == t) fmt::print("-- turning point: {:.2f} → {:.2f} conflict incidents a period\n", turn.before, turn.after);
    }
    if (p.incidents.empty()) continue;
    std::string types;
    for (const auto& [type, n] : p.types) types += fmt::format(" {} {}", type, n);
    fmt::print("{:<11}{:>8.1f}{:>10.1f}{:>18}{:>18}{:>10} {}\n", name_of(p.first, options.period), p.tension, *p.goldstein,
               fmt::format("{}/{}", p.quads[0], p.quads[1]), fmt::format("{}/{}", p.quads[2], p.quads[3]), p.reported, types);
    for (const Alert& a : s.alerts) {
      if (a.at == t)
        fmt::print("{}\n",
                   Style{page.coloured ? "\x1b[1;31m" : ""}(fmt::format(
                       "   ALERT: {} conflict incidents, {:.1f} expected (chance {:.1g})", a.conflicts, a.expected, a.chance)));
    }
  }
}

void open_point(const Series& s, const Asked& asked, const std::vector<Incident>& incidents, Session& session) {
  const auto point = std::find_if(s.points.begin(), s.points.end(),
                                  [&](const Point& p) { return name_of(p.first, asked.options.period) == asked.open; });
  if (point == s.points.end()) return session.fail(asked.open, "is no period of the series; see --format table");
  const std::set<std::string> wanted(point->incidents.begin(), point->incidents.end());
  for (const Incident& incident : incidents) {
    if (!wanted.contains(incident.id)) continue;
    if (asked.format == "jsonl") {
      fmt::print("{}\n", to_json(incident));
    } else {
      print_incident(incident, session.page());
    }
  }
}

std::vector<Series> wanted(std::vector<Series>&& all, const Asked& asked) {
  if (asked.pair.empty()) return std::move(all);
  std::erase_if(all, [&](const Series& s) {
    const bool straight = s.pair[0] == asked.pair[0] && s.pair[1] == asked.pair[1];
    const bool turned = s.pair[0] == asked.pair[1] && s.pair[1] == asked.pair[0];
    return !straight && !(turned && asked.options.direction == Direction::Both);
  });
  return std::move(all);
}

void run_series(Asked asked, Session& session) {
  if ((asked.format == "parquet") == asked.out.empty())
    return session.refuse("--format parquet and -o FILE go together; other forms go to standard output");
  if (asked.format.empty()) asked.format = is_terminal(stdout) ? "table" : "jsonl";
  if (asked.pair.empty() && (asked.format == "svg" || !asked.open.empty())) {
    return session.refuse(asked.format == "svg" ? "a picture shows one pair; name it with --pair A B"
                                                : "--open shows a point of one pair; name it with --pair A B");
  }
  asked.options.direction = asked.directed ? Direction::OneWay : Direction::Both;
  const std::vector<Incident> incidents = read_incidents(asked.files, session);
  const std::vector<Series> all = wanted(series(incidents, asked.options), asked);
  if (all.empty()) {
    if (!asked.pair.empty())
      session.fail(asked.pair[0] + " and " + asked.pair[1],
                   "no dated incident between the two; see `dragoman series EVENTS --format table`");
    return;
  }
  if (!asked.open.empty()) return open_point(all[0], asked, incidents, session);
  if (asked.format == "svg") return fmt::print("{}", to_svg(all[0], asked.options));
  if (asked.format == "table")
    return asked.pair.empty() ? print_rows(all, asked, session.page()) : print_one(all[0], asked.options, session.page());
  if (asked.format == "parquet") {
    std::vector<std::string> rows;
    for (const Series& s : all) rows.push_back(to_json(s, asked.options));
    if (const std::string wrong = write_parquet(asked.out, Rows::Series, rows); !wrong.empty()) session.refuse(wrong);
    return;
  }
  if (asked.format == "csv") fmt::print("{}", csv_header_of_series());
  for (const Series& s : all) {
    if (asked.format == "csv") fmt::print("{}", to_csv(s, asked.options));
    if (asked.format == "jsonl") fmt::print("{}\n", to_json(s, asked.options));
  }
}

}  // namespace

void add_series(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  static const std::map<std::string, Period> periods{
      {"day", Period::Daily}, {"week", Period::Weekly}, {"month", Period::Monthly}};
  static const std::map<std::string, Of> sides{{"country", Of::Country}, {"code", Of::Code}, {"actor", Of::Actor}};
  CLI::App* command =
      app.add_subcommand("series", "tension and incidents of pairs of actors over time, turning points, alerts");
  add_event_files(*command, asked->files);
  command->add_option("--pair", asked->pair, "only these two, as the table names them")->expected(2)->type_name("A B");
  command->add_flag("--directed", asked->directed, "who did it to whom, instead of either way");
  command->add_option("--every", asked->options.period, "day, week (without it) or month")
      ->transform(CLI::CheckedTransformer(periods).description(""))
      ->type_name("day|week|month");
  command->add_option("--by", asked->options.of, "country (without it), code (country and sector) or actor")
      ->transform(CLI::CheckedTransformer(sides).description(""))
      ->type_name("country|code|actor");
  command->add_option("--open", asked->open, "the incidents of one period of the pair, named as in the table")
      ->type_name("PERIOD");
  command->add_option("--top", asked->top, "so many pairs in the table")->type_name("N")->capture_default_str();
  command
      ->add_option(
          "--format", asked->format,
          "table (sparklines), jsonl (a pair a line), csv (a period a line), svg (a picture of one pair) or parquet (a pair "
          "a row); without it table on a terminal, else jsonl")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "svg", "parquet"}).description(""))
      ->type_name("table|jsonl|csv|svg|parquet");
  command->add_option("-o,--output", asked->out, "the Parquet file")->type_name("FILE");
  command->footer(
      "Counted are incidents told as actual, each once. Tension runs from 0 to 100; docs/series.md has its formula.\n"
      "Examples:\n"
      "  dragoman series account.db\n"
      "  dragoman series events.jsonl --reports wire.jsonl --format table\n"
      "  dragoman series events.jsonl --pair TUR USA --every month --format svg > tur-usa.svg\n"
      "  dragoman series events.jsonl --pair TUR USA --open 2019-W30");
  command->callback([asked, &session] { run_series(*asked, session); });
}

}  // namespace dragoman::cli
