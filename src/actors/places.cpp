// Places: names of data/actors/regions.tsv, of states and of places.tsv to coordinates.
#include <algorithm>
#include <array>

#include "cast.h"

namespace dragoman {

using namespace actors;

namespace {

constexpr std::array<std::string_view, 14> relations{"east",      "west",      "north",     "south", "northeast",
                                                     "northwest", "southeast", "southwest", "near",  "outside",
                                                     "off",       "along",     "between",   "around"};

// "east of the", "near", "outside": how the place lies to what is named.
std::optional<std::string> relation_before(const Words& words, WordRange range, std::size_t first) {
  for (std::size_t w = first; w-- > range.first;) {
    const std::string& key = words.key(w);
    if (std::find(relations.begin(), relations.end(), key) == relations.end()) continue;
    const bool compass = key.find("east") != std::string::npos || key.find("west") != std::string::npos ||
                         key.starts_with("north") || key.starts_with("south");
    if (!compass) return key;
    if (w + 1 < first && words.key(w + 1) == "of") return key + " of";
  }
  return std::nullopt;
}

// The town of a state's government: the largest of that name in it.
std::optional<Town> seat_of(const Actor& state, const Knowledge::Inside& known) {
  std::optional<Town> found;
  for (const Town& town : known.towns(fold(state.seat.empty() ? state.name : state.seat.front()))) {
    if (town.country == state.country && (!found || town.people > found->people)) found = town;
  }
  return found;
}

}  // namespace

std::optional<Location> Cast::where(WordRange words) const { return inside_->where(words); }

std::optional<Location> Cast::Inside::where(WordRange given) const {
  given.last = std::min(given.last, words.size());
  if (given.first >= given.last) return std::nullopt;
  // The words before may say how it lies: the model's span often leaves them out.
  const std::size_t start = words.words_of(words.sentence(given.first)).first;
  const WordRange wide{given.first > start + 3 ? given.first - 3 : start, given.last};
  std::optional<Location> best;
  int best_rank = 99;
  std::size_t best_first = 0;
  const auto offer = [&](Location&& found, int rank, std::size_t first) {
    if (rank >= best_rank) return;
    best_rank = rank;
    best_first = first;
    best = std::move(found);
  };
  // "Turkey" is the state before it is New Providence in New Jersey, which once was called so; "Niger" before river and
  // province.
  const auto names_state = [&](const WordRange& range) {
    const auto hits_here = hits_in(given);
    return std::any_of(hits_here.begin(), hits_here.end(), [&](std::size_t h) {
      return hits[h].words == range && choose(hits[h]).kind == "state" && use(hits[h], choose(hits[h])) == Use::Name;
    });
  };
  for (std::size_t first = given.first; first < given.last; ++first) {
    for (std::size_t last = given.last; last > first; --last) {
      const WordRange range{first, last};
      if (last - first > 6 || words.key(first).empty() || words.key(last - 1).empty()) continue;
      const std::string key = words.key(range);
      if (names_state(range)) continue;
      if (const auto at = known.regions.find(key); at != known.regions.end()) {
        const Region& r = at->second;
        offer({r.name,
               r.country.empty() ? std::nullopt : std::optional(r.country),
               r.latitude,
               r.longitude,
               r.kind,
               {},
               "region"},
              1, first);
      }
      if (!words.is_capital(first) || words.word(first).upos == "DET") continue;
      if (auto town = town_of(range, first == given.first || is_located(first))) offer(std::move(*town), 2, first);
    }
  }
  for (const std::size_t h : hits_in(given)) {
    const Actor& actor = choose(hits[h]);
    const Use used = use(hits[h], actor);
    if (actor.kind != "state" && actor.kind != "territory") continue;
    if (used == Use::Seat && best) continue;
    const std::optional<Town> centre = seat_of(actor, known);
    Location state{actor.name, actor.country, {}, {}, "state", {}, used == Use::People ? "people" : "state"};
    if (centre) {
      state.latitude = centre->latitude;
      state.longitude = centre->longitude;
    }
    offer(std::move(state), used == Use::People ? 5 : 3, hits[h].words.first);
  }
  if (best) best->relation = relation_before(words, wide, best_first);
  return best;
}

// "in", "near", "from" before a word, or an article between them.
bool Cast::Inside::is_located(std::size_t word) const {
  const std::size_t start = words.words_of(words.sentence(word)).first;
  while (word > start && words.word(word - 1).upos == "DET") --word;
  return word > start &&
         holds({"in",      "at",     "near", "inside", "across", "outside", "around", "throughout", "from",    "to",
                "towards", "toward", "into", "of",     "on",     "over",    "off",    "between",    "through", "against"},
               words.key(word - 1));
}

// The largest place of that name in a country that the report names; else the largest, when it is large enough to be meant. A
// name of one word that nothing marks as a place ("Condor", "Hassan") must be a large city's.
std::optional<Location> Cast::Inside::town_of(WordRange name, bool is_place) const {
  constexpr long known_abroad = 50000, known_anywhere = 500000, unmistakable = 1000;
  const bool one_word = name.last - name.first == 1;
  if (one_word && words.is_acronym(name.first)) return std::nullopt;
  const long least = !one_word ? unmistakable : is_place ? known_abroad : known_anywhere;
  return town_of(words.key(name), least);
}

std::optional<Location> Cast::Inside::town_of(std::string_view key, long least) const {
  std::optional<Location> found;
  double best = 0;
  for (const Town& town : known.towns(key)) {
    const auto at = stated.find(town.country);
    const double named = at == stated.end() ? 0 : static_cast<double>(at->second);
    if (named == 0 && town.people < least) continue;
    const double score =
        static_cast<double>(town.people + 1) * (1 + 50 * std::min(named, 4.0)) * (town.kind == "town" ? 1.0 : 0.3);
    if (score <= best) continue;
    best = score;
    found = Location{std::string(town.name),
                     std::string(town.country),
                     town.latitude,
                     town.longitude,
                     std::string(town.kind),
                     {},
                     "gazetteer"};
  }
  return found;
}

std::vector<Carried> Cast::goods(WordRange range) const {
  const auto& in = *inside_;
  std::vector<Carried> all;
  range.last = std::min(range.last, in.words.size());
  for (std::size_t first = range.first; first < range.last; ++first) {
    for (std::size_t last = std::min(first + 5, range.last); last > first; --last) {
      const auto at = in.known.goods_by_name.find(in.words.key(WordRange{first, last}));
      if (at == in.known.goods_by_name.end() || in.words.key(first).empty()) continue;
      const Good* good = &in.known.goods[at->second];
      const auto same = [good](const Carried& c) { return c.good == good; };
      if (std::none_of(all.begin(), all.end(), same)) all.push_back({good, {first, last}});
      first = last - 1;
      break;
    }
  }
  return all;
}

}  // namespace dragoman
