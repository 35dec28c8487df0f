// An account of so many events: how long adding takes, how large it is, how long each common question takes. Every answer is
// checked against a plain count over the same events before it is timed.
//
//   store_bench ACCOUNT [EVENTS]      ACCOUNT: a file that is not there yet, or the address of an empty PostgreSQL database
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <random>

#include "dragoman/store.h"

namespace {

using namespace dragoman;
using Clock = std::chrono::steady_clock;

constexpr std::size_t a_report = 10;  // events in each report
constexpr std::array types{"AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
                           "ACCUSE", "REJECT",  "THREATEN", "PROTEST", "SANCTION",  "MOBILIZE", "COERCE",  "ASSAULT"};
constexpr std::array statuses{"actual", "actual",   "actual",   "actual",  "actual",
                              "future", "possible", "demanded", "negated", "conditional"};

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Actor {
  std::string words, id, country;
};

// As in news, the first of many name-bearers is named far more often than the hundredth: chosen with weight 1/rank.
template <typename T>
const T& pick(const std::vector<T>& list, std::mt19937& random) {
  const double share = std::generate_canonical<double, 32>(random);
  const auto rank = static_cast<std::size_t>(std::pow(static_cast<double>(list.size()), share)) - 1;
  return list[std::min(rank, list.size() - 1)];
}

std::string day_of(std::size_t n) {
  const std::chrono::year_month_day day(std::chrono::sys_days(std::chrono::year(2015) / 1 / 1) + std::chrono::days(n % 3652));
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                static_cast<unsigned>(day.day()));
  return text;
}

struct Maker {
  std::mt19937 random{1};
  std::vector<Actor> actors;
  std::vector<std::string> places, words;

  Maker() {
    for (int i = 0; i < 2000; ++i) {
      const int country = i % 200;
      std::string code = {static_cast<char>('A' + country / 26), static_cast<char>('A' + country % 26), 'X'};
      actors.push_back({"Actor number " + std::to_string(i), "actor-" + std::to_string(i), code});
    }
    for (int i = 0; i < 500; ++i) places.push_back("Place " + std::to_string(i));
    for (int i = 0; i < 5000; ++i) words.push_back("word" + std::to_string(i));
  }

  Participant participant(const Actor& actor, const std::string& text) {
    const std::size_t at = text.find(actor.words);
    return {
        {at, at + actor.words.size(), actor.words}, actor.id, actor.words, actor.country, "GOV", actor.country + "GOV", {}, {}};
  }

  CodedReport report(std::size_t number, std::size_t day) {
    CodedReport coded;
    coded.report.id = "wire/" + std::to_string(number);
    coded.report.published = day_of(day);
    coded.report.source = "Bench wire";
    std::vector<std::size_t> chosen;
    for (std::size_t e = 0; e < a_report; ++e) {
      const Actor source = pick(actors, random), target = pick(actors, random);
      const std::string place = pick(places, random);
      std::string sentence = source.words + " acted on " + target.words + " in " + place;
      for (int i = 0; i < 12; ++i) sentence += " " + pick(words, random);
      sentence += ".";
      const std::size_t start = coded.report.text.size();
      coded.sentences.emplace_back(start, start + sentence.size());
      Event event;
      event.id = std::to_string(number) + "-" + std::to_string(e);
      event.report = coded.report.id;
      event.published = coded.report.published;
      event.sentence = e;
      event.type = types[random() % types.size()];
      event.status = statuses[random() % statuses.size()];
      event.trigger = {start + source.words.size() + 1, start + source.words.size() + 6, "acted"};
      event.source = {participant(source, sentence)};
      event.target = {participant(target, sentence)};
      for (Participant* p : {&event.source[0], &event.target[0]}) p->span.start += start, p->span.end += start;
      if (random() % 3 == 0) {
        const std::size_t at = start + sentence.find(place);
        event.place = Place{{at, at + place.size(), place}, std::nullopt};
      }
      event.confidence = 0.9;
      event.why = {{"trigger", "model", 0.97, {}},
                   {"type", "model", 0.93, {}},
                   {"status", "model", 0.99, {}},
                   {"source", "model", 0.88, {}},
                   {"target", "model", 0.85, {}}};
      coded.report.text += sentence + " ";
      coded.events.push_back(std::move(event));
    }
    return coded;
  }
};

// What a question must be answered with, counted plainly.
struct Job {
  const char* name;
  Query query;
  bool (*holds)(const Event&);
  std::size_t expected = 0;
};

bool has(const std::vector<Participant>& list, const char* actor) { return list[0].actor == actor; }
bool in(const Event& e, const char* from, const char* until) { return *e.published >= from && *e.published <= until; }

