// Every KPI on counts made by hand, and every case in which it is undefined.
#include "scenarios/kpi/kpi.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace gs {
namespace {

KpiCounts counts() {
  KpiCounts c;
  c.reach = 400;
  c.post_reach_sum = 500;
  c.impressions = 1000;
  c.likes = 30;
  c.comments = 5;
  c.shares = 15;
  c.clicks = 40;
  c.engaged_users = 60;
  c.posts = 2;
  c.followers = 2000;
  c.universe = 5000;
  c.post_er = {0.2, 0.05};
  c.first_reach = {300, 90, 0, 10, 0};
  c.spend = 12.5;
  c.paid_impressions = 250;
  c.ad_clicks = 5;
  c.cost = 20;
  c.saves = 4;
  c.follows = 10;
  c.unfollows = 2;
  c.hides = 3;
  c.negative_comments = 1;
  c.visits = 9;
  c.leads = 3;
  c.sales = 2;
  c.view_sales = 1;
  c.revenue = 60;
  c.margin = 0.5;
  c.days = 5;
  c.counted_saves = 0;
  c.views = 200;
  c.viewed_engagements = 20;
  c.target_reach = 150;
  c.without_ads = WithoutAds{300, 40, 1, 1, 10};
  return c;
}

const Kpi& kpi(const std::string& name) {
  const Kpi* found = find_kpi(name);
  if (found == nullptr) throw std::runtime_error("no KPI " + name);
  return *found;
}

const std::map<std::string, double> kExpected{{"reach", 400},
                                              {"impressions", 1000},
                                              {"frequency", 2.5},
                                              {"post_reach_sum", 500},
                                              {"reach_share", 0.08},
                                              {"grp", 20},
                                              {"engagements", 50},
                                              {"likes", 30},
                                              {"comments", 5},
                                              {"shares", 15},
                                              {"clicks", 40},
                                              {"engaged_users", 60},
                                              {"er_reach", 0.1},
                                              {"er_post_mean", 0.125},
                                              {"er_impressions", 0.05},
                                              {"er_followers", 0.025},
                                              {"ctr", 0.04},
                                              {"love_rate", 0.015},
                                              {"talk_rate", 0.0025},
                                              {"amplification_rate", 0.0075},
                                              {"virality_rate", 0.015},
                                              {"posts", 2},
                                              {"spend", 12.5},
                                              {"paid_impressions", 250},
                                              {"ad_clicks", 5},
                                              {"cpm", 50},
                                              {"cpc", 2.5},
                                              {"cpe", 0.25},
                                              {"cost_per_contact", 0.03125},
                                              {"cpf", 1.25},
                                              {"saves", 4},
                                              {"follows", 10},
                                              {"unfollows", 2},
                                              {"net_follows", 8},
                                              {"audience_growth_rate", 0.004},
                                              {"hides", 3},
                                              {"negative_feedback_rate", 0.01},
                                              {"negative_comments", 1},
                                              {"negative_comment_share", 0.2},
                                              {"visits", 9},
                                              {"leads", 3},
                                              {"sales", 2},
                                              {"view_sales", 1},
                                              {"revenue", 60},
                                              {"cr_visit", 0.2},
                                              {"cr_lead", 1.0 / 3},
                                              {"cr_sale", 2.0 / 9},
                                              {"cpl", 12.5 / 3},
                                              {"cpa", 6.25},
                                              {"cost", 20},
                                              {"roas", 4.8},
                                              {"roi", 0.5},
                                              {"on_target_reach", 150},
                                              {"er_daily", 50.0 / (5 * 2004)},
                                              {"views", 200},
                                              {"er_views", 0.1},
                                              {"incremental_reach", 100},
                                              {"incremental_engagements", 10},
                                              {"incremental_leads", 2},
                                              {"incremental_sales", 1},
                                              {"incremental_revenue", 50},
                                              {"cost_per_incremental_reach", 0.125},
                                              {"cost_per_incremental_engagement", 1.25},
                                              {"cost_per_incremental_lead", 6.25},
                                              {"cost_per_incremental_sale", 12.5},
                                              {"iroas", 4}};

TEST(Kpi, FollowsItsFormulaOnHandMadeCounts) {
  EXPECT_EQ(kpis().size(), kExpected.size() + 1);
  for (const Kpi& each : kpis()) {
    if (each.name == "share_of_voice") continue;  // nobody counts the category
    const auto value = each.of(counts());
    ASSERT_TRUE(value.has_value()) << each.name;
    EXPECT_DOUBLE_EQ(*value, kExpected.at(std::string(each.name))) << each.name;
  }
}

TEST(Kpi, FirstReachAddsUpToReachOverTheSources) {
  EXPECT_EQ(kpi("first_reach").of(counts()), counts().reach);
  double sum = 0;
  for (std::size_t source = 0; source < kSources; ++source) {
    KpiCounts one;
    one.first_reach[source] = counts().first_reach[source];
    sum += *kpi("first_reach").of(one);
  }
  EXPECT_EQ(sum, *counts().reach);
}

TEST(Kpi, GrpIsReachPercentTimesFrequency) {
  EXPECT_DOUBLE_EQ(*kpi("grp").of(counts()),
                   100 * *kpi("reach_share").of(counts()) * *kpi("frequency").of(counts()));
}

std::set<std::string> undefined(const KpiCounts& c) {
  std::set<std::string> names;
  for (const Kpi& each : kpis())
    if (!each.of(c)) names.insert(std::string(each.name));
  EXPECT_EQ(names.erase("share_of_voice"), 1U);
  return names;
}
using Names = std::set<std::string>;

TEST(Kpi, IsUndefinedWhenItsDenominatorIsZeroOrMissing) {
  KpiCounts c = counts();
  c.reach = std::nullopt;
  EXPECT_EQ(undefined(c),
            (Names{"reach",
                   "frequency",
                   "reach_share",
                   "cost_per_contact",
                   "incremental_reach",
                   "cost_per_incremental_reach"}));
  c = counts();
  c.reach = 0;
  EXPECT_EQ(undefined(c), (Names{"frequency", "cost_per_contact", "cost_per_incremental_reach"}));
  c = counts();
  c.impressions = 0;
  EXPECT_EQ(undefined(c), (Names{"er_impressions", "ctr", "virality_rate"}));
  c = counts();
  c.followers = 0;
  EXPECT_EQ(undefined(c),
            (Names{"er_followers",
                   "er_daily",
                   "love_rate",
                   "talk_rate",
                   "amplification_rate",
                   "audience_growth_rate"}));
  c = counts();
  c.universe = 0;
  EXPECT_EQ(undefined(c), (Names{"reach_share", "grp"}));
  c = counts();
  c.post_reach_sum = 0;
  c.post_er.clear();
  EXPECT_EQ(undefined(c), (Names{"er_reach", "er_post_mean", "negative_feedback_rate"}));
}

TEST(Kpi, OfCommentsToneIsUndefinedWhereNobodyCommented) {
  KpiCounts c = counts();
  c.comments = c.negative_comments = 0;
  EXPECT_TRUE(undefined(c).contains("negative_comment_share"));
  EXPECT_EQ(kpi("negative_comments").of(c), 0.0);
}

TEST(Kpi, OfMoneyIsUndefinedWhereNothingWasSpentOrNothingCameOfIt) {
  KpiCounts c = counts();
  c.spend = 0;
  EXPECT_EQ(undefined(c),
            (Names{"cpm",
                   "cpc",
                   "cpe",
                   "cost_per_contact",
                   "cpf",
                   "cpl",
                   "cpa",
                   "roas",
                   "cost_per_incremental_reach",
                   "cost_per_incremental_engagement",
                   "cost_per_incremental_lead",
                   "cost_per_incremental_sale",
                   "iroas"}));
  c = counts();
  c.ad_clicks = 0;
  EXPECT_EQ(undefined(c), (Names{"cpc"}));
  c = counts();
  c.views = 0;
  EXPECT_EQ(undefined(c), (Names{"er_views"}));
  c = counts();
  c.target_reach.reset();
  EXPECT_EQ(undefined(c), (Names{"on_target_reach"}));
  c = counts();
  c.without_ads->sales = 3;  // the ads cost a sale
  EXPECT_EQ(undefined(c), (Names{"cost_per_incremental_sale"}));
  EXPECT_EQ(kpi("incremental_sales").of(c), -1);
}

TEST(Kpi, CountsSavesAmongEngagementsWhereThePlatformDoes) {
  KpiCounts c = counts();
  c.counted_saves = 4;
  EXPECT_EQ(kpi("engagements").of(c), 54);
  EXPECT_DOUBLE_EQ(*kpi("er_reach").of(c), 54.0 / 500);
}

TEST(Kpi, IsZeroNotUndefinedWhenNothingHappenedToPeopleWhoWereReached) {
  KpiCounts c = counts();
  c.likes = c.comments = c.shares = c.clicks = 0;
  c.post_er = {0, 0};
  for (const char* name :
       {"er_reach", "er_post_mean", "er_impressions", "er_followers", "ctr", "virality_rate"})
    EXPECT_EQ(kpi(name).of(c), 0.0) << name;
}

TEST(Kpi, EngagementRateDividesSumsOnceInsteadOfAveragingRates) {
  KpiCounts c;  // 10 of 100 and 10 of 900: together 20 of 1000, while the mean of rates is .0555…
  c.likes = 20;
  c.post_reach_sum = 1000;
  c.post_er = {0.1, 10.0 / 900};
  EXPECT_DOUBLE_EQ(*kpi("er_reach").of(c), 0.02);
  EXPECT_NEAR(*kpi("er_post_mean").of(c), 0.0555555, 1e-6);
}

TEST(Kpi, SaysItsFormulaAndWhyItMayBeUndefined) {
  std::set<std::string_view> names;
  const KpiCounts nothing;
  for (const Kpi& each : kpis()) {
    EXPECT_TRUE(names.insert(each.name).second) << each.name;
    EXPECT_FALSE(each.title.empty() || each.formula.empty() || name_of(each.unit).empty()) << each.name;
    EXPECT_EQ(each.of(nothing).has_value(), each.undefined_because.empty()) << each.name;
    EXPECT_EQ(find_kpi(each.name), &each);
  }
  EXPECT_EQ(find_kpi("raech"), nullptr);
}

}  // namespace
}  // namespace gs
