// How fast a running server answers: so many connections ask one thing after the other for some seconds, each answer is checked
// for its status, and what the page asks most is told with its requests a second and its latencies.
//
//   serve_bench ADDRESS [SECONDS] [CONNECTIONS]      bench/serve/run.sh makes the account and starts the server
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Job {
  const char* name;
  std::vector<std::string> paths;  // asked in turn, so that no answer is the last one's
};

std::vector<Job> jobs() {
  Job table{"a page of 100 events, in turn", {}}, filtered{"a new filter: its first 100 events", {}},
      facets{"a new filter: its facets", {}}, one{"one event with its why", {}}, report{"one report", {}};
  for (int i = 0; i < 500; ++i) {
    const std::string n = std::to_string(i);
    table.paths.push_back("/api/events?limit=100&offset=" + std::to_string(i * 150));
    filtered.paths.push_back("/api/events?limit=100&actor=actor-" + n);
    facets.paths.push_back("/api/facets?actor=actor-" + n);
    one.paths.push_back("/api/events/" + n + "-3");
    report.paths.push_back("/api/reports/wire%2F" + n);
  }
  return {table,
          filtered,
          facets,
          one,
          report,
          {"the facets of all", {"/api/facets"}},
          {"the newest 100 incidents", {"/api/incidents"}},
          {"pairs by activity", {"/api/pairs"}},
          {"one pair's series", {"/api/series?a=AAX&b=ABX", "/api/series?a=AAX&b=ACX", "/api/series?a=ABX&b=AEX"}},
          {"the network of a year", {"/api/network?since=2019&until=2019"}},
          {"words in reports", {"/api/search?text=word17&limit=20", "/api/search?text=word1234&limit=20"}},
          {"what the account holds", {"/api/meta"}}};
}

struct Measured {
  std::vector<double> latencies;  // ms
  std::size_t wrong = 0;
};

Measured measure(const std::string& address, const Job& job, double seconds, int connections) {
  Measured all;
  std::mutex mutex;
  std::atomic<std::size_t> turn = 0;
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  std::vector<std::thread> threads;
  for (int c = 0; c < connections; ++c) {
    threads.emplace_back([&] {
      httplib::Client client(address);
      client.set_keep_alive(true);
      client.set_read_timeout(60);
      client.set_default_headers({{"Accept-Encoding", "gzip"}});
      client.set_decompress(false);
      Measured mine;
      while (Clock::now() < end) {
        const std::string& path = job.paths[turn++ % job.paths.size()];
        const auto start = Clock::now();
        const auto got = client.Get(path);
        mine.latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        mine.wrong += !got || got->status != 200;
      }
      const std::lock_guard lock(mutex);
      all.latencies.insert(all.latencies.end(), mine.latencies.begin(), mine.latencies.end());
      all.wrong += mine.wrong;
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::sort(all.latencies.begin(), all.latencies.end());
  return all;
}

double share(const std::vector<double>& sorted, double part) {
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return std::fprintf(stderr, "serve_bench ADDRESS [SECONDS] [CONNECTIONS]\n"), 2;
  const double seconds = count > 2 ? std::stod(arguments[2]) : 5;
  const int connections = count > 3 ? std::stoi(arguments[3]) : 4;
  std::size_t wrong = 0;
  std::printf("| asked, over %d connections | requests a second | p50, ms | p99, ms | n |\n| --- | --- | --- | --- | --- |\n",
              connections);
  for (const Job& job : jobs()) {
    const Measured m = measure(arguments[1], job, seconds, connections);
    wrong += m.wrong;
    std::printf("| %s | %.0f | %.1f | %.1f | %zu |%s\n", job.name, static_cast<double>(m.latencies.size()) / seconds,
                share(m.latencies, .5), share(m.latencies, .99), m.latencies.size(), m.wrong ? " WRONG" : "");
    std::fflush(stdout);
  }
  return wrong ? 1 : 0;
}
