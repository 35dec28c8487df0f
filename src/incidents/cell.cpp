#include "cell.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

#include "dragoman/text.h"

namespace dragoman {
namespace {

int span_of(int day, int days) { return day >= 0 ? day / days : -((days - 1 - day) / days); }
std::uint64_t in_span(std::uint64_t key, int span) { return key * 0x9E3779B97F4A7C15ULL + static_cast<std::uint32_t>(span); }

constexpr int span = nearby_days + 1;
constexpr int widest = 31;  // an event of many days is found on so many of them
int last_of(const Features& f) { return std::min(f.last, f.first + widest); }

std::vector<std::uint64_t> places(const Features& f, int first, int last) {
  std::vector<std::uint64_t> out;
  const std::vector<std::uint64_t> all = keys(f);
  for (int at = span_of(first, span); at <= span_of(last, span); ++at) {
    for (std::uint64_t key : all) out.push_back(in_span(key, at));
  }
  return out;
}

using Keys = std::vector<std::uint64_t>;

bool share(const Keys& a, const Keys& b) {
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) return true;
    *x < *y ? ++x : ++y;
  }
  return false;
}

// Between all members that have anything in common.
std::vector<Link> links_of(std::span<const Features* const> members) {
  std::vector<Keys> known;
  for (const Features* member : members) known.push_back(keys(*member));
  std::vector<Link> links;
  for (std::size_t a = 0; a < members.size(); ++a) {
    for (std::size_t b = a + 1; b < members.size(); ++b) {
      if (!share(known[a], known[b])) continue;
      const auto points = compare(*members[a], *members[b]);
      if (points && total(*points) >= linked) links.push_back({a, b, total(*points)});
    }
  }
  return links;
}

// For each member but the first the earlier one that it is most like, of equals the earliest; of a crowd the first.
std::vector<std::size_t> nearest(std::span<const Grouped> group) {
  std::vector<std::size_t> best(group.size(), 0);
  if (group.size() > crowd) return best;
  std::vector<const Features*> members;
  for (const Grouped& one : group) members.push_back(one.member.features);
  std::vector<int> most(group.size(), 0);
  for (const Link& link : links_of(members)) {
    if (link.points > most[link.b]) best[link.b] = link.a, most[link.b] = link.points;
  }
  return best;
}

// Each goes with the first of the groups before that it is not parted from.
Grouping group_crowd(std::size_t members, const std::vector<std::pair<std::size_t, std::size_t>>& joined,
                     const std::vector<std::pair<std::size_t, std::size_t>>& parted) {
  Grouping joined_only = group(members, {}, joined, parted, points_needed, absent);
  const auto& units = joined_only.groups;
  std::vector<std::size_t> unit(members), place(units.size(), 0);
  for (std::size_t u = 0; u < units.size(); ++u) {
    for (const std::size_t member : units[u]) unit[member] = u;
  }
  std::map<std::size_t, std::set<std::size_t>> before;  // a unit and those before it that it is parted from
  for (const auto& [a, b] : parted) before[std::max(unit[a], unit[b])].insert(std::min(unit[a], unit[b]));
  Grouping out;
  out.refused = std::move(joined_only.refused);
  for (std::size_t u = 0; u < units.size(); ++u) {
    std::set<std::size_t> taken;
    if (const auto at = before.find(u); at != before.end()) {
      for (const std::size_t other : at->second) taken.insert(place[other]);
    }
    while (taken.contains(place[u])) ++place[u];
    if (place[u] == out.groups.size()) out.groups.emplace_back();
    auto& group = out.groups[place[u]];
    group.insert(group.end(), units[u].begin(), units[u].end());
  }
  for (auto& group : out.groups) std::sort(group.begin(), group.end());
  return out;
}

// ---- Features as words: numbers in hexadecimal with a space after each, lists with their length before them ----

class Packer {
 public:
  void put(std::uint64_t number) {
    std::array<char, 17> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + 16, number, 16).ptr;
    *end = ' ';
    out_.append(digits.data(), end + 1);
  }
  void put(int number) { put(static_cast<std::uint64_t>(static_cast<std::uint32_t>(number))); }
  void put(double number) { put(std::bit_cast<std::uint64_t>(number)); }
  void put(const Stems& stems) {
    put(std::uint64_t{stems.size()});
    for (Stem stem : stems) put(std::uint64_t{stem});
  }
  void put(const std::optional<long>& count) {
    put(std::uint64_t{count.has_value()});
    if (count) put(static_cast<std::uint64_t>(*count));
  }
  void put(const ComparedSide& side) {
    for (const Stems* stems : {&side.actors, &side.countries, &side.sectors, &side.words}) put(*stems);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view packed) : at_(packed.data()), end_(packed.data() + packed.size()) {}
  std::uint64_t number() {
    std::uint64_t read = 0;
    at_ = std::from_chars(at_, end_, read, 16).ptr;
    if (at_ < end_) ++at_;
    return read;
  }
  int day() { return static_cast<int>(static_cast<std::uint32_t>(number())); }
  Stem stem() { return static_cast<Stem>(number()); }
  Stems stems() {
    Stems read(std::min<std::uint64_t>(number(), static_cast<std::uint64_t>(end_ - at_)));
    for (Stem& one : read) one = stem();
    return read;
  }
  std::optional<long> count() {
    if (number() == 0) return std::nullopt;
    return static_cast<long>(number());
  }
  ComparedSide side() {
    ComparedSide read;
    for (Stems* list : {&read.actors, &read.countries, &read.sectors, &read.words}) *list = stems();
    return read;
  }

 private:
  const char *at_, *end_;
};

}  // namespace

