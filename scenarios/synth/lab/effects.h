// What a channel of ads truly brings, by living it again: the same world, the same people, the same luck,
// without that channel; the difference is its effect, carry-over and word of mouth included. Lived once more
// with nobody seeing what others pass on, the same difference tells the part that word of mouth brings. A
// lift test is a channel dark in one week. All of it is one made-up world; what happens there is exact, not
// estimated. Does not: average over worlds, split effects of two channels that only work together.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "scenarios/forecast.h"
#include "scenarios/synth/lab/long_plan.h"

namespace gs {

struct LabSettings {
  LongPlanRules plan;
  std::string outcome = "sales";    // visits, leads or sales: what tables call conversions
  std::uint32_t tests = 2;          // lift tests of each channel
  std::uint32_t world = 1'000'000;  // far beyond replicates
};

struct LabChannel {  // an ad of the plan with all its flights
  std::string id, platform, account;
  std::vector<std::size_t> ads;  // rows of the long plan's
};

// What a life comes to on each day of the run, people.
struct LifeDays {
  std::vector<double> visits, leads, sales;
  const std::vector<double>& of(const std::string& outcome) const;
};

struct LiftTest {
  std::size_t channel = 0;
  std::uint32_t week = 0;  // of the run
  Money spend;             // that the channel spends in it
  LifeDays without;        // the life with the channel dark in that week
};

struct Laboratory {
  LabSettings settings;
  Forecast forecast;  // of the long plan, prepared; its people grown
  std::vector<LabChannel> channels;
  AssumedWorld assumed;
  LivedWorld world;  // as platforms see it
  LifeDays all, without_ads;
  LifeDays quiet, quiet_without_ads;             // nobody sees what others pass on
  std::vector<LifeDays> without, quiet_without;  // of each channel
  std::vector<LiftTest> tests;                   // by channel, by week
  const Plan& plan() const { return forecast.plan; }
};

// Throws Error(bad_input) where the plan has no ads or no offer, Error(usage) for an outcome it cannot tell.
Laboratory run_laboratory(const Scenario& scenario,
                          const Knowledge& knowledge,
                          const RunOptions& options,
                          const LabSettings& settings);

// a - b, day by day, added up.
double difference(const LifeDays& a, const LifeDays& b, const std::string& outcome);

// The parts of the long plan that are lived without one channel, or with it dark in one week.
Lived without_channel(const Laboratory& lab, std::size_t channel);
Lived dark_in_week(const Laboratory& lab, std::size_t channel, std::uint32_t week);

// Money an ad spends in a life, by day of its flight.
std::vector<Money> spend_by_day(const AdCounts& counts, const AdWorld& market);

std::uint32_t weeks_of(const Laboratory& lab);  // of the run: the plan's, and those its last posts need

}  // namespace gs
