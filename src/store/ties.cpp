#include "ties.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "bundle.h"

namespace dragoman::store {
namespace {

constexpr std::size_t last = levels.size() - 1;

template <typename List>
Numbers listed(const List& list) {
  return Numbers(list.begin(), list.end());
}

}  // namespace

// ---- What comes and goes ----

Number Ties::add(const Features& event) {
  Features cast = mould_of(event);
  std::string packed = pack(cast);
  const auto number = static_cast<Number>(name_of(packed));
  Mould& mould = moulds_[number];
  if (!mould.features) mould.features = std::move(cast), mould.packed = std::move(packed);
  ++mould.more;
  touch(number);
  return number;
}

void Ties::drop(Number mould) {
  --moulds_[mould].more;
  touch(mould);
}

// ---- From the tables ----

void Ties::fetch(const Numbers& moulds) {
  Numbers missing;
  for (const Number number : moulds) {
    const auto at = moulds_.find(number);
    if (at == moulds_.end() || !at->second.features) missing.push_back(number);
  }
  each_among(database_, "SELECT number, events, features FROM mould WHERE number", missing, [&](Row row) {
    Mould& mould = moulds_[integer(row[0])];
    mould.is_kept = true;
    mould.events = integer(row[1]);
    mould.features = unpack(text(row[2]));
    return true;
  });
}

const Features& Ties::features(Number mould) {
  const auto at = moulds_.find(mould);
  if (at == moulds_.end() || !at->second.features) fetch({mould});
  const std::optional<Features>& found = moulds_[mould].features;
  if (!found) throw Fault("what its incidents are made by is damaged; put a copy in its place");
  return *found;
}

void Ties::fetch_trail(const Numbers& moulds) {
  std::vector<Number> places;
  for (const Number mould : moulds) {
    for (const std::uint64_t place : places_near(features(mould))) {
      if (trail_.try_emplace(place).second) places.push_back(static_cast<Number>(place));
    }
  }
  std::set<Number> found;
  each_among(database_, "SELECT place, mould FROM trail WHERE place", places, [&](Row row) {
    trail_[static_cast<std::uint64_t>(integer(row[0]))].push_back(integer(row[1]));
    found.insert(integer(row[1]));
    return true;
  });
  fetch(listed(found));
}

// Where moulds stand, and the sizes of what they stand in.
void Ties::fetch_labels(const Numbers& moulds) {
  Numbers missing;
  for (const Number mould : moulds) {
    if (labels_[0].contains(mould)) continue;
    missing.push_back(mould);
    for (std::size_t level = 0; level < levels.size(); ++level) labels_[level][mould] = mould;
  }
  std::set<Knot> knots;
  each_among(database_, "SELECT level, component, mould FROM tie WHERE mould", missing, [&](Row row) {
    const auto level = static_cast<std::size_t>(integer(row[0]));
    labels_[level][integer(row[2])] = integer(row[1]);
    if (!components_[level].contains(integer(row[1]))) knots.emplace(level, integer(row[1]));
    return true;
  });
  Bundle wanted;
  for (const auto& [level, component] : knots) wanted.add(level, component);
  if (!wanted.empty()) {
    database_.each("SELECT level, number, events FROM component WHERE (level, number) IN (SELECT " + number_at(0) + ", " +
                       number_at(1) + " FROM " + rows_of(database_) + ")",
                   std::array<Value, 1>{wanted.parameter()}, [&](Row row) {
                     components_[static_cast<std::size_t>(integer(row[0]))][integer(row[1])] = {integer(row[2]), true};
                     return true;
                   });
  }
  for (const Number mould : missing) {
    for (std::size_t level = 0; level < levels.size(); ++level) {
      if (labels_[level][mould] == mould) components_[level].try_emplace(mould, Component{moulds_[mould].events, false});
    }
  }
}

void Ties::fetch_members(const std::set<Knot>& knots, std::map<Knot, Numbers>& members) {
  Bundle wanted;
  for (const auto& [level, component] : knots) {
    if (components_[level][component].is_kept)
      wanted.add(level, component);
    else
      members[{level, component}] = {component};
  }
  if (wanted.empty()) return;
  database_.each("SELECT level, component, mould FROM tie WHERE (level, component) IN (SELECT " + number_at(0) + ", " +
                     number_at(1) + " FROM " + rows_of(database_) + ") ORDER BY level, component, mould",
                 std::array<Value, 1>{wanted.parameter()}, [&](Row row) {
                   members[{static_cast<std::size_t>(integer(row[0])), integer(row[1])}].push_back(integer(row[2]));
                   return true;
                 });
}

Numbers Ties::members_of_crowd(Number component) {
  Numbers members;
  database_.each("SELECT mould FROM tie WHERE level = $1 AND component = $2 ORDER BY mould", values(last, component),
                 [&](Row row) {
                   members.push_back(integer(row[0]));
                   return true;
                 });
  if (members.empty()) members.push_back(component);
  return members;
}

// ---- Ties ----

// Those that live and are to be compared with it.
Numbers Ties::near(Number mould) {
  std::unordered_set<Number> found;
  for (const std::uint64_t place : places_near(features(mould))) {
    for (const Number other : trail_[place]) {
      if (other != mould && !dying_.contains(other)) found.insert(other);
    }
  }
  return listed(found);
}

void Ties::find_ties(const Numbers& moulds) {
  fetch_trail(moulds);
  for (const Number mould : moulds) {
    const Features& own = features(mould);
    for (const Number other : near(mould)) {
      if (const auto points = tie(own, features(other))) ties_.push_back({mould, other, *points});
    }
    if (!moulds_[mould].is_born()) continue;
    for (const std::uint64_t place : places_of(own)) {
      if (const auto at = trail_.find(place); at != trail_.end()) at->second.push_back(mould);
    }
  }
}

// Whether all that these were tied with hangs together without them.
bool Ties::hold_without(const Numbers& dying) {
  for (std::size_t level = 0; level < levels.size(); ++level) {
    std::vector<std::size_t> parent(dying.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
      while (parent[i] != i) i = parent[i] = parent[parent[i]];
      return i;
    };
    for (std::size_t i = 0; i < dying.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const auto points = tie(features(dying[i]), features(dying[j]));
        if (points && *points >= levels[level]) parent[root(i)] = root(j);
      }
    }
    std::map<std::size_t, std::set<Number>> around;  // what each cluster of them was tied with
    for (std::size_t i = 0; i < dying.size(); ++i) {
      for (const Number other : near(dying[i])) {
        const auto points = tie(features(dying[i]), features(other));
        if (points && *points >= levels[level]) around[root(i)].insert(other);
      }
    }
    for (const auto& [cluster, others] : around) {
      Numbers left = listed(others), reached{left.back()};
      left.pop_back();
      for (std::size_t next = 0; next < reached.size() && !left.empty(); ++next) {
        std::erase_if(left, [&](Number other) {
          const auto points = tie(features(reached[next]), features(other));
          const bool is_tied = points && *points >= levels[level];
          if (is_tied) reached.push_back(other);
          return is_tied;
        });
      }
      if (!left.empty()) return false;
    }
  }
  return true;
}

