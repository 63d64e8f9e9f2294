// A plan made ready to be simulated: its posts in order, its people, its pool of margins, its calibration.
// Forecast, compare and backtest all prepare plans here, so that history and forecast speak of the same
// worlds.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/audience.h"
#include "core/progress.h"
#include "models/engine.h"
#include "models/fit/calibration.h"
#include "models/fit/mean_field.h"
#include "models/fit/pool/pool.h"
#include "scenarios/ads.h"
#include "scenarios/document/scenario.h"
#include "scenarios/workspace/hour_effect.h"

namespace gs {

struct PlannedPost {
  std::string id, format, topic;
  bool paid = false;
  Instant published;
};

struct PlanRequest {
  std::string account, platform, zone = "UTC";
  CivilTime start;         // date of tick 0, local midnight
  std::uint32_t days = 1;  // days of the plan; the run goes on until the last post is mature
  std::vector<PlannedPost> posts;
  std::vector<PlannedAd> ads{};   // by id
  PopulationParameters audience;  // followers filled in
  std::uint32_t seed = 1;
  unsigned threads = 0;
};

struct Plan {
  PlanRequest request;  // posts sorted by (published, id)
  Calibration calibration;
  bool calibrated = false;
  Audience audience;
  MeanFieldAudience mean_field;
  Campaign campaign;
  std::vector<int> hours_of_week;    // of each post
  std::vector<std::size_t> formats;  // index into calibration.formats; SIZE_MAX = none of them
  HourEffect hours;                  // how far the page's history bears out the hour's effect
  std::optional<PoolForecast> pool;  // of ordinary conditions; nullopt: from the priors alone
  std::uint32_t total_days = 1;      // rows of `daily`
};

// `history`: the posts the pool may learn from, oldest first (empty: no pool).
Plan prepare_plan(PlanRequest request, const Calibration& calibration, std::span<const ObservedPost> history);

// The same in two steps, so that what the plan will cost can be told before its people are grown.
Plan prepare_posts(PlanRequest request,
                   const Calibration& calibration,
                   std::span<const ObservedPost> history);
void grow_people(Plan& plan, const Watch& watch = {});

// Ads need their people: called by grow_people, and again when a plan is handed another's people.
void aim_ads(Plan& plan);

// Whether two plans meet the very same people.
bool same_people(const Plan& a, const Plan& b);

// The request of a scenario; followers come from the scenario, else from `known_followers`, else
// Error(bad_input).
PlanRequest request_of(const Scenario& scenario, double known_followers);

}  // namespace gs
