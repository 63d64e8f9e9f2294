// How long a head of SMM waits for a base and five variants of it: other budgets, fewer ads, fewer creators,
// other hours. In all worlds, and as `compare` does by itself, until the chances to be better are known to a
// standard error of .04.
#include "scenarios/compare.h"

#include <benchmark/benchmark.h>

#include "bench/scenarios/generated_plan.h"

namespace {

using namespace gs;

std::vector<Scenario> five_variants(std::int64_t people) {
  std::vector<nlohmann::json> plans(6, generated_plan(people));
  for (auto& ad : plans[1]["ads"]) ad["total_budget"] = ad["total_budget"].get<int>() + 20;
  for (auto& ad : plans[2]["ads"]) ad["total_budget"] = ad["total_budget"].get<int>() - 20;
  for (int a = 1; a < 8; ++a) plans[3]["ads"].erase(fmt::format("ad{}", a));
  for (int c = 0; c < 5; ++c) plans[4]["seeding"].erase(fmt::format("creator{}", c));
  for (int p = 0; p < 14; ++p)
    plans[5]["plan"][fmt::format("p{:02}", p)]["publish_at"] = fmt::format("2026-12-{:02}T12:00", 7 + p);
  std::vector<Scenario> scenarios;
  for (const nlohmann::json& plan : plans) scenarios.push_back(parse_scenario(plan.dump(), "generated.json"));
  return scenarios;
}

void compare_five_variants(benchmark::State& state) {
  const std::vector<Scenario> scenarios = five_variants(state.range(0));
  RunOptions options;
  Stopping stopping;
  if (state.range(1) > 0) {
    stopping = {[&](std::span<const Forecast> forecasts) {
                  return imprecision_of_comparison(forecasts) <= static_cast<double>(state.range(1)) / 1000;
                },
                options.replicates};
    options.replicates = 50;
  }
  for (auto _ : state) {
    const std::vector<Forecast> forecasts = run_forecasts(scenarios, {}, options, stopping);
    const nlohmann::json document = comparison_document(forecasts);
    if (document["scenarios"].size() != 6) state.SkipWithError("a plan is missing");
    state.counters["worlds"] = static_cast<double>(forecasts.front().worlds.size());
    state.counters["imprecision"] = imprecision_of_comparison(forecasts);
  }
}
BENCHMARK(compare_five_variants)
    ->ArgNames({"people", "thousandths"})
    ->Args({20'000, 0})
    ->Args({20'000, 40})
    ->Iterations(1)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

}  // namespace
