// What a stage is: one mechanism by which a post is seen, counted or acted on, told twice in one file.
//   draw         integers, keyed by address: what happens in one world (prepared once per post and world)
//   expected<T>  the mean of the same thing, templated: double for the anchor, Jet for the fit
// so that the fitted mean field and the simulator cannot drift apart; one typed test compares them over
// stages.h. A person of activity x sees what is offered with intensity m with probability 1 - exp(-x m).
#pragma once
#include <concepts>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/audience.h"
#include "core/coins.h"
#include "core/draw.h"
#include "core/real.h"
#include "models/engine.h"
#include "models/loop/fading.h"

namespace gs {

// Everything a stage may know of one post in one world before the run. `row` = the row its events carry: the
// post's own in the campaign, or that of a seeding.
struct PostScene {
  const Audience& audience;
  const CampaignPost& post;
  const PostBehaviour& behaviour;
  std::uint64_t page_key = 0;
  World world;
  std::uint32_t row = 0;
  Memory memory{};
  const Fading* crowding = nullptr;  // the laws of `memory` as tables, shared by all posts
  const Fading* fatigue = nullptr;
  double seeding_intensity = 0;           // where the scene is of a seeding
  const OfferBehaviour* offer = nullptr;  // what the post's clicks may lead to
  std::span<const double> by_clock{};     // factor on the intensity per segment; empty: one clock for all
  Mood mood{};
};

// Hours a person's clock is ahead of the plan's, modulo a week.
inline std::uint32_t clock_ahead(const Audience& audience, AgentId agent) {
  if (audience.segment_hours.empty()) return 0;
  constexpr int kWeekHours = static_cast<int>(kHoursPerWeek);
  const int ahead = audience.segment_hours[segment_of(audience, agent)];
  return static_cast<std::uint32_t>((ahead % kWeekHours + kWeekHours) % kWeekHours);
}

// 1 - exp(-x); in double by our own arithmetic, because it decides events.
inline double chance_of(double intensity) { return -exact_expm1(-intensity); }
template <class T>
T chance_of(const T& intensity) {
  return T(1.0) - exp(-intensity);  // found beside T
}

// Mean over the activity classes of the chance to see what is offered with this intensity at activity 1.
template <class T>
T mean_chance(std::span<const double> activity, const T& intensity) {
  T sum(0.0);
  for (const double x : activity) sum += chance_of(T(x * intensity));
  return sum / static_cast<double>(activity.size());
}

// The same chances as integer thresholds, one per activity class.
inline std::vector<std::uint64_t> see_thresholds(std::span<const double> activity, double intensity) {
  std::vector<std::uint64_t> thresholds;
  thresholds.reserve(activity.size());
  for (const double x : activity) thresholds.push_back(threshold_of(chance_of(x * intensity)));
  return thresholds;
}

template <class S>
concept Stage = std::constructible_from<S, const PostScene&> &&
    requires(const typename S::template Setting<double>& setting) {
  { S::name } -> std::convertible_to<std::string_view>;
  {S::template expected<double>(setting)};
  {&S::draw};
};

template <class...>
struct List {};

}  // namespace gs
