#include "clusters.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <tuple>

namespace dragoman {
namespace {

struct Sum {
  long points = 0, pairs = 0;
};

struct Group {
  std::vector<std::size_t> members;
  std::map<std::size_t, Sum> near;
  std::set<std::size_t> apart;
  std::size_t version = 0;
};

struct Offer {
  double average;
  std::size_t a, b, version_a, version_b;

  bool operator<(const Offer& other) const {  // the greatest first, of equals the earliest
    return std::tuple(average, other.a, other.b) < std::tuple(other.average, a, b);
  }
};

class Agglomeration {
 public:
  Agglomeration(std::size_t members, int enough, int absent)
      : groups_(members), home_(members), enough_(enough), absent_(absent) {
    for (std::size_t i = 0; i < members; ++i) groups_[i].members = {home_[i] = i};
  }

  void part(std::size_t a, std::size_t b) {
    groups_[a].apart.insert(b);
    groups_[b].apart.insert(a);
  }
  void link(const Link& link) {
    for (auto [from, to] : {std::pair(link.a, link.b), std::pair(link.b, link.a)}) {
      Sum& sum = groups_[from].near[to];
      sum.points += link.points;
      sum.pairs += 1;
    }
  }
  // Joins the groups that two members stand in; false where they are to be kept apart.
  bool join(std::size_t a, std::size_t b) {
    a = home_[a], b = home_[b];
    if (a == b) return true;
    if (groups_[a].apart.contains(b)) return false;
    merge(std::min(a, b), std::max(a, b));
    return true;
  }
  void run() {
    for (std::size_t a = 0; a < groups_.size(); ++a) offer_all(a, Ahead::Only);
    while (!offers_.empty()) {
      const Offer best = offers_.top();
      offers_.pop();
      if (groups_[best.a].version != best.version_a || groups_[best.b].version != best.version_b) continue;
      merge(best.a, best.b);
      offer_all(best.a, Ahead::AndBehind);
    }
  }
  std::vector<std::vector<std::size_t>> groups() {
    std::vector<std::vector<std::size_t>> out;
    for (Group& group : groups_) {
      if (group.members.empty()) continue;
      std::sort(group.members.begin(), group.members.end());
      out.push_back(std::move(group.members));
    }
    return out;
  }

 private:
  enum class Ahead { Only, AndBehind };

  // `into` takes in `from`; into < from, so a group's number is its first member's.
  void merge(std::size_t into, std::size_t from) {
    Group &keeps = groups_[into], &goes = groups_[from];
    for (std::size_t member : goes.members) home_[member] = into;
    keeps.members.insert(keeps.members.end(), goes.members.begin(), goes.members.end());
    for (const auto& [other, sum] : goes.near) {
      groups_[other].near.erase(from);
      if (other == into) continue;
      for (Sum* both : {&keeps.near[other], &groups_[other].near[into]}) {
        both->points += sum.points;
        both->pairs += sum.pairs;
      }
    }
    for (std::size_t other : goes.apart) {
      groups_[other].apart.erase(from);
      groups_[other].apart.insert(into);
      keeps.apart.insert(other);
    }
    goes = {};
    goes.version = keeps.version = ++versions_;
  }

  void offer_all(std::size_t a, Ahead ahead) {
    for (const auto& [b, sum] : groups_[a].near) {
      if ((ahead == Ahead::Only && b < a) || groups_[a].apart.contains(b)) continue;
      const auto pairs = static_cast<long>(groups_[a].members.size() * groups_[b].members.size());
      const double average = static_cast<double>(sum.points + (pairs - sum.pairs) * absent_) / static_cast<double>(pairs);
      if (average < enough_) continue;
      const auto [first, second] = std::minmax(a, b);
      offers_.push({average, first, second, groups_[first].version, groups_[second].version});
    }
  }

  std::vector<Group> groups_;
  std::vector<std::size_t> home_;
  std::priority_queue<Offer> offers_;
  std::size_t versions_ = 0;
  int enough_, absent_;
};

}  // namespace

Grouping group(std::size_t members, const std::vector<Link>& links,
               const std::vector<std::pair<std::size_t, std::size_t>>& joined,
               const std::vector<std::pair<std::size_t, std::size_t>>& parted, int enough, int absent) {
  Agglomeration work(members, enough, absent);
  for (const auto& [a, b] : parted) work.part(a, b);
  for (const Link& link : links) work.link(link);
  Grouping out;
  for (const auto& pair : joined) {
    if (!work.join(pair.first, pair.second)) out.refused.push_back(pair);
  }
  work.run();
  out.groups = work.groups();
  return out;
}

}  // namespace dragoman
