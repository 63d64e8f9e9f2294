// Rows of tables: quantiles, targets, undefined draws, paired differences.
#include "scenarios/table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/draw.h"
#include "core/error.h"

namespace gs {
namespace {

using Draws = std::vector<std::optional<double>>;
constexpr const char* kQuantiles[] = {"p025", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p975"};

Draws luck(std::uint32_t seed, std::size_t n, double undefined_share = 0) {
  Draws draws;
  for (std::uint32_t i = 0; i < n; ++i) {
    const World world{seed, i};
    const bool missing = uniform(world, {1, 0, Purpose::synthetic}) < undefined_share;
    const double value = std::floor(100 + 20 * normal(world, {2, 0, Purpose::synthetic}));
    draws.push_back(missing ? std::nullopt : std::optional(value));
  }
  return draws;
}

const Kpi& reach() { return *find_kpi("reach"); }
const Kpi& er() { return *find_kpi("er_reach"); }

TEST(KpiRow, SummarisesDrawsByHand) {
  const nlohmann::json row = kpi_row(reach(), Draws{1, 2, 3, 4, 5});
  EXPECT_EQ(row["kpi"], "reach");
  EXPECT_EQ(row["unit"], "people");
  EXPECT_EQ(row["formula"], reach().formula);
  EXPECT_DOUBLE_EQ(row["mean"], 3);
  EXPECT_DOUBLE_EQ(row["sd"], std::sqrt(2.5));
  EXPECT_DOUBLE_EQ(row["p50"], 3);
  EXPECT_DOUBLE_EQ(row["p25"], 2);
  EXPECT_DOUBLE_EQ(row["p975"], 4.9);
  EXPECT_EQ(row["defined_share"], 1.0);
  EXPECT_FALSE(row.contains("undefined_because"));
  EXPECT_FALSE(row.contains("target"));
}

TEST(KpiRow, IsNullWithAReasonWhenUndefinedEverywhere) {
  const nlohmann::json row = kpi_row(er(), Draws{std::nullopt, std::nullopt});
  EXPECT_TRUE(row["mean"].is_null());
  EXPECT_TRUE(row["sd"].is_null());
  for (const char* key : kQuantiles) EXPECT_TRUE(row[key].is_null()) << key;
  EXPECT_EQ(row["defined_share"], 0.0);
  EXPECT_EQ(row["undefined_because"], "nobody was reached");
}

TEST(KpiRow, CountsOnlyDefinedDrawsAndSaysTheirShare) {
  const nlohmann::json row = kpi_row(er(), Draws{0.2, std::nullopt, 0.4, std::nullopt});
  EXPECT_DOUBLE_EQ(row["mean"], 0.3);
  EXPECT_EQ(row["defined_share"], 0.5);
  EXPECT_EQ(row["undefined_because"], "nobody was reached");
}

TEST(KpiRow, WithoutDrawsSaysSo) {
  EXPECT_EQ(kpi_row(reach(), {})["undefined_because"], "there are no draws");
}

TEST(KpiRow, AnUndefinedWorldMeetsNoTarget) {
  const Draws draws{0.1, 0.2, std::nullopt, 0.3};
  const nlohmann::json least = kpi_row(er(), draws, Target{.at_least = 0.2, .at_most = {}});
  EXPECT_EQ(least["p_target"], 0.5);
  EXPECT_EQ(least["target"], (nlohmann::json{{"at_least", 0.2}}));
  EXPECT_EQ(kpi_row(er(), draws, Target{.at_least = {}, .at_most = 0.3})["p_target"], 0.75);
  EXPECT_EQ(kpi_row(er(), draws, Target{.at_least = 0.15, .at_most = 0.25})["p_target"], 0.25);
}

TEST(KpiRow, SaysHowWellFewWorldsKnowTheirChance) {
  const Target any{.at_least = 0.0, .at_most = {}};
  const nlohmann::json five = kpi_row(reach(), Draws{1, 2, 3, 4, 5}, any);
  EXPECT_EQ(five["p_target"], 1.0);
  EXPECT_NEAR(five["p_target_standard_error"], std::sqrt(5.5 * 0.5 / 36 / 7), 1e-12);
  const nlohmann::json many = kpi_row(reach(), luck(1, 400), Target{.at_least = 100.0, .at_most = {}});
  const double p = many["p_target"];
  EXPECT_NEAR(many["p_target_standard_error"], std::sqrt(p * (1 - p) / 400), 1e-3);
  EXPECT_TRUE(kpi_row(reach(), {}, any)["p_target_standard_error"].is_null());
  const nlohmann::json difference = difference_row(reach(), Draws{1, 2, 3}, Draws{2, 3, 4});
  EXPECT_EQ(difference["p_better"], 1.0);
  EXPECT_NEAR(difference["p_better_standard_error"], std::sqrt(3.5 * 0.5 / 16 / 5), 1e-12);
}

TEST(KpiRow, QuantilesAreOrderedAndInsideTheDraws) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Draws draws = luck(seed, 1 + seed % 60, 0.2);
    const nlohmann::json row = kpi_row(er(), draws);
    if (row["mean"].is_null()) continue;
    double low = 1e300, high = -1e300, before = -1e300;
    for (const auto& draw : draws) {
      if (draw) low = std::min(low, *draw), high = std::max(high, *draw);
    }
    for (const char* key : kQuantiles) {
      const double value = row[key];
      EXPECT_GE(value, before) << key;
      EXPECT_TRUE(value >= low && value <= high) << key;
      before = value;
    }
  }
}

TEST(DifferenceRow, OfAPlanAgainstItselfIsExactlyZero) {
  const Draws draws = luck(3, 500, 0.1);
  const nlohmann::json row = difference_row(er(), draws, draws);
  for (const char* key : {"mean", "sd", "standard_error"}) EXPECT_EQ(row[key], 0.0) << key;
  for (const char* key : kQuantiles) EXPECT_EQ(row[key], 0.0) << key;
  EXPECT_EQ(row["p_better"], 0.5);
  EXPECT_GT(row["standard_error_if_independent"], 0.0);
}

TEST(DifferenceRow, NegatesWhenPlansAreSwapped) {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const Draws a = luck(seed, 101, 0.1), b = luck(seed + 1000, 101, 0.1);
    const nlohmann::json there = difference_row(er(), a, b), back = difference_row(er(), b, a);
    EXPECT_EQ(there["mean"].get<double>(), -back["mean"].get<double>());
    EXPECT_EQ(there["standard_error"], back["standard_error"]);
    for (std::size_t i = 0; i < 9; ++i)
      EXPECT_NEAR(there[kQuantiles[i]].get<double>(), -back[kQuantiles[8 - i]].get<double>(), 1e-9);
    EXPECT_NEAR(there["p_better"].get<double>() + back["p_better"].get<double>(), 1.0, 1e-12);
  }
}

