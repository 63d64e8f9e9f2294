// The cumulative law at whole hours, from our own exponential.
#include "models/buying/delay.h"

#include <array>

#include "core/real.h"

namespace gs {

BuyingDelay::BuyingDelay() {
  struct Part {
    double share, mean_hours;
  };
  constexpr std::array<Part, 3> kParts{{{.33, .3}, {.10, 5}, {.57, 250}}};
  const auto by = [&](double hours) {
    double sum = 0;
    for (const Part& part : kParts) sum -= part.share * exact_expm1(-hours / part.mean_hours);
    return sum;
  };
  const double all = by(kHours);
  for (std::uint32_t hour = 1; hour <= kHours; ++hour)
    below_.push_back(static_cast<std::uint64_t>(by(hour) / all * 4294967296.0 + 0.5));
  below_.back() = kSure;
}

}  // namespace gs
