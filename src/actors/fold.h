// The key under which a name is looked up: lower case, no marks, one blank for each run of anything but letters and digits.
//
//   fold("Mevlüt Çavuşoğlu")     mevlut cavusoglu
//   fold("Côte d’Ivoire")        cote divoire
//   fold("People's")             people s        as the tokens stand in a text
//   fold("U.S.")                 us
//
// Letters outside the Latin script fold to nothing. script/actors_data makes the keys of places.tsv in the same way.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::actors {

std::string fold(std::string_view name);

// How a name is written, for names that are told from common words by their case alone ("US", "Turkey").
enum class Case { Lower, Capital, Upper };
Case case_of(std::string_view name);

}  // namespace dragoman::actors
