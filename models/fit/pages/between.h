// One law over groups that are alike but not the same: ad sets of an account, pages of a brand.
//   x_j ~ N(m, s_j^2 + t^2), or count_j ~ negative binomial of mean exposure_j e^(m + t^2/2) and variance
//   factor e^(t^2) - 1; m ~ the anchor, t ~ half-normal(scale)
// Posterior: a grid over t; given t, m is normal (of counts: Laplace's). So without groups the anchor stands
// as it is, with many m goes to their weighted mean, and a new group is never closer to it than t.
// Must hold: variances > 0, exposures > 0. Does not: let groups drift. Source: Gelman et al., Bayesian Data
// Analysis, 5.4; the scale .5 is FITTING 2.11's.
#pragma once
#include <span>
#include <vector>

namespace gs {

struct GroupValue {
  double value = 0, variance = 1;
};
struct GroupCount {
  double count = 0, exposure = 1;
};

struct BetweenAnchor {
  double center = 0, sd = 1;
  double scale = 0.5;  // of t
};

struct BetweenDraw {
  double ordinary = 0, between = 0;  // m, t
};

class Between {
 public:
  static Between of_values(std::span<const GroupValue> groups, const BetweenAnchor& anchor);
  static Between of_counts(std::span<const GroupCount> groups, const BetweenAnchor& anchor);

  BetweenDraw draw(double uniform, double normal) const;
  double center() const;         // mean of m
  double sd() const;             // of m
  double between() const;        // mean of t
  double sd_of_another() const;  // of a new group's value: m and t together

 private:
  struct Slice {
    double weight = 0, between = 0, center = 0, sd = 0;
  };
  template <class Group>
  static Between of(std::span<const Group> groups, const BetweenAnchor& anchor);
  void weigh(std::span<const double> log_weights);
  std::vector<Slice> slices_;
};

}  // namespace gs
