// Money is written as exact decimals; figures of worlds as they were counted.
#include "scenarios/decide/optimization_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/summary.h"

namespace gs {
namespace {

using nlohmann::json;

json amount(Money money) { return json::parse(to_text(money)); }
double in_units(Money money) { return static_cast<double>(money.micros) / 1e6; }

std::string_view word_of(Aim aim) {
  switch (aim) {
    case Aim::mean:
      return "mean";
    case Aim::probability:
      return "probability";
    case Aim::worst_share:
      return "cvar";
  }
  return "";
}

json condition_of(const Condition& condition, std::optional<double> value) {
  json row{{"kpi", condition.kpi},
           {condition.at_most ? "at_most" : "at_least", condition.limit},
           {"of", condition.worst_share ? "mean of the worst worlds" : "median over worlds"},
           {"value", value ? json(*value) : json()},
           {"holds", holds(condition, value)}};
  if (condition.worst_share) row["worst_share"] = *condition.worst_share;
  return row;
}

json objective_of(const Asked& asked) {
  const Objective& objective = asked.division.objective;
  json row{{"kpi", asked.goal.name},
           {"title", asked.goal.title},
           {"unit", name_of(asked.goal.unit)},
           {"formula", asked.goal.formula},
           {"aim", word_of(objective.aim)}};
  if (asked.goal.unit == Unit::currency) row["unit"] = asked.forecast.scenario.currency;
  if (objective.aim == Aim::probability) row["target"] = objective.target;
  if (objective.aim == Aim::worst_share) row["worst_share"] = objective.worst_share;
  return row;
}

struct Placed {  // one line's amounts
  Money given, reference, after, tried;
  Hold hold = Hold::free;
};

json item_of(const Asked& asked, std::size_t row, const Curve& curve, const Placed& placed) {
  const Line& line = asked.division.lines[row];
  const Scenario& scenario = asked.forecast.scenario;
  const auto ad = scenario.ads.find(line.id);
  const bool is_ad = row < scenario.ads.size() && ad != scenario.ads.end();
  json item{{"id", line.id},
            {"kind", is_ad ? "ad" : "seeding"},
            {"post", is_ad ? ad->second.post : scenario.seeding.at(line.id).post},
            {"before", amount(placed.given)},
            {"reference", amount(placed.reference)},
            {"after", amount(placed.after)},
            {"tried", amount(placed.tried)},
            {"low", amount(line.low)},
            {"high", amount(line.high)},
            {"minimum", amount(line.minimum)},
            {"hold", name_of(placed.hold)}};
  const double marginal = curve.response.marginal(in_units(placed.after));
  item["marginal"] = line.whole() || !std::isfinite(marginal) ? json() : json(marginal);
  if (line.whole()) item["brings"] = curve.whole_value;
  return item;
}

json place_on(const Response& response, Money at) {
  const double spend = in_units(at), marginal = response.marginal(spend);
  return {{"spend", amount(at)},
          {"value", response.at(spend)},
          {"marginal", std::isfinite(marginal) ? json(marginal) : json()},
          {"saturation", response.saturation(spend)}};
}

json curve_json(const Line& line, const Curve& curve, const Placed& placed) {
  json row{{"id", line.id},
           {"law", name_of(curve.response.law)},
           {"scale", curve.response.scale},
           {"shape", curve.response.shape},
           {"points", json::array()},
           {"you_are_here", place_on(curve.response, placed.reference)},
           {"best", place_on(curve.response, placed.after)},
           {"saturation", curve.response.saturation(in_units(placed.reference))}};
  for (const ResponsePoint& point : curve.points)
    row["points"].push_back(
        {{"spend", point.spend}, {"mean", point.mean}, {"p10", point.p10}, {"p90", point.p90}});
  return row;
}

void put_lines(const Asked& asked,
               std::span<const Curve> curves,
               const std::vector<Placed>& placed,
               json& document) {
  document["items"] = json::array(), document["curves"] = json::array();
  for (std::size_t row = 0; row < placed.size(); ++row) {
    document["items"].push_back(item_of(asked, row, curves[row], placed[row]));
    if (!curves[row].points.empty())
      document["curves"].push_back(curve_json(asked.division.lines[row], curves[row], placed[row]));
  }
}

std::string words_of(Hold hold) {
  switch (hold) {
    case Hold::lower_bound:
      return "its lower bound";
    case Hold::upper_bound:
      return "its upper bound";
    case Hold::minimum:
      return "the least worth booking";
    case Hold::supply:
      return "too few people left to show it to: it does not spend all it has";
    case Hold::free:
    case Hold::whole:
    case Hold::out:
      return "";
  }
  return "";
}

// What keeps the answer from being better: bounds, supply, the total, conditions within a hundredth.
json binding_of(const Asked& asked, const std::vector<Placed>& placed, const Delivered& delivered) {
  json rows = json::array();
  for (std::size_t row = 0; row < placed.size(); ++row)
    if (const std::string words = words_of(placed[row].hold);
        !words.empty() && placed[row].after != asked.division.total)
      rows.push_back({{"what", name_of(placed[row].hold)},
                      {"id", asked.division.lines[row].id},
                      {"text", "'" + asked.division.lines[row].id + "': " + words}});
  const Objective& objective = asked.division.objective;
  for (std::size_t i = 0; i < objective.conditions.size(); ++i) {
    const Condition& condition = objective.conditions[i];
    const auto value = value_of(condition, delivered, i);
    const bool close = value && std::abs(*value - condition.limit) <= .01 * std::abs(condition.limit);
    if (holds(condition, value) && !close) continue;
    rows.push_back({{"what", "condition"},
                    {"id", condition.kpi},
                    {"text",
                     fmt::format("{} {} {}{}",
                                 condition.kpi,
                                 condition.at_most ? "<=" : ">=",
                                 condition.limit,
                                 holds(condition, value) ? "" : " is not kept")}});
  }
  return rows;
}

void put_marginal_of_total(double marginal, const Asked& asked, json& document) {
  if (!(marginal > 0) || !std::isfinite(marginal)) return;
  double next = 1;  // a round sum, at most a tenth of the budget
  while (next * 100 <= in_units(asked.division.total)) next *= 10;
  const double brings = next * marginal;
  document["binding"].push_back(
      {{"what", "total"},
       {"id", ""},
       {"marginal", marginal},
       {"text",
        fmt::format("the budget: the next {:.0f} {} would bring about {} {}",
                    next,
                    asked.forecast.scenario.currency,
                    brings >= 100 ? fmt::format("{:.0f}", brings) : fmt::format("{:.3g}", brings),
                    asked.goal.name)}});
}

json start_document(const Asked& asked) {
  json document = head_of(asked.forecast);
  document["schema"] = "groundswell/optimization/1";
  document["objective"] = objective_of(asked);
  document["replicates"] = asked.options.proof;
  document["bounds"] = {{"share", asked.rules.free ? json() : json(asked.rules.bounds)},
                        {"free", asked.rules.free}};
  if (asked.rules.free && !asked.rules.minimum)
    document["assumed"].push_back(
        {{"key", "optimize.minimum"},
         {"text", "an ad that runs at all gets at least this a day; say --minimum otherwise"},
         {"value", 1},
         {"unit", asked.forecast.scenario.currency},
         {"source", "assumption"},
         {"confidence", "C"}});
  return document;
}

Spend given_of(const Division& division) {
  Spend given;
  for (const Line& line : division.lines) given.push_back(line.given);
  return given;
}

}  // namespace

// What a division comes to: the aim, the KPI over worlds, the conditions.
json figures_of(const Division& division, const Spend& spend, const Delivered& delivered) {
  const Summary summary = summarise(delivered.goal);
  json row{{"budget", amount(division.lines.empty() ? division.total : sum_of(spend))},
           {"score", rate(division.objective, delivered).score},
           {"mean", summary.mean},
           {"p10", summary.quantiles[2]},
           {"p50", summary.quantiles[4]},
           {"p90", summary.quantiles[6]}};
  double spent = 0;
  for (const double one : delivered.spent) spent += one / static_cast<double>(delivered.worlds());
  if (!delivered.spent.empty()) row["spent"] = spent;
  row["conditions"] = json::array();
  for (std::size_t i = 0; i < division.objective.conditions.size(); ++i) {
    const Condition& condition = division.objective.conditions[i];
    row["conditions"].push_back(condition_of(condition, value_of(condition, delivered, i)));
  }
  return row;
}

json paired_of(const Paired& paired, const Worlds& worlds) {
  return {{"mean", paired.mean},
          {"low", paired.low},
          {"high", paired.high},
          {"p10", paired.p10},
          {"p90", paired.p90},
          {"p_better", paired.p_better},
          {"worlds", worlds.count},
          {"first_world", worlds.first}};
}

json optimization_document(const Asked& asked, const Optimum& optimum) {
  const Division& division = asked.division;
  json document = start_document(asked);
  const Spend given = given_of(division);
  std::vector<Placed> placed;
  for (std::size_t row = 0; row < given.size(); ++row)
    placed.push_back(
        {given[row], division.reference[row], optimum.answer[row], optimum.best[row], optimum.holds[row]});
  document["given_budget"] = amount(sum_of(given));
  document["scaled"] = given != division.reference;
  document["before"] = figures_of(division, division.reference, optimum.reference_delivered);
  document["after"] = figures_of(division, optimum.answer, optimum.answer_delivered);
  put_lines(asked, optimum.curves, placed, document);
  document["binding"] = binding_of(asked, placed, optimum.answer_delivered);
  put_marginal_of_total(optimum.marginal, asked, document);
  document["feasible"] = optimum.feasible;
  document["better"] = optimum.better;
  const Worlds fresh{asked.options.fresh, asked.options.proof};
  document["verified"] = paired_of(optimum.verified, fresh);
  if (!optimum.equal_split.empty())
    document["against_equal_split"] = paired_of(optimum.equal_split.front(), fresh);
  if (!division.lines.empty()) document["money"] = {{"better", optimum.better}};
  if (optimum.gap)
    document["gap"] = {{"mean", optimum.gap->mean},
                       {"high", optimum.gap->high},
                       {"candidates", optimum.gap->candidates},
                       {"batches", optimum.gap->batches},
                       {"worlds", optimum.gap->worlds},
                       {"covers", "the divisions the search met, on its own worlds"}};
  document["search"] = {{"worlds", optimum.worlds},
                        {"few", asked.options.few},
                        {"more", asked.options.more},
                        {"most", asked.options.most}};
  return document;
}

json optimization_document(const Asked& asked, const Seek& seek, const Sought& sought) {
  json document = start_document(asked);
  const auto scaled = seek.at(sought.budget);
  const Division& division = scaled ? *scaled : asked.division;
  const Asked there{asked.forecast, asked.goal, division, asked.rules, asked.options};
  const Spend given = given_of(division);
  const std::vector<Hold> holds = holds_of(division, sought.spend, sought.delivered);
  std::vector<Placed> placed;
  for (std::size_t row = 0; row < given.size(); ++row)
    placed.push_back({given[row], given[row], sought.spend[row], sought.spend[row], holds[row]});
  document["given_budget"] = amount(sum_of(given));
  document["scaled"] = false;
  document["before"] = figures_of(division, given, sought.given_delivered);
  document["after"] = figures_of(division, sought.spend, sought.delivered);
  put_lines(there, sought.curves, placed, document);
  document["binding"] = binding_of(there, placed, sought.delivered);
  if (sought.missing == Obstacle::money)
    document["binding"].push_back({{"what", "total"},
                                   {"id", ""},
                                   {"text",
                                    "no budget up to " + to_text(seek.most) + " " +
                                        asked.forecast.scenario.currency + " reaches the target"}});
  document["feasible"] = sought.feasible();
  document["verified"] = paired_of(paired(division.objective, sought.delivered, sought.given_delivered),
                                   {sought.first_world, asked.options.proof});
  document["better"] = sought.feasible() && sought.spend != given;
  json ladder = json::array();
  for (const Rung& rung : sought.ladder)
    ladder.push_back(
        {{"budget", amount(rung.budget)}, {"chance", rung.chance}, {"conditions_hold", rung.breach == 0}});
  document["goal_seek"] = {{"target", division.objective.target},
                           {"confidence", seek.confidence},
                           {"budget", amount(sought.budget)},
                           {"chance", sought.chance},
                           {"lower_bound", sought.lower_bound},
                           {"most", amount(seek.most)},
                           {"ladder", ladder}};
  document["search"] = {{"worlds", sought.worlds}};
  return document;
}

json variant_document(const Scenario& scenario, const std::string& extends, json patch) {
  patch["name"] = scenario.name + (patch.empty() ? "" : ", optimised");
  patch["schema"] = "groundswell/scenario/1";
  patch["extends"] = extends;
  return patch;
}

}  // namespace gs
