// One plan whose people are grown once, and candidates for it lived in the same worlds with the same luck:
// what every decision compares. What it costs is foreseen and refused [S10] before anybody is grown. A
// candidate that leaves parts out, or moves money, is a Lived; one that moves posts is the same plan at other
// times (plan/timetable.h): what is known of its pages stays, only its posts are placed anew.
#pragma once
#include <optional>
#include <vector>

#include "scenarios/forecast.h"
#include "scenarios/kpi/kpi.h"
#include "scenarios/plan/timetable.h"

namespace gs {

class Trial {
 public:
  // `options.replicates`: how many worlds will be lived in all, for the estimate and its limits.
  Trial(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options);

  const Forecast& forecast() const { return forecast_; }  // prepared, its people grown, no worlds
  const Plan& plan() const { return forecast_.plan; }

  std::vector<WorldCounts> lived(const Lived& parts, WorldRange range) const;

  // The same worlds with posts out at other times, the same bits as a forecast of that plan. Rows of `parts`
  // are those of the moved plan. Not for two callers at once: people are lent to the moved plan.
  std::vector<WorldCounts> lived_at(const OtherTimes& times, const Lived& parts, WorldRange range);

 private:
  RunOptions options_;
  Forecast forecast_;
  WorldLimit limit_;
  std::optional<Plan> moved_;  // the plan at `times_`, without its people
  OtherTimes times_;
};

// The scenario with about so many simulated people, each standing for more, where it has twice as many; else
// nullopt. For a search whose answer is proved on the plan itself.
std::optional<Scenario> coarser(const Trial& trial, double agents);

// Simulated people a search for that KPI meets, which only proposes: about 4 000; where worlds hold too few
// of what is counted, up to four times as many. Lives 16 worlds of `few`, the trial on the coarsest.
inline constexpr double kSearchAgents = 4'000;
double agents_to_search(const Trial& few, const Kpi& goal);

// A count of which a world of so many simulated people holds too few for curves to be told by it.
bool is_rare(const Kpi& goal, double mean, double people_per_agent);

// Draws of one KPI of the plan's total, world by world; nullopt where it is undefined.
std::vector<std::optional<double>> draws_of(const Kpi& kpi, const std::vector<WorldCounts>& worlds);

}  // namespace gs
