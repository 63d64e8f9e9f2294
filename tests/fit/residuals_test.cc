#include "models/fit/residuals.h"

#include <ceres/gradient_checker.h>
#include <ceres/jet.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/draw.h"

namespace gs {
namespace {

double prior_normal(std::uint32_t replicate, std::uint64_t subject) {
  return normal({.seed = 7, .replicate = replicate}, {.subject = subject, .why = Purpose::synthetic});
}

FitPost post_with(bool split, bool shares_known) {
  FitPost post;
  PopulationParameters people;
  post.audience = mean_field_audience(people, 30000);
  post.log_size = std::log(3.0);
  post.paid = 1;
  post.hour = 42;
  post.reach = 3000;
  if (shares_known) post.sharers = 12;
  post.observed = {std::nullopt, std::nullopt, 3000.0, 1900.0, 300.0, 0.0, 54.0, 0.0, 12.0};
  if (!split) return post;
  post.follower_part = .7;
  post.observed[0] = 2100.0;
  post.observed[1] = 900.0;
  post.observed[2] = std::nullopt;
  return post;
}

struct Values {
  std::array<double, 2> luck{};
  std::vector<double> shared;  // level, timing, one format
  std::vector<const double*> blocks() const {
    return {luck.data(), shared.data(), shared.data() + kFirstTiming, shared.data() + kFirstFormat};
  }
};

Values prior_values(std::uint32_t replicate, double scale = 1) {
  const auto priors = parameter_priors(priors_of("facebook"), PopulationParameters{}, 1);
  Values values;
  for (std::size_t i = 0; i < priors.size(); ++i)
    values.shared.push_back(priors[i].center + scale * priors[i].sd * prior_normal(replicate, i));
  values.luck = {.8 * scale * prior_normal(replicate, 900), .7 * scale * prior_normal(replicate, 901)};
  return values;
}

void expect_right_slopes(const FitPost& post, const Scatter& scatter, const Values& values) {
  DayFactors day_factors(72);
  const PostCost cost(post, scatter, day_factors);
  ceres::NumericDiffOptions numeric;
  numeric.ridders_relative_initial_step_size = 1e-3;
  const std::vector<const ceres::Manifold*> manifolds(4, nullptr);
  const ceres::GradientChecker checker(&cost, &manifolds, numeric);
  ceres::GradientChecker::ProbeResults results;
  const auto blocks = values.blocks();
  EXPECT_TRUE(checker.Probe(blocks.data(), 1e-6, &results)) << results.error_log;
}

TEST(PostCost, HasTheSlopesOfItsFormulaAtAHundredPriorDraws) {
  const Scatter scatter = prior_scatter(priors_of("facebook"));
  for (std::uint32_t k = 0; k < 100; ++k)
    expect_right_slopes(post_with(k % 2 == 0, k % 3 != 0), scatter, prior_values(k));
}

TEST(PostCost, HasTheSlopesOfItsFormulaWhereTheCountEqualsItsMean) {
  const Scatter scatter = prior_scatter(priors_of("facebook"));
  const Values values = prior_values(3);
  FitPost post = post_with(true, true);
  DayFactors day_factors(72);
  const auto blocks = values.blocks();
  const Means means = means_of(post, predictors_of(post, blocks.data(), day_factors));
  for (std::size_t k = 0; k < kResiduals; ++k)
    if (post.observed[k]) post.observed[k] = means.mu[k];
  expect_right_slopes(post, scatter, values);
}

TEST(PostCost, StaysFiniteFourPriorDeviationsOut) {
  const Scatter scatter = prior_scatter(priors_of("facebook"));
  for (std::uint32_t k = 0; k < 50; ++k) {
    const Values values = prior_values(k, 4);
    for (const bool split : {true, false}) {
      const FitPost post = post_with(split, k % 2 == 0);
      DayFactors day_factors(72);
      const PostCost cost(post, scatter, day_factors);
      std::array<double, PostCost::kMostRows> residuals{};
      const auto blocks = values.blocks();
      ASSERT_TRUE(cost.Evaluate(blocks.data(), residuals.data(), nullptr));
      for (const double r : residuals) EXPECT_TRUE(std::isfinite(r));
    }
  }
}

TEST(Deviance, IsTheSignedRootOfTwiceTheLikelihoodRatio) {
  const auto log_likelihood = [](double y, double mu, double a) {
    return y * std::log(a * mu / (1 + a * mu)) - std::log1p(a * mu) / a;
  };
  for (const double a : {.01, .3, 2.0})
    for (const double y : {1.0, 20.0, 5000.0})
      for (const double mu : {.5, 20.5, 4000.0, 5000.01}) {
        const double ratio = 2 * (log_likelihood(y, y, a) - log_likelihood(y, mu, a));
        EXPECT_NEAR(std::pow(deviance_of(y, mu, a).value, 2), ratio, 1e-6 * ratio + 2e-9 * y);
        EXPECT_EQ(y > mu, deviance_of(y, mu, a).value > 0);
      }
  EXPECT_NEAR(deviance_of(0, 3, .5).value, -std::sqrt(4 * std::log1p(1.5)), 1e-12);
}

TEST(Deviance, IsSmoothAcrossTheChangeToItsSeries) {
  for (const double a : {.01, 1.0})
    for (const double y : {10.0, 1e5})
      for (const double sign : {-1.0, 1.0}) {
        // bend = 1e-3 just inside and just outside
        const double slope = (1 + 2 * a * y) / (y + a * y * y), d = sign * 1e-3 / slope;
        const Deviance in = deviance_of(y, y - .999 * d, a), out = deviance_of(y, y - 1.001 * d, a);
        const double step = .002 * d;
        EXPECT_NEAR((in.value - out.value) / step, .5 * (in.slope + out.slope), 1e-4 * std::abs(in.slope));
        EXPECT_NEAR(in.slope, out.slope, 1e-4 * std::abs(in.slope));
      }
}

TEST(MeanField, CountsEveryoneOnceWhenSharesSaturate) {
  PopulationParameters people;
  const MeanFieldAudience audience = mean_field_audience(people, 1000);
  const auto post = expect_post<double>(audience, 50, 50, {.9, .5, .5, .5, .9}, .5);
  EXPECT_LE(post.reach_followers, 1000);
  EXPECT_LE(post.reach_others, audience.outsiders);
  EXPECT_GT(post.reach, .95 * (1000 + audience.outsiders));
}

TEST(MeanField, SolvesItsOwnFixedPoint) {
  PopulationParameters people;
  const MeanFieldAudience audience = mean_field_audience(people, 40000);
  const auto post = expect_post<double>(audience, .06, 1.2, {.15, .1, .02, .001, .006}, .7);
  const double p = .006;
  const auto seen = people_seeing<double>(
      audience, .06, 1.2, contacts_of<double>(audience, {p * post.reach_followers, p * post.reach_others}));
  EXPECT_NEAR(seen.people.followers, post.reach_followers, 1e-9 * post.reach);
  EXPECT_NEAR(seen.people.others, post.reach_others, 1e-9 * post.reach);
}

TEST(MeanField, GivesJetsTheSlopeOfTheWholeCascade) {
  using Jet = ceres::Jet<double, 1>;
  PopulationParameters people;
  const MeanFieldAudience audience = mean_field_audience(people, 40000);
  const std::array<Jet, kRates> rates{Jet(.15), Jet(.1), Jet(.02), Jet(.001), Jet(.006)};
  const auto reach = [&](double log_share) {
    return expect_post<double>(audience, .06, std::exp(log_share), {.15, .1, .02, .001, .006}, .7).reach;
  };
  const auto jets = expect_post<Jet>(audience, Jet(.06), exp(Jet(.1, 0)), rates, Jet(.7));
  EXPECT_NEAR(jets.reach.v[0], (reach(.1 + 1e-5) - reach(.1 - 1e-5)) / 2e-5, 1e-5 * jets.reach.v[0]);
}

}  // namespace
}  // namespace gs
