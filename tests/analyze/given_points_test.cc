// What points of any design tell: first indices, effects, rank correlations, luck.
#include <gtest/gtest.h>

#include <algorithm>

#include "scenarios/batch/analyze/effects.h"
#include "scenarios/batch/analyze/first_order.h"
#include "scenarios/batch/analyze/luck.h"
#include "scenarios/batch/analyze/rank_correlation.h"
#include "tests/analyze/models.h"

namespace gs::analyze {
namespace {

PointSample sampled(const BatchTable& table) { return sample_of(table, worth_of_points(table, 0).y); }

TEST(FirstOrder, OfIshigamisFunctionHoldsTheClosedForm) {
  BatchTable table = scattered(4096, 3, 1);
  fill(table, ishigami);
  const FirstOrder found = first_order_of(sampled(table), {.resamples = 300, .seed = 2});
  const Truth truth = ishigami_truth();
  for (std::size_t f = 0; f < 3; ++f) {
    // What bends inside a tenth is lost: at most 0.4 % of an index.
    EXPECT_NEAR(
        found.first[f]->value, truth.first[f], 4.5 * found.first[f]->standard_error + 0.004 * truth.first[f]);
    EXPECT_LT(found.first[f]->standard_error, 0.02);
  }
}

TEST(FirstOrder, OfAStraightLineIsOne) {
  BatchTable table = scattered(64, 2, 1);
  fill(table, linear({3, 0}));
  EXPECT_NEAR(first_order_of(sampled(table), {.resamples = 50}).first[0]->value, 1, 1e-9);
}

// Plain R^2 would show 20 parameters / 200 points = 0.1 for each of them.
TEST(FirstOrder, OfAFactorThatDoesNothingIsZeroOnAverage) {
  double sum = 0;
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    BatchTable table = scattered(200, 3, seed);
    fill(table, linear({1, 1, 0}));
    sum += first_order_of(sampled(table), {.resamples = 2, .seed = 1}).first[2]->value / 50;
  }
  EXPECT_NEAR(sum, 0, 0.02);
}

// A Latin hypercube is more even than chance: a correction for other factors' moves would go below zero.
TEST(FirstOrder, OfAFactorThatDoesNothingIsZeroInAnEvenDesign) {
  double sum = 0;
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    BatchTable table = scattered(200, 3, seed);
    for (std::size_t f = 0; f < 3; ++f) {
      const auto column = table.unit.column(f);
      std::vector<double> sorted(column.begin(), column.end());
      std::sort(sorted.begin(), sorted.end());
      for (std::size_t p = 0; p < 200; ++p) {
        const auto rank = std::lower_bound(sorted.begin(), sorted.end(), table.unit(p, f)) - sorted.begin();
        table.unit(p, f) = (static_cast<double>(rank) + 0.5) / 200;
      }
    }
    fill(table, linear({3, 3, 0}));
    sum += first_order_of(sampled(table), {.resamples = 2, .seed = 1}).first[2]->value / 30;
  }
  EXPECT_NEAR(sum, 0, 0.002);
}

TEST(FirstOrder, HoldsTheTruthAboutAsOftenAsItsIntervalsSay) {
  const Truth truth = linear_truth({2, 1, 1});
  double held = 0;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    BatchTable table = scattered(256, 3, seed);
    fill(table, linear({2, 1, 1}));
    const FirstOrder found = first_order_of(sampled(table), {.resamples = 200, .seed = seed});
    for (std::size_t f = 0; f < 3; ++f)
      held += found.first[f]->p10 <= truth.first[f] && truth.first[f] <= found.first[f]->p90 ? 1 : 0;
  }
  RecordProperty("held", std::to_string(held / 300));
  EXPECT_GT(held / 300, 0.7);
  EXPECT_LT(held / 300, 0.9);
}

TEST(FirstOrder, OfAListIsTheShareBetweenItsLabels) {
  BatchTable table = scattered(300, 2, 7);
  table.factors[0].labels = {"photo", "video", "link"};
  for (std::size_t p = 0; p < 300; ++p) table.unit(p, 0) = static_cast<double>(p % 3) / 2;
  fill(table, 1, [](std::span<const double> u, std::size_t, std::size_t) {
    return (u[0] == 0.5 ? 2.0 : 0.0) + u[1];
  });
  for (std::size_t p = 0; p < 300; ++p) table.value(p, 0) = static_cast<double>(p % 3);
  const FirstOrder found = first_order_of(sampled(table), {.resamples = 100});
  const double between = 4.0 * 2 / 9, other = 1.0 / 12;
  EXPECT_NEAR(found.first[0]->value, between / (between + other), 0.02);
  const MainEffect effect = main_effect(sampled(table), 0);
  ASSERT_EQ(effect.at.size(), 3U);
  EXPECT_EQ(effect.at[1].label, "video");
  EXPECT_EQ(*effect.high, 1U);
  EXPECT_FALSE(effect.turns);  // labels have no order to turn in
}

