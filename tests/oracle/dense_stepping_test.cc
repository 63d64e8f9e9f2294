// The engine and its slow twin give the same ledger, bit by bit, and ads do what a planner expects of them.
#include "tests/oracle/dense_stepping.h"

#include <gtest/gtest.h>

#include "tests/support/pages.h"

namespace gs {
namespace {

using namespace testing_worlds;

TEST(DenseStepping, GivesTheSameLedgerBitForBitOnAThousandPeople) {
  Plan plan = daily_plan(500, 6);
  plan.campaign.start_hour_of_week = 100;
  for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
    const Ledger fast = plan.run({11, replicate});
    ASSERT_EQ(fast, DenseStepping(plan, {11, replicate}).run());
    EXPECT_GT(total(fast.reach_k), 200U);  // there was something to compare
  }
}

TEST(DenseStepping, GivesTheSameLedgerWhenNearlyEverybodySharesAndTheHorizonIsShort) {
  Plan plan = daily_plan(400, 5);
  plan.campaign.hours = 80;  // cuts the cascades of the last posts
  for (std::size_t p = 0; p < 5; ++p) {
    plan.campaign.posts[p].publish = Tick{static_cast<std::uint32_t>(p / 2 * 20)};  // two posts in one hour
    plan.behaviour[p].share_intensity = 0.3;
    plan.behaviour[p].engaged = 0.9;
    plan.behaviour[p].given_engaged = {0.3, 0.9, 0.2, 0.8};
    plan.behaviour[p].extra_displays = static_cast<double>(p);
  }
  const Ledger fast = plan.run({12, 0});
  ASSERT_EQ(fast, DenseStepping(plan, {12, 0}).run());
  EXPECT_GT(fast.late, 0U);
  EXPECT_GT(fast.reach_k[4], 100U);
}

TEST(DenseStepping, GivesTheSameLedgerOfSeveralPagesOnSeveralPlatforms) {
  const Plan plan = plan_of_three_pages();
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    const Ledger fast = plan.run({13, replicate});
    ASSERT_EQ(fast, DenseStepping(plan, {13, replicate}).run());
    ASSERT_EQ(fast.layer_reach.size(), 2u);
    EXPECT_GT(fast.layer_reach[0] + fast.layer_reach[1], fast.reach_k[0]);  // some were met on both
    EXPECT_LT(fast.layer_reach[1], fast.reach_k[0]);
  }
}

TEST(DenseStepping, GivesTheSameLedgerWithAdsOfPosts) {
  const Plan plan = plan_with_ads();
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    const Ledger fast = plan.run({15, replicate});
    check_invariants(fast);
    ASSERT_EQ(fast, DenseStepping(plan, {15, replicate}).run());
    EXPECT_EQ(total(fast.ads[0].impressions), 1350U);
    EXPECT_EQ(total(fast.ads[1].impressions), 300U);
    EXPECT_LT(total(fast.ads[2].impressions), 1000U);  // its last days lie behind the horizon
    EXPECT_GT(fast.ads[1].clicks, 100U);
  }
}

// There was something to compare: every source, act, change of followers, purchase and segment.
void expect_everything_happened(const Ledger& ledger) {
  HourCounts sum;
  for (const HourCounts& row : ledger.rows) add_counts(sum, row);
  for (const std::uint32_t exposures : sum.exposures) EXPECT_GT(exposures, 50U);
  for (const std::uint32_t acts : sum.actions) EXPECT_GT(acts, 20U);
  FollowerChange change;
  for (const FollowerChange& one : ledger.follower_changes)
    change.gained += one.gained, change.lost += one.lost;
  EXPECT_GT(std::min(change.gained, change.lost), 20U);
  Outcomes bought;
  for (const DayOutcomes& row : ledger.outcomes) {
    bought.leads += row.counts.leads;
    bought.sales += row.counts.sales;
    bought.view_sales += row.counts.view_sales;
  }
  EXPECT_GT(std::min({bought.leads, bought.sales, bought.view_sales}), 10U);
  EXPECT_GT(ledger.late_outcomes, 10U);
  EXPECT_GT(total(ledger.ads[3].impressions), 100U);
  EXPECT_GT(*std::ranges::min_element(ledger.segment_reach), 50U);
}

TEST(DenseStepping, GivesTheSameLedgerWithEveryMechanismOnSeveralPages) {
  const Plan plan = plan_of_everything();
  for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
    const Ledger fast = plan.run({18, replicate});
    check_invariants(fast);
    const Ledger slow = DenseStepping(plan, {18, replicate}).run();
    EXPECT_EQ(fast.rows, slow.rows);
    EXPECT_EQ(fast.outcomes, slow.outcomes);
    EXPECT_EQ(fast.follower_changes, slow.follower_changes);
    EXPECT_EQ(fast.segments, slow.segments);
    EXPECT_EQ(fast.ads, slow.ads);
    ASSERT_EQ(fast, slow);
    expect_everything_happened(fast);
  }
}

TEST(Ads, OfNoBudgetLeaveTheOrganicWorldAsItIs) {
  Plan plan = plan_with_ads();
  for (AdBehaviour& ad : plan.ads) std::ranges::fill(ad.need, 0U);
  const Ledger with = plan.run({16, 0});
  plan.campaign.ads.clear();
  plan.ads.clear();
  EXPECT_EQ(with.rows, plan.run({16, 0}).rows);
}

TEST(Ads, OfMoreBudgetReachNoFewerPeopleOfTheirOwn) {
  Plan plan = plan_with_ads();
  std::uint32_t before = 0;
  for (const std::uint32_t need : {20U, 60U, 150U, 300U}) {
    std::ranges::fill(plan.ads[0].need, need);
    const Ledger ledger = plan.run({17, 0});
    EXPECT_GE(ledger.ads[0].reach, before);
    before = ledger.ads[0].reach;
  }
}

TEST(Pages, DoNotFeelPagesWithoutPosts) {
  Plan plan = daily_plan(400, 5);
  const Ledger alone = plan.run({14, 0});
  add_page(plan.audience, 0, {3, 5, 8});
  plan.campaign.page_keys.push_back(9);
  plan.page_timings = {plan.timing, flat_timing(4)};
  EXPECT_EQ(plan.run({14, 0}), alone);
}

}  // namespace
}  // namespace gs
