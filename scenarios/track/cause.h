// Which posts and ads explain the gap between fact and plan so far. Of a count that adds up over posts: each
// post's fact (or what the worlds of now say, where none is told) less what the plan's worlds had expected of
// it by today; the contributions add up to the gap of the means. Ads beside: what they spent of what was
// planned.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/track/tracking.h"

namespace gs {

// {kpi, gap, rows[] {post or ad, text, value, p10, p90, day}} for the KPI that decides, largest first.
nlohmann::json cause_of(const Tracking& tracking, const nlohmann::json& totals);

}  // namespace gs
