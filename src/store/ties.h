// The moulds of events and what ties them (incidents/cell.h), on the disk: which component a mould stands in at each level, and
// of how many events that is. A change reads the moulds near those that come, never the events of a crowd, and no links.
//
// `mould` has what moulds are compared by, `trail` where they are found, `tie` the members of each component of two or more,
// `component` the events of each, `crowd` those that are a crowd at the last level. A component is named by one of its members.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "database.h"
#include "incidents/cell.h"

namespace dragoman::store {

using Number = std::int64_t;  // an event's or a mould's
using Numbers = std::vector<Number>;

// Two moulds of which a person has said that events of theirs are one.
struct Joined {
  Number mould = 0, other = 0;
  bool is_new = false;  // not tied by this word yet
};

class Ties {
 public:
  explicit Ties(Database& database) : database_(database) {}

  // An event comes, or goes.
  Number add(const Features& event);
  void drop(Number mould);
  // What is grouped with it is to be grouped anew.
  void touch(Number mould) { touched_.insert(mould); }
  // A person's word that tied it is no more.
  void loosen(Number mould) { loosened_.insert(mould); }

  struct Outcome {
    std::vector<Numbers> cells;  // to be grouped anew, as their moulds
    Numbers crowded;             // moulds that were of an ordinary cell and now are of a crowd
  };
  Outcome settle(const std::vector<Joined>& joined);

  // A mould of the account.
  const Features& features(Number mould);
  void fetch(const Numbers& moulds);

  // The moulds of a component at the last level.
  Numbers members_of_crowd(Number component);

 private:
  struct Mould {
    bool is_kept = false;  // before this change
    std::int64_t events = 0, more = 0;
    std::string packed;
    std::optional<Features> features;

    bool is_born() const { return !is_kept && more > 0; }
    bool dies() const { return is_kept && events + more == 0; }
  };
  struct Tie {
    Number mould, other;
    int points;
  };
  struct Component {
    std::int64_t events = 0;
    bool is_kept = false;  // has rows
  };
  using Knot = std::pair<std::size_t, Number>;  // a level, and a component of it

  void fetch_trail(const Numbers& moulds);
  void fetch_labels(const Numbers& moulds);
  void fetch_members(const std::set<Knot>& knots, std::map<Knot, Numbers>& members);
  Numbers near(Number mould);
  void find_ties(const Numbers& moulds);
  bool hold_without(const Numbers& dying);
  void rebuild();
  void leave(Number mould);
  Knot cell(Number mould);
  Number label(Number mould, std::size_t level);
  void unite(Number mould, Number other, int points);

  void write_moulds();
  void write_components();
  Outcome cells_now();

  Database& database_;
  std::unordered_map<Number, Mould> moulds_;
  std::set<Number> touched_, loosened_, loose_, dying_;
  std::unordered_map<std::uint64_t, Numbers> trail_;
  std::vector<Tie> ties_;

  std::array<std::unordered_map<Number, Number>, levels.size()> labels_;  // of moulds, as they were kept
  std::array<std::unordered_map<Number, Number>, levels.size()> into_;    // labels that went into others
  std::array<std::unordered_map<Number, Component>, levels.size()> components_;
  std::set<Knot> left_;      // cells that something has come to or gone from
  std::set<Number> crowds_;  // those of them that were crowds
  std::set<Number> former_;  // moulds of the others
  std::set<Knot> gone_;      // components whose rows go
  std::set<Number> shrunk_;  // a mould of each component that has lost events: its cell may be a larger one now
};

}  // namespace dragoman::store
