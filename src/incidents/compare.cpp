#include "compare.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>
#include <string>
#include <utility>

#include "cause.h"
#include "days.h"

namespace dragoman {
namespace embedded {
extern const std::string_view kin_types;
}
namespace {

using Standing = Features::Standing;

// Whether two unlike types may be one happening. A pair is known by the exclusive or of its hashes.
bool are_kin(Stem a, Stem b) {
  static const Stems pairs = [] {
    Stems read;
    std::istringstream lines{std::string(embedded::kin_types)};
    for (std::string line; std::getline(lines, line);) {
      std::istringstream on_line(line);
      std::string one, other;
      if (on_line >> one >> other && !one.starts_with('#')) read.push_back(hash_of(one) ^ hash_of(other));
    }
    std::sort(read.begin(), read.end());
    return read;
  }();
  return std::binary_search(pairs.begin(), pairs.end(), a ^ b);
}

Standing standing_of(std::string_view status) {
  if (status == "actual" || status == "negated") return Standing::Told;
  return status == "possible" ? Standing::Open : Standing::Ahead;
}

// Numbers are left out: "five soldiers" are counted elsewhere.
Stems words_of(std::string_view party) {
  Wording words = wording(party, Opening::Phrase);
  join(words.names, words.others);
  return std::move(words.names);
}

ComparedSide side(const std::vector<Party>& parties) {
  ComparedSide out;
  for (const Party& party : parties) {
    if (!party.actor.empty()) join(out.actors, {hash_of(party.actor)});
    if (!party.country.empty()) join(out.countries, {hash_of(party.country)});
    if (!party.sector.empty()) join(out.sectors, {hash_of(party.sector)});
    join(out.words, words_of(party.text));
    if (!party.name.empty()) join(out.words, words_of(party.name));
  }
  return out;
}

// How many of the words of the shorter side the other shares, in hundredths; absent when one has none.
std::optional<int> overlap(const Stems& a, const Stems& b) {
  const std::size_t least = std::min(a.size(), b.size());
  if (least == 0) return std::nullopt;
  return static_cast<int>(100 * shared(a, b) / least);
}

// A hundred when they are the same, minus a hundred when they cannot be, nought when nothing can be said.
int likeness(const ComparedSide& a, const ComparedSide& b) {
  if (shared(a.actors, b.actors) > 0) return 100;
  const std::optional<int> words = overlap(a.words, b.words);
  const int by_words = !words ? 0 : *words >= 50 ? 80 : *words > 0 ? 40 : -40;
  if (a.countries.empty() || b.countries.empty()) return by_words;
  if (shared(a.countries, b.countries) == 0) return -100;
  const bool sectors = a.sectors.empty() || b.sectors.empty() || shared(a.sectors, b.sectors) > 0;
  return (sectors ? 60 : 30) + by_words / 2;
}

double kilometres(const Coordinates& a, const Coordinates& b) {
  constexpr double radian = std::numbers::pi / 180, earth = 6371;
  const double p = std::sin((b.latitude - a.latitude) * radian / 2), q = std::sin((b.longitude - a.longitude) * radian / 2);
  const double h = p * p + std::cos(a.latitude * radian) * std::cos(b.latitude * radian) * q * q;
  return 2 * earth * std::asin(std::sqrt(std::min(1.0, h)));
}

constexpr int elsewhere = -100;

int place_points(const Features& a, const Features& b) {
  if (a.at && b.at) {
    const double apart = kilometres(*a.at, *b.at);
    return apart <= 15 ? 100 : apart <= 60 ? 50 : apart <= 120 ? -50 : -200;
  }
  if (!a.place.empty() && !b.place.empty() && shared(a.place, b.place) > 0) return 100;
  const bool named = (!a.place.empty() && shared(a.place, b.all) > 0) || (!b.place.empty() && shared(b.place, a.all) > 0);
  if (named) return 50;
  return a.place.empty() || b.place.empty() ? 0 : elsewhere;
}

std::optional<int> time_points(const Features& a, const Features& b) {
  const int gap = std::max(0, std::max(a.first, b.first) - std::min(a.last, b.last));
  if (gap > nearby_days) return std::nullopt;
  if (a.dated && b.dated) {
    if (gap >= 2) return std::nullopt;
    if (gap > 0) return -50;
    const int widest = std::max(a.last - a.first, b.last - b.first);  // "last month" agrees with little
    return widest <= 3 ? 100 : widest <= 10 ? 60 : 20;
  }
  if (a.dated || b.dated) return std::array{40, -20, -80, -140}[static_cast<std::size_t>(gap)];
  return std::array{40, 20, -30, -80}[static_cast<std::size_t>(gap)];
}

int count_points(const std::optional<long>& a, const std::optional<long>& b) {
  if (!a || !b) return 0;
  const long low = std::min(*a, *b), high = std::max(*a, *b);
  if (low == high) return low >= 3 ? 120 : 60;
  if (high - low <= 2 || 2 * high <= 3 * low) return 0;
  return high > 3 * low ? -120 : -50;
}

// Dice's coefficient of the two sentences, names and numbers counting twice.
int wording_points(const Wording& a, const Wording& b) {
  const auto weight = [](const Wording& w) { return 2 * (w.names.size() + w.numbers.size()) + w.others.size(); };
  const std::size_t whole = weight(a) + weight(b);
  if (whole == 0) return 0;
  const std::size_t common = 2 * (2 * (shared(a.names, b.names) + shared(a.numbers, b.numbers)) + shared(a.others, b.others));
  return static_cast<int>(400 * common / whole);
}

}  // namespace

Stems all_words(const Features& f) {
  Stems all = f.sentence.names;
  for (const Stems* words : {&f.sentence.numbers, &f.sentence.others, &f.source.words, &f.target.words, &f.place})
    join(all, *words);
  return all;
}

Features features(const ToldEvent& event, const ToldReport& report, std::string_view sentence) {
  Features out;
  out.type = hash_of(event.type);
  const Stems trigger = phrase(event.trigger);
  out.trigger = trigger.empty() ? 0 : trigger.front();
  out.standing = standing_of(event.status);
  out.source = side(event.source);
  out.target = side(event.target);
  out.place = phrase(event.place);
  join(out.place, phrase(event.place_name));
  // "A market in Kherson" is a market; that it lies in Kherson is the place's to say.
  for (ComparedSide* side : {&out.source, &out.target}) {
    std::erase_if(side->words, [&](Stem word) { return std::binary_search(out.place.begin(), out.place.end(), word); });
  }
  out.at = event.at;
  out.sentence = wording(sentence, Opening::Sentence);
  out.all = all_words(out);
  out.killed = event.killed;
  out.injured = event.injured;
  out.report = hash_of(report.id);
  out.sentence_of = hash_of(report.id + '\n' + std::string(sentence));
  out.start = event.start;
  out.accident = says_accident(sentence);

  const Day published = report.published.value_or(Day{});
  out.published = static_cast<int>(published.time_since_epoch().count());
  std::optional<Days> when = event.when;
  if (!when && report.published) when = days_of(event.time, published);
  out.dated = when.has_value();
  if (!when) when = Days{published, published};
  out.first = static_cast<int>(when->first.time_since_epoch().count());
  out.last = std::max(out.first, static_cast<int>(when->last.time_since_epoch().count()));
  return out;
}

Features mould_of(Features f) {
  f.report = f.sentence_of = 0;
  f.published = 0;
  f.start = 0;
  f.accident = false;
  f.sentence.numbers.clear();
  f.all = all_words(f);
  return f;
}

std::optional<Points> compare(const Features& a, const Features& b) {
  const std::optional<int> time = time_points(a, b);
  if (!time) return std::nullopt;
  const bool same_type = a.type == b.type;
  if (!same_type && !are_kin(a.type, b.type)) return std::nullopt;
  if (a.standing != b.standing && a.standing != Standing::Open && b.standing != Standing::Open) return std::nullopt;
  // "Police used water cannon as crowds returned": two kinds of deed in one sentence are two.
  const bool one_sentence = a.sentence_of != 0 && a.sentence_of == b.sentence_of;
  if (one_sentence && !same_type) return std::nullopt;

  Points points{};
  points[By::Type] = (same_type ? 180 : -40) + (a.trigger && a.trigger == b.trigger ? 80 : 0);
  points[By::Time] = *time;
  const int source = likeness(a.source, b.source), target = likeness(a.target, b.target);
  const int crossed_source = likeness(a.source, b.target), crossed_target = likeness(a.target, b.source);
  const bool crossed = crossed_source + crossed_target - 30 > source + target;
  points[By::Source] = (crossed ? crossed_source - 30 : source) * 5 / 4;
  points[By::Target] = (crossed ? crossed_target : target) * 5 / 4;
  points[By::Place] = place_points(a, b);
  // Done to another state in another place.
  if (points[By::Place] <= elsewhere && target == -100 && crossed_source <= 0) return std::nullopt;
  points[By::Killed] = count_points(a.killed, b.killed);
  points[By::Injured] = count_points(a.injured, b.injured);
  points[By::Wording] = one_sentence ? 0 : wording_points(a.sentence, b.sentence);
  points[By::Report] = one_sentence ? -100 : a.report != 0 && a.report == b.report ? -60 : 0;
  return points;
}

int total(const Points& points) {
  int sum = 0;
  for (int p : points) sum += p;
  return sum;
}

std::vector<std::uint64_t> keys(const Features& f) {
  enum Kind : std::uint64_t { Name = 1, Country = 2, Deed = 3, Toll = 4 };
  std::vector<std::uint64_t> out;
  const auto add = [&](Kind kind, std::uint64_t value) { out.push_back(kind << 60 | value); };
  for (const Stems* words : {&f.sentence.names, &f.sentence.numbers, &f.source.words, &f.target.words, &f.place}) {
    for (Stem word : *words) add(Name, word);
  }
  for (const ComparedSide* side : {&f.source, &f.target}) {
    for (Stem country : side->countries) add(Country, country);
  }
  if (f.trigger) add(Deed, f.trigger);
  if (f.killed.value_or(0) > 1) add(Toll, static_cast<Stem>(*f.killed));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace dragoman
