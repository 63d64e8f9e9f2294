// The plan a forecast carries: the scenario as it was lived, with what history filled in, so that it can be
// lived again from the result alone.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/forecast.h"

namespace gs {

// Accounts and platforms of posts and followers of pages are written into the forecast's scenario where the
// planner left them to history.
nlohmann::json carried_plan(const Forecast& forecast);

}  // namespace gs
