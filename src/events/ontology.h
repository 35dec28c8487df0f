// The inside of Ontology, for this folder: what the lines of data/ontology say, ready to be looked up.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/events.h"

namespace dragoman {

namespace events {

// A line of types.tsv.
struct TypeLine {
  std::string kind;   // "verbal cooperation", "material conflict", …
  std::string cameo;  // where the words say no more
  bool is_hostile() const { return kind.ends_with("conflict"); }
};

// A line of words.tsv.
struct WordLine {
  std::size_t line = 0;
  std::vector<std::vector<std::string>> words;  // lemmas; any of them, each a run of lemmas
  std::vector<std::string> with;                // any of them; empty: nothing more is asked
  std::string cameo, mode;
};

// A line of standings.tsv: the code of the act when it is not done but …; empty where CAMEO has none.
struct StandingLine {
  std::string asked, demanded, announced, renounced;
};

// speech.tsv: what a lemma does, as a verb and as a noun.
struct Speech {
  std::set<std::string, std::less<>> says, quotes, names, carries;
};

}  // namespace events

struct Ontology::Inside {
  std::map<std::string, CameoCode, std::less<>> codes;
  std::map<std::string, events::TypeLine, std::less<>> types;
  std::set<std::pair<std::string, std::string>> modes;
  std::map<std::string, std::vector<events::WordLine>, std::less<>> words;  // by type
  std::map<std::string, events::StandingLine, std::less<>> standings;
  events::Speech speech;

  // The standings of the longest act that the code begins with.
  const events::StandingLine* standing(std::string_view code) const;
};

}  // namespace dragoman
