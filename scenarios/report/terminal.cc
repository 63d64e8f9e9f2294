// Answers: the same results for a terminal: one answer line first, then the table. Method: columns laid out
// to the widest cell, right-aligned numbers; when the width is short the bars go first, then the units, then
// names are cut. '—' is undefined, never 0. Without UTF-8: '-' '=' 'o' for bars, '>=' '<=' 'x' in words.
// Names from documents are spelt out (visible()), so that no control code reaches the terminal.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/real.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/decision/decision.h"
#include "scenarios/report/documents.h"
#include "scenarios/report/headline.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/report.h"
#include "scenarios/report/risk/risk_view.h"
#include "scenarios/report/text_table.h"
#include "scenarios/report/track_record.h"

namespace gs {
namespace {

constexpr std::size_t kBarColumns = 17;  // odd: the median stands in the middle
constexpr std::size_t kLongestName = 40;

// Bars: 80 % thin, 50 % thick, the median in the middle, '|' the target, on a log axis x 1/spread … x spread.
int spread_of(const std::vector<KpiRow>& rows) {
  double widest = 1;
  for (const KpiRow& row : rows)
    if (row.defined && row.at[p10] > 0)
      widest = std::max({widest, row.at[p50] / row.at[p10], row.at[p90] / row.at[p50]});
  return widest <= 2 ? 2 : widest <= 4 ? 4 : 8;
}

std::optional<std::size_t> cell_of(double value, double median, int spread) {
  if (value <= 0 || median <= 0) return std::nullopt;
  const double half = static_cast<double>(kBarColumns / 2);
  const double place = half + half * exact_log(value / median) / exact_log(spread);
  if (place < -0.5 || place >= static_cast<double>(kBarColumns) - 0.5) return std::nullopt;
  return static_cast<std::size_t>(place + 0.5);
}

std::string bar(const KpiRow& row, int spread, const TerminalStyle& style) {
  if (!row.defined || row.at[p50] <= 0) return {};
  std::string marks(kBarColumns, ' ');
  const auto span = [&](Level low, Level high, char mark) {
    const std::size_t from = cell_of(row.at[low], row.at[p50], spread).value_or(0);
    const std::size_t to = cell_of(row.at[high], row.at[p50], spread).value_or(kBarColumns - 1);
    for (std::size_t i = from; i <= to; ++i) marks[i] = mark;
  };
  span(p10, p90, '-');
  span(p25, p75, '=');
  marks[kBarColumns / 2] = 'o';
  if (row.at_least || row.at_most)
    if (const auto at = cell_of(row.at_least.value_or(row.at_most.value_or(0)), row.at[p50], spread))
      marks[*at] = '|';
  std::string out;
  for (const char mark : marks) {
    if (!style.utf8)
      out += mark;
    else
      out += mark == '-' ? "\u2500" : mark == '=' ? "\u25ac" : mark == 'o' ? "\u25cf" : std::string(1, mark);
  }
  return out;
}

std::string bar_head(int spread, const TerminalStyle& style) {  // "median" over the dot
  const std::string_view half = spread == 2 ? "\u00d7\u00bd" : spread == 4 ? "\u00d7\u00bc" : "\u00d7\u215b";
  std::string head = shown(half, style);
  head +=
      std::string(kBarColumns / 2 - 3 - columns_of(head), ' ') + "median    \u00d7" + std::to_string(spread);
  return head;
}

std::string name_cell(const std::string& name) { return cut_to_columns(visible(name), kLongestName); }

// A KPI whose level is a default carries a star, explained under the table.
std::string name_cell(const KpiRow& row) {
  return name_cell(row.title) + (default_note(row).empty() ? "" : " *");
}

std::string stars_text(const std::vector<KpiRow>& rows, const TerminalStyle& style) {
  std::set<std::string> notes;
  for (const KpiRow& row : rows)
    if (const std::string note = default_note(row); !note.empty()) notes.insert(visible(note));
  std::string out;
  for (const std::string& note : notes) out += wrapped("* " + note, style, 4);
  return out;
}

std::string answer_text(const Answer& answer, const TerminalStyle& style) {
  std::string out = wrapped(plain_text(answer.first), style), rest;
  for (const std::string& sentence : answer.then) rest += plain_text(sentence) + " ";
  return out + wrapped(rest, style) + "\n";
}

std::string notes_text(const Head& head, const TerminalStyle& style) {
  std::string out;
  if (head.synthetic) out += wrapped("synthetic example: brand, people and numbers are made up", style, 4);
  if (!head.assumed.empty()) {
    const bool one = head.assumed.size() == 1;
    out += wrapped(std::to_string(head.assumed.size()) + (one ? " default" : " defaults") +
                       " used; they are listed in --json and in the report",
                   style,
                   4);
  }
  for (const Lever& lever : head.levers)
    if (lever.status != "fitted")
      out += wrapped(
          "assumption: " + visible(lever.lever) + (lever.text.empty() ? "" : ": " + visible(lever.text)),
          style,
          4);
  for (const std::string& note : head.notes) out += wrapped(visible(note), style, 4);
  return out;
}

// "calibration 1", "calibrations 1 (roastery), 2 (roastery-ig)".
std::string calibrations_text(const CalibrationNote& first) {
  const auto id = [](const CalibrationNote& note) { return visible(note.id).substr(0, 12); };
  if (first.others.empty()) return "calibration " + id(first);
  std::string all = "calibrations " + id(first) + " (" + visible(first.account) + ")";
  for (const CalibrationNote& other : first.others)
    all += ", " + id(other) + " (" + visible(other.account) + ")";
  return all;
}

std::string origin_text(const Head& head, const TerminalStyle& style) {
  std::string out = "seed " + visible(head.seed);
  if (head.calibration && !head.calibration->id.empty()) out += "   " + calibrations_text(*head.calibration);
  for (const InputFile& input : head.inputs)
    out += "   " + visible(input.file) + " " + visible(input.sha256).substr(0, 8);
  return wrapped(out, style);
}

std::string circumstances(const ForecastDocument& forecast) {
  std::string out = visible(date_range(forecast.head.start, forecast.head.end));
  if (forecast.people > 0)
    out += ", " + number(forecast.people, rounding_step(0, forecast.people / 10, true)) + " people";
  if (!forecast.posts.empty()) out += ", " + std::to_string(forecast.posts.size()) + " posts";
  return out + ", " + whole_number(static_cast<double>(forecast.head.replicates)) + " worlds";
}

std::string further_line(std::size_t further, const TerminalStyle& style) {
  if (further == 0) return {};
  return wrapped(std::to_string(further) + (further == 1 ? " more KPI stands" : " more KPIs stand") +
                     " in --json and in the report",
                 style,
                 4);
}

// Medians of what a platform or segment does; nothing where the plan has only one.
std::string scope_text(const std::string& name,
                       const std::vector<NamedRows>& scopes,
                       const TerminalStyle& style) {
  const std::vector<const KpiRow*> columns = columns_of(scopes, kScopeKpis);
  if (scopes.size() < 2 || columns.empty()) return {};
  TextTable table;
  table.columns = {{"by " + name + ", medians", false}};
  for (const KpiRow* column : columns) {
    const std::string unit = figures_of(*column).unit.text;
    table.columns.push_back({column->title + (column->kpi == "spend" ? ", " + visible(unit) : "")});
  }
  for (const NamedRows& scope : scopes) {
    std::vector<std::string> cells{name_cell(name == "platform" ? platform_title(scope.name) : scope.name)};
    for (const KpiRow* column : columns) {
      const KpiRow* row = find_row(scope.kpis, column->kpi);
      cells.push_back(row != nullptr && row->defined ? figures_of(*row).median : std::string(kUndefined));
    }
    table.rows.push_back(cells);
  }
  return "\n" + lay_out(table, style);
}

std::string scopes_text(const ForecastDocument& forecast, const TerminalStyle& style) {
  const std::string platforms = scope_text("platform", forecast.platforms, style);
  const std::string warning =
      platforms.empty()
          ? ""
          : wrapped("People may be on several platforms: reach must not be added up", style, 4) + "\n";
  return platforms + warning + scope_text("segment", forecast.segments, style);
}

TextTable kpi_rows(const std::vector<KpiRow>& totals, const TerminalStyle& style) {
  const int spread = spread_of(totals);
  TextTable table;
  table.columns = {{"KPI", false, Keep::always, true},
                   {"unit", false, Keep::before_units},
                   {"median"},
                   {"80 % low"},
                   {"high"},
                   {bar_head(spread, style), false, Keep::before_bars},
                   {"target"},
                   {"P(met)"}};
  for (const KpiRow& row : totals) {
    const Figures figures = figures_of(row);
    table.rows.push_back({name_cell(row),
                          visible(figures.unit.text),
                          figures.median,
                          figures.low,
                          figures.high,
                          bar(row, spread, style),
                          figures.target,
                          row.p_target ? probability(*row.p_target, row.worlds) : std::string(kUndefined)});
  }
  return table;
}

std::string forecast_text(const ForecastDocument& forecast, const TerminalStyle& style) {
  std::string out = answer_text(answer_of(forecast), style) + wrapped(circumstances(forecast), style);
  if (!forecast.head.calibration)
    out += wrapped("NOT CALIBRATED: general priors, not this page's history", style);
  const std::vector<KpiRow> totals = headline_of(forecast.totals);
  out += lay_out(kpi_rows(totals, style), style);
  out += further_line(forecast.totals.size() - totals.size(), style);
  for (const KpiRow& row : totals)
    if (!row.defined)
      out += wrapped("\u2014 " + visible(row.title) + " is undefined: " + visible(reason_of(row)), style, 4);
    else if (row.defined_share < 0.95)
      out += wrapped(visible(row.title) + " is defined in " + percent(row.defined_share) +
                         " of worlds; its figures are of those",
                     style,
                     4);
  out +=
      style.utf8
          ? wrapped(
                "\u25cf median  \u25ac 50 %  \u2500 80 %  | target.  Formulas: --json and report", style, 4)
          : wrapped("o median  = 50 %  - 80 %  | target.  Formulas: --json and report", style, 4);
  return out + stars_text(totals, style) + scopes_text(forecast, style) + risk_text(forecast, style) +
         notes_text(forecast.head, style) + origin_text(forecast.head, style);
}

std::string comparison_text(const ComparisonDocument& comparison, const TerminalStyle& style) {
  std::string out = answer_text(answer_of(comparison), style);
  if (!comparison.head.calibration)
    out += wrapped("NOT CALIBRATED: general priors, not this page's history", style);
  out += wrapped("difference from " + visible(comparison.base) + ", same " +
                     whole_number(static_cast<double>(comparison.head.replicates)) + " worlds",
                 style);
  const bool several = comparison.scenarios.size() > 2;  // else the plan stands in the answer
  TextTable table;
  table.columns = {{"KPI", false, Keep::always, true},
                   {"unit", false, several ? Keep::before_units : Keep::always},
                   {"plan", false},
                   {"difference"},
                   {"80 % low"},
                   {"high"},
                   {"P(better)"}};
  if (!several) table.columns.erase(table.columns.begin() + 2);
  const std::vector<KpiRow> base =
      comparison.scenarios.empty() ? std::vector<KpiRow>{} : comparison.scenarios.front().kpis;
  std::string before;
  for (const Difference& difference : headline_of(comparison)) {
    const Figures figures = figures_of(difference);
    const bool again = difference.kpi == before;
    const Verdict verdict = verdict_of(difference);
    const bool same = verdict == Verdict::identical;
    const KpiRow* in_base = find_row(base, difference.kpi);
    table.rows.push_back({again                ? ""
                          : in_base != nullptr ? name_cell(*in_base)
                                               : name_cell(difference.title),
                          again ? "" : visible(figures.unit.text),
                          name_cell(difference.scenario),
                          figures.median,
                          same ? "identical" : figures.low,
                          same ? "" : figures.high,
                          is_negligible(difference) ? std::string(kUndefined) : chance_of(difference)});
    if (!several) table.rows.back().erase(table.rows.back().begin() + 2);
    before = difference.kpi;
  }
  out += lay_out(table, style);
  std::set<std::string> further;
  for (const Difference& difference : further_of(comparison)) further.insert(difference.kpi);
  out += further_line(further.size(), style);
  const std::string kpi = deciding_kpi(comparison);
  for (const Difference& difference : comparison.differences)
    if (difference.kpi == kpi && difference.standard_error && difference.standard_error_if_independent) {
      const double f = view_of(difference.unit, kpi).factor;
      out += wrapped("standard error of the " + visible(kpi) + " difference " +
                         significant(f * *difference.standard_error, 2) + " (independent runs: " +
                         significant(f * *difference.standard_error_if_independent, 2) + ")",
                     style,
                     4);
      break;
    }
  return out + stars_text(headline_of(base), style) + notes_text(comparison.head, style) +
         origin_text(comparison.head, style);
}

std::string best_rival(const MetricScore& score) {
  const Skill* best = nullptr;
  for (const Skill& skill : score.skill)
    if (best == nullptr || skill.value < best->value) best = &skill;
  return best == nullptr ? std::string(kUndefined) : visible(best->baseline) + " " + skill_text(best->value);
}

std::string backtest_text(const BacktestDocument& backtest, const TerminalStyle& style) {
  std::string out = answer_text(answer_of(backtest), style);
  TextTable table;
  table.columns = {{"metric", false, Keep::always, true},
                   {"n"},
                   {"50 %"},
                   {"80 %"},
                   {"95 %"},
                   {"corrected 80 %", true, Keep::before_extras},
                   {"log CRPS"},
                   {"hardest rival"},
                   {"wMAPE", true, Keep::before_extras}};
  const auto add = [&](const MetricScore& score, const std::string& name) {
    const auto share = [](const std::optional<double>& value) {
      return value ? percent(*value) : std::string(kUndefined);
    };
    table.rows.push_back({name,
                          whole_number(static_cast<double>(score.n)),
                          percent(score.coverage50),
                          percent(score.coverage80),
                          percent(score.coverage95),
                          share(score.corrected_coverage80),
                          fixed(score.log_crps, 3),
                          best_rival(score),
                          share(score.wmape)});
  };
  for (const MetricScore& score : backtest.metrics) add(score, metric_title(score.metric));
  for (const MetricScore& score : backtest.totals) add(score, metric_title(score.metric) + ", plan totals");
  out += lay_out(table, style);
  out += wrapped(
      "50, 80, 95 %: share of unseen posts inside that interval. Beside the hardest rival: + this "
      "program is better, \u2212 the rival is.",
      style,
      4);
  const auto rivals = standings(backtest);
  for (const BaselineStanding& rival : rivals)
    if (!rival.wins.empty())
      out += wrapped(visible(rival.baseline) + " is better on " + std::to_string(rival.wins.size()) + " of " +
                         std::to_string(backtest.metrics.size()) + " metrics; over all " +
                         skill_text(rival.skill),
                     style,
                     4);
  return out + notes_text(backtest.head, style) + origin_text(backtest.head, style);
}

std::string fit_text(const FitDocument& fit, const TerminalStyle& style) {
  std::string out = answer_text(answer_of(fit), style);
  if (!fit.reason.empty()) out += labelled("stopped", shorter_digits(visible(fit.reason)), style);
  if (fit.k_hat)
    out += labelled("checked", "importance k = " + fixed(*fit.k_hat, 2) + " (good below 0.70)", style);
  out += out.ends_with("\n\n") ? "" : "\n";
  TextTable table;
  table.columns = {
      {"parameter", false, Keep::always, true}, {"median"}, {"80 % low"}, {"high"}, {"told by data?", false}};
  for (const FittedParameter& parameter : fit.parameters) {
    const double step = rounding_step(parameter.low, parameter.high, false);
    table.rows.push_back({visible(parameter.text + (parameter.unit.empty() ? "" : ", ") + parameter.unit),
                          at_most_four_digits(parameter.median, step),
                          at_most_four_digits(parameter.low, step),
                          at_most_four_digits(parameter.high, step),
                          parameter.told ? "yes" : "NO"});
    table.below.push_back(parameter.told ? "" : visible(parameter.needs));
  }
  out += lay_out(table, style);
  return out + notes_text(fit.head, style);
}

}  // namespace

std::string render_terminal(const nlohmann::json& document, const TerminalStyle& style) {
  if (is_decision(document)) {
    const Head head = read_head(document);
    const std::string doubt =
        head.calibration ? "" : "NOT CALIBRATED: general priors, not this page's history";
    return decision_text(document, style) + (doubt.empty() ? "" : wrapped(doubt, style, 4)) +
           notes_text(head, style) + origin_text(head, style);
  }
  Documents all;
  read_document(document, "result", all);
  if (!all.forecasts.empty()) return forecast_text(all.forecasts.front(), style);
  if (!all.comparisons.empty()) return comparison_text(all.comparisons.front(), style);
  if (!all.backtests.empty()) return backtest_text(all.backtests.front(), style);
  return fit_text(all.fits.front(), style);
}

}  // namespace gs
