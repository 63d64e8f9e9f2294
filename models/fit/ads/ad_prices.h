// What 1000 impressions cost an account, and whether its price climbs with its own demand.
//   log price of ad set a on day d = p_a + b log(1 + I / (N f)) + noise,   b = 1 / elasticity - 1
//   p_a ~ N(ordinary, between^2);  I: impressions of the day, by the budget and the law, not those bought
//   by luck: a day that luck made dear buys few, which would pass for a price that falls with demand
// N f as in models/paid/price.h: N people the fit assumed, f a quarter of an impression per person and day.
// Elasticity: a grid over its prior, only where spend inside ad sets varies at least fourfold from day to day
// (FITTING 2.9); else the platform's stands. Levels: models/fit/pages/between.h given each elasticity.
// Does not: follow prices over months, tell rivals' demand from a season.
#pragma once
#include <vector>

#include "core/draw.h"
#include "models/fit/ads/ad_calibration.h"
#include "models/fit/ads/ad_table.h"
#include "models/fit/pages/between.h"

namespace gs {

struct PriceBeliefs {
  BetweenAnchor level;  // log of the price of 1000 impressions
  double elasticity = 0.75, elasticity_sd = 0.15;
  double people = 0;  // N; 0: demand is not felt
};

inline constexpr double kSpendMustVary = 4;  // times, between the 5 % and the 95 % quantile of days

class AdPrices {
 public:
  static AdPrices fit(const AdTable& table, const PriceBeliefs& beliefs);

  struct Draw {
    BetweenDraw level;
    double daily = 0, elasticity = 0;
  };
  Draw draw(World world) const;  // by address: replicate = number of the draw

  double spend_varies() const { return spend_varies_; }  // times; 1 where no ad set has several days
  bool elasticity_told() const { return slices_.size() > 1; }
  double elasticity() const;
  double elasticity_sd() const;
  const Between& level() const;  // at the likeliest elasticity
  double daily() const;          // sd of log price between days

 private:
  struct Slice {
    double weight = 1, elasticity = 0, daily = 0, freedom = 0;
    Between level;
  };
  std::vector<Slice> slices_;
  double spend_varies_ = 1;
};

}  // namespace gs
