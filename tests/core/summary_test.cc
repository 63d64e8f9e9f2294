// Scores against their definitions: O(S^2) twins and closed forms.
#include "core/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/draw.h"
#include "core/real.h"

namespace gs {
namespace {

std::vector<double> made_up_draws(std::size_t size, std::uint32_t run) {
  std::vector<double> draws;
  for (std::uint64_t i = 0; i < size; ++i) draws.push_back(normal({3, run}, {i, 0, Purpose::synthetic}));
  return draws;
}

std::vector<double> sorted_copy(std::vector<double> draws) {
  std::sort(draws.begin(), draws.end());
  return draws;
}

// mean|x - y| - mean|x - x'| / 2, pair by pair
double naive_crps(const std::vector<double>& draws, double outcome) {
  const auto size = static_cast<double>(draws.size());
  double near = 0, spread = 0;
  for (const double x : draws) {
    near += std::fabs(x - outcome);
    for (const double other : draws) spread += std::fabs(x - other);
  }
  return near / size - spread / (2 * size * size);
}

TEST(Crps, AgreesWithAllPairs) {
  for (std::uint32_t run = 0; run < 20; ++run) {
    const auto draws = made_up_draws(1 + run * 7, run);
    for (const double outcome : {-3.0, 0.0, 0.4, 5.0})
      EXPECT_NEAR(crps_sorted(sorted_copy(draws), outcome), naive_crps(draws, outcome), 1e-13);
  }
}

TEST(Crps, OfACertainForecastIsTheAbsoluteError) {
  EXPECT_DOUBLE_EQ(crps_sorted(std::vector<double>{4, 4, 4}, 7), 3);
  EXPECT_DOUBLE_EQ(crps_sorted(std::vector<double>{4}, 4), 0);
}

TEST(Crps, OfTwoPointsHasItsClosedForm) {
  // Half at 0, half at 1, outcome y in [0,1]: 1/2 - 1/4. Outcome beyond: its distance from the middle - 1/4.
  const std::vector<double> coin{0, 1};
  EXPECT_DOUBLE_EQ(crps_sorted(coin, 0), 0.25);
  EXPECT_DOUBLE_EQ(crps_sorted(coin, 0.7), 0.25);
  EXPECT_DOUBLE_EQ(crps_sorted(coin, 3), 2.25);
}

TEST(Crps, OfManyNormalDrawsIsTheNormalOne) {
  // Evenly spaced quantiles stand in for draws. Gneiting & Raftery: z (2 Phi(z) - 1) + 2 phi(z) - 1 /
  // sqrt(pi).
  std::vector<double> draws;
  for (int i = 0; i < 20'000; ++i) draws.push_back(normal_quantile((i + 0.5) / 20'000));
  for (const double z : {-2.0, 0.0, 0.5, 3.0}) {
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * M_PI);
    const double closed = z * (2 * normal_cdf(z) - 1) + 2 * density - 1 / std::sqrt(M_PI);
    EXPECT_NEAR(crps_sorted(draws, z), closed, 1e-4) << z;
  }
}

TEST(LogCrps, IsTheCrpsOfLogOnePlusCounts) {
  const std::vector<double> draws{120, 0, 35, 7};
  std::vector<double> logs;
  for (const double x : draws) logs.push_back(std::log1p(x));
  EXPECT_NEAR(log_crps(draws, 20), naive_crps(logs, std::log1p(20.0)), 1e-14);
  EXPECT_EQ(log_crps(std::vector<double>{0, 0}, 0), 0.0);
}

TEST(QuantileSorted, InterpolatesBetweenOrderStatistics) {
  const std::vector<double> four{1, 2, 4, 8};
  EXPECT_EQ(quantile_sorted(four, 0), 1);
  EXPECT_EQ(quantile_sorted(four, 1), 8);
  EXPECT_DOUBLE_EQ(quantile_sorted(four, 0.5), 3);
  EXPECT_DOUBLE_EQ(quantile_sorted(four, 0.9), 4 + 0.7 * 4);  // position 2.7
  EXPECT_EQ(quantile_sorted(std::vector<double>{5}, 0.3), 5);
  // Levels that meet an order statistic give it exactly, and larger levels never give less.
  double last = 0;
  for (int i = 0; i <= 1000; ++i) {
    const double q = quantile_sorted(four, i / 1000.0);
    EXPECT_GE(q, last);
    last = q;
  }
}

