// I * price(I) grows with I, so the largest affordable I is found by halving.
#include "models/paid/price.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"

namespace gs {

Money price_at(const PriceLaw& law, std::int64_t impressions) {
  const double crowd = law.people > 0 ? static_cast<double>(impressions) / (law.people * law.pressure) : 0;
  const double price = law.base_micros * exact_exp((1 / law.elasticity - 1) * exact_log1p(crowd));
  return {std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(price)))};
}

DayPurchase buy_day(const PriceLaw& law, Money budget) {
  const auto affordable = [&](std::int64_t impressions) {
    return impressions <= budget.micros / price_at(law, impressions).micros;
  };
  std::int64_t low = 0, high = std::max<std::int64_t>(0, budget.micros) / price_at(law, 0).micros + 1;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (affordable(middle) ? low : high) = middle;
  }
  return {low, price_at(law, low)};
}

}  // namespace gs
