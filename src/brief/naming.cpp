#include "naming.h"

#include <algorithm>

#include "law/words.h"
#include "lists.h"

namespace dragoman::embedded {
extern const std::string_view openers_small, the;
}

namespace dragoman::brief_words {
namespace {

// "The Kremlin" within a sentence; stray marks at the ends of a mention.
std::string as_written(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  while (!text.empty() && (text.back() == ',' || text.back() == '.' || text.back() == ' ' || text.back() == ';'))
    text.pop_back();
  static const std::vector<std::string> openers = list(embedded::openers_small);
  const std::string first = text.substr(0, text.find(' '));
  if (std::find(openers.begin(), openers.end(), first) != openers.end()) text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string bare(std::string_view text) {
  if (text.starts_with("the ") || text.starts_with("The ")) text.remove_prefix(4);
  return std::string(text);
}

std::string with_article(const Actor& actor) {
  static const std::vector<std::string> heads = list(embedded::the);
  const bool takes = actor.kind != "person" && law::says_any(actor.name, heads) && !actor.name.starts_with("The ");
  return (takes ? "the " : "") + actor.name;
}

// Whether the words are no more than a name of the actor: "Ankara", "Turkish", "the US", but not "Turkish officials".
bool names_it(std::string_view text, const Actor& actor) {
  const std::string words = bare(text);
  if (words == actor.name || words == bare(actor.name)) return true;
  for (const auto* names : {&actor.also, &actor.people, &actor.seat}) {
    if (std::find(names->begin(), names->end(), words) != names->end()) return true;
  }
  return false;
}

std::string last_word(std::string_view name) { return std::string(name.substr(name.rfind(' ') + 1)); }

}  // namespace

void Naming::hear(const Participant& who) {
  constexpr std::size_t kLong = 80;  // bytes: beyond it a mention says more than a title
  const Actor* actor = who.actor ? knowledge_.find(*who.actor) : nullptr;
  if (!actor || actor->kind != "person") return;
  const std::string words = as_written(who.span.text);
  if (!words.ends_with(last_word(actor->name)) || words.size() > kLong) return;
  std::string& fullest = heard_[actor->id];
  if (words.size() > fullest.size() || (words.size() == fullest.size() && words < fullest)) fullest = words;
}

std::string Naming::introduced(const Actor& person, const std::optional<std::string>& home, const std::string& day) const {
  if (const auto on = read_day(day)) {
    std::vector<std::pair<const Actor*, std::vector<std::string>>> offices;  // by country
    for (const Term& term : knowledge_.terms_of(person.id)) {
      const Actor* country = knowledge_.find(term.country);
      if (!term.holds(*on) || !country) continue;
      auto of = std::find_if(offices.begin(), offices.end(), [&](const auto& one) { return one.first == country; });
      if (of == offices.end()) of = offices.insert(of, {country, {}});
      of->second.push_back(term.office);
    }
    std::vector<std::string> held;
    for (const auto& [country, names] : offices) held.push_back(joined(names) + " of " + with_article(*country));
    if (!held.empty()) return person.name + " (" + joined(held) + ")";
  }
  const auto heard = heard_.find(person.id);
  if (heard != heard_.end() && heard->second.size() > person.name.size())
    return heard->second.ends_with(person.name) ? heard->second : heard->second + " (" + person.name + ")";
  const Actor* country = home ? knowledge_.find(*home) : nullptr;
  return person.name + (country ? " (" + country->name + ")" : "");
}

std::string Naming::call(const Participant& who, const std::string& day) {
  const Actor* actor = who.actor ? knowledge_.find(*who.actor) : nullptr;
  if (!actor) return as_written(who.span.text);
  if (actor->kind == "person") return known_.insert(actor->id).second ? introduced(*actor, who.country, day) : actor->name;
  if (!names_it(who.span.text, *actor)) return as_written(who.span.text);
  const std::string words = bare(who.span.text);
  const bool is_short =
      words != actor->name && std::none_of(words.begin(), words.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (actor->kind != "state" && is_short) {
    return known_.insert(actor->id).second ? with_article(*actor) + " (" + words + ")" : as_written(who.span.text);
  }
  return with_article(*actor);
}

std::string Naming::call(std::span<const Participant> all, const std::string& day) {
  std::vector<std::string> names;
  for (const Participant& who : all) {
    std::string name = call(who, day);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return joined(names);
}

std::string Naming::call(const std::string& id) const {
  const Actor* actor = knowledge_.find(id);
  return actor ? with_article(*actor) : id;
}

std::string Naming::call(const Cargo& cargo) const {
  const Good* good = knowledge_.good(cargo.good);
  if (!good) return "";
  static const std::set<std::string_view> kModels = {"air defence", "missile", "aircraft", "vehicle",
                                                     "artillery",   "drone",   "vessel"};
  return (kModels.contains(good->kind) ? "the " : "") + good->name;
}

std::string joined(const std::vector<std::string>& parts, const std::string& last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string link = i == 0 ? "" : i + 1 == parts.size() ? last : ", ";
    text += link + parts[i];
  }
  return text;
}

}  // namespace dragoman::brief_words
