// New followers per display to people who do not follow: planted rates come back, with the split and without.
#include "models/fit/pages/new_followers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/draw.h"
#include "models/fit/fitter.h"
#include "page.h"

namespace gs {
namespace {

using testing::history_of;
using testing::MadeUpPage;
using testing::ordinary_page;

constexpr double kRate = .004;

// Follows of every post: a whole number near rate x displays to others, with luck of its own.
std::vector<ObservedPost> with_follows(const MadeUpPage& page, bool split) {
  std::vector<ObservedPost> posts = history_of(page);
  for (std::uint32_t i = 0; i < posts.size(); ++i) {
    ObservedPost& post = posts[i];
    const double others =
        *post.at(Metric::impressions) * (1 - *post.at(Metric::reach_followers) / *post.at(Metric::reach));
    const double luck = normal({page.seed, i}, {.subject = 1, .content = 3, .why = Purpose::synthetic});
    const double mean = kRate * others * std::exp(.3 * luck - .045);
    const double noise = normal({page.seed, i}, {.subject = 2, .content = 3, .why = Purpose::synthetic});
    post.counts[index_of(Metric::follows)] = std::max(0.0, std::round(mean + std::sqrt(mean) * noise));
    if (!split) post.counts[index_of(Metric::reach_followers)].reset();
  }
  return posts;
}

Calibration fitted(const MadeUpPage& page, const std::vector<ObservedPost>& posts) {
  Calibration calibration = fit(posts, page.audience, {.draws = 20, .starts = 1, .importance_check = false});
  fit_follows(calibration, posts);
  return calibration;
}

TEST(NewFollowers, AreGivenBackWhereHistorySplitsReach) {
  int held = 0;
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    MadeUpPage page = ordinary_page(seed);
    page.posts = 60;
    const Calibration calibration = fitted(page, with_follows(page, true));
    EXPECT_GE(calibration.follows.posts, 50u);  // the others reached nobody new
    EXPECT_NEAR(calibration.follows.log_rate, std::log(kRate), .3);
    held += std::abs(calibration.follows.log_rate - std::log(kRate)) < 2.6 * calibration.follows.log_sd;
    EXPECT_TRUE(calibration.report.back().key == "rate.follow" && calibration.report.back().told);
  }
  EXPECT_GE(held, 8);
}

TEST(NewFollowers, WithoutTheSplitAreThoseOfThePartTheForecastGivesToOthers) {
  MadeUpPage page = ordinary_page(4);
  page.posts = 60;
  const Calibration calibration = fitted(page, with_follows(page, false));
  EXPECT_EQ(calibration.follows.posts, 60u);
  EXPECT_GT(calibration.follows.log_rate, std::log(kRate) - 1.5);
  EXPECT_LT(calibration.follows.log_rate, std::log(kRate) + 1.5);
}

TEST(NewFollowers, ThatNoPostTellsChangeNothing) {
  const MadeUpPage page = ordinary_page(4);
  std::vector<ObservedPost> posts = history_of(page);
  Calibration calibration;
  calibration.platform = "facebook";
  fit_follows(calibration, posts);
  EXPECT_EQ(calibration.follows.posts, 0u);
  EXPECT_TRUE(calibration.report.empty());
}

}  // namespace
}  // namespace gs
