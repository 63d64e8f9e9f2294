// What may go wrong, and how well that is known: the worst tenth of the worlds by each KPI, chances of
// targets, and whether enough worlds were lived to know them. Worlds go on until the standard errors are
// small enough: a world is the same in runs of any length, so stopping by what was seen so far moves nothing
// but the error. Does not weigh outcomes against each other.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/forecast.h"

namespace gs {

// Of a KPI that has a better direction: the bound of its worst tenth of worlds and the mean beyond it, each
// with its Monte Carlo error. nullopt: undefined somewhere, or fewer than 20 worlds.
struct WorstTenth {
  double bound = 0, bound_error = 0, mean = 0, mean_error = 0;
};
std::optional<WorstTenth> worst_tenth(const Kpi& kpi, std::span<const std::optional<double>> draws);

// Standard error that --precision asks about: the largest of the chances of targets, and of the bound of the
// worst tenth of the KPI that decides (the first with a target, else reach) as a share of its mean.
double imprecision(const Forecast& forecast);

// Lives more of the forecast's worlds, as many again each time, until imprecision <= precision or there are
// `most`. The forecast must hold its people.
void make_precise(Forecast& forecast, const RunOptions& options, double precision, std::size_t most);

// {worst_tenth [{kpi, unit, bound, bound_standard_error, mean, mean_standard_error}], imprecision}
nlohmann::json risk_of(const Forecast& forecast);

}  // namespace gs
