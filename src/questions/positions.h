// Who stands where on the act asked about, in his own words, and what is open.
#pragma once

#include "bearing.h"

namespace dragoman::questions {

// Rules, each with a sentence it holds for:
//   reluctance      "Trump indicated reluctance to sanction Turkey": Reluctant
//   another way     "… saying that he preferred instead to negotiate": Talks
//   backs           "Risch supported strong sanctions", "Menendez called for sanctions": For
//   rejects         "Orbán rejected sanctions": Against
//   his own no      "Sullivan said that the United States would not impose sanctions": Against
//   under condition "Esper said Washington would sanction Ankara if …": Conditional
//   warns           "Pompeo warned Turkey not to …": Conditional, when the warner is on the deciding side and the act hostile
//   his own plan    "Pompeo said that the United States would impose sanctions": For
//   threatens back  "Çavuşoğlu threatened …": Against, when the other side threatens the deciding side
// A state as a whole has no position; its people and bodies have.
std::vector<Position> positions(const Question& question, const Account& account, const Bearing& bearing, std::string_view day);

// Countries some of whose own stand for the act and some against it, taking of each actor what he said last.
std::vector<std::string> divided(const std::vector<Position>& positions);

std::vector<OpenCondition> open_conditions(const Question& question, const Account& account, const Bearing& bearing,
                                           std::string_view day);

}  // namespace dragoman::questions
