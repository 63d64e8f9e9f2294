// The people of one account, as the mean field sees them: closed forms of the generated audience
// (population.h). An outsider's listeners follow the page with odds F / (h O), a follower's with odds h F /
// O.
#include "models/fit/mean_field.h"

#include <algorithm>

namespace gs {

MeanFieldAudience mean_field_audience(const PopulationParameters& population, double followers) {
  MeanFieldAudience audience;
  audience.followers = std::max(0.0, followers);
  audience.outsiders = audience.followers * population.outsiders_per_follower;
  audience.mean_listeners = population.mean_listeners;
  const bool alone = population.outsiders_per_follower <= 0;
  audience.follower_share_of_listeners = alone ? 1.0 : follower_share_of_listeners(population);
  const double odds = population.follower_homophily * population.outsiders_per_follower;
  audience.follower_share_of_strangers = alone ? 1.0 : 1.0 / (1.0 + odds);
  audience.activity = activity_classes(population.activity_shape);
  return audience;
}

}  // namespace gs
