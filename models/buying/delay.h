// Hours from a click to what it leads to: a mixture of three exponential laws, cut at 30 days.
//   F(t) = .33 (1 - e^(-t / .3 h)) + .10 (1 - e^(-t / 5 h)) + .57 (1 - e^(-t / 250 h)),  scaled by F(720 h)
// 35 % within an hour, half within a day, 73 % within a week. Source: DEFAULTS 9 (fitted to Criteo's logs,
// second-hand); integers of 2^-32 by whole hours. Does not model the hour of day or of pay.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace gs {

class BuyingDelay {
 public:
  static constexpr std::uint32_t kHours = 720;
  static constexpr std::uint64_t kSure = std::uint64_t{1} << 32;
  BuyingDelay();
  // Whole hours, 0 .. 719, of a quantile in 2^-32.
  std::uint32_t hours(std::uint32_t quantile) const {
    return static_cast<std::uint32_t>(std::ranges::upper_bound(below_, quantile) - below_.begin());
  }
  // Chance, in 2^-32, of fewer than that many hours.
  std::uint64_t within(std::uint32_t hours) const {
    return hours == 0 ? 0 : below_[std::min(hours, kHours) - 1];
  }

 private:
  std::vector<std::uint64_t> below_;
};

}  // namespace gs
