// Whether an experiment can be answered at all, looked at on a few of its plans before anything is lived: the
// base plan, and the first and the last point's, for a factor may bring what the base lacks.
#pragma once
#include <vector>

#include "scenarios/batch/points.h"
#include "scenarios/forecast.h"

namespace gs {

// The base plan's first. A point that is refused is left out, for the run records its refusal; where every
// point that is tried is, throws that refusal.
std::vector<Forecast> sample_plans(const Bench& bench, const Knowledge& knowledge, const RunOptions& options);

// Throws Error(bad_input) for a response that none of them can have (day, platform, what its KPI is counted
// from), and for draws beyond those that the calibration keeps.
void refuse_unanswerable(const Bench& bench, const std::vector<Forecast>& samples);

// Whether first and last point meet the same people; taken for so where one of them is refused.
bool share_people(const std::vector<Forecast>& samples);

}  // namespace gs
