// Events of a made-up year clustered, and the cost of one report more as the account grows.
//
//   build/bench/incidents/incidents_bench [EVENTS]      100,000 without a number
//
// Made-up reporting that has the shape of the real: some three hundred events a day; a few pairs of states have most of them; a
// happening is told by one report or by forty, over some days, half of the time without its place or its day, in words of its
// own or in a wire story's. The happenings are known, so that the answer is checked (B-cubed) before a time is printed.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "dragoman/incidents.h"

namespace {

using namespace dragoman;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct World {
  std::mt19937_64 random{20260101};

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random() % n); }
  bool chance(double p) { return static_cast<double>(random() >> 11) * 0x1p-53 < p; }
  // Few of the n are drawn often, most seldom: the r-th about as 1/r.
  std::size_t by_rank(std::size_t n) {
    const double u = static_cast<double>(random() >> 11) * 0x1p-53;
    return std::min(n - 1, static_cast<std::size_t>(std::pow(static_cast<double>(n + 1), u)) - 1);
  }
  std::string word() {
    static constexpr const char *heads[] = {"ba", "ko", "ta", "re", "mi", "lu", "sa", "no", "vi", "de", "ga", "pu"},
                                *tails[] = {"rim", "land", "ko", "ster", "via", "no", "mur", "tesh", "lin", "dar"};
    return std::string(heads[below(12)]) + heads[below(12)] + tails[below(10)];
  }
};

std::string capital(std::string word) {
  word[0] = static_cast<char>(word[0] - 32);
  return word;
}

struct State {
  std::string name, code;
  std::vector<std::string> places;
};

struct Happening {
  std::string type, trigger, place;
  std::size_t source = 0, target = 0;
  Day day;
  std::optional<long> killed;
  std::vector<std::string> words;
};

struct Made {
  std::vector<ToldReport> reports;
  std::map<std::string, std::size_t> truth;  // event → happening
  std::size_t happenings = 0;
};

class Maker {
 public:
  Maker() {
    for (std::size_t i = 0; i < 150; ++i) {
      State state{capital(world_.word()) + std::to_string(i % 7), "S" + std::to_string(100 + i).substr(1), {}};
      for (std::size_t p = 0; p < 40; ++p) state.places.push_back(capital(world_.word()));
      states_.push_back(std::move(state));
    }
    for (std::size_t i = 0; i < 3000; ++i) vocabulary_.push_back(world_.word());
  }

  Made make(std::size_t events) {
    Made made;
    std::size_t made_events = 0;
    for (std::size_t number = 0; made_events < events; number = ++made.happenings) {
      const Happening happening = happen(Day{std::chrono::days(19000 + made_events / 300)});
      const std::size_t tellings = 1 + (world_.chance(0.5) ? 0 : world_.by_rank(40));
      std::vector<std::string> wire;
      for (std::size_t i = 0; i < tellings && made_events < events; ++i, ++made_events) tell(happening, number, wire, made);
    }
    return made;
  }

 private:
  Happening happen(Day day) {
    struct Kind {
      const char *type, *triggers[3];
    };
    static constexpr Kind kinds[] = {{"ASSAULT", {"shelled", "attacked", "bombed"}},
                                     {"CONSULT", {"met", "talks", "visited"}},
                                     {"ACCUSE", {"accused", "condemned", "blamed"}},
                                     {"REQUEST", {"urged", "asked", "demanded"}},
                                     {"AGREE", {"agreed", "signed", "pledged"}},
                                     {"PROTEST", {"marched", "rallied", "strike"}},
                                     {"COERCE", {"arrested", "detained", "seized"}},
                                     {"SANCTION", {"sanctions", "expelled", "banned"}},
                                     {"AID", {"gave", "aid", "sent"}},
                                     {"MOBILIZE", {"deployed", "drills", "massed"}}};
    Happening h;
    const Kind& kind = kinds[world_.by_rank(10)];
    h.type = kind.type;
    h.trigger = kind.triggers[world_.below(3)];
    h.source = world_.by_rank(states_.size());
    h.target = world_.chance(0.3) ? h.source : world_.by_rank(states_.size());
    h.place = states_[h.target].places[world_.by_rank(40)];
    h.day = day;
    if (h.type == "ASSAULT" && world_.chance(0.6)) h.killed = static_cast<long>(1 + world_.by_rank(50));
    for (int i = 0; i < 6; ++i) h.words.push_back(vocabulary_[world_.below(vocabulary_.size())]);
    return h;
  }

