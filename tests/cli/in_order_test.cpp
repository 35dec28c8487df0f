#include "dragoman/in_order.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>

namespace dragoman::cli {
namespace {

std::vector<int> doubled(std::size_t threads, int count) {
  int next = 0;
  std::vector<int> got;
  in_order<int, int>(
      threads, [&] { return next < count ? std::optional(next++) : std::nullopt; },
      [](int&& i) {
        if (i % 7 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return 2 * i;
      },
      [&](int&& i) { got.push_back(i); });
  return got;
}

TEST(InOrder, KeepsTheOrderForAnyNumberOfThreads) {
  std::vector<int> expected;
  for (int i = 0; i < 500; ++i) expected.push_back(2 * i);
  for (std::size_t threads : {1U, 2U, 8U}) EXPECT_EQ(doubled(threads, 500), expected) << threads;
}

TEST(InOrder, OfNothingCallsNothing) { EXPECT_TRUE(doubled(4, 0).empty()); }

TEST(InOrder, HoldsFewItemsAtOnce) {
  std::atomic<int> in_flight{0}, most{0};
  int next = 0;
  in_order<int, int>(
      2,
      [&]() -> std::optional<int> {
        if (next == 300) return std::nullopt;
        most = std::max(most.load(), ++in_flight);
        return next++;
      },
      [](int&& i) { return i; },
      [&](int&&) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        --in_flight;
      });
  EXPECT_LE(most.load(), 2 * 4 + 2);
}

}  // namespace
}  // namespace dragoman::cli
