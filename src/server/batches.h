// Uploads: reports that are read into the account one batch after the other, in the background.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "dragoman/intake.h"

namespace dragoman::server {

// Rings when something has moved; who listens waits for the next ring.
class Bell {
 public:
  void ring();
  // How often it has rung: waits until it is more than `heard`, or the time is over.
  std::uint64_t wait(std::uint64_t heard, std::chrono::milliseconds longest);
  std::uint64_t rung() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable rings_;
  std::uint64_t rung_ = 0;
};

struct Upload {
  std::string name, bytes;
  std::optional<Kind> kind = {};  // absent: told from the content
};

enum class State { Waiting, Running, Done, Stopped, Failed };

struct Batch {
  std::string id;
  State state = State::Waiting;
  std::vector<std::string> names;
  std::size_t bytes = 0;
  Counts counts;
  std::vector<InputError> faults;  // at most a hundred; the last says that there are more
  std::string started, ended;
  std::uint64_t moved = 0;  // grows with every move of any batch
};
std::string to_json(const Batch& batch);

class Batches {
 public:
  Batches(std::string store, ReaderOptions reader, const Knowledge& knowledge, const Ontology& ontology, Bell& bell);
  ~Batches();  // stops at a report's edge

  // Nothing when too much is waiting.
  std::optional<Batch> add(std::vector<Upload> uploads);
  std::vector<Batch> all() const;  // the last first
  std::optional<Batch> find(const std::string& id) const;
  std::optional<Batch> stop(const std::string& id);
  std::size_t unfinished() const;
  void stop_all();

 private:
  struct Job {
    Batch batch;
    std::vector<Upload> uploads;
    std::atomic<bool> stopped = false;
  };
  void work();
  void run(Job& job);
  std::string take_in(Job& job);
  template <typename Change>
  void change(Job& job, const Change& change);

  const std::string store_;
  const ReaderOptions options_;
  const Knowledge& knowledge_;
  const Ontology& ontology_;
  Bell& bell_;
  std::optional<Reader> reader_;  // opened with the first batch

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Job>> jobs_;
  bool ending_ = false;
  std::uint64_t moves_ = 0;
  std::size_t made_ = 0, waiting_bytes_ = 0;
  std::thread thread_;
};

}  // namespace dragoman::server
