// How a plan's posts and metrics err together: a Gaussian copula (RECIPE 1, "Joint draws").
//   z_jm = sqrt(rho_m) c_m + sqrt(1 - rho_m) e_jm,   c, e_j ~ N(0, R) over the 7 basic metrics,  u_jm =
//   Phi(z_jm)
// R: correlation of the normal scores of past PITs, n / (n + 20) of it plus 20 / (n + 20) of a matrix with .6
// off the diagonal. rho_m: mean product of scores over pairs of posts forecast at one origin, over their mean
// square; half own, half the mean over metrics; times B / (B + 4) plus .08 * 4 / (B + 4) after B origins;
// inside [.02, .5].
#pragma once
#include <array>
#include <span>
#include <vector>

#include "models/fit/pool/pool.h"

namespace gs {

using CopulaMatrix = std::array<std::array<double, kBasicMetrics>, kBasicMetrics>;

struct Copula {
  CopulaMatrix correlation{};
  std::array<double, kBasicMetrics> shared{};
};

Copula estimate_copula(
    std::span<const std::vector<PastPit>> pits);  // one list per basic metric, oldest first

// Lower triangle L with L L' = R; false when R is not positive definite.
bool cholesky(const CopulaMatrix& matrix, CopulaMatrix& lower);

}  // namespace gs
