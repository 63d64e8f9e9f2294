// How long a planner waits on day 5: the bundled campaign before 120 000 people tracked in 200 worlds,
// exports of posts and ads read from memory, moves of the money that is left tried. Not fitted: a fit is paid
// once.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "scenarios/document/scenario.h"
#include "scenarios/synth/campaign_exports.h"
#include "scenarios/track/tracking.h"

namespace {

using namespace gs;

void track_bundled_campaign(benchmark::State& state) {
  const std::filesystem::path examples = GS_EXAMPLES;
  const Scenario scenario = load_scenario((examples / "roastery_campaign.json").string());
  RunOptions options;
  options.replicates = static_cast<std::size_t>(state.range(0));
  options.seed = static_cast<std::uint32_t>(*scenario.seed);
  Forecast forecast = prepare_forecast(scenario, {}, options);
  grow_people(forecast.plan);
  const CampaignExports exports = export_campaign(forecast.plan, scenario, 5 * 24, 1'000'001);
  Import import;
  import.posts = exports.posts;
  import.ads = exports.ads;
  for (auto _ : state) {
    const Tracking tracking = run_tracking({scenario, {}, options, {&import, 1}, {}});
    if (tracking.now.size() != options.replicates || !tracking.facts.tell_anything())
      state.SkipWithError("nothing was learnt");
  }
  state.counters["worlds"] = benchmark::Counter(static_cast<double>(options.replicates),
                                                benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(track_bundled_campaign)
    ->ArgNames({"worlds"})
    ->Arg(200)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

}  // namespace
