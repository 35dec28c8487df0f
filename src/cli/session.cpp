#include "session.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <thread>

#include "known.h"

namespace dragoman::cli {
namespace {

constexpr std::string_view version = DRAGOMAN_VERSION;

int hardware_threads() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

}  // namespace

void Session::tell(std::string_view line) const {
  const std::string_view over = is_terminal(stderr) ? "\r\x1b[K" : "";  // a running count may stand on the line
  fmt::print(stderr, "{}dragoman: {}\n", over, line);
}

void Session::fail(std::string_view where, std::string_view what) {
  tell(fmt::format("{}: {}", where, what));
  status = std::max(status, 1);
}

void Session::fail(const InputError& error) {
  tell(print(error));
  status = std::max(status, 1);
}

void Session::refuse(std::string_view what) {
  tell(what);
  status = 2;
}

std::optional<Reader> Session::open() {
  Reader::Opened opened = Reader::open(reader);
  if (!opened) {
    refuse(opened.error);
    return std::nullopt;
  }
  return std::move(opened.reader);
}

// A folder may hold actors/, ontology/ or both; of one that holds neither, it is the missing actors/ that is told.
const Knowledge& Session::knowledge() {
  if (!data.empty() && !knowledge_ && knowledge_.faults.empty() && (holds("actors") || !holds("ontology"))) {
    knowledge_ = Knowledge::open(data);
    tell_faults(knowledge_.faults);
  }
  return knowledge_ ? *knowledge_.knowledge : Knowledge::built_in();
}

const Ontology& Session::ontology() {
  if (!data.empty() && !ontology_ && ontology_.faults.empty() && holds("ontology")) {
    ontology_ = Ontology::open(data);
    tell_faults(ontology_.faults);
  }
  return ontology_ ? *ontology_.ontology : Ontology::built_in();
}

bool Session::holds(std::string_view folder) const {
  return std::filesystem::is_directory(std::filesystem::path(data) / folder);
}

void Session::tell_faults(const std::vector<DataFault>& faults) {
  for (const DataFault& fault : faults) fail(fault.file + (fault.line ? ":" + std::to_string(fault.line) : ""), fault.message);
  if (!faults.empty()) tell("the built-in data stay in force");
}

Page Session::page() const { return {is_coloured(colour, stdout), terminal_width()}; }

void add_global_options(CLI::App& app, Session& session) {
  session.reader.threads = hardware_threads();
  static const std::map<std::string, Arithmetic> arithmetics{
      {"auto", Arithmetic::Automatic}, {"int8", Arithmetic::Int8}, {"fp32", Arithmetic::Float32}};
  static const std::map<std::string, Colour> colours{
      {"auto", Colour::Auto}, {"always", Colour::Always}, {"never", Colour::Never}};
  app.add_option("--model", session.reader.weights, "weights file instead of the one that comes with dragoman")
      ->type_name("FILE");
  app.add_option("--data", session.data,
                 "folder whose actors/*.tsv and ontology/*.tsv add to the built-in data or replace lines of them")
      ->type_name("DIR");
  app.add_option("--arithmetic", session.reader.arithmetic, "auto (int8 where the CPU is fast at it), int8 or fp32")
      ->transform(CLI::CheckedTransformer(arithmetics).description(""))
      ->type_name("auto|int8|fp32");
  app.add_option("--color", session.colour, "auto (on a terminal, unless NO_COLOR is set), always or never")
      ->transform(CLI::CheckedTransformer(colours).description(""))
      ->type_name("auto|always|never");
  app.add_option("--threads", session.reader.threads, "reports read at once; the output is the same for any number")
      ->check(CLI::Range(1, 1024).description(""))
      ->type_name("N")
      ->capture_default_str();
  app.set_version_flag("--version", "dragoman " + std::string(version));
}

int run(int count, const char* const* arguments) {
  CLI::App app{"dragoman reads political reporting: who did, said, promised or threatened what, to whom, on whose word.",
               "dragoman"};
  Session session;
  app.require_subcommand(1);
  app.fallthrough();
  add_global_options(app, session);
  add_code(app, session);
  add_explain(app, session);
  add_parse(app, session);
  add_relate(app, session);
  add_score(app, session);
  add_incidents(app, session);
  add_series(app, session);
  add_add(app, session);
  add_events(app, session);
  add_reports(app, session);
  // `actors` asks an account when one is named, and the data otherwise.
  if (std::any_of(arguments + std::min(1, count), arguments + count, [](const char* argument) { return is_account(argument); }))
    add_account_actors(app, session);
  else
    add_actors(app, session);
  add_correct(app, session);
  add_changes(app, session);
  add_law(app, session);
  add_ask(app, session);
  add_brief(app, session);
  add_serve(app, session);
  add_score_questions(app, session);
  app.footer(
      "`dragoman COMMAND --help` shows a command's options with examples.\n"
      "Exit status: 0 all fine, 1 some input failed (each failure is told on standard error), 2 could not be run as asked.\n"
      "Example:\n"
      "  dragoman code examples/\n"
      "  dragoman add account.db examples/ && dragoman events account.db");
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (std::fflush(stdout) != 0 && session.status == 0) session.fail("standard output", "cannot be written; is the disk full?");
  return session.status;
}

}  // namespace dragoman::cli
