// History as the models take it: one account's posts, oldest first, old enough that their counts hardly move.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "models/fit/calibration.h"
#include "models/fit/pool/pool.h"
#include "models/observe/observation.h"
#include "scenarios/workspace/hour_effect.h"

namespace gs {

// Hours after which a post's lifetime counts hardly move on this platform (DEFAULTS 12, horizon_h).
std::size_t maturity_hours(const std::string& platform);

// Posts that were mature when observed, i.e. exported at least maturity_hours after publication (exports that
// do not say when they were made count as mature). Order kept. Click events stand in for people who clicked,
// and displays, over the platform's usual number a person, for people reached where an account's exports
// count none.
std::vector<ObservedPost> mature_posts(std::span<const ObservedPost> posts);

// Posts that would have been mature at `now`: what a forecaster standing there may have learnt from.
std::vector<ObservedPost> mature_at(std::span<const ObservedPost> posts, Instant now);

// People following the account when history does not say: the last known count, else three times the largest
// reach (assumption: no post reaches more than a third beyond doubt); 0 for an empty history.
double followers_or_guess(std::span<const ObservedPost> posts);

// Every caption says it is synthetic, as those of made-up pages do: results then carry the label.
bool all_synthetic(std::span<const ObservedPost> posts);

// Local hour of week of publication, 0 = Monday 00h.
int published_hour_of_week(const ObservedPost& post);

// Rows for the pool with the publishing hour taken out as far as the page bears it out: hour and weekday are
// neutral, log_offset is tau x log D(hour) / mean D of the usual hours, D of the calibration's estimate.
struct PoolHistory {
  std::vector<PoolPost> rows;
  HourEffect hours;
};
PoolHistory pool_history(std::span<const ObservedPost> posts, const Calibration& calibration);

// D(h) of the calibration's estimate over its own usual hours: the ordinary conditions.
double usual_day_factor(const Timing<double>& timing, std::span<const int> usual_hours);

}  // namespace gs
