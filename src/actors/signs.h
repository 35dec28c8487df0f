// The signs by which a state is chosen for somebody of whom no word says whose they are ("officials", "the police"), and their
// weights, read from data/actors/nearby.tsv. training/home.py learns the weights.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace dragoman::actors {

enum class Sign : std::size_t {
  Share,            // of what the words nearby speak of, each naming fading with distance
  Leading,          // the largest share
  Before,           // named in the sentence, before
  After,            // named in the sentence, after
  LastBefore,       // the last that the sentence names before
  NextAfter,        // the first that it names after
  PreviousEnd,      // the last that the sentence before names
  PreviousSubject,  // the subject of the sentence before
  TreeClose,        // 1 / steps in the tree of the sentence
  Subject,          // subject of a clause of the sentence
  Reports,          // subject of the verb on which their clause hangs: "Beijing said the army would not"
  Located,          // the sentence has something "in" or "near" it
  LastPlace,        // the last place named up to there
  EventPlace,       // an act of theirs happens there
  Coerces,          // it arrests, represses or judges them
  Meets,            // it talks, trades or agrees with them
  Under,            // it does anything else to them
  Over,             // they act on it
  Ally,             // acts with them, or suffers with them
  Speaker,          // it tells of them
  Beside,           // two or three words away, with "and" or a comma between
  Home,             // of the report's source or headline
  Frequency,        // share of all namings in the report
  First,            // named first
  Alone,            // no other is named
  Fellow,           // somebody of the same sector is named as its own
  SameNoun,         // the last of the same noun was its own: "Haitian police … the police"
  SameSector,       // the last of the same sector was its own
  Pronoun,          // what "its", "his" or "their" in the words goes back to
  AsState,          // how it is named where it is nearest
  AsPeople,
  AsSeat,
  AsPerson,
  AsBody,
  AsPlace,
  Joint,      // it is the bodies of several states, IGO
  JointNoun,  // and the noun is one for those: "coalition", "envoy", "peacekeepers"
  Charity,    // it is NGO, and the noun is one for those: "aid workers"; without such a noun NGO is no candidate
  NoState,    // it is of no one state, INT
  Several,    // and the noun is a plural of states: "countries", "the leaders", "members"
  Stranger,   // and the noun is for people away from home: "refugees", "sailors"
  Shadowy,    // and the noun is for people whose home is unknown: "terrorists", "attackers"
  Foreign,    // and a word says so: "foreign", "other", "international", "third"
  Bare,       // and there is no article
};

constexpr std::array<std::string_view, 44> sign_names{
    "share",      "leading", "before",    "after",       "last-before", "next-after",  "previous-end", "previous-subject",
    "tree-close", "subject", "reports",   "located",     "last-place",  "event-place", "coerces",      "meets",
    "under",      "over",    "ally",      "speaker",     "beside",      "home",        "frequency",    "first",
    "alone",      "fellow",  "same-noun", "same-sector", "pronoun",     "as-state",    "as-people",    "as-seat",
    "as-person",  "as-body", "as-place",  "joint",       "joint-noun",  "charity",     "no-state",     "several",
    "stranger",   "shadowy", "foreign",   "bare"};

using Signs = std::array<float, sign_names.size()>;

}  // namespace dragoman::actors
