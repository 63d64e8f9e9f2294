// The ledger finds, sums, digests and checks what it holds.
#include "models/ledger.h"

#include <gtest/gtest.h>

#include <functional>

#include "core/error.h"
#include "tests/support/pages.h"

namespace gs {
namespace {

Ledger good() { return testing_worlds::daily_plan(800, 3).run({1, 0}); }

TEST(Ledger, FindsARowByHourAndPostAndSumsAPostOverHours) {
  const Ledger ledger = good();
  HourCounts by_hand{.hour = 20, .post = 1};
  for (const HourCounts& row : ledger.rows) {
    EXPECT_EQ(find_row(ledger, row.hour, row.post), &row);
    if (row.post == 1 && row.hour >= 20 && row.hour < 60) add_counts(by_hand, row);
  }
  EXPECT_EQ(find_row(ledger, 0, 0), nullptr);  // nothing is published at midnight
  EXPECT_EQ(sum_of_post(ledger, 1, 20, 60), by_hand);
  EXPECT_GT(by_hand.exposures[0], 0U);
}

TEST(Ledger, HoldsNoRowsForHoursInWhichNothingHappened) {
  testing_worlds::Plan plan = testing_worlds::daily_plan(800, 3);
  const std::size_t rows = plan.run({1, 0}).rows.size();
  plan.campaign.hours = 8760;
  EXPECT_EQ(plan.run({1, 0}).rows.size(), rows);
}

TEST(LedgerDigest, ChangesWithEveryCount) {
  const Ledger ledger = good();
  const std::vector<std::function<void(Ledger&)>> changes{
      [](Ledger& l) { ++l.rows[5].displays[0]; },
      [](Ledger& l) { ++l.rows[5].actions[3]; },
      [](Ledger& l) { ++l.rows[5].follower_exposures[1]; },
      [](Ledger& l) { ++l.rows[5].engaged; },
      [](Ledger& l) { ++l.first_engaged[20]; },
      [](Ledger& l) { ++l.first_exposures[90]; },
      [](Ledger& l) { ++l.reach_k[9]; },
      [](Ledger& l) { ++l.late; },
      [](Ledger& l) { l.rows.pop_back(); },
      [](Ledger& l) { ++l.agents; }};
  for (const auto& change : changes) {
    Ledger other = ledger;
    change(other);
    EXPECT_NE(digest(other), digest(ledger));
  }
  EXPECT_EQ(digest(good()), digest(ledger));
}

TEST(CheckInvariants, NamesEachWayInWhichALedgerCanBreak) {
  const std::vector<std::function<void(Ledger&)>> breaks{
      [](Ledger& l) { l.rows[2].follower_exposures[0] = l.rows[2].exposures[0] + 1; },
      [](Ledger& l) { l.rows[2].displays[0] = l.rows[2].exposures[0] - 1; },
      [](Ledger& l) { l.rows[2].engaged = 100000; },
      [](Ledger& l) { l.rows[2].actions[1] = l.rows[2].engaged + 1; },
      [](Ledger& l) { l.rows[2].exposures = {}; },
      [](Ledger& l) { std::swap(l.rows[0], l.rows[1]); },
      [](Ledger& l) { l.rows.push_back(l.rows.back()); },
      [](Ledger& l) { l.rows[2].post = l.posts; },
      [](Ledger& l) { ++l.first_exposures[100]; },
      [](Ledger& l) { l.first_engaged[100] += 100000; },
      [](Ledger& l) { ++l.reach_k[0]; },
      [](Ledger& l) { l.reach_k[9] = l.reach_k[0] + 1; },
      [](Ledger& l) { l.agents = 10; },
      [](Ledger& l) { l.followers = 10; },
      [](Ledger& l) { l.first_engaged.pop_back(); }};
  EXPECT_NO_THROW(check_invariants(good()));
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    Ledger broken = good();
    breaks[i](broken);
    EXPECT_THROW(check_invariants(broken), Error) << "break " << i;
  }
}

Ledger of_everything() { return testing_worlds::plan_of_everything().run({1, 0}); }

TEST(Ledger, DigestsAndChecksWhatMechanismsLeave) {
  const Ledger ledger = of_everything();
  EXPECT_NO_THROW(check_invariants(ledger));
  const std::vector<std::function<void(Ledger&)>> breaks{
      [](Ledger& l) { ++l.segments[4].exposures; },
      [](Ledger& l) { ++l.segments[4].displays; },
      [](Ledger& l) { ++l.segments[4].engaged; },
      [](Ledger& l) { ++l.segments[4].actions[6]; },
      [](Ledger& l) { ++l.segment_reach[1]; },
      [](Ledger& l) { ++l.follower_changes[5].gained; },
      [](Ledger& l) { ++l.follower_changes[5].lost; },
      [](Ledger& l) { l.outcomes.front().counts.visits += 100000; },
      [](Ledger& l) { l.outcomes.front().counts.sales += 100000; },
      [](Ledger& l) { l.outcomes.front().counts.view_sales += l.outcomes.front().source != Source::paid; },
      [](Ledger& l) { std::swap(l.outcomes[0], l.outcomes[1]); },
      [](Ledger& l) { ++l.ads[1].outcomes.visits; }};
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    Ledger broken = ledger;
    breaks[i](broken);
    EXPECT_NE(digest(broken), digest(ledger)) << "break " << i;
    EXPECT_THROW(check_invariants(broken), Error) << "break " << i;
  }
  const std::vector<std::function<void(Ledger&)>> changes{
      [](Ledger& l) { ++l.outcomes.back().counts.expected_sales; },
      [](Ledger& l) { ++l.outcomes.back().counts.expected_view_sales; },
      [](Ledger& l) { ++l.ads[0].outcomes.view_sales; },
      [](Ledger& l) { ++l.late_outcomes; }};
  for (const auto& change : changes) {
    Ledger other = ledger;
    change(other);
    EXPECT_NE(digest(other), digest(ledger));
  }
}

}  // namespace
}  // namespace gs
