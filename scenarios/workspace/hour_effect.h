// How far a page's own history bears out the mechanism's effect of the publishing hour, count by count.
//   log(1 + y_i) = group(format, paid) + tau * x_i + noise,   x_i = log(D(hour of post i) / mean D of the
//   usual hours)
// tau = 1: the count follows the mechanism's day factor D; tau = 0: history shows no such effect. Prior N(1,
// 0.5^2) (assumption: the mechanism is believed, with doubt); posterior by the regression's slope and its
// standard error after group means are taken out. The plan's hour then acts as D^tau, tau drawn per world.
// Measured: on the 345 real posts the unchecked effect cost 2 % of the mean logCRPS; models/fit/README.md has
// the figures. Does not see: content chosen by the hour, which passes for the hour's effect.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "core/draw.h"
#include "models/fit/pool/pool.h"

namespace gs {

struct HourTrust {
  double mean = 1.0, sd = 0.5;
};

struct HourEffect {
  std::array<HourTrust, kPoolMetrics> metrics{};  // order of kScored
  // tau of every metric in one world: one shared deviation, because the counts of a post err together.
  std::array<double, kPoolMetrics> draw(World world) const;
  // The data bear the lever out: tau of reach is told (sd well below the prior's) and more than two sd above
  // 0.
  bool borne_out() const;
};

// `log_factors`: x_i of each post. Fewer than 30 usable posts, or hours that hardly vary: the prior.
HourEffect hour_effect_of(std::span<const PoolPost> history, std::span<const double> log_factors);

}  // namespace gs
