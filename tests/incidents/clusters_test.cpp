#include "clusters.h"

#include <gtest/gtest.h>

namespace dragoman {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

TEST(Group, JoinsByTheAverageOverAllPairsAndNotByOneStrongLink) {
  // 0-1 and 2-3 are alike; 1-2 alone is a strong bridge. The average over 0,1 × 2,3 is 400 / 4.
  EXPECT_EQ(group(4, {{0, 1, 500}, {2, 3, 500}, {1, 2, 400}}, {}, {}, 300, 0).groups, (Groups{{0, 1}, {2, 3}}));
  EXPECT_EQ(group(4, {{0, 1, 500}, {2, 3, 500}, {1, 2, 400}}, {}, {}, 100, 0).groups, (Groups{{0, 1, 2, 3}}));
}

TEST(Group, StrongestFirst) { EXPECT_EQ(group(3, {{0, 1, 350}, {1, 2, 450}}, {}, {}, 300, 0).groups, (Groups{{0}, {1, 2}})); }

TEST(Group, KeepsApartWhatAPersonParted) {
  EXPECT_EQ(group(3, {{0, 1, 900}, {0, 2, 900}, {1, 2, 900}}, {}, {{0, 2}}, 300, 0).groups, (Groups{{0, 1}, {2}}));
}

TEST(Group, JoinsWhatAPersonJoined) { EXPECT_EQ(group(3, {}, {{0, 2}}, {}, 300, 0).groups, (Groups{{0, 2}, {1}})); }

TEST(Group, TellsAJoiningThatThePartingsExclude) {
  const Grouping out = group(3, {}, {{0, 1}, {1, 2}}, {{0, 2}}, 300, 0);
  EXPECT_EQ(out.groups, (Groups{{0, 1}, {2}}));
  EXPECT_EQ(out.refused, (std::vector<std::pair<std::size_t, std::size_t>>{{1, 2}}));
}

// The plain twin: every pair of groups looked at in each round.
Groups plainly(std::size_t n, const std::vector<Link>& links, int enough) {
  std::vector<std::vector<long>> points(n, std::vector<long>(n, 0));
  for (const Link& link : links) points[link.a][link.b] = points[link.b][link.a] = link.points;
  Groups groups;
  for (std::size_t i = 0; i < n; ++i) groups.push_back({i});
  while (true) {
    double best = enough - 1e-9;
    std::size_t x = 0, y = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      for (std::size_t j = i + 1; j < groups.size(); ++j) {
        long sum = 0;
        for (std::size_t a : groups[i]) {
          for (std::size_t b : groups[j]) sum += points[a][b];
        }
        const double average = static_cast<double>(sum) / static_cast<double>(groups[i].size() * groups[j].size());
        if (average > best) best = average, x = i, y = j;
      }
    }
    if (x == y) return groups;
    groups[x].insert(groups[x].end(), groups[y].begin(), groups[y].end());
    std::sort(groups[x].begin(), groups[x].end());
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(y));
  }
}

TEST(Group, AgreesWithItsPlainTwin) {
  unsigned state = 1;
  const auto random = [&](unsigned n) { return (state = state * 1664525U + 1013904223U) / 65536U % n; };
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 3 + random(12);
    std::vector<Link> links;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        if (random(3) == 0) links.push_back({i, j, static_cast<int>(200 + random(600))});
      }
    }
    EXPECT_EQ(group(n, links, {}, {}, 320, 0).groups, plainly(n, links, 320)) << round;
  }
}

}  // namespace
}  // namespace dragoman
