// How much a search may have missed among the candidates it met: closed cases, and coverage on made-up ones.
#include "scenarios/decide/gap.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/draw.h"

namespace gs {
namespace {

// One candidate in so many worlds: its mean, a shock that all share, one of its own.
Delivered candidate(std::uint32_t index, std::uint32_t row, double mean, double own) {
  Delivered delivered;
  for (std::uint32_t world = 0; world < 250; ++world)
    delivered.goal.push_back(mean + 20 * normal({index, world}, {.subject = 1}) +
                             own * normal({index, world}, {.subject = 2, .content = row}));
  return delivered;
}

TEST(Gap, OfACandidateThatLeadsInEveryBatchIsNothing) {
  const std::vector<Delivered> finalists{
      candidate(1, 0, 100, .1), candidate(1, 1, 90, .1), candidate(1, 2, 80, .1)};
  const auto gap = gap_among({}, finalists);
  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->mean, 0);
  EXPECT_EQ(gap->high, 0);
  EXPECT_EQ(gap->candidates, 3U);
  EXPECT_EQ(gap->worlds, 250U);
}

TEST(Gap, IsNotToldOfOneCandidateOrOfTooFewWorlds) {
  const std::vector<Delivered> one{candidate(1, 0, 100, 1)};
  EXPECT_FALSE(gap_among({}, one));
  std::vector<Delivered> few{candidate(1, 0, 100, 1), candidate(1, 1, 100, 1)};
  for (Delivered& delivered : few) delivered = first_of(delivered, 40);
  EXPECT_FALSE(gap_among({}, few));
}

TEST(Gap, LeavesOutWhoBreaksItsConditions) {
  Objective objective;
  objective.conditions = {{"cost", true, 10, {}}};
  std::vector<Delivered> finalists{
      candidate(1, 0, 100, .1), candidate(1, 1, 90, .1), candidate(1, 2, 80, .1)};
  for (std::size_t row = 0; row < 3; ++row) finalists[row].conditions = {Draws(250, row == 0 ? 20 : 5)};
  const auto gap = gap_among(objective, finalists);
  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->candidates, 2U);
}

// The upper bound holds what the choice really misses in at least 95 of 100 cases.
TEST(Gap, HoldsWhatTheChoiceMissesAsOftenAsItSays) {
  constexpr std::uint32_t kCases = 200;
  int held = 0;
  for (std::uint32_t index = 0; index < kCases; ++index) {
    std::vector<Delivered> finalists;
    std::vector<double> means;
    for (std::uint32_t row = 0; row < 6; ++row) {
      means.push_back(100 + normal({77, index}, {.subject = 5, .content = row}));
      finalists.push_back(candidate(1000 + index, row, means.back(), 12));
    }
    std::size_t chosen = 0;
    for (std::size_t row = 1; row < 6; ++row)
      if (beats(rate({}, finalists[row]), rate({}, finalists[chosen]))) chosen = row;
    const auto gap = gap_among({}, finalists);
    ASSERT_TRUE(gap);
    held += gap->high >= *std::ranges::max_element(means) - means[chosen] ? 1 : 0;
  }
  EXPECT_GE(held, static_cast<int>(.95 * kCases));
}

}  // namespace
}  // namespace gs
