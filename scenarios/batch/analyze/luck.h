// How much of one world's response is the point, how much the world it is lived in: analysis of variance of
// points x worlds, one row each (Searle, Casella, McCulloch, Variance Components, 1992, 4.2 and 3.5).
// Paired worlds: response = mean + point + world + both; what a world does to all points alike moves no
// index, what it does to one point is the noise of that point's mean, but for what a world multiplies (more
// of all in a lucky world: Tukey's one degree of freedom for non-additivity, Biometrics 5(3), 1949, 232).
// Independent worlds: the two cannot be told apart. Points with all worlds defined take part. Parts below 0
// by chance are told as 0.
#pragma once
#include <optional>

#include "scenarios/batch/table.h"

namespace gs {

struct LuckShares {
  double point = 0;    // of one world's variance: what is of the point
  double world = 0;    // of the world for all points alike; 0 where worlds are independent
  double rest = 0;     // of this point in this world
  double of_mean = 0;  // share of the variance of the points' means that is such noise, in every index
  std::size_t points = 0, worlds = 0;
};
// Nothing with fewer than two worlds or points, where nothing varies, or where a quantile is asked for.
std::optional<LuckShares> luck_shares(const BatchTable& table, std::size_t response);

}  // namespace gs
