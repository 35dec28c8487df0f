#include "render.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "terminal.h"

namespace dragoman::cli {
namespace {

constexpr std::string_view between = "; ";

template <typename Take>
std::string joined(const std::vector<Participant>& list, std::string_view separator, Take take) {
  std::string all;
  for (const Participant& p : list) {
    if (&p != &list.front()) all += separator;
    all += take(p);
  }
  return all;
}

std::string texts(const std::vector<Participant>& list) {
  return joined(list, between, [](const Participant& p) { return one_line(p.span.text); });
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string field = "\"";
  for (char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + '"';
}

constexpr std::array<std::string_view, 35> csv_columns{"id",
                                                       "report",
                                                       "published",
                                                       "sentence",
                                                       "type",
                                                       "mode",
                                                       "cameo",
                                                       "goldstein",
                                                       "status",
                                                       "trigger_start",
                                                       "trigger_end",
                                                       "trigger",
                                                       "source",
                                                       "source_bytes",
                                                       "source_actor",
                                                       "source_country",
                                                       "source_sector",
                                                       "target",
                                                       "target_bytes",
                                                       "target_actor",
                                                       "target_country",
                                                       "target_sector",
                                                       "condition",
                                                       "condition_start",
                                                       "condition_end",
                                                       "condition_event",
                                                       "by",
                                                       "by_bytes",
                                                       "quoted",
                                                       "place",
                                                       "time",
                                                       "killed",
                                                       "injured",
                                                       "confidence",
                                                       "why"};

std::string bytes(const Participant& p) { return fmt::format("{}-{}", p.span.start, p.span.end); }
std::string actor(const Participant& p) { return p.actor.value_or(""); }
std::string country(const Participant& p) { return p.country.value_or(""); }
std::string sector(const Participant& p) { return p.sector.value_or(""); }
std::string words(const Participant& p) { return p.span.text; }
std::string words(const std::optional<Span>& span) { return span ? span->text : ""; }
template <typename Told>
std::string words(const std::optional<Told>& told) {
  return told ? told->span.text : "";
}

template <typename Number>
std::string number(const std::optional<Number>& value) {
  return value ? fmt::format("{}", *value) : "";
}

std::string reasons(const Event& event) {
  std::string all;
  for (const Reason& reason : event.why) {
    if (!all.empty()) all += between;
    all += reason.step + " " + reason.from;
    if (reason.name) all += " " + *reason.name;
    if (reason.score) all += fmt::format(" {:.2f}", *reason.score);
  }
  return all;
}

// Columns of the table and how wide they are on a page of 100; the last two take what is left.
struct Column {
  std::string_view title;
  std::size_t width;
};

std::vector<Column> table_columns(const Page& page) {
  std::vector<Column> list{{"report", 12}, {"type", 9},    {"status", 11}, {"source", 0},
                           {"target", 0},  {"trigger", 0}, {"by", 0},      {"if", 0}};
  std::size_t fixed = 0, open = 0;
  for (const Column& c : list) {
    fixed += c.width + 2;
    open += c.width == 0;
  }
  const std::size_t share = std::max<std::size_t>(10, page.width > fixed ? (page.width - fixed) / open : 0);
  for (Column& c : list) {
    if (c.width == 0) c.width = share;
  }
  return list;
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

// What is shown of one byte of a sentence.
struct Mark {
  std::string_view colour;
  bool underlined = false, condition = false;
  bool operator==(const Mark&) const = default;
};

std::string escape(const Mark& mark) {
  std::string codes(mark.colour);
  if (mark.underlined) codes += underlined;
  if (mark.condition) codes += italic;
  return codes;
}

std::vector<Mark> marks(std::size_t start, std::size_t end, std::span<const Event> events) {
  std::vector<Mark> all(end - start);
  const auto over = [&](const Span& span, auto set) {
    for (std::size_t i = std::max(span.start, start); i < std::min(span.end, end); ++i) set(all[i - start]);
  };
  for (const Event& event : events) {
    if (event.trigger.start >= start && event.trigger.start < end) {
      over(event.trigger, [&](Mark& mark) { mark.colour = colour_of(event.type); });
    }
    for (const Participant& p : event.source) over(p.span, [](Mark& mark) { mark.underlined = true; });
    for (const Participant& p : event.target) over(p.span, [](Mark& mark) { mark.underlined = true; });
    if (event.condition) over(event.condition->span, [](Mark& mark) { mark.condition = true; });
  }
  return all;
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// Writes words with their marks and breaks lines between them.
class Wrapped {
 public:
  Wrapped(std::size_t width, std::size_t indent) : width_(width), indent_(indent) {}

  void word(std::string_view shown, std::size_t wide, std::string_view gap, Style gap_style = {}) {
    if (column_ > 0 && column_ + 1 + wide > width_) {
      out_ += '\n';
      out_.append(indent_, ' ');
      column_ = indent_;
    } else if (column_ > 0) {
      out_ += gap_style(gap);
      column_ += columns(gap);
    }
    out_ += shown;
    column_ += wide;
  }
  std::string text() && { return std::move(out_); }

 private:
  std::size_t width_, indent_, column_ = 0;
  std::string out_;
};

// A word's bytes with their escapes.
std::string painted(std::string_view word, std::span<const Mark> marked, bool coloured) {
  if (!coloured) return one_line(word);
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    std::size_t run = i + 1;
    while (run < word.size() && marked[run] == marked[i]) ++run;
    out += Style{escape(marked[i])}(one_line(word.substr(i, run - i)));
    i = run;
  }
  return out;
}

// "by …" and its like: one piece that is broken at its blanks.
void add_words(Wrapped& line, std::string_view text, Style style, std::string_view gap) {
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    line.word(style(text.substr(at, end - at)), columns(text.substr(at, end - at)), first ? gap : " ");
    first = false;
    at = end + 1;
  }
}

void add_side(Wrapped& line, const std::vector<Participant>& side, Style style, std::string_view gap) {
  add_words(line, side.empty() ? "–" : texts(side), side.empty() ? Style{} : style, gap);
}

std::string heading(const Report& report, const Page& page) {
  std::string line = one_line(report.id);
  if (report.title) line += " · " + one_line(*report.title);
  if (report.published) line += " · " + one_line(*report.published);
  return Style{page.coloured ? bold : ""}(fit(line, page.width, Fill::None)) + "\n";
}

}  // namespace

std::string csv_row(std::span<const std::string> fields) {
  std::string row;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) row += ',';
    row += csv_field(field);
  }
  return row + "\r\n";
}

