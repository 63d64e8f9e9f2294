// Response: what the plan does to the account itself, followers won and lost, posts kept and hidden, in which
// tone it is commented on (FIELD 2.2 and 2.5). Does not: followers who come without the plan.
#pragma once
#include "scenarios/kpi/kpi.h"
#include "scenarios/kpi/ratio.h"

namespace gs::response {

inline std::optional<double> saves(const KpiCounts& c) { return c.saves; }
inline std::optional<double> follows(const KpiCounts& c) { return c.follows; }
inline std::optional<double> unfollows(const KpiCounts& c) { return c.unfollows; }
inline std::optional<double> net_follows(const KpiCounts& c) { return c.follows - c.unfollows; }
inline std::optional<double> hides(const KpiCounts& c) { return c.hides; }
inline std::optional<double> negative_comments(const KpiCounts& c) { return c.negative_comments; }
inline std::optional<double> negative_comment_share(const KpiCounts& c) {
  return ratio(c.negative_comments, c.comments);
}
inline std::optional<double> audience_growth_rate(const KpiCounts& c) {
  return ratio(c.follows - c.unfollows, c.followers);
}
inline std::optional<double> negative_feedback_rate(const KpiCounts& c) {
  return ratio(c.hides + c.unfollows, c.post_reach_sum);
}

}  // namespace gs::response
