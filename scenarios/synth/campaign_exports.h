// What platforms would export of a plan that is under way, in one made-up world of it: its posts with their
// counts so far, its ads by day. The world is the plan's own, beyond those that forecasts use: so what really
// happens is known, and follows the forecast's law. Everything it makes is synthetic.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/observe/observation.h"
#include "models/observe/observed_ad.h"
#include "scenarios/document/scenario.h"
#include "scenarios/plan/plan.h"
#include "scenarios/plan/worlds.h"

namespace gs {

struct CampaignExports {
  std::vector<ObservedPost> posts;  // of the plan that are out by the hour, as exported then
  std::vector<ObservedAd> ads;      // by day, days that are over
  WorldCounts truth;                // what the whole plan comes to in this world
};

// `plan`: its people grown. `hour`: tick of the run at which is exported. `world`: which, far beyond
// replicates.
CampaignExports export_campaign(const Plan& plan,
                                const Scenario& scenario,
                                std::uint32_t hour,
                                std::uint32_t world);

// Posts of a world lived before, as exported at the hour.
struct LivedPlan {
  const Plan& plan;
  const Scenario& scenario;
  const AssumedWorld& assumed;
  const LivedWorld& world;
};
std::vector<ObservedPost> export_posts(const LivedPlan& lived, std::uint32_t hour);

// "canonical" columns, which `import` and `track` read.
std::string write_posts(const CampaignExports& exports);
std::string write_ads(const CampaignExports& exports);

}  // namespace gs
