// What a page's usual frequency takes from its own posts, by a mechanism that fades (fading.h): the measure
// against which a plan posts more or less than usual.
//   left(p) = mean_i prod_j (1 - p K_ij),     K_ij = E[1 - exp(-s 2^(-age / h))],   age = when i is seen -
//   when j was
// p: chance that a follower sees a post of the page (as they were seen at that frequency, what fades
// included); i, j: the page's past posts; K: over the hours after publication in which each is seen
// (attention x activity); nothing where j is seen after i, half where both fall into one hour (either comes
// first). A follower's views of two posts are independent given how active he is, and each further exposure
// multiplies the response, so the product is exact but for views that share the hour of i. Source: own
// derivation from fading.h. Does not: count exposures by shares, ads or other pages.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/timing.h"

namespace gs {

struct FadingLaw {
  double strength = 0, half_life = 12;  // exp(-strength * level); hours
};

class UsualFading {
 public:
  UsualFading() = default;
  // `published`: hours of which 0 is a Monday 00h of the page's clock, ascending, 2 or more.
  UsualFading(std::span<const std::int64_t> published, const Timing<double>& timing, const FadingLaw& law);

  bool on() const { return !taken_.empty(); }
  // Share that earlier exposures leave to a follower who sees each post with this chance.
  double left(double chance) const;
  // Level such a follower carries at any hour, in exposures.
  double level(double chance) const { return chance * carried_; }

 private:
  std::vector<std::vector<double>> taken_;  // of each past post: K of each other one near it
  double carried_ = 0;
};

}  // namespace gs
