// Many worlds of one plan: parameter draw x post luck x simulated people, one of each per world. Counts per
// post, day, source and plan, as a platform would report them.
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/progress.h"
#include "models/fit/anchor.h"
#include "scenarios/plan/assumed.h"
#include "scenarios/plan/counts.h"
#include "scenarios/plan/lived.h"
#include "scenarios/plan/plan.h"

namespace gs {

// What one world may come to, and what the planner is told when it would come to more.
struct WorldLimit {
  std::uint64_t events = std::numeric_limits<std::uint64_t>::max();
  std::string name, remedy;  // "limit 1000000 (--max-events)"
};

// One life of a world with what happened in it, hour by hour.
struct LivedWorld {
  WorldCounts counts;
  Ledger ledger;
};
// Who lives worlds one after another: when he is to stop, what is too much, memory he keeps from one to the
// next.
struct Worker {
  StopRequest stop{};
  WorldLimit limit{};
  WorldScratch scratch{};
};
// The world as it is assumed, whoever changed what it assumes; no second life without ads.
LivedWorld live_world(const Plan& plan, const AssumedWorld& assumed, std::uint32_t replicate, Worker& worker);

// World number `replicate` of the plan: a pure function of (plan, replicate).
WorldCounts simulate_world(const Plan& plan, std::uint32_t replicate);

// Worlds 0 .. replicates-1, in order. Throws Interrupted when a stop is asked for, Error(limit) naming post
// and hour when a world runs away: always the first such world, at any number of threads.
std::vector<WorldCounts> simulate_worlds(const Plan& plan,
                                         std::size_t replicates,
                                         const Watch& watch = {},
                                         const WorldLimit& limit = {});

// Worlds first .. first + count - 1 of the plan with only these of its parts lived. A world is the same
// whatever range it is asked in; everything lived is the plan.
struct WorldRange {
  std::uint32_t first = 0;
  std::size_t count = 0;
  std::span<const WorldCounts> alike{};  // same worlds of a plan with other ads: without ads they are these
};
std::vector<WorldCounts> simulate_worlds(const Plan& plan,
                                         WorldRange range,
                                         const Lived& lived,
                                         const Watch& watch = {},
                                         const WorldLimit& limit = {});

}  // namespace gs
