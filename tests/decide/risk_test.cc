// The worst tenth with its error, worlds until they tell enough, and how far defaults move the answer.
#include "scenarios/decide/risk/risk.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/draw.h"
#include "scenarios/decide/risk/sensitivity.h"
#include "tests/relations/plans.h"

namespace gs {
namespace {

using namespace relations;

std::vector<std::optional<double>> normals(std::uint32_t seed, std::size_t n) {
  std::vector<std::optional<double>> draws;
  for (std::uint32_t i = 0; i < n; ++i)
    draws.emplace_back(100 + 10 * normal({seed, i}, {.subject = 1, .content = 0, .why = Purpose::synthetic}));
  return draws;
}

TEST(WorstTenth, OfANormalLawIsItsTenthAndTheMeanBeyondIt) {
  const auto worst = worst_tenth(*find_kpi("reach"), normals(1, 40'000));
  ASSERT_TRUE(worst);
  EXPECT_NEAR(worst->bound, 100 - 10 * 1.28155, 4 * worst->bound_error);
  EXPECT_NEAR(worst->mean, 100 - 10 * 1.75498, 4 * worst->mean_error);
}

TEST(WorstTenth, ErrorsAreThoseOfRepeatedRuns) {
  double bound = 0, bound2 = 0, error = 0, mean = 0, mean2 = 0, mean_error = 0;
  constexpr int kRuns = 300;
  for (std::uint32_t run = 1; run <= kRuns; ++run) {
    const auto worst = worst_tenth(*find_kpi("reach"), normals(run, 400));
    bound += worst->bound / kRuns, bound2 += worst->bound * worst->bound / kRuns;
    mean += worst->mean / kRuns, mean2 += worst->mean * worst->mean / kRuns;
    error += worst->bound_error / kRuns, mean_error += worst->mean_error / kRuns;
  }
  EXPECT_NEAR(error, std::sqrt(bound2 - bound * bound), .2 * error);
  EXPECT_NEAR(mean_error, std::sqrt(mean2 - mean * mean), .2 * mean_error);
}

TEST(WorstTenth, OfACostIsTheDearestTenth) {
  const auto worst = worst_tenth(*find_kpi("cpm"), normals(1, 4000));
  EXPECT_GT(worst->bound, 110);
  EXPECT_GT(worst->mean, worst->bound);
}

TEST(WorstTenth, OfFewWorldsOrUndefinedOnesIsNotTold) {
  EXPECT_FALSE(worst_tenth(*find_kpi("reach"), normals(1, 19)));
  auto draws = normals(1, 100);
  draws[3] = std::nullopt;
  EXPECT_FALSE(worst_tenth(*find_kpi("reach"), draws));
  EXPECT_FALSE(worst_tenth(*find_kpi("frequency"), normals(1, 100)));
}

json with_target() {
  json document = plan();
  document["targets"] = {{"reach", {{"at_least", 700}}}};
  return document;
}

TEST(Precision, LivesWorldsUntilTheErrorIsSmallEnoughAndTheyAreTheWorldsOfALongerRun) {
  RunOptions options;
  options.replicates = 20, options.seed = 3;
  Forecast forecast = forecast_of(with_target(), 20);
  make_precise(forecast, options, 0.03, 160);
  EXPECT_GT(forecast.worlds.size(), 20U);
  EXPECT_TRUE(imprecision(forecast) <= 0.03 || forecast.worlds.size() == 160);
  expect_same_worlds(forecast, forecast_of(with_target(), forecast.worlds.size()));
}

TEST(Precision, StopsAtOnceWhereItIsThereAndAtTheMost) {
  RunOptions options;
  options.replicates = 20, options.seed = 3;
  Forecast forecast = forecast_of(with_target(), 20);
  make_precise(forecast, options, 0.9, 400);
  EXPECT_EQ(forecast.worlds.size(), 20U);
  make_precise(forecast, options, 1e-6, 30);
  EXPECT_EQ(forecast.worlds.size(), 30U);
}

TEST(Sensitivity, TurnsADefaultAndLeavesThePlanAsItWas) {
  RunOptions options;
  options.replicates = 8, options.seed = 3;
  Forecast forecast = forecast_of(plan(), 8);
  const json rows = assumed_with_effects(forecast, options, 8);
  std::size_t turned = 0;
  for (const json& row : rows) {
    if (!row.contains("effect")) continue;
    ++turned;
    EXPECT_LT(row["range"]["low"], row["range"]["high"]);
    const json& reach = row["effect"][0];
    EXPECT_EQ(reach["kpi"], "reach");
    EXPECT_TRUE(row["key"] != "visibility" || reach["change"] > 0);
  }
  EXPECT_GT(turned, 10U);
  RunOptions again = options;
  const auto worlds = simulate_worlds(forecast.plan, 8, again.watch);
  for (std::size_t r = 0; r < 8; ++r)
    EXPECT_EQ(counts_of(worlds[r].total), counts_of(forecast.worlds[r].total));
}

}  // namespace
}  // namespace gs