Number Ties::label(Number mould, std::size_t level) {
  Number at = labels_[level].at(mould);
  for (auto next = into_[level].find(at); next != into_[level].end(); next = into_[level].find(at)) at = next->second;
  return at;
}

Ties::Knot Ties::cell(Number mould) {
  std::size_t level = 0;
  while (level < last && components_[level][label(mould, level)].events > static_cast<std::int64_t>(crowd)) ++level;
  return {level, label(mould, level)};
}

// Something comes to its cell, or goes.
void Ties::leave(Number mould) {
  const Knot knot = cell(mould);
  if (knot.first == last && components_[last][knot.second].events > static_cast<std::int64_t>(crowd))
    crowds_.insert(knot.second);
  else
    left_.insert(knot);
}

void Ties::unite(Number mould, Number other, int points) {
  for (std::size_t level = 0; level < levels.size() && points >= levels[level]; ++level) {
    Number x = label(mould, level), y = label(other, level);
    if (x == y) continue;
    auto& here = components_[level];
    if (std::pair(here[x].events, y) < std::pair(here[y].events, x)) std::swap(x, y);
    here[x].events += here[y].events;
    into_[level][y] = x;
  }
}

// All of the components that a tie may have gone from are tied anew.
void Ties::rebuild() {
  if (loosened_.empty()) return;
  fetch(listed(loosened_));
  fetch_labels(listed(loosened_));
  std::set<Knot> knots;
  for (const Number mould : loosened_) knots.emplace(0, labels_[0].at(mould));
  std::map<Knot, Numbers> members;
  fetch_members(knots, members);
  for (const auto& [knot, list] : members) loose_.insert(list.begin(), list.end());
  fetch(listed(loose_));
  fetch_labels(listed(loose_));
}

