// Crowding and fatigue in a forecast: on where the plan says how strong they are. What is fitted and drawn
// was seen at the page's usual frequency, crowding and tiredness included; so each world first gives back
// what the usual frequency takes (models/loop/usual.h), then lets the plan's own posts take what they take:
//   room_x            left to a follower of activity x at the usual frequency
//   m' of a post      mean_x [(1 - exp(-x m')) room_x] = mean_x [1 - exp(-x m)]
//   engaged'          engaged / share of acts that fatigue leaves to the post's readers
// A plan at the usual frequency keeps its margins, more posts a day get less each, fewer get more. Where no
// m' is enough, 64 m. Does not: give back what exposures to the brand's other pages take; fit the strengths.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "models/engine.h"
#include "models/fit/anchor.h"
#include "scenarios/plan/plan.h"

namespace gs {

Memory memory_of(const PlanRequest& request);
bool fades(const PlanRequest& request);

// The usual weeks of a page: from its history, or `posts_per_week` evenly spaced. Throws Error(bad_input)
// where the plan has a strength and nothing tells the frequency.
UsualWeek usual_week(const PlanRequest& request, std::size_t page, const PageKnowledge& known);

// One page in one world.
struct PageMemory {
  std::vector<double> room;                    // by activity class
  double acts_left = 1, acts_left_others = 1;  // of followers' acts; of those whom shares bring
  Earlier earlier;
};
PageMemory page_memory(const PreparedPage& page, const Theta& theta);
// Gives back to a post what the usual frequency takes.
void give_back(const PageMemory& memory, const MeanFieldAudience& people, AnchoredPost& post);

std::vector<nlohmann::json> assumed_of_memory(const PlanRequest& request);

}  // namespace gs
