#include "models/fit/pool/pool.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "made_page.h"

namespace gs {
namespace {

std::vector<PostFeatures> next_posts() {
  return {{.format = "photo", .topic = "1", .paid = false, .followers = 100000},
          {.format = "status", .topic = "2", .paid = true, .followers = 100000, .hour = 9, .weekday = 6}};
}

void expect_same(const PoolForecast& a, const PoolForecast& b) {
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.correlation, b.correlation);
  EXPECT_EQ(a.shared, b.shared);
  for (std::size_t j = 0; j < a.posts.size(); ++j)
    for (std::size_t m = 0; m < kPoolMetrics; ++m)
      EXPECT_EQ(a.posts[j][m]->log_quantiles, b.posts[j][m]->log_quantiles);
}

TEST(Pool, IsTheSameOnOneThreadAndOnMany) {
  const auto history = made_page({.posts = 130});
  const PoolForecast one = pool_forecast(history, next_posts(), {}, 1);
  expect_same(one, pool_forecast(history, next_posts(), {}, 3));
}

TEST(Pool, HasWeightsThatAddToOneAndAscendingQuantiles) {
  const PoolForecast forecast = pool_forecast(made_page({.posts = 130}), next_posts(), {}, 0);
  for (std::size_t m = 0; m < kPoolMetrics; ++m) {
    double total = 0;
    for (double weight : forecast.weights[m]) total += weight;
    EXPECT_NEAR(total, 1, 1e-12);
    EXPECT_EQ(forecast.weights[m].size(), forecast.members.size());
    const auto& levels = forecast.posts[0][m]->log_quantiles;
    EXPECT_EQ(levels.size(), kPooledQuantiles);
    EXPECT_TRUE(std::is_sorted(levels.begin(), levels.end()));
    EXPECT_GE(levels.front(), 0);
  }
}

TEST(Pool, NeverLooksBeyondThePostsBeforeAnOrigin) {
  auto history = made_page({.posts = 140});
  const PoolForecast before = pool_forecast(history, next_posts(), {}, 0);
  for (std::size_t i = 100; i < history.size(); ++i)
    for (auto& outcome : history[i].outcome) *outcome *= 10;
  const PoolForecast after = pool_forecast(history, next_posts(), {}, 0);
  for (std::size_t m = 0; m < kPoolMetrics; ++m)
    for (std::size_t k = 0; k < 40; ++k) EXPECT_EQ(before.past_pits[m][k].u, after.past_pits[m][k].u);
  EXPECT_NE(before.past_pits[0][40].u, after.past_pits[0][40].u);
}

TEST(Pool, CoversTheNextPostsOfAPageThatStaysAsItIs) {
  const auto posts = made_page({.posts = 320, .seed = 4});
  const PoolForecast forecast = pool_forecast(posts, next_posts(), {}, 0);
  for (std::size_t m : {0, 4}) {
    double inside = 0;
    for (const PastPit& pit : forecast.past_pits[m]) inside += std::abs(2 * pit.u - 1) < 0.8 ? 1 : 0;
    const double n = static_cast<double>(forecast.past_pits[m].size());
    EXPECT_EQ(n, 260);
    EXPECT_NEAR(inside / n, 0.8, 4.5 * std::sqrt(0.16 / n));
  }
}

TEST(Pool, TrustsTheMembersThatFollowALevelAfterAJump) {
  const auto history = made_page({.posts = 200, .jump = -1.5, .jump_at = 120, .noise = 0.3});
  const PoolForecast forecast = pool_forecast(history, next_posts(), {}, 0);
  const auto& weights = forecast.weights[0];
  const auto place = [&](const std::string& name) {
    return std::find(forecast.members.begin(), forecast.members.end(), name) - forecast.members.begin();
  };
  EXPECT_GT(weights[place("ridge + change point")] + weights[place("ridge + chosen rate")], 0.5);
  EXPECT_LT(weights[place("global")], 0.01);
}

TEST(Pool, MovesAForecastByItsPublishingHourOnce) {
  const auto history = made_page({.posts = 100});
  auto planned = next_posts();
  const PoolForecast usual = pool_forecast(history, planned, {}, 0);
  planned[0].log_offset.fill(0.25);
  const PoolForecast better = pool_forecast(history, planned, {}, 0);
  for (std::size_t k = 0; k < kPooledQuantiles; ++k)
    EXPECT_NEAR(better.posts[0][0]->log_quantiles[k], usual.posts[0][0]->log_quantiles[k] + 0.25, 1e-9);
  EXPECT_EQ(better.posts[1][0]->log_quantiles, usual.posts[1][0]->log_quantiles);
}

TEST(Pool, AnswersTheSameWhenEveryHourIsEquallyBetter) {
  auto history = made_page({.posts = 100});
  auto planned = next_posts();
  const PoolForecast plain = pool_forecast(history, planned, {}, 0);
  for (auto& post : history) post.features.log_offset.fill(0.4);
  for (auto& post : planned) post.log_offset.fill(0.4);
  const PoolForecast moved_hours = pool_forecast(history, planned, {}, 0);
  for (std::size_t k = 0; k < kPooledQuantiles; ++k)
    EXPECT_NEAR(moved_hours.posts[1][0]->log_quantiles[k], plain.posts[1][0]->log_quantiles[k], 1e-9);
}

TEST(Pool, SkipsMissingOutcomesAndMetricsNeverReported) {
  auto history = made_page({.posts = 120});
  for (std::size_t i = 0; i < history.size(); ++i) {
    history[i].outcome[3] = std::nullopt;
    if (i % 2 == 0) history[i].outcome[5] = std::nullopt;
  }
  const PoolForecast forecast = pool_forecast(history, next_posts(), {}, 0);
  EXPECT_FALSE(forecast.posts[0][3]);
  EXPECT_TRUE(forecast.posts[0][5]);
  EXPECT_EQ(forecast.past_pits[5].size(), 30u);
}

TEST(Pool, AnswersFromSimpleMembersWhileThereAreFewPosts) {
  const auto history = made_page({.posts = 29});
  const PoolForecast few = pool_forecast(history, next_posts(), {}, 0);
  const PoolForecast four = pool_forecast(std::span(history).first(4), next_posts(), {}, 0);
  for (std::size_t k = 0; k < few.members.size(); ++k) {
    const bool ridge = few.members[k].starts_with("ridge"), types = few.members[k].starts_with("type");
    EXPECT_EQ(few.weights[0][k] > 0, !ridge) << few.members[k];
    EXPECT_EQ(four.weights[0][k] > 0, !ridge && !types) << few.members[k];
  }
  EXPECT_FALSE(pool_forecast({}, next_posts(), {}, 0).posts[0][0]);
}

TEST(Pool, SurvivesAPageOnWhichNothingEverVaries) {
  auto history = made_page({.posts = 90});
  for (auto& post : history) post.outcome.fill(7), post.features = history[0].features;
  const PoolForecast forecast = pool_forecast(history, next_posts(), {}, 0);
  for (double level : {0.01, 0.5, 0.99}) EXPECT_NEAR(forecast.posts[0][0]->quantile(level), 7, 1e-3);
}

TEST(PooledMargin, ReadsItsQuantilesInPeople) {
  const PooledMargin margin{{0, exact_log1p(10), exact_log1p(100), exact_log1p(1000)}};
  EXPECT_NEAR(margin.quantile(3 / 8.0), 10, 1e-9);
  EXPECT_NEAR(margin.quantile(0.5), std::sqrt(11.0 * 101) - 1, 1e-9);
  EXPECT_EQ(margin.quantile(0), 0);
  EXPECT_NEAR(margin.quantile(1), 1000, 1e-9);
}

ObservedPost observed(double likes,
                      double comments,
                      std::optional<double> shares,
                      std::optional<double> total) {
  ObservedPost post;
  post.zone = "UTC";
  post.published = {1'400'000'000};  // Tuesday 13 May 2014, 16:53 UTC
  post.counts[index_of(Metric::likes)] = likes;
  post.counts[index_of(Metric::comments)] = comments;
  post.counts[index_of(Metric::shares)] = shares;
  post.counts[index_of(Metric::total_interactions)] = total;
  return post;
}

TEST(PoolPost, FillsAMissingShareFromTheTotal) {
  EXPECT_EQ(pool_post(observed(20, 3, std::nullopt, 30)).outcome[5], 7);
  EXPECT_EQ(pool_post(observed(20, 3, 5, std::nullopt)).outcome[7], 28);
  EXPECT_EQ(pool_post(observed(20, 3, std::nullopt, 22)).outcome[5], std::nullopt);
}

TEST(PoolPost, LeavesOutWhatContradictsItself) {
  ObservedPost post = observed(20, 3, 5, 28);
  post.counts[index_of(Metric::reach)] = 100;
  post.contradicted[index_of(Metric::reach)] = true;
  EXPECT_EQ(pool_post(post).outcome[0], std::nullopt);
  EXPECT_EQ(pool_post(post).outcome[4], 20);
}

TEST(PoolPost, KnowsItsLocalHour) {
  const PostFeatures features = features_of(observed(1, 1, 1, 3));
  EXPECT_EQ(features.hour, 16);
  EXPECT_EQ(features.weekday, 1);
}

}  // namespace
}  // namespace gs
