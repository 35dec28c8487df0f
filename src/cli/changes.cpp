// dragoman changes: the feed of what was added, corrected and withdrawn.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "account.h"
#include "output.h"
#include "table.h"

namespace dragoman::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t id_width = 24;

struct Asked {
  std::string store, since = "0", out, format;
};

std::size_t size_of(const Json& json, const char* name) { return json.contains(name) ? json[name].size() : 0; }

// What happened, in words.
std::string words(const Json& change) {
  const std::string what = change.value("what", "");
  if (what == "added") return fmt::format("{} events", size_of(change, "events"));
  if (what == "copy") return "also " + change.value("as", "");
  if (what == "version" || what == "recoded") {
    const std::string head = what == "version" ? fmt::format("version {}: ", change.value("version", 0)) : "";
    return head + fmt::format("{} events new, {} withdrawn", size_of(change, "events"), size_of(change, "withdrawn"));
  }
  if (what == "merged") {
    std::string line;
    if (size_of(change, "joined")) line = fmt::format("{} events joined", size_of(change, "joined"));
    if (size_of(change, "parted"))
      line += fmt::format("{}{} events parted", line.empty() ? "" : ", ", size_of(change, "parted"));
    return line;
  }
  std::string line = change.value("verb", "") + " by " + change.value("by", "");
  if (!change.value("reason", "").empty()) line += ": " + change.value("reason", "");
  if (size_of(change, "fell")) line += fmt::format(" ({} fell with it)", size_of(change, "fell"));
  return line;
}

std::string row(const Table& table, const Json& change) {
  std::string object, id;
  for (const char* name : {"report", "event", "actor", "merge", "incident"}) {
    if (!change.contains(name)) continue;
    object = name;
    id = change.value(name, "");
    break;
  }
  const std::vector<std::string> cells{std::to_string(change.value("change", 0)),
                                       change.value("time", ""),
                                       change.value("what", ""),
                                       object,
                                       fit_end(id, id_width),
                                       words(change)};
  return table.row(cells);
}

void run_changes(Asked asked, Session& session) {
  auto store = Store::open(asked.store, Access::Read);
  if (!store) return session.refuse(store.error);
  Output output(asked.out);
  if (!output.error().empty()) return session.refuse(asked.out + ": cannot be written (" + output.error() + ")");
  if (asked.format.empty()) asked.format = is_terminal(output.file()) ? "table" : "jsonl";
  const Page page{is_coloured(session.colour, output.file()), terminal_width()};
  const Table table({{"change", 7, true}, {"time", 24}, {"what", 9}, {"", 8}, {"id", id_width}, {""}}, page);
  if (asked.format == "table") output.write(table.header());
  const auto taken = store->changes(asked.since, [&](const Change& change) {
    output.write(asked.format == "jsonl" ? change.json + "\n" : row(table, Json::parse(change.json)));
    return output.error().empty();
  });
  if (!taken) return session.refuse(taken.error);
  if (!output.error().empty()) session.fail(output.name(), "cannot be written (" + output.error() + ")");
}

}  // namespace

void add_changes(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("changes", "what was added, corrected and withdrawn, and what fell with it");
  command->add_option("STORE", asked->store, "the account: a file or postgresql://user@host/database")
      ->required()
      ->type_name("");
  command->add_option("--since", asked->since, "the number of the last change you have seen, or a day or time in UTC")
      ->type_name("WHEN");
  command->add_option("-o,--output", asked->out, "write to this file instead of standard output")->type_name("FILE");
  command->add_option("--format", asked->format, "without it a table on a terminal, else jsonl")
      ->check(CLI::IsMember({"table", "jsonl"}).description(""))
      ->type_name("table|jsonl");
  command->footer(
      "Examples:\n"
      "  dragoman changes account.db --since 2026-11-28\n"
      "  dragoman changes account.db --since 1042 | jq -r 'select(.what == \"corrected\") | .event'");
  command->callback([asked, &session] { run_changes(*asked, session); });
}

}  // namespace dragoman::cli
