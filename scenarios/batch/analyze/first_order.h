// Which share of a response's variance a factor explains alone, from points of any design. The response is
// fitted by a sum of one curve per factor: class means where it takes few values, else a straight line in
// each part of its range, as many parts as leave four points to a parameter, ten at most (backfitting, Hastie
// & Tibshirani, Stat. Sci. 1, 1986). With y_i the response less all other curves,
//   S_i = (explained - (p_i - 1) rest / (n - P)) / all,   p_i, P: parameters of this curve, of all curves,
// explained and rest: sums of squares of y_i by and around its curve; all: of the response around its mean.
// Without the correction (omega squared, Hays 1963) chance would show as p / n; without the other curves
// their moves would be the noise. Bias: what bends inside a part is lost, of sin(x) over a whole turn in ten
// parts 0.04 %, of sin^2(x) there 0.4 %; what two factors do only together counts as rest. Totals are not
// told: they need points that differ in one factor only, which the Saltelli design has. A resample keeps the
// other factors' curves; its own truth is the share of the sample without correction, so resamples are moved
// by the distance between the two.
#pragma once
#include <optional>
#include <vector>

#include "scenarios/batch/analyze/resample.h"
#include "scenarios/batch/analyze/sample.h"

namespace gs {

struct FirstOrder {
  std::vector<std::optional<IndexEstimate>> first{};  // nothing: too few points, or it never changed
  NumberTable firsts{};                               // resamples x factors
};
FirstOrder first_order_of(const PointSample& sample, const Resampling& how);

// Of each factor: the response of every point less the curves of all other factors, the mean kept. Few points
// are never balanced: without it an effect would hold the others' chance positions.
std::vector<std::vector<double>> less_other_factors(const PointSample& sample);

}  // namespace gs
