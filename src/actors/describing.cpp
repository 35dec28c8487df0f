// Who a noun phrase or pronoun is that is no name: whose it is, what its noun says, what it goes back to.
#include "cast.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace dragoman {

using namespace actors;

namespace {

constexpr std::size_t reach = 40;  // sentences that a description or a missing state is looked for in, each way

// "-backed", "-led" behind a hyphen: the state named is not the one meant.
bool is_backer(const Words& words, std::size_t after) {
  if (after + 1 >= words.size() || words.sentence(after) != words.sentence(after - 1)) return false;
  const bool hyphen = words.form(after) == "-" || words.form(after) == "–";
  const std::string& key = words.key(hyphen ? after + 1 : after);
  return holds({"backed", "led", "supported", "sponsored", "funded", "occupied", "held", "controlled", "born", "brokered",
                "trained", "aligned", "allied", "run"},
               key);
}

}  // namespace

// The last one before the range that a description may go back to: the same noun, else the same sector.
const Cast::Inside::Description* Cast::Inside::antecedent(WordRange range, const Role& role) const {
  const Description* same_sector = nullptr;
  const bool body = holds({"alliance", "bloc", "agency", "organization", "organisation", "mission", "council", "watchdog",
                           "union", "commission", "court"},
                          role.word);
  const bool group = holds({"group", "movement", "rebel", "militant", "insurgent", "fighter", "jihadist", "terrorist",
                            "militia", "faction", "guerrilla"},
                           role.word);
  const auto after = std::lower_bound(descriptions.begin(), descriptions.end(), range.first,
                                      [](const Description& d, std::size_t w) { return d.word < w; });
  const std::size_t first = within_reach(range).first;
  for (auto at = std::make_reverse_iterator(after); at != descriptions.rend() && at->word >= first; ++at) {
    if (at->role == &role) return &*at;
    if (same_sector) continue;
    const bool fits = body    ? at->actor && at->actor->kind == "organisation"
                      : group ? at->actor && at->actor->kind == "group"
                              : at->sector == role.sector && role.sector != "CVL" && role.sector != "GOV";
    if (fits) same_sector = &*at;
  }
  return same_sector;
}

// The state, organisation or group that a phrase belongs to: "Turkish" in "Turkish officials", "Iraq" in "the army of Iraq".
std::optional<std::size_t> Cast::Inside::owner(WordRange range, std::size_t head) const {
  std::optional<std::size_t> behind;
  int rank = 9;
  for (const std::size_t h : hits_in(range)) {
    const Hit& hit = hits[h];
    if (is_backer(words, hit.words.last) && is_state(choose(hit).country)) continue;
    if (hit.words.first <= head) return h;
    const std::size_t before = hit.words.first - 1;
    const std::string& link = words.key(words.key(before) == "the" && before > range.first ? before - 1 : before);
    const int r = link == "of"                                                            ? 1
                  : holds({"in", "at", "from", "for", "near", "inside", "across"}, link)  ? 2
                  : holds({"to", "with", "against", "on", "over", "by", "between"}, link) ? 5
                                                                                          : 3;
    if (r >= rank || r == 5) continue;
    rank = r;
    behind = h;
  }
  return behind;
}

// Whose it is by "its", "their", "his", "Mr Erdogan's" or "of Abdel Mahdi": the state of whoever that is.
std::optional<std::string> Cast::Inside::possessed(WordRange range, int depth) const {
  if (depth > 1) return std::nullopt;
  for (std::size_t w = range.first + 1; w + 1 < range.last; ++w) {
    std::optional<Identity> who;
    if (words.is_possessive(w)) who = resolve({range.first, w}, depth + 2);
    if (words.key(w) == "of" && words.word(range.last - 1).upos == "PROPN") who = resolve({w + 1, range.last}, depth + 2);
    if (who && who->country && (who->rules.empty() || who->rules.back() != "nearby")) return who->country;
  }
  for (std::size_t w = range.first; w < range.last; ++w) {
    if (words.word(w).upos != "PRON") continue;
    if (const auto who = pronoun({w, w + 1}, depth + 1)) return who->country;
  }
  return std::nullopt;
}

