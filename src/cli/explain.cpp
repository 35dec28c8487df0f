// dragoman explain: a sentence, its tree, and every decision with its reason.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "inputs.h"
#include "render.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  std::string file, event;
  std::optional<std::size_t> sentence;
};

constexpr std::array<std::string_view, 6> statuses{"actual", "future", "conditional", "possible", "demanded", "negated"};
constexpr std::size_t deepest_shown = 24;  // levels of the tree; below that the branches run straight down

std::string bytes_of(const std::string& text, std::size_t start, std::size_t end) {
  return one_line(std::string_view(text).substr(start, end - start));
}

// Draws the tree depth first, without recursion: a parser's tree may be as deep as its sentence is long.
class TreeDrawing {
 public:
  TreeDrawing(const std::string& text, const Reading& reading, const Page& page) : text_(text), reading_(reading), page_(page) {
    const std::size_t n = reading.words.size();
    children_.resize(n + 1);
    for (std::size_t i = 0; i < n; ++i) {
      const int head = reading.words[i].head;
      children_[head < 0 || static_cast<std::size_t>(head) > n ? 0 : static_cast<std::size_t>(head)].push_back(i);
    }
  }

  std::string draw() const {
    struct Branch {
      std::size_t word;
      std::string before;
      bool last;
    };
    std::vector<Branch> open;
    const auto grow = [&](std::size_t parent, const std::string& before) {
      const auto& list = children_[parent];
      for (std::size_t k = list.size(); k-- > 0;) open.push_back({list[k], before, k + 1 == list.size()});
    };
    std::string out;
    grow(0, "  ");
    while (!open.empty()) {
      const Branch branch = std::move(open.back());
      open.pop_back();
      out += line(branch.word, branch.before + (branch.last ? "`-- " : "|-- "));
      const bool deeper = branch.before.size() / 4 < deepest_shown;
      grow(branch.word + 1, deeper ? branch.before + (branch.last ? "    " : "|   ") : branch.before);
    }
    return out;
  }

 private:
  std::string line(std::size_t i, const std::string& before) const {
    const Word& w = reading_.words[i];
    const std::string word = Style{page_.coloured ? bold : ""}(bytes_of(text_, w.start, w.end));
    const std::string rest = fmt::format("{} {} {}", w.deprel, w.upos, w.lemma);
    return before + word + "  " + Style{page_.coloured ? dim : ""}(rest) + "\n";
  }

  const std::string& text_;
  const Reading& reading_;
  const Page& page_;
  std::vector<std::vector<std::size_t>> children_;  // of word i + 1; of the root at 0
};

std::string scored(const Reason& reason) {
  std::string said = reason.from;
  if (reason.name) said += " " + *reason.name;
  if (reason.score) said += fmt::format(" {:.2f}", *reason.score);
  return said;
}

std::string who(const Participant& p) {
  std::string said = fmt::format("{} [{}, {})", one_line(p.span.text), p.span.start, p.span.end);
  if (p.actor) said += " " + *p.actor;
  if (p.name && p.name != p.span.text) said += fmt::format(" ({})", *p.name);
  if (p.country) said += " " + *p.country;
  if (p.sector) said += " " + *p.sector;
  if (p.role) said += ", " + *p.role;
  if (!p.actor) {
    for (const Likely& one : p.candidates) said += fmt::format(", perhaps {} {:.2f}", one.actor, one.score);
    for (const std::string& one : p.members) said += ", " + one;
  }
  if (p.cue) said += fmt::format(", cue “{}” [{}, {})", one_line(p.cue->text), p.cue->start, p.cue->end);
  return said;
}

std::string where(const Place& place) {
  std::string said = one_line(place.span.text);
  if (!place.location) return said + ", in no file";
  const Location& at = *place.location;
  said += fmt::format(" = {}{}{}", at.relation ? *at.relation + " " : "", at.name, at.country ? ", " + *at.country : "");
  if (at.latitude && at.longitude) said += fmt::format(" ({:.2f}, {:.2f})", *at.latitude, *at.longitude);
  return said + ", to the " + at.precision;
}

std::string when(const Time& time) {
  std::string said = one_line(time.span.text);
  if (!time.from && !time.until) return said + ", no day";
  return said + fmt::format(" = {} to {}", time.from ? print(*time.from) : "…", time.until ? print(*time.until) : "…");
}

