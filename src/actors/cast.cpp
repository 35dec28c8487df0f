#include "cast.h"

#include <algorithm>
#include <map>
#include <set>

namespace dragoman {

using namespace actors;

namespace {

constexpr std::size_t reach = 40;        // sentences that a description or a missing state is looked for in, each way
constexpr std::size_t occurrences = 30;  // of a name that are looked at

constexpr double sure = 0.5;  // an actor is named when its share among the candidates reaches this

bool is_state(std::string_view country) { return country != "IGO" && country != "NGO" && country != "INT" && country != "MNC"; }

bool holds(std::initializer_list<std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "-backed", "-led" behind a hyphen: the state named is not the one meant.
bool is_backer(const Words& words, std::size_t after) {
  if (after + 1 >= words.size() || words.sentence(after) != words.sentence(after - 1)) return false;
  const bool hyphen = words.form(after) == "-" || words.form(after) == "–";
  const std::string& key = words.key(hyphen ? after + 1 : after);
  return holds({"backed", "led", "supported", "sponsored", "funded", "occupied", "held", "controlled", "born", "brokered",
                "trained", "aligned", "allied", "run"},
               key);
}

bool is_possessor(const Words& words, std::size_t after) { return after < words.size() && words.is_possessive(after); }

}  // namespace

Cast::Inside::Inside(const Knowledge& k, const Report& r, std::span<const Reading> readings)
    : knowledge(k), known(k.inside()), words(r, readings), hits(find_names(words, known)) {
  if (r.published) day = read_day(*r.published);
  for (const auto* told : {&r.source, &r.title}) {
    if (!home_state && *told) home_state = state_in(**told);
  }
  count_countries();
  drop_common_names();
  hit_at.assign(words.size(), none);
  for (std::size_t i = 0; i < hits.size(); ++i) {
    for (std::size_t w = hits[i].words.first; w < hits[i].words.last; ++w) hit_at[w] = i;
  }
  find_surnames();
  find_acronyms();
  find_sites();
  find_descriptions();
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

// The office in which a person is spoken of: the one of the day, or that of a state or organisation in the phrase, or the last.
const Term* Cast::Inside::term_of(const Actor& person, WordRange range) const {
  const auto at = known.terms_of.find(person.id);
  if (at == known.terms_of.end()) return nullptr;
  std::set<std::string> near;
  for (const std::size_t h : hits_in(range)) near.insert(choose(hits[h]).id);
  const Term* best = nullptr;
  int best_rank = -1;
  for (const std::uint32_t i : at->second) {
    const Term& term = known.terms[i];
    const int rank = (day && term.holds(*day) ? 2 : 0) + (near.contains(term.country) && !day ? 1 : 0);
    if (rank > best_rank || (rank == best_rank && term.from > best->from)) {
      best = &term;
      best_rank = rank;
    }
  }
  return best;
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
      if (const auto town = town_of(words.key(run), last - first)) return town->country;
    }
    first = end - 1;
  }
  return std::nullopt;
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

Cast::Cast(const Knowledge& knowledge, const Report& report, std::span<const Reading> readings)
    : inside_(std::make_unique<Inside>(knowledge, report, readings)) {}
Cast::Cast(Cast&&) noexcept = default;
Cast::~Cast() = default;

Identity Cast::who(WordRange range) const {
  Identity who = inside_->resolve(range, 0);
  if (!who.code && who.country && who.sector) {
    who.code = *who.country == *who.sector ? *who.country : *who.country + *who.sector;
  }
  return who;
}

// The core of a phrase; an article that belongs to a name ("The Hague") stays.
WordRange Cast::Inside::core(WordRange given) const {
  WordRange range = words.core(given);
  if (range.first >= range.last) return range;
  const std::size_t h = hit_at[range.first];
  if (h != none && hits[h].words.first >= given.first) range.first = hits[h].words.first;
  return range;
}

Identity Cast::Inside::resolve(WordRange given, int depth) const {
  const WordRange range = core(given);
  if (range.first >= range.last) {
    return {};
  }
  const std::size_t head = words.head(range);
  const std::vector<std::size_t> inside = hits_in(range);

  if (const auto whole = whole_name(range, inside)) return *whole;
  if (const auto person = named_person(range, inside)) return *person;
  if (depth < 2) {
    if (const auto at = acronyms.find(words.key(range.last - 1)); at != acronyms.end() && words.is_upper(range.last - 1)) {
      if (at->second.last <= range.first || at->second.first >= range.last) {
        Identity who = resolve(at->second, depth + 1);
        who.rules.insert(who.rules.begin(), "acronym-in-brackets");
        return who;
      }
    }
    if (const auto who = pronoun(range, depth)) return *who;
  }
  if (const auto who = unlisted_name(range)) return *who;
  return phrase(range, head, depth);
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
  // "Syrians" are people, "the Chinese" may be a government.
  if (used == Use::People && words.word(hit.words.last - 1).xpos == "NNPS") who.sector.reset();
  return who;
}

// A person's name that nothing is owned by: "US President Donald Trump", not "Trump's lawyer".
std::optional<Identity> Cast::Inside::named_person(WordRange range, const std::vector<std::size_t>& inside) const {
  for (auto at = inside.rbegin(); at != inside.rend(); ++at) {
    const Hit& hit = hits[*at];
    const Actor& actor = choose(hit);
    if (actor.kind != "person") continue;
    const bool owns =
        hit.words.last < range.last && (is_possessor(words, hit.words.last) || words.word(hit.words.last).upos == "NOUN");
    const bool owned = hit.words.first > range.first &&
                       holds({"of", "to", "with", "for", "by", "from", "against"}, words.key(hit.words.first - 1));
    if (!owns && !owned) return of_actor(actor, "name", range);
  }
  return std::nullopt;
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
  } else if (const auto town = town_of(words.key(WordRange{range.first, last + 1}), last + 1 - range.first)) {
    who.country = town->country;
  }
  if (!who.country) return std::nullopt;
  who.rules = {"place"};
  return who;
}

// A name that no file has, or that is only a surname.
std::optional<Identity> Cast::Inside::unlisted_name(WordRange range) const {
  std::size_t last = range.last - 1;
  for (std::size_t w = range.first; w < range.last; ++w) {
    if (words.form(w) == "(" || words.form(w) == ",") {
      if (w > range.first) last = w - 1;
      break;
    }
  }
  if (words.word(last).upos != "PROPN" || hit_at[last] != none || !words.is_capital(last)) return std::nullopt;
  // "the government of Abdel Mahdi" is no name, "the workers at Reliance" neither.
  for (std::size_t w = range.first + 1; w < last; ++w) {
    if (words.word(w).upos == "ADP" && words.word(w - 1).upos == "NOUN") return std::nullopt;
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
    who.country = nearby(range);
    who.rules.emplace_back("nearby");
  }
  return who;
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
