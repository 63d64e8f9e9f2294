// One claim per member of the pool.
#include "models/fit/pool/members.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "made_page.h"

namespace gs {
namespace {

const PostFeatures kPhoto{.format = "photo", .topic = "1", .followers = 90000};

PostFeatures with(const std::string& format, bool paid) {
  return {.format = format, .topic = "1", .paid = paid, .followers = 100000, .hour = 12, .weekday = 2};
}

// `before` posts around 0, then `after` around `jump`.
std::vector<double> jumping(std::size_t before, std::size_t after, double jump, double noise) {
  std::vector<double> residuals;
  for (std::uint32_t i = 0; i < before + after; ++i)
    residuals.push_back((i < before ? 0 : jump) + noise * made_normal(5, i, 9));
  return residuals;
}

TEST(Member, HasANameOfItsOwnAndTheRequiredFiveComeFirst) {
  std::set<std::string_view> names;
  for (const Member& member : kMembers) names.insert(member.name);
  EXPECT_EQ(names.size(), kMembers.size());
  EXPECT_EQ(kMembers[0].name, "global");
  EXPECT_EQ(kMembers[1].name, "type x paid 100");
  EXPECT_EQ(kMembers[2].name, "ridge");
  EXPECT_EQ(kMembers[3].name, "ridge + level");
  EXPECT_EQ(kMembers[4].name, "ridge + chosen rate");
}

TEST(Member, AnswersWithAscendingQuantilesOfAnyPost) {
  const auto posts = made_page({.posts = 70});
  const Past past = past_of(posts);
  for (const Member& member : kMembers) {
    const LogQuantiles law = member.fit(past)(with("reel", true), 7);
    EXPECT_TRUE(std::is_sorted(law.begin(), law.end())) << member.name;
    EXPECT_TRUE(std::isfinite(law.front()) && std::isfinite(law.back())) << member.name;
  }
}

TEST(MemberGlobal, SpreadsAllPastPostsWhateverThePostIsLike) {
  const Past past = past_with_residuals({1, 2, 3, 4});
  const auto member = fit_global(past);
  EXPECT_EQ(member(kPhoto, 1), member(with("status", true), 9));
  EXPECT_NEAR(middle(member(kPhoto, 1)), 2.5, 1e-12);
  EXPECT_EQ(member(kPhoto, 1).front(), 1);
  EXPECT_EQ(member(kPhoto, 1).back(), 4);
}

TEST(MemberGlobalRecent, TrustsAPostOf80PostsAgoHalfAsMuch) {
  Past past = past_with_residuals({0, 1});
  past.ages = {80, 0};  // weights 1/2 and 1: the levels of the two values are 1/6 and 2/3
  const LogQuantiles law = fit_global_recent(past)(kPhoto, 1);
  EXPECT_NEAR(middle(law), (0.5 - 1.0 / 6) / (2.0 / 3 - 1.0 / 6), 1e-9);
}

TEST(MemberTypePaid, AnswersFromPostsOfTheSameFormatAndFlag) {
  const auto posts = made_page({.posts = 200, .paid = 1, .status = 2, .noise = 0.2});
  const auto member = fit_type_paid_100(past_of(posts));
  EXPECT_NEAR(middle(member(with("photo", true), 1)) - middle(member(with("photo", false), 1)), 1, 0.2);
  EXPECT_NEAR(middle(member(with("status", false), 1)) - middle(member(with("photo", false), 1)), 2, 0.2);
}

TEST(MemberTypePaid, FallsBackToTheFormatAndThenToAllPosts) {
  auto posts = made_page({.posts = 100});
  for (auto& post : posts)
    if (post.features.format == "status") post.features.paid = false;
  const Past past = past_of(posts);
  const auto member = fit_type_paid_100(past);
  EXPECT_EQ(member(with("status", true), 1), member(with("status", false), 1));
  const auto everything = fit_type_paid_100(past)(with("reel", false), 1);
  EXPECT_LT(middle(everything), middle(member(with("status", false), 1)));
}

TEST(MemberTypePaid, TheEightyForgetsAJumpSoonerThanTheHundred) {
  const auto posts = made_page({.posts = 160, .jump = 2, .jump_at = 100, .noise = 0.2});
  const Past past = past_of(posts);
  const auto mean = [&](const MemberForecast& member) {
    double sum = 0;
    for (double value : member(with("photo", false), 1)) sum += value / kMemberQuantiles;
    return sum;
  };
  EXPECT_GT(mean(fit_type_paid_80(past)), mean(fit_type_paid_100(past)) + 0.05);
}

TEST(MemberRidge, LearnsThePlantedEffects) {
  const auto posts = made_page({.posts = 300, .paid = 0.8, .status = 1.5, .noise = 0.3});
  const Past past = past_of(posts);
  const auto member = fit_ridge_alone(past);
  EXPECT_NEAR(middle(member(with("photo", true), 1)) - middle(member(with("photo", false), 1)), 0.8, 0.2);
  EXPECT_NEAR(middle(member(with("status", false), 1)) - middle(member(with("photo", false), 1)), 1.5, 0.2);
  EXPECT_NEAR(width80(member(kPhoto, 1)), 2 * 1.2816 * 0.3, 0.2);
}

TEST(MemberRidgeRecent, StandsBetweenTheOldAndTheNewLevel) {
  const auto posts = made_page({.posts = 200, .jump = 1, .jump_at = 150, .noise = 0.2});
  const Past past = past_of(posts);
  const PostFeatures next = with("photo", false);
  const double whole = middle(fit_ridge_alone(past)(next, 1)),
               recent = middle(fit_ridge_recent(past)(next, 1));
  EXPECT_GT(recent, whole);
}

TEST(MemberLevel, FollowsTheResidualsAtARateOfATwentieth) {
  const std::vector<double> residuals(100, 1.0);
  const Past past = past_with_residuals(residuals);
  const double level = 1 - std::pow(0.95, 100);
  std::vector<WeightedValue> errors;
  for (int i = 30; i < 100; ++i) errors.push_back({1.05 * std::pow(0.95, i), 1});
  const LogQuantiles wanted = moved(member_quantiles(errors), level), law = fit_ridge_level(past)(kPhoto, 1);
  for (std::size_t k = 0; k < wanted.size(); ++k) EXPECT_NEAR(law[k], wanted[k], 1e-12);
}

TEST(MemberChosenRate, HurriesAfterAJumpAndWaitsInNoise) {
  const Past moving = past_with_residuals(jumping(100, 60, 3, 0.2));
  EXPECT_NEAR(middle(fit_ridge_chosen_rate(moving)(kPhoto, 1)), 3, 0.5);
  const Past calm = past_with_residuals(jumping(160, 0, 0, 1));
  EXPECT_NEAR(middle(fit_ridge_chosen_rate(calm)(kPhoto, 1)), 0, 0.4);
}

TEST(MemberLocalLevel, FollowsAJumpButNotAnOutlier) {
  const Past moving = past_with_residuals(jumping(100, 40, 3, 0.2));
  EXPECT_NEAR(middle(fit_ridge_local_level(moving)(kPhoto, 1)), 3, 0.3);
  auto residuals = jumping(140, 0, 0, 0.2);
  residuals.back() = 8;
  EXPECT_NEAR(middle(fit_ridge_local_level(past_with_residuals(residuals))(kPhoto, 1)), 0, 0.3);
}

TEST(MemberLocalLevel, IsLessSureTheFartherAhead) {
  std::vector<double> walk{0};
  for (std::uint32_t i = 1; i < 200; ++i) walk.push_back(walk.back() + 0.3 * made_normal(6, i, 0));
  const Past past = past_with_residuals(walk);
  const auto member = fit_ridge_local_level(past);
  EXPECT_GT(width80(member(kPhoto, 20)), 1.3 * width80(member(kPhoto, 1)));
}

TEST(MemberChangePoint, StandsAtTheNewLevelFifteenPostsAfterAJump) {
  const Past past = past_with_residuals(jumping(100, 15, 2, 0.3));
  EXPECT_NEAR(middle(fit_ridge_change_point(past)(kPhoto, 1)), 2, 0.35);
  EXPECT_LT(middle(fit_ridge_level(past)(kPhoto, 1)), 1.5);
}

TEST(MemberChangePoint, StaysWhereNothingJumped) {
  const Past past = past_with_residuals(jumping(150, 0, 0, 1));
  EXPECT_NEAR(middle(fit_ridge_change_point(past)(kPhoto, 1)), 0, 0.45);
}

}  // namespace
}  // namespace gs
