// A plan under way lived on: its forecast's worlds as they were, what the facts say of them, and the same
// worlds again with the facts as their past. Posts that are out get the luck with which the mean field
// expects what the export counts; ads the prices, clicks and delivery of their days; what is to come follows
// the worlds that explain the facts best, or, where too few of them do, is moved to them
// (models/fit/flight/shared_level.h).
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "scenarios/plan/estimate.h"
#include "scenarios/plan/lived.h"
#include "scenarios/plan/worlds.h"
#include "scenarios/track/facts.h"
#include "scenarios/track/seen.h"

namespace gs {

inline constexpr std::size_t kFlightMetrics = 7;  // reach … comments of kScored, the total left out
using LogRatios = std::array<double, kFlightMetrics>;

struct FlightWorld {
  std::uint32_t replicate = 0;
  WorldCounts counts;
  SeenCounts seen, day_before;  // by the facts' hour; a day earlier
};

// What a world's ad is changed to from its facts; 1: as it was.
struct AdTurn {
  double price = 1, click = 1, delivered = 1;
};

struct Learned {
  std::vector<std::uint32_t> worlds;            // replicate of each world that is lived on
  std::vector<std::vector<LogRatios>> posts;    // [world][post] what its counts are multiplied by
  std::vector<std::vector<AdTurn>> ads;         // [world][ad]
  double effective = 0, k_hat = 0, shared = 0;  // worlds of equal weight; tail index; posts in common, share
  bool refitted = false;                        // weights collapsed: worlds were moved instead
};

struct Living {
  Lived parts{};  // other budgets, parts left out
  unsigned threads = 0;
  Watch watch{};
  WorldLimit limit{};
};

// Changes what world number `index` of a list assumes. Equal replicates stand side by side, are changed
// alike, and are lived once.
using Change = std::function<void(AssumedWorld&, std::size_t index)>;
std::vector<FlightWorld> live_worlds(const Plan& plan,
                                     std::span<const std::uint32_t> replicates,
                                     std::uint32_t hour,
                                     const Change& change,
                                     const Living& living);

// `before`: worlds 0 .. n-1 as they were forecast.
Learned learn(const Plan& plan, const Facts& facts, std::span<const FlightWorld> before);

// What the worlds of `learned` assume, with the facts as their past; all three must outlive it.
Change change_of(const Plan& plan, const Facts& facts, const Learned& learned);

// The facts in place of what a world counted so far: what was told has no width, the rest is the world's.
void put_facts(const Plan& plan, const Facts& facts, FlightWorld& world);

// The counts of a post or a plan that exports tell, beside the metric that tells them.
struct ToldCount {
  Metric metric;
  double KpiCounts::*member;
};
std::span<const ToldCount> told_counts();

}  // namespace gs
