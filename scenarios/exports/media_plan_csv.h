// The media plan as planners hand it on (FIELD 5.4): a line per ad, post and placement with flight,
// targeting, budget, price and what it is expected to bring as median and 80 % interval; then the ads
// together and the whole plan. A line's counts are its own: of an ad what the money buys, of a post all its
// displays, bought ones included; reach is never added up. Budgets carry no flag of VAT or commission: they
// are as the plan wrote them.
#pragma once
#include "scenarios/exports/exports.h"

namespace gs {

Exported media_plan_csv(const nlohmann::json& result);

}  // namespace gs
