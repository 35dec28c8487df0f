// dragoman code: reports in, events out.
#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>

#include "inputs.h"
#include "render.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  std::vector<std::string> inputs;
  std::string out, format;
};

// Where events go, and whether all of it got there.
class Output {
 public:
  explicit Output(const std::string& path) : path_(path), file_(path.empty() ? stdout : std::fopen(path.c_str(), "wb")) {
    if (!file_) error_ = std::strerror(errno);
  }
  ~Output() {
    if (file_ && file_ != stdout) std::fclose(file_);
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Flushed at each call, so that who reads along sees each report as soon as it is coded.
  void write(std::string_view text) {
    if (!file_ || !error_.empty()) return;
    const bool all = std::fwrite(text.data(), 1, text.size(), file_) == text.size() && std::fflush(file_) == 0;
    if (!all) error_ = std::strerror(errno);
  }
  std::FILE* file() const { return file_; }
  const std::string& error() const { return error_; }
  std::string name() const { return path_.empty() ? "standard output" : path_; }

 private:
  std::string path_, error_;
  std::FILE* file_;
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
  if (format == "csv") return csv_header();
  return format == "table" ? table_header(page) : "";
}

std::string show(const Coded& coded, const std::string& format, const Page& page) {
  if (format == "text") return annotated(coded.report, coded.sentences, coded.events, page);
  std::string text;
  for (const Event& event : coded.events) {
    if (format == "csv") text += csv_line(event);
    if (format == "table") text += table_line(event, page);
    if (format == "jsonl") text += to_json(event) + "\n";
  }
  return text;
}

void run_code(Asked asked, Session& session) {
  Output output(asked.out);
  if (!output.error().empty()) return session.refuse(asked.out + ": cannot be written (" + output.error() + ")");
  const bool seen = is_terminal(output.file());
  if (asked.format.empty()) asked.format = seen ? "text" : "jsonl";
  const auto reader = session.open();
  if (!reader) return;
  const Knowledge& knowledge = session.knowledge();

  const Page page{is_coloured(session.colour, output.file()), terminal_width()};
  output.write(header(asked.format, page));
  Inputs inputs(asked.inputs);
  Progress progress(is_terminal(stderr) && !seen);
  for_each_report<Shown>(
      inputs, session,
      [&](Report&& report) {
        const Coded coded = code_report(*reader, knowledge, std::move(report));
        return Shown{show(coded, asked.format, page), coded.sentences.size(), coded.events.size()};
      },
      [&](Shown&& shown) {
        output.write(shown.text);
        progress.add(shown.sentences, shown.events);
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
                   "jsonl (one event a line), csv, table, or text (the reports with their events marked); "
                   "without it text on a terminal, else jsonl")
      ->check(CLI::IsMember({"jsonl", "csv", "table", "text"}).description(""))
      ->type_name("jsonl|csv|table|text");
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
