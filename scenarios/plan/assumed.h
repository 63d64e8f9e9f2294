// What one world of a plan assumes: parameters of every page, luck of every post, prices, rates of the offer.
// A pure function of (plan, replicate); asks for no people but the sizes of ads' audiences.
#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <vector>

#include "models/engine.h"
#include "models/fit/anchor.h"
#include "scenarios/plan/plan.h"

namespace gs {

struct AssumedWorld {
  std::vector<Timing<double>> timing;      // of each page
  std::vector<AnchoredPost> posts;         // in the plan's order, with what the mean field expects
  std::vector<PostBehaviour> behaviour;    // of the posts, offer included
  std::vector<AdWorld> markets;            // of each ad: what its budget buys
  std::vector<AdBehaviour> ads;            // of each ad, offer included
  std::vector<SeedingBehaviour> seedings;  // of each seeding
  std::vector<OfferBehaviour> offers;      // of each platform, then of each ad; none without an offer
  Memory memory{};                         // what fades
  Mood mood{};                             // what negative comments and talk do
  std::vector<Earlier> earlier{};          // of each page, where something fades
};
AssumedWorld assume_world(const Plan& plan, std::uint32_t replicate);

// The same of posts and day budgets that are not quite the plan's.
struct Supposed {
  std::uint32_t replicate = 0;
  std::vector<AnchoredPost> posts{};
  std::span<const std::vector<Money>> budgets{};  // of each ad; empty: as planned
};
AssumedWorld assume_world(const Plan& plan, Supposed supposed);

// People who are expected to have engaged with the page before each day of the ad's flight, as if nobody did
// so twice; at most `all`. Agents.
std::vector<double> engagers_by_day(const Plan& plan,
                                    const PlannedAd& ad,
                                    std::span<const AnchoredPost> posts,
                                    const AdAudience& all);

// What world number `replicate` assumes of each post, in the plan's order; asks for no people.
std::vector<AnchoredPost> anchor_world(const Plan& plan, std::uint32_t replicate);

// Rows of the forecast's `assumed`: what an undisclosed seeding risks.
std::vector<nlohmann::json> assumed_of_seedings(const PlanRequest& request);

// The posterior draw of a page that a world uses.
std::size_t parameter_draw_of(const Plan& plan, std::size_t page, std::uint32_t replicate);

}  // namespace gs
