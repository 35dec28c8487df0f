// Results of costly work, each made once however many ask for it at the same time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace dragoman::server {

// The last few, by what they are the result of.
template <typename T>
class Recent {
 public:
  explicit Recent(std::size_t most) : most_(most) {}

  // What `make` gives; equal keys must mean equal results. What it throws is thrown to all who wait, and not kept.
  std::shared_ptr<const T> get(const std::string& key, const std::function<T()>& make) {
    std::promise<std::shared_ptr<const T>> mine;
    std::shared_future<std::shared_ptr<const T>> result;
    bool is_mine = false;
    {
      const std::lock_guard lock(mutex_);
      const auto [at, is_new] = kept_.try_emplace(key);
      if (is_new) {
        at->second = mine.get_future().share();
        order_.push_back(key);
        if (order_.size() > most_) {
          kept_.erase(order_.front());
          order_.pop_front();
        }
      }
      is_mine = is_new;
      result = at->second;
    }
    if (is_mine) {
      try {
        mine.set_value(std::make_shared<const T>(make()));
      } catch (...) {
        {
          const std::lock_guard lock(mutex_);
          kept_.erase(key);
          std::erase(order_, key);
        }
        mine.set_exception(std::current_exception());
      }
    }
    return result.get();
  }

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::map<std::string, std::shared_future<std::shared_ptr<const T>>> kept_;
  std::deque<std::string> order_;
};

// The last one, of an account that goes on changing: it is made anew when the account has changed and so many times its own
// cost has passed, or when it does not know of a change that it must know of. T has a member `as_of`.
template <typename T>
class Lately {
 public:
  std::shared_ptr<const T> get(std::int64_t as_of, std::int64_t needed, const std::function<T()>& make) {
    std::unique_lock lock(mutex_);
    while (true) {
      const bool rests = making_ || Clock::now() - made_ < idle_share * cost_;
      if (value_ && (value_->as_of == as_of || (value_->as_of >= needed && rests))) return value_;
      if (!making_) break;
      changed_.wait(lock);
    }
    making_ = true;
    lock.unlock();
    const auto start = Clock::now();
    std::shared_ptr<const T> made;
    try {
      made = std::make_shared<const T>(make());
    } catch (...) {
      lock.lock();
      making_ = false;
      changed_.notify_all();
      throw;
    }
    lock.lock();
    value_ = std::move(made);
    made_ = Clock::now();
    cost_ = made_ - start;
    making_ = false;
    changed_.notify_all();
    return value_;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr int idle_share = 4;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const T> value_;
  bool making_ = false;
  Clock::time_point made_{};
  Clock::duration cost_{};
};

}  // namespace dragoman::server
