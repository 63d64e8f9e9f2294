// Where in its file a value of a plan stands, for refusals that are found after the plan was read.
#pragma once
#include <string>

#include "scenarios/document/scenario.h"

namespace gs {

// "plan.json:12:7 /audience/accounts/x/followers"; the value's nearest parent where it is not written; of a
// plan that is in no file, or no longer the same, "plan.json /audience/…".
std::string place_in(const Scenario& scenario, const std::string& pointer);

}  // namespace gs
