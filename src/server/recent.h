// The last few results of costly work, each made once however many ask for it at the same time.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace dragoman::server {

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

}  // namespace dragoman::server
