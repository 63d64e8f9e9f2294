// Is what is stored of an account enough for a fit, and what would such a fit tell?
#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "models/observe/observation.h"

namespace gs {

struct Readiness {
  std::string account, platform;
  std::size_t posts = 0, immature = 0,
              with_reach = 0;                     // immature: too young for their counts to have settled
  bool can_fit = false, followers_known = false;  // known on the publish day of some post
  std::string text;                               // "2 of 2 posts have usable reach, a fit needs 5"
};

// `posts`: newest observation of every post of one account on one platform.
Readiness readiness_of(std::span<const ObservedPost> posts);

}  // namespace gs
