// How long a media planner waits for the best division of a budget: 8 ad sets, 14 posts, 10 placed creators,
// searched as the command does, on a coarser audience where it can, and proved on 400 fresh worlds of the
// plan. Processor time says more than wall time where the machine has other work.
#include <benchmark/benchmark.h>

#include "bench/scenarios/generated_plan.h"
#include "core/summary.h"
#include "scenarios/decide/levers.h"

namespace {

using namespace gs;

void optimize_generated_plan(benchmark::State& state) {
  const Scenario scenario = parse_scenario(generated_plan(state.range(0)).dump(), "generated.json");
  const Knowledge knowledge;
  const bool free = state.range(1) != 0;
  OptimizeOptions options;
  if (!free) options.levels = {};
  for (auto _ : state) {
    const Trial trial(scenario, knowledge, {});
    const auto coarse = coarser(trial, kSearchAgents);
    const Trial searched(coarse.value_or(scenario), knowledge, {});
    const Kpi& goal = *find_kpi("leads");
    const Evaluator evaluate =
        search_then_proof(evaluator_of(searched, goal, {}), evaluator_of(trial, goal, {}), options.fresh);
    const Division division = division_of(scenario, {.free = free});
    const Optimum optimum = optimize(division, evaluate, options);
    if (sum_of(optimum.best) != division.total) state.SkipWithError("the budget is not spent exactly");
    state.counters["worlds"] = static_cast<double>(optimum.worlds);
    state.counters["gain"] = optimum.verified.mean;
    state.counters["given"] = mean_of(optimum.reference_delivered.goal);
    state.counters["better"] = optimum.better ? 1 : 0;
  }
}
BENCHMARK(optimize_generated_plan)
    ->ArgNames({"people", "free"})
    ->Args({20'000, 0})
    ->Args({20'000, 1})
    ->Iterations(1)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

}  // namespace