// The words of the sentences that are looked at for what a phrase leaves unsaid.
WordRange Cast::Inside::within_reach(WordRange range) const {
  const std::size_t home = words.sentence(range.first);
  const std::size_t last = std::min(home + reach, words.sentences() - 1);
  return {words.words_of(home > reach ? home - reach : 0).first, words.words_of(last).last};
}

// Whoever is not named: the state that the words nearby speak of.
std::optional<std::string> Cast::Inside::nearby(WordRange range) const {
  const std::size_t home = words.sentence(range.first);
  constexpr double slope = 0.3;  // how fast a name fades with each sentence; chosen on the gold reports, .2 to 1 differ by .003
  std::map<std::string, double> scores;
  if (home_state) scores[*home_state] += 0.5;
  const auto [first_word, last_word] = within_reach(range);
  const auto first_site =
      std::lower_bound(sites.begin(), sites.end(), first_word, [](const auto& s, std::size_t w) { return s.first < w; });
  for (auto site = first_site; site != sites.end() && site->first < last_word; ++site) {
    const auto& [word, country] = *site;
    const std::size_t there = words.sentence(word);
    const double apart = static_cast<double>(there > home ? there - home : home - there);
    scores[country] += (word > range.first ? 0.5 : 1) / (1 + slope * apart);
  }
  const auto first_hit =
      std::lower_bound(hits.begin(), hits.end(), first_word, [](const Hit& h, std::size_t w) { return h.words.first < w; });
  for (auto at = first_hit; at != hits.end() && at->words.first < last_word; ++at) {
    const Hit& hit = *at;
    const Actor& actor = choose(hit);
    if (actor.country == "INT" || (hit.words.first >= range.first && hit.words.last <= range.last)) continue;
    const std::size_t there = words.sentence(hit.words.first);
    const double apart = static_cast<double>(there > home ? there - home : home - there);
    double score = 1 / (1 + slope * apart);
    if (hit.words.first > range.first) score /= 2;  // what comes later was not known to the reader
    if (!is_state(actor.country)) score /= 3;
    scores[actor.country] += score;
  }
  const auto best =
      std::max_element(scores.begin(), scores.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (best == scores.end()) return std::nullopt;
  return best->first;
}

std::optional<Identity> Cast::Inside::pronoun(WordRange range, int depth) const {
  if (range.last - range.first != 1 || words.word(range.first).upos != "PRON") return std::nullopt;
  const std::string& key = words.key(range.first);
  const bool person = holds({"he", "she", "him", "her", "his", "himself", "herself"}, key);
  const bool thing = holds({"it", "they", "them", "its", "their", "itself", "themselves"}, key);
  if (!person && !thing) return std::nullopt;
  // The nearest subject before it, a sentence back or two; else the nearest name.
  constexpr std::size_t back_to = 3;
  const std::size_t home = words.sentence(range.first);
  double best = -100;
  Identity found;
  const auto offer = [&](std::size_t w, auto&& who) {
    const double back = static_cast<double>(home - words.sentence(w));
    const double score = -2 * back + (is_subject(w) ? 1.5 : 0) - 0.01 * static_cast<double>(range.first - w) / (1 + back);
    if (score <= best) return;
    if (std::optional<Identity> one = who()) {
      best = score;
      found = std::move(*one);
    }
  };
  // Nouns for a person or an organ: "The French president said that he", "the army said that it".
  const auto after =
      std::lower_bound(nouns.begin(), nouns.end(), range.first, [](const auto& n, std::size_t w) { return n.second < w; });
  for (auto at = std::make_reverse_iterator(after);
       depth < 2 && at != nouns.rend() && home - words.sentence(at->second) <= back_to; ++at) {
    std::size_t first = at->first;
    const std::size_t start = words.words_of(words.sentence(first)).first;
    const auto belongs = [&](std::size_t w) {
      const std::string_view upos = words.word(w).upos;
      return upos == "ADJ" || upos == "PROPN" || upos == "NOUN" || upos == "DET" || words.is_possessive(w);
    };
    while (first > start && at->first - first < 6 && belongs(first - 1)) --first;
    offer(at->second, [&]() -> std::optional<Identity> {
      Identity who = resolve({first, at->second + 1}, depth + 2);
      if (!who.actor) return std::nullopt;
      const Actor* one = knowledge.find(*who.actor);
      if (person != (one && one->kind == "person")) return std::nullopt;
      return who;
    });
  }
  for (std::size_t w = range.first; w-- > 0 && home - words.sentence(w) <= back_to;) {
    if (hit_at[w] != none) {
      const Hit& hit = hits[hit_at[w]];
      const Actor& actor = choose(hit);
      w = hit.words.first;
      // "the Iraqi army … it" is the army, not Iraq.
      const bool owns = w + hit.words.last - hit.words.first < range.first &&
                        (words.is_possessive(hit.words.last) || words.word(hit.words.last).upos == "NOUN");
      if ((actor.kind == "person") == person && !(owns && !person))
        offer(words.head(hit.words), [&] { return std::optional(of_actor(actor, "name", hit.words)); });
    } else if (person && depth < 2 && words.word(w).upos == "PROPN" && unlisted.contains(words.key(w))) {
      offer(w, [&]() -> std::optional<Identity> {
        auto who = unlisted_name({w, w + 1});
        return who && who->actor ? who : std::nullopt;
      });
    }
  }
  if (!found.country) return depth > 0 ? std::nullopt : std::optional(Identity{});
  found.rules.insert(found.rules.begin(), "pronoun");
  return found;
}

// Whether a name is a subject, or stands before the noun that is: "Turkey said", "Turkish forces attacked".
bool Cast::Inside::is_subject(std::size_t word) const {
  for (int step = 0; step < 3 && word != Words::npos; ++step, word = words.parent(word)) {
    const std::string_view relation = words.relation(word);
    if (relation == "nsubj") return true;
    if (relation != "compound" && relation != "amod" && relation != "flat" && relation != "nmod" && relation != "appos")
      return false;
  }
  return false;
}

// "the army", and "police" or "parliament" without an article.
bool Cast::Inside::is_definite(WordRange range) const {
  const bool opens = range.first == 0 || words.sentence(range.first - 1) != words.sentence(range.first);
  const std::string_view before = opens ? std::string_view() : std::string_view(words.key(range.first - 1));
  if (holds({"the", "this", "that", "these", "those"}, before)) return true;
  return range.last - range.first == 1 && !holds({"a", "an", "any", "some", "no", "each", "every"}, before);
}

// "unidentified gunmen", "both sides", "the two governments": of no one state.
bool Cast::Inside::is_of_none(WordRange range, const RoleHit& role) const {
  for (std::size_t w = range.first > 0 ? range.first - 1 : 0; w < range.last; ++w) {
    if (holds({"unidentified", "unknown", "unnamed"}, words.key(w))) return true;
  }
  const bool several = holds({"both", "two", "either", "all", "three", "four"}, words.key(range.first)) ||
                       (range.first > 0 && words.sentence(range.first - 1) == words.sentence(range.first) &&
                        holds({"both", "two", "either", "all"}, words.key(range.first - 1)));
  if (!several) return false;
  if (holds({"side", "party", "capital"}, words.word(range.last - 1).lemma)) return true;
  return role.role && role.role->sector == "GOV" && words.word(range.last - 1).xpos == "NNS" && role.role->kind != "people";
}

// The noun that says what a phrase is: the longest around its head ("secretary of state"), else the first to the left of it,
// else to the right before the next preposition.
RoleHit Cast::Inside::role_of(WordRange range, std::size_t head) const {
  RoleHit best = find_role(words, known, range, head);
  for (std::size_t last = head + 1; last < std::min(range.last, head + 4); ++last) {
    const RoleHit longer = find_role(words, known, range, last);
    if (longer.role && longer.words.first <= head) best = longer;
  }
  for (std::size_t w = head; !best.role && w-- > range.first;) best = find_role(words, known, range, w);
  for (std::size_t w = head + 1; !best.role && w < range.last && words.word(w).upos != "ADP"; ++w)
    best = find_role(words, known, range, w);
  return best;
}

// "the secretary of state" after "Mike Pompeo": the last person named who holds that office.
std::optional<Identity> Cast::Inside::holder_named(WordRange range, const Role& role) const {
  const std::size_t first = within_reach(range).first;
  const auto after =
      std::lower_bound(hits.begin(), hits.end(), range.first, [](const Hit& h, std::size_t w) { return h.words.first < w; });
  for (auto at = std::make_reverse_iterator(after); at != hits.rend() && at->words.first >= first; ++at) {
    const Actor& actor = choose(*at);
    const auto terms = actor.kind == "person" ? known.terms_of.find(actor.id) : known.terms_of.end();
    if (terms == known.terms_of.end()) continue;
    for (const std::uint32_t i : terms->second) {
      const Term& term = known.terms[i];
      if ((term.office == role.office || term.rank == role.office) && (!day || term.holds(*day)))
        return of_actor(actor, "office-of-one-named", range);
    }
  }
  return std::nullopt;
}

// A noun phrase: whose it is, and what its noun says.
Identity Cast::Inside::phrase(WordRange range, std::size_t head, int depth) const {
  Identity who;
  const RoleHit role = role_of(range, head);
  const std::optional<std::size_t> h = owner(range, head);
  const Actor* of = h ? &choose(hits[*h]) : nullptr;
  if (role.role && role.role->kind == "office" && !of) {
    if (auto person = holder_named(range, *role.role)) return *person;
  }
  if (role.role) {
    who.sector = role.role->sector;
    who.rules.emplace_back("noun");
    if (role.role->kind == "office") who.role = role.role->office.empty() ? role.role->word : role.role->office;
  }
  if (of) {
    who.country = of->country;
    who.rules.emplace_back(of->kind == "state" ? "state-in-phrase" : "actor-in-phrase");
    const bool state = of->kind == "state" || of->kind == "territory";
    if (!state && of->kind != "person" && !(role.role && of->sector == "IGO" && role.role->sector == "MIL"))
      who.sector = of->sector;
    if (of->kind == "person" && !role.role) who.sector = of->sector;
  } else if (const auto place = placed(range)) {
    who.country = *place;
    who.rules.emplace_back("place-in-phrase");
  } else if (const auto owner_of = possessed(range, depth)) {
    who.country = *owner_of;
    who.rules.emplace_back("possessive");
  }
  if (!who.country && is_of_none(range, role)) {
    who.country = "INT";
    who.rules.emplace_back("nobody's");
  }
  const bool goes_back = role.role && role.role->kind != "thing" && (role.role->country.empty() || role.role->country == "IGO");
  if (goes_back && !who.country && is_definite(range)) {
    if (const Description* back = antecedent(range, *role.role)) {
      who.country = back->country;
      if (back->actor) {
        who.actor = back->actor->id;
        who.name = back->actor->name;
        who.code = back->actor->code;
        who.sector = back->sector;
      }
      who.rules.emplace_back("description");
    }
  }
  if (role.role && !role.role->country.empty() && !who.actor &&
      (!who.country || !is_state(*who.country) || role.role->country == "IGO")) {
    who.country = role.role->country;
    who.rules.emplace_back("noun-of-several-states");
  } else if (!who.country && (who.country = nearby(range))) {
    who.rules.emplace_back("nearby");
  }
  if (!role.role || !who.country || who.actor) return who;
  const std::string home =
      of && (of->kind == "state" || of->kind == "territory" || of->kind == "organisation") ? of->id : *who.country;
  if (role.role->kind == "office" && day) {
    const std::vector<Term> holders = knowledge.holders(home, *who.role, *day);
    if (holders.size() == 1) {
      const Actor& person = *knowledge.find(holders.front().person);
      who.actor = person.id;
      who.name = person.name;
      who.role = holders.front().office;
      who.rules.emplace_back("office-on-date");
    }
  } else if (role.role->kind == "organ" && is_state(*who.country)) {
    const Actor* state = knowledge.find(home);
    who.actor = *who.sector == "GOV" ? home : home + "-" + *who.sector;
    if (state) who.name = *who.sector == "GOV" ? state->name : state->name + ", " + role.role->word;
  }
  return who;
}

}  // namespace dragoman
