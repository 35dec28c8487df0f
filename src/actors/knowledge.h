// What Knowledge holds: the files of data/actors with the indexes that a text is looked up in. Built once, never changed.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/actors.h"
#include "fold.h"
#include "signs.h"

namespace dragoman::actors {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T>
using ByText = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

// What a name is to its actor.
enum class Use { Name, People, Seat };

struct Named {
  std::uint32_t actor = 0;
  Use use = Use::Name;
  Case written = Case::Capital;  // a text must write it so too
};

// A noun for somebody, from roles.tsv.
struct Role {
  std::string word, sector, kind, office, country;
};

// A region, river, border or strait, from regions.tsv.
struct Region {
  std::string name, kind, country;
  double latitude = 0, longitude = 0;
};

// A line of places.tsv.
struct Town {
  std::string_view name, kind, country;
  double latitude = 0, longitude = 0;
  long people = 0;
};

}  // namespace dragoman::actors

namespace dragoman {

struct Knowledge::Inside {
  std::vector<Actor> actors;
  actors::ByText<std::uint32_t> by_id;
  actors::ByText<std::vector<actors::Named>> names;       // by folded name
  actors::ByText<std::size_t> longest;                    // by a name's first word: how many words the longest has
  actors::ByText<std::vector<std::uint32_t>> by_surname;  // people by the last word of their names
  std::vector<Term> terms;                                // by country, office and first day
  actors::ByText<std::vector<std::uint32_t>> terms_of;    // by person
  actors::ByText<actors::Role> roles;                     // by folded words
  actors::ByText<std::vector<std::uint32_t>> offices;     // terms by country, then '\t' and office or rank
  std::vector<Good> goods;
  actors::ByText<std::uint32_t> goods_by_name;
  actors::ByText<actors::Region> regions;
  actors::Signs sign_weights{};   // of nearby.tsv
  std::vector<DataFault> faults;  // in the built-in files: none, or the tests fail
  std::string_view places;        // places.tsv

  // Reads tables over what is there; faults are added.
  void read(const std::vector<std::pair<std::string, std::string_view>>& files, std::vector<DataFault>& faults);
  void index();
  std::vector<actors::Town> towns(std::string_view key) const;  // all of that name, the largest first
};

}  // namespace dragoman
