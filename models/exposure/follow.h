// Follow: on publication every follower of the page tosses one coin and, if he sees the post, keeps a
// delay.
//   P(a follower of activity x sees it) = 1 - exp(-x m);  people = followers * mean over classes of it
// Coin: page, post; person. Delay quantile: post; person. No hour in any address: a moved post keeps both.
// Source: CAMPAIGN_LOOP keys, FITTING 2.1.
// Does not model freshness earned by early engagement, crowding or affinity.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "models/calendar.h"
#include "models/exposure/stage.h"

namespace gs {

class Follow {
 public:
  static constexpr std::string_view name = "follow";

  template <class T>
  struct Setting {
    double followers = 0;
    std::span<const double> activity;
    T intensity{};  // PostBehaviour::follow_intensity
  };
  // People who see the post because they follow the account.
  template <class T>
  static T expected(const Setting<T>& setting) {
    return setting.followers * mean_chance(setting.activity, setting.intensity);
  }

  explicit Follow(const PostScene& scene);
  // Returns the events it made: people who will see the post, late ones included.
  std::uint64_t draw(const Audience& audience, Tick publish, Calendar& calendar) const;

 private:
  std::uint32_t row_, page_;
  std::uint64_t coins_, delays_;
  std::vector<std::uint64_t> thresholds_;
};

}  // namespace gs
