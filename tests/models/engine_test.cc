// What a planner may rely on when he changes a plan: same people, same luck, at any thread count.
#include "models/engine.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/summary.h"
#include "tests/support/worlds.h"

namespace gs {
namespace {

using namespace testing_worlds;

std::vector<HourCounts> rows_of(const Ledger& ledger, std::uint32_t post) {
  std::vector<HourCounts> rows;
  for (const HourCounts& row : ledger.rows)
    if (row.post == post) rows.push_back(row);
  return rows;
}

TEST(RunWorld, GivesTheSameDigestsOnOneTwoThreeAndSevenThreads) {
  const Plan plan = daily_plan(2000, 7);
  std::vector<std::vector<std::uint64_t>> digests;
  for (const unsigned threads : {1U, 2U, 3U, 7U}) {
    digests.emplace_back(40);
    for_each_chunk(8, threads, [&](std::size_t chunk) {
      WorldScratch scratch;
      for (std::size_t r = chunk * 5; r < chunk * 5 + 5; ++r)
        digests.back()[r] = digest(run_world({plan.audience, plan.campaign, plan.behaviour, plan.timings()},
                                             {1, static_cast<std::uint32_t>(r)},
                                             scratch));
    });
  }
  for (const auto& other : digests) EXPECT_EQ(other, digests[0]);
  EXPECT_NE(digests[0][0], digests[0][1]);
}

TEST(RunWorld, LeavesNothingInItsScratchThatTheNextWorldCouldSee) {
  const Plan small = daily_plan(300, 3), large = daily_plan(1500, 9);
  WorldScratch scratch;
  const auto run = [&](const Plan& plan) {
    return run_world({plan.audience, plan.campaign, plan.behaviour, plan.timings()}, {3, 1}, scratch);
  };
  run(large);
  EXPECT_EQ(run(small), small.run({3, 1}));
  EXPECT_EQ(run(large), large.run({3, 1}));
}

TEST(RunWorld, KeepsEveryInvariantOfAFinishedLedger) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Plan plan = daily_plan(500 + 100 * replicate, 1 + replicate % 7);
    plan.behaviour[0].share_intensity = 0.02 * replicate;
    EXPECT_NO_THROW(check_invariants(plan.run({4, replicate})));
  }
}

TEST(RunWorld, ChangesNoOtherPostWhenAPostIsAdded) {
  Plan plan = daily_plan(1500, 6);
  const Ledger before = plan.run({5, 0});
  plan.campaign.posts.insert(plan.campaign.posts.begin(), {9999, Tick{30}});  // rows move, keys stay
  plan.behaviour.insert(plan.behaviour.begin(), ordinary());
  const Ledger after = plan.run({5, 0});
  for (std::uint32_t post = 0; post < 6; ++post) {
    auto rows = rows_of(after, post + 1);
    for (HourCounts& row : rows) row.post = post;
    EXPECT_EQ(rows, rows_of(before, post));
  }
  EXPECT_GT(reach_of(after, 0), 0U);
}

TEST(RunWorld, DoesNotDependOnTheOrderOfPostsInThePlan) {
  Plan plan = daily_plan(1500, 4);
  const Ledger before = plan.run({5, 1});
  std::ranges::reverse(plan.campaign.posts);
  const Ledger after = plan.run({5, 1});
  EXPECT_EQ(after.reach_k, before.reach_k);
  EXPECT_EQ(after.first_engaged, before.first_engaged);
  for (std::uint32_t post = 0; post < 4; ++post) EXPECT_EQ(reach_of(after, 3 - post), reach_of(before, post));
}

TEST(RunWorld, KeepsEveryActionWordWhenAPostIsMoved) {
  Plan plan = daily_plan(3000, 5);
  for (PostBehaviour& behaviour : plan.behaviour) behaviour.share_intensity = 0;
  const Ledger before = plan.run({6, 0});
  plan.campaign.posts[2].publish = Tick{plan.campaign.posts[2].publish.value + 29};
  const Ledger after = plan.run({6, 0});
  const HourCounts a = sum_of_post(before, 2, 0, before.hours), b = sum_of_post(after, 2, 0, after.hours);
  EXPECT_EQ(a.actions, b.actions);
  EXPECT_EQ(a.engaged, b.engaged);
  EXPECT_EQ(a.displays, b.displays);
  EXPECT_GT(a.actions[index_of(Action::like)], 10U);
}

TEST(RunWorld, KeepsEveryDelayQuantileWhenAPostIsMoved) {
  Plan plan = daily_plan(3000, 3);
  const Ledger before = plan.run({6, 1});
  plan.campaign.hours += 168;
  plan.campaign.posts[1].publish =
      Tick{plan.campaign.posts[1].publish.value + 168};  // the same hour of the week
  auto moved = rows_of(plan.run({6, 1}), 1);
  for (HourCounts& row : moved) row.hour -= 168;
  EXPECT_EQ(moved, rows_of(before, 1));
}

