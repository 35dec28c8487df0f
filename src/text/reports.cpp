#include <algorithm>
#include <deque>
#include <filesystem>
#include <streambuf>
#include <utility>

#include "csv.h"
#include "decode.h"
#include "dragoman/text.h"
#include "feed.h"
#include "json_line.h"
#include "kind.h"
#include "markup.h"
#include "unpack.h"
#include "warc.h"

namespace dragoman {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 20;  // read at once
constexpr std::size_t head_size = std::size_t{1} << 16;   // looked at to tell the kind

// The name as a path without "./" and the like, so that the same file has one id however it is named from one place.
std::string path_of(const std::string& name) { return std::filesystem::path(name).lexically_normal().string(); }

// The path without its endings: "a/b.html.gz" is report "a/b". The folder stays, since another one may hold a file of this
// name.
std::string id_of(const std::string& name) {
  std::filesystem::path path = path_of(name);
  const std::string ending = path.extension().string();
  if (ending == ".gz" || ending == ".zst" || ending == ".bz2" || ending == ".xz") path.replace_extension();
  if (!path.stem().empty()) path.replace_extension();
  return path.empty() ? name : path.string();
}

// Bytes at hand as a stream's source, not copied.
class View : public std::streambuf {
 public:
  explicit View(std::string_view bytes) {
    char* start = const_cast<char*>(bytes.data());  // a get area is never written to
    setg(start, start, start + bytes.size());
  }
};

}  // namespace

std::string print(const InputError& error) {
  std::string line = error.input;
  if (error.line) line += ":" + std::to_string(*error.line);
  if (error.byte) line += ": byte " + std::to_string(*error.byte);
  return line + ": " + error.message;
}

struct ReportStream::Inside {
  std::istream& in;
  std::string name;
  ReadOptions options;

  std::unique_ptr<Unpacker> unpacker;  // of a compressed input
  std::string buffer;                  // read and not yet handed on; from `at`
  std::size_t at = 0, before = 0;      // before: bytes handed on and no longer in the buffer
  bool started = false, ended = false;
  std::size_t line = 0;
  bool any = false;  // a report or an error has come of a WARC
  char separator = 0;
  std::optional<CsvHeader> header;
  std::deque<Ingested> ready;  // of a feed

  // Reads one more block. False when there is none.
  bool fill() {
    if (ended) return false;
    if (at > 0 && at * 2 > buffer.size()) {
      buffer.erase(0, at);
      before += at;
      at = 0;
    }
    const std::size_t size = buffer.size();
    buffer.resize(size + block_size);
    std::size_t got = 0;
    if (unpacker) {
      got = unpacker->read(buffer.data() + size, block_size);
      ended = got == 0;
    } else {
      in.read(buffer.data() + size, static_cast<std::streamsize>(block_size));
      got = static_cast<std::size_t>(in.gcount());
      ended = !in;
    }
    buffer.resize(size + got);
    return got > 0;
  }

  // Sees to it that so many bytes stand from `at` on, if there are so many.
  void fill_to(std::size_t size) {
    while (buffer.size() - at < size && fill()) {
    }
  }

  bool by_line() const { return options.kind == Kind::JsonLines || options.kind == Kind::Csv; }

  InputError error(const Problem& problem) const {
    return {name, started && by_line() ? std::optional(line) : std::nullopt, problem.byte, problem.message};
  }

  std::optional<Ingested> next() {
    if (!started) {
      auto problem = start();
      if (problem) {
        ended = started = true;
        buffer.clear();
        at = 0;
        options.kind = Kind::Text;
        return error(*problem);
      }
      started = true;
      if (options.kind == Kind::Feed)
        read_whole_feed();
      else if (!by_line() && options.kind != Kind::Warc)
        return whole();
    }
    if (auto got = next_of_many()) return got;
    if (auto problem = damage()) return InputError{name, {}, {}, problem->message};
    return std::nullopt;
  }

  // What is wrong with the compressed bytes, told once.
  std::optional<Problem> damage() {
    if (!unpacker || unpacker->problem().empty()) return std::nullopt;
    Problem problem{std::nullopt, unpacker->problem()};
    unpacker.reset();
    ended = true;
    return problem;
  }

  std::optional<Ingested> next_of_many() {
    switch (*options.kind) {
      case Kind::JsonLines:
        return next_line();
      case Kind::Csv:
        return next_row();
      case Kind::Warc:
        return next_record();
      case Kind::Feed:
        if (ready.empty()) return std::nullopt;
        break;
      default:
        return std::nullopt;
    }
    Ingested got = std::move(ready.front());
    ready.pop_front();
    return got;
  }

