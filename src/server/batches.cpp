#include "batches.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "desk.h"

namespace dragoman::server {
namespace {

constexpr std::size_t most_waiting = std::size_t{256} << 20;  // bytes
constexpr std::size_t most_faults = 100, most_remembered = 200;

std::string_view name(State state) {
  constexpr std::array<std::string_view, 5> names{"waiting", "running", "done", "stopped", "failed"};
  return names[static_cast<std::size_t>(state)];
}

// The reports of several files held in memory, one after the other.
class Files {
 public:
  explicit Files(const std::vector<Upload>& uploads) : uploads_(uploads) {}

  std::optional<Ingested> next() {
    while (true) {
      if (stream_) {
        if (auto got = stream_->next()) return got;
        stream_.reset();
      }
      if (at_ == uploads_.size()) return std::nullopt;
      const Upload& upload = uploads_[at_++];
      bytes_ = std::istringstream(upload.bytes);
      stream_.emplace(bytes_, upload.name, ReadOptions{.kind = upload.kind});
    }
  }

 private:
  const std::vector<Upload>& uploads_;
  std::size_t at_ = 0;
  std::istringstream bytes_;
  std::optional<ReportStream> stream_;
};

}  // namespace

void Bell::ring() {
  {
    const std::lock_guard lock(mutex_);
    ++rung_;
  }
  rings_.notify_all();
}

std::uint64_t Bell::wait(std::uint64_t heard, std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  rings_.wait_for(lock, longest, [&] { return rung_ > heard; });
  return rung_;
}

std::uint64_t Bell::rung() const {
  const std::lock_guard lock(mutex_);
  return rung_;
}

std::string to_json(const Batch& b) {
  const auto number = [](const char* key, std::size_t n) { return std::string(",\"") + key + "\":" + std::to_string(n); };
  const auto time = [](const char* key, const std::string& t) {
    return std::string(",\"") + key + "\":" + (t.empty() ? "null" : in_quotes(t));
  };
  std::string json = "{\"id\":" + in_quotes(b.id) + ",\"state\":" + in_quotes(name(b.state)) +
                     ",\"names\":" + array(b.names, [](const std::string& n) { return in_quotes(n); });
  json += number("bytes", b.bytes) + number("done", b.counts.reports() + b.faults.size()) + number("added", b.counts.added) +
          number("versions", b.counts.versions) + number("copies", b.counts.copies) + number("known", b.counts.known) +
          number("events", b.counts.events) + number("withdrawn", b.counts.withdrawn);
  json += ",\"faults\":" + array(b.faults, [](const InputError& e) {
            return "{\"source\":" + in_quotes(e.input) + ",\"line\":" + (e.line ? std::to_string(*e.line) : "null") +
                   ",\"message\":" + in_quotes(e.message) + "}";
          });
  return json + time("started", b.started) + time("ended", b.ended) + "}";
}

Batches::Batches(std::string store, ReaderOptions reader, const Knowledge& knowledge, const Ontology& ontology, Bell& bell)
    : store_(std::move(store)), options_(std::move(reader)), knowledge_(knowledge), ontology_(ontology), bell_(bell) {
  thread_ = std::thread([this] { work(); });
}

Batches::~Batches() {
  stop_all();
  thread_.join();
}

void Batches::stop_all() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    for (const auto& job : jobs_) job->stopped = true;
  }
  changed_.notify_all();
}

std::optional<Batch> Batches::add(std::vector<Upload> uploads) {
  auto job = std::make_shared<Job>();
  for (const Upload& upload : uploads) {
    job->batch.names.push_back(upload.name);
    job->batch.bytes += upload.bytes.size();
  }
  job->uploads = std::move(uploads);
  Batch batch;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_bytes_ + job->batch.bytes > most_waiting || ending_) return std::nullopt;
    waiting_bytes_ += job->batch.bytes;
    job->batch.id = "b" + std::to_string(++made_);
    job->batch.moved = ++moves_;
    batch = job->batch;
    jobs_.push_back(std::move(job));
    if (jobs_.size() > most_remembered && jobs_.front()->batch.state > State::Running) jobs_.pop_front();
  }
  changed_.notify_all();
  bell_.ring();
  return batch;
}

std::vector<Batch> Batches::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<Batch> list;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) list.push_back((*job)->batch);
  return list;
}

std::optional<Batch> Batches::find(const std::string& id) const {
  for (Batch& batch : all()) {
    if (batch.id == id) return std::move(batch);
  }
  return std::nullopt;
}

std::optional<Batch> Batches::stop(const std::string& id) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& job : jobs_) {
      if (job->batch.id != id) continue;
      job->stopped = true;
      if (job->batch.state == State::Waiting) {
        job->batch.state = State::Stopped;
        job->batch.ended = now_utc();
        waiting_bytes_ -= job->batch.bytes;
        job->uploads.clear();
        job->batch.moved = ++moves_;
      }
    }
  }
  bell_.ring();
  return find(id);
}

std::size_t Batches::unfinished() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(
      std::count_if(jobs_.begin(), jobs_.end(), [](const auto& job) { return job->batch.state <= State::Running; }));
}

template <typename Change>
void Batches::change(Job& job, const Change& change) {
  {
    const std::lock_guard lock(mutex_);
    change(job.batch);
    job.batch.moved = ++moves_;
  }
  bell_.ring();
}

void Batches::work() {
  while (true) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      const auto waits = [](const auto& one) { return one->batch.state == State::Waiting; };
      changed_.wait(lock, [&] { return ending_ || std::any_of(jobs_.begin(), jobs_.end(), waits); });
      if (ending_) return;
      job = *std::find_if(jobs_.begin(), jobs_.end(), waits);
    }
    run(*job);
  }
}

void Batches::run(Job& job) {
  change(job, [](Batch& b) {
    b.state = State::Running;
    b.started = now_utc();
  });
  const std::string wrong = take_in(job);
  change(job, [&](Batch& b) {
    b.state = !wrong.empty() ? State::Failed : job.stopped ? State::Stopped : State::Done;
    if (!wrong.empty()) b.faults.push_back({"account", {}, {}, wrong});
    b.ended = now_utc();
    waiting_bytes_ -= b.bytes;
  });
  job.uploads.clear();
}

std::string Batches::take_in(Job& job) {
  if (!reader_) {
    Reader::Opened opened = Reader::open(options_);
    if (!opened) return opened.error;
    reader_ = std::move(opened.reader);
  }
  auto store = Store::open(store_, Access::Write);
  if (!store) return store.error;
  auto known = Store::open(store_, Access::Read);
  if (!known) return known.error;
  Files files(job.uploads);
  const auto fault = [&](const InputError& error) {
    change(job, [&](Batch& b) {
      if (b.faults.size() < most_faults) b.faults.push_back(error);
      if (b.faults.size() == most_faults) b.faults.back() = {"batch", {}, {}, "more could not be read; these are the first"};
    });
  };
  const Intake intake{.store = *store,
                      .known = *known,
                      .reader = *reader_,
                      .knowledge = knowledge_,
                      .ontology = ontology_,
                      .threads = static_cast<std::size_t>(options_.threads),
                      .fault = fault,
                      .moved = [&](const Counts& counts) { change(job, [&](Batch& b) { b.counts = counts; }); }};
  return dragoman::take_in(intake, [&] { return job.stopped ? std::nullopt : files.next(); }).error;
}

}  // namespace dragoman::server
