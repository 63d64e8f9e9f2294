// Where the points of an experiment lie in the unit cube, and what value a share of it stands for.
// Grid: every combination, the last factor fastest. Latin hypercube (McKay, Beckman, Conover 1979): every
// column meets each of n equal strata once. Sobol (1967; direction numbers of Joe and Kuo 2008 as
// Boost.Random has them) under Owen's nested scrambling (1995), so that every point is uniform and the net
// stays a net. Saltelli (2010): two such samples A and B of 2 k columns, then A with one column of B at a
// time. Every number is addressed by (seed of the design, factor, point): no stream, no order of asking. Must
// hold: shares lie strictly inside (0,1) but for the ends of a grid over a range.
#pragma once
#include <cstdint>

#include "scenarios/batch/experiment.h"
#include "scenarios/batch/table.h"

namespace gs {

struct Design {
  NumberTable unit;             // points x factors
  NumberTable value;            // what each share stands for; of words and draws the number of the value
  std::size_t base_points = 0;  // of Saltelli
  // Of a list its values as written; else empty.
  std::vector<std::vector<nlohmann::json>> written;
};
// Throws Error(limit) when there would be more than 10^7 points.
Design design_of(const Experiment& experiment);

// The value a share of the cube stands for: by the law's inverse distribution function, cut at low and high,
// whole where the factor is; rounded to six places, as money is written, where the range is wide enough.
double value_at(const ExperimentFactor& factor, double unit);
std::size_t level_at(const ExperimentFactor& factor, double unit);  // which of its values or draws

// n points of k columns; the building bricks of the above.
NumberTable sobol_points(std::size_t n, std::size_t k, std::uint32_t seed);
NumberTable latin_hypercube(std::size_t n, std::size_t k, std::uint32_t seed);

std::vector<BatchFactor> batch_factors(const Experiment& experiment, const Design& design);

}  // namespace gs
