// Cells: the events that are grouped by themselves. What an engine in memory and an account on disk (src/store/merging.cpp)
// share, so that both come to the same incidents.
//
// Events of one mould are tied, and moulds that have points_needed. Groups are joined only while some pair of them has as many,
// so all that is joined lies within one component of such ties, and each component can be grouped by itself. Where reporting is
// crowded (two armies that fight every day) components would run together; so one of more than `crowd` events is parted at the
// next level of points, down to components that are small or tied by the most points. A cell is such a component. It depends on
// the set of events alone.
//
// A cell that is crowded at the last level is one happening, unless a person parts it: a thousand reports alike to a word.
// Nothing is compared in it, and a further event of a mould that is there costs nothing but its own row.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clusters.h"
#include "copies.h"
#include "describe.h"

namespace dragoman {

// The points that tie two moulds at each level, and how many events may be tied before a tie asks for more. A person's word
// ties at all levels.
inline constexpr std::array<int, 6> levels{points_needed, 400, 480, 560, 640, 720};
inline constexpr std::size_t crowd = 200;

// Places in an index of moulds: where one is put, and where those that it is to be compared with are found. Days are looked up
// some at a time, so that what is near is found in few steps; what is not so near is told by comparing.
std::vector<std::uint64_t> places_of(const Features& mould);
std::vector<std::uint64_t> places_near(const Features& mould);
// The points by which two moulds are tied; absent where they are not.
std::optional<int> tie(const Features& mould, const Features& other);

// The sentence that an event stands in, which its wording is compared by.
struct Sentence;
std::string sentence_of(const ToldEvent& event, const ToldReport& report, const std::vector<Sentence>& sentences);

// group() of a cell's members. In a crowd each goes with the first of those that it is not parted from.
Grouping group_cell(std::span<const Features* const> members, const std::vector<std::pair<std::size_t, std::size_t>>& joined,
                    const std::vector<std::pair<std::size_t, std::size_t>>& parted);

// One of a group, the earliest first (by report's day, report, place in it, id).
struct Grouped {
  Member member;
  std::vector<std::pair<std::size_t, const Decision*>> decided;  // others on which a person has decided, by their ids
};
// Of a crowd each is told beside the first.
Incident tell(std::span<const Grouped> group, std::size_t sources);

// A report as one that tells.
struct Witness {
  std::string_view publisher;
  const Sketch* sketch = nullptr;  // null: it has no text
  std::optional<Day> published;
};
// Those of one publisher, and copies of one another, are one.
std::size_t count_sources(std::span<const Witness> reports);

// By first day, then id.
void sort_incidents(std::vector<Incident>& incidents);

// ---- For those who keep them ----

std::string to_json(const Merge& merge);
// What to_json() of an incident or merge wrote; the mean of Goldstein's values is rounded there.
Incident read_incident(std::string_view json);
Merge read_merge(std::string_view json);

// A mould as words, for an index on disk, and its name there; and what an event has besides.
std::string pack(const Features& mould);
std::uint64_t name_of(std::string_view packed);
Features unpack(std::string_view packed);
std::string pack_own(const Features& features);
Features cast(const Features& mould, std::string_view packed_own);

}  // namespace dragoman
