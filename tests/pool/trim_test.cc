// The trim against what adaptive conformal inference promises: coverage comes back, order stays.
#include "models/fit/pool/trim.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/draw.h"

namespace gs {
namespace {

// Posts forecast in blocks of 20 from 160 on, whose PIT has |2u - 1| = w^power for uniform w.
// power < 1: outcomes fall too far out, the raw intervals are too narrow.
std::vector<PastPit> pits(std::size_t posts, double power) {
  std::vector<PastPit> all;
  for (std::size_t i = 0; i < posts; ++i) {
    const auto key = static_cast<std::uint32_t>(i);
    const double w = std::pow(uniform({7, 0}, {.subject = 1, .content = key, .why = Purpose::pit}), power);
    const bool above = uniform({7, 0}, {.subject = 2, .content = key, .why = Purpose::pit}) < 0.5;
    all.push_back({160 + i / 20 * 20, 160 + i, above ? (1 + w) / 2 : (1 - w) / 2});
  }
  return all;
}

double half_width(const Trim& trim, double level) { return 2 * trim.level((1 + level) / 2) - 1; }

TEST(Trim, IsOffBeforeTwentyScoredPosts) {
  EXPECT_FALSE(Trim::learned(pits(19, 1)).on());
  EXPECT_TRUE(Trim::learned(pits(20, 1)).on());
  EXPECT_EQ(Trim().level(0.137), 0.137);
  EXPECT_EQ(Trim().moved(std::vector<double>{3, 1, 2}), (std::vector<double>{3, 1, 2}));
}

TEST(Trim, LetsOnlyForecastsFromEnoughHistorySteer) {
  std::vector<PastPit> early = pits(60, 0.3);
  for (PastPit& pit : early) pit.origin -= 60;  // 100, 120, 140
  EXPECT_FALSE(Trim::learned(early).on());
}

TEST(Trim, WidensIntervalsThatHeldTooRarely) {
  const Trim trim = Trim::learned(pits(3000, 0.6));
  // Truth: P(|2u - 1| <= c) = c^(1 / .6), so the end that holds L is L^.6. The level walks within a few
  // steps.
  for (const double level : Trim::kLevels)
    EXPECT_NEAR(half_width(trim, level), std::pow(level, 0.6), 0.06) << level;
}

TEST(Trim, NarrowsIntervalsThatHeldTooOften) {
  const Trim trim = Trim::learned(pits(3000, 1.5));
  EXPECT_NEAR(half_width(trim, 0.5), std::pow(0.5, 1.5), 0.06);
  EXPECT_LT(half_width(trim, 0.8), 0.8);
}

TEST(Trim, KeepsCoverageOverTheLongRunWhateverTheForecast) {
  // The bound of Gibbs and Candes: |share of misses - (1 - L)| <= (largest alpha + step) / (n step), here
  // with levels frozen for blocks of 20 posts.
  const std::vector<PastPit> all = pits(2000, 0.5);
  std::size_t held = 0, n = 0;
  for (std::size_t origin = 160 + 100; origin < 160 + 2000; origin += 20) {
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(origin - 160);
    const Trim trim = Trim::learned(std::vector<PastPit>(all.begin(), end));
    for (auto at = end; at != end + 20; ++at, ++n)
      held += std::abs(2 * at->u - 1) <= half_width(trim, 0.8) ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(held) / static_cast<double>(n), 0.8, 0.03);
}

TEST(Trim, FreezesItsLevelsInsideABlock) {
  std::vector<PastPit> block = pits(20, 1);
  for (PastPit& pit : block) pit.u = 0.999;  // misses every level
  const Trim down = Trim::learned(block);
  EXPECT_NEAR(half_width(down, 0.8), 0.8 + 20 * 0.01 * 0.8, 1e-12);
}

TEST(Trim, MovesDrawsByRankAndKeepsWholeCountsWhole) {
  const Trim trim = Trim::learned(pits(1000, 0.5));
  std::vector<double> draws;
  for (int i = 0; i < 400; ++i) draws.push_back((i * 37) % 400);
  const std::vector<double> moved = trim.moved(draws);
  double before = 0, after = 0;
  for (std::size_t i = 0; i < draws.size(); ++i)
    for (std::size_t j = i + 1; j < draws.size(); j += 7)
      EXPECT_TRUE(draws[i] > draws[j] ? moved[i] >= moved[j] : moved[i] <= moved[j]);
  for (std::size_t i = 0; i < draws.size(); ++i) {
    EXPECT_EQ(moved[i], std::floor(moved[i]));
    before += std::abs(draws[i] - 199.5);
    after += std::abs(moved[i] - 199.5);
  }
  EXPECT_GT(after, before);
}

}  // namespace
}  // namespace gs
