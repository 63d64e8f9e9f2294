// What is the page's own and what is a default, on plans made by hand.
#include "scenarios/basis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace gs {
namespace {

// A calibrated plan of one post whose pool knows all counts but `without`.
Plan plan_without(std::initializer_list<Metric> without) {
  Plan plan;
  PreparedPage& page = plan.pages.emplace_back();
  page.calibrated = true;
  page.posts = {0};
  page.pool.emplace();
  page.pool->posts.resize(1);
  for (std::size_t m = 0; m < kPoolMetrics; ++m)
    if (std::find(without.begin(), without.end(), kScored[m]) == without.end())
      page.pool->posts[0][m] = PooledMargin{{1.0, 2.0}};
  return plan;
}

nlohmann::json row_of(const Plan& plan, const std::string& kpi) {
  nlohmann::json row = nlohmann::json::object();
  put_basis(row, *find_kpi(kpi), basis_of(plan));
  return row;
}

TEST(Basis, IsFittedWhereHistoryHasEveryCountOfTheKpi) {
  for (const Kpi& kpi : kpis()) {
    const nlohmann::json row = row_of(plan_without({}), std::string(kpi.name));
    // A plan's own number of posts is no estimate; nothing of an ad is fitted, and `assumed` says so.
    if (kpi.from_defaults) {
      EXPECT_EQ(row["basis"], "assumption") << kpi.name;
      continue;
    }
    EXPECT_EQ(row, kpi.rests_on.none() ? nlohmann::json::object() : nlohmann::json({{"basis", "fitted"}}))
        << kpi.name;
  }
}

TEST(Basis, IsAnAssumptionWhereHistoryHasNoSuchCount) {
  const Plan plan = plan_without({Metric::engaged_users});
  EXPECT_EQ(row_of(plan, "engaged_users"),
            nlohmann::json({{"basis", "assumption"}, {"basis_because", "not in your history"}}));
  EXPECT_EQ(row_of(plan, "engagements")["basis"], "fitted");
}

TEST(Basis, NamesTheCountsThatARatioOrASumLacks) {
  const Plan plan = plan_without({Metric::shares, Metric::comments});
  EXPECT_EQ(row_of(plan, "engagements")["basis_because"], "shares, comments not in your history");
  EXPECT_EQ(row_of(plan, "shares")["basis_because"], "not in your history");
  EXPECT_EQ(row_of(plan, "love_rate")["basis"], "fitted");
  EXPECT_EQ(row_of(plan_without({Metric::clickers}), "ctr")["basis_because"], "clicks not in your history");
}

TEST(Basis, TrustsAStoredFitWhoseHistoryIsGone) {
  Plan plan = plan_without({Metric::likes});
  plan.pages[0].pool.reset();
  ParameterReport report;
  report.key = "rate.like";
  report.told = true;
  plan.pages[0].calibration.report = {report};
  EXPECT_EQ(row_of(plan, "likes")["basis"], "fitted");
  EXPECT_EQ(row_of(plan, "comments")["basis"], "assumption");
}

TEST(Basis, IsAnAssumptionThroughoutWithoutACalibrationAndTheHeadSaysWhy) {
  Plan plan = plan_without({});
  plan.pages[0].calibrated = false;
  EXPECT_EQ(row_of(plan, "likes"), nlohmann::json({{"basis", "assumption"}}));
}

TEST(Basis, OfSourcesIsFittedOnlyWithReachSplitByFollowers) {
  Plan plan = plan_without({});
  nlohmann::json row;
  put_source_basis(row, basis_of(plan));
  EXPECT_EQ(row["basis"], "assumption");
  EXPECT_EQ(row["basis_because"], "reach by followers and others not in your history");
  plan.pages[0].calibration.follower_split = true;
  put_source_basis(row = nullptr, basis_of(plan));
  EXPECT_EQ(row, nlohmann::json({{"basis", "fitted"}}));
}

}  // namespace
}  // namespace gs