  // Looks at the input's head, and makes ready to read it piece by piece where it holds many reports.
  std::optional<Problem> start() {
    fill_to(head_size);
    if (in.bad()) return Problem{std::nullopt, "cannot be read; check that it is a file and that you may read it"};
    if (buffer.empty()) return Problem{std::nullopt, "empty; give a report with text"};
    if (is_compressed(buffer)) {
      unpacker = std::make_unique<Unpacker>(std::exchange(buffer, {}), in);
      ended = false;
      fill_to(head_size);
      if (buffer.empty()) return damage().value_or(Problem{std::nullopt, "empty; give a report with text"});
    }
    if (auto problem = foreign(buffer)) return problem;
    if (is_utf16(buffer)) {
      fill_to(options.largest_report);
      if (!ended) return too_large();
      if (auto problem = to_utf8(buffer)) return problem;
    }
    if (buffer.starts_with("\xEF\xBB\xBF")) buffer.erase(0, 3);
    if (!options.kind) options.kind = tell_kind(name, std::string_view(buffer).substr(0, head_size));
    return options.kind == Kind::Csv ? read_header() : std::nullopt;
  }

  Problem too_large() const {
    return {std::nullopt, "larger than " + std::to_string(options.largest_report) +
                              " bytes, which is no single report; split it into reports"};
  }

  Ingested whole() {
    fill_to(options.largest_report + 1);
    if (buffer.size() > options.largest_report) return error(too_large());
    if (auto problem = damage()) return error(*problem);
    std::string text = std::exchange(buffer, {});
    if (auto problem = to_utf8(text)) return error(*problem);
    if (auto problem = unreadable(text)) return error(*problem);
    if (*options.kind == Kind::Text) return Report{id_of(name), std::move(text), {}, {}, {}, {}};
    auto read = *options.kind == Kind::Html ? read_html(text) : read_markdown(text);
    if (const auto* problem = std::get_if<Problem>(&read)) return error(*problem);
    auto& report = std::get<Report>(read);
    report.id = id_of(name);
    if (unreadable(report.text)) return error({std::nullopt, "no text beside its markup; give a page with an article"});
    return std::move(report);
  }

  // ---- Feeds ----

  void read_whole_feed() {
    fill_to(options.largest_report + 1);
    if (buffer.size() > options.largest_report) return ready.push_back(error(too_large()));
    if (auto problem = damage()) return ready.push_back(error(*problem));
    std::string text = std::exchange(buffer, {});
    if (auto problem = to_utf8(text)) return ready.push_back(error(*problem));
    auto read = read_feed(text);
    if (const auto* problem = std::get_if<Problem>(&read)) return ready.push_back(error(*problem));
    std::size_t number = 0;
    for (auto& item : std::get<0>(read)) {
      ++number;
      if (const auto* problem = std::get_if<Problem>(&item)) {
        ready.push_back(error(*problem));
        continue;
      }
      auto& report = std::get<Report>(item);
      if (report.id.empty()) report.id = path_of(name) + ":" + std::to_string(number);
      ready.push_back(std::move(report));
    }
  }

  // ---- CSV ----

  // The row at `at`, with more read until it is whole. Nothing at the end, and where it is longer than a report may be.
  std::optional<CsvRow> row() {
    for (std::size_t size = block_size / 16;; size *= 2) {
      fill_to(size);
      if (at == buffer.size()) return std::nullopt;
      CsvRow read = read_csv_row(std::string_view(buffer).substr(at, size), separator);
      const bool whole = read.bytes < std::min(size, buffer.size() - at) || (ended && at + read.bytes == buffer.size());
      if (whole || size > options.largest_report) return read;
    }
  }

  std::optional<Problem> read_header() {
    separator = csv_separator(std::string_view(buffer).substr(0, buffer.find('\n')));
    if (separator == 0) separator = ',';
    const auto names = row();
    header.emplace(names->fields);
    at += names->bytes;
    line = names->lines;
    return header->problem();
  }

  std::optional<Ingested> next_row() {
    while (auto read = row()) {
      ++line;
      const std::size_t first = line;
      at += read->bytes;
      line = first - 1 + std::max<std::size_t>(read->lines, 1);
      const auto wrong = [&](const Problem& problem) { return InputError{name, first, problem.byte, problem.message}; };
      if (!read->closed || read->bytes > options.largest_report) {
        at = buffer.size();
        ended = true;
        return wrong({std::nullopt, "a quotation mark opens a field that is not closed; what follows is not read"});
      }
      if (read->fields.size() == 1 && read->fields[0].empty()) continue;
      auto got = header->read(std::move(read->fields));
      if (const auto* problem = std::get_if<Problem>(&got)) return wrong(*problem);
      auto& report = std::get<Report>(got);
      if (report.id.empty()) report.id = path_of(name) + ":" + std::to_string(first);
      return std::move(report);
    }
    return std::nullopt;
  }

  // ---- WARC ----

