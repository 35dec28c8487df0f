#include "language/tree.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

namespace dragoman::language {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

// The nodes of a cycle in `head` (head[root] is ignored), or nothing.
std::vector<std::size_t> cycle_in(const std::vector<std::size_t>& head, std::size_t root) {
  std::vector<std::size_t> seen(head.size(), 0);
  std::size_t walk = 0;
  for (std::size_t start = 0; start < head.size(); ++start) {
    ++walk;
    std::size_t at = start;
    while (at != root && seen[at] == 0) {
      seen[at] = walk;
      at = head[at];
    }
    if (at == root || seen[at] != walk) continue;
    std::vector<std::size_t> cycle;
    std::size_t node = at;
    do {
      cycle.push_back(node);
      node = head[node];
    } while (node != at);
    return cycle;
  }
  return {};
}

using Table = std::vector<std::vector<float>>;  // [dependent][head]

std::vector<std::size_t> best_heads(const Table& scores, std::size_t root) {
  std::vector<std::size_t> head(scores.size(), root);
  for (std::size_t d = 0; d < scores.size(); ++d) {
    if (d == root) continue;
    for (std::size_t h = 0; h < scores.size(); ++h) {
      if (h != d && (head[d] == d || scores[d][h] > scores[d][head[d]])) head[d] = h;
    }
  }
  return head;
}

// Chu-Liu/Edmonds over nodes 0…n-1 with the given root: heads of the best arborescence.
std::vector<std::size_t> arborescence(const Table& scores, std::size_t root) {
  std::vector<std::size_t> head = best_heads(scores, root);
  const std::vector<std::size_t> cycle = cycle_in(head, root);
  if (cycle.empty()) return head;
  // Contract the cycle to one node, the last of the smaller table.
  const std::size_t n = scores.size();
  std::vector<bool> inside(n, false);
  for (const std::size_t c : cycle) inside[c] = true;
  std::vector<std::size_t> old;  // of each node of the smaller table but the last
  for (std::size_t i = 0; i < n; ++i) {
    if (!inside[i]) old.push_back(i);
  }
  const std::size_t m = old.size();
  Table smaller(m + 1, std::vector<float>(m + 1, kNever));
  std::vector<std::size_t> leaves(m), enters(m);  // for each outer node: the cycle's node that heads it; the one it would head
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < m; ++j) smaller[i][j] = scores[old[i]][old[j]];
    leaves[i] = *std::max_element(cycle.begin(), cycle.end(),
                                  [&](std::size_t a, std::size_t b) { return scores[old[i]][a] < scores[old[i]][b]; });
    smaller[i][m] = scores[old[i]][leaves[i]];
    const auto gain = [&](std::size_t c) { return scores[c][old[i]] - scores[c][head[c]]; };
    enters[i] = *std::max_element(cycle.begin(), cycle.end(), [&](std::size_t a, std::size_t b) { return gain(a) < gain(b); });
    smaller[m][i] = gain(enters[i]);
  }
  const auto new_root = static_cast<std::size_t>(std::find(old.begin(), old.end(), root) - old.begin());
  const std::vector<std::size_t> below = arborescence(smaller, new_root);
  for (std::size_t i = 0; i < m; ++i) {
    if (old[i] != root) head[old[i]] = below[i] == m ? leaves[i] : old[below[i]];
  }
  head[enters[below[m]]] = old[below[m]];
  return head;
}

}  // namespace

std::vector<int> best_tree(const std::vector<std::vector<float>>& scores) {
  const std::size_t n = scores.size();
  if (n == 0) return {};
  Table table(n + 1, std::vector<float>(n + 1, kNever));
  for (std::size_t d = 0; d < n; ++d) std::copy_n(scores[d].begin(), n + 1, table[d].begin());
  for (std::size_t d = 0; d < n; ++d) table[d][d] = kNever;
  std::vector<std::size_t> head = best_heads(table, n);
  const auto roots = std::count(head.begin(), head.end() - 1, n);
  if (roots != 1 || !cycle_in(head, n).empty()) {
    // One root only: the word that is the likeliest root keeps its arc to the root, the others lose theirs.
    std::size_t chosen = 0;
    for (std::size_t d = 1; d < n; ++d) {
      if (table[d][n] > table[chosen][n]) chosen = d;
    }
    for (std::size_t d = 0; d < n; ++d) {
      if (d != chosen) table[d][n] = -1e6F;
    }
    head = arborescence(table, n);
  }
  std::vector<int> out(n);
  for (std::size_t d = 0; d < n; ++d) out[d] = head[d] == n ? 0 : static_cast<int>(head[d]) + 1;
  return out;
}

}  // namespace dragoman::language
