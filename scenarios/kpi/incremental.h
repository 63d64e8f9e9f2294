// Incremental: what the ads add to the same worlds without them, same people, same luck (FIELD 2.4). A count
// may be negative in a world: who is tired or has hidden the page is lost to the posts. A cost per extra unit
// is undefined in worlds where the ads add nothing. Scope: the whole plan. Does not: tell two ads of one plan
// apart (compare the plan with and without one).
#pragma once
#include "scenarios/kpi/engagement.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/kpi/ratio.h"

namespace gs::incremental {

inline std::optional<double> more(double with, const KpiCounts& c, double WithoutAds::*without) {
  return c.without_ads ? std::optional(with - (*c.without_ads).*without) : std::nullopt;
}
inline std::optional<double> reach(const KpiCounts& c) {
  return c.reach ? more(*c.reach, c, &WithoutAds::reach) : std::nullopt;
}
inline std::optional<double> engagements(const KpiCounts& c) {
  return more(engagement::engagements_of(c), c, &WithoutAds::engagements);
}
inline std::optional<double> leads(const KpiCounts& c) { return more(c.leads, c, &WithoutAds::leads); }
inline std::optional<double> sales(const KpiCounts& c) { return more(c.sales, c, &WithoutAds::sales); }
inline std::optional<double> revenue(const KpiCounts& c) { return more(c.revenue, c, &WithoutAds::revenue); }

inline std::optional<double> cost_of(const KpiCounts& c, std::optional<double> extra) {
  return c.spend > 0 ? ratio(c.spend, extra) : std::nullopt;
}
inline std::optional<double> cost_of_reach(const KpiCounts& c) { return cost_of(c, reach(c)); }
inline std::optional<double> cost_of_engagement(const KpiCounts& c) { return cost_of(c, engagements(c)); }
inline std::optional<double> cost_of_lead(const KpiCounts& c) { return cost_of(c, leads(c)); }
inline std::optional<double> cost_of_sale(const KpiCounts& c) { return cost_of(c, sales(c)); }
inline std::optional<double> iroas(const KpiCounts& c) { return ratio(revenue(c), c.spend); }

}  // namespace gs::incremental
