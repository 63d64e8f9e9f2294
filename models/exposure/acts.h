// Acts: one keyed word per person and post decides whether he does anything (low half) and what (high half).
//   P(kind) = engaged * given_engaged[kind]; the kinds are arcs on a circle of length 1 (engine.h:
//   actions_at)
// Address: post; person. Source and hour are left out: moving or boosting a post does not re-roll taste.
// Fatigue lowers the first chance.
// Does not model events beyond the first of a kind or affinity to topics.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "models/exposure/stage.h"

namespace gs {

// Arcs of the circle in units of 2^-32: kind k covers [start, start + length) modulo 2^32.
class Arcs {
 public:
  Arcs() = default;
  explicit Arcs(const std::array<double, kActs>& lengths) {
    double sum = 0;
    std::uint64_t before = 0;
    for (std::size_t k = 0; k < kActs; ++k) {  // differences of rounded sums: no gap where the sum reaches 1
      sum += lengths[k];
      const auto after = static_cast<std::uint64_t>(sum * 4294967296.0 + 0.5);
      start_[k] = static_cast<std::uint32_t>(before);
      length_[k] = after - before;
      before = after;
    }
  }
  std::uint8_t covering(std::uint32_t point) const {
    std::uint8_t kinds = 0;
    for (std::size_t k = 0; k < kActs; ++k)
      if (static_cast<std::uint32_t>(point - start_[k]) < length_[k])
        kinds = static_cast<std::uint8_t>(kinds | 1U << k);
    return kinds;
  }

 private:
  std::array<std::uint32_t, kActs> start_{};
  std::array<std::uint64_t, kActs> length_{};
};

class Acts {
 public:
  static constexpr std::string_view name = "acts";

  template <class T>
  struct Setting {
    T engaged{};
    std::array<T, kActs> given_engaged{};
  };
  // Per person exposed: element 0 doing anything, element 1 + index_of(action) doing that.
  template <class T>
  static std::array<T, 1 + kActs> expected(const Setting<T>& setting) {
    std::array<T, 1 + kActs> share{};
    share[0] = setting.engaged;
    for (std::size_t k = 0; k < kActs; ++k) share[1 + k] = setting.engaged * setting.given_engaged[k];
    return share;
  }

  struct Outcome {
    bool engaged = false;
    std::uint8_t kinds = 0;  // bit index_of(action)
  };
  explicit Acts(const PostScene& scene)
      : stream_(stream_key(scene.world, {.content = scene.post.key, .why = Purpose::acts})),
        engaged_(threshold_of(scene.behaviour.engaged)),
        arcs_(scene.behaviour.given_engaged) {}
  // `response`, of 2^16, lowers the chance to act: a part of those who would act do.
  Outcome draw(std::uint32_t person, std::uint32_t response = 1 << 16) const {
    const std::uint64_t word = coin_word(stream_, person);
    if (static_cast<std::uint32_t>(word) >= engaged_ * response >> 16) return {};
    return {true, arcs_.covering(static_cast<std::uint32_t>(word >> 32))};
  }

 private:
  std::uint64_t stream_, engaged_;
  Arcs arcs_;
};

}  // namespace gs
