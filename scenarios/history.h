// History as the models take it: one account's posts, oldest first, old enough that their counts hardly move.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "models/fit/calibration.h"
#include "models/fit/observation.h"
#include "models/fit/pool/pool.h"

namespace gs {

// Hours after which a post's lifetime counts hardly move on this platform (DEFAULTS 12, horizon_h).
std::size_t maturity_hours(const std::string& platform);

// Posts that were mature when observed, i.e. exported at least maturity_hours after publication (exports that
// do not say when they were made count as mature). Order kept.
std::vector<ObservedPost> mature_posts(std::span<const ObservedPost> posts);

// Posts that would have been mature at `now`: what a forecaster standing there may have learnt from.
std::vector<ObservedPost> mature_at(std::span<const ObservedPost> posts, Instant now);

// Local hour of week of publication, 0 = Monday 00h.
int published_hour_of_week(const ObservedPost& post);

// Rows for the pool with the publishing hour taken out by mechanism: hour and weekday are neutral, log_offset
// is the calibration's log D(hour) / mean D of the usual hours.
std::vector<PoolPost> pool_history(std::span<const ObservedPost> posts, const Calibration& calibration);

// D(h) of the calibration's estimate over its own usual hours: the ordinary conditions.
double usual_day_factor(const Timing<double>& timing, std::span<const int> usual_hours);

}  // namespace gs
