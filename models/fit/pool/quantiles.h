// Weighted samples and their quantiles: a law is a list of values with weights, sorted; the level of a value
// is the weight before it plus half its own; between values levels are read by linear interpolation, beyond
// the ends the outermost value holds. All on the log(1 + count) scale.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "models/fit/pool/pool.h"

namespace gs {

using LogQuantiles = std::array<double, kMemberQuantiles>;  // ascending, at (k - .5) / 200

struct WeightedValue {
  double value = 0, weight = 1;
};

// Quantiles at (k - .5) / levels. Weights >= 0, at least one positive.
std::vector<double> read_levels(std::vector<WeightedValue> sample, std::size_t levels);
LogQuantiles member_quantiles(std::vector<WeightedValue> sample);
LogQuantiles moved(const LogQuantiles& quantiles, double shift, double factor = 1);  // factor > 0

// Linear pool: all members' quantiles as one weighted sample.
std::vector<double> pooled_quantiles(std::span<const LogQuantiles> members,
                                     std::span<const double> weights,
                                     std::size_t levels);
// Level of `value` in the same pool, without sorting it; 0 below all values, 1 above.
double pooled_level(std::span<const LogQuantiles> members, std::span<const double> weights, double value);

// 0.5^(age / half_life); half_life 0 = no forgetting.
std::vector<double> memory_weights(std::span<const double> ages, double half_life);

double median_of(std::vector<double> values);  // not empty

}  // namespace gs
