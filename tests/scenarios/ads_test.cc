// Ads from the document to the KPI: money exact, refusals with place and way out, relations that must hold.
#include "scenarios/plan/ads.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "scenarios/compare.h"
#include "scenarios/kpi/kpi.h"
#include "tests/support/page.h"

namespace gs {
namespace {

using support::small_knowledge;
using support::small_plan;

std::string document(const std::string& ads) {
  return R"({"schema":"groundswell/scenario/1","currency":"EUR","start":"2026-12-07","end":"2026-12-20",
"audience":{"accounts":{"page":{"platform":"facebook","followers":4000}}},
"plan":{"a":{"account":"page","publish_at":"2026-12-08T10:00"},"b":{"account":"page","publish_at":"2026-12-10T18:00"}},
"ads":)" +
         ads + "}";
}

std::string complaint(const std::string& ads) {
  try {
    parse_scenario(document(ads), "plan.json");
  } catch (const Error& error) {
    return error.what() + ("; " + error.remedy);
  }
  return "accepted";
}

TEST(AdDocument, SettlesFlightAndPeople) {
  const Scenario scenario = parse_scenario(
      document(R"({"boost":{"post":"b","daily_budget":20.5,"bid":{"cpm":9},"end":"2026-12-12"}})"),
      "plan.json");
  const ScenarioAd& ad = scenario.ads.at("boost");
  EXPECT_EQ(ad.platform, "facebook");
  EXPECT_EQ(to_iso_date(ad.first), "2026-12-10");
  EXPECT_EQ(to_iso_date(ad.last), "2026-12-12");
  EXPECT_EQ(ad.daily_budget->micros, 20500000);
  EXPECT_EQ(ad.cpm->micros, 9000000);
  EXPECT_EQ(ad.followers, "all");
}

TEST(AdDocument, RefusesWithPlaceAndWayOut) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"x":{"post":"c","daily_budget":1,"bid":{"cpm":9}}})", "no post 'c' in the plan"},
      {R"({"x":{"post":"a","bid":{"cpm":9}}})", "no budget"},
      {R"({"x":{"post":"a","daily_budget":1,"total_budget":2,"bid":{"cpm":9}}})", "give one of them"},
      {R"({"x":{"post":"a","daily_budget":1}})", "bid.cpm"},
      {R"({"x":{"post":"a","daily_budget":-1,"bid":{"cpm":9}}})", "/ads/x/daily_budget"},
      {R"({"x":{"post":"b","daily_budget":1,"start":"2026-12-09","bid":{"cpm":9}}})",
       "its post is out on 2026-12-10"},
      {R"({"x":{"post":"a","daily_budget":1,"end":"2026-12-24","bid":{"cpm":9}}})", "the plan on 2026-12-20"},
      {R"({"x":{"post":"a","daily_budget":1,"frequency_cap":0,"bid":{"cpm":9}}})", "/ads/x/frequency_cap"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1}}})", "bids by the click"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpm":9},"targeting":{"followers":"some"}}})",
       "all, only or none"},
      {R"({"x":{"post":"a","dayly_budget":1}})", "daily_budget"}};
  for (const auto& [ads, says] : cases) {
    const std::string said = complaint(ads);
    EXPECT_NE(said.find(says), std::string::npos) << said;
    EXPECT_NE(said.find("plan.json:4:"), std::string::npos) << said;
  }
}

TEST(DailyBudgets, AddUpToTheTotalToTheMicroUnit) {
  const auto budgets = daily_budgets({100'000'001}, 7);
  std::int64_t sum = 0;
  for (const Money day : budgets) sum += day.micros;
  EXPECT_EQ(sum, 100'000'001);
  EXPECT_LE(budgets.front().micros - budgets.back().micros, 1);
}

Scenario with_ad(double budget_a_day, const std::string& followers = "all", std::int64_t cap = 2) {
  Scenario scenario = small_plan();
  ScenarioAd ad;
  ad.platform = "facebook";
  ad.post = "a";
  ad.daily_budget = Money{static_cast<std::int64_t>(budget_a_day * 1e6)};
  ad.cpm = Money{10'000'000};
  ad.followers = followers;
  ad.frequency_cap = cap;
  ad.first = {2026, 12, 7};
  ad.last = {2026, 12, 11};
  scenario.ads["boost"] = ad;
  return scenario;
}

