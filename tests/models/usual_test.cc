// What a page's usual frequency takes from its own posts.
#include "models/loop/usual.h"

#include <gtest/gtest.h>

#include "core/real.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

using testing_worlds::flat_timing;

std::vector<std::int64_t> every(std::int64_t gap, std::int64_t posts) {
  std::vector<std::int64_t> hours;
  for (std::int64_t i = 0; i < posts; ++i) hours.push_back(12 + gap * i);
  return hours;
}

TEST(UsualFading, IsOffWithoutStrengthOrWithoutPosts) {
  EXPECT_FALSE(UsualFading().on());
  EXPECT_FALSE(UsualFading(every(24, 9), flat_timing(3), {0, 12}).on());
  EXPECT_FALSE(UsualFading(every(24, 1), flat_timing(3), {1, 12}).on());
  EXPECT_EQ(UsualFading().left(0.5), 1.0);
}

// Posts seen in the hour they are out: each finds what the others left, one, two ... gaps ago.
TEST(UsualFading, OfPostsSeenAtOnceIsTheProductOverThoseBefore) {
  const double s = 0.8, half_life = 12;
  const UsualFading usual(every(24, 40), flat_timing(1), {s, half_life});
  double expected = 1;
  for (int back = 1; back <= 3; ++back)  // four gaps are more than seven half-lives
    expected *= 1 - 0.3 * (1 - exact_exp(-s * exact_exp(-0.69314718055994531 * back * 2)));
  EXPECT_NEAR(usual.left(0.3), expected, 1e-12);
  EXPECT_NEAR(usual.level(0.3), 0.3 / 24 * 12 / 0.69314718055994531, 1e-12);
  EXPECT_EQ(usual.left(0), 1.0);
}

TEST(UsualFading, TakesMoreTheMoreOftenThePagePostsAndTheStrongerItIs) {
  double before = 1;
  for (const std::int64_t gap : {72, 48, 24, 8, 3}) {
    const double left = UsualFading(every(gap, 80), flat_timing(6), {0.5, 12}).left(0.4);
    EXPECT_LT(left, before) << gap;
    before = left;
  }
  EXPECT_LT(UsualFading(every(24, 40), flat_timing(6), {1.0, 12}).left(0.4),
            UsualFading(every(24, 40), flat_timing(6), {0.5, 12}).left(0.4));
}

// The simulator's own thinning at that frequency, people of one activity, posts of one visibility.
TEST(UsualFading, IsWhatTheSimulatorTakes) {
  testing_worlds::Plan plan = testing_worlds::daily_plan(4000, 20);
  plan.audience.activity.assign(plan.audience.activity.size(), 1.0);
  for (PostBehaviour& b : plan.behaviour) b.share_intensity = 0, b.follow_intensity = 0.5;
  std::vector<std::int64_t> hours;
  for (std::uint32_t p = 0; p < 20; ++p) {
    plan.campaign.posts[p].publish = Tick{p * 8 + 10};
    hours.push_back(p * 8 + 10);
  }
  const double offered = -exact_expm1(-0.5);
  plan.memory.crowding = 0.9;
  double seen = 0;
  for (std::uint32_t r = 0; r < 20; ++r) {
    const Ledger ledger = plan.run({3, r});
    for (std::uint32_t p = 12; p < 20; ++p)
      seen += static_cast<double>(testing_worlds::reach_of(ledger, p)) / (4000.0 * 8 * 20);
  }
  const UsualFading usual(hours, plan.timing, {0.9, 12});
  double chance = offered;
  for (int step = 0; step < 60; ++step) chance = (chance + offered * usual.left(chance)) / 2;
  EXPECT_NEAR(seen / chance, 1, 0.02);
  EXPECT_LT(chance, 0.9 * offered);
}

// A page that carries its usual level into the run meets its first post as any later one.
TEST(Earlier, LevelsThinTheFirstPostAsTheyDoLaterOnes) {
  testing_worlds::Plan plan = testing_worlds::daily_plan(4000, 1);
  for (PostBehaviour& b : plan.behaviour) b.share_intensity = 0;
  plan.campaign.posts[0].publish = Tick{0};
  plan.memory.crowding = 0.7;
  const auto reach = [&](std::uint16_t level) {
    const Earlier earlier{.crowd = std::vector<std::uint16_t>(plan.audience.activity.size(), level)};
    WorldInput input = plan.input();
    input.earlier = std::span(&earlier, 1);
    WorldScratch scratch;
    return testing_worlds::reach_of(run_world(input, {5, 0}, scratch), 0);
  };
  EXPECT_EQ(reach(0), testing_worlds::reach_of(plan.run({5, 0}), 0));
  EXPECT_LT(reach(256), reach(0));
  EXPECT_LT(reach(1024), reach(256));
}

TEST(BackgroundPosts, AreLivedThroughAndLeaveThePeopleReachedByOthersUncounted) {
  testing_worlds::Plan plan = testing_worlds::daily_plan(2000, 2), quiet = plan;
  plan.campaign.posts[1].background = true;
  quiet.behaviour[1].follow_intensity = 0;
  const Ledger with = plan.run({6, 0}), without = quiet.run({6, 0});
  EXPECT_GT(testing_worlds::reach_of(with, 1), 0U);
  EXPECT_EQ(with.reach_k, without.reach_k);
  EXPECT_EQ(with.first_exposures, without.first_exposures);
  EXPECT_EQ(with.layer_reach, without.layer_reach);
  EXPECT_EQ(testing_worlds::reach_of(with, 0), testing_worlds::reach_of(without, 0));
}

}  // namespace
}  // namespace gs
