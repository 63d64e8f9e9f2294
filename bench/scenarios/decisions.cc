// How long a head of SMM waits for reasons: what each ad of the bundled campaign brings, what a variant
// changes, and which of the bundled creators to place with, in the 64 worlds that the commands take.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "scenarios/decide/creators/creators.h"
#include "scenarios/decide/explain/changes.h"

namespace {

using namespace gs;

constexpr std::size_t kWorlds = 64;

Scenario bundled(const char* file) {
  return load_scenario((std::filesystem::path(GS_EXAMPLES) / file).string());
}

RunOptions options_for(const Scenario& scenario) {
  RunOptions options;
  options.replicates = kWorlds;
  options.seed = static_cast<std::uint32_t>(*scenario.seed);
  return options;
}

void explain_bundled(benchmark::State& state) {
  const Scenario scenario = bundled("roastery_campaign.json");
  const Knowledge knowledge;
  for (auto _ : state) {
    const Trial trial(scenario, knowledge, options_for(scenario));
    const Contributions found = contributions_of(
        trial, static_cast<PartKind>(state.range(0)), {.worlds = kWorlds, .seed = trial.plan().request.seed});
    if (found.parts.size() < 2) state.SkipWithError("nothing to share out");
    state.counters["parts"] = static_cast<double>(found.parts.size());
  }
}
BENCHMARK(explain_bundled)
    ->ArgNames({"kind"})
    ->Arg(static_cast<int>(PartKind::post))
    ->Arg(static_cast<int>(PartKind::ad))
    ->Iterations(1)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

void explain_bundled_variant(benchmark::State& state) {
  const Scenario base = bundled("roastery_campaign.json"),
                 variant = bundled("roastery_campaign_creator.json");
  const Knowledge knowledge;
  for (auto _ : state) {
    const PlanChanges found = changes_between({base, variant, knowledge, {}}, options_for(base));
    if (found.changes.empty()) state.SkipWithError("nothing changed");
  }
}
BENCHMARK(explain_bundled_variant)
    ->Iterations(1)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

void influencers_bundled(benchmark::State& state) {
  const Scenario scenario = bundled("roastery_creators.json");
  const Knowledge knowledge;
  const ChoiceOptions options{.budget = Money{250'000'000}, .most = {}, .worlds = kWorlds};
  for (auto _ : state) {
    const Trial trial(scenario, knowledge, options_for(scenario));
    const Choice choice = choose_creators(trial, options);
    if (choice.order.empty()) state.SkipWithError("nobody was chosen");
    state.counters["lives"] = static_cast<double>(choice.lives);
  }
}
BENCHMARK(influencers_bundled)
    ->Iterations(1)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

}  // namespace
