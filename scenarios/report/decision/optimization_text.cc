// An optimised budget on the terminal: the answer, every line now and best, what the goal comes to.
#include <algorithm>
#include <cmath>

#include "scenarios/report/answer.h"
#include "scenarios/report/decision/optimization.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"
#include "scenarios/report/text_table.h"

namespace gs {
namespace {

TextTable lines_table(const OptimizationDocument& found) {
  TextTable table;
  table.columns = {{"line", false, Keep::always, true},
                   {"now"},
                   {found_words(found)},
                   {"change"},
                   {"bounds", true, Keep::before_extras},
                   {"next " + money_words(next_sum(found)), true, Keep::before_units},
                   {"what holds it", false, Keep::before_bars}};
  double before = 0, after = 0;
  const double factor = view_of(found.unit, found.kpi).factor;
  for (const DividedLine& line : found.lines) {
    const double then = found_amount(found, line);
    before += line.before, after += then;
    table.rows.push_back({visible(line.id),
                          money_words(line.before),
                          money_words(then),
                          signed_money(then - line.before),
                          found.free ? "" : money_words(line.low) + " \u2013 " + money_words(line.high),
                          line.marginal ? "+" + significant(*line.marginal * next_sum(found) * factor, 2)
                                        : std::string(kUndefined),
                          hold_words(line.hold)});
  }
  table.rows.push_back(
      {"sum", money_words(before), money_words(after), signed_money(after - before), "", "", ""});
  return table;
}

TextTable goal_table(const OptimizationDocument& found) {
  TextTable table;
  table.columns = {{visible(found.title), false}, {"median"}, {"80 % low"}, {"high"}, {"mean"}, {"budget"}};
  const auto row = [&](const std::string& name, const DividedFigures& figures) {
    table.rows.push_back({name,
                          goal_words(found, figures.p50),
                          goal_words(found, figures.p10),
                          goal_words(found, figures.p90),
                          goal_words(found, figures.mean),
                          money_words(figures.budget)});
    if (found.aim == "probability") table.rows.back().push_back(probability(figures.score, found.worlds));
  };
  if (found.aim == "probability") table.columns.push_back({"P(target)"});
  row(found.scaled && !found.sought ? "plan, scaled" : "plan", found.before);
  row("best", found.after);
  return table;
}

std::string conditions_text(const OptimizationDocument& found, const TerminalStyle& style) {
  std::string out;
  for (const KeptCondition& condition : found.after.conditions)
    out += labelled(condition.holds ? "kept" : "NOT kept",
                    visible(condition.kpi) + (condition.at_most ? " \u2264 " : " \u2265 ") +
                        significant(condition.limit, 4) + ": " +
                        (condition.value ? significant(*condition.value, 3) : std::string(kUndefined)) +
                        " (" + condition.of + ")",
                    style);
  return out;
}

}  // namespace

std::string optimization_text(const nlohmann::json& document, const TerminalStyle& style) {
  const OptimizationDocument found = read_optimization(document);
  std::string out = wrapped(plain_text(first_sentence(found)), style), rest;
  for (const std::string& sentence : then_sentences(found)) rest += plain_text(sentence) + " ";
  out += wrapped(rest, style) + "\n";
  if (!found.lines.empty()) {
    out += wrapped(visible(found.head.name) + ", " + visible(found.head.currency) + "; next " +
                       money_words(next_sum(found)) + ": " + visible(lower_first(found.title)) +
                       " the next money brings, from the fitted curves",
                   style);
    out += lay_out(lines_table(found), style) + "\n";
  }
  out += times_text(found, style);
  out += lay_out(goal_table(found), style);
  out += conditions_text(found, style);
  std::string under = whole_number(static_cast<double>(found.worlds)) + " fresh worlds";
  if (const std::string gap = gap_words(found); !gap.empty()) under += "; " + gap;
  return out + wrapped(under, style, 4);
}

}  // namespace gs
