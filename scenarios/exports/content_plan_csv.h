// The posts of a plan as a scheduler's bulk file (FIELD 5.4, the SocialBee and HighLevel family) with our
// columns beside: it loads back as a plan of the same posts at the same instants. A boost is written where
// one can carry the ad; creators, targeting and targets stay behind, and are named.
#pragma once
#include "scenarios/exports/exports.h"

namespace gs {

Exported content_plan_csv(const nlohmann::json& result);

}  // namespace gs
