#include "models/fit/anchor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/draw.h"
#include "core/real.h"
#include "models/exposure/stage.h"
#include "models/fit/fitter.h"
#include "models/fit/parameters.h"
#include "models/platform.h"
#include "page.h"

namespace gs {
namespace {

const OrdinaryCounts kDrawn{5500.0, 9000.0, 700.0, 620.0, 95.0, 18.0, 3.0, 116.0};
PostConditions ordinary() { return {.format = 1, .day_factor = 1.1, .usual_day_factor = 1.1}; }
MeanFieldAudience people(double followers) { return mean_field_audience(PopulationParameters{}, followers); }

TEST(Anchor, ExpectsTheDrawnCountsUnderOrdinaryConditions) {
  const Theta theta = testing::ordinary_page(1).truth;
  for (const double followers : {8000.0, 120000.0, 3e6}) {
    const AnchoredPost post = anchor(kDrawn, theta, people(followers), ordinary());
    EXPECT_NEAR(post.expected.reach, 5500, 5500 * 1e-8);
    EXPECT_NEAR(post.expected.impressions, 9000, 9000 * 1e-8);
    EXPECT_NEAR(post.expected.engaged, 700, 1e-5);
    EXPECT_NEAR(post.expected.actions[index_of(Action::click)], 620, 1e-5);
    EXPECT_NEAR(post.expected.actions[index_of(Action::like)], 95, 1e-6);
    EXPECT_NEAR(post.expected.actions[index_of(Action::share)], 18, 1e-6);
    EXPECT_NEAR(post.expected.actions[index_of(Action::comment)], 3, 1e-6);
  }
}

TEST(Anchor, ExpectsThemWhereSharesReachPeopleWithManyListeners) {
  const Theta theta = testing::ordinary_page(1).truth;
  for (const double met : {0.5, 2.0, 4.5})
    for (const double followers : {8000.0, 120000.0}) {
      MeanFieldAudience friends = people(followers);
      friends.met_listeners = met;
      OrdinaryCounts viral = kDrawn;
      viral[5] = 90.0;  // shares
      const AnchoredPost post = anchor(viral, theta, friends, ordinary());
      EXPECT_NEAR(post.expected.reach, 5500, 5500 * 1e-8) << met << " " << followers;
      EXPECT_NEAR(post.expected.actions[index_of(Action::share)], 90, 1e-5) << met << " " << followers;
      const double alike = anchor(viral, theta, people(followers), ordinary()).u;
      EXPECT_EQ(post.u<alike, met> 1) << met << " " << followers << " " << post.u << " " << alike;
    }
}

TEST(Anchor, HoldsFromNobodyToNearlyEverybody) {
  const Theta theta = testing::ordinary_page(1).truth;
  for (const double part : {1e-4, .01, .3, .9, 1.0}) {
    OrdinaryCounts counts = kDrawn;
    counts[0] = part * 20000;
    const AnchoredPost post = anchor(counts, theta, people(20000), ordinary());
    EXPECT_NEAR(post.expected.reach, part * 20000, part * 20000 * 1e-8) << part;
  }
  OrdinaryCounts nobody = kDrawn;
  nobody[0] = 0;
  EXPECT_LT(anchor(nobody, theta, people(20000), ordinary()).expected.reach, 1);
}

TEST(Anchor, StopsAtEverybodyAndSaysSo) {
  OrdinaryCounts counts = kDrawn;
  counts[0] = 1e6;
  const AnchoredPost post = anchor(counts, testing::ordinary_page(1).truth, people(20000), ordinary());
  EXPECT_LE(post.expected.reach, 40001);
  EXPECT_TRUE(std::isfinite(post.behaviour.follow_intensity));
}

TEST(Anchor, GivesABetterHourMoreReachAndTheSameRates) {
  const Theta theta = testing::ordinary_page(1).truth;
  PostConditions better = ordinary();
  better.day_factor = 1.5;
  const AnchoredPost now = anchor(kDrawn, theta, people(120000), ordinary());
  const AnchoredPost then = anchor(kDrawn, theta, people(120000), better);
  EXPECT_EQ(now.u, then.u);
  EXPECT_EQ(now.behaviour.engaged, then.behaviour.engaged);
  EXPECT_GT(then.expected.reach, 1.2 * now.expected.reach);
  EXPECT_LT(then.expected.reach, 1.5 * now.expected.reach);
}

TEST(Anchor, LowersTheEngagedToThoseWhoDoSomething) {
  OrdinaryCounts counts = kDrawn;
  counts[3] = 100.0;  // clicks, likes, shares and comments together are fewer than 700
  const AnchoredPost post = anchor(counts, testing::ordinary_page(1).truth, people(120000), ordinary());
  EXPECT_NEAR(post.expected.engaged, 100 + 95 + 18 + 3, 1e-5);
  EXPECT_NEAR(post.expected.actions[index_of(Action::click)], 100, 1e-6);
}

TEST(Anchor, DrawsMissingCountsFromTheMeanField) {
  const Theta theta = testing::ordinary_page(1).truth;
  PostConditions conditions = ordinary();
  conditions.normal_u = 1;
  const AnchoredPost lucky = anchor({}, theta, people(120000), conditions);
  EXPECT_DOUBLE_EQ(lucky.u, theta.sigma_u);
  EXPECT_GT(lucky.expected.reach, 1.5 * anchor({}, theta, people(120000), ordinary()).expected.reach);
  EXPECT_NEAR(lucky.expected.actions[index_of(Action::like)] / lucky.expected.reach,
              chance_of_rate(theta.rate[2] + theta.formats[1].rate[2]),
              1e-12);
}

std::vector<double> counts_like(double median, double log_sd, std::size_t size) {
  std::vector<double> counts;
  for (std::size_t k = 0; k < size; ++k)
    counts.push_back(median * exact_exp(log_sd * normal_quantile((static_cast<double>(k) + .5) /
                                                                 static_cast<double>(size))));
  return counts;
}

// Share of Poisson(x), x from the list with equal weights, at most n.
double mixture_below(const std::vector<double>& intensities, double n) {
  double sum = 0;
  for (const double x : intensities) {
    double term = std::exp(-x), below = term;
    for (int i = 1; i <= static_cast<int>(n); ++i) below += term *= x / i;
    sum += x == 0 ? 1 : below;
  }
  return sum / static_cast<double>(intensities.size());
}

TEST(IntensityQuantiles, GiveBackTheCountsOncePeopleAddTheirNoise) {
  for (const double median : {2.0, 15.0, 60.0}) {
    std::vector<double> intensities = counts_like(median, .6, 200), counts;
    double n = 0;
    for (std::size_t k = 0; k < 200; ++k) {  // true count quantiles of the mixture
      while (mixture_below(intensities, n) < (static_cast<double>(k) + .5) / 200) ++n;
      counts.push_back(n);
    }
    const std::vector<double> found = intensity_quantiles(counts);
    ASSERT_EQ(found.size(), counts.size());
    EXPECT_TRUE(std::ranges::is_sorted(found));
    for (const double level : {.1, .25, .5, .75, .9}) {
      const double count = counts[static_cast<std::size_t>(level * 200)];
      EXPECT_NEAR(mixture_below(found, count), mixture_below(intensities, count), .03)
          << median << " " << level;
    }
  }
}

TEST(IntensityQuantiles, LeaveLargeCountsAlone) {
  const std::vector<double> counts = counts_like(5000, 1, 200);
  const std::vector<double> found = intensity_quantiles(counts);
  for (std::size_t k = 0; k < counts.size(); ++k)
    if (counts[k] > 400) {
      EXPECT_EQ(found[k], counts[k]);
    }
  EXPECT_TRUE(std::ranges::is_sorted(found));
}

TEST(IntensityQuantiles, KeepNobodyAtNobody) {
  const std::vector<double> none(200, 0.0);
  const std::vector<double> found = intensity_quantiles(none);
  EXPECT_GT(mixture_below(found, 0), .98);
  EXPECT_EQ(found[100], 0);
}

TEST(Priors, NameCentreDeviationSourceAndConfidenceForEveryPlatform) {
  for (const Platform& platform : platforms())
    for (const Prior& prior : parameter_priors(priors_of(platform.id), PopulationParameters{}, 1)) {
      EXPECT_TRUE(std::isfinite(prior.center)) << platform.id;
      EXPECT_GT(prior.sd, 0) << platform.id;
      EXPECT_FALSE(prior.source.empty()) << platform.id;
      EXPECT_NE(std::string_view("ABC").find(prior.confidence), std::string_view::npos);
    }
}

// Reach of a page of 10 000 in many draws from the beliefs alone, ascending.
std::vector<double> reach_from_beliefs(const Calibration& generic) {
  const MeanFieldAudience audience = mean_field_audience(generic.audience, 10000);
  std::vector<double> reach;
  for (std::size_t k = 0; k < generic.draws.size(); ++k) {
    const Theta& theta = generic.draws[k];
    EXPECT_LE(chance_of_rate(theta.rate[4]) * audience.mean_listeners *
                  mean_chance<double>(audience.activity, std::exp(theta.spread)),
              .9501);
    const double z =
        normal({.seed = 9, .replicate = static_cast<std::uint32_t>(k)}, {.why = Purpose::synthetic});
    reach.push_back(anchor({}, theta, audience, {.normal_u = z}).expected.reach);
  }
  std::ranges::sort(reach);
  return reach;
}

TEST(GenericCalibration, KeepsEveryDrawBelowAnEndlessCascadeAndWide) {
  for (const Platform& platform : platforms()) {
    const Calibration generic = generic_calibration(std::string(platform.id), 10000, {.draws = 400});
    ASSERT_EQ(generic.draws.size(), 400u);
    const std::vector<double> reach = reach_from_beliefs(generic);
    EXPECT_GT(reach[360] / reach[40], 6) << platform.id;
    // What followers and friends alone give; recommending adds to it (Platform.BeliefsGiveTheReachOf…).
    const double median = platform.id == "facebook" ? reach[200] / 10000 : .035;
    EXPECT_NEAR(std::log(median / .035), 0, .4);
  }
}

}  // namespace
}  // namespace gs
