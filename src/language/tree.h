// The best dependency tree of one sentence.
#pragma once

#include <vector>

namespace dragoman::language {

// `scores[d][h]`: score of head h for dependent d, both from 0; h == n is the root. Returns for each word 0 (root) or 1 + head.
// Exactly one word hangs on the root, and there is no cycle (Chu and Liu 1965, Edmonds 1967). When every word's best head
// already makes a tree that is the answer, in n² steps; else at most n³ a choice of root.
std::vector<int> best_tree(const std::vector<std::vector<float>>& scores);

}  // namespace dragoman::language
