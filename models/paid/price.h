// What an impression costs: the more of the same people's attention a day's budget asks for, the more.
//   p(I) = p0 (1 + I / (N f))^b,   b = 1 / gamma - 1
// I: impressions of a day; N: people who may be shown the ad; f: impressions per person and day at which the
// price starts to climb; gamma: results grow as spend^gamma once it does (platforms: `spend_elasticity`,
// .75). Money is whole micro-units: a day buys the largest I with I * price(I) <= budget, and costs exactly
// that. Does not model: rivals' bids by hour, quality scores, learning phases.
#pragma once
#include <cstdint>

#include "core/units.h"

namespace gs {

struct PriceLaw {
  double base_micros = 12000;  // micro-units of one impression without pressure: cpm 12 = 12 000 micros
  double elasticity = 0.75;    // gamma, in (0, 1]
  double pressure = 0.25;      // f, impressions/person/day; assumption
  double people = 0;           // N
};

struct DayPurchase {
  std::int64_t impressions = 0;
  Money price;  // of one impression
  Money spend() const { return {impressions * price.micros}; }
};

// Price of one impression when a day buys `impressions`, rounded up to the micro-unit, at least 1.
Money price_at(const PriceLaw& law, std::int64_t impressions);

// The most impressions the budget pays; more budget never buys fewer. Budgets below the first price buy none.
DayPurchase buy_day(const PriceLaw& law, Money budget);

}  // namespace gs
