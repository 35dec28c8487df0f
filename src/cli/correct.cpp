// dragoman correct: what a person says about the machine's reading.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "account.h"
#include "lines.h"
#include "output.h"

namespace dragoman::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Asked {
  std::string store, by, reason, time, from, to;
  std::vector<std::string> words;
};

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// "killed=7" gives 7, "type=SANCTION" the word, "place=null" nothing.
std::string fields_of(std::span<const std::string> words, std::string& wrong) {
  Json fields = Json::object();
  for (const std::string& word : words) {
    const std::size_t sign = word.find('=');
    if (sign == std::string::npos || sign == 0) {
      wrong = "\"" + word + "\" is no FIELD=VALUE, as type=SANCTION";
      return "";
    }
    const std::string name = word.substr(0, sign), given = word.substr(sign + 1);
    Json value = Json::parse(given, nullptr, false);
    // An actor's code or CAMEO code may be digits alone; only counts are numbers.
    const bool is_count = name == "killed" || name == "injured" || name == "goldstein";
    if (value.is_discarded() || (value.is_number() && !is_count)) value = given;
    fields[name] = value;
  }
  return dump(fields);
}

constexpr std::string_view how = "write WHAT ID VERB, as: event 7f0c2d9a41b6e803 reject --by NAME --reason WHY";

std::optional<Correction> correction_of(const Asked& asked, Session& session) {
  Correction c;
  const auto& w = asked.words;
  std::size_t verb = 2;
  if (w.size() < 3) {
    session.refuse(how);
    return std::nullopt;
  }
  c.object = w[0];
  c.target = w[1];
  if (c.object == "merge" && w.size() > 3) c.target = std::min(w[1], w[2]) + " " + std::max(w[1], w[2]), verb = 3;
  c.verb = w[verb];
  std::string wrong;
  c.fields = fields_of(std::span(w).subspan(verb + 1), wrong);
  if (asked.by.empty()) wrong = "a correction needs the name of who makes it: --by NAME";
  if (!wrong.empty()) {
    session.refuse(wrong);
    return std::nullopt;
  }
  c.by = asked.by;
  c.reason = asked.reason;
  c.time = asked.time.empty() ? now_utc() : asked.time;
  return c;
}

std::vector<Correction> read_file(const std::string& path, Session& session) {
  std::vector<Correction> all;
  Lines lines(path);
  if (!lines.error().empty()) session.refuse(path + ": " + lines.error());
  while (auto line = lines.error().empty() ? lines.next() : std::nullopt) {
    auto read = read_correction(line->text);
    if (auto* c = std::get_if<Correction>(&read))
      all.push_back(std::move(*c));
    else
      session.fail(path + ":" + std::to_string(line->number), std::get<std::string>(read));
  }
  return all;
}

void write_file(const Asked& asked, Session& session) {
  auto store = Store::open(asked.store, Access::Read);
  if (!store) return session.refuse(store.error);
  Output output(asked.to == "-" ? "" : asked.to);
  if (!output.error().empty()) return session.refuse(asked.to + ": cannot be written (" + output.error() + ")");
  const auto taken = store->corrections([&](const Correction& c) {
    output.write(to_json(c) + "\n");
    return output.error().empty();
  });
  if (!taken) return session.refuse(taken.error);
  if (!output.error().empty()) session.fail(output.name(), "cannot be written (" + output.error() + ")");
}

void run_correct(const Asked& asked, Session& session) {
  if (!asked.to.empty()) return write_file(asked, session);
  std::vector<Correction> corrections;
  if (!asked.from.empty()) {
    corrections = read_file(asked.from, session);
  } else if (auto one = correction_of(asked, session)) {
    corrections.push_back(std::move(*one));
  }
  if (session.status == 2) return;
  auto store = Store::open(asked.store, Access::Write);
  if (!store) return session.refuse(store.error);
  if (const std::string wrong = merge_all(*store); !wrong.empty()) return session.refuse(wrong);
  const std::size_t given = corrections.size();
  const auto taken = store->correct(std::move(corrections), now_utc());
  if (!taken) return session.refuse(taken.error);
  std::size_t waiting = 0;
  for (const Correction& c : *taken.value) waiting += c.waits;
  if (!is_terminal(stdout)) {
    for (const Correction& c : *taken.value) fmt::print("{}\n", to_json(c));
    return;
  }
  fmt::print("{} taken", taken.value->size());
  if (given > taken.value->size()) fmt::print(", {} known already", given - taken.value->size());
  if (waiting) fmt::print(", {} of them wait for a report that is not here", waiting);
  fmt::print("\n");
}

}  // namespace

void add_correct(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("correct", "a person's word on an event, an actor or a merge");
  command->add_option("STORE", asked->store, "the account: a file or postgresql://user@host/database")
      ->required()
      ->type_name("");
  command
      ->add_option("WHAT", asked->words,
                   "event ID, actor ID or merge EVENT EVENT, then accept, reject, undo, or mend FIELD=VALUE…")
      ->type_name("");
  command->add_option("--by", asked->by, "who says so")->type_name("NAME");
  command->add_option("--reason", asked->reason, "why")->type_name("WORDS");
  command->add_option("--time", asked->time, "when, in UTC, if not now")->type_name("TIME");
  command->add_option("--import", asked->from, "take the corrections of this file; those known already are passed over")
      ->type_name("FILE");
  command->add_option("--export", asked->to, "write all corrections to this file, - for standard output")->type_name("FILE");
  command->footer(
      "Corrections are kept beside the machine's reading, and laid over it again when a report is read again or has changed.\n"
      "Examples:\n"
      "  dragoman correct account.db event 7f0c2d9a41b6e803 reject --by 'A. Desk' --reason 'a film, not a war'\n"
      "  dragoman correct account.db event 7f0c2d9a41b6e803 mend type=SANCTION source.0.actor=TUR --by 'A. Desk'\n"
      "  dragoman correct account.db actor ankara mend actor=TUR name=Turkey country=TUR --by 'A. Desk'\n"
      "  dragoman correct account.db merge 7f0c2d9a41b6e803 1b77e02c95d3aa10 reject --by 'A. Desk' --reason 'two rockets'\n"
      "  dragoman correct account.db --export corrections.jsonl");
  command->callback([asked, &session] { run_correct(*asked, session); });
}

}  // namespace dragoman::cli
