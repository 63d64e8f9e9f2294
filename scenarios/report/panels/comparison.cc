// Answers: which plan is better, and is that more than luck? Method: paired differences (variant - base in
// the same worlds) on one axis with a zero line, in % of the base's median; P(better) beside each. Never two
// intervals side by side to compare. The word "better" needs a 95 % interval that leaves 0 out.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "scenarios/report/answer.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/panels/panels.h"
#include "scenarios/report/svg.h"

namespace gs {
namespace {

constexpr double kRowHeight = 38, kPriorShareShown = 0.5;

struct Axis {  // percent of the base's median
  double low = -10, high = 10, step = 10;
  double place(double percent) const { return 100 * (percent - low) / (high - low); }
  std::vector<double> grid() const {
    std::vector<double> all;
    for (double value = low; value <= high + step / 2; value += step)
      if (std::abs(value) > step / 2) all.push_back(place(value));
    return all;
  }
};

double base_median(const ComparisonDocument& comparison, const std::string& kpi) {
  if (comparison.scenarios.empty()) return 0;
  const KpiRow* row = find_row(comparison.scenarios.front().kpis, kpi);
  return row != nullptr && row->defined ? row->at[p50] : 0;
}

Axis axis_of(const ComparisonDocument& comparison, const std::vector<Difference>& differences) {
  double low = 0, high = 0;
  for (const Difference& difference : differences) {
    const double base = base_median(comparison, difference.kpi);
    if (!difference.defined || base <= 0) continue;
    low = std::min(low, 100 * difference.at[p10] / base);
    high = std::max(high, 100 * difference.at[p90] / base);
  }
  low = std::max(low, -100.0);
  high = std::min(high, 200.0);
  Axis axis;
  for (const double step : {0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0}) {
    axis.step = step;
    if ((high - low) / step <= 5) break;
  }
  axis.low = std::min(-axis.step, axis.step * std::floor(low / axis.step));
  axis.high = std::max(axis.step, axis.step * std::ceil(high / axis.step));
  return axis;
}

std::string axis_head(const Axis& axis) {
  Svg svg(18);
  const int ticks = static_cast<int>(std::round((axis.high - axis.low) / axis.step));
  for (int i = 0; i <= ticks; ++i) {
    const double value = axis.low + i * axis.step;
    const bool zero = std::abs(value) < axis.step / 2;
    const std::string figure = zero ? "0\u202f%" : signed_number(value, std::min(axis.step, 1.0));
    svg.label(axis.place(value),
              14,
              figure,
              "",
              i == 0       ? Anchor::start
              : i == ticks ? Anchor::end
                           : Anchor::middle);
  }
  return svg.str();
}

std::string drawing(const Difference& difference, double base, const Axis& axis) {
  const std::vector<double> grid = axis.grid();
  const RowAxis row{.grid = grid, .zero = axis.place(0), .height = kRowHeight};
  if (!difference.defined || base <= 0) return empty_row(row);
  RowMarks marks = marks_of(difference.at, [&](double value) { return axis.place(100 * value / base); });
  marks.grey = verdict_of(difference) == Verdict::told_apart_neither_way;
  return row_drawing(marks, row);
}

std::string verdict_words(const Difference& difference) {
  switch (verdict_of(difference)) {
    case Verdict::better:
      return "better";
    case Verdict::worse:
      return "worse";
    case Verdict::differs:
      return difference.mean > 0 ? "higher" : "lower";
    case Verdict::told_apart_neither_way:
      return "not told apart";
    case Verdict::identical:
      return "identical";
    case Verdict::undefined:
      return "undefined";
  }
  return {};
}

std::string plan_cell(const Difference& difference) {
  std::string out = "<td class=\"pl\">" + named(shortened(difference.scenario, 60));
  if (difference.prior_share && *difference.prior_share > kPriorShareShown)
    out += "<span class=\"f\">" + percent(*difference.prior_share) + " prior, not data</span>";
  return out + "</td>";
}

std::string default_mark(const ComparisonDocument& comparison, const std::string& kpi) {
  const KpiRow* row =
      comparison.scenarios.empty() ? nullptr : find_row(comparison.scenarios.front().kpis, kpi);
  return row == nullptr || default_note(*row).empty() ? "" : " \u25b3 a default, not fitted";
}

std::string row_html(const ComparisonDocument& comparison,
                     const Difference& difference,
                     const Axis& axis,
                     bool first) {
  const Figures figures = figures_of(difference);
  const std::string kpi = first ? "<td class=\"k s\">" + named(difference.title) + "<span class=\"f\">" +
                                      text(figures.unit.text) + default_mark(comparison, difference.kpi) +
                                      "</span></td>"
                                : "<td class=\"k s hs\"></td>";
  const bool negligible = is_negligible(difference), none = verdict_of(difference) == Verdict::identical;
  const bool unseen = negligible && !none && verdict_of(difference) != Verdict::told_apart_neither_way;
  const std::string p = negligible ? std::string(kUndefined) : chance_of(difference);
  return std::string(first ? "<tr>" : "<tr class=\"cont\">") + kpi + plan_cell(difference) +
         "<td class=\"bar\">" + drawing(difference, base_median(comparison, difference.kpi), axis) +
         "</td><td class=\"n\"><b>" + figures.median + "</b></td><td class=\"n\">" + figures.interval +
         "</td><td class=\"n\" data-l=\"P(better)\">" + text(p) + "<span class=\"f\">" +
         (unseen ? "too small to show" : verdict_words(difference)) + "</span></td></tr>";
}

std::string errors_note(const ComparisonDocument& comparison) {
  const std::string kpi = deciding_kpi(comparison);
  for (const Difference& difference : comparison.differences) {
    if (difference.kpi != kpi || !difference.standard_error || !difference.standard_error_if_independent)
      continue;
    const UnitView unit = view_of(difference.unit, difference.kpi);
    return " Standard error of the " + text(difference.title) +
           " difference: " + significant(unit.factor * *difference.standard_error, 2) +
           "; with independent runs it would be " +
           significant(unit.factor * *difference.standard_error_if_independent, 2) + ".";
  }
  return {};
}

// A story typed without a full stop gets one.
std::string sentence_end(const std::string& story) {
  return story.find_last_of(".!?\u2026") == story.size() - 1 ? "" : ".";
}

std::string stories(const ComparisonDocument& comparison) {
  std::string out;
  for (const NamedRows& scenario : comparison.scenarios)
    if (!scenario.about.empty())
      out += "<b>" + named(shortened(scenario.name, 60)) + "</b>: " + named(shortened(scenario.about, 400)) +
             sentence_end(scenario.about) + " ";
  return out;
}

// Rows of one KPI stand together, in the order in which the KPIs come.
std::string table_of(const ComparisonDocument& comparison, const std::vector<Difference>& differences) {
  const Axis axis = axis_of(comparison, differences);
  std::string out = "<table class=\"rc df\"><thead><tr><th>KPI</th><th>plan</th><th class=\"bar\">" +
                    axis_head(axis) +
                    "</th><th class=\"n\">difference</th><th class=\"n\">80\u202f% interval</th><th "
                    "class=\"n\">P(better)</th></tr></thead><tbody>";
  std::vector<std::string> done;
  for (const Difference& first : differences) {
    if (std::find(done.begin(), done.end(), first.kpi) != done.end()) continue;
    done.push_back(first.kpi);
    bool leading = true;
    for (const Difference& difference : differences) {
      if (difference.kpi != first.kpi) continue;
      out += row_html(comparison, difference, axis, leading);
      leading = false;
    }
  }
  return out + "</tbody></table>";
}

}  // namespace

std::string paired_differences(const ComparisonDocument& comparison) {
  if (comparison.differences.empty()) return {};
  const std::vector<Difference> differences = headline_of(comparison);
  const std::string banner =
      comparison.head.calibration
          ? ""
          : "<p class=\"banner\">\u25b3 not calibrated: general priors, not this page\u2019s history</p>";
  const std::string worlds = comparison.head.replicates > 0
                                 ? whole_number(static_cast<double>(comparison.head.replicates)) + " "
                                 : "";
  std::string out = "<section><h2>Against " + named(shortened(comparison.base, 60)) +
                    ", in the same worlds</h2><p class=\"sub\">" + stories(comparison) +
                    "Every plan met the same " + worlds +
                    "simulated worlds, so shared luck cancels out of the difference.</p>" + banner +
                    table_of(comparison, differences);
  return out +
         "<p class=\"note\">Axis: difference in % of the base\u2019s median; upright line: "
         "no difference. "
         "\u201cBetter\u201d and \u201cworse\u201d need a 95\u202f% interval without 0; grey: not told "
         "apart." +
         errors_note(comparison) + "</p></section>";
}

std::string further_differences(const ComparisonDocument& comparison) {
  const std::vector<Difference> differences = further_of(comparison);
  if (differences.empty()) return {};
  return "<section><h2>Differences of every other KPI</h2><p class=\"sub\">Against " +
         named(shortened(comparison.base, 60)) + ", in the same worlds, read as the table above.</p>" +
         table_of(comparison, differences) + "</section>";
}

}  // namespace gs