TEST(RunWorld, EqualsTheFirstDaysOfALongerRun) {
  Plan plan = daily_plan(1500, 6);
  const Ledger whole = plan.run({7, 0});
  plan.campaign.hours = 150;
  const Ledger part = plan.run({7, 0});
  std::vector<HourCounts> first_days;
  for (const HourCounts& row : whole.rows)
    if (row.hour < 150) first_days.push_back(row);
  EXPECT_EQ(part.rows, first_days);
  EXPECT_GT(part.late, whole.late);
}

TEST(RunWorld, ReachesASupersetWhenSharesAreSeenMoreEasily) {
  Plan plan = daily_plan(2000, 5);
  std::uint64_t last = 0;
  for (const double intensity : {0.0, 0.02, 0.05, 0.2, 0.8}) {
    for (PostBehaviour& behaviour : plan.behaviour) behaviour.share_intensity = intensity;
    const Ledger ledger = plan.run({8, 0});
    std::uint64_t reach = 0;
    for (std::uint32_t post = 0; post < 5; ++post) reach += reach_of(ledger, post);
    EXPECT_GT(reach, last) << "share intensity " << intensity;
    last = reach;
  }
}

TEST(RunWorld, NeverReachesMoreWhenALinkIsRemoved) {
  Plan plan;
  plan.timing = flat_timing(2);
  plan.campaign = {.page_keys = {1}, .hours = 60};
  for (std::uint32_t p = 0; p < 200; ++p) plan.campaign.posts.push_back({p, Tick{0}});
  plan.behaviour.assign(200, cascade(0.4));
  Arcs arcs = both_ways({{0, 1}, {1, 2}, {2, 3}, {3, 0}, {1, 3}, {3, 4}, {4, 5}});
  plan.audience = drawn_audience(6, 1, arcs);
  const Ledger whole = plan.run({9, 0});
  arcs.erase(arcs.begin() + 4);
  plan.audience = drawn_audience(6, 1, arcs);
  const Ledger less = plan.run({9, 0});
  std::uint64_t lost = 0;
  for (std::uint32_t post = 0; post < 200; ++post) {
    EXPECT_LE(reach_of(less, post), reach_of(whole, post));
    lost += reach_of(whole, post) - reach_of(less, post);
  }
  EXPECT_GT(lost, 0U);
}

TEST(RunWorld, IsUntouchedByPeopleNobodyIsLinkedTo) {
  Plan plan;
  plan.timing = flat_timing(3);
  plan.campaign = {.page_keys = {1}, .posts = {{1, Tick{0}}, {2, Tick{5}}}, .hours = 30};
  plan.behaviour.assign(2, cascade(0.5));
  const Arcs arcs = both_ways({{0, 1}, {1, 2}});
  plan.audience = drawn_audience(3, 1, arcs);
  Ledger before = plan.run({10, 0});
  plan.audience = drawn_audience(50, 1, arcs);
  const Ledger after = plan.run({10, 0});
  before.agents = after.agents;
  EXPECT_EQ(before, after);
}

// Reach differences of the plan with one post moved by a day, in the same worlds and in independent ones.
TEST(RunWorld, TellsAMovedPostAHundredTimesSharperThanIndependentWorlds) {
  Plan plan = daily_plan(2000, 14);
  plan.campaign.hours = 14 * 24 + 24;  // near enough for a move to change something
  Plan moved = plan;
  moved.campaign.posts[11].publish = Tick{plan.campaign.posts[11].publish.value + 24};
  constexpr std::uint32_t kPairs = 60;
  std::vector<double> paired, independent;
  for (std::uint32_t r = 0; r < kPairs; ++r) {
    const double base = plan.run({11, r}).reach_k[0];
    paired.push_back(moved.run({11, r}).reach_k[0] - base);
    independent.push_back(moved.run({12, r}).reach_k[0] - base);
  }
  EXPECT_GT(variance_of(independent), 100.0 * variance_of(paired));
}

// A cascade in which everybody who sees a post shares it with 30 people, half of whom see it.
Plan runaway_plan() {
  Plan plan = daily_plan(20000, 3);
  plan.behaviour[1] = cascade(0.5);
  plan.behaviour[1].follow_intensity = 0.01;
  return plan;
}

WorldInput limited(const Plan& plan, std::uint64_t most_events) {
  return {plan.audience, plan.campaign, plan.behaviour, plan.timings(), most_events};
}

