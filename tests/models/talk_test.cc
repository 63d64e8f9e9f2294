// The tone of comments and talk against a page: what they do, to whom, and to nobody else.
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/summary.h"
#include "models/exposure/stages.h"
#include "tests/support/pages.h"

namespace gs {
namespace {

using namespace testing_worlds;

HourCounts sum_of(const Ledger& ledger) {
  HourCounts sum;
  for (const HourCounts& row : ledger.rows) add_counts(sum, row);
  return sum;
}

// Everything on; comments have a tone that puts people off.
Plan toned_plan(double negative) {
  Plan plan = plan_of_everything();
  plan.mood = {.reads = .8, .puts_off = 3};
  for (PostBehaviour& b : plan.behaviour) {
    b.negative = negative;
    b.negative_upset = .9;
  }
  return plan;
}

// Talk against page 0 from hour 50 on, the last post of the campaign.
Plan with_talk(Plan plan, double reach) {
  CampaignPost talk{.key = 999, .publish = Tick{50}, .page = 0, .background = true, .adverse = true};
  plan.campaign.posts.push_back(talk);
  plan.behaviour.push_back(
      {.follow_intensity = reach, .share_intensity = .1, .engaged = .4, .given_engaged = {0, 0, 0, 1}});
  return plan;
}

Plan answered(Plan plan, std::uint32_t hour, double keeps) {
  plan.campaign.posts.back().answered = hour;
  plan.behaviour.back().answered = keeps;
  return plan;
}

TEST(Tone, ChangesNothingButWhatIsToldOfItWhereNobodyIsPutOff) {
  const Plan plain = plan_of_everything();
  Plan toned = toned_plan(.4);
  toned.mood = {};
  for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
    Ledger told = toned.run({5, replicate});
    check_invariants(told);
    EXPECT_GT(sum_of(told).negative, 10U);
    for (HourCounts& row : told.rows) row.negative = 0;
    EXPECT_EQ(told, plain.run({5, replicate}));
  }
}

TEST(Tone, OfNobodyNegativeIsTheWorldWithoutTone) {  // relation 32
  const Plan plain = plan_of_everything(), toned = toned_plan(0);
  for (std::uint32_t replicate = 0; replicate < 4; ++replicate)
    EXPECT_EQ(digest(toned.run({5, replicate})), digest(plain.run({5, replicate})));
}

TEST(Tone, MakesTheShareOfCommentsNegativeThatIsAskedFor) {
  const Plan plan = toned_plan(.23);
  double comments = 0, negative = 0;
  for (std::uint32_t replicate = 0; replicate < 200; ++replicate) {
    const HourCounts sum = sum_of(plan.run({6, replicate}));
    comments += sum.actions[index_of(Action::comment)];
    negative += sum.negative;
  }
  const double expected = Tone::expected<double>({.23, .9, 0, 0, 0})[0];
  EXPECT_NEAR(negative / comments, expected, 4.5 * std::sqrt(expected * (1 - expected) / comments));
}

TEST(NegativeComments, MakeMorePeopleHideAndLeaveInEveryWorld) {
  std::uint32_t calm = 0, annoyed = 0;
  for (std::uint32_t replicate = 0; replicate < 8; ++replicate) {
    calm += sum_of(toned_plan(0).run({7, replicate})).actions[index_of(Action::hide)];
    annoyed += sum_of(toned_plan(.5).run({7, replicate})).actions[index_of(Action::hide)];
  }
  EXPECT_GT(annoyed, calm + calm / 10);
}

TEST(NegativeComments, AreMetOnlyFromTheHourAfterTheyWereWritten) {
  // Everybody sees the post within its only hour: nobody can have read anything when it began.
  Plan plan = daily_plan(3000, 1);
  plan.timing = flat_timing(1);
  plan.behaviour[0] = {.follow_intensity = 2, .engaged = .5, .given_engaged = {0, 0, 1, 0}, .hide = .2};
  const Ledger calm = plan.run({8, 0});
  plan.behaviour[0].negative = 1;
  plan.mood = {.reads = 1, .puts_off = 4};
  const Ledger toned = plan.run({8, 0});
  EXPECT_EQ(sum_of(toned).actions, sum_of(calm).actions);
  plan.timing = flat_timing(24);
  EXPECT_GT(sum_of(plan.run({8, 0})).actions[index_of(Action::hide)],
            sum_of(calm).actions[index_of(Action::hide)] * 2);
}

TEST(Talk, ThatNobodyMeetsIsAsIfAbsentBitByBit) {
  const Plan plan = toned_plan(.2);
  for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
    Ledger with = with_talk(plan, 0).run({9, replicate});
    const Ledger without = plan.run({9, replicate});
    EXPECT_EQ(with.segments.size(), without.segments.size() + without.segment_reach.size());
    with.posts = without.posts;
    with.segments.resize(without.segments.size());
    EXPECT_EQ(with, without);
  }
}

