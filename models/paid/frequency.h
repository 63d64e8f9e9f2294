// Frequency: what the k-th paid impression a person is shown in one week is worth.
//   chance to click = click * keep^(k - 2) for k > 2, click before;  chance to hide = hide * often for k >= 6
// No draw of its own: chances shrink or grow, words stay. All ads of the campaign count, weeks are the run's.
// Source: DEFAULTS 6 (keep .9, often 1.3: assumption; caps of 1-2 a week work, fall-off after the fifth).
// Does not model wear over the weeks of a long flight.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "models/exposure/stage.h"

namespace gs {

class Frequency {
 public:
  static constexpr std::string_view name = "frequency";
  static constexpr std::uint32_t kFull = 2;   // impressions a week that work in full
  static constexpr std::uint32_t kOften = 6;  // from this one of a week on people hide more
  static constexpr std::uint32_t kMost = 32;  // further ones are worth what this one is

  template <class T>
  struct Setting {
    T keep{};
    std::uint32_t nth = 1;  // of the week
  };
  // Factor on the chance to click.
  template <class T>
  static T expected(const Setting<T>& setting) {
    T factor(1.0);
    for (std::uint32_t k = kFull; k < std::min(setting.nth, kMost); ++k) factor *= setting.keep;
    return factor;
  }

  explicit Frequency(const PostScene& scene) {
    double factor = 1;
    for (std::uint32_t k = 0; k <= kMost; ++k) {
      if (k > kFull) factor *= scene.memory.frequency_keep;
      response_[k] = static_cast<std::uint32_t>(factor * 65536 + 0.5);
    }
  }
  // The same of 2^16.
  std::uint32_t draw(std::uint32_t nth) const { return response_[nth < kMost ? nth : kMost]; }

 private:
  std::array<std::uint32_t, kMost + 1> response_{};
};

}  // namespace gs
