// The work of a point: its plan is made, its people are grown or taken from a neighbour with the same people,
// its worlds are lived and its responses read off. One per experiment and process, shared by workers.
// Does not keep what was learnt from history between points: every point's plan is prepared anew.
#pragma once
#include <memory>
#include <optional>

#include "scenarios/batch/points.h"
#include "scenarios/batch/runner.h"
#include "scenarios/forecast.h"

namespace gs {

// What one world of a plan came to in one response; nullopt where it is undefined, or the plan has no such
// post, platform or day.
std::optional<double> response_of(const ExperimentResponse& response,
                                  const Plan& plan,
                                  const WorldCounts& world);
std::string unit_of(const ExperimentResponse& response, const Bench& bench);

// What the whole will take: points and worlds, seconds, memory, as a forecast's estimate of the base plan
// multiplied; `workers` lives and people at a time.
struct BatchEstimate {
  RunEstimate point;  // of the base plan in all its replicates
  double points = 0, worlds = 0, workers = 1;
  double row_bytes = 0;      // of a world, when results are put in order
  double world_seconds = 0;  // with a point's own cost shared out
  double seconds() const { return worlds * world_seconds / workers; }
  double bytes() const;
};
// Refuses what no point can answer (sample_plans.h).
BatchEstimate estimate_batch(const Bench& bench, const Knowledge& knowledge, const RunOptions& options);
// Throws Error(limit, S10).
void refuse_too_large(const BatchEstimate& estimate, const RunLimits& limits, const std::string& where);

// All of it that results follow from, as text: calibrations, and the history they let forecasts read.
std::string knowledge_text(const Knowledge& knowledge, bool background);

// `bench` and `knowledge` must outlive the work.
struct PlanWorkOptions {
  RunLimits limits{};
  WorldLimit world{};
};
// Bounded by events alone: memory is looked after beforehand, for what a point comes to must not depend on
// the machine.
PlanWorkOptions bounds_of(const BatchEstimate& estimate, const RunLimits& limits);
MakeWork plan_work(const Bench& bench, const Knowledge& knowledge, const PlanWorkOptions& options);

}  // namespace gs
