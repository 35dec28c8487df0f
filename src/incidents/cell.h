// Cells: the events that are grouped by themselves. What an engine in memory and an account on disk (src/store/merging.cpp)
// share, so that both come to the same incidents.
//
// Groups are joined only while some pair of them has points_needed, so all that is ever joined lies within one component of
// such ties, and each component can be grouped by itself. Where reporting is crowded (two armies that fight every day)
// components would run together; so one of more than `crowd` is parted at the next level of points, down to components that are
// small or tied by the most points. A cell is such a component. It depends on the set of events alone.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clusters.h"
#include "describe.h"

namespace dragoman {

// The points that tie two events at each level, and how many may be tied before a tie asks for more. A person's word ties at
// all levels.
inline constexpr std::array<int, 6> levels{points_needed, 400, 480, 560, 640, 720};
inline constexpr std::size_t crowd = 200;

// Places in an index of events: where an event is put, and where those that it is to be compared with are found. Days are
// looked up some at a time, so that what is near is found in few steps; what is not so near is told by comparing.
std::vector<std::uint64_t> places_of(const Features& features);
std::vector<std::uint64_t> places_near(const Features& features);

// The sentence that an event stands in, which its wording is compared by.
struct Sentence;
std::string sentence_of(const ToldEvent& event, const ToldReport& report, const std::vector<Sentence>& sentences);

// group() of a cell's members; one that is crowded at the last level stays whole unless a person parts it.
Grouping group_cell(std::size_t members, const std::vector<Link>& links,
                    const std::vector<std::pair<std::size_t, std::size_t>>& joined,
                    const std::vector<std::pair<std::size_t, std::size_t>>& parted);

// One of a group, the earliest first (by report's day, report, place in it, id).
struct Grouped {
  Member member;
  std::vector<std::pair<std::size_t, int>> near;                    // others of the group it is linked with, and the points
  std::vector<std::pair<std::size_t, const Decision*>> decided = {};  // others on which a person has decided, by their ids
};
Incident tell(std::span<const Grouped> group, std::size_t sources);

// How many sources some reports are: those of one publisher, and copies of one another, are one.
std::size_t count_sources(std::span<const std::string_view> publishers,
                          const std::vector<std::pair<std::size_t, std::size_t>>& copies);

// By first day, then id.
void sort_incidents(std::vector<Incident>& incidents);

// ---- For those who keep them ----

std::string to_json(const Merge& merge);
// What to_json() of an incident or merge wrote; the mean of Goldstein's values is rounded there.
Incident read_incident(std::string_view json);
Merge read_merge(std::string_view json);

// Features as words, for an index on disk. One wording of a version is read by that version alone.
std::string pack(const Features& features);
Features unpack(std::string_view packed);

}  // namespace dragoman
