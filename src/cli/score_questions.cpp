// dragoman score-questions: how good forecasts of resolved questions were.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "known.h"
#include "outline.h"
#include "question_files.h"
#include "session.h"

namespace dragoman::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Asked {
  std::string folder, weights, learn, plot;
  bool json = false, as_they_are = false;
};

// A folder a question: question.toml and reports.jsonl, or events.jsonl with the records of reports coded before.
std::vector<fs::path> folders_in(const std::string& folder, Session& session) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (fs::exists(at->path() / "question.toml")) found.push_back(at->path());
  }
  std::sort(found.begin(), found.end());
  if (error)
    session.refuse(folder + ": cannot be read (" + error.message() + ")");
  else if (found.empty())
    session.refuse(folder + ": holds no folder with a question.toml; give a folder of such folders");
  return found;
}

struct Backtest {
  std::deque<Question> questions;  // stay where they are
  std::vector<Resolved> resolved;
};

Backtest read_backtest(const std::string& folder, const Weights& weights, Session& session) {
  Backtest test;
  for (const fs::path& path : folders_in(folder, session)) {
    auto question = open_question((path / "question.toml").string(), session);
    if (!question) continue;
    if (!question->outcome) {
      session.fail((path / "question.toml").string(), "has no [resolved]; only resolved questions can be scored");
      continue;
    }
    const fs::path store = fs::exists(path / "events.jsonl") ? path / "events.jsonl" : path / "reports.jsonl";
    const auto account = read_known(store.string(), session);
    if (!account) continue;
    test.questions.push_back(std::move(*question));
    const Question& q = test.questions.back();
    test.resolved.push_back({&q, samples(q, *account, statutes(), weights)});
    if (is_terminal(stderr)) fmt::print(stderr, "\r\x1b[K{} questions read", test.resolved.size());
  }
  if (is_terminal(stderr)) fmt::print(stderr, "\r\x1b[K");
  return test;
}

// A calibration plot: mean forecast of each bin against how often it came true, the circle's area by the number of days.
std::string plot(const Score& score) {
  constexpr double kSide = 360, kEdge = 48;
  const auto x = [&](double p) { return kEdge + p * kSide; };
  const auto y = [&](double p) { return kEdge + (1 - p) * kSide; };
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{0}\" font-family=\"sans-serif\" font-size=\"12\">\n"
      "<title>Calibration of {1} questions, {2} days; Brier {3:.3f}</title>\n"
      "<rect x=\"{4}\" y=\"{4}\" width=\"{5}\" height=\"{5}\" fill=\"none\" stroke=\"#888\"/>\n"
      "<line x1=\"{4}\" y1=\"{6}\" x2=\"{6}\" y2=\"{4}\" stroke=\"#888\" stroke-dasharray=\"4\"/>\n",
      kSide + 2 * kEdge, score.questions, score.days, score.brier, kEdge, kSide, kEdge + kSide);
  for (int tenth = 0; tenth <= 10; tenth += 2) {
    svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">{:.1f}</text>\n", x(tenth / 10.0),
                       kEdge + kSide + 16, tenth / 10.0);
    svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{:.1f}</text>\n", kEdge - 6, y(tenth / 10.0) + 4,
                       tenth / 10.0);
  }
  svg += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"middle\">forecast</text>\n", x(0.5), kEdge + kSide + 34);
  svg += fmt::format("<text transform=\"translate(14,{:.0f}) rotate(-90)\" text-anchor=\"middle\">came true</text>\n", y(0.5));
  for (const Bin& bin : score.bins) {
    if (bin.days == 0) continue;
    const double radius = 3 + 22 * std::sqrt(static_cast<double>(bin.days) / static_cast<double>(score.days));
    svg += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{:.1f}\" fill=\"#36c\" fill-opacity=\"0.6\"><title>{} days</title></circle>\n",
        x(bin.forecast), y(bin.came), radius, bin.days);
  }
  return svg + "</svg>\n";
}

void write(const std::string& path, const std::string& text, Session& session) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.flush();
  if (!file) session.fail(path, "cannot be written");
}

