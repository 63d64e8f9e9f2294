// B: how much posts differ beyond what is known of them (FITTING 2.4). EM with Laplace: given the fit and
// each post's remaining doubt about its luck, the sigmas and dispersions that make the counts most likely,
// under their priors.
//   sigma^2      mean of luck^2 + Var(luck), drawn towards its log-normal prior
//   dispersion   max over log a of  sum E[ log NB(y | mu exp(g d), a) ] + log prior,  d ~ luck's doubt,
//   3-point Gauss
// The dispersion of reach (of followers' reach, with the split) stays at its floor: one count cannot tell a
// post's luck from its own noise, and luck takes it all. Dispersions stay within [.01, 2].
#pragma once
#include "models/fit/problem.h"

namespace gs {

// One EM step in place; returns the largest change of a log sigma or log dispersion.
double update_scatter(Scatter& scatter,
                      const FitData& data,
                      const Point& point,
                      const PlatformPriors& priors);

// Doubt about the scatter itself: sd of each log sigma and log dispersion, from the same curvatures.
Scatter scatter_log_sd(const Scatter& scatter,
                       const FitData& data,
                       const Point& point,
                       const PlatformPriors& priors);

}  // namespace gs
