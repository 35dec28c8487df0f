// The account in memory, kept level with the store by the store's own feed of changes.
//
// Every view but the text search asks this, so that 100,000 events are filtered, counted and sorted in milliseconds and no
// question waits for a writer. What is handed out is never changed: a reader keeps what it took as long as it likes. Events and
// reports follow a change within a second, incidents a little later when there are many; correct() in api.h waits for both.
//
// Threads: now(), happenings() from any; one thread of its own follows the feed, another reads incidents. Memory: about
// 5 KB an event.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dragoman/incidents.h"
#include "dragoman/store.h"

namespace dragoman::server {

enum class Side { Source, Target };

// A source or target, in words that are kept once: equal words are equal pointers.
struct Who {
  Side side = Side::Source;
  const std::string* key = nullptr;      // actor id, else the folded words
  const std::string* words = nullptr;    // folded
  const std::string* actor = nullptr;    // null: not known
  const std::string* country = nullptr;  // null: not known
  const Participant* as_told = nullptr;
};

struct HeldReport;
struct HeldEvent {
  const HeldReport* report = nullptr;
  StoredEvent stored;
  const std::string *type = nullptr, *status = nullptr, *month = nullptr;  // month "": the day is not known
  std::string place;                                                       // folded
  std::vector<Who> who;
  Span sentence;

  bool is_live() const { return stored.review != Review::Rejected && stored.review != Review::Withdrawn; }
};

struct HeldReport {
  StoredReport stored;
  std::string day;  // "": not known
  std::vector<HeldEvent> events;
};

// What filters and facets look at, row after row without leaving the table.
struct Row {
  const HeldEvent* event = nullptr;
  const std::string *day = nullptr, *type = nullptr, *status = nullptr, *month = nullptr;
  std::span<const Who> who;
  Review review = Review::None;

  bool is_live() const { return review != Review::Rejected && review != Review::Withdrawn; }
};

struct Snapshot {
  std::int64_t as_of = 0;
  std::map<std::string, std::shared_ptr<const HeldReport>, std::less<>> reports;
  std::vector<const HeldEvent*> events;  // by day, report, trigger; also what was rejected or withdrawn
  std::vector<Row> rows;                 // of the same events
  std::vector<Who> sides;                // of all rows
  std::unordered_map<std::string_view, const HeldEvent*> by_id;
  std::size_t live = 0;
};

struct Happenings {
  std::int64_t as_of = 0;
  std::vector<Incident> all;
  std::unordered_map<std::string_view, const Incident*> by_event;
  std::vector<Decision> decisions, overruled;
};

// Words that are kept once and for good.
class Symbols {
 public:
  const std::string* keep(std::string_view words);
  const std::string* find(std::string_view words) const;  // null: nobody kept them

 private:
  mutable std::mutex mutex_;
  std::unordered_set<std::string> words_;
};

class Mirror {
 public:
  using Clock = std::chrono::steady_clock;

  // Reads all of it. `moved` is called, from the mirror's thread, when answers know of more.
  static Result<std::unique_ptr<Mirror>> open(const std::string& store, std::function<void(std::int64_t)> moved);
  ~Mirror();

  std::shared_ptr<const Snapshot> now() const;
  // Null while the first are being put together.
  std::shared_ptr<const Happenings> happenings() const;
  // Takes in what has happened in the store, incidents too unless the first are still being put together.
  std::string catch_up();

  const Symbols& words() const { return words_; }
  const Symbols& actors() const { return actors_; }

 private:
  Mirror(Store store, Store incidents, std::function<void(std::int64_t)> moved)
      : store_(std::move(store)), incidents_(std::move(incidents)), moved_(std::move(moved)) {}
  std::string load();
  std::string apply_feed();
  std::string reload(const std::set<std::string>& ids, Snapshot& next);
  std::string reread_all(Snapshot& next);
  std::shared_ptr<const HeldReport> hold(StoredReport&& report, std::vector<StoredEvent>&& events);
  void lay_out(Snapshot& next);
  void publish(std::shared_ptr<Snapshot> next);
  void read_incidents();
  void follow();
  void keep_merged();
  bool stopped_after(Clock::duration wait);

  Store store_, incidents_;  // a connection for each thread
  std::function<void(std::int64_t)> moved_;
  Symbols words_, actors_;

  std::mutex building_;  // the store, and who makes the next snapshot
  std::mutex merging_;   // incidents_

  mutable std::mutex handing_out_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::shared_ptr<const Happenings> happenings_;

  std::mutex waiting_;
  std::condition_variable stop_;
  bool stopped_ = false;
  std::thread follower_, merger_;
};

}  // namespace dragoman::server
