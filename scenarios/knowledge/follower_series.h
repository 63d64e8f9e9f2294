// How many people followed an account on a day, from its own series: counts as the platform reports them, or
// counts of new followers added up from a day on which a post, or else for its last day the plan, says how
// many there were. Between two days the
// count goes straight; before the first and after the last it stays. Does not: see followers lost where a
// series only counts those won.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/fit/calibration.h"
#include "models/observe/observation.h"
#include "models/observe/observed_day.h"

namespace gs {

struct FollowerSeries {
  std::vector<std::pair<Day, double>> counts;  // by day, ascending
  std::optional<double> at(Day day) const;
  std::optional<double> latest() const;
};

// Of one account on one platform; `posts`: of the same, oldest first; `by_now`: how many the planner says
// follow, 0 where he does not. Empty where its days tell no number.
FollowerSeries follower_series(std::span<const ObservedDay> days,
                               std::span<const ObservedPost> posts,
                               double by_now = 0);

// Posts that do not say how many followed on their day are told by the series.
std::vector<ObservedPost> with_followers(std::vector<ObservedPost> posts, const FollowerSeries& series);

// The row of a fit's report.
ParameterReport followers_row(const FollowerSeries& series);

}  // namespace gs
