// A scenario as the request of a plan: who posts to whom, what the ads buy, who there is.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "scenarios/document/scenario.h"
#include "scenarios/plan/plan.h"

namespace gs {

// Followers of accounts that the scenario does not tell, from history.
using KnownFollowers = std::map<std::string, double>;

// Throws Error(bad_input) naming the pointer where followers are neither written nor known.
PlanRequest request_of(const Scenario& scenario, const KnownFollowers& known = {});

// The days of an ad's flight where its whole budget is `total`, by its pacing.
std::vector<Money> budgets_of_flight(const ScenarioAd& ad, Money total);

// People around one account as a fit of it assumes them: one crowd, whatever segments the scenario describes.
// followers: 0 where the scenario leaves them to history.
PopulationParameters audience_around(const Scenario& scenario, const std::string& account);

// Accounts that post, in the order of their names.
std::vector<std::string> posting_accounts(const Scenario& scenario);

}  // namespace gs
