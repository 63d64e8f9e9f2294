// Answers: what does the plan deliver, how sure, and is the target safe? Method: a row chart, every KPI drawn
// relative to its own median on one logarithmic axis, so length means uncertainty whatever the unit. Not for
// negative KPIs: their row shows numbers only.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "core/real.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr std::array<double, 3> kGrid{0, 50, 100};
constexpr double kRowHeight = 50, kHeadHeight = 18;

// The axis ends at × spread and × 1/spread: 2 where every interval fits, else 4, else 8.
int spread_of(std::span<const KpiRow> rows) {
  double widest = 1;
  for (const KpiRow& row : rows)
    if (row.defined && row.at[p10] > 0 && row.at[p50] > 0)
      widest = std::max({widest, row.at[p50] / row.at[p10], row.at[p90] / row.at[p50]});
  return widest <= 2 ? 2 : widest <= 4 ? 4 : 8;
}

double place(double value, double median, int spread) {  // % of the axis
  if (value <= 0) return -1;
  return 50 + 50 * exact_log(value / median) / exact_log(spread);
}

std::string drawing(const KpiRow& row, int spread) {
  const RowAxis axis{.grid = kGrid, .zero = std::nullopt, .height = kRowHeight};
  if (!row.defined || row.at[p50] <= 0) return empty_row(axis);
  const auto x = [&](double value) { return place(value, row.at[p50], spread); };
  RowMarks marks = marks_of(row.at, x);
  if (row.at_least || row.at_most) marks.target = x(row.at_least.value_or(row.at_most.value_or(0)));
  return row_drawing(marks, axis);
}

std::string head(int spread) {
  const std::string half = spread == 2 ? "\u00bd" : spread == 4 ? "\u00bc" : "\u215b";
  const std::string axis = Svg(kHeadHeight)
                               .label(0, 14, "\u00d7 " + half, "", Anchor::start)
                               .label(50, 14, "median", "", Anchor::middle)
                               .label(100, 14, "\u00d7 " + std::to_string(spread), "", Anchor::end)
                               .str();
  return "<thead><tr><th>KPI and its formula</th><th>unit</th><th class=\"n\">median</th><th "
         "class=\"n\">80\u202f% "
         "interval</th><th class=\"bar\">" +
         axis + "</th><th class=\"n\">target</th><th class=\"n\">P(met)</th></tr></thead>";
}

std::string default_line(const KpiRow& row) {
  const std::string note = default_note(row);
  return note.empty() ? "" : "<span class=\"f\">\u25b3 " + text(note) + "</span>";
}

std::string formula_line(const KpiRow& row) {
  std::string line = row.defined ? row.formula : "undefined: " + reason_of(row);
  if (row.defined && row.defined_share < 1)
    line += "; defined in " + percent(row.defined_share) + " of worlds";
  return (line.empty() ? "" : "<span class=\"f\">" + text(line) + "</span>") + default_line(row);
}

std::string row_html(const KpiRow& row, int spread) {
  const Figures figures = figures_of(row);
  const std::string unit = text(figures.unit.text);
  std::string out = "<tr><td class=\"k\">" + named(row.title) + formula_line(row) + "</td><td class=\"hs\">" +
                    unit + "</td><td class=\"n\" data-l=\"" + unit + "\"><b>" + figures.median +
                    "</b></td><td class=\"n\">" + figures.interval + "</td><td class=\"bar\">" +
                    drawing(row, spread) + "</td>";
  if (!row.at_least && !row.at_most) return out + "<td class=\"n hs\"></td><td class=\"n hs\"></td></tr>";
  return out + "<td class=\"n\" data-l=\"target\">" + figures.target +
         "</td><td class=\"n\" data-l=\"P(met)\">" +
         text(row.p_target ? probability(*row.p_target, row.worlds) : std::string(kUndefined)) + "</td></tr>";
}

