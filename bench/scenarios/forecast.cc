// How long a planner waits: a fortnight's plan for a large page, and the fit of a year of posts. Answers are
// checked first.
#include <benchmark/benchmark.h>

#include "models/fit/fitter.h"
#include "scenarios/plan/plan.h"
#include "scenarios/plan/worlds.h"
#include "scenarios/synth/synthetic.h"
#include "scenarios/workspace/history.h"

namespace {

using namespace gs;

SyntheticPage page_of(std::uint32_t posts) {
  SyntheticPage page = example_page();
  page.posts = posts;
  page.followers = 8000;
  return page;
}

Calibration calibration_of(const std::vector<ObservedPost>& history) {
  PopulationParameters people;
  people.followers = followers_or_guess(history);
  FitOptions options;
  options.starts = 1;
  options.importance_check = false;
  return fit(history, people, options);
}

PlanRequest fortnight(const Calibration& calibration, double followers, std::int64_t posts) {
  PlanRequest request;
  request.pages = {{calibration.account, calibration.platform, followers}};
  request.zone = calibration.zone;
  request.start = {2026, 12, 7};
  request.days = 14;
  request.audience.followers = followers;
  for (int i = 0; i < posts; ++i)
    request.posts.push_back({"b" + std::to_string(i),
                             "photo",
                             "product",
                             false,
                             to_instant({2026, 12, 7 + i % 14, 8 + i % 12}, request.zone).instant});
  return request;
}

void forecast_plan(benchmark::State& state) {
  const auto history = mature_posts(simulate_history(page_of(150), 5));
  const Calibration calibration = calibration_of(history);
  const auto worlds = static_cast<std::size_t>(state.range(2));
  for (auto _ : state) {
    const PageKnowledge known{calibration, history};
    const Plan plan = prepare_plan(
        fortnight(calibration, static_cast<double>(state.range(1)), state.range(0)), {&known, 1});
    const auto counts = simulate_worlds(plan, worlds);
    if (!(*counts.front().total.reach > 0)) state.SkipWithError("nobody was reached");
  }
  state.counters["worlds"] =
      benchmark::Counter(static_cast<double>(worlds), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(forecast_plan)
    ->ArgNames({"posts", "followers", "worlds"})
    ->Args({14, 100'000, 200})
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

void fit_history(benchmark::State& state) {
  const auto history = mature_posts(simulate_history(page_of(static_cast<std::uint32_t>(state.range(0))), 6));
  PopulationParameters people;
  people.followers = followers_or_guess(history);
  for (auto _ : state)
    if (!fit(history, people, {}).converged) state.SkipWithError("the fit did not converge");
  state.counters["posts"] =
      benchmark::Counter(static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(fit_history)->ArgName("posts")->Arg(345)->UseRealTime()->Unit(benchmark::kSecond);

}  // namespace
