// What of a plan money can move: every ad set (a boost is one), and every seeding, whole or not at all.
// Bounds and totals in, a division to optimise out; a division back in, what is lived of the plan, and the
// plan that says so. Bounds stand around the plan's own share of the total: at another total every ad is
// scaled first. Does not move posts or hours: hours/slots.h.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "scenarios/decide/optimize.h"
#include "scenarios/decide/trial.h"

namespace gs {

struct LeverRules {
  std::optional<Money> total{};    // else what the plan spends
  double bounds = 0.3;             // every ad within this share of its own
  bool free = false;               // no bounds but the total and the minimum
  std::optional<Money> minimum{};  // of an ad that runs at all, where free; else one unit of money a day
};

// Lines: the ads, then the seedings, in the document's order; with the plan's own amounts as `given`.
// Throws Error(bad_input) where the plan has neither, or the total cannot be spent.
Division division_of(const Scenario& scenario, const LeverRules& rules);

// What the plan says itself, ads and then seedings.
Spend given_spend(const Scenario& scenario);

Lived lived_with(const Scenario& scenario, const Spend& spend);

// What a decision reads off its worlds: the goal, the conditions' KPIs, whether any asks for the world
// without ads.
struct Wanted {
  const Kpi& goal;
  std::vector<const Kpi*> conditions{};
  bool without_ads = false;
};
Wanted wanted(const Kpi& goal, const std::vector<Condition>& conditions);
Delivered delivered_of(const Wanted& wanted, const std::vector<WorldCounts>& worlds, const Spend& spend);

// Delivered of divisions: the goal's draws (undefined counts as 0), those of the conditions' KPIs, what each
// ad really spent. The trial must outlive it.
Evaluator evaluator_of(const Trial& trial, const Kpi& goal, const std::vector<Condition>& conditions);

// Worlds below `fresh` of the one, from there on of the other.
Evaluator search_then_proof(Evaluator search, Evaluator proof, std::uint32_t fresh);

// {"ads": {id: {...}}, "seeding": {id: null}} of what differs from the plan: a merge patch (RFC 7386).
nlohmann::json patch_of(const Scenario& scenario, const Spend& spend);

}  // namespace gs
