// How long a head of SMM waits for the bundled campaign before a million people, one agent each, in 200
// worlds: two platforms, two segments, three ads, an offer; both pages fitted to their bundled exports first.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "models/fit/fitter.h"
#include "scenarios/document/scenario.h"
#include "scenarios/forecast.h"
#include "scenarios/imports/importer.h"
#include "scenarios/workspace/history.h"

namespace {

using namespace gs;

const std::filesystem::path kExamples = GS_EXAMPLES;

AccountKnowledge known_from(const char* file, const char* account) {
  ImportOptions options;
  options.account = account;
  options.timezone = "Europe/Berlin";
  const auto history = mature_posts(read_export((kExamples / file).string(), options).posts);
  PopulationParameters people;
  people.followers = followers_or_guess(history);
  return {history, fit(history, people, {}), file};
}

Knowledge bundled_pages() {
  Knowledge knowledge;
  knowledge.accounts["example-roastery"] = known_from("roastery_posts.csv", "example-roastery");
  knowledge.accounts["example-roastery-ig"] = known_from("roastery_ig_posts.csv", "example-roastery-ig");
  return knowledge;
}

// The bundled plan for a brand as many times larger as it takes: people and followers alike.
Scenario campaign_before(std::int64_t people) {
  Scenario scenario = load_scenario((kExamples / "roastery_campaign.json").string());
  std::int64_t now = 0;
  for (const auto& [id, segment] : scenario.audience.segments) now += segment.people;
  for (auto& [id, segment] : scenario.audience.segments) segment.people = segment.people * people / now;
  for (auto& [id, account] : scenario.audience.accounts)
    if (account.followers) account.followers = *account.followers * people / now;
  scenario.audience.people_per_agent = 1;
  return scenario;
}

void forecast_bundled_plan(benchmark::State& state) {
  const Knowledge knowledge = bundled_pages();
  const Scenario scenario = campaign_before(state.range(0));
  RunOptions options;
  options.replicates = static_cast<std::size_t>(state.range(1));
  for (auto _ : state) {
    const Forecast forecast = run_forecast(scenario, knowledge, options);
    if (forecast.worlds.size() != options.replicates || !(*forecast.worlds.front().total.reach > 0))
      state.SkipWithError("nobody was reached");
    state.counters["agents"] = static_cast<double>(forecast.estimate.agents);
    state.counters["links"] = static_cast<double>(forecast.estimate.links);
  }
  state.counters["worlds"] = benchmark::Counter(static_cast<double>(options.replicates),
                                                benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(forecast_bundled_plan)
    ->ArgNames({"people", "worlds"})
    ->Args({120'000, 200})
    ->Args({1'000'000, 200})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

}  // namespace
