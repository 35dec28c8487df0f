// dragoman code: reports in, events out.
#include <fmt/format.h>

#include <chrono>
#include <memory>

#include "dragoman/store.h"
#include "inputs.h"
#include "output.h"
#include "render.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  std::vector<std::string> inputs;
  std::string out, format;
};

// A count that runs on standard error while a long job writes elsewhere.
class Progress {
 public:
  explicit Progress(bool shown) : shown_(shown) {}
  ~Progress() {
    if (shown_) fmt::print(stderr, "\r\x1b[K");
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void add(std::size_t sentences, std::size_t events) {
    ++reports_;
    sentences_ += sentences;
    events_ += events;
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    fmt::print(stderr, "\r\x1b[K{} reports, {} events, {:.0f} sentences a second", reports_, events_,
               static_cast<double>(sentences_) / std::max(seconds, 1e-3));
  }

 private:
  bool shown_;
  std::size_t reports_ = 0, sentences_ = 0, events_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now(), last_ = start_;
};

struct Shown {
  std::string text;
  std::size_t sentences, events;
};

std::string header(const std::string& format, const Page& page) {
  if (format == "csv") return csv_row(csv_names());
  return format == "table" ? table_header(page) : "";
}

std::string show(const Coded& coded, const std::string& format, const Page& page) {
  if (format == "text") return annotated(coded.report, coded.sentences, coded.events, page);
  std::string text;
  for (const Event& event : coded.events) {
    if (format == "csv") text += csv_row(csv_fields(event));
    if (format == "table") text += table_line(event, page);
    if (format == "jsonl") text += to_json(event) + "\n";
  }
  return text;
}

// Codes the inputs and hands what is shown of each report to `write`, as long as that takes it.
void code_inputs(const Asked& asked, const Page& page, bool progress_shown, Session& session,
                 const std::function<bool(std::string_view)>& write) {
  const auto reader = session.open();
  if (!reader) return;
  const std::string format = asked.format == "parquet" ? "jsonl" : asked.format;
  if (!write(header(format, page))) return;
  const Tables tables = session.tables();
  Inputs inputs(asked.inputs);
  Progress progress(progress_shown);
  for_each_report<Shown>(
      inputs, session,
      [&](Report&& report) {
        const Coded coded = code_report(*reader, std::move(report), tables.knowledge, tables.ontology);
        return Shown{show(coded, format, page), coded.sentences.size(), coded.events.size()};
      },
      [&](Shown&& shown) {
        if (!write(shown.text)) inputs.stop();
        progress.add(shown.sentences, shown.events);
      });
}

void code_to_parquet(const Asked& asked, Session& session) {
  if (asked.out.empty()) return session.refuse("--format parquet is for a file; name it with -o FILE");
  auto file = ParquetFile::create(asked.out, Rows::Events);
  if (!file) return session.refuse(file.error);
  std::string wrong;
  code_inputs(asked, {}, is_terminal(stderr), session, [&](std::string_view lines) {
    if (wrong.empty()) wrong = file->write(lines).error;
    return wrong.empty();
  });
  if (wrong.empty()) wrong = file->close().error;
  if (!wrong.empty()) session.refuse(wrong);
}

void run_code(Asked asked, Session& session) {
  if (asked.format == "parquet") return code_to_parquet(asked, session);
  Output output(asked.out);
  if (!output.error().empty()) return session.refuse(asked.out + ": cannot be written (" + output.error() + ")");
  const bool seen = is_terminal(output.file());
  if (asked.format.empty()) asked.format = seen ? "text" : "jsonl";
  const Page page{is_coloured(session.colour, output.file()), terminal_width()};
  code_inputs(asked, page, is_terminal(stderr) && !seen, session, [&](std::string_view text) {
    output.write(text);
    return output.error().empty();
  });
  if (!output.error().empty()) session.fail(output.name(), "cannot be written (" + output.error() + ")");
}

}  // namespace

void add_code(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("code", "reports in, events out");
  command->add_option("INPUT", asked->inputs, "text, Markdown, HTML or JSON Lines files, folders of them, - for standard input")
      ->required()
      ->type_name("");
  command->add_option("-o,--output", asked->out, "write to this file instead of standard output")->type_name("FILE");
  command
      ->add_option("--format", asked->format,
                   "jsonl (one event a line), csv, parquet, table, or text (the reports with their events marked); "
                   "without it text on a terminal, else jsonl")
      ->check(CLI::IsMember({"jsonl", "csv", "parquet", "table", "text"}).description(""))
      ->type_name("jsonl|csv|parquet|table|text");
  command->footer(
      "Events come in the order of the inputs, whatever --threads is. What cannot be read is told on standard error and the "
      "rest coded.\n"
      "Examples:\n"
      "  dragoman code report.txt                         the report, its events coloured\n"
      "  dragoman code --format table examples/           a line an event\n"
      "  dragoman code reports/ -o events.jsonl           a folder, for a program\n"
      "  zcat wire.jsonl.gz | dragoman code - --format csv");
  command->callback([asked, &session] { run_code(*asked, session); });
}

}  // namespace dragoman::cli
