// Share: when a person passes a post on, each of his listeners tosses a coin and sees it one hour later or
// more.
//   P(a listener of activity x sees it) = 1 - exp(-x m);  people per sharer = listeners * mean over classes
//   of it
// (before once-only: a listener who has seen the post already is not exposed again). Coin and delay quantile
// are the two halves of one word: sharer, post; listener. Neither the hour nor the depth is in the address.
// On entry: listeners are drawn independently of activity (population.h), so the plain mean over classes
// holds. A post goes on along the layer, and by the hours, of the page where the sharer met it: its own, or
// one it was seeded at. Source: CAMPAIGN_LOOP keys; FITTING 2.1 (m per share). Does not model tie strength or
// fading interest.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/calendar.h"
#include "models/exposure/stage.h"

namespace gs {

// One act of sharing: who, in which hour, and where he met the post.
struct Sharing {
  AgentId sharer;
  Tick at;
  std::uint32_t row = 0;   // that the listeners' events carry
  std::uint32_t page = 0;  // whose layer and hours it goes on by
};

class Share {
 public:
  static constexpr std::string_view name = "share";

  template <class T>
  struct Setting {
    double mean_listeners = 0;
    std::span<const double> activity;
    T intensity{};  // PostBehaviour::share_intensity
  };
  // People to whom one act of sharing shows the post.
  template <class T>
  static T expected(const Setting<T>& setting) {
    return setting.mean_listeners * mean_chance(setting.activity, setting.intensity);
  }

  explicit Share(const PostScene& scene);
  // Returns the events it made: listeners who will see the post, again or late ones included.
  std::uint64_t draw(const Audience& audience, const Sharing& sharing, Calendar& calendar) const;

 private:
  std::uint32_t key_;
  World world_;
  std::vector<std::uint64_t> thresholds_;
};

}  // namespace gs
