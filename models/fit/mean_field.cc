// The people of one account, as the mean field sees them: closed forms of the generated audience
// (population.h). An outsider's listeners follow the page with odds F / (h O), a follower's with odds h F /
// O.
#include "models/fit/mean_field.h"

#include <algorithm>
#include <cmath>

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

// The map is increasing and concave: from everybody Newton's iteration
// comes down to the largest root without passing it. A guess saves steps; where it leads astray, everybody it
// is again.
BothKinds<double> settled_sharers(const MeanFieldAudience& audience,
                                  double follow_intensity,
                                  double share_intensity,
                                  double p,
                                  BothKinds<double> sharers) {
  const double feed = sharers_from_feed(audience, follow_intensity, p);
  for (int step = 0; step < 60; ++step) {
    const auto contacts = contacts_of(audience, weighed(audience, sharers, feed));
    const auto seen = people_seeing(audience, follow_intensity, share_intensity, contacts);
    const double gap = std::abs(p * seen.people.followers - sharers.followers) +
                       std::abs(p * seen.people.others - sharers.others);
    if (gap <= 1e-13 * (sharers.followers + sharers.others)) break;
    sharers = newton_step(audience, seen, p, sharers);
    if (!(sharers.followers >= 0 && sharers.others >= 0))
      sharers = {p * audience.followers, p * audience.outsiders};
  }
  return sharers;
}

}  // namespace gs
