// Paired differences in shared worlds: which plan wins, how surely.
#pragma once
#include <span>
#include <vector>

#include "scenarios/document/json.h"
#include "scenarios/forecast.h"

namespace gs {

// `forecasts`: the base first, then the variants, all of the same seed, replicates and calibration.
nlohmann::json comparison_document(const std::vector<Forecast>& forecasts);

// What --precision asks about: the largest standard error of a variant's chance to be better than the base,
// over the base's targeted KPIs, else reach. 1 where no such chance is defined.
double imprecision_of_comparison(std::span<const Forecast> forecasts);

// Share of the variance of `difference` (one value per world) that a linear regression on the parameters the
// data do not tell explains; 0 when all are told or the difference does not vary.
double prior_share(const Plan& plan, std::span<const double> difference);

}  // namespace gs
