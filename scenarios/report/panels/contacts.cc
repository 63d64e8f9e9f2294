// Answers: how many people meet the plan often enough? Method: a row chart of people with at least 1 .. 10
// exposures, on one axis from 0. Every row holds the rows below it. Does not say how often is enough.
#include <algorithm>
#include <array>
#include <vector>

#include "scenarios/report/answer.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kRowHeight = 30;
constexpr std::array<double, 2> kGrid{0, 100};

std::string times_of(const KpiRow& row) {  // "reach_3" -> "3 or more"
  const std::size_t at = row.kpi.rfind('_');
  const std::string times = at == std::string::npos ? row.kpi : row.kpi.substr(at + 1);
  return times == "1" ? "once or more" : times + " times or more";
}

std::string drawing(const KpiRow& row, double top) {
  const RowAxis axis{.grid = kGrid, .zero = std::nullopt, .height = kRowHeight};
  if (!row.defined) return empty_row(axis);
  return row_drawing(marks_of(row.at, [&](double value) { return 100 * value / top; }), axis);
}

std::string share_of(const KpiRow& row, double people) {
  if (!row.defined || people <= 0) return std::string(kUndefined);
  const double share = 100 * row.at[p50] / people;
  if (share < 0.05) return "< 0.1" + std::string(kThin) + "%";
  return number(share, share < 10 ? 0.1 : 1) + std::string(kThin) + "%";
}

std::string row_html(const KpiRow& row, double top, double people) {
  const Figures figures = figures_of(row);
  return "<tr><td class=\"k s\">" + text(times_of(row)) + "</td><td class=\"bar\">" + drawing(row, top) +
         "</td><td class=\"n\"><b>" + figures.median + "</b><span class=\"f\">" +
         (row.defined ? figures.interval : "undefined: " + text(reason_of(row))) +
         "</span></td><td class=\"n\">" + share_of(row, people) + "</td></tr>";
}

}  // namespace

std::string contacts(const ForecastDocument& forecast) {
  double top = 0;
  for (const KpiRow& row : forecast.contacts)
    if (row.defined) top = std::max(top, row.at[p90]);
  if (top <= 0) return {};
  std::string rows;
  for (const KpiRow& row : forecast.contacts) rows += row_html(row, top, forecast.people);
  const std::string note = default_note(forecast.contacts.front());
  return "<section><h2>How often people meet the plan</h2><p class=\"sub\">People with at least so many "
         "exposures, "
         "whatever the platform; each row holds those below it.</p><table class=\"rc "
         "src\"><thead><tr><th>met the "
         "plan</th><th class=\"bar\">0 to " +
         number(top, rounding_step(0, top / 10, true)) +
         " people</th><th class=\"n\">people, median</th><th class=\"n\">of the "
         "audience</th></tr></thead><tbody>" +
         rows +
         "</tbody></table><p class=\"note\">Line: 80\u202f% interval. Thick part: 50\u202f%. Dot: median." +
         (note.empty() ? "" : " \u25b3 " + text(note) + ".") + "</p></section>";
}

}  // namespace gs
