// Who a noun phrase or pronoun is that is no name: whose it is, what its noun says, what it goes back to.
#include "cast.h"

#include <algorithm>
#include <iterator>

namespace dragoman {

using namespace actors;

namespace {

constexpr std::size_t reach = 40;  // sentences that a description or a missing state is looked for in, each way

// "-backed", "-led" behind a hyphen: the state named is not the one meant. A body of states may lead, hold and run what is its
// own.
bool is_backer(const Words& words, std::size_t after, bool state) {
  if (after + 1 >= words.size() || words.sentence(after) != words.sentence(after - 1)) return false;
  const bool hyphen = words.form(after) == "-" || words.form(after) == "–";
  const std::string& key = words.key(hyphen ? after + 1 : after);
  if (!state) return holds({"backed", "supported", "sponsored", "brokered", "recognised", "recognized", "mandated"}, key);
  return holds({"backed", "led", "supported", "sponsored", "funded", "occupied", "held", "controlled", "born", "brokered",
                "trained", "aligned", "allied", "run", "recognised", "recognized", "mandated"},
               key);
}

// "the coalition's troops", "Allied forces".
bool joins_states(const Words& words, WordRange range) {
  for (std::size_t w = range.first; w < range.last; ++w) {
    if (words.key(w) == "coalition" || (words.key(w) == "allied" && words.is_capital(w))) return true;
  }
  return false;
}

}  // namespace

Cast::Inside::Antecedents Cast::Inside::antecedents(WordRange range, const Role& role) const {
  Antecedents found;
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
    if (at->role == &role) {
      found.same_noun = &*at;
      break;
    }
    if (found.same_sector) continue;
    const bool fits = body    ? at->actor && at->actor->kind == "organisation"
                      : group ? at->actor && at->actor->kind == "group"
                              : (!at->actor || at->actor->kind == "body") && at->sector == role.sector &&
                                    role.sector != "CVL" && role.sector != "GOV";
    if (fits) found.same_sector = &*at;
  }
  return found;
}

// The state, organisation or group that a phrase belongs to: "Turkish" in "Turkish officials", "Iraq" in "the army of Iraq".
std::optional<std::size_t> Cast::Inside::owner(WordRange range, std::size_t head) const {
  std::optional<std::size_t> behind;
  int rank = 9;
  for (const std::size_t h : hits_in(range)) {
    const Hit& hit = hits[h];
    const Actor& actor = choose(hit);
    if (actor.sector != "REB" && is_backer(words, hit.words.last, is_state(actor.country))) continue;
    // "the African country" is one of them, and not named.
    const bool one_of_many = actor.kind == "territory" && actor.country == "INT" &&
                             holds({"country", "nation", "state", "republic", "kingdom"}, words.key(head));
    if (one_of_many) continue;
    if (hit.words.first <= head) return h;
    const std::size_t before = hit.words.first - 1;
    const std::string& link = words.key(words.key(before) == "the" && before > range.first ? before - 1 : before);
    const int r = link == "of"                                                            ? 1
                  : holds({"in", "at", "from", "for", "near", "inside", "across"}, link)  ? 2
                  : holds({"to", "with", "against", "on", "over", "by", "between"}, link) ? 5
                                                                                          : 3;
    // "the minister for Africa" has it in charge, and is not from there.
    if (r >= rank || r == 5 || (link == "for" && actor.kind == "territory" && actor.country == "INT")) continue;
    rank = r;
    behind = h;
  }
  return behind;
}

// Whose it is by "Mr Erdogan's" or "of Abdel Mahdi": the state of whoever that is.
std::optional<std::string> Cast::Inside::possessed(WordRange range, int depth) const {
  if (depth > 1) return std::nullopt;
  for (std::size_t w = range.first + 1; w + 1 < range.last; ++w) {
    std::optional<Identity> who;
    if (words.is_possessive(w)) who = resolve({range.first, w}, depth + 2);
    if (words.key(w) == "of" && words.word(range.last - 1).upos == "PROPN") who = resolve({w + 1, range.last}, depth + 2);
    if (who && who->country && (who->rules.empty() || who->rules.back() != "nearby")) return who->country;
  }
  return std::nullopt;
}