// ---- All of it ----

Ties::Outcome Ties::settle(const std::vector<Joined>& joined) {
  Numbers named = listed(touched_);
  for (const Joined& pair : joined) {
    if (pair.is_new) named.insert(named.end(), {pair.mould, pair.other});
  }
  // What came is known by its features; whether it was there is the tables' to say.
  each_among(database_, "SELECT number, events FROM mould WHERE number", named, [&](Row row) {
    Mould& mould = moulds_[integer(row[0])];
    mould.is_kept = true;
    mould.events = integer(row[1]);
    return true;
  });
  fetch(named);
  Numbers born, dying, kept;
  for (const Number number : named) {
    const Mould& mould = moulds_[number];
    if (mould.is_born()) born.push_back(number);
    if (mould.dies()) dying.push_back(number);
    if (mould.is_kept) kept.push_back(number);
  }
  dying_.insert(dying.begin(), dying.end());
  fetch_trail(dying);
  if (!dying.empty() && !hold_without(dying)) loosened_.insert(dying.begin(), dying.end());
  rebuild();
  fetch_labels(kept);
  fetch_labels(born);
  for (const Number mould : kept) leave(mould);
  for (const Number mould : loose_) leave(mould);

  Numbers to_tie = born;
  for (const Number mould : loose_) {
    if (!dying_.contains(mould)) to_tie.push_back(mould);
  }
  find_ties(to_tie);
  for (const Joined& pair : joined) {
    if (pair.is_new || loose_.contains(pair.mould) || loose_.contains(pair.other))
      ties_.push_back({pair.mould, pair.other, levels.back()});
  }
  Numbers ends;
  for (const Tie& tie : ties_) ends.insert(ends.end(), {tie.mould, tie.other});
  fetch(ends);
  fetch_labels(ends);
  for (const Tie& tie : ties_) {
    for (const Number end : {tie.mould, tie.other}) {
      if (moulds_[end].is_kept && !loose_.contains(end) && tie.points >= levels[cell(end).first]) leave(end);
    }
  }
  std::map<Knot, Numbers> members;
  fetch_members(left_, members);
  for (const auto& [knot, list] : members) former_.insert(list.begin(), list.end());

  for (const Number mould : loose_) {
    for (std::size_t level = 0; level < levels.size(); ++level) {
      gone_.emplace(level, labels_[level].at(mould));
      labels_[level][mould] = mould;
    }
  }
  for (const Number mould : loose_) {
    for (auto& level : components_) level[mould] = {moulds_[mould].events, false};
  }
  for (const auto& [number, mould] : moulds_) {
    if (mould.more == 0) continue;
    for (std::size_t level = 0; level < levels.size(); ++level) components_[level][label(number, level)].events += mould.more;
  }
  for (const Tie& tie : ties_) unite(tie.mould, tie.other, tie.points);
  write_moulds();
  write_components();
  return cells_now();
}

void Ties::write_moulds() {
  Bundle moulds, trail, no_trail;
  for (auto& [number, mould] : moulds_) {
    if (mould.is_born()) {
      for (const std::uint64_t place : places_of(*mould.features)) trail.add(static_cast<Number>(place), number);
    }
    if (mould.dies()) {
      for (const std::uint64_t place : places_of(features(number))) no_trail.add(static_cast<Number>(place), number);
    } else if (mould.more != 0) {
      moulds.add(number, mould.events + mould.more, mould.packed);
    }
  }
  insert_all(database_, "mould", "nnt", moulds, "ON CONFLICT (number) DO UPDATE SET events = excluded.events");
  insert_all(database_, "trail", "nn", trail, "ON CONFLICT DO NOTHING");
  if (no_trail.empty()) return;
  database_.run("DELETE FROM trail WHERE (place, mould) IN (SELECT " + number_at(0) + ", " + number_at(1) + " FROM " +
                    rows_of(database_) + ")",
                std::array<Value, 1>{no_trail.parameter()});
  run_among(database_, "DELETE FROM mould WHERE number", dying_);
}

