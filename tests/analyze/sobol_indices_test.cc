// Indices of a Saltelli design against closed forms, and what a wrong formula would have said.
#include "scenarios/batch/analyze/sobol_indices.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"
#include "scenarios/batch/analyze/sample.h"
#include "tests/analyze/models.h"

namespace gs::analyze {
namespace {

struct Case {
  Model model;
  Truth truth;
};

SobolIndices indices_of(const BatchTable& table, const std::vector<double>& y, const Resampling& how = {}) {
  return sobol_indices({y, table.base_points, table.factors.size(), table.base_points}, how);
}

SobolIndices estimated(const Case& one,
                       std::size_t base_points,
                       const Resampling& how,
                       std::uint32_t seed = 1) {
  BatchTable table = saltelli(base_points, one.truth.first.size(), seed);
  fill(table, one.model);
  return indices_of(table, worth_of_points(table, 0).y, how);
}

// Fixed seed, 4.5 standard errors; the standard errors are small enough to tell the formulas apart.
void expect_truth(const Case& one, double largest_error) {
  const SobolIndices found = estimated(one, 4096, {.resamples = 400, .seed = 3});
  std::size_t held = 0;
  for (std::size_t f = 0; f < one.truth.first.size(); ++f) {
    EXPECT_NEAR(found.first[f]->value, one.truth.first[f], 4.5 * found.first[f]->standard_error + 1e-12);
    EXPECT_NEAR(found.total[f]->value, one.truth.total[f], 4.5 * found.total[f]->standard_error + 1e-12);
    EXPECT_LT(found.first[f]->standard_error, largest_error);
    EXPECT_LT(found.total[f]->standard_error, largest_error);
    for (const auto& [estimate, truth] :
         {std::pair{*found.first[f], one.truth.first[f]}, std::pair{*found.total[f], one.truth.total[f]}})
      held += estimate.p025 - 1e-12 <= truth && truth <= estimate.p975 + 1e-12 ? 1U : 0U;
  }
  EXPECT_GE(held + 1, 2 * one.truth.first.size());  // of the 95 % intervals, all but one at most
}

TEST(SobolIndices, OfIshigamisFunctionHoldTheClosedForm) { expect_truth({ishigami, ishigami_truth()}, 0.03); }

TEST(SobolIndices, OfALinearModelHoldTheClosedForm) {
  const std::vector<double> slopes{4, 2, 1, 0.5};
  expect_truth({linear(slopes), linear_truth(slopes)}, 0.03);
}

TEST(SobolIndices, OfSobolsGFunctionHoldTheClosedForm) {
  const std::vector<double> a{0, 1, 4.5, 9, 99};
  expect_truth({g_function(a), g_truth(a)}, 0.03);
}

// The power of the three tests above: mistakes that are easily made move an index by more than its allowance.
TEST(SobolIndices, WouldNoticeASwappedBlockAndAMissingHalf) {
  const Truth truth = ishigami_truth();
  BatchTable table = saltelli(4096, 3, 1);
  fill(table, ishigami);
  const std::vector<double> y = worth_of_points(table, 0).y;
  const SobolIndices right = indices_of(table, y, {.resamples = 400, .seed = 3});
  std::vector<double> swapped = y;
  std::swap_ranges(swapped.begin(), swapped.begin() + 4096, swapped.begin() + 4096);
  const SobolIndices wrong = indices_of(table, swapped, {.resamples = 400, .seed = 3});
  EXPECT_GT(std::abs(wrong.total[0]->value - truth.total[0]), 4.5 * wrong.total[0]->standard_error);
  EXPECT_GT(std::abs(wrong.first[1]->value - truth.first[1]), 4.5 * wrong.first[1]->standard_error);
  for (std::size_t f = 0; f < 3; ++f)
    EXPECT_GT(std::abs(2 * right.total[f]->value - truth.total[f]), 4.5 * 2 * right.total[f]->standard_error);
}

TEST(SobolIndices, OfAModelThatAddsUpAreTheSameAloneAndInTotal) {
  const SobolIndices found =
      estimated({linear({3, 2, 1}), linear_truth({3, 2, 1})}, 2048, {.resamples = 200});
  double alone = 0;
  for (std::size_t f = 0; f < 3; ++f) {
    EXPECT_NEAR(found.first[f]->value,
                found.total[f]->value,
                4.5 * std::hypot(found.first[f]->standard_error, found.total[f]->standard_error));
    alone += found.first[f]->value;
  }
  EXPECT_NEAR(alone, 1, 0.1);
}

TEST(SobolIndices, DoNotDependOnUnitOrZeroOfTheResponse) {
  const Case plain{ishigami, ishigami_truth()};
  const Case scaled{[](std::span<const double> u) { return 1e6 - 250 * ishigami(u); }, ishigami_truth()};
  const SobolIndices one = estimated(plain, 256, {.resamples = 50}),
                     other = estimated(scaled, 256, {.resamples = 50});
  for (std::size_t f = 0; f < 3; ++f) {
    EXPECT_NEAR(one.first[f]->value, other.first[f]->value, 1e-9);
    EXPECT_NEAR(one.total[f]->p10, other.total[f]->p10, 1e-9);
  }
}

TEST(SobolIndices, OfAFactorThatDoesNothingAreZeroExactly) {
  const SobolIndices found = estimated({linear({1, 0}), linear_truth({1, 0})}, 128, {.resamples = 100});
  EXPECT_EQ(found.first[1]->value, 0);
  EXPECT_EQ(found.total[1]->p975, 0);
}

TEST(SobolIndices, OfAFactorThatDoesNothingHoldZeroUnderLuckOfEachPoint) {
  BatchTable table = saltelli(512, 2, 4);
  fill(table, 1, [](std::span<const double> u, std::size_t point, std::size_t) {
    return u[0] + 0.1 * normal({9, 0}, {point, 0, Purpose::synthetic});
  });
  const SobolIndices found = indices_of(table, worth_of_points(table, 0).y, {.resamples = 400});
  EXPECT_LE(found.first[1]->p025, 0);
  EXPECT_GE(found.first[1]->p975, 0);
  EXPECT_NEAR(found.total[1]->value, 0.01 / (1.0 / 12 + 0.01), 0.03);  // the share of luck, not of the factor
}

TEST(SobolIndices, HoldTheTruthAsOftenAsTheirIntervalsSay) {
  const Case one{ishigami, ishigami_truth()};
  double held = 0, all = 0;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    const SobolIndices found = estimated(one, 256, {.resamples = 200, .seed = seed}, 100 + seed);
    for (std::size_t f = 0; f < 3; ++f)
      for (const auto& [estimate, truth] :
           {std::pair{*found.first[f], one.truth.first[f]}, std::pair{*found.total[f], one.truth.total[f]}})
        held += estimate.p10 <= truth && truth <= estimate.p90 ? 1 : 0, all += 1;
  }
  RecordProperty("held", std::to_string(held / all));
  EXPECT_GT(held / all, 0.7);
  EXPECT_LT(held / all, 0.9);
}

TEST(SobolIndices, LeaveABasePointWithAHoleOutOfTheIndicesThatNeedIt) {
  BatchTable table = saltelli(64, 2, 1);
  fill(table, linear({2, 1}));
  std::vector<double> y = worth_of_points(table, 0).y;
  y[2 * 64 + 5] = std::nan("");  // A with column 1 of B, base point 5
  const SobolIndices one = indices_of(table, y, {.resamples = 50});
  EXPECT_EQ(one.base_points, (std::vector<std::size_t>{63, 64}));
  y[5] = std::nan("");
  EXPECT_EQ(indices_of(table, y, {.resamples = 50}).base_points, (std::vector<std::size_t>{63, 63}));
  // Slow twin: the same as the design without that base point.
  std::vector<double> without;
  for (std::size_t p = 0; p < y.size(); ++p)
    if (p % 64 != 5) without.push_back(y[p]);
  const std::vector<double> twin = sobol_estimates({without, 63, 2, 63}, std::vector<std::uint32_t>(63, 1));
  const std::vector<double> here = sobol_estimates({y, 64, 2, 64}, std::vector<std::uint32_t>(64, 1));
  for (std::size_t i = 0; i < 4; ++i) EXPECT_DOUBLE_EQ(here[i], twin[i]);
}

TEST(SobolIndices, AreNotToldWhereTheResponseNeverChanges) {
  const SobolIndices found =
      estimated({[](std::span<const double>) { return 3.0; }, {{0, 0}, {0, 0}}}, 32, {.resamples = 20});
  EXPECT_FALSE(found.first[0].has_value());
  EXPECT_FALSE(found.total[1].has_value());
}

TEST(SobolIndices, AreTheSameBitsOnOneThreadAndOnMany) {
  const Case one{ishigami, ishigami_truth()};
  const SobolIndices alone = estimated(one, 128, {.resamples = 100, .seed = 1, .threads = 1});
  const SobolIndices many = estimated(one, 128, {.resamples = 100, .seed = 1, .threads = 8});
  EXPECT_EQ(alone.totals.cells, many.totals.cells);
  EXPECT_EQ(alone.first[0]->p10, many.first[0]->p10);
}

TEST(SobolIndices, StopWhenAsked) {
  const volatile bool asked = true;
  const Case one{ishigami, ishigami_truth()};
  EXPECT_THROW(estimated(one, 128, {.resamples = 100, .seed = 1, .threads = 1, .stop = {&asked}}),
               Interrupted);
}

TEST(ShareFirst, IsWholeWhereOneIsAlwaysFirst) {
  NumberTable resamples(1000, 2);
  for (std::size_t r = 0; r < 1000; ++r) resamples(r, 1) = 1;
  EXPECT_EQ(share_first(resamples), (std::vector<double>{0, 1}));
}

TEST(PickedCounts, AddUpAndPickEveryPointAlike) {
  std::vector<double> mean(10);
  for (std::uint32_t resample = 0; resample < 2000; ++resample) {
    std::uint32_t sum = 0;
    const auto counts = picked_counts(10, resample, 1);
    for (std::size_t i = 0; i < 10; ++i) mean[i] += counts[i] / 2000.0, sum += counts[i];
    ASSERT_EQ(sum, 10U);
  }
  for (const double one : mean) EXPECT_NEAR(one, 1, 4.5 * std::sqrt(0.9 / 2000));
}

}  // namespace
}  // namespace gs::analyze