TEST(DifferenceRow, CountsTiesHalfAndFollowsTheDirection) {
  const Draws base{10, 10, 10, 10}, variant{12, 10, 9, 15};
  EXPECT_EQ(difference_row(reach(), base, variant)["p_better"], 0.625);
  Kpi cost = reach();
  cost.direction = Direction::less_is_better;
  EXPECT_EQ(difference_row(cost, base, variant)["p_better"], 0.375);
  cost.direction = Direction::neither;
  EXPECT_TRUE(difference_row(cost, base, variant)["p_better"].is_null());
}

TEST(DifferenceRow, UsesOnlyWorldsInWhichBothAreDefined) {
  const nlohmann::json row = difference_row(er(), Draws{1, std::nullopt, 3, 4}, Draws{2, 9, std::nullopt, 7});
  EXPECT_EQ(row["mean"], 2.0);
  EXPECT_EQ(row["defined_share"], 0.5);
  EXPECT_EQ(row["standard_error"], 1.0);
  EXPECT_EQ(row["undefined_because"], "nobody was reached");
}

TEST(DifferenceRow, SharedWorldsGiveASmallerErrorThanIndependentOnes) {
  Draws base = luck(5, 400), variant = base;
  for (std::size_t i = 0; i < variant.size(); ++i) *variant[i] += static_cast<double>(i % 3);
  const nlohmann::json row = difference_row(reach(), base, variant);
  EXPECT_LT(row["standard_error"].get<double>() * 10, row["standard_error_if_independent"].get<double>());
  EXPECT_NEAR(row["mean"].get<double>(), 1.0, 0.01);
}

TEST(DifferenceRow, RefusesPlansFromDifferentNumbersOfWorlds) {
  EXPECT_THROW(difference_row(reach(), Draws{1}, Draws{1, 2}), Error);
}

}  // namespace
}  // namespace gs