// The words of the sentences that are looked at for what a phrase leaves unsaid.
WordRange Cast::Inside::within_reach(WordRange range) const {
  const std::size_t home = words.sentence(range.first);
  const std::size_t last = std::min(home + reach, words.sentences() - 1);
  return {words.words_of(home > reach ? home - reach : 0).first, words.words_of(last).last};
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
        auto who = unlisted_name({w, w + 1}, depth + 1);
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

// "people in Somalia, Ethiopia and Kenya", "the envoys of Israel and Lebanon": of several states together.
bool Cast::Inside::is_of_several(WordRange range) const {
  const std::vector<std::size_t> inside = hits_in(range);
  for (std::size_t i = 1; i < inside.size(); ++i) {
    const Hit& one = hits[inside[i - 1]];
    const Hit& next = hits[inside[i]];
    const Actor &a = choose(one), &b = choose(next);
    const bool joined =
        next.words.first == one.words.last + 1 && (words.key(one.words.last) == "and" || words.form(one.words.last) == ",");
    if (joined && a.kind == "state" && b.kind == "state" && a.country != b.country) return true;
  }
  return false;
}

// The side in a dispute that a name stands for: a state, also for its people and bodies, or a group or party; empty for others.
std::string Cast::Inside::party_at(std::size_t word) const {
  if (hit_at[word] == none) return {};
  const Hit& hit = hits[hit_at[word]];
  const Actor& actor = choose(hit);
  const std::string home = home_of(hit);
  if (!is_state(home) || actor.sector == "MED") return {};
  return actor.kind == "group" || actor.kind == "party" || actor.kind == "territory" ? actor.id : home;
}

// "both sides", "the two countries": the last two before it that "and" joins ("Armenia and Azerbaijan") or one of which does
// something to the other, unless they mediate. Where a sentence joins three, which two is not told.
std::vector<std::string> Cast::Inside::two_named(WordRange range) const {
  constexpr std::size_t back_to = 2;  // sentences
  const bool follows = range.first > 0 && words.sentence(range.first - 1) == words.sentence(range.first);
  const std::size_t opens = follows ? range.first - 1 : range.first;
  bool two = false;
  for (std::size_t w = opens; w < range.last; ++w) {
    const bool known_two = words.key(w) == "two" && w > 0 && holds({"the", "these", "those"}, words.key(w - 1));
    two = two || known_two || holds({"both", "either"}, words.key(w));
  }
  if (!two) return {};
  const auto mediates = [&](std::size_t w) {
    const std::string& key = words.key(w);
    return key.starts_with("mediat") || key.starts_with("broker") || key.starts_with("congratulat") || key.starts_with("urg") ||
           key.starts_with("appeal") || key.starts_with("host");
  };
  // The word on which a name's phrase hangs: "Turkish" in "Turkish forces attacked" on "attacked".
  const auto top = [&](std::size_t w) {
    while (holds({"compound", "amod", "flat", "nmod", "appos"}, words.relation(w)) && words.parent(w) != Words::npos)
      w = words.parent(w);
    return w;
  };
  const std::size_t home = words.sentence(range.first);
  for (std::size_t back = 0; back <= back_to && back <= home; ++back) {
    const WordRange sentence = words.words_of(home - back);
    std::vector<std::string> found;
    bool joined = false;
    std::size_t before = Words::npos;
    for (std::size_t w = sentence.first; w < std::min(sentence.last, range.first); ++w) {
      if (mediates(w)) return {};
      const std::string party = party_at(w);
      if (party.empty() || std::find(found.begin(), found.end(), party) != found.end()) continue;
      found.push_back(party);
      if (before != Words::npos) {
        const std::size_t a = top(before), b = top(w);
        joined = (words.relation(b) == "conj" && words.parent(b) == a) ||
                 (words.parent(a) == words.parent(b) && words.relation(a) == "nsubj");
      }
      before = w;
    }
    if (found.size() == 2 && joined) return found;
    if (found.size() > 2) return {};
  }
  return {};
}

// "unidentified gunmen", "both", "neither side", "the two governments": of no one state.
bool Cast::Inside::is_of_none(WordRange range, const RoleHit& role) const {
  for (std::size_t w = range.first > 0 ? range.first - 1 : 0; w < range.last; ++w) {
    if (holds({"unidentified", "unknown", "unnamed"}, words.key(w))) return true;
  }
  const std::string& first = words.key(range.first);
  if (range.last - range.first == 1 && holds({"both", "each", "either", "neither"}, first)) return true;
  const bool several = holds({"both", "two", "either", "neither", "all", "three", "four"}, first) ||
                       (range.first > 0 && words.sentence(range.first - 1) == words.sentence(range.first) &&
                        holds({"both", "two", "either", "neither", "all"}, words.key(range.first - 1)));
  // "all parties" are mostly one state's.
  if (!several || (first == "all" && words.noun(range.last - 1) == "party")) return false;
  if (holds({"side", "party", "capital", "leader", "country", "government", "nation", "army", "delegation", "neighbour",
             "neighbor"},
            words.noun(range.last - 1)))
    return true;
  return role.role && role.role->sector == "GOV" && words.is_plural(range.last - 1) && role.role->kind != "people";
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
  // "both presidents", "the four foreign ministers" are no one of those named.
  const bool singular = role.role && !words.is_plural(role.words.last - 1);
  if (singular && role.role->kind == "office" && !of) {
    if (auto person = holder_named(range, *role.role)) return *person;
  }
  if (role.role) {
    who.sector = role.role->sector;
    if (const auto read = sector_read(range, *who.sector)) who.sector = *read;
    who.rules.emplace_back("noun");
    if (role.role->kind == "office") who.role = role.role->office.empty() ? role.role->word : role.role->office;
  }
  const bool coalition = !of && joins_states(words, range);
  if (of && is_of_several(range)) {
    who.country = "INT";
    who.rules.emplace_back("several-states");
  } else if (of) {
    who.country = of->country;
    who.rules.emplace_back(of->kind == "state" ? "state-in-phrase" : "actor-in-phrase");
    // "Caribbean leaders", "the foreign ministers of South-East Asia": several states that act together.
    const bool together = of->kind == "territory" && of->country == "INT" && role.role && role.role->sector == "GOV" &&
                          (role.role->kind == "office" || role.role->word == "leader");
    if (together) who.country = "IGO";
    const bool state = of->kind == "state" || of->kind == "territory";
    // "Syrian government forces", "UN peacekeepers" are what their noun says; "Hezbollah officials" are Hezbollah.
    const bool noun_holds = role.role && (of->sector == "GOV" || (of->sector == "IGO" && role.role->sector == "MIL"));
    if (!state && of->kind != "person" && !noun_holds) who.sector = of->sector;
    if (of->kind == "person" && !role.role) who.sector = of->sector;
  } else if (coalition) {
    who.country = "IGO";
    who.rules.emplace_back("noun-of-several-states");
  } else if (const auto place = placed(range)) {
    who.country = *place;
    who.rules.emplace_back("place-in-phrase");
  } else if (const auto owner_of = possessed(range, depth)) {
    who.country = *owner_of;
    who.rules.emplace_back("possessive");
  }
  if (!who.country && is_of_none(range, role)) {
    who.country = "INT";
    who.members = two_named(range);
    const auto home = [&](const std::string& id) { return knowledge.find(id)->country; };
    if (!who.members.empty() && home(who.members[0]) == home(who.members[1])) who.country = home(who.members[0]);
    who.rules.emplace_back("nobody's");
  }
  const bool of_several = role.role && !role.role->country.empty();
  if (role.role && role.role->kind != "thing" && !who.country && is_definite(range) &&
      (!of_several || role.role->country == "IGO")) {
    const Antecedents back = antecedents(range, *role.role);
    const Description* one = back.same_noun ? back.same_noun : back.same_sector;
    if (one && one->actor) {  // "the group", of the one that was named
      who.actor = one->actor->id;
      who.name = one->actor->name;
      who.code = one->actor->code;
      who.country = one->country;
      who.sector = one->sector;
      who.rules.emplace_back("description");
    }
  }
  // "Japanese peacekeepers" are Japan's, "the UN mission in Colombia" and "the Saudi coalition" are not.
  const bool sent = of && is_state(of->country) && hits[*h].words.first < head && role.role && role.role->sector == "MIL";
  if (of_several && !who.actor && !sent && !(who.country && *who.country == "IGO") &&
      (!who.country || !is_state(*who.country) || role.role->country == "IGO")) {
    who.country = role.role->country;
    who.members = two_named(range);
    who.rules.emplace_back("noun-of-several-states");
  } else if (!who.country && (who.country = nearby(range, depth))) {
    who.rules.emplace_back("nearby");
  }
  if (!role.role || !who.country || who.actor) return who;
  const std::string home =
      of && (of->kind == "state" || of->kind == "territory" || of->kind == "organisation") ? of->id : *who.country;
  if (role.role->kind == "office" && singular && day) {
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
