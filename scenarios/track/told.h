// Which KPIs the facts tell, and what they come to so far. A KPI of posts is told when every post that is
// out, or due, tells each count it rests on; one of ads when every ad that has run is told. Reach over posts
// is told by no export of posts.
#pragma once
#include <optional>
#include <string>

#include "scenarios/kpi/kpi.h"
#include "scenarios/track/tracking.h"

namespace gs {

std::optional<double> fact_so_far(const Tracking& tracking, const Kpi& kpi);
std::string why_untold(const Tracking& tracking, const Kpi& kpi);  // where it is not
std::optional<double> fact_of_post(const PostFact& fact, const Kpi& kpi, const std::string& platform);

}  // namespace gs
