// What offers and ads for engagers do in a whole world.
#include <gtest/gtest.h>

#include <set>

#include "core/error.h"
#include "core/summary.h"
#include "models/buying/delay.h"
#include "tests/support/pages.h"

namespace gs {
namespace {

using namespace testing_worlds;

Outcomes sum_of(const Ledger& ledger) {
  Outcomes sum;
  for (const DayOutcomes& row : ledger.outcomes) {
    sum.visits += row.counts.visits;
    sum.leads += row.counts.leads;
    sum.sales += row.counts.sales;
    sum.view_sales += row.counts.view_sales;
    sum.expected_leads += row.counts.expected_leads;
    sum.expected_sales += row.counts.expected_sales;
    sum.expected_view_sales += row.counts.expected_view_sales;
  }
  return sum;
}

Plan selling_plan() {
  Plan plan = plan_with_ads();
  plan.offers = {{.lead = .3, .sale = .1, .view = .02}};
  for (std::uint32_t p = 0; p < 9; ++p) {
    plan.campaign.posts[p].offer = 0;
    plan.behaviour[p].visit = .6;
    plan.behaviour[p].follow_intensity = 1;
  }
  for (AdBehaviour& ad : plan.ads) ad.visit = .8;
  return plan;
}

TEST(BuyingDelay, HasTheQuantilesOfItsSource) {
  const BuyingDelay delay;
  const auto within = [&](std::uint32_t hours) { return static_cast<double>(delay.within(hours)) * 0x1p-32; };
  EXPECT_NEAR(within(1), .35, .02);
  EXPECT_NEAR(within(24), .50, .02);
  EXPECT_NEAR(within(24 * 7), .73, .02);
  EXPECT_EQ(within(720), 1.0);
  EXPECT_EQ(within(5000), 1.0);
  EXPECT_EQ(delay.hours(0), 0U);
  EXPECT_EQ(delay.hours(UINT32_MAX), 719U);
  for (const std::uint32_t hours : {1U, 7U, 300U}) {
    const auto edge = static_cast<std::uint32_t>(delay.within(hours));
    EXPECT_EQ(delay.hours(edge - 1), hours - 1);
    EXPECT_EQ(delay.hours(edge), hours);
  }
}

TEST(Offers, SellOnAverageWhatTheirExpectedCountsSay) {
  const Plan plan = selling_plan();
  std::vector<double> leads, sales, views;
  double expected = 0, scatter = 0;
  for (std::uint32_t r = 0; r < 200; ++r) {
    const Ledger ledger = plan.run({41, r});
    check_invariants(ledger);
    const Outcomes sum = sum_of(ledger);
    leads.push_back(sum.leads - static_cast<double>(sum.expected_leads) * 0x1p-32);
    sales.push_back(sum.sales - static_cast<double>(sum.expected_sales) * 0x1p-32);
    views.push_back(sum.view_sales - static_cast<double>(sum.expected_view_sales) * 0x1p-32);
    expected += static_cast<double>(sum.expected_sales) * 0x1p-32;
    scatter += sum.sales;
  }
  for (const auto* gap : {&leads, &sales, &views})
    EXPECT_NEAR(mean_of(*gap), 0, 4 * std::sqrt(variance_of(*gap) / 200.0));
  EXPECT_GT(expected, 500);
  EXPECT_GT(scatter, 500);
}

TEST(Offers, AreTakenUpByTheSamePeopleWhenAPostIsMoved) {
  Plan plan = selling_plan();
  plan.campaign.ads.clear();
  plan.ads.clear();
  plan.campaign.hours += 800;
  plan.offers[0].sale = .5;
  for (PostBehaviour& b : plan.behaviour) b.share_intensity = 0;
  const Outcomes before = sum_of(plan.run({42, 0}));
  plan.campaign.posts[4].publish = Tick{3};
  const Outcomes after = sum_of(plan.run({42, 0}));
  EXPECT_EQ(after.visits, before.visits);
  EXPECT_EQ(after.leads, before.leads);
  EXPECT_EQ(after.sales, before.sales);
  EXPECT_EQ(after.expected_sales, before.expected_sales);
  EXPECT_GT(after.sales, 10U);
}

TEST(Offers, ThatSellMoreKeepEveryBuyer) {
  Plan plan = selling_plan();
  std::vector<DayOutcomes> before;
  for (const double sale : {.02, .1, .5}) {
    plan.offers[0].sale = sale;
    const std::vector<DayOutcomes> now = plan.run({43, 0}).outcomes;
    for (const DayOutcomes& row : before) {
      const auto same = std::ranges::find_if(now, [&](const DayOutcomes& one) {
        return one.day == row.day && one.post == row.post && one.source == row.source;
      });
      ASSERT_NE(same, now.end());
      EXPECT_GE(same->counts.sales, row.counts.sales);
      EXPECT_EQ(same->counts.leads, row.counts.leads);
    }
    before = now;
  }
}

TEST(AdsForEngagers, AreServedByTheAddressesOfAnyAd) {
  const Plan plan = plan_with_ads();
  const CampaignAd& ad = plan.campaign.ads[0];
  const Flight flight = flight_of(ad, plan.ads[0]);
  std::vector<Served> daily;
  for (std::uint32_t day = 0; day < flight.need.size(); ++day)
    for (const Served& served : deliver_day({flight, day}, ad.people, plan.audience.activity, {44, 0}))
      daily.push_back(served);
  EXPECT_EQ(daily, deliver(flight, ad.people, plan.audience.activity, {44, 0}));
}

TEST(AdsForEngagers, FindOnlyWhoEngagedBeforeTheDay) {
  Plan plan = daily_plan(2000, 2);
  for (PostBehaviour& b : plan.behaviour) b.share_intensity = 0;
  plan.campaign.posts[1].publish = Tick{200};  // what the ad shows
  plan.campaign.ads = {{.key = 9, .post = 1, .first_hour = 0, .cap = 7, .engagers_of = 0}};
  plan.ads = {{.need = std::vector<std::uint32_t>(12, 1000)}};
  const Ledger ledger = plan.run({45, 0});
  const HourCounts first = sum_of_post(ledger, 0, 0, 200);
  EXPECT_EQ(ledger.ads[0].impressions[0], 0U);  // the first post is out at 18 h
  EXPECT_GT(ledger.ads[0].impressions[3], 0U);
  EXPECT_GT(ledger.ads[0].reach, 0U);
  EXPECT_LE(ledger.ads[0].reach, first.engaged + sum_of_post(ledger, 1, 0, ledger.hours).engaged);
  plan.behaviour[0].engaged = plan.behaviour[1].engaged = 0;
  EXPECT_EQ(plan.run({45, 0}).ads[0].reach, 0U);
}

TEST(Ads, AreShownInTheirOwnHoursOfThePersonsDay) {
  Plan plan = plan_with_ads();
  plan.campaign.ads = {plan.campaign.ads[1]};
  plan.campaign.ads[0].post = 0;
  plan.campaign.ads[0].first_hour = 24;
  plan.ads = {plan.ads[1]};
  const auto hours_shown = [&] {
    std::set<std::uint32_t> hours;
    for (const HourCounts& row : plan.run({46, 0}).rows)
      if (row.displays[index_of(Source::paid)] > 0) hours.insert(row.hour % 24);
    return hours;
  };
  EXPECT_EQ(hours_shown(), (std::set<std::uint32_t>{9, 20}));
  plan.audience.segment.rows.assign(plan.audience.agents, 0);
  plan.audience.segment_hours = {-5};  // five hours behind: their 9 and 20 h are the plan's 14 and 1 h
  EXPECT_EQ(hours_shown(), (std::set<std::uint32_t>{1, 14}));
}

TEST(Mechanisms, RefusePartsThatDoNotFitEachOther) {
  const Plan good = plan_of_everything();
  const std::vector<void (*)(Plan&)> breaks{
      [](Plan& p) { p.seedings.pop_back(); },
      [](Plan& p) { p.campaign.seedings[0].at = Tick{p.campaign.hours}; },
      [](Plan& p) { p.campaign.seedings[0].page = 9; },
      [](Plan& p) { p.campaign.posts[0].offer = 2; },
      [](Plan& p) { p.campaign.ads[3].engagers_of = 3; },
      [](Plan& p) { p.offers[0].sale = 1.5; },
      [](Plan& p) { p.behaviour[0].hide = -1; },
      [](Plan& p) { p.behaviour[0].discovery = std::nan(""); },
      [](Plan& p) { p.memory.crowding = -1; },
      [](Plan& p) { p.memory.fatigue_half_life = 0; },
      [](Plan& p) { p.audience.segment.rows.pop_back(); },
      [](Plan& p) { p.audience.segment_hours.pop_back(); }};
  EXPECT_NO_THROW(good.run({1, 0}));
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    Plan plan = good;
    breaks[i](plan);
    EXPECT_THROW(plan.run({1, 0}), Error) << i;
  }
}

}  // namespace
}  // namespace gs
