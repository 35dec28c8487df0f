// Groups out of likenesses of pairs: agglomerative, by average linkage (UPGMA; Sokal and Michener 1958).
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace dragoman {

struct Link {
  std::size_t a = 0, b = 0;
  int points = 0;
};

struct Grouping {
  std::vector<std::vector<std::size_t>> groups;              // each in order, by first member
  std::vector<std::pair<std::size_t, std::size_t>> refused;  // of `joined`: pairs that `parted` kept asunder
};

// The two groups with the highest average are joined, again and again, as long as it is `enough`; a pair without a link counts
// `absent`. Pairs of `joined` are joined before and pairs of `parted` never are; where the two cannot both hold, `parted` does.
// All sums are whole numbers and ties go to the earlier members, so the answer is one. Cost: links × log(links).
Grouping group(std::size_t members, const std::vector<Link>& links,
               const std::vector<std::pair<std::size_t, std::size_t>>& joined,
               const std::vector<std::pair<std::size_t, std::size_t>>& parted, int enough, int absent);

}  // namespace dragoman
