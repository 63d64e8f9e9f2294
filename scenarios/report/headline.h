// Which KPIs are shown first, and which of a platform, a segment or an ad: one choice for terminal and page.
#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/kpi/leading.h"
#include "scenarios/report/documents.h"

namespace gs {

inline constexpr std::array<std::string_view, 5> kScopeKpis{
    "reach", "impressions", "engagements", "clicks", "spend"};

// Rows with a target and those of the headline, in the document's order; the other rows.
std::vector<KpiRow> headline_of(const std::vector<KpiRow>& totals);
std::vector<KpiRow> further_of(const std::vector<KpiRow>& totals);

// Differences of headline KPIs and of KPIs some plan has a target for; the others.
std::vector<Difference> headline_of(const ComparisonDocument& comparison);
std::vector<Difference> further_of(const ComparisonDocument& comparison);

std::string deciding_kpi(const ComparisonDocument& comparison);  // first targeted KPI of the base, else reach
// nullptr where there is none.
const Difference* difference_of(const ComparisonDocument& comparison,
                                std::string_view scenario,
                                std::string_view kpi);

// Those of `kpis` that at least one of the rows holds, as its first such row: for titles and units.
std::vector<const KpiRow*> columns_of(const std::vector<NamedRows>& scopes,
                                      std::span<const std::string_view> kpis);

// "Reach, people"; a unit that only repeats the title is left out. Not escaped.
std::string title_with_unit(const KpiRow& row);

// Names of platforms as written: "facebook" -> "Facebook"; other names as they are.
std::string platform_title(const std::string& platform);

}  // namespace gs
