// What Cast gathers of a report before anything is asked: names, states, acronyms, places, nouns with their states.
#include "cast.h"

#include <algorithm>
#include <map>

namespace dragoman {

using namespace actors;

namespace {

constexpr std::size_t occurrences = 30;  // of a name that are kept

}  // namespace

Cast::Inside::Inside(const Knowledge& k, const Report& r, std::span<const Reading> read)
    : knowledge(k), known(k.inside()), readings(read), words(r, read), hits(find_names(words, known)) {
  if (r.published) day = read_day(*r.published);
  for (const auto* told : {&r.source, &r.title}) {
    if (!home_state && *told) home_state = state_in(**told);
  }
  count_countries();
  drop_common_names();
  drop_compass();
  hit_at.assign(words.size(), none);
  for (std::size_t i = 0; i < hits.size(); ++i) {
    for (std::size_t w = hits[i].words.first; w < hits[i].words.last; ++w) hit_at[w] = i;
  }
  find_surnames();
  find_acronyms();
  find_sites();
  find_descriptions();
  gather_namings();
}

// The state that a source or headline names: "UK Government", "US State Department".
std::optional<std::string> Cast::Inside::state_in(std::string_view line) const {
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    for (int taken = 0; taken < 4 && end < line.size(); ++taken) {
      end = std::min(line.find(' ', end + 1), line.size());
      const std::string_view name = line.substr(at, end - at);
      const auto found = known.names.find(fold(name));
      if (found == known.names.end() || found->second.size() != 1) continue;
      const Named& one = found->second.front();
      const bool written = one.written == Case::Lower || case_of(name) == Case::Upper ||
                           (one.written == Case::Capital && case_of(name) == Case::Capital);
      if (written && is_state(known.actors[one.actor].country)) return known.actors[one.actor].country;
    }
    at = std::min(line.find(' ', at), line.size()) + 1;
  }
  return std::nullopt;
}

// How often each country is named, so that a name of several actors goes to the one that the report is about.
void Cast::Inside::count_countries() {
  for (const Hit& hit : hits) {
    if (hit.named->size() != 1) continue;
    const std::string& country = known.actors[hit.named->front().actor].country;
    ++countries[country];
    if (hit.named->front().use != Use::Seat) ++stated[country];
    spoken_of.insert(hit.named->front().actor);
  }
}

// "the Senate", "Congress", "the National Security Council": a name of one state's organ that others call theirs too holds
// where that state is named, or no other is.
void Cast::Inside::drop_common_names() {
  std::map<std::string, std::size_t, std::less<>> states;
  const auto is_common = [&](const Hit& hit) { return known.roles.contains(words.key(hit.words)); };
  for (const Hit& hit : hits) {
    const Actor& actor = choose(hit);
    if (!is_common(hit) && is_state(actor.country)) ++states[actor.country];
  }
  std::erase_if(hits,
                [&](const Hit& hit) { return is_common(hit) && !states.empty() && !states.contains(choose(hit).country); });
}

// "western Kabul", "West Bengal", "western Afghanistan": a part of it, not the West.
void Cast::Inside::drop_compass() {
  std::erase_if(hits, [&](const Hit& hit) {
    if (choose(hit).id != "west") return false;
    const WordRange sentence = words.words_of(words.sentence(hit.words.first));
    const std::size_t next = hit.words.last, before = hit.words.first;
    const bool names_on = next < sentence.last && words.is_capital(next) && words.word(next).upos == "PROPN" &&
                          !holds({"allies", "powers", "states"}, words.key(next));
    const bool named_before = before > sentence.first && holds({"north", "south"}, words.key(before - 1));
    const bool lower = !words.is_capital(next - 1);
    return names_on || named_before || (lower && next < sentence.last && words.word(next).upos != "NOUN") ||
           (lower && next < sentence.last &&
            holds({"province", "city", "town", "region", "district", "part", "parts", "border", "coast", "coastal", "bank",
                   "suburb", "suburbs", "village", "state"},
                  words.key(next)));
  });
}

// Words in capitals that no file has, by their last word: people (and others) that the report brings with it.
void Cast::Inside::find_surnames() {
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (hit_at[w] == none && words.word(w).upos == "PROPN" && words.is_capital(w)) {
      std::vector<std::size_t>& all = unlisted[words.key(w)];
      if (all.size() < occurrences) all.push_back(w);
    }
  }
}

// "the Syrian Observatory for Human Rights (SOHR)": from there on SOHR is what stands before the bracket.
void Cast::Inside::find_acronyms() {
  for (std::size_t w = 1; w + 2 < words.size(); ++w) {
    if (words.form(w) != "(" || words.form(w + 2) != ")" || !words.is_upper(w + 1) || hit_at[w + 1] != none) continue;
    const std::size_t start = words.words_of(words.sentence(w)).first;
    std::size_t first = w;
    const auto is_part = [&](std::size_t i) {
      return words.is_capital(i) || holds({"of", "for", "the", "and", "de", "in", "on"}, words.key(i)) ||
             words.is_possessive(i);
    };
    while (first > start && w - first < 10 && is_part(first - 1)) --first;
    if (const WordRange core = words.core({first, w}); core.first < core.last) acronyms.try_emplace(words.key(w + 1), core);
  }
}

// Towns and regions that stand in the report as places, for what is told without a state: "Near Mosul … insurgents".
void Cast::Inside::find_sites() {
  for (std::size_t w = 1; w < words.size(); ++w) {
    if (hit_at[w] != none || words.word(w).upos != "PROPN" || !words.is_capital(w) || words.word(w - 1).upos == "PROPN")
      continue;
    if (const auto country = placed({w, std::min(w + 3, words.words_of(words.sentence(w)).last)}))
      sites.emplace_back(w, *country);
  }
}

// Nouns with a state beside them ("Haitian police", "the army of Mali"), and actors that are no states: what "the police", "the
// army" and "the group" go back to.
void Cast::Inside::find_descriptions() {
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (hit_at[w] != none) {
      const Hit& hit = hits[hit_at[w]];
      const Actor& actor = choose(hit);
      const bool is_one = actor.kind != "state" && actor.kind != "territory" && actor.kind != "person";
      if (is_one && use(hit, actor) == Use::Name) descriptions.push_back({w, nullptr, &actor, actor.country, actor.sector});
      w = hit.words.last - 1;
      continue;
    }
    const WordRange sentence = words.words_of(words.sentence(w));
    const RoleHit role = find_role(words, known, sentence, w);
    if (!role.role) continue;
    if (!role.role->country.empty()) {
      nouns.push_back({role.words.first, w});
      continue;
    }
    const Actor* owner = nullptr;
    for (std::size_t back = role.words.first; back-- > sentence.first && role.words.first - back < 4;) {
      if (hit_at[back] != none) owner = &choose(hits[hit_at[back]]);
      if (owner || words.word(back).upos == "VERB" || words.word(back).upos == "ADP" || words.word(back).upos == "PUNCT") break;
    }
    if (!owner && w + 2 < sentence.last && words.key(w + 1) == "of") {
      const std::size_t next = words.key(w + 2) == "the" ? w + 3 : w + 2;
      if (next < sentence.last && hit_at[next] != none) owner = &choose(hits[hit_at[next]]);
    }
    if (owner && is_state(owner->country)) descriptions.push_back({w, role.role, nullptr, owner->country, role.role->sector});
    if (role.role->kind == "office" || role.role->kind == "organ" || role.role->kind == "body" || role.role->word == "group")
      nouns.push_back({role.words.first, w});
  }
}

}  // namespace dragoman
