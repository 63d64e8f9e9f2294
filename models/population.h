// Grows the default audience of one account: its followers and the people they are linked to.
// Degree-corrected random follow graph with a heavy tail; every property is an addressed draw, so a person
// keeps his activity and his links' randomness when the page grows, and the graph is the same at any thread
// count.
#pragma once
#include <cstdint>

#include "core/audience.h"
#include "core/progress.h"

namespace gs {

struct PopulationParameters {
  double followers = 10000;             // people
  double outsiders_per_follower = 2.0;  // people beyond the followers who can be reached; assumption
  double mean_listeners =
      100;  // people who see what an ordinary person passes on; DEFAULTS 11 (Facebook mean 191)
  double listeners_log_sd = 1.1;  // DEFAULTS 11, friends
  double activity_shape = 1.0;    // k of the gamma law of opening rates; DEFAULTS 12 `k`, assumption
  double follower_homophily =
      1.5;  // odds that a listener is a follower, given the speaker is one; assumption
  double max_agents_per_account = 0;  // 0 = one agent per person; else people_per_agent is raised to meet it
  bool operator==(const PopulationParameters&) const = default;
};

inline constexpr std::size_t kActivityClasses = 32;

// Throws Error(bad_input) when a parameter leaves its range, Interrupted when a stop is asked for.
// threads = 0: all cores.
Audience grow_audience(const PopulationParameters& parameters,
                       std::uint32_t seed,
                       unsigned threads,
                       const Watch& watch = {});

// How large that audience will be, told without growing it; throws as grow_audience does.
struct PopulationSize {
  std::uint32_t agents = 0, followers = 0;
  double people_per_agent = 1;
  double links = 0;  // from a sample of people: within 2 % or so
};
PopulationSize population_size(const PopulationParameters& parameters, std::uint32_t seed);

// Activity of each class (mean 1, equal shares of people): the mean of the gamma law inside each of the
// kActivityClasses equal-probability slices. Shared with the mean field, so both meet the same people.
// shape in [0.05, 1000]; accuracy 1e-9.
std::vector<double> activity_classes(double shape);

// Expected share of followers among a follower's listeners: h / (h + outsiders per follower), h =
// follower_homophily. Closed form of the generated graph, for audiences much larger than a person's number of
// listeners.
double follower_share_of_listeners(const PopulationParameters& parameters);

// Person keys, the subjects of everybody's coins: follower i has key i, outsider j has 0x80000000 + j, so
// that a growing page keeps everybody who was there.
inline constexpr std::uint32_t kFirstOutsider = 0x80000000U;

}  // namespace gs
