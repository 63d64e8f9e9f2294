// Follow: on publication every follower of the page tosses one coin and, if he sees the post, keeps a
// delay.
//   P(a follower of activity x sees it) = 1 - exp(-x m);  people = followers * mean over classes of it
// Coin: page, post; person. Delay quantile: post; person (broadcast.h). Who follows later tosses the same
// coins for the posts to come. Source: CAMPAIGN_LOOP keys, FITTING 2.1.
// Does not model freshness earned by early engagement or affinity; crowding is a stage of its own.
#pragma once
#include <span>
#include <string_view>

#include "models/exposure/broadcast.h"

namespace gs {

class Follow : public Broadcast {
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

  explicit Follow(const PostScene& scene)
      : Broadcast(scene, {Purpose::sees_follow, Source::follow, scene.behaviour.follow_intensity}) {}
};

}  // namespace gs
