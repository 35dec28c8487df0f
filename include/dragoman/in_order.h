// Works on a stream of items with several threads and hands the results on in the order of the items. At most `window` items
// are in flight, so memory is bounded however long the stream is; a result is handed on as soon as those before it have been.
//
//   in_order<std::string, int>(4, next, length, print);
//
// `next` is called from one thread, `work` from several, `sink` from the caller's. None of them may throw.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace dragoman {

template <typename In, typename Out>
class InOrder {
 public:
  InOrder(std::size_t threads, std::function<std::optional<In>()> next, std::function<Out(In&&)> work)
      : window_(4 * threads), next_(std::move(next)), work_(std::move(work)) {
    threads_.emplace_back([this] { feed(); });
    for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { labour(); });
  }

  ~InOrder() {
    for (std::thread& thread : threads_) thread.join();
  }

  void drain(const std::function<void(Out&&)>& sink) {
    while (true) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return (!slots_.empty() && slots_.front()->out) || (slots_.empty() && fed_); });
      if (slots_.empty()) return;
      const std::shared_ptr<Slot> slot = slots_.front();
      slots_.pop_front();
      changed_.notify_all();
      lock.unlock();
      sink(std::move(*slot->out));
    }
  }

 private:
  struct Slot {
    std::optional<In> in;
    std::optional<Out> out;
  };

  void feed() {
    while (true) {
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return slots_.size() < window_; });
      }
      std::optional<In> item = next_();
      const std::lock_guard lock(mutex_);
      if (item) {
        auto slot = std::make_shared<Slot>();
        slot->in = std::move(item);
        slots_.push_back(slot);
        waiting_.push_back(std::move(slot));
      } else {
        fed_ = true;
      }
      changed_.notify_all();
      if (fed_) return;
    }
  }

  void labour() {
    while (true) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !waiting_.empty() || fed_; });
      if (waiting_.empty()) return;
      const std::shared_ptr<Slot> slot = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      Out out = work_(std::move(*slot->in));
      lock.lock();
      slot->in.reset();
      slot->out = std::move(out);
      changed_.notify_all();
    }
  }

  const std::size_t window_;
  const std::function<std::optional<In>()> next_;
  const std::function<Out(In&&)> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Slot>> slots_;    // all in flight, oldest first
  std::deque<std::shared_ptr<Slot>> waiting_;  // those that nobody works on yet
  bool fed_ = false;
  std::vector<std::thread> threads_;
};

template <typename In, typename Out>
void in_order(std::size_t threads, std::function<std::optional<In>()> next, std::function<Out(In&&)> work,
              const std::function<void(Out&&)>& sink) {
  InOrder<In, Out> run(threads, std::move(next), std::move(work));
  run.drain(sink);
}

}  // namespace dragoman