  std::string sentence(const Happening& h, bool placed) {
    std::string text = states_[h.source].name + " " + h.trigger + " " + states_[h.target].name;
    for (const std::string& word : h.words) {
      if (world_.chance(0.6)) text += " " + word;
    }
    for (int i = 0; i < 6; ++i) text += " " + vocabulary_[world_.below(vocabulary_.size())];
    if (placed) text += " in " + h.place;
    return text + ".";
  }

  void tell(const Happening& h, std::size_t number, std::vector<std::string>& wire, Made& made) {
    ToldReport report;
    report.id = "r" + std::to_string(made.reports.size());
    report.publisher = "p" + std::to_string(world_.by_rank(60));
    const std::size_t late = world_.by_rank(4);
    report.published = h.day + std::chrono::days(late);
    const bool placed = world_.chance(0.5);
    const bool copied = !wire.empty() && world_.chance(0.3);
    report.text = copied ? wire[world_.below(wire.size())] : sentence(h, placed);
    wire.push_back(report.text);
    ToldEvent event;
    event.id = "e" + std::to_string(made.reports.size());
    event.type = h.type;
    event.status = "actual";
    event.trigger = h.trigger;
    const State &source = states_[h.source], &target = states_[h.target];
    event.source = {{source.name, "", source.code, "GOV", ""}};
    if (world_.chance(0.8)) event.target = {{target.name, "", target.code, h.type == "ASSAULT" ? "CVL" : "GOV", ""}};
    if (placed) event.place = h.place;
    if (world_.chance(0.5)) event.when = Days{h.day, h.day};
    if (h.killed && world_.chance(0.7)) event.killed = *h.killed + (world_.chance(0.2) ? 2 : 0);
    made.truth[event.id] = number;
    report.events = {std::move(event)};
    made.reports.push_back(std::move(report));
  }

  World world_;
  std::vector<State> states_;
  std::vector<std::string> vocabulary_;
};

// B-cubed F1 of the incidents against the happenings.
double agreement(const std::vector<Incident>& incidents, const std::map<std::string, std::size_t>& truth) {
  std::map<std::size_t, double> size;
  for (const auto& [event, happening] : truth) ++size[happening];
  double precision = 0, recall = 0;
  for (const Incident& incident : incidents) {
    std::map<std::size_t, double> shares;
    for (const std::string& event : incident.events) ++shares[truth.at(event)];
    for (const auto& [happening, share] : shares) {
      precision += share * share / static_cast<double>(incident.events.size());
      recall += share * share / size[happening];
    }
  }
  precision /= static_cast<double>(truth.size());
  recall /= static_cast<double>(truth.size());
  return 2 * precision * recall / (precision + recall);
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t events = count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 100000;
  if (events < 10) return std::fprintf(stderr, "incidents_bench: give a number of events, 10 or more\n"), 2;
  Made made = Maker().make(events);
  std::printf("%zu events of %zu happenings, %u cores\n", made.truth.size(), made.happenings,
              std::thread::hardware_concurrency());

  Incidents account;
  double adding = 0, asking = 0, slowest = 0;
  std::size_t in_part = 0, at = 0;
  const std::size_t part = made.reports.size() / 5;
  const Clock::time_point start = Clock::now();
  std::printf("%10s %22s %22s\n", "reports", "add, ms a report", "its incidents, ms");
  for (ToldReport& report : made.reports) {
    const std::string id = report.id;
    const bool sampled = ++at % 10 == 0;  // each tenth is asked for its incidents at once, as a desk that reads along would
    const Clock::time_point began = Clock::now();
    account.add(std::move(report));
    adding += seconds_since(began);
    if (sampled) {
      const Clock::time_point asked = Clock::now();
      account.of(id);
      const double took = seconds_since(asked);
      asking += took;
      slowest = std::max(slowest, took);
    }
    if (++in_part == part) {
      std::printf("%10zu %22.3f %14.3f (most %.1f)\n", at, 1000 * adding / static_cast<double>(part),
                  10000 * asking / static_cast<double>(part), 1000 * slowest);
      adding = asking = slowest = 0;
      in_part = 0;
    }
  }
  const double added = seconds_since(start);
  const std::vector<Incident> incidents = account.all();
  const double whole = seconds_since(start);
  const double f1 = agreement(incidents, made.truth);
  std::printf("%zu incidents, B-cubed F1 %.3f; %.1f s in all (%.1f s adding, %.1f s listing)\n", incidents.size(), f1, whole,
              added, whole - added);
  if (f1 < 0.8) return std::fprintf(stderr, "incidents_bench: the answer is wrong; the times say nothing\n"), 1;
  return 0;
}
