#include "models/fit/pool/baselines.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "core/summary.h"
#include "made_page.h"
#include "models/fit/pool/negative_binomial.h"

namespace gs {
namespace {

using testing::ElementsAre;

enum : std::size_t { kGlobal, kTrailing60, kTypePaid, kSeasonal, kNbGlm, kLogRidge, kRidgeEwma };

// Post i got i people; one kind of post unless told otherwise.
std::vector<PoolPost> numbered(std::size_t posts) {
  std::vector<PoolPost> history(posts);
  for (std::size_t i = 0; i < posts; ++i) {
    history[i].features = {.format = "photo", .topic = "", .hour = 9, .weekday = static_cast<int>(i % 7)};
    history[i].outcome[0] = static_cast<double>(i);
  }
  return history;
}

const PostFeatures kNext{.format = "photo", .topic = "", .paid = false, .hour = 9, .weekday = 3};

TEST(Baseline, GlobalKnowsAllPastPosts) {
  EXPECT_THAT(baseline_sample(kGlobal, numbered(4), kNext, 0), ElementsAre(0, 1, 2, 3));
}

TEST(Baseline, Trailing60KnowsTheLastSixty) {
  const auto sample = baseline_sample(kTrailing60, numbered(100), kNext, 0);
  EXPECT_EQ(sample.size(), 60u);
  EXPECT_EQ(*std::min_element(sample.begin(), sample.end()), 40);
}

TEST(Baseline, TypePaidAsksForFiveAlike) {
  auto history = numbered(40);
  for (std::size_t i : {3, 5, 7, 9}) history[i].features.paid = true;
  PostFeatures paid = kNext;
  paid.paid = true;
  EXPECT_EQ(baseline_sample(kTypePaid, history, paid, 0).size(), 40u);
  history[11].features.paid = true;
  EXPECT_THAT(baseline_sample(kTypePaid, history, paid, 0), ElementsAre(11, 9, 7, 5, 3));
  paid.format = "reel";
  EXPECT_EQ(baseline_sample(kTypePaid, history, paid, 0).size(), 40u);
}

TEST(Baseline, SeasonalTakesTwelveOfTheSameDayAndBlock) {
  const auto sample = baseline_sample(kSeasonal, numbered(200), kNext, 0);
  EXPECT_EQ(sample.size(), 12u);
  for (double value : sample) EXPECT_EQ(std::fmod(value, 7), 3);
  EXPECT_EQ(*std::max_element(sample.begin(), sample.end()), 199);  // 199 = 28 weeks + 3
  EXPECT_EQ(baseline_sample(kSeasonal, numbered(25), kNext, 0).size(), 25u);
  PostFeatures evening = kNext;
  evening.hour = 22;
  EXPECT_EQ(baseline_sample(kSeasonal, numbered(200), evening, 0).size(), 200u);
}

TEST(Baseline, IsEmptyWhereNothingWasReportedAndSkipsGaps) {
  auto history = numbered(6);
  history[2].outcome[0] = std::nullopt;
  EXPECT_THAT(baseline_sample(kGlobal, history, kNext, 0), ElementsAre(0, 1, 3, 4, 5));
  for (std::size_t b = 0; b < kBaselineNames.size(); ++b)
    EXPECT_TRUE(baseline_sample(b, history, kNext, 1).empty());
}

TEST(Baseline, RegressionsAnswerLikeGlobalUntilThirtyPosts) {
  for (std::size_t b : {kNbGlm, kLogRidge, kRidgeEwma})
    EXPECT_EQ(baseline_sample(b, numbered(29), kNext, 0), baseline_sample(kGlobal, numbered(29), kNext, 0));
}

TEST(Baseline, RegressionsFindThePaidEffect) {
  const auto history = made_page({.posts = 300, .paid = 1, .noise = 0.4});
  PostFeatures post{
      .format = "photo", .topic = "1", .paid = false, .followers = 100000, .hour = 12, .weekday = 1};
  PostFeatures paid = post;
  paid.paid = true;
  const std::array planned{post, paid};
  for (std::size_t b : {kNbGlm, kLogRidge, kRidgeEwma}) {
    auto samples = baseline_samples(b, history, planned, 0);
    for (auto& sample : samples) std::sort(sample.begin(), sample.end());
    const double ratio = quantile_sorted(samples[1], .5) / quantile_sorted(samples[0], .5);
    EXPECT_NEAR(std::log(ratio), 1, 0.25) << kBaselineNames[b];
    for (double value : samples[0]) EXPECT_EQ(value, std::round(value));
  }
}

TEST(Baseline, IgnoresTheOffsetOfThePublishingHour) {
  auto history = made_page({.posts = 60});
  PostFeatures post = history[3].features;
  const auto before = baseline_sample(kLogRidge, history, post, 0);
  for (auto& one : history) one.features.log_offset.fill(0.01 * one.features.hour);
  post.log_offset.fill(2);
  EXPECT_EQ(baseline_sample(kLogRidge, history, post, 0), before);
}

TEST(NegativeBinomial, HasTheLevelsOfItsSummedChances) {
  const double mean = 6, dispersion = 0.7, shape = 1 / dispersion;
  const auto quantiles = negative_binomial_quantiles(mean, dispersion, 50);
  for (std::size_t k = 0; k < quantiles.size(); ++k) {
    double below = 0, at = 0;
    for (int y = 0; y <= static_cast<int>(quantiles[k]); ++y) {
      below += at;
      at = std::exp(std::lgamma(y + shape) - std::lgamma(shape) - std::lgamma(y + 1.0) -
                    shape * std::log1p(dispersion * mean) +
                    y * std::log(dispersion * mean / (1 + dispersion * mean)));
    }
    const double wanted = (static_cast<double>(k) + 0.5) / 50;
    EXPECT_LE(below, wanted + 1e-12);
    EXPECT_GE(below + at, wanted - 1e-12);
  }
}

TEST(NegativeBinomial, IsLikeliestAtTheCountItself) {
  const double at_mean = negative_binomial_log_likelihood(9, 9, 0.5);
  EXPECT_GT(at_mean, negative_binomial_log_likelihood(9, 8, 0.5));
  EXPECT_GT(at_mean, negative_binomial_log_likelihood(9, 10, 0.5));
  const double shape = 2;
  const double by_library =
      std::lgamma(9 + shape) - std::lgamma(shape) - shape * std::log1p(4.5) - 9 * std::log1p(2 / 9.0);
  EXPECT_NEAR(at_mean, by_library, 1e-9);
}

// Counts drawn by inversion from dispersion .5 around two means: the regression finds both and the
// dispersion.
TEST(NegativeBinomial, RecoversMeansAndDispersion) {
  std::vector<double> rows, counts;
  const auto low = negative_binomial_quantiles(20, .5, 1000),
             high = negative_binomial_quantiles(60, .5, 1000);
  for (std::size_t i = 0; i < 1000; ++i) {
    rows.insert(rows.end(), {0, 1});
    counts.insert(counts.end(), {low[i], high[i]});
  }
  const NegativeBinomial law = fit_negative_binomial({1, rows, counts, {}});
  EXPECT_NEAR(std::exp(law.log_mean.constant), 20, 0.3);
  EXPECT_NEAR(law.log_mean.coefficients[0], std::log(3.0), 0.02);
  EXPECT_NEAR(law.dispersion, 0.5, 0.03);
}

TEST(NegativeBinomial, StaysFiniteOnALevelWhereNothingWasCounted) {
  std::vector<double> rows, counts;
  for (int i = 0; i < 60; ++i) {
    rows.push_back(i % 10 == 0);
    counts.push_back(i % 10 == 0 ? 0 : i % 7);
  }
  const NegativeBinomial law = fit_negative_binomial({1, rows, counts, {}});
  EXPECT_TRUE(std::isfinite(law.log_mean.coefficients[0]));
  EXPECT_LT(law.log_mean.coefficients[0], -1);
}

}  // namespace
}  // namespace gs
