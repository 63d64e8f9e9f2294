// Fatigue: who was shown the brand often lately acts less.
//   chance to act = engaged * exp(-strength * f),  f = exposures and paid impressions of the brand's pages,
//   halved every half-life
// No draw of its own: the chance shrinks, the word stays (acts.h), so fatigue only takes acts away; hiding
// and leaving are not lowered. Source: PRODUCT 4; half-life 72 h from CAMPAIGN_LOOP; strength: assumption.
// Does not model that tired people look less, or that different posts tire less than alike ones.
#pragma once
#include <cstdint>
#include <string_view>

#include "models/exposure/stage.h"

namespace gs {

class Fatigue {
 public:
  static constexpr std::string_view name = "fatigue";

  template <class T>
  struct Setting {
    T strength{};
    double exposures = 0;  // f
  };
  // Factor on the chance to act.
  template <class T>
  static T expected(const Setting<T>& setting) {
    return exp_of(T(-setting.strength * setting.exposures));
  }

  explicit Fatigue(const PostScene& scene) : law_(scene.fatigue) {}
  // The same of 2^16, given the faded level.
  std::uint32_t draw(std::uint16_t level) const { return law_->response(level); }

 private:
  const Fading* law_;
};

}  // namespace gs
