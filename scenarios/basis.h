// Which figures of a forecast rest on the page's own counts, and which are defaults because its history has
// no such count. A default is an assumption whatever its interval says, so every KPI row names its basis.
#pragma once
#include <bitset>
#include <nlohmann/json_fwd.hpp>

#include "scenarios/kpi/kpi.h"
#include "scenarios/plan.h"

namespace gs {

// Counts that neither the pool nor the fit learnt from this page: their level comes from priors alone.
std::bitset<kMetrics> default_counts(const Plan& plan);

// Adds "basis": "fitted" or "assumption" to the row of a KPI and, where the page has other counts,
// "basis_because" in words. A KPI that rests on no count of history (posts) gets neither.
void put_basis(nlohmann::json& row, const Kpi& kpi, const Plan& plan, const std::bitset<kMetrics>& defaults);

// The same for a row that says how many people one source reached: fitted only where history splits reach.
void put_source_basis(nlohmann::json& row, const Plan& plan);

}  // namespace gs
