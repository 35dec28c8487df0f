// How alike two events are, field by field.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "dragoman/incidents.h"
#include "words.h"

namespace dragoman {

// One side of an event in comparable form. (`Side` is a word of law.h.)
struct ComparedSide {
  Stems actors, countries, sectors;
  Stems words;  // of the mentions' texts and the actors' names
};

// An event in comparable form.
struct Features {
  Stem type = 0, trigger = 0;
  enum class Standing : std::uint8_t { Told, Ahead, Open } standing = Standing::Told;
  ComparedSide source, target;
  Stems place;
  std::optional<Coordinates> at;
  int first = 0, last = 0;  // days since 1970-01-01
  bool dated = false;       // the days are the report's own words, not its date
  std::optional<long> killed, injured;
  Wording sentence;
  Stems all;              // all_words() of it
  bool accident = false;  // its sentence calls it one; not compared
  // Where it stands; 0: not said.
  Stem report = 0, sentence_of = 0;  // the latter of report and sentence
  int published = 0;
  std::size_t start = 0;
};

// What is left of an event without its report and the numbers in its sentence: "On day 17 Ankara warned Damascus" and "On day
// 18 …" are of one mould. Where crowds of reports are alike to a word they are known by it, all at once.
Features mould_of(Features features);

// Every word of its fields and sentence: where another's place may stand.
Stems all_words(const Features& features);

Features features(const ToldEvent& event, const ToldReport& report, std::string_view sentence);

// Says by which field points are given: points[By::Place].
struct By {
  enum Field : std::size_t { Type, Source, Target, Place, Time, Killed, Injured, Wording, Report };
  static constexpr std::size_t fields = 9;
};
using Points = std::array<int, By::fields>;

// Absent when the two can never be one happening: their types are not kin, or they lie on different days.
std::optional<Points> compare(const Features& a, const Features& b);
int total(const Points& points);

// What like events share, to find them by. Symmetric: two events that share no key are not compared.
std::vector<std::uint64_t> keys(const Features& features);

// An event is compared with those at most so many days before or after it.
inline constexpr int nearby_days = 3;
// Pairs with fewer points than `linked` are not kept, and count `absent` in averages.
inline constexpr int linked = 150, absent = 0;

}  // namespace dragoman
