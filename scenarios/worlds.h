// Many worlds of one plan: parameter draw x post luck x simulated people, one of each per world. Counts per
// post, day, source and plan, as a platform would report them.
#pragma once
#include <cstdint>
#include <vector>

#include "core/blocks.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/plan.h"

namespace gs {

struct WorldCounts {
  KpiCounts total;               // at the end of the run, every post mature
  std::vector<KpiCounts> posts;  // in the plan's order
  std::vector<KpiCounts> daily;  // so far at the end of each day
  std::array<KpiCounts, kSources> sources;
};

// World number `replicate` of the plan: a pure function of (plan, replicate).
WorldCounts simulate_world(const Plan& plan, std::uint32_t replicate);

// Worlds 0 .. replicates-1, in order. Throws Interrupted when a stop is asked for.
std::vector<WorldCounts> simulate_worlds(const Plan& plan,
                                         std::size_t replicates,
                                         const StopRequest& stop = {});

// The posterior draw a world uses.
std::size_t parameter_draw_of(const Plan& plan, std::uint32_t replicate);

}  // namespace gs
