// An adverse event lived beside the plan: paired, taken back, told with its error and its assumptions.
#include "scenarios/decide/risk/stress.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/relations/plans.h"

namespace gs {
namespace {

using namespace relations;

const json& row_of(const json& rows, const std::string& kpi) {
  for (const json& row : rows)
    if (row["kpi"] == kpi) return row;
  throw std::runtime_error("no row of " + kpi);
}

TEST(Stress, TellsWhatTalkDoesAndWhatAnEarlyAnswerSavesAndLeavesThePlanAsItWas) {
  RunOptions options;
  options.replicates = 40, options.seed = 3;
  Forecast forecast = forecast_of(plan(), 40);
  const json stress = stress_of(forecast, options, 30);
  EXPECT_EQ(stress["account"], "page");
  EXPECT_EQ(stress["at"], "2026-12-10T12:00");  // noon of the fourth of seven days
  EXPECT_EQ(stress["worlds"], 30);
  ASSERT_EQ(stress["variants"].size(), 3U);
  EXPECT_TRUE(stress["variants"][0]["answered_after_hours"].is_null());
  double before = 1e9;
  for (const json& variant : stress["variants"]) {  // never, after 6 h, after 1 h
    EXPECT_LE(variant["met"]["mean"], before);
    before = variant["met"]["mean"];
    EXPECT_GE(row_of(variant["changes"], "negative_comments")["mean"], 0);
    EXPECT_TRUE(row_of(variant["changes"], "reach")["standard_error"].is_number());
  }
  EXPECT_LE(stress["early_answer"][0]["mean"], 0);
  EXPECT_EQ(stress["early_answer"].size(), stress["variants"][0]["changes"].size() + 1);
  for (const json& row : stress["assumed"]) EXPECT_FALSE(row["source"].get<std::string>().empty());
  EXPECT_GE(stress["assumed"].size(), 7U);
  const Forecast again = forecast_of(plan(), 40);
  const auto worlds = simulate_worlds(forecast.plan, 8, options.watch);
  for (std::size_t r = 0; r < worlds.size(); ++r)
    EXPECT_EQ(counts_of(worlds[r].total), counts_of(again.worlds[r].total));
}

TEST(Stress, KnowsNoSalesWhereNothingIsSold) {
  RunOptions options;
  options.replicates = 4, options.seed = 3;
  Forecast forecast = forecast_of(organic(), 4);
  for (const json& row : stress_of(forecast, options, 4)["variants"][0]["changes"])
    EXPECT_NE(row["kpi"], "sales");
}

}  // namespace
}  // namespace gs
