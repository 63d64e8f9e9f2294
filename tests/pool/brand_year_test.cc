// The pool on the real brand page, against the gates that decide whether it may ship. Prints the table of the
// pool's README. Skipped without the data: they may not be copied into the repository.
#include "brand_year.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "core/summary.h"
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

template <class Posts>
double sum(const Posts& posts, std::size_t metric) {
  double total = 0;
  for (const auto& post : posts) total += *post[metric];
  return total;
}

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

// Totals of 20 posts from joint draws: 9 windows, so per metric the coverage is rough; over all metrics it is
// gated.
TEST_F(BrandYear, TotalsOfTwentyPostsFallInsideTheirIntervals) {
  constexpr std::uint32_t kDraws = 400;
  std::array<std::uint32_t, 20> keys;
  for (std::uint32_t j = 0; j < keys.size(); ++j) keys[j] = 1000 + j;
  double inside = 0, score = 0, cells = 0;
  for (std::size_t origin = 160; origin + 20 <= posts_.size(); origin += 20) {
    std::vector<PostFeatures> next;
    for (std::size_t j = 0; j < 20; ++j) next.push_back(posts_[origin + j].features);
    const PoolForecast forecast = pool_forecast(std::span(posts_).first(origin), next, {}, 0);
    std::array<std::vector<double>, kPoolMetrics> totals;
    for (std::uint32_t w = 0; w < kDraws; ++w) {
      const JointCounts counts = draw_joint(forecast, keys, 1, {1, w});
      for (std::size_t m = 0; m < kPoolMetrics; ++m) totals[m].push_back(sum(counts.posts, m));
    }
    for (std::size_t m = 0; m < kPoolMetrics; ++m) {
      const auto window = std::span(posts_).subspan(origin, 20);
      double outcome = 0;
      for (const PoolPost& post : window) outcome += *post.outcome[m];
      std::sort(totals[m].begin(), totals[m].end());
      inside +=
          quantile_sorted(totals[m], .1) <= outcome && outcome <= quantile_sorted(totals[m], .9) ? 1 : 0;
      score += log_crps(totals[m], outcome);
      cells += 1;
    }
  }
  std::cout << "totals of 20 posts: 80 % coverage " << inside / cells << ", logCRPS " << score / cells
            << '\n';
  EXPECT_GE(inside / cells, 0.65);
  EXPECT_LE(inside / cells, 0.95);
}

}  // namespace
}  // namespace gs
