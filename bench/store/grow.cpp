// What it costs to add reports to an account as it grows: 100 reports, one a call, to one of 10,000 and to one of 100,000
// events, incidents kept level; then the same of reports without a date that differ in a number alone, to a crowd of 1,000 and
// of 10,000 of them. All in one run, so that the machine is the same; and what is kept is checked against one pass.
//
//   grow_bench ACCOUNT [EVENTS]      ACCOUNT: a file that is not there yet, or the address of an empty PostgreSQL database
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

#include "dragoman/store.h"

namespace {

using namespace dragoman;
using Clock = std::chrono::steady_clock;

constexpr std::size_t a_day = 300;  // events

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Maker {
  std::mt19937_64 random{1};
  std::vector<std::string> words;

  Maker() {
    for (int i = 0; i < 3000; ++i) words.push_back("word" + std::to_string(i));
  }
  std::size_t below(std::size_t n) { return random() % n; }
  // Few of the n often, most seldom.
  std::size_t by_rank(std::size_t n) {
    const double share = std::generate_canonical<double, 32>(random);
    return std::min(n - 1, static_cast<std::size_t>(std::pow(static_cast<double>(n + 1), share)) - 1);
  }

  static std::string state(std::size_t n) { return {static_cast<char>('A' + n / 26), static_cast<char>('A' + n % 26), 'X'}; }

  // A report of one event on a day; about six tell of one happening, in words of their own.
  CodedReport report(std::size_t number, std::size_t day) {
    const std::size_t happening = day * 50 + by_rank(50);
    std::mt19937 of_happening(static_cast<unsigned>(happening));
    const auto draw = [&](std::size_t n) { return static_cast<std::size_t>(of_happening() % n); };
    const std::string source = "State" + std::to_string(draw(60)), target = "Land" + std::to_string(draw(60)),
                      place = "Town" + std::to_string(draw(400));
    static constexpr std::array types{"ASSAULT", "CONSULT", "ACCUSE", "REQUEST", "AGREE", "PROTEST", "COERCE", "AID"};
    static constexpr std::array verbs{"attacked", "visited", "accused", "urged", "signed", "marched", "arrested", "helped"};
    const std::size_t kind = draw(types.size());
    std::string text = source + " " + verbs[kind] + " " + target + " in " + place;
    for (int i = 0; i < 6; ++i) text += " " + words[draw(words.size())];
    for (int i = 0; i < 6; ++i) text += " " + words[below(words.size())];
    text += ".";
    const std::chrono::year_month_day date(std::chrono::sys_days(std::chrono::year(2022) / 1 / 1) +
                                           std::chrono::days(day + by_rank(3)));
    CodedReport coded;
    coded.report = {"r" + std::to_string(number),           text, {}, to_string(std::chrono::sys_days(date)),
                    "Paper " + std::to_string(by_rank(60)), {}};
    coded.sentences = {{0, text.size()}};
    const auto span = [&](const std::string& word) {
      const std::size_t at = text.find(word);
      return Span{at, at + word.size(), word};
    };
    Event e;
    e.id = "e" + std::to_string(number);
    e.report = coded.report.id;
    e.published = coded.report.published;
    e.type = types[kind];
    e.status = "actual";
    e.trigger = span(verbs[kind]);
    e.source = {{span(source), {}, {}, state(draw(200)), "GOV", {}, {}, {}}};
    e.target = {{span(target), {}, {}, state(draw(200)), {}, {}, {}, {}}};
    if (below(2)) e.place = Place{span(place), std::nullopt};
    if (kind == 0 && below(2)) e.killed = static_cast<long>(draw(30));
    e.confidence = 0.9;
    coded.events = {std::move(e)};
    return coded;
  }

  // "On day 17 Ankara warned Damascus.", one of a crowd.
  static CodedReport alike(std::size_t number) {
    CodedReport coded;
    coded.report = {
        "alike" + std::to_string(number), "On day " + std::to_string(number) + " Ankara warned Damascus.", {}, {}, {}, {}};
    const std::string& text = coded.report.text;
    coded.sentences = {{0, text.size()}};
    const auto span = [&](const char* word) {
      const std::string words = word;
      return Span{text.find(words), text.find(words) + words.size(), words};
    };
    Event e;
    e.id = "alike" + std::to_string(number);
    e.report = coded.report.id;
    e.type = "THREATEN";
    e.status = "actual";
    e.trigger = span("warned");
    e.source = {{span("Ankara"), "TUR", "Turkey", "TUR", "GOV", {}, {}, {}}};
    e.target = {{span("Damascus"), "SYR", "Syria", "SYR", "GOV", {}, {}, {}}};
    e.confidence = 0.9;
    coded.events = {std::move(e)};
    return coded;
  }
};

// In one pass, as `dragoman incidents` does of files.
std::vector<std::string> in_one_pass(Store& store) {
  std::map<std::string, ToldReport> reports;
  store.reports({}, [&](const StoredReport& r) {
    reports[r.report.id] = {
        r.report.id, r.report.source.value_or(""), parse_day(r.report.published.value_or("")), r.report.text, {}};
    return true;
  });
  store.events({}, [&](const StoredEvent& e) {
    Record record;
    if (read_record(to_json(e.event), record).empty()) reports.at(record.report).events.push_back(std::move(record.event));
    return true;
  });
  Incidents incidents;
  for (auto& [id, report] : reports) incidents.add(std::move(report));
  std::vector<std::string> lines;
  for (const Incident& i : incidents.all()) lines.push_back(to_json(i));
  return lines;
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t events = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 100000;
  if (count < 2 || events < 1000) return std::fprintf(stderr, "grow_bench ACCOUNT [EVENTS, 1000 or more]\n"), 2;
  auto store = Store::open(arguments[1], Access::Write);
  if (!store) return std::fprintf(stderr, "%s\n", store.error.c_str()), 2;
  Maker maker;
  std::size_t number = 0, alike = 0;
  bool is_crowd = false;
  const auto add = [&](std::size_t together) {
    std::vector<CodedReport> reports;
    for (std::size_t i = 0; i < together; ++i) {
      reports.push_back(is_crowd ? Maker::alike(alike++) : maker.report(number, number / a_day));
      if (!is_crowd) ++number;
    }
    if (const auto added = store->add(reports, "bench", now_utc()); !added) {
      std::fprintf(stderr, "%s\n", added.error.c_str());
      std::exit(2);
    }
  };
  std::printf("| events in the account | 100 reports more, one a call, ms each | 64 a call, ms each |\n| --- | --- | --- |\n");
  std::vector<double> cost;
  const Clock::time_point start = Clock::now();
  for (const std::size_t size : {events / 10, events, std::size_t{1000}, events / 10}) {
    is_crowd = cost.size() >= 2;
    while ((is_crowd ? alike : number) + 64 < size) add(64);
    const Clock::time_point single = Clock::now();
    for (int i = 0; i < 100; ++i) add(1);
    cost.push_back(since(single) * 10);
    const Clock::time_point together = Clock::now();
    for (int i = 0; i < 5; ++i) add(64);
    std::printf("| %zu%s | %.1f | %.1f |\n", size, is_crowd ? " alike" : "", cost.back(), since(together) * 1000 / 320);
    std::fflush(stdout);
  }
  std::printf("ratio %.2f, of the crowd %.2f; %.0f s in all\n", cost[1] / cost[0], cost[3] / cost[2], since(start));
  const Clock::time_point reading = Clock::now();
  const auto kept = store->incidents();
  if (!kept) return std::fprintf(stderr, "%s\n", kept.error.c_str()), 2;
  const double read = since(reading);
  const Clock::time_point anew = Clock::now();
  const std::vector<std::string> wanted = in_one_pass(*store);
  std::printf("%zu incidents read in %.1f s, put together anew in %.1f s\n", kept.value->incidents.size(), read, since(anew));
  std::size_t wrong = wanted.size() != kept.value->incidents.size();
  for (std::size_t i = 0; i < wanted.size() && !wrong; ++i) wrong += to_json(kept.value->incidents[i]) != wanted[i];
  if (wrong) return std::fprintf(stderr, "grow_bench: what is kept is not what one pass gives; the times say nothing\n"), 1;
  return 0;
}
