// Who a name is: of the files, of the report, or of both.
#include "cast.h"

#include <algorithm>
#include <set>

namespace dragoman {

using namespace actors;

namespace {

constexpr double sure = 0.5;  // an actor is named when its share among the candidates reaches this

}  // namespace

const Actor& Cast::Inside::choose(const Hit& hit) const {
  const Actor* best = nullptr;
  std::size_t most = 0;
  for (const Named& named : *hit.named) {
    const Actor& actor = known.actors[named.actor];
    const auto at = countries.find(actor.country);
    const std::size_t count = at == countries.end() ? 0 : at->second;
    if (!best || count > most) {
      best = &actor;
      most = count;
    }
  }
  return *best;
}

Use Cast::Inside::use(const Hit& hit, const Actor& actor) const {
  for (const Named& named : *hit.named) {
    if (&known.actors[named.actor] == &actor) return named.use;
  }
  return Use::Name;
}

std::vector<std::size_t> Cast::Inside::hits_in(WordRange range) const {
  std::vector<std::size_t> all;
  for (std::size_t w = range.first; w < range.last; ++w) {
    const std::size_t h = hit_at[w];
    if (h == none || (!all.empty() && all.back() == h)) continue;
    if (hits[h].words.first >= range.first && hits[h].words.last <= range.last) all.push_back(h);
  }
  return all;
}

Identity Cast::Inside::of_actor(const Actor& actor, std::string_view rule, WordRange range) const {
  Identity who;
  who.actor = actor.id;
  who.name = actor.name;
  who.country = actor.country;
  who.sector = actor.sector;
  who.code = actor.code;
  who.rules.emplace_back(rule);
  if (actor.kind != "person") return who;
  const Term* term = term_of(actor, range);
  if (!term) return who;
  if (day && term->holds(*day)) who.role = term->office;
  if (const Actor* home = knowledge.find(term->country)) {
    const bool moved = home->country != actor.country;
    who.country = home->country;
    if (moved && home->kind != "state") who.sector = home->sector;
    if (moved) who.code = *who.country == *who.sector ? *who.country : *who.country + *who.sector;
  }
  return who;
}

// The office in which a person is spoken of: the one that the phrase names, or that of the day, or that of a state or
// organisation in the phrase, or the last. Who leads a government and holds a ministry beside it is spoken of as its head.
const Term* Cast::Inside::term_of(const Actor& person, WordRange range) const {
  const auto at = known.terms_of.find(person.id);
  if (at == known.terms_of.end()) return nullptr;
  std::set<std::string> near;
  for (const std::size_t h : hits_in(range)) near.insert(choose(hits[h]).id);
  const std::string phrase = fold(words.bytes(range));
  const Term* best = nullptr;
  int best_rank = -1;
  for (const std::uint32_t i : at->second) {
    const Term& term = known.terms[i];
    const bool held = day && term.holds(*day);
    const bool said = held && phrase.find(fold(term.office)) != std::string::npos;
    const int rank = (said ? 4 : 0) + (held ? 2 : 0) + (held && term.rank.starts_with("head of") ? 1 : 0) +
                     (near.contains(term.country) && !day ? 1 : 0);
    if (rank > best_rank || (rank == best_rank && term.from > best->from)) {
      best = &term;
      best_rank = rank;
    }
  }
  return best;
}

// The state in which a place named in the range lies: "authorities in Wyoming", "the Uttar Pradesh government".
std::optional<std::string> Cast::Inside::placed(WordRange range) const {
  for (std::size_t first = range.first; first < range.last; ++first) {
    if (words.word(first).upos != "PROPN" || !words.is_capital(first) || hit_at[first] != none) continue;
    std::size_t end = first + 1;
    while (end < range.last && (words.word(end).upos == "PROPN" || words.form(end) == "-") && hit_at[end] == none) ++end;
    for (std::size_t last = end; last > first; --last) {
      const WordRange run{first, last};
      if (last - first > 4 || words.key(last - 1).empty()) continue;
      if (const auto at = known.regions.find(words.key(run)); at != known.regions.end() && !at->second.country.empty())
        return at->second.country;
      if (const auto town = town_of(run, is_located(first))) return town->country;
    }
    first = end - 1;
  }
  return std::nullopt;
}

// What is known of a name that no file has: from the words before it, and from its apposition.
Identity Cast::Inside::evidence(std::size_t word) const {
  const WordRange sentence = words.words_of(words.sentence(word));
  std::size_t first = word;
  const auto is_title = [&](std::size_t i) {
    const std::string_view upos = words.word(i).upos;
    return upos == "PROPN" || upos == "NOUN" || upos == "ADJ" || words.is_possessive(i) || words.key(i) == "of" ||
           words.key(i) == "the" || words.key(i) == "for" || words.form(i) == "-";
  };
  while (first > sentence.first && is_title(first - 1)) --first;
  Identity found = described({first, word}, word);
  if (found.country) return found;
  std::size_t name_end = word + 1;
  while (name_end < sentence.last && words.word(name_end).upos == "PROPN" && words.is_capital(name_end)) ++name_end;
  if (name_end + 1 < sentence.last && (words.form(name_end) == "," || words.form(name_end) == "(")) {
    const std::string_view upos = words.word(name_end + 1).upos;
    std::size_t end = name_end + 1;
    while (end < sentence.last && end - name_end < 14 && words.form(end) != "," && words.form(end) != ")" &&
           words.word(end).upos != "VERB")
      ++end;
    if (upos == "DET" || upos == "NOUN" || upos == "ADJ" || upos == "PROPN") {
      Identity after = described({name_end + 1, end}, words.head({name_end + 1, end}));
      if (after.country || after.sector) {
        if (!after.sector) after.sector = found.sector;
        return after;
      }
    }
  }
  if (first > sentence.first + 1 && words.form(first - 1) == ",") {
    std::size_t before = first - 1;
    while (before > sentence.first && words.form(before - 1) != "," && words.word(before - 1).upos != "VERB" &&
           first - before < 14)
      --before;
    const WordRange range = words.core({before, first - 1});
    if (range.first < range.last && words.relation(words.head({first, word + 1})) == "appos")
      return described(range, words.head(range));
  }
  return found;
}

// Country and sector from the names and nouns in a range.
Identity Cast::Inside::described(WordRange range, std::size_t head) const {
  Identity who;
  range.last = std::min(range.last, words.size());
  if (range.first >= range.last) return who;
  RoleHit role;
  for (std::size_t w = range.last; w-- > range.first && !role.role;) role = find_role(words, known, range, w);
  const std::size_t at = std::min(head, range.last - 1);
  if (role.role) {
    who.sector = role.role->sector;
    who.role = role.role->word;
  }
  if (const auto h = owner(range, at)) {
    const Actor& actor = choose(hits[*h]);
    who.country = actor.country;
    if (actor.kind != "state" && actor.kind != "person" && actor.kind != "territory") who.sector = actor.sector;
  } else {
    who.country = placed(range);
  }
  return who;
}

// A person of the files by the last word of the name; scored by what the report and its date say.
std::vector<Likely> Cast::Inside::namesakes(std::size_t word, WordRange range) const {
  std::vector<Likely> all;
  const auto at = known.by_surname.find(words.key(word));
  if (at == known.by_surname.end() || !words.is_capital(word)) return all;
  std::set<std::string> near;
  for (const std::size_t h : hits_in(range)) near.insert(choose(hits[h]).country);
  for (std::size_t w = range.first; w < word; ++w) {
    // Another first name stands before it: "Tobias Ellwood" is no other Ellwood.
    const bool other = words.word(w).upos == "PROPN" && hit_at[w] == none && w + 1 == word &&
                       !find_role(words, known, range, w).role &&
                       !holds({"mr", "mrs", "ms", "dr", "sir", "lord", "lady"}, words.key(w));
    if (other) return all;
  }
  double sum = 0.3;  // for somebody whom no file has
  for (const std::uint32_t i : at->second) {
    const Actor& person = known.actors[i];
    double score = 0.2;
    for (const Term& term : knowledge.terms_of(person.id)) {
      if (term.rank.starts_with("head of")) score = 0.5;
    }
    if (near.contains(person.country)) score += 2;
    if (countries.contains(person.country)) score += 1;
    if (spoken_of.contains(i)) score += 5;
    if (day) {
      for (const Term& term : knowledge.terms_of(person.id)) {
        if (term.holds(*day)) score += 2;
      }
    }
    all.push_back({person.id, score});
    sum += score;
  }
  for (Likely& one : all) one.score /= sum;
  std::stable_sort(all.begin(), all.end(), [](const Likely& a, const Likely& b) { return a.score > b.score; });
  return all;
}

// All words of the range but articles and numbers are one name.
std::optional<Identity> Cast::Inside::whole_name(WordRange range, const std::vector<std::size_t>& inside) const {
  if (inside.empty()) return std::nullopt;
  const Hit& hit = hits[inside.front()];
  for (std::size_t w = range.first; w < range.last; ++w) {
    if (hit_at[w] != inside.front() && !words.is_function(w)) return std::nullopt;
  }
  const Actor& actor = choose(hit);
  const Use used = use(hit, actor);
  Identity who = of_actor(actor, used == Use::Seat ? "seat" : used == Use::People ? "people" : "name", range);
  if (used == Use::People) {  // "Turkish" may be an army, a firm or a government: the words around say
    who.sector.reset();
    who.code.reset();
  }
  return who;
}

// What the words before a name say that its holder is: "General", "European Council president", "opposition leader".
void Cast::Inside::take_title(Identity& who, WordRange range, std::size_t name) const {
  for (const std::size_t h : hits_in({range.first, name})) {
    const Actor& of = choose(hits[h]);
    if (of.kind != "organisation" && of.kind != "party") continue;
    who.country = of.country;
    who.sector = of.sector;
    who.code.reset();
    return;
  }
  if (name == range.first) return;
  const RoleHit title = find_role(words, known, {range.first, name}, name - 1);
  const bool says = title.role && title.role->country.empty() && (title.role->kind == "office" || title.role->kind == "people");
  if (!says || who.sector == title.role->sector) return;
  const bool minister = title.role->sector == "GOV" && title.role->kind == "office" && who.sector == "MIL";
  if (!minister && !holds({"MIL", "POL", "LEG", "JUD", "OPP", "REB", "REL"}, title.role->sector)) return;
  who.sector = title.role->sector;
  who.code.reset();
}

// A person's name that nothing is owned by: "US President Donald Trump", not "Trump's lawyer".
std::optional<Identity> Cast::Inside::named_person(WordRange range, const std::vector<std::size_t>& inside) const {
  for (auto at = inside.rbegin(); at != inside.rend(); ++at) {
    const Hit& hit = hits[*at];
    const Actor& actor = choose(hit);
    if (actor.kind != "person") continue;
    const bool owns =
        hit.words.last < range.last && (words.is_possessive(hit.words.last) || words.word(hit.words.last).upos == "NOUN");
    const bool owned = hit.words.first > range.first &&
                       holds({"of", "to", "with", "for", "by", "from", "against"}, words.key(hit.words.first - 1));
    // "rebels loyal to former vice president Machar" are not Machar.
    const std::size_t head = words.head(range);
    bool led = false;
    for (std::size_t w = head; w < hit.words.first; ++w) led = led || words.word(w).upos == "ADP";
    if (owns || owned || led) continue;
    Identity who = of_actor(actor, "name", range);
    take_title(who, range, hit.words.first);
    return who;
  }
  return std::nullopt;
}

// Who is named right behind an office: "the US envoy for Syria, Ambassador James Jeffrey".
std::optional<Identity> Cast::Inside::named_behind(WordRange range, std::size_t head) const {
  constexpr std::size_t longest = 8;  // words to the comma, and of such a name with its titles
  const RoleHit office = find_role(words, known, range, head);
  const bool one = !words.word(head).xpos.ends_with("S");  // not of a plural
  if (!office.role || !one || !holds({"office", "people"}, office.role->kind)) return std::nullopt;
  const std::size_t end = words.words_of(words.sentence(head)).last;
  const auto comma_from = [&](std::size_t w) {
    const std::size_t last = std::min(end, w + longest);
    while (w < last && words.form(w) != ",") ++w;
    return w;
  };
  const std::size_t opens = comma_from(range.last);
  if (opens + 1 >= end) return std::nullopt;
  for (const std::size_t h : hits_in({opens + 1, comma_from(opens + 1)})) {
    const Actor& actor = choose(hits[h]);
    const std::size_t name = words.head(hits[h].words);
    const std::size_t above = words.relation(name) == "appos" ? words.parent(name) : opens;
    const bool is_added = range.first <= above && above < opens;
    if (actor.kind == "person" && is_added) return of_actor(actor, "apposition", range);
  }
  return std::nullopt;
}

// A town or region that stands for who is there, where nobody of that name is in the report.
std::optional<Identity> Cast::Inside::a_place(WordRange range, std::size_t last) const {
  for (const std::size_t w : unlisted.at(words.key(last))) {
    if (w == 0 || words.sentence(w - 1) != words.sentence(w) || (w > range.first && w <= last)) continue;
    const bool named = words.word(w - 1).upos == "PROPN" && words.is_capital(w - 1);
    if (named || holds({"mr", "mrs", "ms", "dr"}, words.key(w - 1)) || find_role(words, known, {w - 1, w}, w - 1).role)
      return std::nullopt;
  }
  Identity who;
  if (const auto at = known.regions.find(words.key(WordRange{range.first, last + 1})); at != known.regions.end()) {
    if (!at->second.country.empty()) who.country = at->second.country;
  } else if (const auto town = town_of({range.first, last + 1}, is_located(range.first))) {
    who.country = town->country;
  }
  if (!who.country) return std::nullopt;
  who.rules = {"place"};
  return who;
}

// A name that no file has, or that is only a surname.
std::optional<Identity> Cast::Inside::unlisted_name(WordRange range, int depth) const {
  std::size_t last = range.last - 1;
  for (std::size_t w = range.first; w < range.last; ++w) {
    if (words.form(w) == "(" || words.form(w) == ",") {
      if (w > range.first) last = w - 1;
      break;
    }
  }
  if (words.word(last).upos != "PROPN" || hit_at[last] != none || !words.is_capital(last) || words.key(last).empty()) {
    return std::nullopt;
  }
  // "the government of Abdel Mahdi" is no name, "the workers at Reliance" neither.
  for (std::size_t w = range.first + 1; w < last; ++w) {
    const bool noun = words.word(w - 1).upos == "NOUN" || find_role(words, known, range, w - 1).role;
    if (words.word(w).upos == "ADP" && noun) return std::nullopt;
  }
  if (find_role(words, known, range, last).role) return std::nullopt;
  const std::vector<Likely> candidates = namesakes(last, range);
  if (!candidates.empty() && candidates.front().score >= sure) {
    Identity who = of_actor(*knowledge.find(candidates.front().actor), "surname", range);
    who.candidates = candidates;
    return who;
  }
  if (const auto place = a_place(range, last)) return place;
  Identity who = described({range.first, last}, last);
  if (!who.country || !owner({range.first, last}, last)) who = evidence(last);
  if (!who.country) {
    for (const std::size_t w : unlisted.at(words.key(last))) {
      Identity other = evidence(w);
      if (!other.country && !other.sector) continue;
      if (other.country) who.country = other.country;
      if (!who.sector) who.sector = other.sector;
      if (!who.role) who.role = other.role;
      if (who.country) break;
    }
  }
  who.candidates = candidates;
  if (!who.country && !candidates.empty()) {
    std::set<std::string> homes;
    for (const Likely& one : candidates) homes.insert(knowledge.find(one.actor)->country);
    if (homes.size() == 1) who.country = *homes.begin();
  }
  // Its name is the longest that the report gives it.
  std::string name;
  for (const std::size_t w : unlisted.at(words.key(last))) {
    std::size_t first = w;
    while (first > words.words_of(words.sentence(w)).first && words.word(first - 1).upos == "PROPN" &&
           hit_at[first - 1] == none && !find_role(words, known, {first - 1, first}, first - 1).role) {
      --first;
    }
    if (std::string longer(words.bytes({first, w + 1})); longer.size() > name.size()) name = std::move(longer);
  }
  std::string id = fold(name);
  std::replace(id.begin(), id.end(), ' ', '-');
  if (!id.empty()) {
    who.actor = "new:" + id;
    who.name = name;
  }
  who.rules.emplace_back("new-name");
  if (!who.country && (who.country = placed(range))) {
    who.rules.emplace_back("place-in-phrase");
  } else if (!who.country) {
    who.country = nearby(range, depth);
    who.rules.emplace_back("nearby");
  }
  return who;
}

}  // namespace dragoman
