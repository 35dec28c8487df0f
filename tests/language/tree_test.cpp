#include "language/tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dragoman::language {
namespace {

using Scores = std::vector<std::vector<float>>;

bool is_tree(const std::vector<int>& heads) {
  if (std::count(heads.begin(), heads.end(), 0) != 1) return false;
  for (std::size_t start = 0; start < heads.size(); ++start) {
    std::size_t steps = 0;
    for (int at = static_cast<int>(start) + 1; at != 0; at = heads[static_cast<std::size_t>(at) - 1]) {
      if (++steps > heads.size()) return false;
    }
  }
  return true;
}

float total(const Scores& scores, const std::vector<int>& heads) {
  float sum = 0;
  for (std::size_t d = 0; d < heads.size(); ++d) {
    sum += heads[d] == 0 ? scores[d][heads.size()] : scores[d][static_cast<std::size_t>(heads[d]) - 1];
  }
  return sum;
}

// The best tree with `root` on top, by trying every assignment of heads.
float best_by_trying(const Scores& scores, std::size_t root) {
  const std::size_t n = scores.size();
  float best = -1e9F;
  std::vector<int> heads(n, 0);
  while (true) {
    if (is_tree(heads) && heads[root] == 0) best = std::max(best, total(scores, heads));
    std::size_t i = 0;
    while (i < n && ++heads[i] > static_cast<int>(n)) heads[i++] = 0;
    if (i == n) return best;
  }
}

TEST(BestTree, EqualsTryingAllTrees) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> score(-5, 0);
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 1 + random() % 5;
    Scores scores(n, std::vector<float>(n + 1));
    for (auto& row : scores) {
      for (float& v : row) v = score(random);
    }
    const std::vector<int> heads = best_tree(scores);
    ASSERT_TRUE(is_tree(heads));
    const auto root = static_cast<std::size_t>(std::find(heads.begin(), heads.end(), 0) - heads.begin());
    EXPECT_NEAR(total(scores, heads), best_by_trying(scores, root), 1e-4F);
  }
}

TEST(BestTree, NoWordsNoHeads) { EXPECT_TRUE(best_tree({}).empty()); }

}  // namespace
}  // namespace dragoman::language
