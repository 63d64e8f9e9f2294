// What pages lend one another: nothing where nobody has anything, more than a platform's average where
// pages are of one brand, and intervals that still hold.
#include "models/fit/pages/borrowing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/draw.h"
#include "models/fit/fitter.h"
#include "models/fit/mean_field.h"
#include "models/fit/parameters.h"
#include "page.h"

namespace gs {
namespace {

using testing::history_of;
using testing::MadeUpPage;
using testing::ordinary_page;

const FitOptions kQuick{.draws = 200, .starts = 1, .importance_check = false};

double luck(std::uint32_t seed, std::uint64_t subject, std::uint32_t page) {
  return normal({seed, page}, {.subject = subject, .content = 9, .why = Purpose::synthetic});
}

// Page number `page` of a brand whose pages differ by `between` (sd of log) around the brand's own level.
MadeUpPage page_of_brand(std::uint32_t brand, std::uint32_t page, double between) {
  MadeUpPage made = ordinary_page(brand * 100 + page);
  made.posts = 60;
  const auto shift = [&](double& value, std::uint64_t subject) {
    value += .8 * luck(brand, subject, 1000) + between * luck(brand, subject, page);
  };
  shift(made.truth.visibility, 1);
  for (std::size_t k = 0; k < kRates; ++k) shift(made.truth.rate[k], 2 + k);
  return made;
}

Calibration fitted(const MadeUpPage& page, const std::string& account) {
  Calibration calibration = fit(history_of(page), page.audience, kQuick);
  calibration.account = account;
  return calibration;
}

Calibration unknown_page(const BorrowedPriors& lent) {
  FitOptions options = kQuick;
  options.priors = lent.priors;
  options.borrowed = lent.from;
  return generic_calibration("facebook", 20000, options);
}

// CRPS of log(1 + count), FITTING 3.
double log_crps(std::vector<double> draws, double count) {
  for (double& draw : draws) draw = std::log1p(draw);
  std::ranges::sort(draws);
  const auto n = static_cast<double>(draws.size());
  double score = 0;
  for (std::size_t k = 0; k < draws.size(); ++k)
    score += std::abs(draws[k] - std::log1p(count)) / n -
             (2 * static_cast<double>(k) + 1 - n) * draws[k] / (n * n);
  return score;
}

struct Score {
  double log_crps = 0, held = 0;
};

// Reach and likes of the page's posts as the calibration foresees them; 80 % intervals.
Score score(const Calibration& calibration, const MadeUpPage& page) {
  Score score;
  const std::vector<ObservedPost> posts = history_of(page);
  const MeanFieldAudience people = mean_field_audience(page.audience, page.audience.followers);
  for (std::uint32_t i = 0; i < posts.size(); ++i) {
    std::vector<double> reach, likes;
    for (std::uint32_t k = 0; k < calibration.draws.size(); ++k) {
      const Theta& theta = calibration.draws[k];
      const double u = theta.sigma_u * luck(k + 1, 50, i), e = theta.sigma_e * luck(k + 1, 51, i);
      std::array<double, kRates> rates{};
      for (std::size_t r = 0; r < kRates; ++r) rates[r] = chance_of_rate(theta.rate[r] + e);
      const double follow =
          theta.visibility + theta.size_slope * std::log(2.0) + (posts[i].paid ? theta.paid : 0) + u;
      const auto seen = expect_post<double>(
          people, std::exp(follow), std::exp(theta.spread + u), rates, std::exp(theta.repeat));
      reach.push_back(seen.reach);
      likes.push_back(seen.reach * rates[2]);
    }
    for (auto* draws : {&reach, &likes}) {
      const double count = *posts[i].at(draws == &reach ? Metric::reach : Metric::likes);
      score.log_crps += log_crps(*draws, count) / (2 * static_cast<double>(posts.size()));
      std::ranges::sort(*draws);
      const bool held = (*draws)[draws->size() / 10] <= count && count <= (*draws)[draws->size() * 9 / 10];
      score.held += held / (2 * static_cast<double>(posts.size()));
    }
  }
  return score;
}

TEST(Borrowing, FromNobodyChangesNotOneBit) {
  const BorrowedPriors lent = borrowed_priors({"facebook", "new", {}, true}, {});
  EXPECT_TRUE(lent.priors.empty());
  const Calibration plain = generic_calibration("facebook", 20000, kQuick), same = unknown_page(lent);
  for (std::size_t k = 0; k < plain.draws.size(); ++k) {
    EXPECT_EQ(plain.draws[k].visibility, same.draws[k].visibility);
    EXPECT_EQ(plain.draws[k].rate, same.draws[k].rate);
    EXPECT_EQ(plain.draws[k].sigma_u, same.draws[k].sigma_u);
  }
}

TEST(Borrowing, TakesNothingOfWhatALenderWasNotToldItself) {
  MadeUpPage page = page_of_brand(1, 1, .2);
  page.follower_split = false;
  const std::vector<Calibration> lenders{fitted(page, "a")};
  const BorrowedPriors lent = borrowed_priors({"facebook", "new", page.audience, true}, lenders);
  ASSERT_EQ(lent.priors.size(), kBorrowed);
  const std::vector<Prior> own = parameter_priors(priors_of("facebook"), page.audience, 0);
  EXPECT_EQ(lent.priors[kSpread].center, own[kSpread].center);
  EXPECT_EQ(lent.priors[kSpread].sd, own[kSpread].sd);
  EXPECT_EQ(lent.priors[kSpread].confidence, own[kSpread].confidence);
  EXPECT_NE(lent.priors[kFirstRate].center, own[kFirstRate].center);
}

TEST(Borrowing, FromManyPagesGoesToTheirMeanAndStaysAsWideAsTheyDiffer) {
  std::vector<Calibration> lenders;
  Calibration one = fitted(page_of_brand(2, 1, .3), "a");
  double mean = 0;
  for (std::uint32_t page = 0; page < 40; ++page) {
    lenders.push_back(one);
    lenders.back().account = "page " + std::to_string(page);
    const double moved = .3 * luck(3, 60, page);
    for (Theta& draw : lenders.back().draws) draw.visibility += moved, mean += draw.visibility / (40. * 200);
    lenders.back().estimate.visibility += moved;
  }
  const BorrowedPriors lent = borrowed_priors({"facebook", "new", lenders[0].audience, true}, lenders);
  EXPECT_NEAR(lent.priors[kVisibility].center, mean, .08);
  EXPECT_GT(lent.priors[kVisibility].sd, .25);
  EXPECT_LT(lent.priors[kVisibility].sd, .45);
  EXPECT_EQ(lent.from.size(), 40u);
}

TEST(Borrowing, FromAnotherPlatformIsWiderThanFromTheSame) {
  std::vector<Calibration> lenders;
  for (std::uint32_t page = 1; page <= 3; ++page)
    lenders.push_back(fitted(page_of_brand(1, page, .02), "page " + std::to_string(page)));
  const PopulationParameters people = lenders[0].audience;
  constexpr std::size_t kLikes = kFirstRate + 2;
  const auto same = borrowed_priors({"facebook", "new", people, true}, lenders),
             other = borrowed_priors({"instagram", "new", people, true}, lenders);
  EXPECT_LT(same.priors[kLikes].sd, .9 * other.priors[kLikes].sd);
  EXPECT_LT(other.priors[kLikes].sd, widened_sd(priors_of("instagram").rate[2]) + 1e-12);
}

TEST(Borrowing, PagesThatBorrowedOrAreTooShortDoNotLend) {
  Calibration borrower = fitted(page_of_brand(1, 1, .2), "a"), brief = borrower;
  borrower.borrowed = {"b"};
  brief.posts = 12;
  EXPECT_TRUE(borrowed_priors({"facebook", "new", {}, true}, std::vector{borrower, brief}).priors.empty());
  EXPECT_TRUE(borrowed_priors({"facebook", "a", {}, true}, std::vector{fitted(page_of_brand(1, 1, .2), "a")})
                  .priors.empty());
}

// One page of a brand left out, foreseen from its sisters and from the platform's beliefs alone.
TEST(Borrowing, ForeseesAPageLeftOutBetterThanThePlatformsBeliefs) {
  constexpr std::uint32_t kBrands = 2, kPages = 4;
  Score borrowed, generic;
  int better = 0;
  for (std::uint32_t brand = 1; brand <= kBrands; ++brand) {
    std::vector<Calibration> calibrations;
    for (std::uint32_t page = 0; page < kPages; ++page)
      calibrations.push_back(fitted(page_of_brand(brand, page, .25), "page " + std::to_string(page)));
    for (std::uint32_t out = 0; out < kPages; ++out) {
      const MadeUpPage page = page_of_brand(brand, out, .25);
      const BorrowedPriors lent =
          borrowed_priors({"facebook", "page " + std::to_string(out), page.audience, true}, calibrations);
      EXPECT_EQ(lent.from.size(), kPages - 1);
      const Score from_sisters = score(unknown_page(lent), page),
                  from_beliefs = score(unknown_page({}), page);
      better += from_sisters.log_crps < from_beliefs.log_crps;
      borrowed.log_crps += from_sisters.log_crps / (kBrands * kPages);
      borrowed.held += from_sisters.held / (kBrands * kPages);
      generic.log_crps += from_beliefs.log_crps / (kBrands * kPages);
      generic.held += from_beliefs.held / (kBrands * kPages);
    }
  }
  std::printf(
      "mean logCRPS of reach and likes: borrowed %.3f (80 %% held %.2f), beliefs %.3f (%.2f); %d of %u\n",
      borrowed.log_crps,
      borrowed.held,
      generic.log_crps,
      generic.held,
      better,
      kBrands * kPages);
  EXPECT_LT(borrowed.log_crps, .85 * generic.log_crps);
  EXPECT_GE(better, 7);
  EXPECT_GT(borrowed.held, .72);
  EXPECT_LT(borrowed.held, .95);
}

// Ten posts, fitted with and without what sisters lend.
TEST(Borrowing, HelpsAPageOfFewPosts) {
  double with = 0, without = 0;
  for (std::uint32_t brand = 1; brand <= 2; ++brand) {
    std::vector<Calibration> sisters;
    for (std::uint32_t page = 0; page < 3; ++page)
      sisters.push_back(fitted(page_of_brand(brand, page, .25), "page " + std::to_string(page)));
    MadeUpPage page = page_of_brand(brand, 3, .25);
    std::vector<ObservedPost> few = history_of(page);
    few.resize(8);
    const BorrowedPriors lent = borrowed_priors({"facebook", "few", page.audience, false}, sisters);
    FitOptions options = kQuick;
    const Calibration alone = fit(few, page.audience, options);
    options.priors = lent.priors;
    options.borrowed = lent.from;
    const Calibration helped = fit(few, page.audience, options);
    EXPECT_EQ(helped.borrowed.size(), 3u);
    with += score(helped, page).log_crps;
    without += score(alone, page).log_crps;
  }
  std::printf("eight posts, mean logCRPS: with sisters %.3f, alone %.3f\n", with / 2, without / 2);
  EXPECT_LT(with, without);
}

}  // namespace
}  // namespace gs
