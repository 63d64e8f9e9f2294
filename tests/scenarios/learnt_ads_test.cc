// History of ads in a forecast: what it tells is used and said, what the planner says goes first, what nobody
// told stays as it was, and a calibration keeps all of it.
#include "scenarios/plan/learnt_ads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "models/fit/ads/fit_ads.h"
#include "scenarios/basis.h"
#include "scenarios/compare.h"
#include "scenarios/knowledge/fit_account.h"
#include "scenarios/workspace/calibration_json.h"
#include "tests/fit/made_ads.h"
#include "tests/support/page.h"

namespace gs {
namespace {

using support::quick_fit;
using support::small_history;
using support::small_knowledge;
using support::small_plan;

const Calibration& taught() {
  static const Calibration calibration = [] {
    const MadeHistory made = made_ads({.cpm = 4, .click = .03}, 8);
    AccountHistory history{.account = "example-roastery", .platform = "facebook", .posts = small_history()};
    history.ads = made.ads;
    history.conversions = made.conversions;
    PopulationParameters people;
    people.followers = 0;
    return fit_account(history, people, quick_fit());
  }();
  return calibration;
}

Knowledge with_ads() { return {.accounts = {{taught().account, {small_history(), taught(), "2"}}}}; }

Scenario plan_with_ad(bool bid = false, const std::string& currency = "USD") {
  Scenario scenario = small_plan();
  scenario.currency = currency;
  ScenarioAd ad;
  ad.platform = "facebook", ad.post = "a", ad.followers = "all";
  ad.daily_budget = Money{8'000'000};
  if (bid) ad.cpm = Money{10'000'000};
  ad.first = {2026, 12, 7}, ad.last = {2026, 12, 11};
  ad.frequency_cap = 7;
  scenario.ads["boost"] = ad;
  return scenario;
}

RunOptions worlds(std::size_t n = 40) {
  RunOptions options;
  options.replicates = n;
  return options;
}

double median_of(const nlohmann::json& rows, const std::string& kpi) {
  for (const auto& row : rows)
    if (row["kpi"] == kpi) return row["p50"];
  return -1;
}

const nlohmann::json& row_of(const nlohmann::json& rows, const std::string& key, const std::string& value) {
  for (const auto& row : rows)
    if (row[key] == value) return row;
  throw std::runtime_error("no " + value);
}

TEST(LearntAds, SetPricesAndClicksOfThePlan) {
  const nlohmann::json before = forecast_document(run_forecast(plan_with_ad(), small_knowledge(), worlds())),
                       after = forecast_document(run_forecast(plan_with_ad(), with_ads(), worlds()));
  EXPECT_LT(median_of(after["totals"], "cpm"), 6);
  EXPECT_GT(median_of(before["totals"], "cpm"), 8);
  EXPECT_GT(median_of(after["totals"], "ad_clicks"), 2 * median_of(before["totals"], "ad_clicks"));
}

TEST(LearntAds, AreCalledFittedAndNoLongerAssumed) {
  const nlohmann::json document = forecast_document(run_forecast(plan_with_ad(), with_ads(), worlds(10)));
  EXPECT_EQ(row_of(document["levers"], "lever", "ad budgets")["status"], "fitted");
  for (const char* kpi : {"cpm", "ad_clicks", "paid_impressions", "cpc"})
    EXPECT_EQ(row_of(document["totals"], "kpi", kpi)["basis"], "fitted") << kpi;
  for (const auto& row : document["assumed"]) {
    EXPECT_NE(row["key"], "ads.boost.cpm");
    EXPECT_NE(row["key"], "ads.boost.click");
  }
  EXPECT_NO_THROW(row_of(document["assumed"], "key", "ads.boost.spend_elasticity"));
  EXPECT_NO_THROW(row_of(document["calibration"]["parameters_not_told"], "key", "ads.incrementality"));
}

TEST(LearntAds, GiveWayToThePlannersPrice) {
  const Forecast with = run_forecast(plan_with_ad(true), with_ads(), worlds(20)),
                 without = run_forecast(plan_with_ad(true), small_knowledge(), worlds(20));
  for (std::size_t r = 0; r < 20; ++r)
    EXPECT_EQ(with.worlds[r].ads[0].impressions, without.worlds[r].ads[0].impressions);
  for (const auto& row : forecast_document(with)["assumed"])
    EXPECT_NE(row["key"], "ads.boost.cpm");  // what the planner says is no default
}

TEST(LearntAds, InAnotherCurrencyLeaveThePriceToThePlatform) {
  Knowledge knowledge = with_ads();
  knowledge.accounts.begin()->second.calibration->ads.currency = "EUR";
  const Forecast forecast = run_forecast(plan_with_ad(), knowledge, worlds(5));
  EXPECT_FALSE(forecast.plan.request.ads[0].learnt.price);
  EXPECT_TRUE(forecast.plan.request.ads[0].learnt.click);
  const std::string notes = nlohmann::json(forecast.notes).dump();
  EXPECT_NE(notes.find("tells prices in EUR"), std::string::npos) << notes;
}

// The platform's file is in dollars: a plan in euros needs a price of its own or one learnt in euros.
TEST(LearntAds, PriceAPlanInACurrencyThePlatformsFileDoesNotKnow) {
  Knowledge knowledge = with_ads();
  knowledge.accounts.begin()->second.calibration->ads.currency = "EUR";
  EXPECT_TRUE(
      run_forecast(plan_with_ad(false, "EUR"), knowledge, worlds(3)).plan.request.ads[0].learnt.price);
  try {
    run_forecast(plan_with_ad(false, "EUR"), with_ads(), worlds(3));
    FAIL() << "a price out of nowhere";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("/ads/boost/bid"), std::string::npos) << error.what();
  }
}

TEST(LearntAds, OfAPlanWithoutAdsChangeNothingButTheCalibrationsName) {
  const nlohmann::json with = forecast_document(run_forecast(small_plan(), with_ads(), worlds(10)));
  nlohmann::json without = forecast_document(run_forecast(small_plan(), small_knowledge(), worlds(10)));
  without["calibration"]["id"] = "2";
  EXPECT_EQ(with.dump(), without.dump());
}

TEST(LearntAds, LetWomenClickAsOftenAsHistorySays) {
  Scenario scenario = plan_with_ad();
  for (const char* gender : {"female", "male"}) {
    ScenarioSegment segment;
    segment.people = 6000, segment.gender = gender;
    scenario.audience.segments[gender] = segment;
  }
  const Forecast forecast = run_forecast(scenario, with_ads(), worlds(5));
  const LearntAd& learnt = forecast.plan.request.ads[0].learnt;
  ASSERT_EQ(learnt.segments.size(), taught().ads.draws.size());
  double ratio = 0;
  for (const auto& draw : learnt.segments)
    ratio += std::exp(draw[0] - draw[1]) / static_cast<double>(learnt.segments.size());
  EXPECT_NEAR(ratio, 1.6, .25);
  const AdWorld world = ad_world(forecast.plan.request.ads[0], {12000, 1}, {1, 0});
  ASSERT_EQ(world.behaviour.click_of_segment.size(), 2u);
  EXPECT_GT(world.behaviour.click_of_segment[0], world.behaviour.click_of_segment[1]);
}

TEST(LearntAds, SellAsHistoryUnlessThePlannerNamesARate) {
  Scenario scenario = plan_with_ad();
  scenario.offer = ScenarioOffer{};
  const Forecast learnt = run_forecast(scenario, with_ads(), worlds());
  double clicks = 0, sales = 0;
  for (const WorldCounts& world : learnt.worlds) clicks += world.ads[0].clicks, sales += world.ads[0].sales;
  EXPECT_NEAR(sales / clicks, .03, .012);
  scenario.offer->conversion_rate = .4;
  const Forecast said = run_forecast(scenario, with_ads(), worlds());
  double more = 0;
  for (const WorldCounts& world : said.worlds) more += world.ads[0].sales;
  EXPECT_GT(more, 4 * sales);
}

TEST(LearntAds, OfMoreBudgetBuyMoreInEveryWorld) {
  std::vector<Scenario> plans{plan_with_ad(), plan_with_ad()};
  plans[1].ads["boost"].daily_budget = Money{16'000'000};
  const std::vector<Forecast> forecasts = run_forecasts(plans, with_ads(), worlds(20));
  for (std::size_t r = 0; r < 20; ++r) {
    EXPECT_GE(forecasts[1].worlds[r].ads[0].impressions, forecasts[0].worlds[r].ads[0].impressions);
    EXPECT_LE(forecasts[1].worlds[r].ads[0].spend.micros, 5 * 16'000'000);
  }
}

TEST(CalibrationText, KeepsAdsFollowersAndLendersToTheLastBit) {
  Calibration calibration = taught();
  calibration.follows = {-5.25, .125, 31};
  calibration.borrowed = {"sister"};
  const std::string text = to_text(calibration);
  const Calibration read = calibration_from(text, "calibration 2");
  EXPECT_EQ(to_text(read), text);
  ASSERT_EQ(read.ads.draws.size(), calibration.ads.draws.size());
  EXPECT_EQ(read.ads.draws[7].price.between, calibration.ads.draws[7].price.between);
  EXPECT_EQ(read.ads.segments[0].gender, "female");
  EXPECT_EQ(read.follows.posts, 31u);
}

// One that knows posts alone is written, byte for byte, as before there was anything else to know.
TEST(CalibrationText, OfPostsAloneIsStillOfTheFirstSchema) {
  const Calibration plain = *small_knowledge().accounts.begin()->second.calibration;
  const std::string text = to_text(plain);
  EXPECT_NE(text.find("groundswell/calibration/1"), std::string::npos);
  EXPECT_EQ(text.find("\"ads\""), std::string::npos);
  EXPECT_TRUE(calibration_from(text, "calibration 1").ads.draws.empty());
}

TEST(FitAccount, OfAdsAndNoPostsTellsAdsAndNothingElse) {
  const MadeHistory made = made_ads({.cpm = 4}, 8);
  AccountHistory history{.account = "shop", .platform = "facebook", .posts = {}};
  history.ads = made.ads;
  PopulationParameters people;
  people.followers = 3000;
  const Calibration calibration = fit_account(history, people, quick_fit());
  EXPECT_EQ(calibration.posts, 0u);
  EXPECT_EQ(calibration.account, "shop");
  EXPECT_TRUE(calibration.ads.price);
  EXPECT_EQ(calibration.draws.size(), quick_fit().draws);
}

}  // namespace
}  // namespace gs
