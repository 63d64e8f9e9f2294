// Trim: keeps the promise of coverage while time moves on. Adaptive conformal inference on the central PIT
// interval (Gibbs and Candes, NeurIPS 2021; step and start measured in RECIPE 1 F): after every scored post
// the level L reads its interval a little further out when it missed, a little further in when it held,
//   alpha <- alpha + step ((1 - L) - miss),   miss = |2u - 1| > 1 - alpha.
// The corrected ends of 50, 80 and 95 % define a piecewise linear map of |2u - 1| (0 -> 0, 1 -> 1). Must
// hold: PITs oldest first, each of a forecast that had not seen its outcome. Does not: move a biased centre.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "models/fit/pool/pool.h"

namespace gs {

struct TrimOptions {
  double step = 0.01;               // gamma; RECIPE 3.6: .03 costs .7 % of skill
  std::size_t least_history = 160;  // only forecasts from as many posts steer it
  std::size_t least_scored = 20;    // off before
};

class Trim {
 public:
  static constexpr std::array<double, 3> kLevels{0.50, 0.80, 0.95};

  Trim() = default;  // off: changes nothing
  // Frozen inside an origin's block, updated when all its outcomes are in.
  static Trim learned(std::span<const PastPit> pits, const TrimOptions& options = {});

  bool on() const { return on_; }
  std::size_t scored() const { return scored_; }
  // Where the raw forecast must be read for what shall be its quantile u; increasing, u itself when off.
  double level(double u) const;
  // The draws moved rank by rank: the k-th smallest of n becomes the raw draw at level((k + 1/2) / n), so
  // whole counts stay whole and the order of worlds stays.
  std::vector<double> moved(std::span<const double> draws) const;

 private:
  std::array<double, 3> ends_ = kLevels;  // on the scale of |2u - 1|, ascending
  std::size_t scored_ = 0;
  bool on_ = false;
};

}  // namespace gs
