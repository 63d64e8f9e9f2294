#include "core/blocks.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <mutex>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/draw.h"

namespace gs {
namespace {

constexpr std::array<unsigned, 5> kWidths{1, 2, 3, 7, 0};

TEST(Blocks, RunEveryIndexExactlyOnceOnAnyNumberOfThreads) {
  for (const unsigned threads : kWidths)
    for (const std::size_t count : {0, 1, 2, 1000}) {
      std::vector<std::atomic<int>> runs(count);
      for_each_chunk(count, threads, [&](std::size_t i) { ++runs[i]; });
      for (const auto& times : runs) EXPECT_EQ(times, 1) << threads << " threads, " << count << " chunks";
    }
}

TEST(Blocks, GiveTheSameDoublesOnOneThreadAndOnMany) {
  // Bodies of very different length, so that threads finish out of order.
  const auto sums_at = [](unsigned threads) {
    std::vector<double> sums(257);
    for_each_chunk(sums.size(), threads, [&](std::size_t i) {
      for (std::uint32_t k = 0; k < (i % 17) * 100; ++k)
        sums[i] += normal({1, 2}, {i, k, Purpose::synthetic});
    });
    return sums;
  };
  const auto alone = sums_at(1);
  for (const unsigned threads : kWidths) EXPECT_EQ(sums_at(threads), alone) << threads;
}

TEST(Blocks, RethrowTheFirstFailureAndRunTheRest) {
  for (const unsigned threads : kWidths) {
    std::atomic<int> finished{0};
    try {
      for_each_chunk(100, threads, [&](std::size_t i) {
        if (i == 97 || i == 13 || i == 40) throw std::runtime_error("chunk " + std::to_string(i));
        ++finished;
      });
      FAIL() << "no failure seen";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "chunk 13");
    }
    EXPECT_EQ(finished, 97) << threads;
  }
}

TEST(Blocks, LeaveNoThreadIdleWhereWorkComesInRows) {
  EXPECT_EQ(pieces_in_a_row(8, 2, 8), 4U);
  EXPECT_EQ(pieces_in_a_row(9, 2, 8), 5U);
  EXPECT_EQ(pieces_in_a_row(400, 2, 8), 8U);
  EXPECT_EQ(pieces_in_a_row(3, 16, 8), 1U);
  EXPECT_EQ(pieces_in_a_row(0, 2, 8), 1U);
}

TEST(Blocks, MayBeNested) {
  std::vector<std::int64_t> sums(8);
  for_each_chunk(sums.size(), 2, [&](std::size_t outer) {
    sums[outer] = tally(
        10'000, 3, [](std::size_t begin, std::size_t end) { return static_cast<std::int64_t>(end - begin); });
  });
  EXPECT_EQ(sums, std::vector<std::int64_t>(8, 10'000));
}

TEST(Tally, AddsUpBlocksOf4096) {
  std::mutex lock;
  std::set<std::pair<std::size_t, std::size_t>> seen;
  const auto total = tally(10'000, 3, [&](std::size_t begin, std::size_t end) {
    const std::lock_guard hold(lock);
    seen.insert({begin, end});
    return static_cast<std::int64_t>(end - begin);
  });
  EXPECT_EQ(total, 10'000);
  EXPECT_EQ(seen, (std::set<std::pair<std::size_t, std::size_t>>{{0, 4096}, {4096, 8192}, {8192, 10'000}}));
  EXPECT_EQ(tally(0, 2, [](std::size_t, std::size_t) { return std::int64_t{1}; }), 0);
}

TEST(Tally, EqualsAPlainLoopOnAnyNumberOfThreads) {
  std::vector<std::int64_t> values(50'001);
  std::iota(values.begin(), values.end(), -1000);
  const auto expected = std::accumulate(values.begin(), values.end(), std::int64_t{0});
  for (const unsigned threads : kWidths)
    EXPECT_EQ(tally(values.size(),
                    threads,
                    [&](std::size_t begin, std::size_t end) {
                      return std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(begin),
                                             values.begin() + static_cast<std::ptrdiff_t>(end),
                                             std::int64_t{0});
                    }),
              expected);
}

TEST(StopRequest, IsFalseUntilAsked) {
  volatile bool asked = false;
  const StopRequest nobody{}, somebody{&asked};
  EXPECT_FALSE(nobody);
  EXPECT_FALSE(somebody);
  asked = true;
  EXPECT_TRUE(somebody);
}

}  // namespace
}  // namespace gs
