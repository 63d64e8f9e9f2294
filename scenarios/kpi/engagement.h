// Engagement: what people did with the posts (FIELD 2.2, clicks of 2.3). Engagements = likes + comments +
// shares, and saves where the platform's file counts them among its engagements (Instagram). Rates against
// followers use the first day's count, er_daily the mean of first and last day. Does not: tone of comments,
// money; views where a display is none.
#pragma once
#include "scenarios/kpi/kpi.h"
#include "scenarios/kpi/ratio.h"

namespace gs::engagement {

inline double engagements_of(const KpiCounts& c) { return c.likes + c.comments + c.shares + c.counted_saves; }
inline std::optional<double> engagements(const KpiCounts& c) { return engagements_of(c); }
inline std::optional<double> likes(const KpiCounts& c) { return c.likes; }
inline std::optional<double> comments(const KpiCounts& c) { return c.comments; }
inline std::optional<double> shares(const KpiCounts& c) { return c.shares; }
inline std::optional<double> clicks(const KpiCounts& c) { return c.clicks; }
inline std::optional<double> engaged_users(const KpiCounts& c) { return c.engaged_users; }
inline std::optional<double> er_reach(const KpiCounts& c) {
  return ratio(engagements_of(c), c.post_reach_sum);
}
inline std::optional<double> er_impressions(const KpiCounts& c) {
  return ratio(engagements_of(c), c.impressions);
}
inline std::optional<double> er_followers(const KpiCounts& c) {
  return ratio(engagements_of(c), c.followers);
}
// Followers: as if those won and lost came evenly over the period.
inline std::optional<double> er_daily(const KpiCounts& c) {
  const double followers = c.followers > 0 ? c.followers + (c.follows - c.unfollows) / 2 : 0;
  return ratio(engagements_of(c), c.days * followers);
}
inline std::optional<double> views(const KpiCounts& c) { return c.views; }
inline std::optional<double> er_views(const KpiCounts& c) { return ratio(c.viewed_engagements, c.views); }
inline std::optional<double> ctr(const KpiCounts& c) { return ratio(c.clicks, c.impressions); }
inline std::optional<double> love_rate(const KpiCounts& c) { return ratio(c.likes, c.followers); }
inline std::optional<double> talk_rate(const KpiCounts& c) { return ratio(c.comments, c.followers); }
inline std::optional<double> amplification_rate(const KpiCounts& c) { return ratio(c.shares, c.followers); }
inline std::optional<double> virality_rate(const KpiCounts& c) { return ratio(c.shares, c.impressions); }
inline std::optional<double> er_post_mean(const KpiCounts& c) {
  double sum = 0;
  for (const double rate : c.post_er) sum += rate;
  return ratio(sum, static_cast<double>(c.post_er.size()));
}

}  // namespace gs::engagement
