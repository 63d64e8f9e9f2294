// The document of `groundswell influencers` (groundswell/influencers/1): chosen[] in the order of people per
// fee, in fresh worlds as everything but average_reach, so that it adds up to spread; rules[] with what each
// would buy at the same money, overlap[] of followers.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/decide/creators/creators.h"
#include "scenarios/table.h"

namespace gs {

namespace {

using nlohmann::json;

json money_json(Money amount) { return json::parse(to_text(amount)); }

json ids_of(const Placements& rows, const Choice& choice) {
  json ids = json::array();
  for (const std::size_t row : rows) ids.push_back(choice.candidates[row].id);
  return ids;
}

Money cost_of(const Placements& rows, const Choice& choice) {
  Money cost;
  for (const std::size_t row : rows) cost.micros += choice.candidates[row].fee.micros;
  return cost;
}

std::uint32_t page_of_row(const Plan& plan, std::size_t row) { return plan.request.seedings[row].page; }

// Share of a page's followers who follow any of the others.
double share_in(const Audience& audience, std::uint32_t page, std::uint64_t others) {
  const std::vector<std::uint32_t>& followers = audience.pages[page].followers.agents;
  if (followers.empty()) return 0;
  const auto common = std::ranges::count_if(
      followers, [&](std::uint32_t agent) { return (audience.follows[AgentId{agent}] & others) != 0; });
  return static_cast<double>(common) / static_cast<double>(followers.size());
}

// Fee over people added; nothing where nobody is added: a price of nobody is no price.
json fee_per_person(const ChosenPlacement& placement, Money fee) {
  if (!(placement.marginal > 0)) return nullptr;
  return static_cast<double>(fee.micros) / 1e6 / placement.marginal;
}

json chosen_of(const Trial& trial, const Choice& choice) {
  json rows = json::array();
  std::uint64_t before = 0;
  for (const ChosenPlacement& placement : choice.order) {
    const Candidate& candidate = choice.candidates[placement.row];
    const std::uint32_t page = page_of_row(trial.plan(), placement.row);
    rows.push_back({{"id", candidate.id},
                    {"creator", candidate.creator},
                    {"post", candidate.post},
                    {"cost", money_json(candidate.fee)},
                    {"followers", candidate.followers},
                    {"average_reach", candidate.average_reach},
                    {"marginal_reach", placement.marginal},
                    {"standard_error", placement.standard_error},
                    {"cost_per_person", fee_per_person(placement, candidate.fee)},
                    {"cumulative_reach", placement.cumulative},
                    {"overlap", share_in(trial.plan().audience, page, before)}});
    before |= std::uint64_t{1} << page;
  }
  return rows;
}

json candidates_of(const Choice& choice) {
  json rows = json::array();
  for (const Candidate& candidate : choice.candidates)
    rows.push_back({{"id", candidate.id},
                    {"creator", candidate.creator},
                    {"post", candidate.post},
                    {"cost", money_json(candidate.fee)},
                    {"followers", candidate.followers},
                    {"average_reach", candidate.average_reach}});
  return rows;
}

json overlap_of(const Trial& trial, const Choice& choice) {
  const Plan& plan = trial.plan();
  std::vector<std::uint32_t> pages;
  for (std::size_t row = 0; row < choice.candidates.size(); ++row)
    if (std::ranges::find(pages, page_of_row(plan, row)) == pages.end())
      pages.push_back(page_of_row(plan, row));
  json rows = json::array();
  for (const std::uint32_t one : pages)
    for (const std::uint32_t other : pages)
      if (one != other)
        rows.push_back({{"one", plan.request.pages[one].account},
                        {"other", plan.request.pages[other].account},
                        {"share_of_one", share_in(plan.audience, one, std::uint64_t{1} << other)}});
  return rows;
}

// What a rule's set brings in fresh worlds, and how the chosen one differs from it there.
json rule_of(const PlacementSet& set, const Choice& choice) {
  const Kpi& reach = *find_kpi("reach");
  json difference = difference_row(reach, set.reach, choice.sets.front().reach);
  return {{"rule", set.rule},
          {"ids", ids_of(set.rows, choice)},
          {"cost", money_json(cost_of(set.rows, choice))},
          {"promised", set.promised},
          {"added", difference_row(reach, choice.nobody, set.reach)},
          {"reach", kpi_row(reach, set.reach)},
          {"chosen_minus_it", std::move(difference)}};
}

}  // namespace

json influencers_document(const Trial& trial, const ChoiceOptions& options, const Choice& choice) {
  const Forecast& forecast = trial.forecast();
  json rules = json::array();
  for (const PlacementSet& set : choice.sets) rules.push_back(rule_of(set, choice));
  const json added = rules.front()["added"];
  json document = head_of(forecast);
  document.update({{"schema", "groundswell/influencers/1"},
                   {"replicates", options.worlds},
                   {"budget", options.budget ? money_json(*options.budget) : json(nullptr)},
                   {"k", options.most ? json(*options.most) : json(nullptr)},
                   {"cost", rules.front()["cost"]},
                   {"rule", choice.sets.front().rule},
                   {"chosen", chosen_of(trial, choice)},
                   {"candidates", candidates_of(choice)},
                   {"overlap", overlap_of(trial, choice)},
                   {"spread", {{"mean", added["mean"]}, {"standard_error", added["standard_error"]}}}});
  document["rules"] = std::move(rules);
  return document;
}

}  // namespace gs
