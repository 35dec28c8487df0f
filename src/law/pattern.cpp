// Patterns: reading them, and what events they match.
#include <algorithm>
#include <array>

#include "form.h"
#include "words.h"

namespace dragoman {
namespace {

constexpr std::array kTypes = {"AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
                               "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};
constexpr std::array kStatuses = {"actual", "future", "conditional", "possible", "demanded", "negated"};
constexpr std::array kSectors = {"GOV", "LEG", "JUD", "MIL", "POL", "SPY", "PTY", "OPP", "REB",
                                 "CVL", "MED", "BUS", "NGO", "IGO", "EDU", "REL", "UNK"};

constexpr std::array<std::string_view, 4> kStateless = {"IGO", "NGO", "MNC", "INT"};  // data/actors/README.md

template <typename List>
bool holds(const List& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_code(std::string_view text) {
  return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void check(law::Form& form, const char* key, const std::vector<std::string>& values, const auto& allowed) {
  for (const std::string& value : values) {
    if (!holds(allowed, value)) form.fault(key, "\"" + value + "\" is not known; see docs/statutes.md");
  }
}

std::optional<Side> read_side(law::Form& form, const char* key, bool party) {
  auto inner = form.table(key);
  if (!inner) return std::nullopt;
  Side side{inner->texts("country"), inner->texts("sector"), inner->texts("actor"), inner->texts("words")};
  for (std::string_view country : side.country) {
    if (country.starts_with('!')) country.remove_prefix(1);
    if (country == "party" && !party) inner->fault("country", "\"party\" has a meaning in statutes only");
    if (country == "party") continue;
    if (!is_code(country)) {
      inner->fault("country", "\"" + std::string(country) + "\" is no ISO 3166 alpha-3 code, such as TUR");
    } else if (!holds(kStateless, country) && !Knowledge::built_in().find(country)) {
      inner->fault("country", "can never match: \"" + std::string(country) + "\" is no state in data/actors/states.tsv");
    }
  }
  for (std::string_view sector : side.sector) {
    if (sector.starts_with('!')) sector.remove_prefix(1);
    if (!holds(kSectors, sector)) inner->fault("sector", "\"" + std::string(sector) + "\" is not known; see docs/statutes.md");
  }
  for (const std::string& id : side.actor) {
    if (!Knowledge::built_in().find(id)) {
      inner->fault("actor", "can never match: \"" + id + "\" is nobody in data/actors; `dragoman actors` finds ids");
    }
  }
  inner->finish();
  return side;
}

// The party is an actor's id or a country.
bool is_party(const Participant& who, std::string_view party) { return who.actor == party || who.country == party; }

// Any of those that are wanted, none of those with a "!".
bool fits_list(const std::vector<std::string>& wanted, const std::optional<std::string>& value, const Participant& who,
               std::string_view party) {
  bool only_refusals = true;
  for (std::string_view one : wanted) {
    const bool refusal = one.starts_with('!');
    if (refusal) one.remove_prefix(1);
    const bool same = one == "party" ? is_party(who, party) : value == one;
    if (refusal && same) return false;
    if (!refusal && same) return true;
    only_refusals = only_refusals && refusal;
  }
  return only_refusals;
}

bool fits(const Side& side, const Participant& who, std::string_view party) {
  if (!side.country.empty() && !fits_list(side.country, who.country, who, party)) return false;
  if (!side.sector.empty() && !fits_list(side.sector, who.sector, who, party)) return false;
  if (!side.actor.empty() && !(who.actor && holds(side.actor, *who.actor))) return false;
  return side.words.empty() || law::says_any(who.span.text, side.words);
}

bool fits(const std::optional<Side>& side, const std::vector<Participant>& list, std::string_view party) {
  if (!side) return true;
  return std::any_of(list.begin(), list.end(), [&](const Participant& who) { return fits(*side, who, party); });
}

// "Turkey bought the S-400": the seller is the good's supplier.
bool supplied_by(const std::optional<Side>& side, const std::vector<const Good*>& goods) {
  if (!side || !side->sector.empty() || !side->actor.empty() || !side->words.empty()) return false;
  return std::any_of(goods.begin(), goods.end(), [&](const Good* good) { return holds(side->country, good->supplier); });
}

bool is_among(const std::vector<const Good*>& goods, const std::vector<std::string>& wanted) {
  return std::any_of(goods.begin(), goods.end(), [&](const Good* good) { return holds(wanted, good->id); });
}

}  // namespace

namespace law {

Pattern read_pattern(Form& form, bool party) {
  Pattern p;
  p.says = form.text("says");
  p.type = form.texts("type");
  p.status = form.texts("status");
  p.goods = form.texts("goods");
  check(form, "type", p.type, kTypes);
  check(form, "status", p.status, kStatuses);
  for (const std::string& id : p.goods) {
    if (!Knowledge::built_in().good(id)) form.fault("goods", "\"" + id + "\" is no good in data/actors/goods.tsv");
  }
  p.source = read_side(form, "source", party);
  p.target = read_side(form, "target", party);
  p.by = read_side(form, "by", party);
  p.words = form.texts("words");
  p.without = form.texts("without");
  p.topic = form.texts("topic");
  p.since = form.day("since");
  p.until = form.day("until");
  form.finish();
  const std::string why = never(p);
  if (!why.empty()) form.fault(p.since.empty() ? "type" : "since", "can never match: " + why);
  return p;
}

std::vector<Pattern> read_patterns(Form& form, std::string_view key, bool party) {
  std::vector<Pattern> list;
  for (Form& one : form.tables(key)) list.push_back(read_pattern(one, party));
  return list;
}

std::vector<Pattern> read_patterns_of_acts(Form& form, std::string_view key, bool party) {
  auto list = read_patterns(form, key, party);
  for (const Pattern& p : list) {
    if (!p.status.empty() && !holds(p.status, "actual"))
      form.fault(key, "can never match: only what is told as actual counts here");
  }
  return list;
}

}  // namespace law

std::string never(const Pattern& p) {
  if (!p.since.empty() && !p.until.empty() && p.since > p.until)
    return "it asks for days from " + p.since + " until " + p.until;
  for (const std::string& word : p.words) {
    if (holds(p.without, word)) return "\"" + word + "\" must and must not stand in the sentence";
  }
  for (const auto* side : {&p.source, &p.target, &p.by}) {
    if (!*side) continue;
    for (const std::string& country : (*side)->country) {
      if (holds((*side)->country, "!" + country)) return country + " is asked for and refused at once";
    }
  }
  return "";
}

bool matches(const Pattern& p, const Filed& filed, const Account& account, std::string_view party) {
  const Event& e = filed.event;
  if (!p.type.empty() && !holds(p.type, e.type)) return false;
  if (!p.status.empty() && !holds(p.status, e.status)) return false;
  if (!p.since.empty() && !filed.day.empty() && filed.day < p.since) return false;
  if (!p.until.empty() && !filed.day.empty() && filed.day > p.until) return false;
  if (!p.goods.empty() && !is_among(filed.goods, p.goods)) return false;
  if (!fits(p.source, e.source, party) || !fits(p.by, e.by, party)) return false;
  if (!fits(p.target, e.target, party) && !supplied_by(p.target, filed.goods)) return false;
  if (!p.words.empty() && !law::says_any(filed.sentence.text, p.words)) return false;
  if (!p.without.empty() && law::says_any(filed.sentence.text, p.without)) return false;
  if (p.topic.empty()) return true;
  const auto report = account.reports.find(e.report);
  return report != account.reports.end() && (law::says_any(report->second.text, p.topic) ||
                                             (report->second.title && law::says_any(*report->second.title, p.topic)));
}

}  // namespace dragoman