std::string what(const Cargo& cargo) {
  std::string said = fmt::format("{} = {}", one_line(cargo.span.text), cargo.good);
  if (cargo.maker) said += ", made by " + *cargo.maker;
  if (cargo.supplier) said += ", supplied by " + *cargo.supplier;
  return said;
}

// The model's frame that an event was made of, for the scores that the record leaves out.
const Frame* frame_of(const Event& event, const Reading& reading) {
  for (const Frame& frame : reading.frames) {
    if (frame.type != event.type || frame.trigger.first < reading.first_word) continue;
    const std::size_t first = frame.trigger.first - reading.first_word, last = frame.trigger.last - reading.first_word;
    if (last > reading.words.size() || first >= last) continue;
    if (reading.words[first].start <= event.trigger.start && event.trigger.end <= reading.words[last - 1].end) return &frame;
  }
  return nullptr;
}

std::string status_scores(const Frame& frame) {
  std::string all;
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    all += fmt::format("{}{} {:.2f}", i ? ", " : "", statuses[i], frame.status_scores[i]);
  }
  return all;
}

std::string row(std::string_view name, std::string_view value) { return fmt::format("    {:<11}{}\n", name, value); }

std::string explained(const Event& event, const Reading& reading, const Page& page) {
  const auto style = [&](std::string_view on) { return Style{page.coloured ? on : ""}; };
  std::string out = fmt::format("  event {}  {} {}  confidence {:.2f}\n", event.id, style(colour_of(event.type))(event.type),
                                event.status, event.confidence);
  out += row("trigger", fmt::format("“{}” [{}, {}){}", one_line(event.trigger.text), event.trigger.start, event.trigger.end,
                                    event.quoted ? ", quoted" : ""));
  for (const Participant& p : event.source) out += row("source", who(p));
  for (const Participant& p : event.target) out += row("target", who(p));
  for (const Participant& p : event.by) out += row("by", who(p));
  if (event.cameo) {
    const std::string value = event.goldstein ? fmt::format(", Goldstein {:g}", *event.goldstein) : "";
    out += row("code", fmt::format("CAMEO {}{}{}", *event.cameo, event.mode ? ", mode " + *event.mode : "", value));
  }
  if (event.condition) {
    const Span& span = event.condition->span;
    const std::string linked = event.condition->event ? " → event " + *event.condition->event : "";
    out += row("condition", fmt::format("{} [{}, {}){}", one_line(span.text), span.start, span.end, linked));
  }
  if (event.place) out += row("place", where(*event.place));
  if (event.time) out += row("time", when(*event.time));
  for (const Cargo& cargo : event.goods) out += row("goods", what(cargo));
  if (event.killed) out += row("killed", std::to_string(*event.killed));
  if (event.injured) out += row("injured", std::to_string(*event.injured));
  if (event.arrested) out += row("arrested", std::to_string(*event.arrested));
  if (event.displaced) out += row("displaced", std::to_string(*event.displaced));
  for (const Reason& reason : event.why) out += row("why", fmt::format("{}: {}", reason.step, scored(reason)));
  if (const Frame* frame = frame_of(event, reading)) out += row("statuses", status_scores(*frame));
  return out;
}

std::string considered(const Coded& coded, const Reading& reading) {
  std::string out;
  for (const Candidate& candidate : reading.considered) {
    const std::size_t i = candidate.word - reading.first_word;
    if (candidate.word < reading.first_word || i >= reading.words.size()) continue;
    out +=
        fmt::format("    “{}” as {}: {:.2f}, too little for a trigger\n",
                    bytes_of(coded.report.text, reading.words[i].start, reading.words[i].end), candidate.type, candidate.score);
  }
  return out;
}

std::string nesting(const Coded& coded, const Sentence& sentence) {
  std::string out;
  for (const Quotation& q : coded.quotations) {
    if (q.start >= sentence.end || q.end <= sentence.start) continue;
    out += fmt::format("    {}{} [{}, {}){}\n", std::string(2 * static_cast<std::size_t>(q.depth), ' '),
                       fit(bytes_of(coded.report.text, q.start, q.end), 60, Fill::None), q.start, q.end,
                       q.closed ? "" : ", never closed");
  }
  return out;
}

