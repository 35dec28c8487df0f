// What one event of a sentence says of the standing of another.
//
//   content-of-request    "demanded the release of the nurses": the release is demanded, on the word of who demands it
//   content-of-promise    "agreed to free the nurses": future, on the word of who agrees
//   content-of-threat     "threatened to shell the port": future
//   content-of-refusal    "refused to free the nurses": negated
//   content-of-charge     "accused them of shelling the port": on the word of who accuses
//   ended                 "lifted the embargo", "suspended its aid", "called off the talks": the embargo, the aid, the talks
//   are negated not-ended             "will not lift the embargo": the embargo is actual
// A content that the model calls conditional or negated stays so. Not: "rejected the request to free them" for the request,
// which was made.
#pragma once

#include <span>

#include "rules.h"
#include "told.h"

namespace dragoman::events {

void settle(std::span<const Told> told, const Tree& tree);

}  // namespace dragoman::events
