// What surrounds a page, as far as a mean field needs it: measured in a grown audience, or expected from the
// portrait alone. Counts are people (agents x people_per_agent); listeners are agents, as everywhere.
// Expected form: each segment's followers by the law of priorities, links by the mixture of segments and the
// odds of `same_page` (targets.h), circles blind to pages, returned links by turning begun ones round. Holds
// for audiences much larger than a person's listeners. Does not know how other pages' overlaps, stated or by
// segment, draw listeners towards this one.
#pragma once
#include <cstdint>

#include "core/audience.h"
#include "models/people/circles.h"
#include "models/portrait.h"

namespace gs {

struct Neighbourhood {
  double followers = 0, others = 0;        // users of the page's layer
  double mean_listeners = 0;               // of a user
  double listeners_of_listeners = 0;       // of somebody met along a link: more, where links are returned
  double follower_share_of_followers = 0;  // followers among listeners of followers
  double follower_share_of_strangers = 0;  // followers among listeners of others
};
Neighbourhood neighbourhood_of(const Audience& audience, std::uint32_t page);
Neighbourhood expected_neighbourhood(const Portrait& portrait, std::uint32_t page);
// The same where the law of its layer's circles is known: pages of one layer share it.
Neighbourhood expected_neighbourhood(const Portrait& portrait, std::uint32_t page, const CircleLaw& law);

}  // namespace gs
