// Answers: which of some fifty KPIs does a person see first? Method: what a plan is signed for: every KPI
// with a target, and a fixed list of reach, response, money and sales. Hides nothing: the others follow.
#include "scenarios/report/headline.h"

#include <algorithm>
#include <cctype>

#include "scenarios/report/answer.h"
#include "scenarios/report/numbers.h"

namespace gs {
namespace {

bool has_target(const KpiRow& row) { return row.at_least || row.at_most; }

bool is_asked(const ComparisonDocument& comparison, const std::string& kpi) {
  return std::any_of(
      comparison.scenarios.begin(), comparison.scenarios.end(), [&](const NamedRows& scenario) {
        const KpiRow* row = find_row(scenario.kpis, kpi);
        return row != nullptr && has_target(*row);
      });
}

template <class Row, class Wanted>
std::vector<Row> kept(const std::vector<Row>& rows, Wanted wanted) {
  std::vector<Row> out;
  for (const Row& row : rows)
    if (wanted(row)) out.push_back(row);
  return out;
}

}  // namespace

std::vector<KpiRow> headline_of(const std::vector<KpiRow>& totals) {
  return kept(totals, [](const KpiRow& row) { return has_target(row) || is_headline(row.kpi); });
}

std::vector<KpiRow> further_of(const std::vector<KpiRow>& totals) {
  return kept(totals, [](const KpiRow& row) { return !has_target(row) && !is_headline(row.kpi); });
}

std::vector<Difference> headline_of(const ComparisonDocument& comparison) {
  return kept(comparison.differences, [&](const Difference& difference) {
    return is_headline(difference.kpi) || is_asked(comparison, difference.kpi);
  });
}

std::vector<Difference> further_of(const ComparisonDocument& comparison) {
  return kept(comparison.differences, [&](const Difference& difference) {
    return !is_headline(difference.kpi) && !is_asked(comparison, difference.kpi);
  });
}

std::vector<const KpiRow*> columns_of(const std::vector<NamedRows>& scopes,
                                      std::span<const std::string_view> kpis) {
  std::vector<const KpiRow*> columns;
  for (const std::string_view kpi : kpis)
    for (const NamedRows& scope : scopes)
      if (const KpiRow* row = find_row(scope.kpis, kpi); row != nullptr) {
        columns.push_back(row);
        break;
      }
  return columns;
}

std::string title_with_unit(const KpiRow& row) {
  const std::string unit = view_of(row.unit, row.kpi).text;
  const bool repeated = unit.empty() || lower_first(row.title) == unit;  // "Clicks", "clicks"
  return repeated ? row.title : row.title + ", " + unit;
}

std::string platform_title(const std::string& platform) {
  if (platform == "vk") return "VK";
  if (platform == "tiktok") return "TikTok";
  if (platform == "youtube") return "YouTube";
  if (platform != "facebook" && platform != "instagram" && platform != "telegram") return platform;
  std::string title = platform;
  title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

std::string deciding_kpi(const ComparisonDocument& comparison) {
  for (const NamedRows& scenario : comparison.scenarios)
    if (const KpiRow* row = first_target(scenario.kpis)) return row->kpi;
  return "reach";
}

const Difference* difference_of(const ComparisonDocument& comparison,
                                std::string_view scenario,
                                std::string_view kpi) {
  for (const Difference& difference : comparison.differences)
    if (difference.scenario == scenario && difference.kpi == kpi) return &difference;
  return nullptr;
}

}  // namespace gs
