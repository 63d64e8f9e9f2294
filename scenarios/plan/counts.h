// What one world came to, in the scopes of the answer: plan, posts, days, platforms, segments, sources, ads.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "models/fit/anchor.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/plan/plan.h"

namespace gs {

struct WorldCounts {
  std::vector<AdOutcome> ads;        // in the plan's order
  KpiCounts total;                   // at the end of the run, every post mature
  std::vector<KpiCounts> posts;      // in the plan's order
  std::vector<KpiCounts> daily;      // so far at the end of each day
  std::vector<KpiCounts> platforms;  // in the order of Plan::platforms; reach: people met on it
  std::vector<KpiCounts> segments;   // in the order of the portrait's; reach: people met in it
  std::array<KpiCounts, kSources> sources;
  std::vector<double> talks;  // of each adverse event: people who met it
  std::uint64_t events = 0;   // times a post came up for an agent: what the world cost
};

// Whether a display is a view there: the unit of the platform's impressions_per_reach says so.
bool counts_views(const std::string& platform);

// The ledger of a world as a platform would report it; money and ads are added by add_ads.
WorldCounts count_world(const Plan& plan,
                        const Ledger& ledger,
                        std::span<const AnchoredPost> anchored,
                        World world);

// Spend, impressions and clicks of `counts.ads`, `fees` and other costs into the plan's total and its
// platforms.
void add_money(const Plan& plan, WorldCounts& counts, Money fees);

}  // namespace gs
