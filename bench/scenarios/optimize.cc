// How long a media planner waits for the best division of a budget: 8 ad sets, 14 posts, 10 placed creators,
// everything lived with the worlds of the default search and proved on 400 fresh ones.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "scenarios/decide/levers.h"

namespace {

using namespace gs;

// A generated plan of a fortnight before so many people.
Scenario generated_plan(std::int64_t people) {
  nlohmann::json plan{{"schema", "groundswell/scenario/1"},
                      {"currency", "EUR"},
                      {"start", "2026-12-07"},
                      {"end", "2026-12-20"},
                      {"seed", 5},
                      {"offer", {{"visit_rate", 0.8}, {"lead_rate", 0.1}, {"conversion_rate", 0.02}}}};
  plan["audience"]["segments"] = {{"some", {{"people", people * 3 / 5}}},
                                  {"others", {{"people", people * 2 / 5}}}};
  auto& accounts = plan["audience"]["accounts"];
  accounts["page"] = {{"platform", "instagram"}, {"followers", people / 10}};
  for (int c = 0; c < 10; ++c) {
    const std::string id = fmt::format("creator{}", c);
    accounts[id] = {{"platform", "instagram"}, {"kind", "creator"}, {"followers", people / (20 + 5 * c)}};
    plan["seeding"][id] = {{"creator", id}, {"post", fmt::format("p{:02}", c)}, {"fee", 40 + 10 * c}};
  }
  for (int p = 0; p < 14; ++p)
    plan["plan"][fmt::format("p{:02}", p)] = {{"account", "page"},
                                              {"format", p % 2 ? "reel" : "photo"},
                                              {"publish_at", fmt::format("2026-12-{:02}T18:00", 7 + p)}};
  for (int a = 0; a < 8; ++a)
    plan["ads"][fmt::format("ad{}", a)] = {{"post", fmt::format("p{:02}", a)},
                                           {"total_budget", 40 + 15 * a},
                                           {"end", "2026-12-20"},
                                           {"bid", {{"cpm", 6 + 2 * a}}}};
  return parse_scenario(plan.dump(), "generated.json");
}

void optimize_generated_plan(benchmark::State& state) {
  const Scenario scenario = generated_plan(state.range(0));
  const Knowledge knowledge;
  for (auto _ : state) {
    const Trial trial(scenario, knowledge, {});
    const Division division = division_of(scenario, {.free = true});
    const Optimum optimum = optimize(division, evaluator_of(trial, *find_kpi("leads"), {}));
    if (sum_of(optimum.best) != division.total) state.SkipWithError("the budget is not spent exactly");
    state.counters["worlds"] = static_cast<double>(optimum.worlds);
    state.counters["gain"] = optimum.verified.mean;
  }
}
BENCHMARK(optimize_generated_plan)
    ->ArgNames({"people"})
    ->Arg(20'000)
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

}  // namespace
