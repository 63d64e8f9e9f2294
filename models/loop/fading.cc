// Tables of decay by hours and of the response by level, made once a world from our own exponential.
#include "models/loop/fading.h"

#include "core/real.h"

namespace gs {

Fading::Fading(double strength, double half_life_hours) : strength_(strength) {
  constexpr std::size_t kHalvings = 16, kLevels = 1024;
  constexpr double kLogTwo = 0.69314718055994531;
  if (!on()) return;
  for (std::uint32_t hour = 0; hour < kHalvings * half_life_hours; ++hour)
    decay_.push_back(static_cast<std::uint32_t>(kWhole * exact_exp(-kLogTwo * hour / half_life_hours)));
  for (std::uint32_t level = 0; level < kLevels; ++level)
    response_.push_back(static_cast<std::uint32_t>(kWhole * exact_exp(-strength * level / 16.0) + 0.5));
}

}  // namespace gs
