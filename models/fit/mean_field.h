// The expected dynamics of one post, composed of the stages' expected<T>; owns no mechanism of its own.
// Templated on T: double for the anchor, Jet for the fit. All counts are people.
#pragma once
#include <array>
#include <vector>

#include "models/fit/calibration.h"

namespace gs {

// The people a post meets, as far as the mean field needs them.
struct MeanFieldAudience {
  double followers = 0, outsiders = 0;
  double mean_listeners = 100;
  double follower_share_of_listeners = 0.5;  // when the sharer follows the page
  double follower_share_of_strangers = 0.5;  // when the sharer does not
  double met_listeners =
      1;  // listeners of somebody a share reached, in means: more, where links are returned
  std::vector<double> activity;  // classes of equal size, mean 1
};
MeanFieldAudience mean_field_audience(const PopulationParameters& population, double followers);

// A log rate becomes a chance: p = 1 - exp(-exp(log rate)). Close to exp(log rate) while rare, never above 1.
// One rule for the fit, the anchor and generic draws.
template <class T>
T chance_of_rate(const T& log_rate);

template <class T>
struct ExpectedPost {
  T reach_followers, reach_others, reach, impressions, engaged;
  std::array<T, kActs> actions;  // people doing each kind
};

// follow_intensity: per follower at activity 1, day factor and luck included. share_intensity: per listener,
// luck included. rates: per person reached, engagement luck included (engaged, click, like, comment, share).
// Solves the cascade's fixed point: reach = seen by follow + seen by share(reach * share rate), once only per
// person, followers and outsiders apart.
template <class T>
ExpectedPost<T> expect_post(const MeanFieldAudience& audience,
                            const T& follow_intensity,
                            const T& share_intensity,
                            const std::array<T, kRates>& rates,
                            const T& extra_displays);

}  // namespace gs
#include "models/fit/mean_field_impl.h"
