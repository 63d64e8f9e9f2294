// Which figures of a forecast rest on the page's own counts, and which are defaults because its history has
// no such count. A default is an assumption whatever its interval says, so every KPI row names its basis.
#pragma once
#include <bitset>
#include <nlohmann/json_fwd.hpp>

#include "scenarios/kpi/kpi.h"
#include "scenarios/plan/plan.h"

namespace gs {

struct Basis {
  std::bitset<kMetrics>
      defaults;  // counts whose level comes from priors alone: neither pool nor fit learnt them
  bool calibrated = false;
  bool split = false;       // history tells reach by followers and others
  bool follows = false;     // history tells new followers
  bool tone = false;        // history tells negative comments
  std::size_t lenders = 0;  // pages whose calibrations stand in for one of this plan's that has none
  std::size_t ad_sets = 0;  // whose prices and clicks told those of all ads of the plan; 0: none did
};

Basis basis_of(const PreparedPage& page);
Basis basis_of_ads(std::span<const PlannedAd> ads);
Basis basis_of(const Plan& plan);  // of all pages that post: a default of one is a default of the sum

// Adds "basis": "fitted" or "assumption" to the row of a KPI and, where the page has other counts,
// "basis_because" in words. A KPI that rests on no count of history (posts) gets neither.
void put_basis(nlohmann::json& row, const Kpi& kpi, const Basis& basis);

// The same for a row that says how many people one source reached: fitted only where history splits reach.
void put_source_basis(nlohmann::json& row, const Basis& basis);

}  // namespace gs
