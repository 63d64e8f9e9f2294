// Reading is forgiving: what is missing is nothing. Words are shared by terminal and page.
#include "scenarios/report/decision/optimization.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "scenarios/reading/members.h"
#include "scenarios/report/answer.h"
#include "scenarios/report/html.h"
#include "scenarios/report/numbers.h"

namespace gs {
namespace {

using Json = nlohmann::json;

double figure_at(const Json& object, const char* key) { return number_at(object, key).value_or(0); }

KeptCondition read_condition(const Json& row) {
  KeptCondition condition{.kpi = text_at(row, "kpi"), .of = text_at(row, "of")};
  const auto most = number_at(row, "at_most");
  condition.at_most = most.has_value();
  condition.limit = most.value_or(figure_at(row, "at_least"));
  condition.value = number_at(row, "value");
  condition.holds = flag_at(row, "holds");
  return condition;
}

DividedFigures read_figures(const Json& row) {
  DividedFigures figures{.budget = figure_at(row, "budget"),
                         .score = figure_at(row, "score"),
                         .mean = figure_at(row, "mean"),
                         .p10 = figure_at(row, "p10"),
                         .p50 = figure_at(row, "p50"),
                         .p90 = figure_at(row, "p90"),
                         .spent = number_at(row, "spent")};
  for (const Json& condition : list_at(row, "conditions"))
    figures.conditions.push_back(read_condition(condition));
  return figures;
}

DividedLine read_line(const Json& row) {
  return {text_at(row, "id"),
          text_at(row, "kind"),
          text_at(row, "post"),
          text_at(row, "hold"),
          figure_at(row, "before"),
          figure_at(row, "reference"),
          figure_at(row, "after"),
          number_at(row, "tried").value_or(figure_at(row, "after")),
          figure_at(row, "low"),
          figure_at(row, "high"),
          number_at(row, "marginal")};
}

CurvePlace read_place(const Json& row) {
  return {figure_at(row, "spend"), figure_at(row, "value"), number_at(row, "marginal")};
}

ShownCurve read_curve(const Json& row) {
  ShownCurve curve{.id = text_at(row, "id"),
                   .law = text_at(row, "law"),
                   .scale = figure_at(row, "scale"),
                   .shape = number_at(row, "shape").value_or(1),
                   .saturation = figure_at(row, "saturation"),
                   .points = {},
                   .here = read_place(member_at(row, "you_are_here")),
                   .best = read_place(member_at(row, "best"))};
  for (const Json& point : list_at(row, "points"))
    curve.points.push_back({figure_at(point, "spend"),
                            figure_at(point, "mean"),
                            figure_at(point, "p10"),
                            figure_at(point, "p90")});
  return curve;
}

void read_sought(const Json& row, OptimizationDocument& found) {
  found.sought = row.is_object();
  found.target = found.sought ? figure_at(row, "target") : found.target;
  found.confidence = figure_at(row, "confidence");
  found.sought_budget = figure_at(row, "budget");
  found.chance = figure_at(row, "chance");
  found.lower_bound = figure_at(row, "lower_bound");
  found.most = figure_at(row, "most");
  for (const Json& rung : list_at(row, "ladder"))
    found.ladder.push_back(
        {figure_at(rung, "budget"), figure_at(rung, "chance"), flag_at(rung, "conditions_hold")});
}

void read_verified(const Json& row, OptimizationDocument& found) {
  found.mean = figure_at(row, "mean");
  found.low = figure_at(row, "low"), found.high = figure_at(row, "high");
  found.p10 = figure_at(row, "p10"), found.p90 = figure_at(row, "p90");
  found.p_better = figure_at(row, "p_better");
  found.worlds = static_cast<std::int64_t>(figure_at(row, "worlds"));
}

MeanWithin read_within(const Json& row) {
  return {figure_at(row, "mean"), figure_at(row, "low"), figure_at(row, "high")};
}

TimedPost read_post(const Json& row) {
  TimedPost post{.id = text_at(row, "id"),
                 .title = text_at(row, "title"),
                 .before = text_at(row, "before"),
                 .after = text_at(row, "after"),
                 .tried = text_at(row, "tried")};
  if (member_at(row, "gain").is_object()) post.gain = read_within(member_at(row, "gain"));
  return post;
}

void read_items(const Json& document, OptimizationDocument& found) {
  for (const Json& row : list_at(document, "items"))
    if (text_at(row, "kind") == "post")
      found.posts.push_back(read_post(row));
    else
      found.lines.push_back(read_line(row));
}

void read_parts(const Json& document, OptimizationDocument& found) {
  const Json &money = member_at(document, "money"), &hours = member_at(document, "hours"),
             &gap = member_at(document, "gap");
  found.timed = hours.is_object(), found.timed_better = flag_at(hours, "better");
  found.times = read_within(member_at(hours, "verified"));
  found.divided_better = money.is_object() ? flag_at(money, "better") : found.better && !found.timed;
  if (gap.is_object())
    found.gap = {figure_at(gap, "mean"),
                 figure_at(gap, "high"),
                 static_cast<std::int64_t>(figure_at(gap, "candidates"))};
}

bool is_chance(const OptimizationDocument& found) { return found.aim == "probability"; }

std::string target_words(const OptimizationDocument& found) {
  const UnitView unit = view_of(found.unit, found.kpi);
  return significant(found.target * unit.factor, 4) + " " + lower_first(found.title);
}

std::string currency(const OptimizationDocument& found) { return " " + visible(found.head.currency); }

std::string broken_words(const OptimizationDocument& found) {
  std::string out;
  for (const KeptCondition& condition : found.after.conditions)
    if (!condition.holds)
      out += (out.empty() ? "" : ", ") + visible(condition.kpi) + (condition.at_most ? " ≤ " : " ≥ ") +
             significant(condition.limit, 4);
  return out;
}

// What is better: the division, the times, or both.
struct Subject {
  std::string words;
  bool many = false;
};
Subject subject_of(const OptimizationDocument& found) {
  const std::string money = found.scaled
                                ? money_words(found.after.budget) + currency(found) + " divided better"
                                : "The same money, divided better,";
  if (!found.timed_better) return {money};
  if (!found.divided_better) return {"The same plan at better times", false};
  return {money + " and better times for the posts", true};
}

std::string keep_sentence(const OptimizationDocument& found) {
  const std::string other = found.lines.empty() ? "no other times for its posts"
                            : found.timed       ? "no other division of the money and no other times"
                                                : "no other division of the money";
  return std::string("Keep the ") + (found.scaled ? "plan's own proportions" : "plan as it is") + ": " +
         other + " proved better.";
}

// ", about 14 leads (7 – 28)": what the largest budget tried brings.
std::string brought(const OptimizationDocument& found) {
  const UnitView unit = view_of(found.unit, found.kpi);
  const double low = unit.factor * found.after.p10, high = unit.factor * found.after.p90;
  const double step = rounding_step(low, high, unit.whole);
  return ", about " + number(unit.factor * found.after.p50, step) + " " + lower_first(found.title) + " (" +
         range(low, high, step) + ")";
}

std::string sought_sentence(const OptimizationDocument& found) {
  const std::string wanted = target_words(found) + " with probability " + fixed(found.confidence, 2);
  if (found.feasible) return wanted + " need " + money_words(found.sought_budget) + currency(found) + ".";
  return wanted +
         (found.sought_budget > 0
              ? " are out of reach: the best there is, " + probability(found.chance, found.worlds) + " at " +
                    money_words(found.sought_budget) + currency(found) + brought(found) + "."
              : " are out of reach.");
}

}  // namespace

OptimizationDocument read_optimization(const Json& document) {
  OptimizationDocument found;
  found.head = read_head(document);
  const Json& objective = member_at(document, "objective");
  found.kpi = text_at(objective, "kpi"), found.title = text_at(objective, "title");
  found.unit = text_at(objective, "unit"), found.aim = text_at(objective, "aim");
  found.target = figure_at(objective, "target"), found.worst_share = figure_at(objective, "worst_share");
  found.given_budget = figure_at(document, "given_budget");
  found.better = flag_at(document, "better"), found.feasible = flag_at(document, "feasible");
  found.scaled = flag_at(document, "scaled"), found.free = flag_at(member_at(document, "bounds"), "free");
  found.bounds = number_at(member_at(document, "bounds"), "share");
  found.before = read_figures(member_at(document, "before")),
  found.after = read_figures(member_at(document, "after"));
  read_items(document, found);
  read_parts(document, found);
  for (const Json& row : list_at(document, "binding")) found.binding.push_back(text_at(row, "text"));
  for (const Json& row : list_at(document, "curves")) found.curves.push_back(read_curve(row));
  read_verified(member_at(document, "verified"), found);
  read_sought(member_at(document, "goal_seek"), found);
  return found;
}

std::string money_words(double amount) {
  const double cents = std::abs(amount - std::round(amount));
  return number(amount, cents < .005 || std::abs(amount) >= 10000 ? 1 : .01);
}

std::string signed_money(double amount) {
  if (std::abs(amount) < .005) return "0";
  return (amount > 0 ? "+" : "") + money_words(amount);
}

std::string goal_words(const OptimizationDocument& found, double figure) {
  const UnitView unit = view_of(found.unit, found.kpi);
  const double step =
      rounding_step(found.before.p10 * unit.factor, found.before.p90 * unit.factor, unit.whole);
  return number(figure * unit.factor, step) + (unit.whole ? "" : " " + unit.text);
}

std::string hold_words(const std::string& hold) {
  if (hold == "lower_bound") return "lower bound binds";
  if (hold == "upper_bound") return "upper bound binds";
  if (hold == "minimum") return "least worth booking";
  if (hold == "supply") return "too few people left";
  if (hold == "whole") return "in, whole";
  return hold;
}

double next_sum(const OptimizationDocument& found) {
  double sum = 1;
  while (sum * 100 <= found.before.budget) sum *= 10;
  return sum;
}

std::string next_words(const OptimizationDocument& found, const std::optional<double>& marginal) {
  if (!marginal) return {};
  const double more = *marginal * next_sum(found) * view_of(found.unit, found.kpi).factor;
  return "next " + money_words(next_sum(found)) + ": " + (more > 0 ? "+" : "") + significant(more, 2);
}

bool unproven(const OptimizationDocument& found) {
  return !found.sought && !found.divided_better &&
         std::ranges::any_of(found.lines, [](const DividedLine& l) { return l.tried != l.reference; });
}

double found_amount(const OptimizationDocument& found, const DividedLine& line) {
  return unproven(found) ? line.tried : line.after;
}

std::string found_words(const OptimizationDocument& found) {
  return unproven(found) ? "tried, not proven" : "best";
}

// "+12 leads on average (95 % interval +8 to +16)", of chances in points of a hundred.
std::string goal_gain(const OptimizationDocument& found, const MeanWithin& gain) {
  const double factor = is_chance(found) ? 100 : view_of(found.unit, found.kpi).factor;
  const double step = rounding_step(factor * gain.low, factor * gain.high, false);
  const std::string unit = is_chance(found) ? "points of P(target)" : lower_first(found.title);
  return signed_number(factor * gain.mean, step) + " " + unit + " on average (95 % interval " +
         signed_range(factor * gain.low, factor * gain.high, step) + ")";
}

std::string gap_words(const OptimizationDocument& found) {
  if (!found.gap) return {};
  const std::string met = "of the " + whole_number(static_cast<double>(found.gap->candidates)) +
                          " divisions the search compared longest, ";
  if (!(found.gap->high > 0)) return met + "none did better than its choice in any tenth of its worlds";
  const double factor = is_chance(found) ? 100 : view_of(found.unit, found.kpi).factor;
  const double step = rounding_step(0, factor * found.gap->high, false);
  return met + "another may bring " + number(factor * found.gap->mean, step) + " " +
         (is_chance(found) ? "points of P(target)" : lower_first(found.title)) + " more than its choice, " +
         number(factor * found.gap->high, step) + " at most (95 %)";
}

std::string first_sentence(const OptimizationDocument& found) {
  if (found.sought) return sought_sentence(found);
  if (!found.feasible)
    return (found.lines.empty()
                ? "No times for its posts keep "
                : "No division of " + money_words(found.after.budget) + currency(found) + " keeps ") +
           broken_words(found) + " within these bounds.";
  if (!found.better) return keep_sentence(found);
  const Subject subject = subject_of(found);
  const UnitView unit = view_of(found.unit, found.kpi);
  if (is_chance(found))
    return subject.words + (subject.many ? " raise" : " raises") + " the chance of " + target_words(found) +
           " from " + probability(found.before.score, found.worlds) + " to " +
           probability(found.after.score, found.worlds) + ".";
  const double step = rounding_step(found.low * unit.factor, found.high * unit.factor, false);
  return subject.words + (subject.many ? " bring " : " brings ") +
         signed_number(found.mean * unit.factor, step) + " " + lower_first(found.title) +
         (found.aim == "cvar" ? " in the worst worlds" : "") + ".";
}

std::vector<std::string> then_sentences(const OptimizationDocument& found) {
  std::vector<std::string> all;
  const std::string worlds = whole_number(static_cast<double>(found.worlds)) + " fresh worlds";
  if (found.sought && found.sought_budget > 0)
    all.push_back("Verified on " + worlds + ": probability " + probability(found.chance, found.worlds) +
                  ", at least " + fixed(found.lower_bound, 2) + " allowing for simulation error.");
  if (found.sought && !found.feasible && !broken_words(found).empty())
    all.push_back("In the way: " + broken_words(found) + ".");
  if (!found.sought && found.better)
    all.push_back(goal_gain(found, {found.mean, found.low, found.high}) + ", better in " +
                  percent(found.p_better) + " of " + worlds + " that the search had not seen.");
  if (!found.sought && !found.better && !found.lines.empty() && (found.low != 0 || found.high != 0))
    all.push_back("The best other division found: " + goal_gain(found, {found.mean, found.low, found.high}) +
                  " on " + worlds + ", not told apart from none.");
  if (const std::string times = times_sentence(found); !times.empty()) all.push_back(times);
  std::string binding;
  for (const std::string& text : found.binding) binding += (binding.empty() ? "" : "; ") + visible(text);
  if (!binding.empty()) all.push_back("What holds it: " + binding + ".");
  return all;
}

}  // namespace gs
