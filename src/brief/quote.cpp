#include "quote.h"

#include <algorithm>
#include <array>

#include "law/words.h"
#include "lists.h"

namespace dragoman::embedded {
extern const std::string_view unknown;
}

namespace dragoman::brief_words {
namespace {

constexpr std::size_t kShort = 30;  // bytes: a clause below it says too little by itself
constexpr std::size_t kLong = 160;

bool is_letter_of(char c) { return (c & 0x80) != 0 || std::isalnum(static_cast<unsigned char>(c)) != 0; }

// The first end of a clause behind `from`: a mark, not one inside a number or an abbreviation.
std::size_t clause_end(std::string_view text, std::size_t from) {
  static constexpr std::array<std::string_view, 9> kEnds = {", ", "; ", ": ", ". ", " — ", " – ", " - ", "? ", "! "};
  std::size_t end = text.size();
  for (const std::string_view mark : kEnds) {
    if (const std::size_t at = text.find(mark, from); at < end) end = at;
  }
  while (end > from && !is_letter_of(text[end - 1]) && text[end - 1] != ')' && text[end - 1] != '%') --end;
  return end;
}

std::size_t clause_start(std::string_view text, std::size_t before) {
  std::size_t at = before;
  while (at > 0) {
    const char c = text[at - 1];
    if (c == ',' || c == ';' || c == ':' || (c & 0x80) != 0 || c == '"' || before - at > 60) break;
    --at;
  }
  while (at < before && text[at] != ' ' && at != 0) ++at;  // whole words only
  while (at < before && text[at] == ' ') ++at;
  return at;
}

std::string source_of(const std::string& id, const Account& account) {
  const auto report = account.reports.find(id);
  return report == account.reports.end() ? "" : report->second.source.value_or("");
}

std::string day_of(const std::string& id, const Account& account) {
  const auto report = account.reports.find(id);
  return report == account.reports.end() || !report->second.published ? "" : report->second.published->substr(0, 10);
}

}  // namespace

std::string cut(std::string text, std::size_t most) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  text.erase(std::unique(text.begin(), text.end(), [](char a, char b) { return a == ' ' && b == ' '; }), text.end());
  if (text.size() <= most) return text;
  std::size_t end = text.rfind(' ', most);
  if (end == std::string::npos || end == 0) {
    end = most;
    while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  }
  return text.substr(0, end) + " …";
}

std::string clause_of(const Filed& filed) {
  const std::string& text = filed.sentence.text;
  if (text.empty()) return cut(filed.event.trigger.text, kLong);
  const std::size_t at = filed.event.trigger.start - filed.sentence.start;
  const std::size_t behind = std::min(at + filed.event.trigger.text.size(), text.size());
  const std::size_t end = std::max(behind, clause_end(text, behind));
  const std::size_t start = end - at < kShort ? clause_start(text, at) : at;
  return cut(text.substr(start, end - start), kLong);
}

Evidence evidence_of(const Filed& filed, const Account& account) {
  const Event& e = filed.event;
  return {e.report,  source_of(e.report, account),
          filed.day, filed.sentence.text.empty() ? e.trigger : filed.sentence,
          e.trigger, e.id};
}

Evidence evidence_of(const std::string& report, const Span& span, const Account& account) {
  return {report, source_of(report, account), day_of(report, account), span, {}, ""};
}

std::vector<Evidence> said_unknown(const Account& account, const std::vector<std::string>& reports) {
  static const std::vector<std::string> phrases = list(embedded::unknown);
  std::vector<Evidence> found;
  for (const std::string& id : reports) {
    const auto report = account.reports.find(id);
    if (report == account.reports.end()) continue;
    const std::string& text = report->second.text;
    if (!law::says_any(text, phrases)) continue;
    for (const Sentence& s : split_sentences(text)) {
      const Span span{s.start, s.end, text.substr(s.start, s.end - s.start)};
      if (law::says_any(span.text, phrases)) found.push_back(evidence_of(id, span, account));
    }
  }
  return found;
}

}  // namespace dragoman::brief_words
