// Whose somebody is of whom no word says so: each state that is named nearby is weighed by its signs (signs.h).
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "cast.h"

namespace dragoman {

using namespace actors;

namespace {

bool meets(WordRange a, WordRange b) { return a.first < b.last && b.first < a.last; }

bool any_meets(const std::vector<RoleSpan>& spans, WordRange words) {
  return std::any_of(spans.begin(), spans.end(), [&](const RoleSpan& span) { return meets(span.words, words); });
}

// What a mention's noun says of people who are of no one state.
struct Looks {
  bool several, stranger, shadowy, foreign, bare, joint, charity;
};

Looks looks(const Words& words, WordRange range, std::size_t head) {
  const std::string noun = words.noun(head);
  const auto any = [&](std::initializer_list<std::string_view> list) {
    for (std::size_t w = range.first; w < range.last; ++w) {
      if (holds(list, words.key(w)) || holds(list, words.noun(w))) return true;
    }
    return false;
  };
  const bool opens = range.first == 0 || words.sentence(range.first - 1) != words.sentence(range.first);
  const bool article = !opens && words.word(range.first - 1).upos == "DET";
  return {words.word(head).xpos == "NNS" &&
              holds({"country", "state", "nation", "government", "leader", "member", "party", "side", "power", "ally",
                     "partner", "capital", "minister", "signatory", "guarantor", "army"},
                    noun),
          any({"refugee", "migrant", "immigrant", "seeker", "foreigner", "tourist", "expatriate", "traveller", "traveler",
               "passenger", "crew", "sailor", "vessel", "ship", "freighter", "shipping", "reporter"}),
          holds({"terrorist", "extremist", "attacker", "hacker", "other", "suspect", "person", "nobody", "someone", "anyone",
                 "everyone", "man", "jihadist", "smuggler", "trafficker", "captor", "perpetrator", "gunman"},
                noun),
          any({"foreign", "other", "international", "third", "western", "regional", "global", "each", "common"}),
          !article,
          any({"coalition", "alliance", "envoy",      "representative", "peacekeeper",  "peacekeeping", "helmet", "mission",
               "mediator",  "observer", "monitor",    "inspector",      "organisation", "organization", "bloc",   "agency",
               "council",   "summit",   "commission", "rapporteur",     "prosecutor",   "mep"}),
          any({"aid", "humanitarian", "relief", "charity", "ngo", "ngos", "non governmental"})};
}

// Whether the clause of `word` hangs on the verb whose subject is or holds `subject`: "Beijing said the army would not".
bool reports(const Words& words, std::size_t subject, std::size_t word) {
  while (subject != Words::npos && words.relation(subject) != "nsubj") subject = words.parent(subject);
  if (subject == Words::npos) return false;
  const std::size_t verb = words.parent(subject);
  for (; word != Words::npos && word != verb; word = words.parent(word)) {
    if (words.relation(word) == "ccomp" && words.parent(word) == verb) return true;
  }
  return false;
}

// Acts that a state mostly does to its own, and to others.
bool coerces(const Frame& frame) { return frame.type == "COERCE" || frame.type == "CONCEDE"; }
bool meets_with(const Frame& frame) {
  return frame.type == "CONSULT" || frame.type == "COOPERATE" || frame.type == "AGREE" || frame.type == "SUPPORT";
}

}  // namespace

std::string Cast::Inside::home_of(const Hit& hit) const {
  const Actor& actor = choose(hit);
  return actor.kind == "person" ? of_actor(actor, "name", hit.words).country.value_or(actor.country) : actor.country;
}

// The states that the report names, each where it does: by name or adjective, by a person or body of theirs, by a place.
void Cast::Inside::gather_namings() {
  for (const Hit& hit : hits) {
    const Actor& actor = choose(hit);
    const std::string home = home_of(hit);
    if (home == "INT") continue;
    const Use used = use(hit, actor);
    const bool state = actor.kind == "state" || actor.kind == "territory";
    const Sign how = used == Use::People      ? Sign::AsPeople
                     : used == Use::Seat      ? Sign::AsSeat
                     : state                  ? Sign::AsState
                     : actor.kind == "person" ? Sign::AsPerson
                                              : Sign::AsBody;
    namings.push_back({hit.words, home, how, state ? std::string_view() : std::string_view(actor.sector)});
  }
  // "Buhari", where all of that name that the files have are of one state.
  for (const auto& [key, at] : unlisted) {
    if (!known.by_surname.contains(key)) continue;
    for (const std::size_t w : at) {
      const std::vector<Likely> people = namesakes(w, {w, w + 1});
      if (people.empty()) continue;
      const Actor& likeliest = *knowledge.find(people.front().actor);
      const auto of_one = [&](const Likely& one) { return knowledge.find(one.actor)->country == likeliest.country; };
      if (std::all_of(people.begin(), people.end(), of_one))
        namings.push_back({{w, w + 1}, likeliest.country, Sign::AsPerson, likeliest.sector});
    }
  }
  for (const auto& [word, country] : sites) namings.push_back({{word, word + 1}, country, Sign::AsPlace, {}});
  std::stable_sort(namings.begin(), namings.end(),
                   [](const Naming& a, const Naming& b) { return a.words.first < b.words.first; });
  for (Naming& naming : namings) {
    const std::size_t first = naming.words.first;
    const std::size_t start = words.words_of(words.sentence(first)).first;
    const std::size_t before = first > start && words.key(first - 1) == "the" ? first - 1 : first;
    naming.is_place = naming.how != Sign::AsPeople && before > start &&
                      holds({"in", "at", "near", "inside", "across", "outside", "around", "throughout"}, words.key(before - 1));
  }
}

// Steps in the tree between two words of a sentence.
std::size_t Cast::Inside::steps(std::size_t a, std::size_t b) const {
  std::map<std::size_t, std::size_t> above;
  std::size_t up = 0;
  for (std::size_t w = a; w != Words::npos; w = words.parent(w)) above.emplace(w, up++);
  up = 0;
  for (std::size_t w = b; w != Words::npos; w = words.parent(w), ++up) {
    if (const auto at = above.find(w); at != above.end()) return up + at->second;
  }
  return up + above.size();
}

std::vector<std::pair<std::string, Signs>> Cast::Inside::weigh(WordRange range, int depth) const {
  constexpr float slope = 0.3F;  // how fast a naming fades with each sentence
  const std::size_t home = words.sentence(range.first), head = words.head(range);
  const WordRange around = within_reach(range);
  const RoleHit role = role_of(range, head);
  std::string_view sector = role.role ? std::string_view(role.role->sector) : std::string_view();
  for (const Mention& mention : readings[home].mentions) {
    if (sector.empty() && meets(mention.words, range)) sector = mention.sector;
  }
  std::map<std::string, Signs, std::less<>> all;
  const auto sign = [&](std::string_view country, Sign which) -> float& {
    auto at = all.find(country);
    if (at == all.end()) at = all.emplace(std::string(country), Signs{}).first;
    return at->second[static_cast<std::size_t>(which)];
  };

  std::vector<const Frame*> own, own_as_target;  // acts that they do, and that are done to them
  for (std::size_t s = home > 0 ? home - 1 : 0; s < std::min(home + 2, readings.size()); ++s) {
    for (const Frame& frame : readings[s].frames) {
      if (any_meets(frame.source, range)) own.push_back(&frame);
      if (any_meets(frame.target, range)) own_as_target.push_back(&frame);
    }
  }

  float shares = 0, count = 0;
  const Naming* last_before = nullptr;
  const Naming* next_after = nullptr;
  const Naming* previous_end = nullptr;
  const Naming* last_place = nullptr;
  std::map<std::string_view, std::size_t> nearest;
  const auto begin = std::lower_bound(namings.begin(), namings.end(), around.first,
                                      [](const Naming& n, std::size_t w) { return n.words.first < w; });
  for (auto at = begin; at != namings.end() && at->words.first < around.last; ++at) {
    const Naming& n = *at;
    if (n.words.first >= range.first && n.words.last <= range.last) continue;
    const std::size_t there = words.sentence(n.words.first);
    const bool later = n.words.first > range.first;
    const float apart = static_cast<float>(there > home ? there - home : home - there);
    float share = 1 / (1 + slope * apart);
    if (later) share /= 2;  // what comes later was not known to the reader
    if (!is_state(n.country)) share /= 3;
    sign(n.country, Sign::Share) += share;
    shares += share;
    sign(n.country, Sign::Frequency) += 1;
    count += 1;
    if (!later && there + 1 == home) previous_end = &n;
    if (!later && there + 1 == home && is_subject(words.head(n.words))) sign(n.country, Sign::PreviousSubject) = 1;
    if (!later && n.is_place) last_place = &n;
    const std::size_t gap = later ? n.words.first - range.last : range.first - n.words.last;
    const auto [known_gap, fresh] = nearest.try_emplace(n.country, gap);
    if (fresh || gap < known_gap->second) {
      known_gap->second = gap;
      for (std::size_t how = static_cast<std::size_t>(Sign::AsState); how <= static_cast<std::size_t>(Sign::AsPlace); ++how)
        sign(n.country, static_cast<Sign>(how)) = how == static_cast<std::size_t>(n.how) ? 1 : 0;
    }
    for (const Frame* frame : own) {
      if (any_meets(frame->target, n.words)) sign(n.country, Sign::Over) = 1;
      if (any_meets(frame->source, n.words)) sign(n.country, Sign::Ally) = 1;
    }
    for (const Frame* frame : own_as_target) {
      if (any_meets(frame->source, n.words))
        sign(n.country, coerces(*frame) ? Sign::Coerces : meets_with(*frame) ? Sign::Meets : Sign::Under) = 1;
      if (any_meets(frame->target, n.words)) sign(n.country, Sign::Ally) = 1;
    }
    for (const auto* frames : {&own, &own_as_target}) {
      for (const Frame* frame : *frames) {
        if (any_meets(frame->place, n.words)) sign(n.country, Sign::EventPlace) = 1;
        if (any_meets(frame->by, n.words)) sign(n.country, Sign::Speaker) = 1;
      }
    }
    if (!n.sector.empty() && n.sector == sector) sign(n.country, Sign::Fellow) = 1;
    if (there != home) continue;
    sign(n.country, later ? Sign::After : Sign::Before) = 1;
    if (!later) last_before = &n;
    if (later && !next_after) next_after = &n;
    if (n.is_place) sign(n.country, Sign::Located) = 1;
    if (is_subject(words.head(n.words))) {
      sign(n.country, Sign::Subject) = 1;
      if (reports(words, words.head(n.words), head)) sign(n.country, Sign::Reports) = 1;
    }
    float& close = sign(n.country, Sign::TreeClose);
    close = std::max(close, 1 / static_cast<float>(1 + steps(head, words.head(n.words))));
    if (gap <= 3 && !later) {
      for (std::size_t w = n.words.last; w < range.first; ++w) {
        if (holds({"and", "or"}, words.key(w)) || words.form(w) == ",") sign(n.country, Sign::Beside) = 1;
      }
    }
  }
  for (const auto& [which, naming] : {std::pair{Sign::LastBefore, last_before},
                                      {Sign::NextAfter, next_after},
                                      {Sign::PreviousEnd, previous_end},
                                      {Sign::LastPlace, last_place}}) {
    if (naming) sign(naming->country, which) = 1;
  }
  for (const Description& d : descriptions) {
    if (d.word >= around.first && d.word < around.last && d.role && d.sector == sector && all.contains(d.country))
      sign(d.country, Sign::Fellow) = 1;
  }
  if (role.role) {
    const auto [same_noun, same_sector] = antecedents(range, *role.role);
    if (same_noun) sign(same_noun->country, Sign::SameNoun) = 1;
    if (same_sector) sign(same_sector->country, Sign::SameSector) = 1;
  }
  for (std::size_t w = range.first; w < range.last && depth < 2; ++w) {
    const auto who = words.word(w).upos == "PRON" ? pronoun({w, w + 1}, depth + 1) : std::nullopt;
    if (who && who->country) sign(*who->country, Sign::Pronoun) = 1;
  }
  if (home_state) {
    sign(*home_state, Sign::Home) = 1;
    sign(*home_state, Sign::Share) += 0.5F;
    shares += 0.5F;
  }
  if (!namings.empty() && all.contains(namings.front().country)) sign(namings.front().country, Sign::First) = 1;
  const auto is_one = [](const auto& a) { return is_state(a.first); };
  if (std::count_if(all.begin(), all.end(), is_one) == 1)
    std::find_if(all.begin(), all.end(), is_one)->second[static_cast<std::size_t>(Sign::Alone)] = 1;

  const Looks look = looks(words, range, head);
  sign("INT", Sign::NoState) = 1;
  sign("INT", Sign::Several) = look.several;
  sign("INT", Sign::Stranger) = look.stranger;
  sign("INT", Sign::Shadowy) = look.shadowy;
  sign("INT", Sign::Foreign) = look.foreign;
  sign("INT", Sign::Bare) = look.bare;
  sign("IGO", Sign::Joint) = 1;
  sign("IGO", Sign::JointNoun) = look.joint;
  if (look.charity) sign("NGO", Sign::Charity) = 1;

  const std::string* leading = nullptr;
  float most = 0;
  for (auto& [country, signs] : all) {
    float& share = signs[static_cast<std::size_t>(Sign::Share)];
    if (shares > 0) share /= shares;
    if (count > 0) signs[static_cast<std::size_t>(Sign::Frequency)] /= count;
    if (share > most) {
      most = share;
      leading = &country;
    }
  }
  if (leading) sign(*leading, Sign::Leading) = 1;
  return {all.begin(), all.end()};
}

// What the reader says of each state that is named within its reach, all words together that name it, and of none; the same as
// scores() in training/home.py.
std::map<std::string_view, float> Cast::Inside::read_homes(const Mention& mention, WordRange range) const {
  std::map<std::string_view, float> scores;
  const auto begin =
      std::lower_bound(namings.begin(), namings.end(), words.words_of(words.sentence(mention.homes.front().word)).first,
                       [](const Naming& n, std::size_t w) { return n.words.first < w; });
  for (auto n = begin; n != namings.end() && n->words.first <= mention.homes.back().word; ++n) {
    if (n->words.first >= range.first && n->words.last <= range.last) continue;
    const auto at = std::lower_bound(mention.homes.begin(), mention.homes.end(), n->words.last - 1,
                                     [](const HomeScore& home, std::size_t word) { return home.word < word; });
    if (at != mention.homes.end() && at->word == n->words.last - 1) scores[n->country] += std::exp(at->score);
  }
  for (auto& [country, score] : scores) score = std::log(score);
  constexpr std::array<std::string_view, 3> homeless{"INT", "IGO", "NGO"};  // the order of Mention::homeless
  for (std::size_t i = 0; i < homeless.size(); ++i) scores[homeless[i]] = mention.homeless[i];
  return scores;
}

std::optional<std::string> Cast::Inside::nearby(WordRange range, int depth) const {
  const auto candidates = weigh(range, depth);
  // Where the report names no state, only what its noun says is known.
  constexpr std::array says_itself{Sign::Several, Sign::Stranger, Sign::Shadowy, Sign::JointNoun, Sign::Charity};
  const auto is_said = [&](const auto& candidate) {
    return is_state(candidate.first) || std::any_of(says_itself.begin(), says_itself.end(),
                                                    [&](Sign s) { return candidate.second[static_cast<std::size_t>(s)] > 0; });
  };
  if (std::none_of(candidates.begin(), candidates.end(), is_said)) return std::nullopt;
  constexpr float unnamed = -1;  // what the reader says of a state that no word within its reach names
  const Mention* mention = read_as(range);
  const bool is_read = mention && !mention->homes.empty();
  const auto read = is_read ? read_homes(*mention, range) : std::map<std::string_view, float>();
  const std::string* best = nullptr;
  float most = 0;
  for (const auto& [country, signs] : candidates) {
    float score = std::inner_product(signs.begin(), signs.end(), known.sign_weights.begin(), 0.0F);
    const auto said = read.find(country);
    if (is_read) score += said != read.end() ? said->second : unnamed;
    if (best && score <= most) continue;
    most = score;
    best = &country;
  }
  return best ? std::optional(*best) : std::nullopt;
}

}  // namespace dragoman
