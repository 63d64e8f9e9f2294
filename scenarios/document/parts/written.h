// An ad set as its document wrote it, defaults left out: for results that other programs read.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/document/scenario.h"

namespace gs {

// {platform, hours, pacing, frequency_cap, bid {}, targeting {}} as far as the planner said them, the flight
// {start, end} as settled.
nlohmann::json written_ad(const ScenarioAd& ad);

}  // namespace gs