std::vector<std::string> csv_names() { return {csv_columns.begin(), csv_columns.end()}; }

std::vector<std::string> csv_fields(const Event& e) {
  const std::optional<Span> condition = e.condition ? std::optional(e.condition->span) : std::nullopt;
  const auto list = [](const std::vector<Participant>& who, auto take) { return joined(who, between, take); };
  const auto say = [](const Participant& p) { return words(p); };
  return {e.id,
          e.report,
          e.published.value_or(""),
          fmt::format("{}", e.sentence),
          e.type,
          e.mode.value_or(""),
          e.cameo.value_or(""),
          number(e.goldstein),
          e.status,
          fmt::format("{}", e.trigger.start),
          fmt::format("{}", e.trigger.end),
          e.trigger.text,
          list(e.source, say),
          list(e.source, bytes),
          list(e.source, actor),
          list(e.source, country),
          list(e.source, sector),
          list(e.target, say),
          list(e.target, bytes),
          list(e.target, actor),
          list(e.target, country),
          list(e.target, sector),
          words(condition),
          condition ? fmt::format("{}", condition->start) : "",
          condition ? fmt::format("{}", condition->end) : "",
          e.condition ? e.condition->event.value_or("") : "",
          list(e.by, say),
          list(e.by, bytes),
          e.quoted ? "true" : "false",
          words(e.place),
          words(e.time),
          number(e.killed),
          number(e.injured),
          fmt::format("{:.2f}", e.confidence),
          reasons(e)};
}

