// Which share of a response's variance each factor explains alone (first order, S) and with everything it
// takes part in (total, T), from the N (k + 2) points of a Saltelli design: blocks A, B, A with column i of
// B.
//   S_i = mean f(B) (f(AB_i) - f(A)) / V      Saltelli et al., Comput. Phys. Commun. 181 (2010), table 2 (b),
//                                             with f centred, which takes its noise out and moves nothing
//                                             else
//   T_i = mean (f(A) - f(AB_i))^2 / (2 V)     Jansen, Comput. Phys. Commun. 117 (1999); table 2 (f) there
//   V   = variance of f over A and B together
// Must hold: factors vary independently. A base point with a hole in A, B or AB_i is left out of index i; V
// takes base points whose A and B are there. Estimates may leave [0, 1] by chance; they are not cut.
// Intervals: bootstrap over base points. Does not split what factors do together among pairs.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "scenarios/batch/analyze/resample.h"

namespace gs {

struct SaltelliOutputs {
  std::span<const double> y{};  // of all planned points, block by block; NaN: a hole
  std::size_t base_points = 0;  // N of the design
  std::size_t factors = 0;
  std::size_t used = 0;  // the first so many base points; at most N

  double a(std::size_t i) const { return y[i]; }
  double b(std::size_t i) const { return y[base_points + i]; }
  double ab(std::size_t i, std::size_t factor) const { return y[(2 + factor) * base_points + i]; }
};

struct SobolIndices {
  std::vector<std::optional<IndexEstimate>> first{},
      total{};                             // nothing: the response never changed, or holes
  std::vector<std::size_t> base_points{};  // that each index rests on
  NumberTable firsts{}, totals{};          // resamples x factors
};

// First indices, then total ones, of base points weighed by `counts`.
std::vector<double> sobol_estimates(const SaltelliOutputs& outputs, std::span<const std::uint32_t> counts);
SobolIndices sobol_indices(const SaltelliOutputs& outputs, const Resampling& how);

}  // namespace gs