RunOptions worlds(std::size_t n) {
  RunOptions options;
  options.replicates = n;
  return options;
}

TEST(Ads, SpendWholeImpressionsAndNeverMoreThanTheBudget) {
  const Forecast forecast = run_forecast(with_ad(6.25), small_knowledge(), worlds(20));
  for (const WorldCounts& world : forecast.worlds) {
    EXPECT_LE(world.ads[0].spend.micros, 5 * 6'250'000);
    EXPECT_GT(world.ads[0].spend.micros,
              5 * 6'250'000 - 5 * 100'000);  // less than an impression a day is left
    EXPECT_DOUBLE_EQ(world.total.spend, static_cast<double>(world.ads[0].spend.micros) / 1e6);
    EXPECT_GE(world.ads[0].impressions, world.ads[0].reach);
    EXPECT_GE(world.ads[0].impressions, world.ads[0].clicks);
  }
}

TEST(Ads, OfNoBudgetAreThePlanWithoutThem) {
  const Forecast with = run_forecast(with_ad(0), small_knowledge(), worlds(10)),
                 without = run_forecast(small_plan(), small_knowledge(), worlds(10));
  for (std::size_t r = 0; r < 10; ++r) {
    EXPECT_EQ(*with.worlds[r].total.reach, *without.worlds[r].total.reach);
    EXPECT_EQ(with.worlds[r].total.likes, without.worlds[r].total.likes);
  }
}

TEST(Ads, OfMoreBudgetBuyMoreInEveryWorldAndReachIsPaired) {
  const Forecast small = run_forecast(with_ad(5), small_knowledge(), worlds(20)),
                 large = run_forecast(with_ad(10), small_knowledge(), worlds(20));
  for (std::size_t r = 0; r < 20; ++r) {
    EXPECT_GT(large.worlds[r].ads[0].impressions, small.worlds[r].ads[0].impressions);
    EXPECT_GE(large.worlds[r].ads[0].reach, small.worlds[r].ads[0].reach);
    EXPECT_GE(*large.worlds[r].total.reach, *small.worlds[r].total.reach * .98);
  }
}

TEST(Ads, ForStrangersOnlyLeaveFollowersToThePost) {
  const Forecast forecast = run_forecast(with_ad(8, "none"), small_knowledge(), worlds(5));
  const auto document = forecast_document(forecast);
  ASSERT_EQ(document["ads"].size(), 1u);
  EXPECT_EQ(document["ads"][0]["budget"], 40);
  bool paid = false;
  for (const auto& source : document["sources"]) paid = paid || source["source"] == "paid";
  EXPECT_TRUE(paid);
  bool spent = false;
  for (const auto& row : document["totals"]) spent = spent || (row["kpi"] == "spend" && row["mean"] > 39);
  EXPECT_TRUE(spent);
}

TEST(Ads, AreComparedWithThePlanWithoutThemInTheSameWorlds) {
  const std::vector<Scenario> plans{small_plan(), with_ad(8), with_ad(16)};
  const std::vector<Forecast> forecasts = run_forecasts(plans, small_knowledge(), worlds(20));
  const Forecast alone = run_forecast(with_ad(16), small_knowledge(), worlds(20));
  EXPECT_EQ(*forecasts[2].worlds[3].total.reach, *alone.worlds[3].total.reach);
  const auto document = comparison_document(forecasts);
  bool seen = false;
  for (const auto& row : document["differences"])
    if (row["kpi"] == "spend") {
      EXPECT_EQ(row["unit"], "EUR");
      EXPECT_GT(row["mean"], row["scenario"] == plans[1].name ? 39 : 79);
      seen = true;
    }
  EXPECT_TRUE(seen);
}

TEST(Ads, KeepTheirBytesOnOneAndThreeThreads) {
  RunOptions one = worlds(8), three = worlds(8);
  one.threads = 1;
  three.threads = 3;
  EXPECT_EQ(forecast_document(run_forecast(with_ad(7), small_knowledge(), one)).dump(),
            forecast_document(run_forecast(with_ad(7), small_knowledge(), three)).dump());
}

}  // namespace
}  // namespace gs