std::string people_line(const ForecastDocument& forecast) {
  std::string line;
  const std::string when = date_range(forecast.head.start, forecast.head.end);
  if (!when.empty()) line += "Plan of " + text(when) + ", every post counted to maturity. ";
  if (forecast.people > 0)
    line += "Audience: " + number(forecast.people, rounding_step(0, forecast.people / 10, true)) + " people";
  if (forecast.people > 0 && forecast.followers > 0)
    line += ", of whom " + number(forecast.followers, rounding_step(0, forecast.followers / 10, true)) +
            " follow";
  return forecast.people > 0 ? line + "." : line;
}

}  // namespace

std::string kpi_table(const ForecastDocument& forecast) {
  if (forecast.totals.empty()) return {};
  const std::vector<KpiRow> totals = headline_of(forecast.totals);
  const int spread = spread_of(totals);
  const std::string banner =
      forecast.head.calibration
          ? ""
          : "<p class=\"banner\">\u25b3 not calibrated: general priors, not this page\u2019s history</p>";
  std::string out = "<section><h2>What the plan delivers</h2><p class=\"sub\">" + people_line(forecast) +
                    "</p>" + banner + "<table class=\"rc kp\">" + head(spread) + "<tbody>";
  for (const KpiRow& row : totals) out += row_html(row, spread);
  return out +
         "</tbody></table><p class=\"note\">Line: 80\u202f% interval. Thick part: 50\u202f%. Dot: median. "
         "Upright tick: "
         "target. All rows share one axis, relative to the median: a longer line is a less certain number. "
         "Ratios are "
         "computed in each simulated world and then summarised.</p></section>";
}

std::string further_kpis(const ForecastDocument& forecast) {
  const std::vector<KpiRow> rows = further_of(forecast.totals);
  if (rows.empty()) return {};
  const int spread = spread_of(rows);
  std::string out =
      "<section><h2>Every other KPI</h2><p class=\"sub\">Of the same worlds as the table at the top; drawn "
      "the same way.</p><table class=\"rc kp\">" +
      head(spread) + "<tbody>";
  for (const KpiRow& row : rows) out += row_html(row, spread);
  return out + "</tbody></table></section>";
}

std::string totals_side_by_side(const ComparisonDocument& comparison) {
  if (comparison.scenarios.empty()) return {};
  std::string out =
      "<section><h2>Every plan\u2019s totals</h2><p class=\"sub\">Median and 80\u202f% interval; under it "
      "the "
      "probability of the target where one is set. Overlapping intervals say nothing about a difference: "
      "the paired table does.</p><div class=\"scroll\"><table "
      "class=\"side\"><thead><tr><th>KPI</th><th>unit</th>";
  for (const NamedRows& scenario : comparison.scenarios)
    out += "<th class=\"n\">" + named(shortened(scenario.name, 60)) + "</th>";
  out += "</tr></thead><tbody>";
  for (const KpiRow& first : comparison.scenarios.front().kpis) {
    out += "<tr><td class=\"k\">" + named(first.title) + default_line(first) + "</td><td class=\"soft\">" +
           text(figures_of(first).unit.text) + "</td>";
    for (const NamedRows& scenario : comparison.scenarios) {
      const KpiRow* row = find_row(scenario.kpis, first.kpi);
      if (row == nullptr) {
        out += "<td class=\"n\">\u2014<span class=\"f\">not in this plan\u2019s result</span></td>";
        continue;
      }
      const Figures figures = figures_of(*row);
      const std::string goal =
          row->p_target ? "; P(" + figures.target + ") " + probability(*row->p_target, row->worlds) : "";
      out += "<td class=\"n\" data-l=\"" + text(shortened(scenario.name, 60)) + "\"><b>" + figures.median +
             "</b><span class=\"f\">" +
             text(row->defined ? figures.interval + goal : "undefined: " + reason_of(*row)) + "</span></td>";
    }
    out += "</tr>";
  }
  return out + "</tbody></table></div></section>";
}

}  // namespace gs
