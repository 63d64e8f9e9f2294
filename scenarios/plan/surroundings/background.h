// The posts a page will publish anyway: each day of the plan repeats a day of the same weekday drawn from the
// page's last half year, with its formats, topics and hours. So frequency, formats, hours and bursts are the
// history's. A usual frequency that the plan names thins or multiplies them. A page without a history posts
// so often as the plan says, at hours even between 8 and 22 (assumption). Draws are keyed by page and date:
// the same in all variants and worlds; a longer plan only adds days. Does not: know that a planned post
// replaces an unplanned one.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/draw.h"
#include "models/observe/observation.h"
#include "scenarios/plan/plan.h"

namespace gs {

struct UsualPage {
  std::string name;                       // platform/account: the address of its draws
  std::uint32_t row = 0;                  // of the request's pages
  std::span<const ObservedPost> history;  // oldest first; empty: by posts_per_week alone
  double posts_per_week = 0;              // 0: as in history
};

struct PlannedDays {
  CivilTime start;
  std::uint32_t days = 1;
  std::string zone = "UTC";
};

// Posts a week over the last half year of the history; 0 without one.
double usual_posts_per_week(std::span<const ObservedPost> history);

std::vector<PlannedPost> background_posts(const UsualPage& page, const PlannedDays& plan, World world);

}  // namespace gs