std::vector<Job> jobs() {
  return {
      {"the first by day", {}, [](const Event&) { return true; }},
      {"a month", {.since = "2019-07", .until = "2019-07"}, [](const Event& e) { return in(e, "2019-07-01", "2019-07-31"); }},
      {"a type", {.type = {"SANCTION"}}, [](const Event& e) { return e.type == "SANCTION"; }},
      {"three types in a year",
       {.since = "2019", .until = "2019", .type = {"SANCTION", "THREATEN", "COERCE"}},
       [](const Event& e) {
         return in(e, "2019-01-01", "2019-12-31") && (e.type == "SANCTION" || e.type == "THREATEN" || e.type == "COERCE");
       }},
      {"a status", {.status = {"conditional"}}, [](const Event& e) { return e.status == "conditional"; }},
      {"a type and a status",
       {.type = {"ASSAULT"}, .status = {"negated"}},
       [](const Event& e) { return e.type == "ASSAULT" && e.status == "negated"; }},
      {"a country",
       {.country = "AAX"},
       [](const Event& e) { return e.source[0].country == "AAX" || e.target[0].country == "AAX"; }},
      {"a country and a type in a month",
       {.since = "2019-07", .until = "2019-07", .type = {"ASSAULT"}, .country = "AAX"},
       [](const Event& e) {
         return in(e, "2019-07-01", "2019-07-31") && e.type == "ASSAULT" &&
                (e.source[0].country == "AAX" || e.target[0].country == "AAX");
       }},
      {"an actor", {.actor = "actor-3"}, [](const Event& e) { return has(e.source, "actor-3") || has(e.target, "actor-3"); }},
      {"a rare actor",
       {.actor = "actor-1500"},
       [](const Event& e) { return has(e.source, "actor-1500") || has(e.target, "actor-1500"); }},
      {"an actor by its words", {.source = "actor number 0"}, [](const Event& e) { return has(e.source, "actor-0"); }},
      {"a pair of busy actors",
       {.source = "actor-0", .target = "actor-1"},
       [](const Event& e) { return has(e.source, "actor-0") && has(e.target, "actor-1"); }},
      {"a busy and a rare actor",
       {.source = "actor-0", .target = "actor-1500"},
       [](const Event& e) { return has(e.source, "actor-0") && has(e.target, "actor-1500"); }},
      {"a place", {.place = "place 250"}, [](const Event& e) { return e.place && e.place->span.text == "Place 250"; }},
  };
}

int wrong = 0;

void ask(Store& store, const Job& job, std::size_t limit) {
  Query query = job.query;
  query.limit = limit;
  double best = 1e9;
  std::size_t got = 0;
  for (int again = 0; again < 5; ++again) {
    const auto start = Clock::now();
    const auto taken = store.events(query, [](const StoredEvent&) { return true; });
    best = std::min(best, since(start));
    got = taken ? *taken.value : 0;
    if (!taken) std::fprintf(stderr, "%s\n", taken.error.c_str());
  }
  const auto count = store.count_events(job.query);
  const bool right = got == std::min(limit, job.expected) && count && *count.value == job.expected;
  wrong += !right;
  std::printf("| %s | %zu | %.1f |%s\n", job.name, job.expected, 1000 * best, right ? "" : " WRONG");
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return std::fprintf(stderr, "store_bench ACCOUNT [EVENTS]\n"), 2;
  const std::string where = arguments[1];
  const std::size_t events = count > 2 ? std::stoul(arguments[2]) : 1'000'000;
  auto store = Store::open(where, Access::Write);
  if (!store) return std::fprintf(stderr, "%s\n", store.error.c_str()), 2;
  Maker maker;
  std::vector<Job> all = jobs();
  double adding = 0;
  std::size_t text = 0;
  std::vector<CodedReport> together;
  const std::size_t reports = events / a_report;
  for (std::size_t i = 0; i < reports; ++i) {
    together.push_back(maker.report(i, i * 3652 / reports));
    text += together.back().report.text.size();
    for (const Event& e : together.back().events) {
      for (Job& job : all) job.expected += job.holds(e);
    }
    if (together.size() < 64 && i + 1 < reports) continue;
    const auto start = Clock::now();
    const auto added = store->add(together, "bench", "2026-11-28T06:00:00Z");
    if (!added) return std::fprintf(stderr, "%s\n", added.error.c_str()), 1;
    adding += since(start);
    together.clear();
  }
  std::printf("%zu events in %zu reports, %ld CPUs\n", events, reports, sysconf(_SC_NPROCESSORS_ONLN));
  std::printf("adding: %.0f s, %.0f events a second\n", adding, static_cast<double>(events) / adding);
  store.value.reset();
  std::error_code none;
  if (!is_server(where)) {
    const auto size = std::filesystem::file_size(where, none);
    std::printf("size: %.0f MB, %.0f bytes an event, of which the reports' text is %.0f\n", static_cast<double>(size) / 1e6,
                static_cast<double>(size) / static_cast<double>(events),
                static_cast<double>(text) / static_cast<double>(events));
  }
  auto reading = Store::open(where, Access::Read);
  if (!reading) return std::fprintf(stderr, "%s\n", reading.error.c_str()), 2;
  std::printf("\n| question, the first 100 answers | answers in all | best of 5, ms |\n| --- | --- | --- |\n");
  for (const Job& job : all) ask(*reading, job, 100);
  for (const char* words : {"word1", "word4000", "\"actor number 17\""}) {
    double best = 1e9;
    for (int again = 0; again < 5; ++again) {
      const auto start = Clock::now();
      if (!reading->events({.text = words, .limit = 100}, [](const StoredEvent&) { return true; })) ++wrong;
      best = std::min(best, since(start));
    }
    std::printf("| the words %s | | %.1f |\n", words, 1000 * best);
  }
  return wrong ? 1 : 0;
}