// How often it came true as a bar, and where the forecast says that the bar should end.
std::string bar(const Bin& bin) {
  constexpr double kWide = 40;
  std::string text(static_cast<std::size_t>(kWide) + 1, ' ');
  std::fill_n(text.begin(), static_cast<std::ptrdiff_t>(bin.came * kWide), '#');
  text[static_cast<std::size_t>(bin.forecast * kWide)] = '|';
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

std::string outcome_of(const Question& q) { return q.outcome->waived ? "waived" : q.outcome->yes ? "yes" : "no"; }

void show(const Score& s, const Backtest& test, const Asked& asked, const Page& page) {
  Outline out(page);
  out.line(0, out.bolded(fmt::format("{:<28} {:<8} {:>6} {:>9} {:>6}", "question", "came", "Brier", "base rate", "days")), "");
  for (const auto& [question, pair] : s.each) {
    const auto found = std::find_if(test.resolved.begin(), test.resolved.end(),
                                    [&, q = question](const Resolved& r) { return r.question == q; });
    out.line(0,
             fmt::format("{:<28} {:<8} {:>6.3f} {:>9.3f} {:>6}", question->id, outcome_of(*question), pair.first, pair.second,
                         found->samples.size()),
             "");
  }
  out.gap();
  out.line(0, "",
           fmt::format("n = {} questions, {} days; {}", s.questions, s.days,
                       asked.as_they_are ? "weights as they are" : "each with weights and base rate learned from the others"));
  out.line(
      0, "",
      fmt::format(
          "Brier {:.3f}, of the base rate {:.3f}; difference {:+.3f} (95 % by bootstrap over questions {:+.3f} to {:+.3f})",
          s.brier, s.brier_base, s.brier - s.brier_base, s.brier_low, s.brier_high),
      bold);
  out.line(0, "", fmt::format("log score {:.3f}, of the base rate {:.3f}", s.log, s.log_base));
  out.gap();
  out.line(0, out.bolded(fmt::format("{:>8} {:>11} {:>6}  {}", "forecast", "came true", "days", "# came true, | forecast")),
           "");
  for (const Bin& bin : s.bins) {
    if (bin.days == 0) continue;
    out.line(0, fmt::format("{:>8.2f} {:>11.2f} {:>6}  {}", bin.forecast, bin.came, bin.days, bar(bin)), "");
  }
  out.gap();
  out.line(0,
           out.bolded(fmt::format("{:<18} {:>12} {:>11} {:>6} {:>10}", "80 % range", "says", "came true", "days", "questions")),
           "");
  for (const auto& [check, name] :
       {std::pair{&s.below, "below one half"}, std::pair{&s.across, "across it"}, std::pair{&s.above, "above one half"}}) {
    if (check->days == 0) continue;
    out.line(0,
             fmt::format("{:<18} {:>12} {:>11.2f} {:>6} {:>10}", name, fmt::format("{:.2f}–{:.2f}", check->low, check->high),
                         check->came, check->days, check->questions),
             "");
  }
  out.line(0, "", fmt::format("by groups, ranges hold on 80 % of days from {:.2f} times their unwidened width", s.wider));
  fmt::print("{}", out.text());
}

void print_json(const Score& s) {
  const auto rounded = [](double v) { return std::round(v * 1e4) / 1e4; };
  Json json{{"questions", s.questions},
            {"days", s.days},
            {"brier", rounded(s.brier)},
            {"log", rounded(s.log)},
            {"base", {{"brier", rounded(s.brier_base)}, {"log", rounded(s.log_base)}}},
            {"difference",
             {{"value", rounded(s.brier - s.brier_base)}, {"low", rounded(s.brier_low)}, {"high", rounded(s.brier_high)}}}};
  json["calibration"] = Json::array();
  for (const Bin& b : s.bins) {
    if (b.days) json["calibration"].push_back({{"forecast", rounded(b.forecast)}, {"came", rounded(b.came)}, {"days", b.days}});
  }
  json["range"] = {{"wider", rounded(s.wider)}};
  for (const auto& [check, name] :
       {std::pair{&s.below, "below"}, std::pair{&s.across, "across"}, std::pair{&s.above, "above"}}) {
    json["range"][name] = {{"low", rounded(check->low)},
                           {"high", rounded(check->high)},
                           {"came", rounded(check->came)},
                           {"days", check->days},
                           {"questions", check->questions}};
  }
  json["each"] = Json::array();
  for (const auto& [q, pair] : s.each) {
    json["each"].push_back(
        {{"question", q->id}, {"outcome", outcome_of(*q)}, {"brier", rounded(pair.first)}, {"base", rounded(pair.second)}});
  }
  fmt::print("{}\n", json.dump());
}

void run_score(const Asked& asked, Session& session) {
  const auto weights = open_weights(asked.weights, session);
  if (!weights) return;
  const Backtest test = read_backtest(asked.folder, *weights, session);
  if (test.resolved.empty()) return;
  const Score s = asked.as_they_are ? score(test.resolved, *weights) : leave_one_out(test.resolved, *weights);
  if (!asked.plot.empty()) write(asked.plot, plot(s), session);
  if (!asked.learn.empty()) write(asked.learn, to_toml(learn(test.resolved, *weights)), session);
  if (asked.json) return print_json(s);
  show(s, test, asked, session.page());
}

}  // namespace

void add_score_questions(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("score-questions", "Brier score, log score and calibration over resolved questions");
  command->add_option("FOLDER", asked->folder, "a folder of folders with question.toml and reports.jsonl")
      ->required()
      ->type_name("");
  command->add_option("--weights", asked->weights, "weights to start from instead of the built-in ones")->type_name("FILE");
  command->add_option("--learn", asked->learn, "write weights learned from all the questions")->type_name("FILE");
  command->add_option("--plot", asked->plot, "write the calibration plot")->type_name("FILE.svg");
  command->add_flag("--as-they-are", asked->as_they_are,
                    "use the weights as they are instead of learning them from the other questions");
  command->add_flag("--json", asked->json, "one line of JSON");
  command->footer(
      "Each day of a question, from its opening to the day before it was resolved, is forecast from the reports published "
      "until then.\n"
      "Examples:\n"
      "  dragoman score-questions examples/questions\n"
      "  dragoman score-questions examples/questions --plot calibration.svg --learn weights.toml");
  command->callback([asked, &session] { run_score(*asked, session); });
}

}  // namespace dragoman::cli
