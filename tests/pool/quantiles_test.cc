#include "models/fit/pool/quantiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "made_page.h"
#include "models/fit/pool/weights.h"

namespace gs {
namespace {

LogQuantiles made_law(std::uint32_t seed, double centre, double spread) {
  LogQuantiles law;
  for (std::uint32_t k = 0; k < law.size(); ++k) law[k] = centre + spread * made_normal(seed, k, 0);
  std::sort(law.begin(), law.end());
  return law;
}

// The slow twin: one sorted list of all weighted values, searched from the start for each level.
double slow_read(const std::vector<LogQuantiles>& laws, const std::vector<double>& weights, double level) {
  std::vector<std::pair<double, double>> all;
  for (std::size_t m = 0; m < laws.size(); ++m)
    for (double value : laws[m])
      if (weights[m] > 0) all.emplace_back(value, weights[m] / kMemberQuantiles);
  std::sort(all.begin(), all.end());
  double before = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double at = before + all[i].second / 2;
    if (at >= level) {
      if (i == 0) return all[0].first;
      const double at_last = before - all[i - 1].second / 2;
      return all[i - 1].first + (all[i].first - all[i - 1].first) * (level - at_last) / (at - at_last);
    }
    before += all[i].second;
  }
  return all.back().first;
}

class PooledQuantiles : public testing::Test {
 protected:
  std::vector<LogQuantiles> laws_{
      made_law(1, 5, 1), made_law(2, 6, 0.5), made_law(3, 4, 2), made_law(4, 9, 1)};
  std::vector<double> weights_{0.5, 0.3, 0.2, 0};
};

TEST_F(PooledQuantiles, AreThoseOfOneSortedListOfWeightedValues) {
  const std::vector<double> pooled = pooled_quantiles(laws_, weights_, 400);
  for (std::size_t k = 0; k < pooled.size(); ++k)
    EXPECT_NEAR(pooled[k], slow_read(laws_, weights_, (static_cast<double>(k) + 0.5) / 400), 1e-9);
}

TEST_F(PooledQuantiles, AndLevelsAreEachOthersInverse) {
  const std::vector<double> pooled = pooled_quantiles(laws_, weights_, 50);
  for (std::size_t k = 0; k < pooled.size(); ++k)
    EXPECT_NEAR(pooled_level(laws_, weights_, pooled[k]), (static_cast<double>(k) + 0.5) / 50, 1e-9);
  EXPECT_EQ(pooled_level(laws_, weights_, -100), 0);
  EXPECT_EQ(pooled_level(laws_, weights_, 100), 1);
}

TEST_F(PooledQuantiles, OfOneMemberAreItsOwn) {
  const std::vector<double> pooled =
      pooled_quantiles(laws_, std::vector<double>{0, 1, 0, 0}, kMemberQuantiles);
  for (std::size_t k = 0; k < pooled.size(); ++k) EXPECT_NEAR(pooled[k], laws_[1][k], 1e-12);
}

TEST(Levels, OfAnEqualSampleStandInTheMiddleOfEachValue) {
  EXPECT_EQ(read_levels({{3, 1}, {1, 1}, {2, 1}, {4, 1}}, 4), (std::vector<double>{1, 2, 3, 4}));
  EXPECT_EQ(read_levels({{7, 0.2}}, 3), (std::vector<double>{7, 7, 7}));
}

TEST(Memory, HalvesAWeightEveryHalfLife) {
  const std::vector<double> ages{0, 80, 160};
  const std::vector<double> weights = memory_weights(ages, 80);
  EXPECT_NEAR(weights[1], 0.5, 1e-14);
  EXPECT_NEAR(weights[2], 0.25, 1e-14);
  EXPECT_EQ(memory_weights(ages, 0), (std::vector<double>{1, 1, 1}));
}

const std::vector<std::size_t> kAlways{1, 1, 1};

TEST(RecentScoreWeights, AreEqualUntilABlockIsScored) {
  EXPECT_EQ(recent_score_weights({}, kAlways, 60, {}), (std::vector<double>{1.0 / 3, 1.0 / 3, 1.0 / 3}));
}

TEST(RecentScoreWeights, FollowTheFormulaDoneByHand) {
  const std::vector<BlockScore> blocks{{{10, 12, 11}, 20, 60}, {{8, 6, 7}, 20, 80}};
  // S = (.8 x block 1 + block 2) / (20 x 1.8): .444444, .433333, .438889; mean .438889
  const double s[] = {(8 + 8) / 36.0, (9.6 + 6) / 36.0, (8.8 + 7) / 36.0};
  const double mean = (s[0] + s[1] + s[2]) / 3;
  double raw[3], total = 0;
  for (int k = 0; k < 3; ++k) total += raw[k] = std::exp(-(s[k] - s[1]) / (0.03 * mean));
  const std::vector<double> weights = recent_score_weights(blocks, kAlways, 100, {});
  for (int k = 0; k < 3; ++k) EXPECT_NEAR(weights[k], raw[k] / total, 1e-12);
}

TEST(RecentScoreWeights, AMemberThreePercentWorseThanTheMeanHasAThirdOfTheBestsWeight) {
  const std::vector<BlockScore> blocks{{{100, 103}, 20, 60}};
  const std::vector<double> weights = recent_score_weights(blocks, std::vector<std::size_t>{1, 1}, 80, {});
  EXPECT_NEAR(weights[1] / weights[0], std::exp(-1 / 1.015), 1e-9);
}

TEST(RecentScoreWeights, GiveNoSayToAMemberWithTooFewPosts) {
  const std::vector<std::size_t> least{1, 5, 30};
  EXPECT_EQ(recent_score_weights({}, least, 4, {}), (std::vector<double>{1, 0, 0}));
  EXPECT_EQ(recent_score_weights({}, least, 29, {}), (std::vector<double>{0.5, 0.5, 0}));
  // A block forecast from too few posts for the third member does not count once the third has a say.
  const std::vector<BlockScore> blocks{{{20, 10, 0}, 20, 12}};
  EXPECT_EQ(recent_score_weights(blocks, least, 40, {}), (std::vector<double>{1.0 / 3, 1.0 / 3, 1.0 / 3}));
}

TEST(RecentScoreWeights, AreEqualWhereEveryMemberIsAlwaysRight) {
  const std::vector<BlockScore> blocks{{{0, 0, 0}, 20, 60}};
  EXPECT_NEAR(recent_score_weights(blocks, kAlways, 80, {})[2], 1.0 / 3, 1e-15);
}

}  // namespace
}  // namespace gs