  std::optional<Ingested> next_record() {
    while (true) {
      fill_to(block_size);
      while (at < buffer.size() && (buffer[at] == '\r' || buffer[at] == '\n')) ++at;
      fill_to(head_size);
      if (at == buffer.size()) {
        if (std::exchange(any, true)) return std::nullopt;
        return InputError{name, {}, {}, "an archive without a page of text; give one that has some"};
      }
      const std::size_t start = before + at;
      const auto wrong = [&](const std::string& message) {
        any = true;
        return InputError{name, {}, start, message};
      };
      const auto read = read_warc_head(std::string_view(buffer).substr(at));
      if (const auto* problem = std::get_if<Problem>(&read)) {
        at = buffer.size();
        ended = true;
        if (unpacker && !unpacker->problem().empty()) return std::nullopt;  // cut off here; that is told
        return wrong(problem->message);
      }
      const WarcHead& head = std::get<WarcHead>(read);
      at += head.bytes;
      if (head.content > options.largest_report) {
        pass_over(head.content);
        continue;  // no page is as large: a film, an archive
      }
      fill_to(head.content);
      if (buffer.size() - at < head.content) {
        at = buffer.size();
        if (unpacker && !unpacker->problem().empty()) return std::nullopt;
        return wrong("a WARC record that is cut off; get the archive again");
      }
      auto page = read_warc(head, std::string_view(buffer).substr(at, head.content), options.largest_report);
      at += head.content;
      if (!page) continue;
      any = true;
      if (const auto* problem = std::get_if<Problem>(&*page)) return InputError{name, {}, start, problem->message};
      auto& report = std::get<Report>(*page);
      if (report.id.empty()) report.id = path_of(name) + ":" + std::to_string(start);
      return std::move(report);
    }
  }

  void pass_over(std::size_t bytes) {
    while (bytes > 0) {
      fill_to(1);
      const std::size_t here = std::min(bytes, buffer.size() - at);
      if (here == 0) return;
      at += here;
      bytes -= here;
    }
  }

  // ---- JSON Lines ----

  std::optional<Ingested> next_line() {
    while (true) {
      std::size_t end = 0;
      const bool fits = find_line(end);
      if (at >= buffer.size() && fits) return std::nullopt;
      ++line;
      std::string bytes = buffer.substr(at, end - at);
      at = std::min(end + 1, buffer.size());
      if (!fits) return skip_line();
      if (bytes.find_first_not_of(" \t\r") != std::string::npos) return json(std::move(bytes));
    }
  }

  // The end of the line that begins at `at`. False when it is longer than a report may be.
  bool find_line(std::size_t& end) {
    std::size_t from = at;
    while ((end = buffer.find('\n', from)) == std::string::npos) {
      const std::size_t searched = buffer.size() - at;
      if (searched > options.largest_report) {
        end = buffer.size();
        return false;
      }
      if (!fill()) {
        end = buffer.size();
        return true;
      }
      from = at + searched;
    }
    return end - at <= options.largest_report;
  }

  // Passes over the rest of a line that is too long, without keeping it.
  InputError skip_line() {
    const InputError problem = error(too_large());
    if (buffer[at - 1] == '\n') return problem;
    while (true) {
      buffer.clear();
      at = 0;
      if (!fill()) return problem;
      const std::size_t end = buffer.find('\n');
      if (end == std::string::npos) continue;
      at = end + 1;
      return problem;
    }
  }

  Ingested json(std::string&& bytes) {
    if (const std::size_t nul = bytes.find('\0'); nul != std::string::npos)
      return error({nul, "a NUL byte: this is no JSON; give the documents as JSON Lines in UTF-8"});
    if (auto problem = to_utf8(bytes)) return error(*problem);
    if (bytes == "[" || bytes == "{" || bytes == "[\r" || bytes == "{\r") {
      buffer.clear();
      at = 0;
      ended = true;
      return error({0, "JSON written over several lines; write one object a line: jq -c . (for a list: jq -c '.[]')"});
    }
    auto read = read_json_line(bytes);
    if (const auto* problem = std::get_if<Problem>(&read)) return error(*problem);
    auto& report = std::get<Report>(read);
    if (report.id.empty()) report.id = path_of(name) + ":" + std::to_string(line);
    return std::move(report);
  }
};

ReportStream::ReportStream(std::istream& in, std::string name, ReadOptions options)
    : inside_(new Inside{in, std::move(name), options, {}, {}}) {}
ReportStream::ReportStream(ReportStream&&) noexcept = default;
ReportStream& ReportStream::operator=(ReportStream&&) noexcept = default;
ReportStream::~ReportStream() = default;

std::optional<Ingested> ReportStream::next() { return inside_->next(); }

void read_reports(std::string_view bytes, const std::string& name, const std::function<void(Ingested&&)>& take,
                  const ReadOptions& options) {
  View view(bytes);
  std::istream in(&view);
  ReportStream stream(in, name, options);
  while (std::optional<Ingested> got = stream.next()) take(std::move(*got));
}

}  // namespace dragoman
