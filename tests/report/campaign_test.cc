// A plan of two platforms with segments, ads, a creator and an offer: who sees which of its figures where.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/report.h"
#include "tests/report/example.h"

namespace gs {
namespace {

using Json = nlohmann::json;

Json kpi(const std::string& name, const std::string& title, const std::string& unit, double median) {
  return example::parsed(example::row(name, title, unit, median));
}

Json scope(const std::string& key, const std::string& name, double scale) {
  return {{key, name},
          {"kpis",
           {kpi("reach", "Reach", "people", 24000 * scale),
            kpi("impressions", "Impressions", "displays", 65000 * scale),
            kpi("clicks", "Clicks", "clicks", 4400 * scale),
            kpi("spend", "Spend", "EUR", 176 * scale)}}};
}

// `hostile` stands for every name that a person types.
Json campaign(const std::string& hostile = "home baristas") {
  Json plan = example::parsed(example::forecast());
  plan["platforms"] = {scope("platform", "facebook", 1), scope("platform", "instagram", 0.7)};
  plan["segments"] = {scope("segment", hostile, 1), scope("segment", "students", 0.4)};
  plan["segments"][0]["about"] = hostile;
  plan["segments"][0]["people"] = 70000;
  for (int k = 1; k <= 10; ++k)
    plan["contacts"].push_back(
        kpi("reach_" + std::to_string(k), "Reached often", "people", 40000.0 / (k * k)));
  plan["ads"] = {{{"id", hostile},
                  {"post", "p07"},
                  {"budget", 120},
                  {"kpis",
                   {kpi("spend", "Spend", "EUR", 119),
                    kpi("reach", "Reach", "people", 8300),
                    example::parsed(example::undefined_row("cpc", "Cost per ad click", "no ad clicked"))}}}};
  plan["seeding"] = {
      {{"id", "s1"}, {"post", "p08"}, {"creator", hostile}, {"publish_at", "2026-12-11T20:00:00+03:00"}}};
  for (const Json& more : {kpi("visits", "Visits", "visits", 470),
                           kpi("cr_visit", "Clicks that arrive", "fraction", 0.12),
                           kpi("leads", "Leads", "actions", 21),
                           kpi("sales", "Sales", "actions", 8),
                           kpi("cost", "Cost", "EUR", 440),
                           kpi("hides", "Hides", "actions", 17)})
    plan["totals"].push_back(more);
  return plan;
}

bool has(const std::string& html, const std::string& part) { return html.find(part) != std::string::npos; }

ForecastDocument document(const Json& json) {
  Documents all;
  read_document(json, "test", all);
  return all.forecasts.front();
}

std::size_t widest(const std::string& text) {
  std::istringstream lines(text);
  std::size_t most = 0;
  for (std::string line; std::getline(lines, line);) most = std::max(most, columns_of(line));
  return most;
}

TEST(Campaign, TerminalShowsTheHeadlineAndCountsWhatItLeavesOut) {
  const std::string shown = render_terminal(campaign(), {});
  EXPECT_TRUE(has(shown, "Leads") && has(shown, "Visits")) << shown;
  EXPECT_FALSE(has(shown, "Hides"));
  EXPECT_TRUE(has(shown, "    3 more KPIs stand in --json and in the report\n")) << shown;
}

TEST(Campaign, AnyKpiWithATargetIsHeadline) {
  Json plan = campaign();
  plan["totals"].back()["target"] = {{"at_most", 20}};
  EXPECT_TRUE(has(render_terminal(plan, {}), "Hides"));
  EXPECT_EQ(headline_of(document(plan).totals).size() + further_of(document(plan).totals).size(),
            plan["totals"].size());
}

TEST(Campaign, TerminalShowsPlatformsAndSegmentsWithinItsColumns) {
  const std::string shown = render_terminal(campaign(), {});
  EXPECT_TRUE(has(shown, "by platform, medians")) << shown;
  EXPECT_TRUE(has(shown, "Instagram") && has(shown, "Spend, EUR"));
  EXPECT_TRUE(has(shown, "by segment, medians") && has(shown, "home baristas"));
  for (const int columns : {100, 80, 60})
    EXPECT_LE(widest(render_terminal(campaign(std::string(300, 'W')), {false, true, columns})),
              static_cast<std::size_t>(columns));
  Json one = campaign();
  one["platforms"].erase(1);
  EXPECT_FALSE(has(render_terminal(one, {}), "by platform"));
}

TEST(Campaign, PageSaysWhoTheSegmentsAre) {
  const std::string html = scopes(document(campaign("grinder owners")));
  EXPECT_TRUE(has(html, "<bdi>grinder owners</bdi>") && has(html, "70\u202f000 people")) << html;
  EXPECT_TRUE(has(html, "<bdi>Instagram</bdi>"));
  EXPECT_TRUE(has(html, "Reach must not be added up"));
}

TEST(Campaign, UnitsStandOnceAndMoneyEndsAtTheCent) {
  Json plan = campaign();
  plan["platforms"][0]["kpis"].push_back(kpi("follows", "New followers", "people", 14));
  for (const char* key : {"p10", "p25", "p50", "p75", "p90"}) plan["platforms"][0]["kpis"][3][key] = 175.8948;
  const std::string html = scopes(document(plan));
  EXPECT_TRUE(has(html, "data-l=\"Clicks\"") && has(html, "data-l=\"New followers, people\"")) << html;
  KpiRow share;
  share.title = "Share of audience";
  share.unit = "fraction";
  EXPECT_EQ(title_with_unit(share), "Share of audience, %");
  plan["platforms"][0]["kpis"][3]["p90"] = 175.9;
  EXPECT_TRUE(has(scopes(document(plan)), "<b>175.89</b>"));
}

TEST(Campaign, PageShowsADashForAFigureOfOneScopeOnly) {
  Json plan = campaign();
  plan["platforms"][1]["kpis"].erase(2);
  EXPECT_TRUE(has(scopes(document(plan)), "\u2014</b><span class=\"f\">not in the result"));
}

TEST(Campaign, ContactsHaveARowForEachOfTenCountsAndTheirShareOfTheAudience) {
  const std::string html = contacts(document(campaign()));
  EXPECT_TRUE(has(html, "once or more") && has(html, "10 times or more"));
  EXPECT_TRUE(has(html, "9.7\u202f%")) << html;  // 40 000 of 412 000
  EXPECT_EQ(contacts(document(example::parsed(example::forecast()))), "");
}

TEST(Campaign, FunnelSaysThatSalesAreAttributedAndNeedsAnOffer) {
  const std::string html = funnel(document(campaign()));
  EXPECT_TRUE(has(html, "attributed, not incremental"));
  EXPECT_LT(html.find(">Visits<"), html.find(">Leads<"));
  EXPECT_LT(html.find(">Leads<"), html.find(">Sales<"));
  EXPECT_TRUE(has(html, "data-l=\"rate\">12.0\u202f%")) << html;
  EXPECT_EQ(funnel(document(example::parsed(example::forecast()))), "");
}

TEST(Campaign, MoneyShowsEveryAdItsBudgetAndADashWhereNothingWasClicked) {
  const std::string html = money(document(campaign("Autumn boost")));
  EXPECT_TRUE(has(html, "<bdi>Autumn boost</bdi>") && has(html, "budget 120 EUR")) << html;
  EXPECT_TRUE(has(html, "undefined: no ad clicked"));
  EXPECT_TRUE(has(html, "Everything the plan costs"));
  EXPECT_EQ(money(document(example::parsed(example::forecast()))), "");
}

TEST(Campaign, CalendarMarksAdsAndCreatorsAtTheirPosts) {
  const std::string html = post_strip(document(campaign("brewer")));
  EXPECT_TRUE(has(html, "+ ad <bdi>brewer</bdi>, 120 EUR")) << html;
  EXPECT_TRUE(has(html, "+ creator <bdi>brewer</bdi>, 11 Dec 2026 20:00")) << html;
}

TEST(Campaign, PageKeepsHostileNamesText) {
  const std::string hostile = "\"><img src=x onerror=alert(1)>";
  const std::string html = render_report({{campaign(hostile)}, ""});
  EXPECT_FALSE(has(html, hostile) || has(html, "<img"));
}

TEST(Campaign, PageOfAComparisonStartsWithTheDifferencesAndNamesItsPlan) {
  const std::string html = render_report({{campaign(), example::parsed(example::comparison())}, ""});
  EXPECT_LT(html.find("in the same worlds</h2>"), html.find("<h2><bdi>Winter tasting</bdi></h2>"));
  EXPECT_NE(html.find("<h2><bdi>Winter tasting</bdi></h2>"), std::string::npos);
}

TEST(Campaign, PageShowsEveryKpiOnce) {
  const std::string html = render_report({{campaign()}, ""});
  EXPECT_TRUE(has(html, "Every other KPI") && has(html, "Hides"));
}

TEST(Campaign, NamesTheCalibrationOfEveryAccount) {
  Json plan = campaign();
  plan["calibration"]["others"] = {{{"id", "d5"}, {"account", "second page"}, {"parameters_told", 7}}};
  EXPECT_TRUE(has(render_report({{plan}, ""}), "<bdi>second page</bdi>"));
}

TEST(Campaign, NamesTheAccountOfAnAssumptionThatSeveralMake) {
  Json plan = campaign();
  for (const char* account : {"first", "second"})
    plan["assumed"].push_back({{"key", "spread"},
                               {"account", account},
                               {"text", "share spread"},
                               {"value", 0.4},
                               {"unit", ""},
                               {"source", "assumption"},
                               {"confidence", "C"}});
  const std::string html = render_report({{plan}, ""});
  EXPECT_TRUE(has(html, "\u201cfirst\u201d: share spread") && has(html, "\u201csecond\u201d: share spread"));
}

TEST(Campaign, ComparisonOfFivePlansShowsEachByPlatform) {
  Json five = example::parsed(example::comparison());
  five["scenarios"].push_back(five["scenarios"][1]);
  five["scenarios"].push_back(five["scenarios"][2]);
  five["scenarios"][3]["name"] = "fourth";
  five["scenarios"][4]["name"] = "fifth";
  for (Json& plan : five["scenarios"])
    plan["platforms"] = {scope("platform", "facebook", 1), scope("platform", "vk", 0.5)};
  five["scenarios"][4]["platforms"].erase(1);
  Documents all;
  read_document(five, "test", all);
  const std::string html = scopes_of_plans(all.comparisons.front());
  EXPECT_TRUE(has(html, "<bdi>fifth</bdi>") && has(html, "<bdi>VK</bdi>")) << html;
  EXPECT_TRUE(has(html, "data-l=\"fifth\"><b>\u2014</b>")) << "a platform this plan does not use";
  EXPECT_EQ(html.find("By segment"), std::string::npos);
}

}  // namespace
}  // namespace gs
