// dragoman add: reports into an account.
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "account.h"
#include "dragoman/intake.h"
#include "inputs.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  std::string store;
  std::vector<std::string> inputs;
  bool recode = false;
};

std::string plural(std::size_t n, std::string_view one) { return fmt::format("{} {}{}", n, one, n == 1 ? "" : "s"); }

std::string summary(const Counts& c) {
  std::string words = plural(c.added, "new report") + ", " + plural(c.events, "event");
  if (c.versions) words += ", " + plural(c.versions, "new version");
  if (c.recoded) words += ", " + plural(c.recoded, "report") + " read again";
  if (c.withdrawn) words += ", " + plural(c.withdrawn, "event") + " withdrawn";
  if (c.copies) words += fmt::format(", {} cop{}", c.copies, c.copies == 1 ? "y" : "ies");
  if (c.known) words += fmt::format(", {} known already", c.known);
  return words;
}

// A count that runs on standard error while reports are added.
class Progress {
 public:
  explicit Progress(bool shown) : shown_(shown) {}
  ~Progress() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(const Counts& counts) const {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    if (shown_)
      fmt::print(stderr, "\r\x1b[K{}; {:.0f} reports a second", summary(counts),
                 static_cast<double>(counts.reports()) / std::max(seconds, 1e-3));
  }

 private:
  bool shown_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

void print(const Counts& c) {
  if (is_terminal(stdout)) return fmt::print("{}\n", summary(c));
  fmt::print(R"({{"added":{},"versions":{},"copies":{},"known":{},"recoded":{},"events":{},"withdrawn":{}}})"
             "\n",
             c.added, c.versions, c.copies, c.known, c.recoded, c.events, c.withdrawn);
}

void run_add(const Asked& asked, Session& session) {
  if (asked.inputs.empty() && !asked.recode)
    return session.refuse("add needs reports: files, folders, or - for standard input");
  auto store = Store::open(asked.store, Access::Write);
  if (!store) return session.refuse(store.error);
  auto known = Store::open(asked.store, Access::Read);
  if (!known) return session.refuse(known.error);
  if (const std::string wrong = merge_all(*store); !wrong.empty()) return session.refuse(wrong);
  const auto reader = session.open();
  if (!reader) return;
  const Tables tables = session.tables();
  const Progress progress(is_terminal(stderr));
  Counts before, now;
  const Intake intake{.store = *store,
                      .known = *known,
                      .reader = *reader,
                      .knowledge = tables.knowledge,
                      .ontology = tables.ontology,
                      .threads = session.threads(),
                      .fault = [&](const InputError& error) { session.fail(error); },
                      .moved = [&](const Counts& counts) { progress.show(now = before + counts); }};
  std::string wrong;
  if (asked.recode) wrong = recode(intake).error;
  before = now;
  if (!asked.inputs.empty() && wrong.empty()) {
    Inputs inputs(asked.inputs);
    wrong = take_in(intake, [&] { return inputs.next(); }).error;
  }
  if (!wrong.empty()) session.refuse(wrong);
  print(now);
}

}  // namespace

void add_add(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("add", "codes reports into an account that grows");
  command
      ->add_option("STORE", asked->store, "the account: a file, made when it is not there, or postgresql://user@host/database")
      ->required()
      ->type_name("");
  command->add_option("INPUT", asked->inputs, "text, Markdown, HTML or JSON Lines files, folders of them, - for standard input")
      ->type_name("");
  command->add_flag("--recode", asked->recode, "also read again what other weights have read; corrections are kept");
  command->footer(
      "A report that is there already, under any id or address, is not coded again; one whose text has changed becomes a new\n"
      "version. So the same command can be given again after anything: it goes on where it stopped.\n"
      "Examples:\n"
      "  dragoman add account.db reports/\n"
      "  zcat wire.jsonl.gz | dragoman add account.db -\n"
      "  dragoman add postgresql://desk@server/account reports/");
  command->callback([asked, &session] { run_add(*asked, session); });
}

}  // namespace dragoman::cli
