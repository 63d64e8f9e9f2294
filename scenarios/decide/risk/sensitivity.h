// How far each default moves the answer: it is held at the lower, then at the upper end of its 80 % range in
// every world, and the plan is lived again with the same people and the same luck. Told for what has a range
// and asks for no other people: parameters of pages that the data do not tell, prices and click rates of ads,
// rates of the offer, the share of negative comments.
// One at a time; does not add up.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/forecast.h"

namespace gs {

// The rows of the forecast's `assumed`, those with a range with "range" {low, high} (of `value`) and "effect"
// [{kpi, change, low, high}]: means of the KPI at both ends, change = high - low; the others with
// "effect_untold_because". The forecast must hold its people; it is left as it was. `worlds`: so many of the
// forecast's.
nlohmann::json assumed_with_effects(Forecast& forecast, const RunOptions& options, std::size_t worlds);

}  // namespace gs