std::vector<std::uint64_t> places_of(const Features& f) { return places(f, f.first, last_of(f)); }

std::vector<std::uint64_t> places_near(const Features& f) { return places(f, f.first - nearby_days, last_of(f) + nearby_days); }

std::optional<int> tie(const Features& a, const Features& b) {
  if (std::max(a.first, b.first) - std::min(last_of(a), last_of(b)) > nearby_days) return std::nullopt;
  const auto points = compare(a, b);
  if (!points || total(*points) < levels[0]) return std::nullopt;
  return total(*points);
}

std::string sentence_of(const ToldEvent& event, const ToldReport& report, const std::vector<Sentence>& sentences) {
  if (!event.sentence.empty()) return event.sentence;
  for (const Sentence& s : sentences) {
    if (event.start < s.end) return report.text.substr(s.start, s.end - s.start);
  }
  return "";
}

Grouping group_cell(std::span<const Features* const> members, const std::vector<std::pair<std::size_t, std::size_t>>& joined,
                    const std::vector<std::pair<std::size_t, std::size_t>>& parted) {
  if (members.size() > crowd) return group_crowd(members.size(), joined, parted);
  return group(members.size(), links_of(members), joined, parted, points_needed, absent);
}

Incident tell(std::span<const Grouped> group, std::size_t sources) {
  std::vector<Member> members;
  for (const Grouped& one : group) members.push_back(one.member);
  const std::vector<std::size_t> like = nearest(group);
  Incident out = describe(members, like);
  out.sources = sources;
  // Where a person joined an event to an earlier member, that is the ground.
  for (std::size_t i = 1; i < group.size(); ++i) {
    for (const auto& [other, decision] : group[i].decided) {
      if (decision->verdict != Verdict::One || other >= i) continue;
      Merge& merge = out.merges[i - 1];
      merge = explain(members[i], members[other]);
      const std::string who = decision->by.empty() ? "a person" : decision->by;
      merge.grounds.insert(merge.grounds.begin(), {"person", 0, who + (decision->why.empty() ? "" : ": " + decision->why)});
    }
  }
  return out;
}

std::size_t count_sources(std::span<const Witness> reports) {
  std::vector<std::size_t> parent(reports.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  std::unordered_map<std::string_view, std::size_t> first;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (!reports[i].publisher.empty()) parent[root(i)] = root(first.emplace(reports[i].publisher, i).first->second);
  }
  for (std::size_t i = 0; i < reports.size(); ++i) {
    for (std::size_t j = 0; j < i && reports[i].sketch; ++j) {
      if (!reports[j].sketch || root(i) == root(j)) continue;
      if (are_copies(*reports[i].sketch, reports[i].published, *reports[j].sketch, reports[j].published))
        parent[root(i)] = root(j);
    }
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < parent.size(); ++i) count += parent[i] == i ? 1U : 0U;
  return count;
}

void sort_incidents(std::vector<Incident>& incidents) {
  std::sort(incidents.begin(), incidents.end(), [](const Incident& a, const Incident& b) {
    const auto first = [](const Incident& i) { return i.when ? i.when->first : Day{}; };
    return std::tuple(first(a), std::string_view(a.id)) < std::tuple(first(b), std::string_view(b.id));
  });
}

std::string pack(const Features& f) {
  Packer out;
  for (Stem stem : {f.type, f.trigger, static_cast<Stem>(f.standing), Stem{f.dated}}) out.put(std::uint64_t{stem});
  for (int day : {f.first, f.last}) out.put(day);
  out.put(f.killed);
  out.put(f.injured);
  out.put(std::uint64_t{f.at.has_value()});
  if (f.at) out.put(f.at->latitude), out.put(f.at->longitude);
  out.put(f.source);
  out.put(f.target);
  out.put(f.place);
  out.put(f.sentence.names);
  out.put(f.sentence.others);
  return out.take();
}

std::uint64_t name_of(std::string_view packed) { return XXH3_64bits(packed.data(), packed.size()); }

Features unpack(std::string_view packed) {
  Unpacker in(packed);
  Features f;
  f.type = in.stem();
  f.trigger = in.stem();
  f.standing = static_cast<Features::Standing>(in.stem());
  f.dated = in.stem() != 0;
  f.first = in.day();
  f.last = in.day();
  f.killed = in.count();
  f.injured = in.count();
  if (in.number() != 0) {
    const double latitude = std::bit_cast<double>(in.number());
    f.at = Coordinates{latitude, std::bit_cast<double>(in.number())};
  }
  f.source = in.side();
  f.target = in.side();
  f.place = in.stems();
  f.sentence.names = in.stems();
  f.sentence.others = in.stems();
  f.all = all_words(f);
  return f;
}

std::string pack_own(const Features& f) {
  Packer out;
  out.put(std::uint64_t{f.report});
  out.put(std::uint64_t{f.sentence_of});
  out.put(f.published);
  out.put(std::uint64_t{f.start});
  out.put(std::uint64_t{f.accident});
  out.put(f.sentence.numbers);
  return out.take();
}

Features cast(const Features& mould, std::string_view packed_own) {
  Features f = mould;
  Unpacker in(packed_own);
  f.report = in.stem();
  f.sentence_of = in.stem();
  f.published = in.day();
  f.start = in.number();
  f.accident = in.number() != 0;
  f.sentence.numbers = in.stems();
  if (!f.sentence.numbers.empty()) f.all = all_words(f);
  return f;
}

}  // namespace dragoman
