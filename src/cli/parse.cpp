// dragoman parse: words, lemmas and the dependency tree in CoNLL-U, or the offsets of sentences and tokens alone.
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "conllu.h"
#include "dragoman/in_order.h"
#include "inputs.h"
#include "session.h"

namespace dragoman::cli {
namespace {

struct Asked {
  std::vector<std::string> inputs;
  std::string format = "conllu", tokens;
};

std::string offsets_line(const Report& report) {
  nlohmann::ordered_json out;
  out["id"] = report.id;
  auto& list = out["sentences"] = nlohmann::ordered_json::array();
  for (const Sentence& sentence : split_sentences(report.text)) {
    auto& tokens = list.emplace_back(nlohmann::ordered_json::array());
    for (const Token& token : sentence.tokens) tokens.push_back({token.start, token.end});
  }
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string conllu_of(const Reader& reader, const Report& report) {
  std::vector<Sentence> sentences = split_sentences(report.text);
  const std::vector<Reading> readings = reader.read_and_cut(report.text, sentences);
  return to_conllu(report, sentences, readings);
}

void parse_reports(const Asked& asked, Session& session) {
  std::optional<Reader> reader;
  const bool offsets = asked.format == "offsets";
  if (!offsets) {
    reader = session.open();
    if (!reader) return;
  }
  Inputs inputs(asked.inputs);
  for_each_report<std::string>(
      inputs, session, [&](Report&& report) { return offsets ? offsets_line(report) : conllu_of(*reader, report); },
      [](std::string&& text) { std::fwrite(text.data(), 1, text.size(), stdout); });
}

void parse_given(const std::string& path, const Reader& reader, Session& session) {
  std::ifstream file(path, std::ios::binary);
  if (path != "-" && !file) return session.fail(path, "cannot be read; check its name and permissions");
  Given given = read_conllu(path == "-" ? std::cin : file);
  for (const GivenFault& fault : given.faults) session.fail(path + ":" + std::to_string(fault.line), fault.what);
  if (given.reports.empty()) return session.fail(path, "holds no sentences; give a CoNLL-U file");
  std::size_t next = 0;
  in_order<std::size_t, std::string>(
      session.threads(), [&] { return next < given.reports.size() ? std::optional(next++) : std::nullopt; },
      [&](std::size_t&& i) {
        const GivenReport& report = given.reports[i];
        return filled(report, reader.read(report.report.text, report.sentences));
      },
      [](std::string&& text) { std::fwrite(text.data(), 1, text.size(), stdout); });
}

void run_parse(const Asked& asked, Session& session) {
  if (asked.tokens.empty()) return parse_reports(asked, session);
  if (asked.format != "conllu") return session.refuse("--tokens conllu prints CoNLL-U; leave --format out");
  const auto reader = session.open();
  if (!reader) return;
  for (const std::string& path : asked.inputs) parse_given(path, *reader, session);
}

}  // namespace

void add_parse(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("parse", "words, parts of speech, lemmas and dependencies (Universal Dependencies)");
  command->add_option("FILE", asked->inputs, "reports: files, folders, - for standard input")->required()->type_name("");
  command->add_option("--format", asked->format, "conllu, or offsets: a JSON line a report with the bytes of every token")
      ->check(CLI::IsMember({"conllu", "offsets"}).description(""))
      ->type_name("conllu|offsets")
      ->capture_default_str();
  command->add_option("--tokens", asked->tokens, "conllu: FILE is CoNLL-U, its words are kept and its columns filled")
      ->check(CLI::IsMember({"conllu"}).description(""))
      ->type_name("conllu");
  command->footer(
      "Examples:\n"
      "  dragoman parse report.txt\n"
      "  dragoman parse --tokens conllu ewt-dev.conllu > system.conllu\n"
      "  dragoman parse --format offsets reports.jsonl");
  command->callback([asked, &session] { run_parse(*asked, session); });
}

}  // namespace dragoman::cli
