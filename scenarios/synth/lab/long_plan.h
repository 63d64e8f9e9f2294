// A plan repeated over many weeks, so that a season of data can be lived: posts, ads and placements again
// after each period (the plan's days, filled up to whole weeks), every flight of an ad with a budget drawn
// anew or, now and then, not run at all: spends that never vary teach no model anything. Draws are addressed
// by (seed, ad, flight). Events and costs stay where they are written. Does not: change posts, people, offer.
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "scenarios/document/scenario.h"

namespace gs {

struct LongPlanRules {
  std::uint32_t weeks = 52, seed = 1;
  double budget_log_sd = 0.5;  // how far flights' budgets lie apart; assumption
  double dark_share = 0.2;     // of the flights: not run; assumption
};

struct LongPlan {
  Scenario scenario;
  std::map<std::string, std::string> channel_of;  // an ad of it -> the ad of the plan it repeats
};

// What does not fit into the weeks whole is left out. Throws Error(usage) where the plan is longer than they.
LongPlan lengthen(const Scenario& scenario, const LongPlanRules& rules);

}  // namespace gs
