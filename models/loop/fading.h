// What lately happened to a person and fades: a level that each occasion raises by one, halved every
// half-life, and the response exp(-strength * level) to it. Fixed point throughout: levels are 16 bits of
// which 256 are one occasion, responses are of 2^16, decay is a table by whole hours; so order within one
// person is all that matters and no rounding depends on the machine.
//   level <- level * 2^(-hours / half_life), rounded down; + 1, at most 255;  below 2^-16 of it: forgotten
// Does not model occasions of different weight.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace gs {

class Fading {
 public:
  static constexpr std::uint32_t kOne = 256;        // a level of one occasion
  static constexpr std::uint32_t kWhole = 1 << 16;  // a response that changes nothing
  Fading() = default;
  Fading(double strength, double half_life_hours);

  bool on() const { return strength_ > 0; }
  std::uint16_t faded(std::uint16_t level, std::uint32_t hours) const {
    if (hours >= decay_.size()) return 0;
    return static_cast<std::uint16_t>(level * static_cast<std::uint64_t>(decay_[hours]) >> 16);
  }
  static std::uint16_t raised(std::uint16_t level) {
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(level + kOne, 0xffff));
  }
  // Steps of 1/16 of an occasion; beyond 64 occasions the response of 64.
  std::uint32_t response(std::uint16_t level) const {
    return response_.empty() ? kWhole : response_[std::min<std::size_t>(level / 16, response_.size() - 1)];
  }

 private:
  double strength_ = 0;
  std::vector<std::uint32_t> decay_, response_;
};

}  // namespace gs
