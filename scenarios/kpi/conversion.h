// Conversion and return: what clicks led to and what it was worth (FIELD 2.3 cr_step, 2.4). Sales count those
// after a click; sales of people who only saw an ad stand apart. Return is attributed, not incremental: what
// would have been sold without the plan is not known here. Does not: lifetime value, refunds.
#pragma once
#include "scenarios/kpi/kpi.h"
#include "scenarios/kpi/ratio.h"

namespace gs::conversion {

inline std::optional<double> visits(const KpiCounts& c) { return c.visits; }
inline std::optional<double> leads(const KpiCounts& c) { return c.leads; }
inline std::optional<double> sales(const KpiCounts& c) { return c.sales; }
inline std::optional<double> view_sales(const KpiCounts& c) { return c.view_sales; }
inline std::optional<double> revenue(const KpiCounts& c) { return c.revenue; }
inline std::optional<double> cr_visit(const KpiCounts& c) { return ratio(c.visits, c.clicks + c.ad_clicks); }
inline std::optional<double> cr_lead(const KpiCounts& c) { return ratio(c.leads, c.visits); }
inline std::optional<double> cr_sale(const KpiCounts& c) { return ratio(c.sales, c.visits); }
inline std::optional<double> cost(const KpiCounts& c) { return c.cost; }
inline std::optional<double> roas(const KpiCounts& c) { return ratio(c.revenue, c.spend); }
inline std::optional<double> roi(const KpiCounts& c) { return ratio(c.revenue * c.margin - c.cost, c.cost); }

}  // namespace gs::conversion
