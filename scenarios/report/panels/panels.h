// The sections of the page. Each gives HTML that stands on its own, or "" when its documents hold nothing for
// it.
#pragma once
#include <string>

#include "scenarios/report/documents.h"

namespace gs {

std::string kpi_table(const ForecastDocument& forecast);     // kpi_table.cc: totals, intervals, targets
std::string further_kpis(const ForecastDocument& forecast);  // every total that the table above leaves out
std::string totals_side_by_side(const ComparisonDocument& comparison);
std::string scopes(const ForecastDocument& forecast);  // scopes.cc: by platform, by segment
std::string scopes_of_plans(const ComparisonDocument& comparison);
std::string contacts(const ForecastDocument& forecast);  // contacts.cc: people reached 1 .. 10 times or more
std::string funnel(const ForecastDocument& forecast);    // funnel.cc: impressions to sales, with step rates
std::string money(const ForecastDocument& forecast);     // money.cc: spend by ad, what the plan costs
std::string fans(const ForecastDocument& forecast);      // fan.cc: cumulative KPIs by day, 50/80/95 %
std::string source_stack(const ForecastDocument& forecast);  // sources.cc: first_reach, adds up to reach
std::string post_strip(const ForecastDocument& forecast);    // post_strip.cc: week calendar
std::string paired_differences(const ComparisonDocument& comparison);  // comparison.cc
std::string further_differences(const ComparisonDocument& comparison);
std::string trust_page(const BacktestDocument& backtest);  // trust.cc: coverage, skill, evenness
std::string trust_missing();                               // said when no backtest is there
std::string assumptions(const Documents& all);             // assumed.cc: defaults, levers, notes

}  // namespace gs
