// Ads from the document to the KPI: money exact, refusals with place and way out, relations that must hold.
#include "scenarios/plan/ads.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

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
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1,"cpm":9}}})", "give one of them"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1},"pacing":"fast"}})", "early, late, weekdays"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1},"pacing":"early"}})",
       "give total_budget instead"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1},"end":"2026-12-09","pacing":"weekends"}})",
       "none of the weekends from 2026-12-08 to 2026-12-09"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1},"targeting":{"engagers":"pagee"}}})",
       "did you mean 'page'?"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1},"targeting":{"lookalikes":"page"}}})",
       "the audience has no segments"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1},"targeting":{"lookalike_share":0.2}}})",
       "say whose: lookalikes"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1},"targeting":{"lookalikes":"page","engagers":"page"}}})",
       "give one of them"},
      {R"({"x":{"post":"a","daily_budget":1,"bid":{"cpc":1},"targeting":{"lookalikes":"page","followers":"only"}}})",
       "leave followers out"},
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

TEST(DailyBudgets, ByWeightsAddUpToTheTotalToTheMicroUnitAndFollowTheWeights) {
  for (const std::int64_t total :
       {std::int64_t{1}, std::int64_t{100'000'001}, std::int64_t{99'999'999'999'999'999}}) {
    const auto budgets = daily_budgets({total}, {5, 4, 3, 0, 1});
    std::int64_t sum = 0;
    for (const Money day : budgets) sum += day.micros;
    EXPECT_EQ(sum, total);
    EXPECT_EQ(budgets[3].micros, 0);
    if (total > 1) {
      EXPECT_NEAR(static_cast<double>(budgets[0].micros) / static_cast<double>(total), 5.0 / 13, 1e-7);
    }
  }
}

TEST(Pacing, WeighsTheDaysOfTheFlight) {
  ScenarioAd ad;
  ad.first = {2026, 12, 10};  // a Thursday
  ad.last = {2026, 12, 14};
  const std::map<std::string, std::vector<std::int64_t>> expected{{"even", {1, 1, 1, 1, 1}},
                                                                  {"early", {5, 4, 3, 2, 1}},
                                                                  {"late", {1, 2, 3, 4, 5}},
                                                                  {"weekdays", {1, 1, 0, 0, 1}},
                                                                  {"weekends", {0, 0, 1, 1, 0}}};
  for (const auto& [pacing, weights] : expected) {
    ad.pacing = pacing;
    EXPECT_EQ(pacing_weights(ad), weights) << pacing;
  }
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

TEST(Ads, ListNothingAsADefaultThatThePlannerWrote) {
  const auto defaults = [](const std::string& ad, const std::string& audience) {
    const Scenario scenario =
        parse_scenario(R"({"start":"2026-12-07","currency":"EUR","audience":{)" + audience +
                           R"("accounts":{"p":{"platform":"facebook","followers":900}}},
            "plan":{"a":{"account":"p","publish_at":"2026-12-07T12:00"}},
            "ads":{"x":{"post":"a","daily_budget":1,"bid":{)" +
                           ad + "}}}",
                       "plan.json");
    RunOptions few;
    few.replicates = 1;
    const nlohmann::json head = head_of(prepare_forecast(scenario, {}, few));
    std::set<std::string> keys;
    for (const nlohmann::json& row : head["assumed"]) keys.insert(row["key"].get<std::string>());
    return keys;
  };
  const auto written = defaults(R"("cpm":9},"frequency_cap":3)", R"("mean_listeners":20,)");
  for (const char* key : {"ads.x.cpm", "ads.x.frequency_cap", "mean_listeners"})
    EXPECT_FALSE(written.contains(key)) << key;
  EXPECT_TRUE(written.contains("ads.x.cpm_spread"));
  const auto by_click = defaults(R"("cpc":0.5})", "");
  for (const char* key : {"ads.x.cpm", "ads.x.frequency_cap", "mean_listeners"})
    EXPECT_TRUE(by_click.contains(key)) << key;
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

// Relation 18: a price by the click is the price by the impression at the platform's usual click rate.
TEST(Ads, BidByTheClickAreTheSameAdsBidByTheImpression) {
  Scenario by_impression = with_ad(6), by_click = with_ad(6);
  const double clicks = (*find_platform("facebook"))[Belief::paid_click].center;
  by_impression.ads["boost"].cpm = Money{std::llround(700'000 * 1000 * clicks)};
  by_click.ads["boost"].cpm.reset();
  by_click.ads["boost"].cpc = Money{700'000};
  const Forecast one = run_forecast(by_impression, small_knowledge(), worlds(10)),
                 other = run_forecast(by_click, small_knowledge(), worlds(10));
  nlohmann::json scopes = scopes_of(one), others = scopes_of(other);
  for (nlohmann::json* document : {&scopes, &others})
    for (nlohmann::json& ad : (*document)["ads"]) ad.erase("bid");  // as it was written
  EXPECT_EQ(scopes.dump(), others.dump());
}

TEST(Ads, AddTheirReachAndNothingElseToTheSameWorldsWithoutThem) {
  const Forecast with = run_forecast(with_ad(8), small_knowledge(), worlds(10)),
                 without = run_forecast(small_plan(), small_knowledge(), worlds(10)),
                 unpaid = run_forecast(with_ad(0), small_knowledge(), worlds(2));
  for (std::size_t r = 0; r < 10; ++r) {
    const KpiCounts &one = with.worlds[r].total, &other = without.worlds[r].total;
    EXPECT_EQ(*find_kpi("incremental_reach")->of(one), *one.reach - *other.reach);
    EXPECT_EQ(*find_kpi("incremental_engagements")->of(one),
              *find_kpi("engagements")->of(one) - *find_kpi("engagements")->of(other));
    EXPECT_EQ(*find_kpi("incremental_reach")->of(other), 0);
    EXPECT_GT(*find_kpi("cost_per_incremental_reach")->of(one), 0);
  }
  EXPECT_EQ(*find_kpi("incremental_reach")->of(unpaid.worlds[0].total), 0);
  EXPECT_FALSE(find_kpi("cost_per_incremental_reach")->of(unpaid.worlds[0].total));
}

TEST(Ads, ForEngagersAreShownOnlyToPeopleWhoEngagedOnEarlierDays) {
  Scenario scenario = with_ad(6);
  ScenarioAd& ad = scenario.ads["boost"];
  ad.engagers = "example-roastery";
  ad.last = {2026, 12, 14};
  const Forecast forecast = run_forecast(scenario, small_knowledge(), worlds(10));
  double shown = 0;
  for (const WorldCounts& world : forecast.worlds) {
    EXPECT_LE(world.ads[0].reach, world.total.engaged_users);
    EXPECT_LE(world.ads[0].spend.micros, 8 * 6'000'000);
    shown += world.ads[0].impressions;
  }
  EXPECT_GT(shown, 0);
  ad.followers = "only";
  for (const WorldCounts& world : run_forecast(scenario, small_knowledge(), worlds(5)).worlds)
    EXPECT_LE(world.ads[0].reach, world.total.engaged_users);
}

constexpr const char* kCity =
    R"({"schema":"groundswell/scenario/1","start":"2026-12-07","end":"2026-12-13","currency":"EUR",
"audience":{"segments":{
  "baristas":{"people":2000,"interests":"coffee, espresso","target":true},
  "tasters":{"people":3000,"interests":"coffee, wine"},
  "runners":{"people":4000,"interests":"running"}},
 "accounts":{"page":{"platform":"facebook","followers":1500,"segments":{"tasters":0,"runners":0.02}}}},
"plan":{"a":{"account":"page","publish_at":"2026-12-08T10:00"}},
"ads":{"x":{"post":"a","daily_budget":20,"bid":{"cpm":8},"targeting":{"lookalikes":"page","lookalike_share":SHARE}}}})";

std::string city(const std::string& share) {
  std::string text = kCity;
  return text.replace(text.find("SHARE"), 5, share);
}

TEST(Ads, ForLookAlikesFindThoseWhoShareTheFollowersInterests) {
  const Forecast forecast = run_forecast(parse_scenario(city("0.3"), "city.json"), {}, worlds(3));
  const Plan& plan = forecast.plan;
  EXPECT_TRUE(plan.request.ads[0].alike ==
              (std::vector<std::vector<double>>{{1, 0, 1.0 / 3}, {0, 1, 0}, {1.0 / 3, 0, 1}}));
  for (const WorldCounts& world : forecast.worlds) {
    EXPECT_GT(world.ads[0].reach, 0);
    EXPECT_LE(world.total.target_reach.value(), *world.total.reach);
    EXPECT_EQ(*world.total.target_reach, *world.segments[0].reach);
  }
  const auto document = forecast_document(forecast);
  bool said = false;
  for (const auto& row : document["assumed"]) said = said || row["key"] == "ads.x.lookalike_share";
  EXPECT_TRUE(said);
}

}  // namespace
}  // namespace gs
