// One plan whose people are grown once, and candidates for it lived in the same worlds with the same luck:
// what every decision compares. What it costs is foreseen and refused [S10] before anybody is grown. A
// candidate that only leaves parts out, or moves money, is a Lived; one that moves hours is another scenario
// that meets the same people.
#pragma once
#include <optional>
#include <vector>

#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"

namespace gs {

class Trial {
 public:
  // `options.replicates`: how many worlds will be lived in all, for the estimate and its limits. The
  // knowledge must outlive the trial.
  Trial(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options);

  const Forecast& forecast() const { return forecast_; }  // prepared, its people grown, no worlds
  const Plan& plan() const { return forecast_.plan; }

  std::vector<WorldCounts> lived(const Lived& parts, WorldRange range) const;

  // The same worlds of another scenario. Throws Error(our_defect) when it meets other people.
  std::vector<WorldCounts> lived_as(const Scenario& other, const Lived& parts, WorldRange range);

 private:
  const Knowledge& knowledge_;
  RunOptions options_;
  Forecast forecast_;
  WorldLimit limit_;
};

// The scenario with about so many simulated people, each standing for more, where it has twice as many; else
// nullopt. For a search whose answer is proved on the plan itself.
std::optional<Scenario> coarser(const Trial& trial, double agents);

// Draws of one KPI of the plan's total, world by world; nullopt where it is undefined.
std::vector<std::optional<double>> draws_of(const Kpi& kpi, const std::vector<WorldCounts>& worlds);

}  // namespace gs
