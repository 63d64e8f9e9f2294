// Displays: an exposure counts 1 + r displays, r geometric with mean m, because people meet a post more than
// once.
//   P(r >= k) = q^k, q = m / (1 + m), cut at r = 63;  mean displays = 1 + m (1 - q^63)
// Address: post; person. Source of m: impressions / reach of the history (FITTING 2.10).
// Does not model that repeats cluster in time: all displays are booked in the hour of the exposure.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "models/exposure/stage.h"

namespace gs {

class Displays {
 public:
  static constexpr std::string_view name = "displays";
  static constexpr std::size_t kMostRepeats = 63;

  template <class T>
  struct Setting {
    T extra{};  // PostBehaviour::extra_displays
  };
  // Displays per exposure.
  template <class T>
  static T expected(const Setting<T>& setting) {
    const T q = setting.extra / (1.0 + setting.extra);
    T power = q, rest(1.0);  // q^63 = q^1 q^2 q^4 q^8 q^16 q^32
    for (int bit = 0; bit < 6; ++bit) {
      rest *= power;
      power *= power;
    }
    return 1.0 + setting.extra * (1.0 - rest);
  }

  explicit Displays(const PostScene& scene)
      : stream_(stream_key(scene.world, {.content = scene.post.key, .why = Purpose::displays})) {
    const double q = scene.behaviour.extra_displays / (1.0 + scene.behaviour.extra_displays);
    double at_least = 1.0;
    for (std::uint64_t& threshold : thresholds_) threshold = threshold_of(at_least *= q);
  }
  std::uint32_t draw(std::uint32_t person) const {
    const auto word = static_cast<std::uint32_t>(coin_word(stream_, person));
    constexpr std::uint32_t kUsual = 4;  // counted without a branch: few people go beyond
    std::uint32_t repeats = 0;
#pragma GCC unroll 4
    for (std::uint32_t k = 0; k < kUsual; ++k) repeats += word < thresholds_[k] ? 1U : 0U;
    if (repeats == kUsual)
      while (repeats < kMostRepeats && word < thresholds_[repeats]) ++repeats;
    return 1 + repeats;
  }

 private:
  std::uint64_t stream_;
  std::array<std::uint64_t, kMostRepeats> thresholds_{};  // of P(r >= 1), P(r >= 2), ...
};

}  // namespace gs
