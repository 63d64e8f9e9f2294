// Grows an Audience from a portrait: who there is (crowd.h), who follows which page (follow_pages.h), who
// hears whom on each platform (links.h). Same bits at any number of threads; every draw is addressed by
// person, page and platform, never by row.
// Rows: people who follow some page first, then the others; in both, segment by segment and by index.
#pragma once
#include <cstdint>
#include <vector>

#include "core/audience.h"
#include "core/progress.h"
#include "models/portrait.h"

namespace gs {

// Throws Error(bad_input) when a member leaves its range, a page wants more followers than its platform has
// users or overlaps cannot hold; Error(limit) for too many of something; Interrupted when a stop is asked
// for.
Audience grow_audience(const Portrait& portrait,
                       std::uint32_t seed,
                       unsigned threads,
                       const Watch& watch = {});

// How large that audience will be, told without growing it; throws as grow_audience does, but for overlaps
// that cannot hold.
struct PeopleSize {
  std::uint32_t agents = 0;
  double people_per_agent = 1;
  double links = 0;               // of all layers; expected: within 2 % or so
  std::vector<double> users;      // of each layer, agents; expected
  std::vector<double> listeners;  // of each layer's users; expected mean
  std::vector<double> followers;  // of each page, agents
};
PeopleSize people_size(const Portrait& portrait);

}  // namespace gs