void Ties::write_components() {
  std::set<Number> untied = loose_;
  untied.insert(dying_.begin(), dying_.end());
  run_among(database_, "DELETE FROM tie WHERE mould", untied);
  Bundle ties, moved;
  std::set<Knot> changed, shrinks;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    std::set<Number> named;  // roots that are to have a row of their own
    for (const auto& [from, next] : into_[level]) {
      Number to = next;
      for (auto at = into_[level].find(to); at != into_[level].end(); at = into_[level].find(to)) to = at->second;
      if (components_[level][from].is_kept) {
        moved.add(level, from, to);
        gone_.emplace(level, from);
      } else {
        ties.add(level, to, from);
      }
      if (!components_[level][to].is_kept && named.insert(to).second) ties.add(level, to, to);
      changed.emplace(level, to);
    }
    for (const auto& [number, mould] : moulds_) {
      if (mould.more == 0) continue;
      const Number component = label(number, level);
      if (components_[level][component].is_kept) changed.emplace(level, component);
      if (mould.more < 0) shrinks.emplace(level, component), shrunk_.insert(component);
    }
  }
  if (!moved.empty()) {
    database_.run("UPDATE tie SET component = moved.target FROM (SELECT " + number_at(0) + " AS level, " + number_at(1) +
                      " AS origin, " + number_at(2) + " AS target FROM " + rows_of(database_) +
                      ") AS moved WHERE tie.level = moved.level AND tie.component = moved.origin",
                  std::array<Value, 1>{moved.parameter()});
  }
  insert_all(database_, "tie", "nnn", ties);

  Bundle sizes, no_more;
  for (const auto& [level, component] : changed) {
    // One that is named by a member that dies takes the name of another.
    Number name = component;
    if (dying_.contains(component)) {
      name = 0;
      database_.each("SELECT mould FROM tie WHERE level = $1 AND component = $2 ORDER BY mould LIMIT 1",
                     values(level, component), [&](Row row) {
                       name = integer(row[0]);
                       return false;
                     });
      gone_.emplace(level, component);
      if (name == 0) continue;
      database_.run("UPDATE tie SET component = $1 WHERE level = $2 AND component = $3", values(name, level, component));
    }
    if (shrinks.contains({level, component})) shrunk_.insert(name);
    if (const auto events = components_[level][component].events; events > 0) sizes.add(level, name, events);
  }
  for (const auto& [level, component] : gone_) no_more.add(level, component);
  if (!no_more.empty()) {
    database_.run("DELETE FROM component WHERE (level, number) IN (SELECT " + number_at(0) + ", " + number_at(1) + " FROM " +
                      rows_of(database_) + ")",
                  std::array<Value, 1>{no_more.parameter()});
  }
  insert_all(database_, "component", "nnn", sizes, "ON CONFLICT (level, number) DO UPDATE SET events = excluded.events");
}

Ties::Outcome Ties::cells_now() {
  std::set<Number> all = touched_;
  for (const std::set<Number>* list : {&former_, &loose_, &shrunk_, &crowds_}) all.insert(list->begin(), list->end());
  for (const Number mould : dying_) all.erase(mould);
  for (auto& level : labels_) level.clear();
  for (auto& level : into_) level.clear();
  for (auto& level : components_) level.clear();
  fetch(listed(all));
  for (auto& [number, mould] : moulds_) mould.events += std::exchange(mould.more, 0);
  fetch_labels(listed(all));

  run_among(database_, "DELETE FROM crowd WHERE component", crowds_);
  Outcome out;
  std::set<Knot> knots;
  std::set<Number> crowds;
  for (const Number mould : all) {
    const Knot knot = cell(mould);
    const bool is_crowd = knot.first == last && components_[last][knot.second].events > static_cast<std::int64_t>(crowd);
    if (!is_crowd) {
      knots.insert(knot);
      continue;
    }
    crowds.insert(knot.second);
    if (former_.contains(mould)) out.crowded.push_back(mould);
  }
  Bundle now;
  for (const Number component : crowds) now.add(component);
  insert_all(database_, "crowd", "n", now, "ON CONFLICT DO NOTHING");
  std::map<Knot, Numbers> members;
  fetch_members(knots, members);
  for (auto& [knot, list] : members) out.cells.push_back(std::move(list));
  return out;
}

}  // namespace dragoman::store
