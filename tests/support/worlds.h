// Tiny drawn audiences and plain plans that tests of the simulator share.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "core/blocks.h"
#include "core/real.h"
#include "models/engine.h"
#include "models/population.h"

namespace gs::testing_worlds {

using Arcs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Everybody of activity 1; agent 0 .. followers-1 follow the account.
inline Audience drawn_audience(std::uint32_t agents, std::uint32_t followers, Arcs arcs) {
  Audience audience;
  audience.agents = agents;
  audience.activity = {1.0};
  std::ranges::sort(arcs);
  audience.layers.resize(1);
  audience.layers[0].first.rows.assign(agents + 1, 0);
  for (std::uint32_t a = 0; a < agents; ++a) {
    audience.person.rows.push_back(a);
    audience.activity_class.rows.push_back(0);
  }
  for (const auto& [speaker, listener] : arcs) {
    ++audience.layers[0].first.rows[speaker + 1];
    audience.layers[0].listeners.push_back({listener});
  }
  for (std::uint32_t a = 0; a < agents; ++a)
    audience.layers[0].first.rows[a + 1] += audience.layers[0].first.rows[a];
  std::vector<std::uint32_t> list(followers);
  std::iota(list.begin(), list.end(), 0U);
  add_page(audience, 0, std::move(list));
  return audience;
}

inline Arcs both_ways(const Arcs& edges) {
  Arcs arcs = edges;
  for (const auto& [a, b] : edges) arcs.emplace_back(b, a);
  return arcs;
}

inline Timing<double> flat_timing(std::size_t attention_hours) {
  Timing<double> timing;
  timing.activity.fill(1.0);
  timing.attention.assign(attention_hours, 1.0 / static_cast<double>(attention_hours));
  return timing;
}

inline Timing<double> evening_timing() {
  return timing_of<double>({.diurnal = {-0.6, -0.5, 0.1, 0.1}, .weekend = 0.2, .log_half_life = 1.1}, 72);
}

// Follower coins always hit, everyone exposed shares, a share is seen with probability p: independent
// cascade.
inline PostBehaviour cascade(double p) {
  return {.follow_intensity = 1000.0,
          .share_intensity = p < 1.0 ? -exact_log1p(-p) : 1000.0,
          .engaged = 1.0,
          .given_engaged = {0, 0, 0, 1},
          .extra_displays = 0.0};
}

inline PostBehaviour ordinary() {
  return {.follow_intensity = 0.12,
          .share_intensity = 0.08,
          .engaged = 0.15,
          .given_engaged = {0.5, 0.4, 0.1, 0.3},
          .extra_displays = 0.7};
}

struct Plan {
  Audience audience;
  Campaign campaign;
  std::vector<PostBehaviour> behaviour;
  Timing<double> timing;
  std::vector<AdBehaviour> ads{};
  std::vector<Timing<double>> page_timings{};  // instead, where pages differ
  std::vector<SeedingBehaviour> seedings{};
  std::vector<OfferBehaviour> offers{};
  Memory memory{};
  Mood mood{};

  std::span<const Timing<double>> timings() const {
    return page_timings.empty() ? std::span(&timing, 1) : std::span(page_timings);
  }
  WorldInput input() const {
    return {
        audience, campaign, behaviour, timings(), UINT64_MAX, {}, ads, seedings, offers, memory, {}, mood};
  }
  Ledger run(World world) const {
    WorldScratch scratch;
    return run_world(input(), world, scratch);
  }
};

// One post a day at 18 h, starting on a Monday.
inline Plan daily_plan(double followers, std::uint32_t posts) {
  Plan plan;
  plan.audience = grow_audience({.followers = followers, .mean_listeners = 30}, 7, 0);
  plan.campaign = {.page_keys = {subject_key("page")}, .hours = posts * 24 + 240};
  for (std::uint32_t p = 0; p < posts; ++p) plan.campaign.posts.push_back({500 + p, Tick{p * 24 + 18}});
  plan.behaviour.assign(posts, ordinary());
  plan.timing = evening_timing();
  return plan;
}

template <class Counts>
std::uint64_t total(const Counts& counts) {
  std::uint64_t sum = 0;
  for (const auto count : counts) sum += count;
  return sum;
}

inline std::uint64_t reach_of(const Ledger& ledger, std::uint32_t post) {
  return total(sum_of_post(ledger, post, 0, ledger.hours).exposures);
}

}  // namespace gs::testing_worlds