std::string table_header(const Page& page) {
  std::string line;
  for (const Column& c : table_columns(page)) line += fit(c.title, c.width, Fill::Pad) + "  ";
  return Style{page.coloured ? bold : ""}(without_trailing_blanks(std::move(line)));
}

std::string table_line(const Event& e, const Page& page) {
  const auto layout = table_columns(page);
  const std::array<std::string, 8> cells{fit_end(one_line(e.report), layout[0].width),
                                         e.type,
                                         e.status,
                                         texts(e.source),
                                         texts(e.target),
                                         one_line(e.trigger.text),
                                         texts(e.by),
                                         e.condition ? one_line(e.condition->span.text) : ""};
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = fit(cells[i], layout[i].width, Fill::Pad);
    const bool typed = layout[i].title == "type" || layout[i].title == "trigger";
    line += Style{page.coloured && typed ? colour_of(e.type) : ""}(cell) + "  ";
  }
  return without_trailing_blanks(std::move(line));
}

std::string marked(const Report& report, std::size_t start, std::size_t end, std::span<const Event> events, const Page& page) {
  const std::string_view text = std::string_view(report.text).substr(start, end - start);
  const std::vector<Mark> all = marks(start, end, events);
  Wrapped lines(page.width, 0);
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    std::size_t stop = at;
    while (stop < text.size() && !is_blank(text[stop])) ++stop;
    const std::string_view word = text.substr(at, stop - at);
    const std::string joint = page.coloured && at > 0 && all[at - 1] == all[at] ? escape(all[at]) : "";
    lines.word(painted(word, std::span(all).subspan(at, word.size()), page.coloured), columns(word), " ", Style{joint});
    at = stop;
  }
  return std::move(lines).text() + "\n";
}

std::string event_line(const Event& event, const Page& page) {
  const auto style = [&](std::string_view on) { return Style{page.coloured ? on : ""}; };
  const std::string indent(4, ' ');
  const std::string head = fit(event.type, 9, Fill::Pad), status = fit(event.status, 11, Fill::Pad);
  Wrapped line(page.width, 27);
  line.word(indent + style(colour_of(event.type))(head) + "  " + status, 26, "");
  add_side(line, event.source, style(underlined), "  ");
  add_words(line, "→", {}, " ");
  add_side(line, event.target, style(underlined), " ");
  add_words(line, "“" + one_line(event.trigger.text) + "”", style(colour_of(event.type)), "  ");
  if (!event.by.empty()) {
    add_words(line, "by", style(dim), "  ");
    add_words(line, texts(event.by), {}, " ");
  }
  if (event.condition) {
    const std::string words = one_line(event.condition->span.text);
    const bool says_if = words.compare(0, 3, "if ") == 0;
    if (!says_if) add_words(line, "if:", style(dim), "  ");
    add_words(line, words, style(italic), says_if ? "  " : " ");
  }
  if (event.quoted) add_words(line, "(quoted)", style(dim), "  ");
  return std::move(line).text() + "\n";
}

std::string annotated(const Report& report, std::span<const Sentence> sentences, std::span<const Event> events,
                      const Page& page) {
  std::string out = heading(report, page) + "\n";
  std::size_t next = 0;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    if (s > 0 && sentences[s].paragraph_start) out += "\n";
    const std::size_t first = next;
    while (next < events.size() && events[next].trigger.start < sentences[s].end) ++next;
    const auto here = events.subspan(first, next - first);
    out += marked(report, sentences[s].start, sentences[s].end, here, page);
    for (const Event& event : here) out += event_line(event, page);
  }
  return out + "\n";
}

}  // namespace dragoman::cli
