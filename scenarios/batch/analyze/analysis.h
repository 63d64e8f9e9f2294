// One experiment's results analysed: every response against every factor, as the document
// groundswell/analysis/1. Totals from Saltelli designs only; first indices, main effects, rank
// correlations, regression coefficients and the two strongest together from any. Source of each method: its
// own header. Does not run anything.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/batch/analyze/resample.h"
#include "scenarios/batch/table.h"

namespace gs {

// {schema, engine, seed, name, design, factors[], responses[], failures[], shards[], notes[]}; keys in the
// room's README. Error(bad_input) when no point has a result, or the table's parts do not fit each other.
nlohmann::json analysis_document(const BatchTable& table, const Resampling& how);

}  // namespace gs
