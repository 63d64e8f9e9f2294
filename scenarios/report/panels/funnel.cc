// Answers: where do people get lost between a display and a sale? Method: the plan's counts step by step on
// one logarithmic axis, each with the rate that led to it, computed in each world. Nothing without an offer.
// Sales are those that follow a visit (attributed), not those that would not have happened otherwise.
#include <algorithm>
#include <array>
#include <vector>

#include "core/real.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kRowHeight = 42;

struct Step {
  std::string_view count, rate;
};
constexpr std::array<Step, 5> kSteps{{{"impressions", ""},
                                      {"clicks", "ctr"},
                                      {"visits", "cr_visit"},
                                      {"leads", "cr_lead"},
                                      {"sales", "cr_sale"}}};

struct LogAxis {
  int decades = 1;  // from 1 to 10^decades
  double place(double value) const {
    return value < 1 ? (value > 0 ? 0 : -1) : 100 * exact_log(value) / exact_log(10) / decades;
  }
  std::vector<double> grid() const {
    std::vector<double> all;
    for (int i = 0; i <= decades; ++i) all.push_back(100.0 * i / decades);
    return all;
  }
};

LogAxis axis_of(const std::vector<KpiRow>& totals) {
  double top = 10;
  for (const Step& step : kSteps)
    if (const KpiRow* row = find_row(totals, step.count); row != nullptr && row->defined)
      top = std::max(top, row->at[p90]);
  LogAxis axis;
  for (double end = 10; end < top && axis.decades < 12; end *= 10) ++axis.decades;
  return axis;
}

std::string axis_head(const LogAxis& axis) {
  Svg svg(18);
  double value = 1;
  for (int i = 0; i <= axis.decades; ++i, value *= 10)
    if (i == 0 || i == axis.decades ||
        (axis.decades % 2 == 0 ? i % 2 == 0 : i % 3 == 0 && i + 1 < axis.decades))
      svg.label(100.0 * i / axis.decades,
                14,
                whole_number(value),
                "",
                i == 0              ? Anchor::start
                : i == axis.decades ? Anchor::end
                                    : Anchor::middle);
  return svg.str();
}

std::string drawing(const KpiRow& row, const LogAxis& log_axis) {
  const std::vector<double> grid = log_axis.grid();
  const RowAxis axis{.grid = grid, .zero = std::nullopt, .height = kRowHeight};
  if (!row.defined) return empty_row(axis);
  return row_drawing(marks_of(row.at, [&](double value) { return log_axis.place(value); }), axis);
}

std::string rate_cell(const KpiRow* rate) {
  if (rate == nullptr) return "<td class=\"n hs\"></td>";
  const Figures figures = figures_of(*rate);
  return "<td class=\"n\" data-l=\"rate\">" + figures.median +
         (rate->defined ? std::string(kThin) + text(figures.unit.text) : "") + "<span class=\"f\">" +
         (rate->defined ? figures.interval : "undefined: " + text(reason_of(*rate))) + "</span></td>";
}

std::string row_html(const KpiRow& row, const KpiRow* rate, const LogAxis& axis) {
  const Figures figures = figures_of(row);
  const std::string formula = rate == nullptr ? row.formula : "rate: " + rate->formula;
  return "<tr><td class=\"k\">" + named(row.title) + "<span class=\"f\">" + text(formula) +
         "</span></td><td class=\"bar\">" + drawing(row, axis) + "</td><td class=\"n\"><b>" + figures.median +
         "</b><span class=\"f\">" + (row.defined ? figures.interval : "undefined: " + text(reason_of(row))) +
         "</span></td>" + rate_cell(rate) + "</tr>";
}

}  // namespace

std::string funnel(const ForecastDocument& forecast) {
  if (find_row(forecast.totals, "visits") == nullptr) return {};
  const LogAxis axis = axis_of(forecast.totals);
  std::string rows, note;
  for (const Step& step : kSteps) {
    const KpiRow* row = find_row(forecast.totals, step.count);
    if (row == nullptr) continue;
    rows += row_html(*row, step.rate.empty() ? nullptr : find_row(forecast.totals, step.rate), axis);
    if (!default_note(*row).empty()) note = default_note(*row);
  }
  return "<section><h2>From display to sale</h2><p class=\"sub\">What is left of the displays, step by step. "
         "Sales are "
         "attributed, not incremental: they follow a visit, and some of them would have happened "
         "anyway.</p><table class=\"rc fu\"><thead><tr><th>step, and the rate that leads to it</th><th "
         "class=\"bar\">" +
         axis_head(axis) + "</th><th class=\"n\">median</th><th class=\"n\">rate</th></tr></thead><tbody>" +
         rows +
         "</tbody></table><p class=\"note\">Logarithmic axis: one grid line is ten times the one before. "
         "Rates are "
         "computed in each world, so a quotient of the medians differs." +
         (note.empty() ? "" : " \u25b3 Part of the steps: " + text(note) + ".") + "</p></section>";
}

}  // namespace gs
