// Plans of several pages, platforms and ads that tests of the simulator share.
#pragma once
#include "tests/support/worlds.h"

namespace gs::testing_worlds {

// Three pages on two platforms of different hours: one follower list inside another, one on its own.
inline Plan plan_of_three_pages() {
  Plan plan = daily_plan(400, 9);
  Audience& people = plan.audience;
  people.layers.push_back(grow_audience({.followers = 400, .mean_listeners = 12}, 8, 0).layers[0]);
  const auto every = [&](std::uint32_t step, std::uint32_t from) {
    std::vector<std::uint32_t> agents;
    for (std::uint32_t a = from; a < people.agents; a += step) agents.push_back(a);
    return agents;
  };
  add_page(people, 1, every(3, 0));
  add_page(people, 0, every(5, 401));
  plan.campaign.page_keys = {1, 2, 3};
  for (std::uint32_t p = 0; p < 9; ++p) plan.campaign.posts[p].page = p % 3;
  plan.page_timings = {evening_timing(), flat_timing(9), flat_timing(30)};
  return plan;
}

inline Plan plan_with_ads() {
  Plan plan = plan_of_three_pages();
  std::vector<std::uint32_t> everybody(plan.audience.agents), strangers;
  std::iota(everybody.begin(), everybody.end(), 0U);
  for (const std::uint32_t agent : everybody)
    if (!follows(plan.audience, AgentId{agent}, 0)) strangers.push_back(agent);
  plan.campaign.ads = {
      {.key = 1, .post = 3, .first_hour = 48, .cap = 3, .people = people_of(plan.audience, everybody)},
      {.key = 2, .post = 0, .cap = 1, .people = people_of(plan.audience, strangers)},
      {.key = 3, .post = 3, .first_hour = 400, .people = people_of(plan.audience, everybody)}};
  plan.campaign.ads[1].hours.assign(24, 0.0);
  plan.campaign.ads[1].hours[20] = 2;
  plan.campaign.ads[1].hours[9] = 1;
  plan.ads = {{.need = std::vector<std::uint32_t>(9, 150), .click = .02},
              {.need = {200, 0, 100}, .click = .5},
              {.need = std::vector<std::uint32_t>(20, 50), .click = 0}};
  return plan;
}

// Everything at once: segments with clocks of their own, seedings, discovery, crowding, fatigue, rarer acts,
// offers and retargeting, all far stronger than in life so that a few hundred people show them.
inline Plan plan_of_everything() {
  Plan plan = plan_with_ads();
  Audience& people = plan.audience;
  people.segment_hours = {0, 3, -9};
  for (std::uint32_t a = 0; a < people.agents; ++a)
    people.segment.rows.push_back(static_cast<std::uint8_t>(a * 7 % 5 % 3));
  plan.campaign.start_hour_of_week = 3;
  plan.campaign.seedings = {{2, 0, Tick{40}}, {4, 2, Tick{7}}, {2, 1, Tick{100}}, {2, 0, Tick{160}}};
  plan.seedings = {{.3}, {.5}, {1}, {.2}};
  for (std::size_t p = 0; p < plan.behaviour.size(); ++p) {
    PostBehaviour& b = plan.behaviour[p];
    b.follow_intensity = .6;
    b.engaged = .3;
    if (p % 2 == 0) b.discovery = .5 + .3 * static_cast<double>(p);
    b.usual_engaged = p == 4 ? 0 : .2;
    b.discovery_exponent = .5 * static_cast<double>(p % 4);
    b.save = p == 5 ? .9 : .1;
    b.follow = .2;
    b.hide = p % 4 == 1 ? .1 : 0;
    b.unfollow = .05;
    b.unfollow_of_hides = .4;
    b.visit = p == 7 ? 0 : .8;
  }
  plan.memory = {.crowding = .4,
                 .crowding_half_life = 12,
                 .fatigue = .2,
                 .fatigue_half_life = 72,
                 .frequency_keep = .7,
                 .hides_when_often = 3};
  plan.campaign.brand_pages = 0b011;
  plan.offers = {{.lead = .5, .sale = .3, .view = .05}, {.lead = 0, .sale = .6, .view = 0}};
  for (std::uint32_t p = 0; p < 9; ++p) plan.campaign.posts[p].offer = p % 3 == 2 ? kNoOffer : p % 3;
  plan.campaign.ads[1].offer = 1;
  for (AdBehaviour& ad : plan.ads) ad.visit = .9;
  plan.campaign.ads.push_back({.key = 4, .post = 6, .first_hour = 60, .cap = 8, .engagers_of = 0});
  plan.ads.push_back({.need = std::vector<std::uint32_t>(11, 60), .click = .3, .visit = .5});
  return plan;
}

}  // namespace gs::testing_worlds