TEST(QuantileSorted, LetsNoInfinityInWhereItIsNotAskedFor) {
  const std::vector<double> draws{1, 2, INFINITY};
  EXPECT_EQ(quantile_sorted(draws, 0.5), 2);  // not 2 + 0 * infinity
}

TEST(Summary, HasMeanSpreadAndNineQuantiles) {
  std::vector<double> hundred_and_one;
  for (int i = 100; i >= 0; --i) hundred_and_one.push_back(i);
  const Summary summary = summarise(hundred_and_one);
  EXPECT_DOUBLE_EQ(summary.mean, 50);
  EXPECT_DOUBLE_EQ(summary.sd, std::sqrt(101.0 * 102 / 12));
  for (std::size_t i = 0; i < 9; ++i) EXPECT_DOUBLE_EQ(summary.quantiles[i], 100 * kReportedLevels[i]);
  EXPECT_EQ(summarise(std::vector<double>{3}).sd, 0);
}

TEST(Variance, DividesByOneLessThanTheNumber) {
  EXPECT_DOUBLE_EQ(variance_of(std::vector<double>{1, 3}), 2);
  EXPECT_DOUBLE_EQ(variance_of(std::vector<double>{1e9 + 1, 1e9 + 3}), 2);  // no cancellation
  EXPECT_EQ(variance_of(std::vector<double>{7}), 0);
}

// Bracher et al. (2021): sum over the median and the three intervals, each weighted by alpha / 2.
double naive_wis(const std::array<double, 9>& q, double y) {
  const auto interval_score = [y](double low, double high, double alpha) {
    return (high - low) + 2 / alpha * std::max(0.0, low - y) + 2 / alpha * std::max(0.0, y - high);
  };
  const double sum = 0.5 * std::fabs(y - q[4]) + 0.25 * interval_score(q[3], q[5], 0.5) +
                     0.1 * interval_score(q[2], q[6], 0.2) + 0.025 * interval_score(q[0], q[8], 0.05);
  return sum / 3.5;
}

TEST(WeightedIntervalScore, AgreesWithItsDefinition) {
  const std::array<double, 9> q{1, 2, 3, 5, 8, 13, 21, 34, 55};
  for (const double y : {-10.0, 1.0, 4.0, 8.0, 20.0, 100.0})
    EXPECT_NEAR(weighted_interval_score(q, y), naive_wis(q, y), 1e-13);
}

TEST(WeightedIntervalScore, OfACertainForecastIsTheAbsoluteError) {
  std::array<double, 9> q;
  q.fill(10);
  EXPECT_DOUBLE_EQ(weighted_interval_score(q, 17), 7);
}

TEST(RandomisedPit, LiesBetweenTheSharesBelowAndUpToTheOutcome) {
  const std::vector<double> draws{0, 1, 1, 2, 5};
  EXPECT_DOUBLE_EQ(randomised_pit(draws, 1, 0.0), 0.2);
  EXPECT_DOUBLE_EQ(randomised_pit(draws, 1, 1.0), 0.6);
  EXPECT_DOUBLE_EQ(randomised_pit(draws, 1, 0.5), 0.4);
  EXPECT_DOUBLE_EQ(randomised_pit(draws, 3, 0.7), 0.8);  // nobody drew 3
  EXPECT_DOUBLE_EQ(randomised_pit(draws, 9, 0.7), 1.0);
}

// Outcomes drawn from the forecast itself: the mean PIT is 1/2, its variance 1/12, whatever the law.
// 4000 outcomes: sd of the mean 0.0046; an off-by-one in the counts would move it by 0.1.
TEST(RandomisedPit, IsUniformWhenTheForecastIsTrue) {
  const std::vector<double> fair_die{1, 2, 3, 4, 5, 6};
  std::vector<double> pits;
  for (std::uint32_t i = 0; i < 4000; ++i) {
    const double thrown = std::floor(1 + 6 * uniform({1, i}, {1, 0, Purpose::synthetic}));
    pits.push_back(randomised_pit(fair_die, thrown, uniform({1, i}, {2, 0, Purpose::pit})));
  }
  EXPECT_NEAR(mean_of(pits), 0.5, 4.5 / std::sqrt(12.0 * 4000));
  EXPECT_NEAR(variance_of(pits), 1.0 / 12, 4.5 / std::sqrt(180.0 * 4000));
}

}  // namespace
}  // namespace gs
