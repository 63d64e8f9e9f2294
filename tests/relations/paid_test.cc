// What money must and must not do (RELIABILITY 7.3: 4, 8, 9, 18, 19, 33).
#include "tests/relations/plans.h"
#include "tests/support/pages.h"

namespace gs::relations {
namespace {

json with_budget(double euros_a_day, int cap = 32) {
  json document = plan();
  document["ads"]["boost"]["daily_budget"] = euros_a_day;
  document["ads"]["boost"]["frequency_cap"] = cap;
  return document;
}

TEST(Budget, OfZeroIsTheOrganicRunBitByBit) {
  expect_same_worlds(forecast_of(with_budget(0)), forecast_of(organic()));
}

// What a ledger tells of everything but paid showings, hour by hour and post by post; of one post nothing.
using Rows = std::vector<std::vector<std::uint32_t>>;
Rows organic_rows(const Ledger& ledger, std::uint32_t but = UINT32_MAX) {
  constexpr std::size_t kPaid = static_cast<std::size_t>(Source::paid);
  Rows rows;
  for (const HourCounts& row : ledger.rows) {
    if (row.post == but) continue;
    std::vector<std::uint32_t> told{row.hour, row.post};
    for (const auto* counts :
         {&row.exposures, &row.follower_exposures, &row.displays, &row.follower_displays})
      for (std::size_t source = 0; source < kSources; ++source)
        if (source != kPaid) told.push_back((*counts)[source]);
    if (std::ranges::any_of(told.begin() + 2, told.end(), [](std::uint32_t n) { return n > 0; }))
      rows.push_back(std::move(told));
  }
  return rows;
}

std::uint32_t impressions(const Ledger& ledger) {
  return std::accumulate(ledger.ads[0].impressions.begin(), ledger.ads[0].impressions.end(), 0U);
}

TEST(Paid, ToStrangersWhoPassNothingOnLeavesEverythingElseBitByBit) {
  testing_worlds::Plan plan = testing_worlds::plan_with_ads();
  plan.campaign.ads = {plan.campaign.ads[1]};
  plan.ads = {plan.ads[1]};
  for (PostBehaviour& b : plan.behaviour) b.share_intensity = 0;
  testing_worlds::Plan organic = plan;
  organic.campaign.ads.clear();
  organic.ads.clear();
  const Ledger paid = plan.run({4, 0});
  EXPECT_EQ(impressions(paid), 300U);
  EXPECT_EQ(organic_rows(paid), organic_rows(organic.run({4, 0})));
}

TEST(Paid, ForAPostThatMovesNobodyLeavesEveryOtherPostBitByBit) {
  testing_worlds::Plan plan = testing_worlds::plan_with_ads();
  plan.campaign.ads = {plan.campaign.ads[0]};  // everybody, often
  plan.ads = {plan.ads[0]};
  plan.ads[0].click = 0;
  const std::uint32_t shown = plan.campaign.ads[0].post;
  plan.behaviour[shown].engaged = 0;
  testing_worlds::Plan organic = plan;
  organic.campaign.ads.clear();
  organic.ads.clear();
  const Ledger paid = plan.run({4, 0});
  EXPECT_GT(impressions(paid), 1000U);
  EXPECT_EQ(organic_rows(paid, shown), organic_rows(organic.run({4, 0}), shown));
}

TEST(Budget, ThatGrowsNeverLowersPaidImpressionsWithoutACap) {
  std::vector<double> before(10, 0);
  for (const double budget : {0.0, 0.01, 1.0, 1.01, 4.0, 20.0, 300.0, 20000.0}) {
    const Forecast forecast = forecast_of(with_budget(budget));
    for (std::size_t r = 0; r < before.size(); ++r) {
      const double now = forecast.worlds[r].total.paid_impressions;
      EXPECT_GE(now, before[r]) << budget << " a day, world " << r;
      EXPECT_LE(forecast.worlds[r].total.spend, 5 * budget + 1e-9);
      before[r] = now;
    }
  }
  EXPECT_GT(before[0], 0);
}

// With caps the ads of a plan compete for the same people; only what they show together is promised.
TEST(Budget, ThatGrowsNeverLowersTheTotalOfAdsThatShareCappedPeople) {
  std::vector<double> before(10, 0);
  for (const double budget : {1.0, 4.0, 30.0, 400.0}) {
    json document = with_budget(budget, 2);
    document["ads"]["other"] = {
        {"post", "b"}, {"daily_budget", 4}, {"end", "2026-12-12"}, {"frequency_cap", 1}};
    document["ads"]["other"]["bid"]["cpm"] = 10;
    const Forecast forecast = forecast_of(document);
    for (std::size_t r = 0; r < before.size(); ++r) {
      EXPECT_GE(forecast.worlds[r].total.paid_impressions, before[r]) << budget << " a day, world " << r;
      before[r] = forecast.worlds[r].total.paid_impressions;
    }
  }
}

TEST(FrequencyCap, ThatIsRaisedNeverLowersImpressions) {
  std::vector<double> before(10, 0);
  for (const int cap : {1, 2, 3, 8, 32}) {
    const Forecast forecast = forecast_of(with_budget(400, cap));
    for (std::size_t r = 0; r < before.size(); ++r) {
      EXPECT_GE(forecast.worlds[r].total.paid_impressions, before[r]) << "cap " << cap << ", world " << r;
      before[r] = forecast.worlds[r].total.paid_impressions;
    }
  }
}

TEST(MoneyWrittenAnotherWay, BuysTheSameImpressions) {
  json total = plan(), cents = plan();
  total["ads"]["boost"].erase("daily_budget");
  total["ads"]["boost"]["total_budget"] = 30;  // five days of six
  cents["ads"]["boost"]["daily_budget"] = json::parse("600e-2");
  cents["ads"]["boost"]["bid"]["cpm"] = json::parse("10.00");
  expect_same_worlds(forecast_of(plan()), forecast_of(total));
  expect_same_worlds(forecast_of(plan()), forecast_of(cents));
}

// Budgets and prices in another currency; but for prices being whole micro-units of either, an impression a
// day.
TEST(Currency, ScaledOnBudgetsAndPricesChangesNoImpression) {
  for (const double scale : {10.0, 100.0, 163.0}) {
    json other = plan();
    other["currency"] = "JPY";
    other["ads"]["boost"]["daily_budget"] = 6 * scale;
    other["ads"]["boost"]["bid"]["cpm"] = 10 * scale;
    const Forecast euro = forecast_of(plan()), yen = forecast_of(other);
    for (std::size_t r = 0; r < euro.worlds.size(); ++r) {
      EXPECT_NEAR(euro.worlds[r].total.paid_impressions, yen.worlds[r].total.paid_impressions, 5);
      EXPECT_EQ(euro.worlds[r].posts[1].reach, yen.worlds[r].posts[1].reach);
    }
  }
}

}  // namespace
}  // namespace gs::relations
