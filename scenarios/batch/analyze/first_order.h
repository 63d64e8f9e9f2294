// Which share of a response's variance a factor explains alone, from points of any design: the adjusted
// R^2 of the response on that factor, by class means where it takes few values, else by a straight line
// inside each tenth of its range:   S = 1 - (rest / (n - p)) / (all / (n - 1)),   p = 1 or 2 per class.
// Without the correction pure chance would show as about p / n. What bends inside a tenth is lost: of sin(x)
// over a whole turn 0.04 %, of sin^2(x) over two turns of its own 0.4 %. Totals are not told: they need
// points that differ in one factor only, which the Saltelli design has. Method: correlation ratio, Pearson
// 1905; correction, Ezekiel 1930; given data for first indices, Plischke, Reliab. Eng. Syst. Saf. 95 (2010).
// A resample's own truth is the R^2 of the sample without correction, so resamples are moved by the distance
// between the two.
#pragma once
#include <optional>
#include <vector>

#include "scenarios/batch/analyze/resample.h"
#include "scenarios/batch/analyze/sample.h"

namespace gs {

struct FirstOrder {
  std::vector<std::optional<IndexEstimate>>
      first{};           // nothing: too few points, or the response never changed
  NumberTable firsts{};  // resamples x factors
};
FirstOrder first_order_of(const PointSample& sample, const Resampling& how);

}  // namespace gs