// Ranks by counting, residuals of ranks by normal equations of two regressors and a mean.
std::vector<double> ranks_by_hand(std::span<const double> x) {
  std::vector<double> ranks;
  for (const double one : x) {
    double rank = 0.5;
    for (const double other : x) rank += other < one ? 1.0 : other == one ? 0.5 : 0.0;
    ranks.push_back(rank);
  }
  const double mean = static_cast<double>(x.size() + 1) / 2;
  for (double& rank : ranks) rank -= mean;
  return ranks;
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

std::vector<double> residuals(std::vector<double> y,
                              const std::vector<double>& a,
                              const std::vector<double>& b) {
  const double aa = dot(a, a), bb = dot(b, b), ab = dot(a, b), ya = dot(y, a), yb = dot(y, b);
  const double det = aa * bb - ab * ab, ca = (ya * bb - yb * ab) / det, cb = (yb * aa - ya * ab) / det;
  for (std::size_t i = 0; i < y.size(); ++i) y[i] -= ca * a[i] + cb * b[i];
  return y;
}

TEST(RankCorrelations, EqualTheRegressionOfRanksByHand) {
  BatchTable table = scattered(80, 3, 5);
  for (std::size_t p = 0; p < 80; p += 7) table.unit(p, 1) = 0.25;  // ties
  fill(table,
       [](std::span<const double> u) { return std::exp(3 * u[0]) - 2 * u[1] * u[1] + 0.3 * u[2] * u[0]; });
  const PointSample sample = sampled(table);
  const auto found = rank_correlations(sample, {.resamples = 50});
  const auto y = ranks_by_hand(sample.y);
  for (std::size_t f = 0; f < 3; ++f) {
    const auto a = ranks_by_hand(sample.unit.column((f + 1) % 3)),
               b = ranks_by_hand(sample.unit.column((f + 2) % 3));
    const auto own = residuals(ranks_by_hand(sample.unit.column(f)), a, b), rest = residuals(y, a, b);
    EXPECT_NEAR(found[f]->value, dot(own, rest) / std::sqrt(dot(own, own) * dot(rest, rest)), 1e-10);
  }
  EXPECT_GT(found[0]->p025, 0);
  EXPECT_LT(found[1]->p975, 0);
}

TEST(RankCorrelations, AreWholeWhereOneFactorFixesTheRanks) {
  BatchTable table = scattered(64, 2, 3);
  fill(table, [](std::span<const double> u) { return -std::exp(u[0]); });
  const auto found = rank_correlations(sampled(table), {.resamples = 20});
  ASSERT_TRUE(found[0] && found[1]);
  EXPECT_NEAR(found[0]->value, -1, 1e-6);
  EXPECT_NEAR(found[1]->value, 0, 1e-6);
}

TEST(RankCorrelations, SeeRanksOnly) {
  BatchTable plain = scattered(100, 2, 3), bent = scattered(100, 2, 3);
  fill(plain, linear({1, 0.5}));
  fill(bent, [](std::span<const double> u) { return std::exp(9 * (u[0] + 0.5 * u[1])); });
  const auto one = rank_correlations(sampled(plain), {.resamples = 10});
  const auto other = rank_correlations(sampled(bent), {.resamples = 10});
  EXPECT_DOUBLE_EQ(one[1]->value, other[1]->value);
}

TEST(RankCorrelations, LeaveOutListsWithoutOrderAndWhatNeverChanges) {
  const BatchTable table = with_a_list_and_a_constant();
  const auto found = rank_correlations(sampled(table), {.resamples = 20});
  EXPECT_FALSE(found[1].has_value());
  EXPECT_FALSE(found[2].has_value());
}

TEST(MainEffect, IsTheMeanOfEachTenthAndSaysWhereItTurns) {
  BatchTable table = scattered(2000, 2, 1);
  fill(table, [](std::span<const double> u) { return 10 * std::abs(u[0] - 0.5) + u[1]; });
  const MainEffect turning = main_effect(sampled(table), 0), steady = main_effect(sampled(table), 1);
  ASSERT_EQ(turning.at.size(), 10U);
  EXPECT_NEAR(turning.at[0].mean, 4.5 + 0.5, 4.5 * turning.at[0].standard_error);
  EXPECT_NEAR(turning.at[5].mean, 0.5 + 0.5, 4.5 * turning.at[5].standard_error);
  EXPECT_TRUE(turning.turns);
  EXPECT_FALSE(steady.turns);
}

TEST(Together, OfTwoFactorsIsTheMeanOfEachCell) {
  BatchTable table = scattered(4000, 3, 1);
  fill(table, [](std::span<const double> u) { return u[0] > 0.5 && u[1] > 0.5 ? 1.0 : 0.0; });
  const Together found = together(sampled(table), 0, 1);
  ASSERT_EQ(found.mean.rows, 10U);
  EXPECT_EQ(found.mean(9, 9), 1);
  EXPECT_EQ(found.mean(9, 0), 0);
}

double luck(std::uint32_t kind, std::size_t a, std::size_t b) {
  return normal({77, kind}, {a, static_cast<std::uint32_t>(b), Purpose::synthetic});
}

TEST(LuckShares, TellPointWorldAndBothApartInPairedWorlds) {
  BatchTable table = scattered(300, 1, 1);
  fill(table, 100, [](std::span<const double>, std::size_t point, std::size_t world) {
    return 2 * luck(1, point, 0) + 3 * luck(2, world, 0) + luck(3, point, world);
  });
  const auto found = luck_shares(table, 0);
  EXPECT_NEAR(found->point, 4.0 / 14, 0.06);
  EXPECT_NEAR(found->world, 9.0 / 14, 0.09);
  EXPECT_NEAR(found->rest, 1.0 / 14, 0.02);
  EXPECT_NEAR(found->of_mean, 0.01 / 4.01, 0.001);
}

TEST(LuckShares, TakeNoneOfWhatAWorldMultipliesForLuckOfAPoint) {
  BatchTable table = scattered(200, 1, 1);
  fill(table, 8, [](std::span<const double> unit, std::size_t point, std::size_t world) {
    return (1 + unit[0]) * (3 + luck(2, world, 0)) + 0.1 * luck(3, point, world);
  });
  const auto found = luck_shares(table, 0);
  EXPECT_GT(found->rest, 0.02) << "of one world's variance it is neither the point's nor the world's alone";
  const double noise = 0.01 / 8, points = 9.0 / 12;  // the mean world of eight multiplies by three, about
  EXPECT_NEAR(found->of_mean, noise / points, 0.5 * noise / points);
}

TEST(LuckShares, CallAllLuckThePointsWhereWorldsAreIndependent) {
  BatchTable table = scattered(400, 1, 1);
  table.paired = false;
  fill(table, 20, [](std::span<const double>, std::size_t point, std::size_t world) {
    return 2 * luck(1, point, 0) + luck(3, point, world);
  });
  const auto found = luck_shares(table, 0);
  EXPECT_EQ(found->world, 0);
  EXPECT_NEAR(found->point, 0.8, 0.05);
  EXPECT_NEAR(found->of_mean, 0.05 / 4.05, 0.003);
}

TEST(WorthOfPoints, IsTheMeanOrTheQuantileOfWhatIsDefined) {
  BatchTable table = scattered(3, 1, 1);
  fill(table, 4, [](std::span<const double>, std::size_t point, std::size_t world) {
    return point == 1 || world == 3 ? std::nan("") : static_cast<double>(10 * point + world);
  });
  table.rows.resize(8);  // the third point has not run
  table.y = NumberTable(8, 1);
  for (std::size_t r = 0; r < 8; ++r) table.y(r, 0) = r < 3 ? static_cast<double>(r * r) : std::nan("");
  const ResponseWorth mean = worth_of_points(table, 0);
  EXPECT_DOUBLE_EQ(mean.y[0], 5.0 / 3);
  EXPECT_TRUE(std::isnan(mean.y[1]) && std::isnan(mean.y[2]));
  EXPECT_DOUBLE_EQ(mean.undefined_share, 5.0 / 8);
  table.responses[0].level = 0.5;
  EXPECT_DOUBLE_EQ(worth_of_points(table, 0).y[0], 1);
}

}  // namespace
}  // namespace gs::analyze
