// What a planner may rely on of each mechanism: it does what it says, to whom it says, and to nobody else.
#include <gtest/gtest.h>

#include "core/blocks.h"
#include "core/error.h"
#include "core/summary.h"
#include "tests/support/pages.h"

namespace gs {
namespace {

using namespace testing_worlds;

HourCounts sum_of(const Ledger& ledger) {
  HourCounts sum;
  for (const HourCounts& row : ledger.rows) add_counts(sum, row);
  return sum;
}
std::uint32_t acted(const Ledger& ledger, Action action) { return sum_of(ledger).actions[index_of(action)]; }

// One page, a post a day, nobody passes anything on.
Plan quiet_plan(double followers, std::uint32_t posts) {
  Plan plan = daily_plan(followers, posts);
  for (PostBehaviour& b : plan.behaviour) b.share_intensity = 0;
  return plan;
}

// A second page whose followers are the strangers of the first, and one post of the first placed at it.
Plan seeded_plan(double intensity) {
  Plan plan = quiet_plan(2000, 3);
  std::vector<std::uint32_t> strangers;
  for (std::uint32_t a = 0; a < plan.audience.agents; ++a)
    if (!follows(plan.audience, AgentId{a}, 0)) strangers.push_back(a);
  add_page(plan.audience, 0, strangers);
  plan.campaign.page_keys.push_back(subject_key("creator"));
  plan.page_timings = {plan.timing, flat_timing(12)};
  plan.campaign.seedings = {{1, 1, Tick{30}}};
  plan.seedings = {{intensity}};
  return plan;
}

void give_segments(Audience& people, std::uint32_t segments) {
  for (std::uint32_t a = 0; a < people.agents; ++a)
    people.segment.rows.push_back(static_cast<std::uint8_t>(a / 3 % segments));
}

TEST(Mechanisms, GiveTheSameDigestsOnOneTwoAndSevenThreads) {
  const Plan plan = plan_of_everything();
  std::vector<std::vector<std::uint64_t>> digests;
  for (const unsigned threads : {1U, 2U, 7U}) {
    digests.emplace_back(16);
    for_each_chunk(8, threads, [&](std::size_t chunk) {
      WorldScratch scratch;
      for (std::size_t r = 2 * chunk; r < 2 * chunk + 2; ++r)
        digests.back()[r] = digest(run_world(plan.input(), {1, static_cast<std::uint32_t>(r)}, scratch));
    });
  }
  EXPECT_EQ(digests[1], digests[0]);
  EXPECT_EQ(digests[2], digests[0]);
  EXPECT_NE(digests[0][0], digests[0][1]);
}

TEST(Mechanisms, LeaveNothingInTheirScratchThatTheNextWorldCouldSee) {
  const Plan all = plan_of_everything(), plain = daily_plan(700, 4);
  WorldScratch scratch;
  const Ledger first = run_world(all.input(), {3, 1}, scratch);
  EXPECT_EQ(run_world(plain.input(), {3, 1}, scratch), plain.run({3, 1}));
  EXPECT_EQ(run_world(all.input(), {3, 1}, scratch), first);
}

TEST(Segments, ChangeNothingButWhatIsToldOfThem) {
  Plan plan = plan_with_ads();
  const Ledger plain = plan.run({4, 0});
  give_segments(plan.audience, 2);
  Ledger told = plan.run({4, 0});
  check_invariants(told);
  EXPECT_GT(told.segment_reach[1], 100U);
  EXPECT_NE(digest(told), digest(plain));
  told.segments.clear();
  told.segment_reach.clear();
  EXPECT_EQ(told, plain);  // the path with mechanisms, all of them off, is the plain path
}

TEST(Segments, OfTwoThatAreAlikeAddUpToOneOfBoth) {
  Plan plan = plan_of_everything();
  plan.audience.segment_hours = {-4, 5, 5};
  const Ledger apart = plan.run({4, 1});
  for (std::uint8_t& segment : plan.audience.segment.rows) segment = std::min<std::uint8_t>(segment, 1);
  const Ledger merged = plan.run({4, 1});
  EXPECT_EQ(merged.rows, apart.rows);
  EXPECT_EQ(merged.outcomes, apart.outcomes);
  EXPECT_EQ(merged.segment_reach[1], apart.segment_reach[1] + apart.segment_reach[2]);
  EXPECT_GT(apart.segment_reach[2], 0U);
}

TEST(Segments, ThreeHoursAheadLookAsIfTheWeekHadBegunThreeHoursLater) {
  Plan plan = daily_plan(1500, 5);
  give_segments(plan.audience, 1);
  plan.campaign.start_hour_of_week = 163;
  plan.audience.segment_hours = {3};
  const Ledger ahead = plan.run({5, 0});
  plan.campaign.start_hour_of_week = 166;
  plan.audience.segment_hours = {0};
  EXPECT_EQ(plan.run({5, 0}), ahead);
}

TEST(Segments, AwakeWhenAPostGoesOutSeeMoreOfItThanThoseAsleep) {
  Plan plan = quiet_plan(20000, 1);
  plan.campaign.posts[0].publish = Tick{11};
  give_segments(plan.audience, 2);
  const Ledger together = plan.run({5, 1});
  plan.audience.segment_hours = {0, 10};  // 11 h, their best; 21 h for the others, who go to bed early
  const Ledger apart = plan.run({5, 1});
  EXPECT_GT(apart.segments[0].exposures, apart.segments[1].exposures * 2);
  EXPECT_NEAR(static_cast<double>(reach_of(apart, 0)), static_cast<double>(reach_of(together, 0)), 100);
}

TEST(Seeding, ShowsMorePeopleTheMoreStronglyAndTheSameWheneverItIsPlaced) {
  std::uint32_t before = 0;
  for (const double intensity : {.02, .1, .5}) {
    Plan plan = seeded_plan(intensity);
    const HourCounts early = sum_of(plan.run({6, 0}));
    plan.campaign.seedings[0].at = Tick{100};
    const HourCounts late = sum_of(plan.run({6, 0}));
    EXPECT_EQ(late.exposures, early.exposures);
    EXPECT_EQ(late.actions, early.actions);
    EXPECT_GT(early.exposures[index_of(Source::seeding)], before);
    before = early.exposures[index_of(Source::seeding)];
  }
}

TEST(Seeding, IsPassedOnAlongTheLayerOfThePageItIsPlacedAt) {
  Plan plan = seeded_plan(.5);
  plan.audience.layers.push_back(plan.audience.layers[0]);
  plan.audience.pages[1].layer = 1;
  for (PostBehaviour& b : plan.behaviour) {
    b = cascade(.5);
    b.follow_intensity = 0;
  }
  const Ledger ledger = plan.run({6, 1});
  EXPECT_GT(sum_of(ledger).exposures[index_of(Source::share)], 500U);
  EXPECT_EQ(ledger.layer_reach, (std::vector<std::uint32_t>{0, ledger.reach_k[0]}));
}

TEST(Discovery, OffersAStrongerPostToEverybodyWhoWouldBeOfferedAWeakerOne) {
  const Plan plan = daily_plan(2000, 1);
  std::vector<std::uint32_t> before;
  for (const double ratio : {.05, .3, .9, 4.0}) {
    Plan now = plan;
    now.behaviour[0].discovery = ratio;
    give_segments(now.audience, 60);
    now.behaviour[0].share_intensity = 0;
    const Ledger ledger = now.run({7, 0});
    const HourCounts sum = sum_of(ledger);
    const double wanted = ratio * sum.exposures[index_of(Source::follow)];
    EXPECT_NEAR(sum.exposures[index_of(Source::discovery)], wanted, 1.0 + .02 * wanted);  // some are late
    EXPECT_EQ(sum.follower_exposures[index_of(Source::discovery)], 0U);
    std::vector<std::uint32_t> reached;
    for (const SegmentCounts& segment : ledger.segments) reached.push_back(segment.exposures);
    for (std::size_t s = 0; s < before.size(); ++s) EXPECT_GE(reached[s], before[s]);
    before = reached;
  }
}

TEST(Discovery, ShowsAPostThatEngagesTwiceAsMuchToTwiceAsManyStrangers) {
  Plan plan = quiet_plan(20000, 1);
  plan.behaviour[0].discovery = .5;
  plan.behaviour[0].usual_engaged = .1;
  const auto strangers = [&](double engaged, double exponent) {
    plan.behaviour[0].engaged = engaged;
    plan.behaviour[0].discovery_exponent = exponent;
    return static_cast<double>(sum_of(plan.run({8, 0})).exposures[index_of(Source::discovery)]);
  };
  EXPECT_NEAR(strangers(.2, 1) / strangers(.1, 1), 2.0, .25);
  EXPECT_NEAR(strangers(.2, 2) / strangers(.1, 2), 4.0, .8);
  EXPECT_NEAR(strangers(.2, 0) / strangers(.1, 0), 1.0, .02);
}

TEST(Crowding, LeavesTheFirstPostAloneAndLessRoomForTheNext) {
  Plan plan = quiet_plan(3000, 4);
  for (std::uint32_t p = 0; p < 4; ++p) plan.campaign.posts[p].publish = Tick{18 + 2 * p};
  for (PostBehaviour& b : plan.behaviour) b.follow_intensity = 1;
  std::vector<std::uint64_t> before;
  for (const double strength : {0.0, .2, .8}) {
    plan.memory.crowding = strength;
    const Ledger ledger = plan.run({9, 0});
    std::vector<std::uint64_t> reach;
    for (std::uint32_t post = 0; post < 4; ++post) reach.push_back(reach_of(ledger, post));
    for (std::size_t p = 0; p < before.size(); ++p) EXPECT_LT(reach[p], before[p]);
    before = reach;
  }
  const auto total_reach = [&](std::uint32_t apart) {
    for (std::uint32_t p = 0; p < 4; ++p) plan.campaign.posts[p].publish = Tick{18 + apart * p};
    return total(sum_of(plan.run({9, 0})).exposures);
  };
  EXPECT_GT(total_reach(48), total_reach(2) * 5 / 4);  // posts further apart stand less in each other's way
}

TEST(Fatigue, TakesActsAwayAndNeverAnExposure) {
  Plan plan = quiet_plan(3000, 6);
  for (PostBehaviour& b : plan.behaviour) b.follow_intensity = 1;
  HourCounts before = sum_of(plan.run({10, 0}));
  for (const double strength : {.1, .5}) {
    plan.memory.fatigue = strength;
    const Ledger ledger = plan.run({10, 0});
    const HourCounts sum = sum_of(ledger);
    EXPECT_EQ(sum.displays, before.displays);
    EXPECT_LT(sum.engaged, before.engaged);
    before = sum;
  }
  plan.campaign.brand_pages = 0;  // nobody tires of other accounts
  plan.memory.fatigue = 0;
  const Ledger plain = plan.run({10, 0});
  plan.memory.fatigue = 1;
  EXPECT_EQ(plan.run({10, 0}), plain);
}

TEST(Frequency, MakesFurtherImpressionsOfAWeekWorthLess) {
  Plan plan = plan_with_ads();
  plan.campaign.ads[0].cap = 20;
  plan.ads[0] = {.need = std::vector<std::uint32_t>(7, 1000), .click = .5};
  std::uint32_t before = UINT32_MAX;
  for (const double keep : {1.0, .9, .5, .0}) {
    plan.memory.frequency_keep = keep;
    const Ledger ledger = plan.run({11, 0});
    EXPECT_EQ(total(ledger.ads[0].impressions), 7000U);
    EXPECT_LT(ledger.ads[0].clicks, before);
    before = ledger.ads[0].clicks;
  }
}

TEST(Frequency, MakesPeopleHideWhatTheyAreShownTooOften) {
  Plan plan = plan_with_ads();
  plan.campaign.ads = {plan.campaign.ads[0]};
  plan.campaign.ads[0].cap = 20;
  plan.ads = {{.need = std::vector<std::uint32_t>(7, 2000)}};
  plan.behaviour[3].hide = .01;
  const std::uint32_t usual = acted(plan.run({11, 1}), Action::hide);
  plan.memory.hides_when_often = 3;
  const Ledger ledger = plan.run({11, 1});
  EXPECT_GT(acted(ledger, Action::hide), usual * 3 / 2);
  check_invariants(ledger);
}

TEST(RareActs, AreKeptWhenAPostIsMoved) {
  Plan plan = quiet_plan(3000, 3);
  for (PostBehaviour& b : plan.behaviour) b.follow_intensity = 1;
  plan.behaviour[1].save = .1;
  plan.behaviour[1].unfollow = .2;
  plan.behaviour[1].hide = .1;
  plan.campaign.posts = {plan.campaign.posts[1]};
  plan.behaviour = {plan.behaviour[1]};
  const HourCounts before = sum_of(plan.run({12, 0}));
  plan.campaign.posts[0].publish = Tick{3};
  EXPECT_EQ(sum_of(plan.run({12, 0})).actions, before.actions);
  EXPECT_GT(before.actions[index_of(Action::save)], 50U);
}

TEST(Hiding, EndsWhatAPersonSeesOfThePageAndItsAds) {
  Plan plan = daily_plan(1500, 5);
  for (PostBehaviour& b : plan.behaviour) {
    b.follow_intensity = 2;
    b.hide = 1;
  }
  std::vector<std::uint32_t> everybody(plan.audience.agents);
  std::iota(everybody.begin(), everybody.end(), 0U);
  plan.campaign.ads = {{.key = 1, .post = 4, .first_hour = 24, .cap = 7}};
  plan.campaign.ads[0].people = people_of(plan.audience, everybody);
  plan.ads = {{.need = std::vector<std::uint32_t>(6, 2000), .click = .1}};
  const Ledger ledger = plan.run({13, 0});
  check_invariants(ledger);
  EXPECT_EQ(ledger.reach_k[1], 0U);  // nobody sees anything twice
  EXPECT_EQ(acted(ledger, Action::hide), ledger.reach_k[0]);
  EXPECT_EQ(total(ledger.ads[0].impressions), ledger.ads[0].reach);
  EXPECT_LT(total(ledger.ads[0].impressions), 12000U);
}

TEST(Following, LetsNewFollowersSeeThePostsToCome) {
  Plan plan = seeded_plan(1000);
  for (PostBehaviour& b : plan.behaviour) {
    b.follow_intensity = 1000;
    b.engaged = b.follow = 1;
  }
  plan.campaign.seedings[0] = {0, 1, Tick{0}};
  plan.campaign.posts[1].publish = Tick{60};
  plan.campaign.posts[2].publish = Tick{60};
  const Ledger ledger = plan.run({14, 0});
  check_invariants(ledger);
  const std::uint32_t strangers = plan.audience.agents - 2000;
  std::uint32_t gained = 0;
  for (const FollowerChange& change : ledger.follower_changes) gained += change.gained;
  EXPECT_EQ(gained, strangers);
  const HourCounts later = sum_of_post(ledger, 2, 0, ledger.hours);
  EXPECT_EQ(later.exposures[index_of(Source::follow)], plan.audience.agents);
}

TEST(Unfollowing, EndsWhatAPersonSeesByFollowing) {
  Plan plan = quiet_plan(1500, 3);
  for (PostBehaviour& b : plan.behaviour) {
    b.follow_intensity = 1000;
    b.unfollow = 1;
  }
  plan.campaign.posts[1].publish = plan.campaign.posts[2].publish = Tick{100};
  const Ledger ledger = plan.run({15, 0});
  EXPECT_EQ(reach_of(ledger, 0), 1500U);
  EXPECT_EQ(reach_of(ledger, 1) + reach_of(ledger, 2), 0U);
  EXPECT_EQ(ledger.follower_changes[0].lost + ledger.follower_changes[1].lost +
                ledger.follower_changes[2].lost + ledger.follower_changes[3].lost,
            1500U);
}

}  // namespace
}  // namespace gs
