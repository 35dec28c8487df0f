#include "filter.h"

#include <algorithm>

namespace dragoman::server {
namespace {

// A side that is asked for, as pointers to compare.
struct Wanted {
  std::optional<Side> side;
  const std::string* actor = nullptr;  // of the two one is set; neither: nobody is called so
  const std::string* words = nullptr;
};

enum Test : unsigned { Days = 1, Type = 2, Status = 4, Review_ = 8, Country = 16, Source = 32, Target = 64, Other = 128 };

// A filter made ready for one pass over the events.
class Sieve {
 public:
  Sieve(const Filter& filter, const Mirror& mirror) : filter_(filter) {
    const auto symbols = [&](const std::vector<std::string>& list) {
      std::vector<const std::string*> all;
      for (const std::string& word : list) all.push_back(mirror.words().find(word));
      return all;
    };
    types_ = symbols(filter.type);
    statuses_ = symbols(filter.status);
    if (filter.country) country_ = mirror.words().find(*filter.country);
    const auto wanted = [&](const std::optional<std::string>& who, std::optional<Side> side) -> std::optional<Wanted> {
      if (!who) return std::nullopt;
      if (const std::string* actor = mirror.actors().find(*who)) return Wanted{side, actor, nullptr};
      return Wanted{side, nullptr, mirror.words().find(folded(*who))};
    };
    actor_ = wanted(filter.actor, std::nullopt);
    source_ = wanted(filter.source, Side::Source);
    target_ = wanted(filter.target, Side::Target);
    if (filter.place) place_ = folded(*filter.place);
    has_days_ = !filter.since.empty() || !filter.until.empty();
    looks_inside_ = filter.place || filter.report || filter.holding || filter.place_country || filter.box ||
                    !filter.happened_since.empty() || !filter.happened_until.empty();
    for (const std::string& review : filter.review) reviews_.insert(review);
    withdrawn_ = filter.withdrawn || reviews_.contains("rejected") || reviews_.contains("withdrawn");
  }

  // The tests that the event fails.
  unsigned failed(const Row& row) const {
    unsigned bits = 0;
    if (has_days_ && !is_in_days(*row.day)) bits |= Days;
    if (!types_.empty() && std::find(types_.begin(), types_.end(), row.type) == types_.end()) bits |= Type;
    if (!statuses_.empty() && std::find(statuses_.begin(), statuses_.end(), row.status) == statuses_.end()) bits |= Status;
    if (!withdrawn_ && !row.is_live()) bits |= Other;
    if (!reviews_.empty() && !reviews_.contains(name(row.review))) bits |= Review_;
    if (filter_.country && !has_country(row)) bits |= Country;
    if (source_ && !takes_part(row, *source_)) bits |= Source;
    if (target_ && !takes_part(row, *target_)) bits |= Target;
    if (actor_ && !takes_part(row, *actor_)) bits |= Other;
    if (looks_inside_ && !holds_inside(*row.event)) bits |= Other;
    return bits;
  }

 private:
  bool is_in_days(const std::string& day) const {
    if (!filter_.since.empty() && day < filter_.since) return false;
    return filter_.until.empty() || (!day.empty() && day <= filter_.until);
  }
  bool has_country(const Row& row) const {
    return country_ && std::any_of(row.who.begin(), row.who.end(), [&](const Who& who) { return who.country == country_; });
  }
  static bool takes_part(const Row& row, const Wanted& wanted) {
    return std::any_of(row.who.begin(), row.who.end(), [&](const Who& who) {
      if (wanted.side && who.side != *wanted.side) return false;
      return wanted.actor ? who.actor == wanted.actor : wanted.words && who.words == wanted.words;
    });
  }
  // What is not in the row.
  bool holds_inside(const HeldEvent& e) const {
    if (filter_.place && (!e.stored.event.place || e.place.find(place_) == std::string::npos)) return false;
    if (filter_.report && e.stored.event.report != *filter_.report) return false;
    if (filter_.holding && !filter_.holding->contains(e.stored.event.report)) return false;
    return lies_there(e.stored.event) && happened_then(e.stored.event);
  }
  bool lies_there(const Event& event) const {
    if (!filter_.place_country && !filter_.box) return true;
    if (!event.place || !event.place->location) return false;
    const Location& at = *event.place->location;
    if (filter_.place_country && at.country != *filter_.place_country) return false;
    if (!filter_.box) return true;
    const Bounds& box = *filter_.box;
    if (!at.latitude || !at.longitude || *at.latitude < box.south || *at.latitude > box.north) return false;
    const bool east_of = *at.longitude >= box.west, west_of = *at.longitude <= box.east;
    return box.west > box.east ? east_of || west_of : east_of && west_of;
  }
  bool happened_then(const Event& event) const {
    if (filter_.happened_since.empty() && filter_.happened_until.empty()) return true;
    const auto [first, last] = act_days(event);
    if (last < filter_.happened_since) return false;
    return filter_.happened_until.empty() || (!first.empty() && first <= filter_.happened_until);
  }

