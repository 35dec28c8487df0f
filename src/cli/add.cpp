// dragoman add: reports into an account.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>

#include "account.h"
#include "in_order.h"
#include "inputs.h"
#include "session.h"

namespace dragoman::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_together = 64;               // reports written in one transaction
constexpr auto longest_wait = std::chrono::seconds(1);  // that a coded report waits to be written

struct Asked {
  std::string store;
  std::vector<std::string> inputs;
  bool recode = false;
};

struct Counts {
  std::size_t added = 0, versions = 0, copies = 0, known = 0, recoded = 0, events = 0, withdrawn = 0;
  std::size_t reports() const { return added + versions + copies + known + recoded; }
};

void count(Counts& counts, const Added& one) {
  if (one.arrival == Arrival::New) ++counts.added;
  if (one.arrival == Arrival::Version) ++counts.versions;
  if (one.arrival == Arrival::Copy) ++counts.copies;
  if (one.arrival == Arrival::Known) ++counts.known;
  counts.events += one.events;
  counts.withdrawn += one.withdrawn;
}

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

// Writes what has been coded, several reports together: each transaction is one wait for the disk.
class Writer {
 public:
  Writer(Store& store, std::string model, bool shown) : store_(store), model_(std::move(model)), shown_(shown) {}
  ~Writer() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // False when the store takes nothing more; error() says why.
  bool add(CodedReport&& coded) {
    waiting_.push_back(std::move(coded));
    if (waiting_.size() < most_together && Clock::now() - written_ < longest_wait) return true;
    return flush();
  }

  bool flush() {
    written_ = Clock::now();
    if (!error_.empty() || waiting_.empty()) return error_.empty();
    const auto added = store_.add(waiting_, model_, now_utc());
    if (!added) error_ = added.error;
    if (added) {
      for (const Added& one : *added.value) count(counts_, one);
    }
    waiting_.clear();
    show();
    return error_.empty();
  }

  bool recode(const CodedReport& coded) {
    const auto done = store_.recode(coded, model_, now_utc());
    if (!done) error_ = done.error;
    if (done) {
      ++counts_.recoded;
      counts_.events += done.value->events;
      counts_.withdrawn += done.value->withdrawn;
    }
    show();
    return error_.empty();
  }

  const Counts& counts() const { return counts_; }
  const std::string& error() const { return error_; }

 private:
  void show() const {
    const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    if (shown_)
      fmt::print(stderr, "\r\x1b[K{}; {:.0f} reports a second", summary(counts_),
                 static_cast<double>(counts_.reports()) / std::max(seconds, 1e-3));
  }

  Store& store_;
  std::string model_, error_;
  bool shown_;
  std::vector<CodedReport> waiting_;
  Counts counts_;
  Clock::time_point start_ = Clock::now(), written_ = start_;
};

CodedReport coded_report(const Reader& reader, const Tables& tables, Report&& report) {
  Coded coded = code_report(reader, tables, std::move(report));
  CodedReport result{std::move(coded.report), {}, std::move(coded.events)};
  for (const Sentence& sentence : coded.sentences) result.sentences.emplace_back(sentence.start, sentence.end);
  return result;
}

void add_inputs(const Asked& asked, const Reader& reader, Store& known, Writer& writer, Session& session) {
  const Tables tables = session.tables();
  Inputs inputs(asked.inputs);
  std::mutex one_at_a_time;
  const auto is_known = [&](const Report& report) {
    const std::lock_guard lock(one_at_a_time);
    const auto answer = known.knows(report);
    return answer && *answer.value;  // a fault here is one when the report is written, too, and is told then
  };
  for_each_report<CodedReport>(
      inputs, session,
      [&](Report&& report) {
        if (is_known(report)) return CodedReport{std::move(report), {}, {}};
        return coded_report(reader, tables, std::move(report));
      },
      [&](CodedReport&& coded) {
        if (!writer.add(std::move(coded))) inputs.stop();
      });
  writer.flush();
}

void recode(const Reader& reader, Store& store, Writer& writer, Session& session) {
  auto old = store.read_by_others(std::string(reader.version()));
  if (!old) return session.refuse(old.error);
  const Tables tables = session.tables();
  std::size_t at = 0;
  std::atomic<bool> stopped = false;
  using Result = std::variant<CodedReport, InputError>;
  in_order<Report, Result>(
      session.threads(),
      [&]() -> std::optional<Report> {
        if (stopped || at == old->size()) return std::nullopt;
        return std::move((*old)[at++]);
      },
      [&](Report&& report) -> Result {
        const std::string id = report.id;
        try {
          return coded_report(reader, tables, std::move(report));
        } catch (const std::exception& fault) {
          return InputError{id, {}, {}, std::string("could not be read (") + fault.what() + "); try it by itself"};
        }
      },
      [&](Result&& result) {
        if (const auto* error = std::get_if<InputError>(&result)) return session.fail(*error);
        if (!stopped && !writer.recode(std::get<CodedReport>(result))) stopped = true;
      });
}

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
  const auto reader = session.open();
  if (!reader) return;
  Writer writer(*store, std::string(reader->version()), is_terminal(stderr));
  if (asked.recode) recode(*reader, *store, writer, session);
  if (!asked.inputs.empty() && writer.error().empty()) add_inputs(asked, *reader, *known, writer, session);
  if (!writer.error().empty()) session.refuse(writer.error());
  print(writer.counts());
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
