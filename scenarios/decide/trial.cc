// People are handed to another plan for the time it is lived, and taken back.
#include "scenarios/decide/trial.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/error.h"

namespace gs {

Trial::Trial(const Scenario& scenario, const Knowledge& knowledge, const RunOptions& options)
    : knowledge_(knowledge), options_(options) {
  options_.watch.stage("learning from past posts");
  forecast_ = prepare_forecast(scenario, knowledge, options);
  const RunEstimate estimate = estimate_of({&forecast_, 1});
  refuse_too_large(estimate, options.limits, scenario.file);
  limit_ = world_limit(estimate, options.limits);
  options_.watch.expect(estimate.seconds());
  options_.watch.worth(estimate.learn_seconds).done(1);
  options_.watch.stage("growing the audience");
  grow_people(forecast_.plan, options_.watch.worth(estimate.people_seconds / estimate.threads));
  options_.watch.stage("simulating worlds");
  options_.watch = options_.watch.worth(estimate.replicates * estimate.world_seconds / estimate.threads);
}

std::vector<WorldCounts> Trial::lived(const Lived& parts, WorldRange range) const {
  const double share =
      static_cast<double>(range.count) / static_cast<double>(std::max<std::size_t>(1, options_.replicates));
  return simulate_worlds(forecast_.plan, range, parts, options_.watch.part(share), limit_);
}

std::vector<WorldCounts> Trial::lived_as(const Scenario& other, const Lived& parts, WorldRange range) {
  Forecast another = prepare_forecast(other, knowledge_, options_);
  if (!same_people(another.plan, forecast_.plan))
    throw Error(Fault::our_defect, other.file, "a candidate meets other people than the plan");
  std::swap(another.plan.audience, forecast_.plan.audience);
  std::vector<WorldCounts> worlds;
  try {
    aim_ads(another.plan);
    worlds = simulate_worlds(another.plan, range, parts, options_.watch.worth(0), limit_);
  } catch (...) {
    std::swap(another.plan.audience, forecast_.plan.audience);
    throw;
  }
  std::swap(another.plan.audience, forecast_.plan.audience);
  return worlds;
}

std::optional<Scenario> coarser(const Trial& trial, double agents) {
  constexpr double kFewest = 60;  // simulated followers of a page, at least: refused below 50
  const Plan& plan = trial.plan();
  double times = std::floor(static_cast<double>(plan.audience.agents) / agents);
  for (const PlannedPage& page : plan.request.pages)
    times = std::min(times, std::floor(page.followers / plan.audience.people_per_agent / kFewest));
  if (times < 2) return {};
  Scenario scenario = trial.forecast().scenario;
  scenario.audience.people_per_agent = std::llround(times * plan.audience.people_per_agent);
  return scenario;
}

std::vector<std::optional<double>> draws_of(const Kpi& kpi, const std::vector<WorldCounts>& worlds) {
  std::vector<std::optional<double>> draws;
  draws.reserve(worlds.size());
  for (const WorldCounts& world : worlds) draws.push_back(kpi.of(world.total));
  return draws;
}

}  // namespace gs
