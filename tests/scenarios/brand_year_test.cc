// The whole way on 345 real posts of one brand's page (UCI "Facebook metrics",
// doi 10.1016/j.jbusres.2016.02.010): export in, fit, rolling origins from post 160, scores against every
// baseline. Needs GROUNDSWELL_DATA_DIR.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "models/fit/fitter.h"
#include "scenarios/backtest.h"
#include "scenarios/imports/importer.h"
#include "scenarios/workspace/history.h"

namespace gs {
namespace {

const std::vector<ObservedPost>& brand_year() {
  static const std::vector<ObservedPost> history = [] {
    const Import import = read_export(
        std::string(std::getenv("GROUNDSWELL_DATA_DIR")) + "/uci_facebook/dataset_Facebook.csv", {});
    std::vector<ObservedPost> posts = import.posts;
    std::stable_sort(posts.begin(), posts.end(), [](const ObservedPost& a, const ObservedPost& b) {
      return a.published < b.published;
    });
    return mature_posts(posts);
  }();
  return history;
}

const nlohmann::json& brand_backtest() {
  static const nlohmann::json document = [] {
    BacktestOptions options;
    options.origins = "every:20";
    options.first = 160;
    return backtest_document(brand_year(), options);
  }();
  return document;
}

class BrandYear : public testing::Test {
 protected:
  void SetUp() override {
    if (std::getenv("GROUNDSWELL_DATA_DIR") == nullptr)
      GTEST_SKIP() << "the data are not part of the repository";
  }
};

TEST_F(BrandYear, IsReadWholeWithItsMissingAndImplausibleCellsNamed) {
  const Import import = read_export(
      std::string(std::getenv("GROUNDSWELL_DATA_DIR")) + "/uci_facebook/dataset_Facebook.csv", {});
  EXPECT_EQ(import.posts.size(), 345u);
  std::size_t contradicted = 0, missing_shares = 0;
  for (const ObservedPost& post : import.posts) {
    contradicted += post.contradicted.any() ? 1 : 0;
    missing_shares += post.at(Metric::shares) ? 0 : 1;
  }
  EXPECT_EQ(contradicted, 4u);
  EXPECT_EQ(missing_shares, 1u);
}

// One test, because one backtest serves all three claims: no worse than log-ridge on the mean of the eight
// metrics, on none more than 5 % worse than type x paid, and 80 % intervals that hold about as often as they
// say.
TEST_F(BrandYear, IsForecastAsWellAsByRegressionWithIntervalsThatHold) {
  double ours = 0, corrected = 0, ridge = 0, coverage = 0;
  for (const auto& metric : brand_backtest()["metrics"]) {
    const std::string name = metric["metric"];
    std::cout << name << ": log_crps " << metric["log_crps"] << ", coverage50/80/95 " << metric["coverage50"]
              << "/" << metric["coverage80"] << "/" << metric["coverage95"] << ", baselines "
              << metric["baseline_log_crps"] << "\n";
    ours += metric["log_crps"].get<double>();
    ridge += metric["baseline_log_crps"]["log_ridge"].get<double>();
    corrected += metric["corrected_log_crps"].get<double>();
    coverage += metric["coverage80"].get<double>() / 8;
    EXPECT_GE(metric["skill"]["type_paid"].get<double>(), -.05) << name;
    if (name == "clickers" || name == "comments" || name == "total_interactions") continue;
    EXPECT_GE(metric["raw_coverage80"].get<double>(), .68) << name;
    EXPECT_LE(metric["raw_coverage80"].get<double>(), .90) << name;
  }
  EXPECT_EQ(brand_backtest()["metrics"].size(), 8u);
  EXPECT_LE(ours, ridge);
  // The correction brings the mean coverage to its level (standard error of one metric's: .03) and costs
  // little.
  EXPECT_NEAR(coverage, .80, .04);
  EXPECT_LE(corrected, ours * 1.01);
}

TEST_F(BrandYear, FitsAndConverges) {
  PopulationParameters people;
  people.followers = 0;
  const Calibration calibration = fit(brand_year(), people, {});
  EXPECT_TRUE(calibration.converged) << calibration.reason;
  EXPECT_TRUE(calibration.follower_split);
  EXPECT_EQ(calibration.posts, brand_year().size());
}

}  // namespace
}  // namespace gs
