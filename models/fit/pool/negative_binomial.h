// Negative-binomial regression of counts on columns: log mean = c + x'b, variance = mean + dispersion mean^2.
// Iteratively reweighted least squares, the dispersion by maximum likelihood between rounds; a slight ridge
// penalty keeps a level finite on which nothing was ever counted. Does not choose columns. Baseline only.
#pragma once
#include <span>
#include <vector>

#include "models/fit/pool/ridge.h"

namespace gs {

inline constexpr double kMostLogMean =
    18;  // 65 million: a wall against extrapolation, never reached by counts fitted

struct NegativeBinomial {
  RidgeRule log_mean;
  double dispersion = 1;
};

NegativeBinomial fit_negative_binomial(const RidgeData& counts);  // y: counts; weights are not used

// Counts at levels (k - .5) / n, ascending.
std::vector<double> negative_binomial_quantiles(double mean, double dispersion, std::size_t n);

// Log likelihood of one count, up to a term that depends on the count alone.
double negative_binomial_log_likelihood(double count, double mean, double dispersion);

}  // namespace gs
