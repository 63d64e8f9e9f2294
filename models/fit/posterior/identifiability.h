// What the data can and cannot tell, in plain words: one row per parameter, with the way out
// (FITTING 2.6, 2.9). A parameter is told when the posterior is at most .8 as wide as the prior and no other
// parameter can stand in for it
// (|correlation| at most .95). What no export can tell is listed as an assumption.
#pragma once
#include <string>
#include <vector>

#include "models/fit/calibration.h"
#include "models/fit/posterior/posterior.h"

namespace gs {

struct Told {
  const Estimate& estimate;
  const Spread& spread;
  const Scatter& scatter_prior;
  bool follower_split = false;
};
std::vector<ParameterReport> identifiability(const Told& told, const PlatformPriors& priors);

// Rows for what is assumed of the audience.
std::vector<ParameterReport> audience_assumptions(const PopulationParameters& audience);

}  // namespace gs
