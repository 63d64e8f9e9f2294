// The pool on the real brand page, against the gates that decide whether it may ship. Prints the table of the
// pool's README. Skipped without the data: they may not be copied into the repository.
#include "brand_year.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "models/fit/pool/baselines.h"

namespace gs {
namespace {

class BrandYear : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_brand_year()) GTEST_SKIP() << "set GROUNDSWELL_DATA_DIR to the folder that holds uci_facebook";
    posts_ = brand_year();
  }
  std::vector<PoolPost> posts_;
};

TEST_F(BrandYear, ThePoolLosesToNoBaselineThatCountsAndItsRawIntervalsHold) {
  ASSERT_EQ(posts_.size(), 345u);
  std::cout << table_head() << '\n';
  std::vector<Scored> baselines;
  for (std::size_t b = 0; b < kBaselineNames.size(); ++b) {
    baselines.push_back(roll(std::string(kBaselineNames[b]), posts_, baseline_forecaster(b)));
    std::cout << table_row(baselines.back()) << '\n';
  }
  const Scored pool = roll("pool", posts_, pool_forecaster({}));
  std::cout << table_row(pool) << '\n' << coverage_rows(pool);
  const Scored &type_paid = baselines[2], &log_ridge = baselines[5];
  EXPECT_LE(pool.mean_score(), log_ridge.mean_score());
  for (std::size_t m = 0; m < kPoolMetrics; ++m) EXPECT_LE(pool.score[m], 1.05 * type_paid.score[m]) << m;
  for (std::size_t m : {0, 1, 2, 4, 5}) {
    EXPECT_GE(pool.coverage[m][1], 0.68) << m;
    EXPECT_LE(pool.coverage[m][1], 0.90) << m;
  }
}

// The simple baselines need no choices of ours: these figures were published before this code was written.
TEST_F(BrandYear, TheGlobalBaselineScoresAsItDidElsewhere) {
  const Scored global = roll("global", posts_, baseline_forecaster(0));
  EXPECT_NEAR(global.score[4], 0.538, 0.0006);
  EXPECT_NEAR(global.score[5], 0.506, 0.0006);
  EXPECT_NEAR(global.score[7], 0.525, 0.0006);
}

TEST_F(BrandYear, TheFirstFiveMembersPassTheSameGates) {
  PoolOptions options;
  options.most_members = 5;
  const Scored five = roll("pool of five", posts_, pool_forecaster(options));
  std::cout << table_row(five) << '\n' << coverage_rows(five);
  const Scored log_ridge = roll("log_ridge", posts_, baseline_forecaster(5));
  EXPECT_LE(five.mean_score(), log_ridge.mean_score());
}

TEST_F(BrandYear, LuckIsSharedByThePostsOfAPlanAsMuchAsThePastShows) {
  const PoolForecast forecast = pool_forecast(posts_, std::vector{posts_.back().features}, {}, 0);
  for (double rho : forecast.shared) {
    EXPECT_GT(rho, 0.05);
    EXPECT_LT(rho, 0.3);
  }
  EXPECT_GT(forecast.correlation[0][1], 0.9);  // reach and impressions
}

}  // namespace
}  // namespace gs
