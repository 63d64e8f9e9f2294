// Answers: which platform and which kind of people carry the plan? Method: a table each, main KPIs as median
// with 80 % interval; in a comparison the plans stand side by side. Does not add reach up: the same person
// may be on two platforms.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "scenarios/report/answer.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"

namespace gs {
namespace {

constexpr std::array<std::string_view, 8> kPlatformColumns{
    "reach", "impressions", "frequency", "engagements", "clicks", "follows", "spend", "sales"};
constexpr std::array<std::string_view, 7> kSegmentColumns{
    "reach", "reach_share", "impressions", "frequency", "engagements", "clicks", "follows"};
constexpr std::array<std::string_view, 4> kPlanRows{"reach", "impressions", "engagements", "clicks"};

struct Words {
  std::string head, about, word;
  bool platforms = false;
};

std::string figure_cell(const KpiRow* row, const std::string& label) {
  const std::string open = "<td class=\"n\" data-l=\"" + label + "\"><b>";
  if (row == nullptr) return open + "\u2014</b><span class=\"f\">not in the result</span></td>";
  const Figures figures = figures_of(*row);
  return open + figures.median + "</b><span class=\"f" + (row->defined ? " nw" : "") + "\">" +
         (row->defined ? figures.interval : "undefined: " + text(reason_of(*row))) + "</span></td>";
}

std::string name_cell(const NamedRows& scope, const Words& words) {
  std::string out =
      "<td class=\"k\">" + named(words.platforms ? platform_title(scope.name) : shortened(scope.name, 60));
  if (scope.people > 0)
    out += "<span class=\"f\">" + number(scope.people, rounding_step(0, scope.people / 10, true)) +
           " people</span>";
  if (!scope.about.empty()) out += "<span class=\"f\">" + named(shortened(scope.about, 200)) + "</span>";
  return out + "</td>";
}

// The reasons why levels of these rows are defaults, once each, below the table.
std::string default_notes(const std::vector<NamedRows>& scopes, const std::vector<const KpiRow*>& columns) {
  std::map<std::string, std::set<std::string>> titles;  // by reason
  for (const KpiRow* column : columns)
    for (const NamedRows& scope : scopes)
      if (const KpiRow* row = find_row(scope.kpis, column->kpi);
          row != nullptr && !default_note(*row).empty())
        titles[default_note(*row)].insert(lower_first(column->title));
  std::string out;
  for (const auto& [note, of] : titles) {
    std::string list;
    for (const std::string& title : of) list += (list.empty() ? "" : ", ") + text(title);
    out += " \u25b3 " + list + ": " + text(note) + ".";
  }
  return out;
}

std::string table_of(const std::vector<NamedRows>& scopes,
                     std::span<const std::string_view> kpis,
                     const Words& words) {
  const std::vector<const KpiRow*> columns = columns_of(scopes, kpis);
  if (scopes.empty() || columns.empty()) return {};
  std::string out = "<section><h2>" + words.head + "</h2><p class=\"sub\">" + words.about +
                    "</p><div class=\"scroll\"><table class=\"side sc\"><thead><tr><th>" + words.word +
                    "</th>";
  for (const KpiRow* column : columns) out += "<th class=\"n\">" + text(title_with_unit(*column)) + "</th>";
  out += "</tr></thead><tbody>";
  for (const NamedRows& scope : scopes) {
    out += "<tr>" + name_cell(scope, words);
    for (const KpiRow* column : columns)
      out += figure_cell(find_row(scope.kpis, column->kpi), text(title_with_unit(*column)));
    out += "</tr>";
  }
  return out + "</tbody></table></div><p class=\"note\">Median, and 80\u202f% interval below it. " +
         (words.platforms ? "Reach must not be added up over rows: one person may be on several."
                          : "Nobody is in two segments; still, medians do not add up.") +
         default_notes(scopes, columns) + "</p></section>";
}

const NamedRows* find_scope(const std::vector<NamedRows>& scopes, const std::string& name) {
  for (const NamedRows& scope : scopes)
    if (scope.name == name) return &scope;
  return nullptr;
}

std::vector<std::string> names_in(const std::vector<std::vector<NamedRows>>& plans) {
  std::vector<std::string> names;
  for (const auto& scopes : plans)
    for (const NamedRows& scope : scopes)
      if (std::find(names.begin(), names.end(), scope.name) == names.end()) names.push_back(scope.name);
  return names;
}

// One scope's KPI in every plan.
std::string plans_row(const ComparisonDocument& comparison,
                      const std::vector<std::vector<NamedRows>>& plans,
                      const std::string& name,
                      std::string_view kpi) {
  std::string cells, title;
  for (std::size_t i = 0; i < comparison.scenarios.size(); ++i) {
    const NamedRows* scope = i < plans.size() ? find_scope(plans[i], name) : nullptr;
    const KpiRow* row = scope == nullptr ? nullptr : find_row(scope->kpis, kpi);
    if (row != nullptr && title.empty()) title = text(title_with_unit(*row));
    cells += figure_cell(row, text(shortened(comparison.scenarios[i].name, 60)));
  }
  return title.empty() ? "" : "<td>" + title + "</td>" + cells + "</tr>";
}

std::string plans_table(const ComparisonDocument& comparison,
                        const std::vector<std::vector<NamedRows>>& plans,
                        const Words& words) {
  const std::vector<std::string> names = names_in(plans);
  if (names.size() < 2) return {};
  std::string rows;
  for (const std::string& name : names) {
    bool first = true;
    for (const std::string_view kpi : kPlanRows) {
      const std::string row = plans_row(comparison, plans, name, kpi);
      if (row.empty()) continue;
      const std::string shown = named(words.platforms ? platform_title(name) : shortened(name, 60));
      rows +=
          first ? "<tr><td class=\"k\">" + shown + "</td>" : "<tr class=\"cont\"><td class=\"k hp\"></td>";
      rows += row;
      first = false;
    }
  }
  if (rows.empty()) return {};
  std::string out = "<section><h2>" + words.head + "</h2><p class=\"sub\">" + words.about +
                    "</p><div class=\"scroll\"><table class=\"side sc\"><thead><tr><th>" + words.word +
                    "</th><th>KPI</th>";
  for (const NamedRows& scenario : comparison.scenarios)
    out += "<th class=\"n\">" + named(shortened(scenario.name, 60)) + "</th>";
  return out + "</tr></thead><tbody>" + rows + "</tbody></table></div></section>";
}

}  // namespace

std::string scopes(const ForecastDocument& forecast) {
  const Words platforms{"By platform", "What each platform\u2019s posts and ads do.", "platform", true};
  const Words segments{"By segment", "What the kinds of people the scenario names see and do.", "segment"};
  return (forecast.platforms.size() > 1 ? table_of(forecast.platforms, kPlatformColumns, platforms) : "") +
         table_of(forecast.segments, kSegmentColumns, segments);
}

std::string scopes_of_plans(const ComparisonDocument& comparison) {
  const std::string about =
      "Median, and 80\u202f% interval below it; overlapping intervals say nothing about a difference.";
  return plans_table(comparison, comparison.platforms, {"Every plan by platform", about, "platform", true}) +
         plans_table(comparison, comparison.segments, {"Every plan by segment", about, "segment"});
}

}  // namespace gs
