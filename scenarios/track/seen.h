// What of a world's counts there is by an hour of the run: what a platform would show if one looked then.
// Posts by the hour their exposures happen; ads by days that are over; outcomes by days that have begun.
#pragma once
#include <cstdint>
#include <vector>

#include "scenarios/plan/counts.h"
#include "scenarios/plan/worlds.h"

namespace gs {

struct SeenCounts {
  KpiCounts total;               // of the plan so far; reach: people met so far
  std::vector<KpiCounts> posts;  // in the plan's order
  std::vector<AdOutcome> ads;    // in the plan's order
};

// `world`: of the plan under `assumed`. `hour`: tick of the run, up to which is counted.
SeenCounts seen_until(const Plan& plan,
                      const LivedWorld& world,
                      const AssumedWorld& assumed,
                      std::uint32_t hour);

// Days of an ad's flight that are over by the hour.
std::size_t days_over(const PlannedAd& ad, std::uint32_t hour);

}  // namespace gs
