// Portraits and obvious counts that tests of grown people share.
#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "models/people/people.h"

namespace gs::testing_portraits {

// Two segments on two platforms, three pages; small enough to grow often.
inline Portrait city() {
  Portrait portrait;
  portrait.segments = {{.id = "old", .people = 3000, .activity = 0.8, .uses = {0.9, 0.3}},
                       {.id = "young", .people = 5000, .activity = 1.3, .uses = {0.5, 0.8}}};
  portrait.layers = {{.platform = "facebook", .mean_listeners = 20, .reciprocity = 1, .triangles = 0.1},
                     {.platform = "x", .mean_listeners = 15, .reciprocity = 0.25, .same_page = 2}};
  portrait.pages = {{.id = "facebook/brand", .layer = 0, .followers = 900, .inauthentic = 0.1},
                    {.id = "x/brand", .layer = 1, .followers = 700},
                    {.id = "x/creator", .layer = 1, .followers = 1500, .by_segment = {1, 4}}};
  return portrait;
}

// One segment on one platform.
inline Portrait village(double people, LayerPortrait layer) {
  Portrait portrait;
  portrait.segments = {{.id = "all", .people = people}};
  layer.platform = "x";
  portrait.layers = {std::move(layer)};
  return portrait;
}

// What a person is, by key: class, platforms, segment.
using Properties = std::map<std::uint32_t, std::vector<std::uint32_t>>;
inline Properties properties_of(const Audience& audience) {
  Properties properties;
  for (AgentId a{0}; a.value < audience.agents; ++a.value)
    properties[audience.person[a]] = {audience.activity_class[a],
                                      audience.uses.rows.empty() ? 0U : audience.uses[a]};
  return properties;
}

inline std::set<std::uint32_t> follower_keys(const Audience& audience, std::size_t page) {
  const auto& persons = audience.pages[page].followers.persons;
  return {persons.begin(), persons.end()};
}

inline std::size_t in_common(const std::set<std::uint32_t>& one, const std::set<std::uint32_t>& other) {
  std::vector<std::uint32_t> both;
  std::ranges::set_intersection(one, other, std::back_inserter(both));
  return both.size();
}

inline std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.remedy;
  }
  return "accepted";
}

}  // namespace gs::testing_portraits