TEST(RunWorld, StopsARunawayWorldAndNamesThePostAndTheHour) {
  const Plan plan = runaway_plan();
  WorldScratch scratch;
  const std::uint64_t whole = run_world(limited(plan, UINT64_MAX), {13, 0}, scratch).events;
  EXPECT_GT(whole, 500000U);
  try {
    run_world(limited(plan, 100000), {13, 0}, scratch);
    FAIL() << "went on for ever";
  } catch (const Runaway& runaway) {
    EXPECT_EQ(runaway.fault, Fault::limit);
    EXPECT_EQ(runaway.post, 1U);
    EXPECT_GT(runaway.hour, plan.campaign.posts[1].publish.value);
    EXPECT_LT(runaway.hour, plan.campaign.posts[1].publish.value + 48);
    EXPECT_FALSE(runaway.remedy.empty());
  }
  EXPECT_EQ(run_world(limited(plan, whole), {13, 0}, scratch).events, whole);  // the limit itself is allowed
  EXPECT_THROW(run_world(limited(plan, whole - 1), {13, 0}, scratch), Runaway);
}

TEST(RunWorld, LeavesNothingOfARunawayWorldInItsScratch) {
  const Plan plan = runaway_plan(), quiet = daily_plan(1500, 4);
  WorldScratch scratch;
  EXPECT_THROW(run_world(limited(plan, 50000), {13, 1}, scratch), Runaway);
  EXPECT_EQ(run_world(limited(quiet, UINT64_MAX), {13, 1}, scratch), quiet.run({13, 1}));
}

TEST(RunWorld, CountsEveryTimeAPostComesUpForSomebody) {
  Plan plan = daily_plan(2000, 5);
  for (PostBehaviour& behaviour : plan.behaviour) behaviour.share_intensity = 0;
  const Ledger ledger = plan.run({14, 0});
  std::uint64_t reach = 0;
  for (std::uint32_t post = 0; post < 5; ++post) reach += reach_of(ledger, post);
  EXPECT_EQ(ledger.events, reach + ledger.late);  // nobody sees a post twice where nobody shares
}

TEST(RunWorld, StopsInTheMiddleOfAWorldWhenAsked) {
  const Plan plan = daily_plan(500, 2);
  volatile bool asked = false;
  const WorldInput input{
      plan.audience, plan.campaign, plan.behaviour, plan.timings(), UINT64_MAX, StopRequest{&asked}};
  WorldScratch scratch;
  EXPECT_EQ(run_world(input, {1, 0}, scratch), plan.run({1, 0}));
  asked = true;
  EXPECT_THROW(run_world(input, {1, 0}, scratch), Interrupted);
}

TEST(RunWorld, RefusesPartsThatDoNotFitEachOther) {
  const Plan good = daily_plan(50, 2);
  Plan plan = good;
  plan.behaviour.pop_back();
  EXPECT_THROW(plan.run({1, 0}), Error);
  plan = good;
  plan.campaign.posts[1].publish = Tick{plan.campaign.hours};
  EXPECT_THROW(plan.run({1, 0}), Error);
  plan = good;
  plan.behaviour[0].engaged = 1.01;
  EXPECT_THROW(plan.run({1, 0}), Error);
  plan = good;
  plan.behaviour[1].follow_intensity = std::nan("");
  EXPECT_THROW(plan.run({1, 0}), Error);
  plan = good;
  plan.timing.attention.clear();
  EXPECT_THROW(plan.run({1, 0}), Error);
  EXPECT_NO_THROW(good.run({1, 0}));
}

TEST(ActionsAt, LaysTheKindsAsArcsOneAfterAnotherOnACircle) {
  const std::array<double, kActs> lengths{0.5, 0.25, 0.5, 0.125};  // 1.375 in all: comment wraps onto click
  EXPECT_EQ(actions_at(lengths, 0.0), 0b0101);
  EXPECT_EQ(actions_at(lengths, 0.2499), 0b0101);
  EXPECT_EQ(actions_at(lengths, 0.25), 0b1001);
  EXPECT_EQ(actions_at(lengths, 0.375), 0b0001);
  EXPECT_EQ(actions_at(lengths, 0.5), 0b0010);
  EXPECT_EQ(actions_at(lengths, 0.75), 0b0100);
}

TEST(ActionsAt, LetsEverybodyEngagedDoSomethingWhenTheArcsAddUpToOne) {
  const std::array<double, kActs> lengths{0.1, 0.2, 0.3, 0.4};
  for (int i = 0; i < 100000; ++i) EXPECT_NE(actions_at(lengths, i / 100000.0), 0);
  EXPECT_NE(actions_at(lengths, 0x1.fffffffep-1), 0);
  EXPECT_EQ(actions_at({1, 1, 1, 1}, 0.7), 0b1111);
  EXPECT_EQ(actions_at({0, 0, 0, 0}, 0.7), 0);
}

}  // namespace
}  // namespace gs
