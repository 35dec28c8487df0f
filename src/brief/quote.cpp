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
constexpr std::size_t kBefore = 60;   // of a longer clause, what is quoted before a trigger that ends it
constexpr std::size_t kSpeech = 220;  // with what is said in quotation marks behind it
constexpr std::size_t kFar = 80;      // bytes before the trigger in which its clause must begin to be quoted from there
constexpr std::string_view kOpen = "“", kClose = "”";

constexpr std::array<std::string_view, 6> kEdges = {", ", "; ", ": ", " — ", " – ", " - "};
constexpr std::array<std::string_view, 3> kStops = {". ", "? ", "! "};

std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

// Whether what follows a comma goes on with a list: "Turkey, AANES, or another actor".
bool goes_on(std::string_view rest) {
  const std::size_t end = rest.find(", ");
  const std::string_view piece = rest.substr(0, end);
  if (piece.starts_with("or ") || piece.starts_with("and ") || piece.starts_with("nor ")) return count_words(piece) <= 4;
  const bool is_name = !piece.empty() && ((piece[0] >= 'A' && piece[0] <= 'Z') || (piece[0] & 0x80) != 0);
  return is_name && end != std::string_view::npos && count_words(piece) <= 3;
}

// The first end of a clause behind `from`.
std::size_t clause_end(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    const auto begins = [&](std::string_view mark) { return rest.starts_with(mark); };
    if (std::any_of(kStops.begin(), kStops.end(), begins)) return at;
    if (begins(", ") && goes_on(rest.substr(2))) continue;
    if (std::any_of(kEdges.begin(), kEdges.end(), begins)) return at;
  }
  return text.size();
}

// Where the clause of the trigger begins: behind the last mark before it.
std::size_t clause_start(std::string_view text, std::size_t before) {
  std::size_t start = 0;
  const auto behind = [&](std::string_view mark) {
    const std::size_t at = before >= mark.size() ? text.rfind(mark, before - mark.size()) : std::string_view::npos;
    if (at != std::string_view::npos) start = std::max(start, at + mark.size());
  };
  for (const std::string_view mark : kEdges) behind(mark);
  for (const std::string_view mark : kStops) behind(mark);
  for (const std::string_view mark : {kOpen, kClose, std::string_view("\"")}) behind(mark);
  for (const std::string_view link : {"but ", "and ", " "}) {
    if (text.substr(start, before - start).starts_with(link)) start += link.size();
  }
  return start;
}

// Quotation that the piece [start, end) has half of is taken in, as far as the sentence has the rest near by.
void whole_quotations(std::string_view text, std::size_t& start, std::size_t& end) {
  constexpr std::size_t kNear = 40;
  const std::string_view piece = text.substr(start, end - start);
  const std::size_t close = piece.find(kClose), open = piece.find(kOpen);
  if (close != std::string_view::npos && close + kClose.size() < piece.size() &&
      (open == std::string_view::npos || open > close)) {
    const std::size_t opened = text.rfind(kOpen, start);
    if (opened != std::string_view::npos && start - opened <= kNear) start = opened;
  }
  const std::size_t last = text.substr(0, end).rfind(kOpen);
  if (last == std::string_view::npos || last < start || text.substr(last, end - last).find(kClose) != std::string_view::npos)
    return;
  const std::size_t closed = text.find(kClose, end);
  if (closed != std::string_view::npos && closed + kClose.size() - start <= kLong) end = closed + kClose.size();
}

// "The minister threatened, “if …, we will …”": what is said belongs to the word of saying.
void with_speech(std::string_view text, std::size_t start, std::size_t& end) {
  for (const std::string_view link : {", ", ": "}) {
    const std::string_view rest = text.substr(std::min(end, text.size()));
    if (!rest.starts_with(link) || !rest.substr(link.size()).starts_with(kOpen)) continue;
    const std::size_t close = text.find(kClose, end);
    if (close != std::string_view::npos && close + kClose.size() - start <= kSpeech) end = close + kClose.size();
    return;
  }
}

// Bytes of marks that lack their other half.
std::vector<std::pair<std::size_t, std::size_t>> halves(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> open_quotes, open_brackets, lone;
  const auto close = [&](auto& open, std::size_t at, std::size_t size) {
    if (open.empty()) {
      lone.emplace_back(at, size);
    } else {
      open.pop_back();
    }
  };
  bool straight = false;
  std::pair<std::size_t, std::size_t> last_straight;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kOpen)) open_quotes.emplace_back(at, kOpen.size());
    if (rest.starts_with(kClose)) close(open_quotes, at, kClose.size());
    if (text[at] == '(') open_brackets.emplace_back(at, 1);
    if (text[at] == ')') close(open_brackets, at, 1);
    if (text[at] == '"') straight = !straight, last_straight = {at, 1};
  }
  if (straight) lone.push_back(last_straight);
  lone.insert(lone.end(), open_quotes.begin(), open_quotes.end());
  lone.insert(lone.end(), open_brackets.begin(), open_brackets.end());
  std::sort(lone.begin(), lone.end());
  return lone;
}

bool is_abbreviation(std::string_view text) { return text.size() > 3 && text.ends_with('.') && text[text.size() - 3] == '.'; }

void trim(std::string& text) {
  static constexpr std::array<std::string_view, 9> kStray = {" ", ",", ";", ":", ".", "—", "–", "-", "!"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : kStray) {
      while (text.ends_with(mark) && !is_abbreviation(text)) text.resize(text.size() - mark.size()), again = true;
      while (text.starts_with(mark)) text.erase(0, mark.size()), again = true;
    }
  }
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
  const Event& e = filed.event;
  if (text.empty()) return cut(e.trigger.text, kLong);
  const std::size_t at = e.trigger.start - filed.sentence.start;
  const std::size_t behind = std::min(at + e.trigger.text.size(), text.size());
  std::size_t end = std::max(behind, clause_end(text, behind));
  if (e.status == "conditional" && e.condition && e.condition->span.start >= filed.sentence.start + behind)
    end = std::min(end, e.condition->span.start - filed.sentence.start);
  // What makes an act possible, planned, denied or only talked of mostly stands before it.
  const std::size_t from = clause_start(text, at);
  std::size_t start = at - from <= kFar ? from : at;
  const bool is_cut = start > from && end - start < kShort;
  if (is_cut) start = std::min(at, text.find(' ', at - kBefore) + 1);
  whole_quotations(text, start, end);
  with_speech(text, start, end);
  if (start > 0 && text.substr(start, end - start).ends_with('?')) --end;  // the question is the sentence's, not the clause's
  return (is_cut ? "… " : "") + cut(text.substr(start, end - start), kSpeech);
}

std::string quoted(const std::string& words) {
  std::string text = words;
  const auto lone = halves(text);
  for (auto mark = lone.rbegin(); mark != lone.rend(); ++mark) text.erase(mark->first, mark->second);
  trim(text);
  std::string inner;
  bool straight = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = std::string_view(text).substr(at);
    if (rest.starts_with(kOpen) || rest.starts_with(kClose)) {
      inner += rest.starts_with(kOpen) ? "‘" : "’";
      at += kOpen.size() - 1;
    } else if (text[at] == '"') {
      straight = !straight;
      inner += straight ? "‘" : "’";
    } else {
      inner += text[at];
    }
  }
  return std::string(kOpen) + inner + std::string(kClose);
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
