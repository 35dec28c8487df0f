// Incidents to series: what happened between each pair of actors, day by day, week by week or month by month.
//
//   std::vector<dragoman::Series> all = dragoman::series(incidents.all(), {.period = dragoman::Period::Weekly});
//   all[0].pair                   // {"RUS", "UKR"}: the pair with most incidents
//   all[0].points[3].tension      // 87.1
//   all[0].points[3].incidents    // the ids of the incidents that it is made of
//   all[0].turns, all[0].alerts   // where the level of conflict changed; periods with more of it than the past explains
//
// Counted are incidents told as actual, each once however many reports tell it. A pair is a source and a target; of a meeting,
// deal or joint work without a target, any two of its sources. What is threatened, demanded, planned or alleged is not done,
// and not counted (the threat or demand itself is). An incident without a date, or whose sides are one and the same, is in no
// series.
//
// Tension of a period is 100 · C / (C + P + 10 · V / V̄): C and P are the sums of the negative and of the positive Goldstein
// values of the pair's incidents (C without its sign), V how many incidents of all actors the period has and V̄ its mean over
// periods. It is 0 where nothing hostile is told, 50 for one lone act at the end of the scale (-10) in a period of average
// reporting, and nears 100 as hostile acts prevail. docs/series.md says more.
//
// Cost: linear in incidents and periods, and PELT's for each pair. Pure functions; any number of threads.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/incidents.h"

namespace dragoman {

enum class Quad { VerbalCooperation, MaterialCooperation, VerbalConflict, MaterialConflict };

// Of an event type; absent for what is none of the sixteen. From data/series/types.txt.
std::optional<Quad> quad_of(std::string_view type);
std::optional<double> mean_goldstein_of(std::string_view type);

enum class Period { Daily, Weekly, Monthly };  // weeks begin on Monday
enum class Of {
  Country,  // "TUR"
  Code,     // country and sector, "TUR.GOV": pairs within a state too
  Actor,    // "mevlut-cavusoglu"
};
enum class Direction { Both, OneWay };  // One way: who did it to whom; both: either

// One way: source, target; both: in alphabetical order.
using Pair = std::array<std::string, 2>;

struct SeriesOptions {
  Period period = Period::Weekly;
  Of of = Of::Country;  // where it is unknown, the words of the mention
  Direction direction = Direction::Both;
  std::set<Pair> only = {};  // these alone, among all that was reported; empty: every pair
};

// The pairs that an incident counts for, dated or not, however it is told.
std::set<Pair> pairs_of(const Incident& incident, const SeriesOptions& options);

struct Point {
  Day first;                         // of the period
  std::array<std::size_t, 4> quads;  // incidents by quad class, in Quad's order
  std::map<std::string, std::size_t> types;
  std::optional<double> goldstein;  // mean of the incidents' values
  double tension = 0;
  std::size_t reported = 0;            // incidents of all actors in the period
  std::vector<std::string> incidents;  // ids

  std::size_t conflicts() const { return quads[2] + quads[3]; }
};

// The rate of conflict incidents changed from this period on.
struct Turn {
  std::size_t at = 0;            // index into points
  double before = 0, after = 0;  // conflict incidents a period of average reporting
};

// More conflict incidents than the periods before let expect.
struct Alert {
  std::size_t at = 0;
  std::size_t conflicts = 0;
  double expected = 0;
  double chance = 0;  // of so many or more in a quiet period
};

struct Series {
  Pair pair;
  std::vector<Point> points;  // every period from the account's first incident to its last
  std::vector<Turn> turns;
  std::vector<Alert> alerts;
  std::size_t incidents = 0;
};

// One for each pair, the pair with most incidents first, then by name.
std::vector<Series> series(std::span<const Incident> incidents, const SeriesOptions& options = {});
// The same pairs in the same order with how many incidents each has, at a thousandth of the memory: of many thousand pairs over
// years a series each is too much to hold.
std::vector<std::pair<Pair, std::size_t>> ranked_pairs(std::span<const Incident> incidents, const SeriesOptions& options = {});

// Turning points of counts by PELT (Killick, Fearnhead and Eckley 2012) with the likelihood of a Poisson rate for each segment;
// exposure is how much was reported in each period, 1 the average. The penalty is 3 log n, times the dispersion of neighbouring
// periods where that is above 1; a segment has two periods or more.
std::vector<Turn> find_turns(std::span<const std::size_t> counts, std::span<const double> exposure);

// Periods whose count is less likely than 1 in 1000 after the up to 26 before it, and at least 3: the predictive distribution
// of a Poisson rate under Jeffreys' prior (negative binomial), widened by the dispersion of neighbouring periods. None in the
// first eight. docs/series.md gives the rate of false alarms.
std::vector<Alert> find_alerts(std::span<const std::size_t> counts, std::span<const double> exposure);

// "2026-11-28", "2026-W48", "2026-11".
std::string name_of(Day first, Period period);

std::string to_json(const Series& series, const SeriesOptions& options);  // one line without the newline
std::string csv_header_of_series();
std::string to_csv(const Series& series, const SeriesOptions& options);  // a line a period
std::string to_svg(const Series& series,
                   const SeriesOptions& options);  // a picture by itself: tension, incidents, turns, alerts

}  // namespace dragoman
