// How steadily a response rises or falls with a factor once what the other factors explain in straight lines
// of ranks is taken out: partial rank correlation, PRCC, in [-1, 1]. From the inverse P of the matrix of rank
// correlations of all factors and the response:  r_i = -P_iy / sqrt(P_ii P_yy).  Marino et al., J. Theor.
// Biol. 254 (2008). Blind to what rises and falls again: `turns` (effects.h) tells where that happens. A list
// of three or more labels has no order, so it has no PRCC and stays out of the others'.
#pragma once
#include <optional>
#include <vector>

#include "scenarios/batch/analyze/resample.h"
#include "scenarios/batch/analyze/sample.h"

namespace gs {

bool has_order(const BatchFactor& factor);

// Nothing for a factor without order, without variety, or that others fix.
std::vector<std::optional<IndexEstimate>> rank_correlations(const PointSample& sample, const Resampling& how);

}  // namespace gs
