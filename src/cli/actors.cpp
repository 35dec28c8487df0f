// dragoman actors: who is in the data, who held which office, and whether the data files can be right.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "session.h"

namespace dragoman::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Asked {
  std::string text, kind, country, on;
  bool check = false, json = false;
};

std::string joined(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& one : list) all += (all.empty() ? "" : ", ") + one;
  return all;
}

std::string span_of(const Term& term) { return print(term.from) + " to " + (term.until ? print(*term.until) : "today"); }

// What a person held, or who holds what in a state.
std::vector<Term> terms_of(const Actor& actor, const Knowledge& knowledge, std::optional<Day> on) {
  std::vector<Term> terms;
  for (const Term& term : knowledge.terms()) {
    const bool his = actor.kind == "person" && term.person == actor.id, theirs = on && term.country == actor.id;
    if ((his || theirs) && (!on || term.holds(*on))) terms.push_back(term);
  }
  if (actor.kind == "person") {
    std::stable_sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.from < b.from; });
  }
  return terms;
}

std::string told(const Actor& actor, const Term& term, const Knowledge& knowledge) {
  if (actor.kind != "person") return fmt::format("{}: {}, {}", term.office, knowledge.find(term.person)->name, span_of(term));
  const Actor* home = knowledge.find(term.country);
  return fmt::format("{} of {}, {}", term.office, home ? home->name : term.country, span_of(term));
}

std::string card(const Actor& actor, const Knowledge& knowledge, std::optional<Day> on, const Page& page) {
  const auto row = [](std::string_view name, std::string_view value) {
    return value.empty() ? "" : fmt::format("    {:<9}{}\n", name, value);
  };
  std::string out = fmt::format("{}  {}\n", Style{page.coloured ? bold : ""}(actor.name),
                                Style{page.coloured ? dim : ""}(fmt::format("{} {} {}", actor.kind, actor.id, actor.code)));
  out += row("also", joined(actor.also)) + row("people", joined(actor.people)) + row("seat", joined(actor.seat));
  for (const Term& term : terms_of(actor, knowledge, on)) out += row("office", told(actor, term, knowledge));
  for (const Good& good : knowledge.goods()) {
    if (good.maker == actor.id || good.supplier == actor.id) out += row("goods", fmt::format("{} ({})", good.name, good.kind));
  }
  return out;
}

Json to_json(const Actor& actor, const Knowledge& knowledge, std::optional<Day> on) {
  Json json = {{"id", actor.id},         {"kind", actor.kind},      {"name", actor.name}, {"country", actor.country},
               {"sector", actor.sector}, {"code", actor.code},      {"also", actor.also}, {"people", actor.people},
               {"seat", actor.seat},     {"offices", Json::array()}};
  for (const Term& term : terms_of(actor, knowledge, on)) {
    json["offices"].push_back({{"person", term.person},
                               {"country", term.country},
                               {"office", term.office},
                               {"rank", term.rank},
                               {"from", print(term.from)},
                               {"until", term.until ? Json(print(*term.until)) : Json(nullptr)}});
  }
  return json;
}

void run_check(Session& session) {
  const Knowledge& knowledge = session.knowledge();
  std::size_t errors = 0, looks = 0;
  for (const Knowledge::Doubt& doubt : knowledge.check()) {
    fmt::print("{}  {}: {}\n", doubt.is_error ? "error" : "look ", doubt.about, doubt.message);
    ++(doubt.is_error ? errors : looks);
  }
  fmt::print("{} actors, {} terms of office, {} goods: {} errors, {} gaps to look at\n", knowledge.actors().size(),
             knowledge.terms().size(), knowledge.goods().size(), errors, looks);
  if (errors > 0) session.status = std::max(session.status, 1);
}

void run_actors(const Asked& asked, Session& session) {
  std::optional<Day> on;
  if (!asked.on.empty()) {
    on = read_day(asked.on);
    if (!on || asked.on.size() != 10) return session.refuse("--on " + asked.on + ": is no day; write 2019-07-29");
  }
  if (asked.check) return run_check(session);
  const Knowledge& knowledge = session.knowledge();
  std::vector<const Actor*> found;
  if (asked.text.empty()) {
    for (const Actor& actor : knowledge.actors()) found.push_back(&actor);
  } else {
    found = knowledge.search(asked.text);
  }
  std::erase_if(found, [&](const Actor* a) {
    return (!asked.kind.empty() && a->kind != asked.kind) || (!asked.country.empty() && a->country != asked.country);
  });
  for (const Actor* actor : found) {
    if (asked.json) {
      fmt::print("{}\n", to_json(*actor, knowledge, on).dump(-1, ' ', false, Json::error_handler_t::replace));
    } else if (asked.text.empty()) {
      fmt::print("{}  {}  {}  {}\n", fit(actor->id, 24, Fill::Pad), fit(actor->kind, 12, Fill::Pad),
                 fit(actor->code, 14, Fill::Pad), actor->name);
    } else {
      fmt::print("{}", card(*actor, knowledge, on, session.page()));
    }
  }
  if (found.empty())
    session.fail(asked.text.empty() ? "actors" : asked.text,
                 "nobody of that name is in the data; add a line to DIR/actors/people.tsv and give --data DIR");
}

}  // namespace

void add_actors(CLI::App& app, Session& session) {
  auto asked = std::make_shared<Asked>();
  CLI::App* command =
      app.add_subcommand("actors", "who is in the data: states, organisations, groups, people and their offices");
  command->add_option("NAME", asked->text, "a name, a part of one, or an id; without it all are listed")->type_name("");
  command->add_option("--kind", asked->kind, "only state, territory, organisation, body, party, group, company or person")
      ->type_name("KIND");
  command->add_option("--country", asked->country, "only of this country: ISO 3166 alpha-3, IGO, NGO, MNC or INT")
      ->type_name("CODE");
  command->add_option("--on", asked->on, "who held office on this day, of the states and organisations found too")
      ->type_name("DAY");
  command->add_flag("--check", asked->check,
                    "look for what cannot be right: two holders of one office, codes that nothing has, gaps");
  command->add_flag("--json", asked->json, "an object a line");
  command->footer(
      "Examples:\n"
      "  dragoman actors pompeo                           who that is, and which offices when\n"
      "  dragoman actors Turkey --on 2019-07-29           who held which office there on that day\n"
      "  dragoman actors --kind group --country SYR       armed groups at home in Syria\n"
      "  dragoman --data mine actors --check              the built-in files with mine/actors/*.tsv over them");
  command->callback([asked, &session] { run_actors(*asked, session); });
}

}  // namespace dragoman::cli
