// Click rates of parts of an audience, partially pooled: a small part borrows from the whole it belongs to.
//   level 0: all, rate r0 = sum clicks / sum impressions
//   below:   clicks ~ Poisson(impressions x rate), rate = parent's rate x g, g ~ Gamma with mean 1, variance
//   v
//            v by moments over the groups of a level (closed form, no solver; 0 = nothing but chance differs)
//            rate = parent (clicks + 1/v) / (impressions parent + 1/v)
// Must hold: groups are named from coarse to fine, each row has all levels, counts >= 0. Does not: pool
// across the branches of a level, use time. Source: empirical Bayes of a gamma-Poisson, the moment estimate
// of DerSimonian and Laird (1986) on rates relative to the parent's.
#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

namespace gs {

struct RateRow {
  std::vector<std::string> groups;  // coarse to fine, e.g. "25-34 female", then the interest
  double impressions = 0, clicks = 0;
};

class PooledRates {
 public:
  static PooledRates fit(std::span<const RateRow> rows);
  // Clicks per impression; a group never seen has its parent's rate.
  double rate(std::span<const std::string> groups) const;
  double overall() const { return overall_; }
  double spread(std::size_t level) const { return spread_.at(level); }  // v of a level

 private:
  double overall_ = 0;
  std::vector<double> spread_;                       // by level
  std::vector<std::map<std::string, double>> rate_;  // by level and path
};

}  // namespace gs
