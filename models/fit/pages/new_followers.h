// How readily people who do not follow a page begin to, on seeing a post of it: per display to them.
//   follows of a post ~ negative binomial of mean (displays to others) x rate; rate between posts: between.h,
//   anchored at the platform's belief
// Displays to others: as the export splits them; else displays x the part of reach the mean field gives to
// others on this page, so that the forecast's follows are those of history. Needs posts with `follows`.
#pragma once
#include <span>

#include "models/fit/calibration.h"
#include "models/observe/observation.h"

namespace gs {

// Sets `follows` and adds its row to the report; without such posts nothing changes.
void fit_follows(Calibration& calibration, std::span<const ObservedPost> history);

}  // namespace gs
