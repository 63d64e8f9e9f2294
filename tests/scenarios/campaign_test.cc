// A plan on two platforms, for two kinds of people, with ads, a creator and an offer: what must hold of its
// worlds whatever they draw, and what the document refuses.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "scenarios/compare.h"
#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"

namespace gs {
namespace {

using nlohmann::json;
using testing::HasSubstr;

json campaign() {
  return json::parse(R"({"schema":"groundswell/scenario/1","currency":"EUR","timezone":"Europe/Berlin",
"start":"2026-12-07","end":"2026-12-13","seed":3,
"audience":{
  "segments":{"older":{"people":9000,"age":"40-59","gender":"female","interests":"tea, Gardening","platforms":{"facebook":0.8,"instagram":0.3}},
              "young":{"people":6000,"age":"18-24","timezone":"Europe/London","platforms":{"facebook":0.4,"instagram":0.9}}},
  "accounts":{"fb":{"platform":"facebook","followers":3000},
              "ig":{"platform":"instagram","followers":2000,"overlap":{"fb":0.3}},
              "host":{"platform":"instagram","kind":"creator","followers":2500}}},
"plan":{"f1":{"account":"fb","format":"link","publish_at":"2026-12-07T18:00"},
        "f2":{"account":"fb","format":"photo","publish_at":"2026-12-09T12:00"},
        "i1":{"account":"ig","format":"reel","publish_at":"2026-12-08T19:00","link":"https://example.org"}},
"ads":{"a":{"post":"f1","total_budget":40,"end":"2026-12-12","bid":{"cpm":10}},
       "b":{"post":"i1","daily_budget":8,"end":"2026-12-11","bid":{"cpm":8},"targeting":{"age":"18-34"},"hours":"20-22"}},
"seeding":{"s":{"creator":"host","post":"i1","publish_at":"2026-12-09T20:00","fee":90}},
"offer":{"visit_rate":0.8,"conversion_rate":0.3,"lead_rate":0.4,"order_value":25,"margin":0.5},
"costs":{"film":{"amount":60}}})");
}

Forecast forecast_of(const json& document, std::size_t worlds = 12) {
  RunOptions options;
  options.replicates = worlds;
  options.seed = 3;
  return run_forecast(parse_scenario(document.dump(), "plan.json"), {}, options);
}

std::string complaint(const std::function<void(json&)>& change) {
  json document = campaign();
  change(document);
  try {
    parse_scenario(document.dump(1), "plan.json");
  } catch (const Error& error) {
    return error.what() + ("; " + error.remedy);
  }
  return "accepted";
}

double mean_of_kpi(const Forecast& forecast, const char* name) {
  double sum = 0;
  const auto draws = draws_of(forecast, *find_kpi(name));
  for (const auto& draw : draws) sum += draw.value_or(0);
  return sum / static_cast<double>(draws.size());
}

TEST(Campaign, ReachAcrossPlatformsAndSegmentsCountsPeopleOnce) {
  const Forecast forecast = forecast_of(campaign());
  for (const WorldCounts& world : forecast.worlds) {
    const double reach = *world.total.reach;
    const double facebook = *world.platforms[0].reach, instagram = *world.platforms[1].reach;
    EXPECT_LE(std::max(facebook, instagram), reach);
    EXPECT_LT(reach, facebook + instagram);                                 // somebody was met on both
    EXPECT_EQ(*world.segments[0].reach + *world.segments[1].reach, reach);  // everybody is in one
    double first = 0;
    for (const double people : world.total.first_reach) first += people;
    EXPECT_EQ(first, reach);
    EXPECT_EQ(*world.total.reach_k[0], reach);
    for (std::size_t k = 1; k < 10; ++k) EXPECT_LE(*world.total.reach_k[k], *world.total.reach_k[k - 1]);
    double impressions = 0;
    for (const KpiCounts& segment : world.segments) impressions += segment.impressions;
    EXPECT_EQ(impressions, world.total.impressions);
  }
}

TEST(Campaign, PlatformsAddUpToThePlanInCountsAndMoney) {
  const Forecast forecast = forecast_of(campaign());
  for (const WorldCounts& world : forecast.worlds) {
    KpiCounts sum;
    for (const KpiCounts& platform : world.platforms) {
      sum.posts += platform.posts;
      sum.impressions += platform.impressions;
      sum.likes += platform.likes;
      sum.spend += platform.spend;
      sum.sales += platform.sales;
    }
    EXPECT_EQ(sum.posts, world.total.posts);
    EXPECT_EQ(sum.impressions, world.total.impressions);
    EXPECT_EQ(sum.likes, world.total.likes);
    EXPECT_EQ(sum.sales, world.total.sales);
    EXPECT_NEAR(sum.spend, world.total.spend, 1e-9);
    EXPECT_NEAR(world.total.cost, world.total.spend + 150, 1e-9);  // fee and film
  }
}

TEST(Campaign, ACreatorAddsPeopleAndChangesNothingOfPostsNotPlacedThere) {
  json alone = campaign();
  alone.erase("seeding");
  const Forecast without = forecast_of(alone), with = forecast_of(campaign());
  EXPECT_EQ(without.plan.audience.person.rows, with.plan.audience.person.rows);
  std::size_t more = 0;
  for (std::size_t r = 0; r < with.worlds.size(); ++r) {
    EXPECT_GT(with.worlds[r].total.first_reach[index_of(Source::seeding)], 0);
    EXPECT_EQ(without.worlds[r].total.first_reach[index_of(Source::seeding)], 0);
    EXPECT_GE(*with.worlds[r].total.reach, *without.worlds[r].total.reach);
    more += *with.worlds[r].posts[1].reach > *without.worlds[r].posts[1].reach ? 1 : 0;
    EXPECT_EQ(with.worlds[r].posts[0].reach, without.worlds[r].posts[0].reach);
    EXPECT_EQ(with.worlds[r].posts[2].reach, without.worlds[r].posts[2].reach);
  }
  EXPECT_EQ(more, with.worlds.size());
}

TEST(Campaign, SalesFollowFromVisitsAndVisitsFromClicks) {
  const Forecast forecast = forecast_of(campaign(), 40);
  for (const WorldCounts& world : forecast.worlds) {
    const KpiCounts& t = world.total;
    EXPECT_LE(t.visits, t.clicks + t.ad_clicks);
    EXPECT_LE(t.leads, t.visits);
    EXPECT_LE(t.sales, t.visits);
    EXPECT_EQ(t.revenue, 25 * t.sales);
    const auto roi = find_kpi("roi")->of(t);
    ASSERT_TRUE(roi);
    EXPECT_NEAR(*roi, (t.revenue * 0.5 - t.cost) / t.cost, 1e-12);
    double of_posts = 0;
    for (const KpiCounts& post : world.posts) of_posts += post.sales;
    EXPECT_EQ(of_posts, t.sales);
  }
  EXPECT_GT(mean_of_kpi(forecast, "visits"), 1);
  EXPECT_NEAR(mean_of_kpi(forecast, "cr_lead"), 0.4, 0.15);  // what the planner said, cut by the horizon
}

TEST(Campaign, AnAdAimedAtASegmentIsShownToNobodyElse) {
  json document = campaign();
  document["ads"].erase("a");
  document.erase("seeding");
  document["plan"] = {{"i1", document["plan"]["i1"]}};
  json more = document;
  more["ads"]["b"]["daily_budget"] = 400;  // as many as there are
  const Forecast few = forecast_of(document), many = forecast_of(more);
  const Audience& audience = many.plan.audience;
  for (const std::uint32_t agent : many.plan.campaign.ads[0].people.agents) {
    EXPECT_EQ(audience.segment[AgentId{agent}], 1);  // young
    EXPECT_TRUE(is_on(audience, AgentId{agent}, 1));
  }
  for (std::size_t r = 0; r < few.worlds.size(); ++r) {
    EXPECT_GE(many.worlds[r].ads[0].impressions, few.worlds[r].ads[0].impressions);
    EXPECT_LE(many.worlds[r].ads[0].reach, 0.95 * 6000);
  }
}

TEST(Campaign, ABudgetOfZeroIsThePlanWithoutTheAdBitByBit) {
  json none = campaign(), zero = campaign();
  none.erase("ads");
  zero["ads"]["a"]["total_budget"] = 0;
  zero["ads"]["b"]["daily_budget"] = 0;
  const Forecast without = forecast_of(none), with = forecast_of(zero);
  for (std::size_t r = 0; r < with.worlds.size(); ++r) {
    EXPECT_EQ(with.worlds[r].total.reach, without.worlds[r].total.reach);
    EXPECT_EQ(with.worlds[r].total.sales, without.worlds[r].total.sales);
    EXPECT_EQ(with.worlds[r].events, without.worlds[r].events);
    EXPECT_EQ(with.worlds[r].total.spend, 0);
  }
}

// But for prices being whole micro-units of either currency: an impression a day and ad at most.
// Plans that differ only in ads share their lives without ads; who moves a post has one of his own.
TEST(Campaign, IsForecastInAComparisonAsByItself) {
  std::vector<json> plans(4, campaign());
  plans[1]["ads"]["a"]["total_budget"] = 70;
  plans[1]["name"] = "more";
  plans[2].erase("ads");
  plans[3]["plan"]["f1"]["publish_at"] = "2026-12-07T21:00";
  std::vector<Scenario> scenarios;
  for (const json& plan : plans) scenarios.push_back(parse_scenario(plan.dump(), "plan.json"));
  RunOptions options;
  options.replicates = 12;
  options.seed = 3;
  const std::vector<Forecast> together = run_forecasts(scenarios, {}, options);
  for (std::size_t i = 0; i < plans.size(); ++i)
    EXPECT_EQ(scopes_of(together[i]), scopes_of(forecast_of(plans[i]))) << i;
}

TEST(Campaign, ScaledMoneyChangesNoImpression) {
  constexpr double kAdDays = 10;
  json other = campaign();
  other["currency"] = "JPY";
  for (const char* id : {"a", "b"}) {
    json& ad = other["ads"][id];
    for (const char* key : {"total_budget", "daily_budget"})
      if (ad.contains(key)) ad[key] = 100 * ad[key].get<double>();
    ad["bid"]["cpm"] = 100 * ad["bid"]["cpm"].get<double>();
  }
  other["offer"]["order_value"] = 2500;
  const Forecast euro = forecast_of(campaign()), yen = forecast_of(other);
  for (std::size_t r = 0; r < euro.worlds.size(); ++r) {
    EXPECT_NEAR(euro.worlds[r].total.paid_impressions, yen.worlds[r].total.paid_impressions, kAdDays);
    EXPECT_NEAR(100 * euro.worlds[r].total.spend, yen.worlds[r].total.spend, kAdDays);
  }
}

TEST(Campaign, IsTheSameAtAnyNumberOfThreadsAndOrderOfTheDocument) {
  RunOptions options;
  options.replicates = 8;
  options.seed = 3;
  const Scenario scenario = parse_scenario(campaign().dump(), "plan.json");
  options.threads = 1;
  const std::string one = forecast_document(run_forecast(scenario, {}, options)).dump();
  options.threads = 3;
  EXPECT_EQ(one, forecast_document(run_forecast(scenario, {}, options)).dump());
}

TEST(Campaign, SaysEveryScopeInItsDocument) {
  const json document = forecast_document(forecast_of(campaign(), 6));
  EXPECT_EQ(document["platforms"].size(), 2U);
  EXPECT_EQ(document["segments"].size(), 2U);
  EXPECT_EQ(document["contacts"].size(), 10U);
  EXPECT_EQ(document["sources"].back()["source"], "seeding");
  std::set<std::string> totals;
  for (const json& row : document["totals"]) totals.insert(row["kpi"]);
  for (const char* kpi :
       {"sales", "revenue", "roas", "roi", "cpl", "cpa", "cpf", "cost", "net_follows", "hides"})
    EXPECT_TRUE(totals.contains(kpi)) << kpi;
  json bare = campaign();
  for (const char* key : {"ads", "seeding", "offer", "costs"}) bare.erase(key);
  const json plain = forecast_document(forecast_of(bare, 6));
  for (const json& row : plain["totals"])
    for (const char* kpi : {"sales", "spend", "roi", "cost", "cpl"}) EXPECT_NE(row["kpi"], kpi);
}

TEST(Campaign, RefusesWhatDoesNotFitTogether) {
  EXPECT_THAT(complaint([](json& d) {
                d["ads"]["b"]["targeting"] = {{"segments", {{"teens", true}}}};
              }),
              HasSubstr("segment 'teens' not defined; known: older, young"));
  EXPECT_THAT(complaint([](json& d) {
                d["ads"]["b"]["targeting"] = {{"age", "60+"}};
              }),
              HasSubstr("no segment of the audience fits"));
  EXPECT_THAT(complaint([](json& d) {
                d["ads"]["b"]["targeting"] = {{"age", "old"}};
              }),
              HasSubstr("'old' is no range of ages"));
  EXPECT_THAT(complaint([](json& d) { d["ads"]["b"]["hours"] = "evening"; }),
              HasSubstr("write them like 7-9,18-22"));
  EXPECT_THAT(complaint([](json& d) { d["audience"]["segments"]["young"]["platforms"]["myspace"] = 1; }),
              HasSubstr("'myspace'; known: facebook"));
  EXPECT_THAT(complaint([](json& d) { d["audience"]["segments"]["young"]["platforms"]["vk"] = 1.2; }),
              HasSubstr("/audience/segments/young/platforms/vk"));
  EXPECT_THAT(complaint([](json& d) {
                d["audience"]["accounts"]["ig"]["overlap"] = {{"tw", .1}};
              }),
              HasSubstr("account 'tw' not defined"));
  EXPECT_THAT(complaint([](json& d) { d["audience"]["accounts"]["ig"]["kind"] = "star"; }),
              HasSubstr("'star'; known: page, creator, community, rival"));
  EXPECT_THAT(complaint([](json& d) { d["seeding"]["s"]["creator"] = "fb"; }),
              HasSubstr("creator 'fb' not defined; known: host"));
  EXPECT_THAT(complaint([](json& d) { d["seeding"]["s"]["post"] = "f1"; }),
              HasSubstr("the post is on facebook, 'host' on instagram"));
  EXPECT_THAT(complaint([](json& d) { d["seeding"]["s"]["publish_at"] = "2026-12-08T10:00"; }),
              HasSubstr("before the post is out"));
  EXPECT_THAT(complaint([](json& d) { d["plan"]["f1"]["account"] = "host"; }),
              HasSubstr("is a creator, not a page of the brand"));
  EXPECT_THAT(complaint([](json& d) { d["offer"]["conversion_rate"] = 1.2; }),
              HasSubstr("/offer/conversion_rate"));
  EXPECT_THAT(complaint([](json& d) {
                d["costs"]["film"] = {{"amuont", 2}};
              }),
              HasSubstr("did you mean 'amount'"));
}

}  // namespace
}  // namespace gs
