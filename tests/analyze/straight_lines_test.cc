// Regression coefficients against what a straight line, a fit by hand and an even function must give.
#include "scenarios/batch/analyze/straight_lines.h"

#include <gtest/gtest.h>

#include "core/summary.h"
#include "tests/analyze/models.h"

namespace gs::analyze {
namespace {

PointSample sampled(const BatchTable& table) { return sample_of(table, worth_of_points(table, 0).y); }

double sd_of(std::span<const double> values) {
  return std::sqrt(variance_of({values.begin(), values.end()}));
}

TEST(StraightLines, OfALinearModelAreItsSlopesInStandardDeviations) {
  BatchTable table = scattered(200, 3, 1);
  const std::vector<double> slopes{3, -2, 0.5};
  fill(table, linear(slopes));
  const PointSample sample = sampled(table);
  const StraightLines found = straight_lines(sample, {.resamples = 50});
  for (std::size_t f = 0; f < 3; ++f)
    EXPECT_NEAR(
        found.coefficient[f]->value, slopes[f] * sd_of(sample.value.column(f)) / sd_of(sample.y), 1e-6);
  EXPECT_NEAR(*found.explained, 1, 1e-6);
}

TEST(StraightLines, OfIndependentFactorsAreRootsOfTheirFirstIndices) {
  BatchTable table = scattered(4096, 3, 2);
  fill(table, [](std::span<const double> u) { return 2 * u[0] + u[1] + 3 * (u[2] - 0.5) * (u[2] - 0.5); });
  const StraightLines found = straight_lines(sampled(table), {.resamples = 100});
  const double all = 4.0 / 12 + 1.0 / 12 + 9.0 / 180;  // variance of (u - 1/2)^2 is 1/180
  const double truth[] = {std::sqrt(4.0 / 12 / all), std::sqrt(1.0 / 12 / all), 0};
  for (std::size_t f = 0; f < 3; ++f)
    EXPECT_NEAR(found.coefficient[f]->value, truth[f], 4.5 * found.coefficient[f]->standard_error);
  EXPECT_NEAR(*found.explained, 5.0 / 12 / all, 0.03);
}

TEST(StraightLines, DoNotSeeWhatRisesAndFalls) {
  BatchTable table = scattered(2000, 2, 3);
  fill(table, [](std::span<const double> u) { return std::abs(u[0] - 0.5); });
  EXPECT_NEAR(*straight_lines(sampled(table), {.resamples = 50}).explained, 0, 0.02);
}

TEST(StraightLines, TakeAFactorVariedInRatiosByItsLogarithm) {
  BatchTable table = scattered(100, 1, 4);
  table.factors[0].logarithmic = true;
  fill(table, linear({1}));
  for (std::size_t p = 0; p < 100; ++p) table.value(p, 0) = std::exp(5 * table.unit(p, 0));
  EXPECT_NEAR(straight_lines(sampled(table), {.resamples = 20}).coefficient[0]->value, 1, 1e-6);
}

TEST(StraightLines, LeaveOutListsWithoutOrderWhatNeverChangesAndTooFewPoints) {
  const BatchTable table = with_a_list_and_a_constant();
  const StraightLines found = straight_lines(sampled(table), {.resamples = 20});
  EXPECT_TRUE(found.coefficient[0].has_value());
  EXPECT_FALSE(found.coefficient[1].has_value());
  EXPECT_FALSE(found.coefficient[2].has_value());
  BatchTable few = scattered(4, 1, 3);
  fill(few, linear({1}));
  EXPECT_FALSE(straight_lines(sampled(few), {.resamples = 20}).explained.has_value());
}

}  // namespace
}  // namespace gs::analyze
