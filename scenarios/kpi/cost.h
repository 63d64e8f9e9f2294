// Cost: what the ads' money bought (FIELD 2.3). One sum over one sum, per world; where nothing was bought, or
// nothing came of it, undefined and never 0. Organic impressions have no price: cpm is of paid impressions.
// Does not: production costs, fees, VAT, commission.
#pragma once
#include "scenarios/kpi/engagement.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/kpi/ratio.h"

namespace gs::cost {

inline std::optional<double> spend(const KpiCounts& c) { return c.spend; }
inline std::optional<double> paid_impressions(const KpiCounts& c) { return c.paid_impressions; }
inline std::optional<double> ad_clicks(const KpiCounts& c) { return c.ad_clicks; }
inline std::optional<double> per(const KpiCounts& c, std::optional<double> bought) {
  return c.spend > 0 ? ratio(c.spend, bought) : std::nullopt;
}
inline std::optional<double> cpm(const KpiCounts& c) { return per(c, c.paid_impressions / 1000); }
inline std::optional<double> cpc(const KpiCounts& c) { return per(c, c.ad_clicks); }
inline std::optional<double> cpe(const KpiCounts& c) { return per(c, engagement::engagements_of(c)); }
inline std::optional<double> cpf(const KpiCounts& c) { return per(c, c.follows); }
inline std::optional<double> cpl(const KpiCounts& c) { return per(c, c.leads); }
inline std::optional<double> cpa(const KpiCounts& c) { return per(c, c.sales); }
inline std::optional<double> cost_per_contact(const KpiCounts& c) { return per(c, c.reach); }

}  // namespace gs::cost
