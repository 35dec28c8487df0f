#include "warc.h"

#include <charconv>

#include "markup.h"
#include "unicode.h"
#include "unpack.h"

namespace dragoman {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t\r");
  return start == std::string_view::npos ? std::string_view() : text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
}

// Where the blank line after a head ends.
std::size_t head_end(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  return end == std::string_view::npos ? end : end + 4;
}

Headers headers_of(std::string_view head) {
  Headers headers;
  for (std::size_t start = 0; start < head.size();) {
    const std::size_t end = std::min(head.find('\n', start), head.size());
    const std::string_view line = head.substr(start, end - start);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos) headers[to_lower(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
    start = end + 1;
  }
  return headers;
}

std::string value_of(const Headers& headers, const char* name) {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

std::optional<std::size_t> number_of(std::string_view text, int base) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

// The body of a chunked answer (RFC 9112, 7.1), as far as it goes.
std::string joined_chunks(std::string_view body) {
  std::string all;
  while (true) {
    const std::size_t line = body.find("\r\n");
    const auto size = number_of(body.substr(0, line), 16);
    if (line == std::string_view::npos || !size || *size == 0) return all;
    body.remove_prefix(line + 2);
    all += body.substr(0, *size);
    body.remove_prefix(std::min(body.size(), *size + 2));
  }
}

std::variant<Report, Problem> page_of(std::string bytes, bool html) {
  if (auto problem = to_utf8(bytes)) return *problem;
  if (auto problem = unreadable(bytes)) return *problem;
  Report report;
  report.text = std::move(bytes);
  if (html) {
    auto read = read_html(report.text);
    if (auto* problem = std::get_if<Problem>(&read)) return std::move(*problem);
    report = std::move(std::get<Report>(read));
    if (unreadable(report.text)) return Problem{std::nullopt, "no text beside its markup"};
  }
  return report;
}

}  // namespace

bool holds_warc_head(std::string_view bytes) { return head_end(bytes) != std::string_view::npos; }

std::variant<WarcHead, Problem> read_warc_head(std::string_view bytes) {
  const std::size_t end = head_end(bytes);
  if (!bytes.starts_with("WARC/") || end == std::string_view::npos)
    return Problem{std::nullopt, "no WARC record where one must begin; the archive is damaged from here on, get it again"};
  WarcHead head{headers_of(bytes.substr(0, end)), end, 0};
  const auto length = number_of(value_of(head.headers, "content-length"), 10);
  if (!length)
    return Problem{std::nullopt, "a WARC record without its Content-Length; the archive is damaged from here on, get it again"};
  head.content = *length;
  return head;
}

std::optional<std::variant<Report, Problem>> read_warc(const WarcHead& head, std::string_view content, std::size_t most) {
  const std::string type = value_of(head.headers, "warc-type");
  const bool answer = type == "response";
  if (!answer && type != "resource" && type != "conversion") return std::nullopt;
  std::string body(content), kind = value_of(head.headers, "content-type");
  if (answer) {
    const std::size_t end = head_end(content);
    if (!content.starts_with("HTTP/") || end == std::string_view::npos) return std::nullopt;
    const std::size_t status = content.find(' ');
    if (status > end || content[status + 1] != '2') return std::nullopt;
    const Headers headers = headers_of(content.substr(0, end));
    kind = value_of(headers, "content-type");
    body = content.substr(end);
    if (to_lower(value_of(headers, "transfer-encoding")) == "chunked") body = joined_chunks(body);
    if (!value_of(headers, "content-encoding").empty() && is_compressed(body) && !unpack(body, most))
      return Problem{std::nullopt, "a page that does not unpack"};
  }
  const bool html = kind.find("html") != std::string::npos;
  if (!html && !kind.starts_with("text/plain")) return std::nullopt;
  std::string address = value_of(head.headers, "warc-target-uri");
  if (address.size() > 2 && address.front() == '<') address = address.substr(1, address.size() - 2);  // as WARC/1.0 wrote them
  auto page = page_of(std::move(body), html);
  if (auto* problem = std::get_if<Problem>(&page)) return Problem{std::nullopt, address + ": " + problem->message};
  auto& report = std::get<Report>(page);
  report.id = address;
  report.url = address;
  return page;
}

}  // namespace dragoman
