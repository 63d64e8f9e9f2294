#include <gtest/gtest.h>

#include <cmath>

#include "core/real.h"
#include "made_page.h"
#include "models/fit/pool/copula.h"

namespace gs {
namespace {

// Margins whose log(1 + count) is a standard normal around `centre`: the luck can be read off the counts.
PooledMargin normal_margin(double centre) {
  PooledMargin margin;
  for (std::size_t k = 0; k < kPooledQuantiles; ++k)
    margin.log_quantiles.push_back(centre +
                                   normal_quantile((static_cast<double>(k) + 0.5) / kPooledQuantiles));
  return margin;
}

// Impressions and engaged users stand far above reach and clickers, so that raising them never binds.
constexpr std::array<double, kBasicMetrics> kCentres{10, 20, 20, 10, 12, 12, 12};

PoolForecast made_forecast(std::size_t posts) {
  PoolForecast forecast;
  forecast.posts.resize(posts);
  for (auto& post : forecast.posts)
    for (std::size_t m = 0; m < kBasicMetrics; ++m) post[m] = normal_margin(kCentres[m]);
  for (std::size_t i = 0; i < kBasicMetrics; ++i)
    for (std::size_t k = 0; k < kBasicMetrics; ++k) forecast.correlation[i][k] = i == k ? 1 : 0.6;
  forecast.correlation[0][4] = forecast.correlation[4][0] = 0.8;
  forecast.shared = {.3, .3, .3, .3, .3, .3, .3};
  return forecast;
}

constexpr std::array<std::uint32_t, 3> kKeys{11, 22, 33};

double score(const JointCounts& counts, std::size_t post, std::size_t metric) {
  return exact_log1p(*counts.posts[post][metric]) - kCentres[metric];
}

struct Moments {
  double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  void add(double a, double b) { n += 1, x += a, y += b, xx += a * a, yy += b * b, xy += a * b; }
  double correlation() const { return (xy - x * y / n) / std::sqrt((xx - x * x / n) * (yy - y * y / n)); }
};

constexpr std::uint32_t kWorlds = 4000;

TEST(JointDraw, KeepsEachMargin) {
  const PoolForecast forecast = made_forecast(1);
  Moments one;
  double below = 0;
  for (std::uint32_t w = 0; w < kWorlds; ++w) {
    const JointCounts counts = draw_joint(forecast, std::span(kKeys).first(1), 5, {1, w});
    one.add(score(counts, 0, 0), score(counts, 0, 4));
    below += score(counts, 0, 4) < normal_quantile(0.9) ? 1 : 0;
  }
  EXPECT_NEAR(one.x / one.n, 0, 4.5 / std::sqrt(kWorlds));
  EXPECT_NEAR(one.xx / one.n, 1, 4.5 * std::sqrt(2.0 / kWorlds));
  EXPECT_NEAR(below / kWorlds, 0.9, 4.5 * std::sqrt(0.09 / kWorlds));
}

// Same post: R. Two posts: R times the shared part. Bounds: 4.5 standard errors of a correlation of 4000
// draws.
TEST(JointDraw, TiesMetricsByRAndPostsByTheSharedPart) {
  const PoolForecast forecast = made_forecast(2);
  Moments same_post, other_post, same_metric;
  for (std::uint32_t w = 0; w < kWorlds; ++w) {
    const JointCounts counts = draw_joint(forecast, std::span(kKeys).first(2), 5, {1, w});
    same_post.add(score(counts, 0, 0), score(counts, 0, 4));
    other_post.add(score(counts, 0, 0), score(counts, 1, 4));
    same_metric.add(score(counts, 0, 6), score(counts, 1, 6));
  }
  const double bound = 4.5 / std::sqrt(kWorlds);
  EXPECT_NEAR(same_post.correlation(), 0.8, bound);
  EXPECT_NEAR(other_post.correlation(), 0.3 * 0.8, bound);
  EXPECT_NEAR(same_metric.correlation(), 0.3, bound);
}

TEST(JointDraw, AddingAPostReRollsNobody) {
  const PoolForecast two = made_forecast(2), three = made_forecast(3);
  const std::array<std::uint32_t, 3> keys{33, 11, 22};  // the new one comes first
  const JointCounts before = draw_joint(two, std::span(kKeys).first(2), 5, {1, 9});
  const JointCounts after = draw_joint(three, keys, 5, {1, 9});
  EXPECT_EQ(before.posts[0], after.posts[1]);
  EXPECT_EQ(before.posts[1], after.posts[2]);
}

TEST(JointDraw, AnotherAccountSharesOtherLuck) {
  const PoolForecast forecast = made_forecast(1);
  const auto one = draw_joint(forecast, std::span(kKeys).first(1), 5, {1, 9});
  EXPECT_NE(one.posts[0], draw_joint(forecast, std::span(kKeys).first(1), 6, {1, 9}).posts[0]);
  EXPECT_EQ(one.posts[0], draw_joint(forecast, std::span(kKeys).first(1), 5, {1, 9}).posts[0]);
}

TEST(JointDraw, CountsActionsInWholeNumbersAndAddsThemUp) {
  PoolForecast forecast = made_forecast(1);
  for (std::size_t m : {4, 5, 6})
    forecast.posts[0][m] = PooledMargin{std::vector<double>(400, std::log(3.25))};
  double likes = 0;
  for (std::uint32_t w = 0; w < kWorlds; ++w) {
    const auto post = draw_joint(forecast, std::span(kKeys).first(1), 5, {1, w}).posts[0];
    EXPECT_EQ(*post[4], std::floor(*post[4]));
    EXPECT_EQ(*post[7], *post[4] + *post[5] + *post[6]);
    likes += *post[4];
  }
  EXPECT_NEAR(likes / kWorlds, 2.25, 4.5 * std::sqrt(0.25 * 0.75 / kWorlds));
  EXPECT_NEAR(*draw_joint(forecast, std::span(kKeys).first(1), 5, {1, 0}, false).posts[0][4], 2.25, 1e-9);
}

TEST(JointDraw, NeverShowsLessOftenThanItReaches) {
  PoolForecast forecast = made_forecast(1);
  forecast.posts[0][1] = normal_margin(10), forecast.posts[0][2] = normal_margin(10);
  for (std::uint32_t w = 0; w < 200; ++w) {
    const auto post = draw_joint(forecast, std::span(kKeys).first(1), 5, {1, w}).posts[0];
    EXPECT_GE(*post[1], *post[0]);
    EXPECT_GE(*post[2], *post[3]);
  }
}

TEST(JointDraw, LeavesOutWhatWasNeverReported) {
  PoolForecast forecast = made_forecast(1);
  forecast.posts[0][5] = std::nullopt;
  const auto post = draw_joint(forecast, std::span(kKeys).first(1), 5, {1, 0}).posts[0];
  EXPECT_FALSE(post[5]);
  EXPECT_FALSE(post[7]);
  EXPECT_TRUE(post[4]);
}

// PITs of `origins` blocks of 20 posts; metric m shares `together` of the post's luck with the others, and
// every post of a block shares rho.
std::vector<std::vector<PastPit>> made_pits(std::size_t origins, double together, double rho) {
  std::vector<std::vector<PastPit>> pits(kBasicMetrics);
  for (std::uint32_t o = 0; o < origins; ++o)
    for (std::uint32_t j = 0; j < 20; ++j) {
      const std::uint32_t post = 60 + 20 * o + j;
      for (std::size_t m = 0; m < kBasicMetrics; ++m) {
        const double block = made_normal(8, o, m + 1);
        const double own = std::sqrt(together) * made_normal(8, post, 100) +
                           std::sqrt(1 - together) * made_normal(8, post, 101 + m);
        pits[m].push_back({60 + 20 * o, post, normal_cdf(std::sqrt(rho) * block + std::sqrt(1 - rho) * own)});
      }
    }
  return pits;
}

TEST(Copula, IsThePriorWhileNothingWasForecast) {
  const Copula copula = estimate_copula(std::vector<std::vector<PastPit>>(kBasicMetrics));
  EXPECT_DOUBLE_EQ(copula.correlation[2][5], 0.6);
  EXPECT_DOUBLE_EQ(copula.correlation[3][3], 1);
  EXPECT_NEAR(copula.shared[0], 0.08, 1e-12);
}

// 100 origins of 20 posts; the planted figures come back, shrunk as the formulas say.
TEST(Copula, FindsThePlantedTies) {
  const Copula copula = estimate_copula(made_pits(100, 0.5, 0));
  EXPECT_NEAR(copula.correlation[0][6], (2000 * 0.5 + 20 * 0.6) / 2020, 4.5 * 0.75 / std::sqrt(2000.0));
  EXPECT_NEAR(copula.shared[3], 0.02, 0.005);
  const Copula shared = estimate_copula(made_pits(100, 0.5, 0.3));
  double mean = 0;
  for (double rho : shared.shared) mean += rho / kBasicMetrics;
  EXPECT_NEAR(mean, (0.3 * 100 + 0.08 * 4) / 104, 0.06);
}

TEST(Copula, NeverTrustsTheSharedPartBeyondAHalf) {
  for (double rho : estimate_copula(made_pits(30, 0.5, 0.95)).shared) EXPECT_DOUBLE_EQ(rho, 0.5);
}

TEST(Copula, FactorsItsMatrix) {
  const CopulaMatrix matrix = made_forecast(1).correlation;
  CopulaMatrix lower;
  ASSERT_TRUE(cholesky(matrix, lower));
  for (std::size_t i = 0; i < kBasicMetrics; ++i)
    for (std::size_t k = 0; k < kBasicMetrics; ++k) {
      double product = 0;
      for (std::size_t j = 0; j < kBasicMetrics; ++j) product += lower[i][j] * lower[k][j];
      EXPECT_NEAR(product, matrix[i][k], 1e-12);
    }
  CopulaMatrix impossible = matrix;
  impossible[0][1] = impossible[1][0] = -0.9;
  EXPECT_FALSE(cholesky(impossible, lower));
}

}  // namespace
}  // namespace gs