TEST(Talk, IsCountedAsNobodyReachedAndReachesWhomTheClosedFormSays) {
  Plan plan = daily_plan(20000, 2);
  for (PostBehaviour& b : plan.behaviour) b = {};
  plan = with_talk(plan, .3);
  plan.behaviour.back().engaged = 0;
  const Ledger ledger = plan.run({10, 0});
  EXPECT_EQ(ledger.reach_k[0], 0U);
  const double expected =
      Follow::expected<double>({20000, plan.audience.activity, plan.behaviour.back().follow_intensity});
  EXPECT_NEAR(static_cast<double>(reach_of(ledger, 2)), expected, 4.5 * std::sqrt(expected));
}

TEST(Talk, UpsetsWhomItReachesWithThePageItIsAbout) {
  Plan plan = with_talk(toned_plan(.1), 3);
  for (std::size_t p = 0; p < 9; ++p) plan.behaviour[p].hide = .02;
  plan.mood.reads = 0;
  std::array<double, 2> comments{}, negative{}, hides{};
  for (std::uint32_t replicate = 0; replicate < 40; ++replicate) {
    const Ledger ledger = plan.run({11, replicate});
    check_invariants(ledger);
    for (const HourCounts& row : ledger.rows) {
      if (row.post == 9) continue;
      const std::size_t about = plan.campaign.posts[row.post].page == 0 ? 1 : 0;
      comments[about] += row.actions[index_of(Action::comment)];
      negative[about] += row.negative;
      hides[about] += row.actions[index_of(Action::hide)];
    }
  }
  EXPECT_NEAR(negative[0] / comments[0], .1, .03);
  EXPECT_GT(negative[1] / comments[1], .3);
  Plan calm = plan;
  calm.behaviour.back().follow_intensity = 0;
  double usual = 0;
  for (std::uint32_t replicate = 0; replicate < 40; ++replicate)
    for (const HourCounts& row : calm.run({11, replicate}).rows)
      usual += plan.campaign.posts[row.post].page == 0 ? row.actions[index_of(Action::hide)] : 0;
  EXPECT_GT(hides[1], 1.3 * usual);
}

TEST(Talk, AnsweredEarlierNeverSpreadsFurtherInTheSameWorld) {
  Plan plan = with_talk(toned_plan(.2), .2);
  plan.behaviour.back().share_intensity = .3;
  bool less = false;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const std::uint64_t never = reach_of(plan.run({12, replicate}), 9);
    const std::uint64_t late = reach_of(answered(plan, 56, .8).run({12, replicate}), 9);
    const std::uint64_t early = reach_of(answered(plan, 51, .5).run({12, replicate}), 9);
    EXPECT_LE(late, never);
    EXPECT_LE(early, late);
    less = less || early < late;
  }
  EXPECT_TRUE(less);
}

TEST(Talk, AboutNobodysPostIsRefused) {
  Plan plan = with_talk(toned_plan(.2), .2);
  plan.campaign.ads[0].post = 9;
  EXPECT_THROW(plan.run({1, 0}), Error);
}

}  // namespace
}  // namespace gs
