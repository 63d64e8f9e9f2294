// How far a response moves with a factor along one straight line through all points, in standard deviations:
// the standardised regression coefficient, SRC, of a linear fit in all factors together,
//   b_i = coefficient_i sd(x_i) / sd(y) = -P_iy / P_yy,   P: inverse of the matrix of correlations;
// and the share of the variance that the lines explain, R^2 = 1 - 1 / P_yy, adjusted for the number of
// factors (Saltelli et al., Sensitivity Analysis in Practice, 2004, 1.2.5). Of independent factors the
// squares of the coefficients add up to R^2. Low R^2: the lines miss what matters, and the coefficients with
// them. A factor that is varied in ratios enters by its logarithm; a list of three or more labels has no line
// and stays out.
#pragma once
#include <optional>
#include <vector>

#include "scenarios/batch/analyze/resample.h"
#include "scenarios/batch/analyze/sample.h"

namespace gs {

struct StraightLines {
  std::vector<std::optional<IndexEstimate>>
      coefficient{};                  // of each factor; nothing as in rank_correlation.h
  std::optional<double> explained{};  // may be below 0 by chance
};
StraightLines straight_lines(const PointSample& sample, const Resampling& how);

}  // namespace gs
