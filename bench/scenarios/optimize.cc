// How long a media planner waits for the best division of a budget: 8 ad sets, 14 posts, 10 placed creators;
// and for the best hours of 14 posts, with so many ads. Searched as the command does, on a coarser audience
// where it can, and proved on 400 fresh worlds of the plan. Processor time says more than wall time where the
// machine has other work.
#include <benchmark/benchmark.h>

#include "bench/scenarios/generated_plan.h"
#include "core/summary.h"
#include "scenarios/decide/hours/halving.h"

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

// 14 posts of a page, every third in the small hours; money as it is.
Scenario plan_of_hours(std::int64_t people, std::int64_t ads) {
  nlohmann::json plan = generated_plan(people);
  plan.erase("seeding");
  for (std::int64_t ad = ads; ad < 8; ++ad) plan["ads"].erase(fmt::format("ad{}", ad));
  for (int post = 0; post < 14; post += 3)
    plan["plan"][fmt::format("p{:02}", post)]["publish_at"] = fmt::format("2026-12-{:02}T03:00", 7 + post);
  return parse_scenario(plan.dump(), "hours.json");
}

void optimize_hours_of_generated_plan(benchmark::State& state) {
  const Scenario scenario = plan_of_hours(state.range(0), state.range(1));
  const Knowledge knowledge;
  const SlotRules rules{.days = state.range(2)};
  const HoursOptions options;
  for (auto _ : state) {
    Trial trial(scenario, knowledge, {});
    Trial searched(coarser(trial, kSearchAgents).value_or(scenario), knowledge, {});
    const std::vector<MovablePost> posts = movable_posts(trial.forecast(), rules);
    const Wanted asked = wanted(*find_kpi("reach"), {});
    const Spend spend = given_spend(scenario);
    const TimetableEvaluator search = timetable_evaluator(searched, posts, asked, spend),
                             proof = timetable_evaluator(trial, posts, asked, spend);
    const HoursOptimum optimum = optimize_hours(
        posts,
        {},
        [&](const Timetable& at, Worlds worlds) {
          return (worlds.first < options.fresh ? search : proof)(at, worlds);
        },
        options);
    if (beats(optimum.given_rating, optimum.best_rating)) state.SkipWithError("below the given plan");
    state.counters["worlds"] = static_cast<double>(optimum.worlds);
    state.counters["worlds_per_second"] =
        benchmark::Counter(static_cast<double>(optimum.worlds), benchmark::Counter::kIsRate);
    state.counters["gain"] = optimum.verified.mean;
    state.counters["better"] = optimum.better ? 1 : 0;
  }
}
BENCHMARK(optimize_hours_of_generated_plan)
    ->ArgNames({"people", "ads", "days"})
    ->Args({20'000, 0, 0})
    ->Args({20'000, 3, 0})
    ->Args({20'000, 8, 2})
    ->Iterations(1)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

// What moving posts costs beside living a world: the same plan at other times.
void move_posts_of_generated_plan(benchmark::State& state) {
  const Scenario scenario = plan_of_hours(20'000, 3);
  const Forecast forecast = prepare_forecast(scenario, {}, {});
  OtherTimes times;
  times.posts["p00"] = forecast.plan.request.posts[4].published;
  for (auto _ : state) benchmark::DoNotOptimize(at_other_times(forecast.plan, times).campaign.posts.size());
}
BENCHMARK(move_posts_of_generated_plan)->Unit(benchmark::kMicrosecond);
void prepare_posts_of_generated_plan(benchmark::State& state) {
  const Scenario scenario = plan_of_hours(20'000, 3);
  for (auto _ : state)
    benchmark::DoNotOptimize(prepare_forecast(scenario, {}, {}).plan.campaign.posts.size());
}
BENCHMARK(prepare_posts_of_generated_plan)->Unit(benchmark::kMicrosecond);

}  // namespace