  const Filter& filter_;
  std::vector<const std::string*> types_, statuses_;
  std::set<std::string, std::less<>> reviews_;
  const std::string* country_ = nullptr;
  std::optional<Wanted> actor_, source_, target_;
  std::string place_;
  bool has_days_ = false, looks_inside_ = false, withdrawn_ = false;
};

using Counts = std::unordered_map<const std::string*, FacetValue>;

void count(Counts& counts, const std::string* value, const Who* who = nullptr) {
  FacetValue& at = counts[value];
  at.value = value;
  at.who = who;
  ++at.count;
}

Facet ranked(const Counts& counts) {
  Facet all;
  for (const auto& [value, counted] : counts) all.push_back(counted);
  std::sort(all.begin(), all.end(), [](const FacetValue& a, const FacetValue& b) {
    return a.count != b.count ? a.count > b.count : *a.value < *b.value;
  });
  return all;
}

// Of a month or year its last.
std::string last_day(const Asked& asked, const std::string& name) {
  const std::string day = asked.day_part(name).value_or("");
  return day.empty() ? day : day + std::string("-99-99").substr(std::min<std::size_t>(6, day.size() - 4));
}

void check_words(const std::vector<std::string>& given, const auto& known, const char* field) {
  for (const std::string& word : given) {
    if (std::find(known.begin(), known.end(), word) != known.end()) continue;
    std::string all;
    for (const std::string_view one : known) all += (all.empty() ? "" : ", ") + std::string(one);
    throw Refusal{400, "\"" + word + "\" is not known here; there are " + all, field};
  }
}

}  // namespace

const std::vector<std::string>& filter_names() {
  static const std::vector<std::string> all{"since",         "until", "happened_since", "happened_until", "type",     "status",
                                            "review",        "actor", "source",         "target",         "country",  "place",
                                            "place_country", "box",   "report",         "text",           "withdrawn"};
  return all;
}

bool Filter::asks_nothing() const {
  return since.empty() && until.empty() && type.empty() && status.empty() && review.empty() && !actor && !source && !target &&
         !country && !place && !report && !holding && !withdrawn && !place_country && !box && happened_since.empty() &&
         happened_until.empty();
}

Filter filter_of(const Asked& asked) {
  Filter filter;
  filter.since = asked.day_part("since").value_or("");
  filter.until = last_day(asked, "until");
  filter.happened_since = asked.day_part("happened_since").value_or("");
  filter.happened_until = last_day(asked, "happened_until");
  filter.type = asked.list("type");
  filter.status = asked.list("status");
  filter.review = asked.list("review");
  check_words(filter.type, event_types, "type");
  check_words(filter.status, event_statuses, "status");
  check_words(filter.review, std::array<std::string_view, 5>{"none", "accepted", "mended", "rejected", "withdrawn"}, "review");
  filter.actor = asked.words("actor");
  filter.source = asked.words("source");
  filter.target = asked.words("target");
  filter.country = asked.words("country");
  filter.place = asked.words("place");
  filter.place_country = asked.words("place_country");
  if (const auto box = asked.words("box")) {
    filter.box = read_bounds(*box);
    if (!filter.box || filter.box->south > filter.box->north)
      throw Refusal{400, "\"" + *box + "\" is no box; write SOUTH,WEST,NORTH,EAST in degrees, as 33,26,42,45", "box"};
  }
  filter.report = asked.words("report");
  filter.withdrawn = asked.flag("withdrawn");
  return filter;
}

Events matching(const Snapshot& snapshot, const Filter& filter, const Mirror& mirror) {
  const Sieve sieve(filter, mirror);
  Events found;
  for (const Row& row : snapshot.rows) {
    if (!sieve.failed(row)) found.push_back(row.event);
  }
  return found;
}

Facets facets(const Snapshot& snapshot, const Filter& filter, const Mirror& mirror) {
  const Sieve sieve(filter, mirror);
  Facets result;
  Counts type, status, country, source, target, month;
  for (const Row& row : snapshot.rows) {
    const unsigned failed = sieve.failed(row);
    const auto counts_for = [&](unsigned own) { return (failed & ~own) == 0; };
    if (failed & (failed - 1)) continue;  // two tests or more
    if (!failed) ++result.total;
    if (counts_for(Type)) count(type, row.type);
    if (counts_for(Status)) count(status, row.status);
    if (counts_for(Days)) count(month, row.month);
    if (counts_for(Review_)) ++result.review[static_cast<std::size_t>(row.review)];
    for (std::size_t i = 0; i < row.who.size(); ++i) {
      const Who& who = row.who[i];
      const auto is_first = [&](const auto& same) {
        return std::none_of(row.who.begin(), row.who.begin() + static_cast<std::ptrdiff_t>(i), same);
      };
      if (who.country && counts_for(Country) && is_first([&](const Who& w) { return w.country == who.country; }))
        count(country, who.country);
      const bool acts = who.side == Side::Source;
      if (counts_for(acts ? Source : Target) && is_first([&](const Who& w) { return w.side == who.side && w.key == who.key; }))
        count(acts ? source : target, who.key, &who);
    }
  }
  result.type = ranked(type);
  result.status = ranked(status);
  result.country = ranked(country);
  result.source = ranked(source);
  result.target = ranked(target);
  result.month = ranked(month);
  std::sort(result.month.begin(), result.month.end(),
            [](const FacetValue& a, const FacetValue& b) { return *a.value < *b.value; });
  return result;
}

}  // namespace dragoman::server
