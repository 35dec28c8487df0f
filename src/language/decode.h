// Scores to decisions: spans of triggers, mentions and roles. The same as training/frames.py, where the floors were chosen.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/language.h"
#include "language/network.h"

namespace dragoman::language {

inline constexpr float kTriggerFloor = 0.68F;  // a word belongs to a trigger when that is at least this probable
inline constexpr float kRoleFloor = 0.35F;     // likewise for the words of a mention and of a role
inline constexpr float kLikeliest = 0.20F;     // where no mention reaches that, the likeliest is source or target from here
inline constexpr float kActual = 0.5F;         // "actual" counts half: what did not happen is not lightly told as done
inline constexpr float kPairTrigger = 0.20F;   // a word that may say what passes between two given actors
inline constexpr float kConsidered = 0.10F;    // below a trigger, but worth telling in `explain`

// Logarithms of the probabilities.
std::vector<float> log_softmax(std::span<const float> scores);

struct Run {
  std::size_t first = 0, last = 0;
};

// Spans from each word's probability of beginning and of continuing one: a span starts at a word whose sum reaches `floor` and
// that does not continue the span before it; it goes on while continuing is at least as probable as beginning, and the sum
// reaches half of `floor`.
std::vector<Run> runs(std::span<const float> begin, std::span<const float> inside, float floor);

// A form's lemma by an edit script: "l|2|y" lower-cases, cuts two characters and puts "y" on; "k|0|" keeps; "=be" replaces.
std::string lemma_of(std::string_view form, std::string_view script);

// The names that decisions are put into.
struct Names {
  std::span<const std::string> type, status, sector, role, relation;
};

// Triggers of a chunk: `owner[w]` is the number of word w's sentence; a trigger does not run over a sentence's end. Two side by
// side of one type are one ("arms embargo").
std::vector<TriggerWords> triggers_of(const Encoded& encoded, std::span<const std::size_t> owner, float floor = kTriggerFloor);

// Probabilities of the relation of a pair, its own head's `scores` weighed with the events that the chunk tells between the
// two: `roles` are those of `triggers`, which may be unlikely ones (kPairTrigger). The weights were chosen on folds; with them
// the macro-F1 of relations rose from .854 to .865.
std::vector<float> relation_of(std::span<const float> scores, const Encoded& encoded, std::span<const TriggerWords> triggers,
                               std::span<const Matrix> roles, const PairWords& pair, const Names& names);

// The frame of one trigger. Words in it are the chunk's. A participant is a mention that the role reaches on the average of its
// words, or a run of the role's own where no mention stands, or, of sources and targets, the likeliest mention where there is
// neither; all of a role's participants stand in one sentence, that of the surest. A mention that would be both source and
// target keeps the role that is the surer. A condition, place or time stretches around its likeliest word.
Frame frame_of(const Encoded& encoded, const TriggerWords& trigger, const Matrix& roles, std::span<const Mention> mentions,
               std::span<const std::size_t> owner, const Names& names);

std::vector<Mention> mentions_of(const Encoded& encoded, std::span<const std::size_t> owner, const Names& names);

// Words that are no trigger but nearly: `taken` are the triggers.
std::vector<Candidate> considered_of(const Encoded& encoded, std::span<const TriggerWords> taken, const Names& names);

}  // namespace dragoman::language