// Who vouches for what: each mouth under the one whose word it is on, the events under the innermost.
std::string mouths(std::span<const Event> events) {
  std::string out;
  std::vector<std::string> open;
  for (const Event& event : events) {
    std::vector<std::string> chain;
    for (const Participant& p : event.by) {
      chain.push_back(one_line(p.span.text) + (p.cue ? fmt::format(" (“{}”)", one_line(p.cue->text)) : ""));
    }
    if (chain.empty()) chain.push_back("the report");
    std::size_t same = 0;
    while (same < chain.size() && same < open.size() && chain[same] == open[same]) ++same;
    for (std::size_t depth = same; depth < chain.size(); ++depth)
      out += fmt::format("    {}{}\n", std::string(2 * depth, ' '), chain[depth]);
    out += fmt::format("    {}{} {} “{}”{}\n", std::string(2 * chain.size(), ' '), event.type, event.status,
                       one_line(event.trigger.text), event.quoted ? ", quoted" : "");
    open = std::move(chain);
  }
  return out;
}

std::string explain_sentence(const Coded& coded, std::size_t s, std::span<const Event> events, const Page& page) {
  const Sentence& sentence = coded.sentences[s];
  const Reading& reading = coded.readings[s];
  std::string out = Style{page.coloured ? bold : ""}(
      fmt::format("{}, sentence {} [{}, {})", one_line(coded.report.id), s, sentence.start, sentence.end));
  out += "\n" + marked(coded.report, sentence.start, sentence.end, events, page) + "\n";
  out += TreeDrawing(coded.report.text, reading, page).draw() + "\n";
  if (const std::string quotes = nesting(coded, sentence); !quotes.empty()) out += "  quotations\n" + quotes + "\n";
  if (!events.empty()) out += "  on whose word\n" + mouths(events) + "\n";
  for (const Event& event : events) out += explained(event, reading, page) + "\n";
  const std::string fell = considered(coded, reading);
  if (events.empty()) out += fell.empty() ? "  no event: no word came near to being a trigger\n\n" : "  no event\n";
  if (!fell.empty()) out += "  considered, and fell\n" + fell + "\n";
  return out;
}

std::string explain(const Coded& coded, const Asked& asked, const Page& page) {
  std::string out;
  for (std::size_t s = 0; s < coded.sentences.size(); ++s) {
    if (asked.sentence && *asked.sentence != s) continue;
    std::vector<Event> here;
    for (const Event& event : coded.events) {
      if (event.sentence == s) here.push_back(event);
    }
    if (!asked.event.empty()) {
      std::erase_if(here, [&](const Event& event) { return event.id.compare(0, asked.event.size(), asked.event) != 0; });
      if (here.empty()) continue;
    }
    out += explain_sentence(coded, s, here, page);
  }
  return out;
}

void run_explain(const Asked& asked, Session& session) {
  const auto reader = session.open();
  if (!reader) return;
  const Tables tables = session.tables();
  const Page page = session.page();
  Inputs inputs({asked.file});
  bool found = false;
  for_each_report<std::string>(
      inputs, session,
      [&](Report&& report) {
        return explain(code_report(*reader, std::move(report), tables.knowledge, tables.ontology), asked, page);
      },
      [&](std::string&& text) {
        found |= !text.empty();
        std::fwrite(text.data(), 1, text.size(), stdout);
      });
  if (found || session.status != 0) return;
  if (!asked.event.empty()) return session.fail(asked.file, "has no event " + asked.event + "; see `dragoman code`");
  session.fail(asked.file, "has no such sentence; sentences are numbered from 0");
}

}  // namespace

void add_explain(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("explain", "a sentence, its tree, every decision with its reason");
  command->add_option("FILE", asked->file, "a report, - for standard input")->required()->type_name("");
  command->add_option("--event", asked->event, "only this event: its id, or how it begins")->type_name("ID");
  command->add_option("--sentence", asked->sentence, "only this sentence, numbered from 0 as in the record")->type_name("N");
  command->footer(
      "Offsets are bytes, half open. Scores are the model's probabilities.\n"
      "Examples:\n"
      "  dragoman explain report.txt --sentence 2\n"
      "  dragoman explain report.txt --event 7f0c2d9a\n"
      "  echo 'Ankara threatened to attack if the zone is refused.' | dragoman explain -");
  command->callback([asked, &session] { run_explain(*asked, session); });
}

}  // namespace dragoman::cli
