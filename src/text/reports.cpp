#include <algorithm>
#include <filesystem>
#include <streambuf>

#include "decode.h"
#include "dragoman/text.h"
#include "json_line.h"
#include "kind.h"
#include "markup.h"

namespace dragoman {
namespace {

constexpr std::size_t block_size = std::size_t{1} << 20;  // read at once
constexpr std::size_t head_size = std::size_t{1} << 16;   // looked at to tell the kind

std::string stem(const std::string& name) {
  std::string found = std::filesystem::path(name).stem().string();
  return found.empty() ? name : found;
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

  std::string buffer;  // read and not yet handed on; from `at`
  std::size_t at = 0;
  bool started = false, lines = false, ended = false;
  std::size_t line = 0;

  // Reads one more block. False when there is none.
  bool fill() {
    if (ended) return false;
    if (at > 0 && at * 2 > buffer.size()) {
      buffer.erase(0, at);
      at = 0;
    }
    const std::size_t before = buffer.size();
    buffer.resize(before + block_size);
    in.read(buffer.data() + before, static_cast<std::streamsize>(block_size));
    buffer.resize(before + static_cast<std::size_t>(in.gcount()));
    ended = !in;
    return buffer.size() > before;
  }

  void fill_to(std::size_t size) {
    while (buffer.size() < size && fill()) {
    }
  }

  InputError error(const Problem& problem) const {
    return {name, lines ? std::optional(line) : std::nullopt, problem.byte, problem.message};
  }

  std::optional<Ingested> next() {
    if (!started) {
      started = true;
      if (auto problem = start()) return error(*problem);
      if (!lines) return whole();
    }
    return lines ? next_line() : std::nullopt;
  }

  // Looks at the input's head, and makes ready to read lines when it is JSON Lines.
  std::optional<Problem> start() {
    fill_to(head_size);
    if (in.bad()) return Problem{std::nullopt, "cannot be read; check that it is a file and that you may read it"};
    if (buffer.empty()) return Problem{std::nullopt, "empty; give a report with text"};
    if (auto problem = foreign(buffer)) return problem;
    if (is_utf16(buffer)) {
      fill_to(options.largest_report);
      if (!ended) return too_large();
      if (auto problem = to_utf8(buffer)) return problem;
    }
    if (buffer.starts_with("\xEF\xBB\xBF")) buffer.erase(0, 3);
    if (!options.kind) options.kind = tell_kind(name, std::string_view(buffer).substr(0, head_size));
    lines = *options.kind == Kind::JsonLines;
    return std::nullopt;
  }

  Problem too_large() const {
    return {std::nullopt, "larger than " + std::to_string(options.largest_report) +
                              " bytes, which is no single report; split it into reports"};
  }

  Ingested whole() {
    fill_to(options.largest_report + 1);
    if (buffer.size() > options.largest_report) return error(too_large());
    std::string text = std::move(buffer);
    if (auto problem = to_utf8(text)) return error(*problem);
    if (auto problem = unreadable(text)) return error(*problem);
    if (*options.kind == Kind::Text) return Report{stem(name), std::move(text), {}, {}, {}, {}};
    auto read = *options.kind == Kind::Html ? read_html(text) : read_markdown(text);
    if (const auto* problem = std::get_if<Problem>(&read)) return error(*problem);
    auto& report = std::get<Report>(read);
    report.id = stem(name);
    if (unreadable(report.text)) return error({std::nullopt, "no text beside its markup; give a page with an article"});
    return std::move(report);
  }

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
    if (report.id.empty()) report.id = name + ":" + std::to_string(line);
    return std::move(report);
  }
};

ReportStream::ReportStream(std::istream& in, std::string name, ReadOptions options)
    : inside_(new Inside{in, std::move(name), options, {}}) {}
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
