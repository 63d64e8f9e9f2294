// The simulator's cost: growing the audience, one world of a two-week plan, the coins of a broadcast.
// Rates in words of the domain: worlds, exposures, edge-coins (one follower considered for one post), edges.
#include <benchmark/benchmark.h>

#include <span>
#include <vector>

#include "core/blocks.h"
#include "core/coins.h"
#include "models/engine.h"
#include "models/population.h"

namespace gs {
namespace {

struct Plan {
  Audience audience;
  Campaign campaign;
  std::vector<PostBehaviour> behaviour;
  Timing<double> timing;
  Memory memory{};
  std::vector<OfferBehaviour> offers{};
  WorldInput input() const {
    return {.audience = audience,
            .campaign = campaign,
            .behaviour = behaviour,
            .timing = std::span(&timing, 1),
            .offers = offers,
            .memory = memory};
  }
};

Plan two_weeks(double followers) {
  constexpr std::uint32_t kPosts = 14;
  Plan plan;
  plan.audience = grow_audience({.followers = followers}, 1, 0);
  plan.campaign = {.page_keys = {subject_key("page")}, .hours = 14 * 24 + 72};
  for (std::uint32_t p = 0; p < kPosts; ++p) plan.campaign.posts.push_back({1000 + p, Tick{p * 24 + 18}});
  plan.behaviour.assign(kPosts,
                        {.follow_intensity = 0.09,
                         .share_intensity = 0.05,
                         .engaged = 0.05,
                         .given_engaged = {0.6, 0.4, 0.05, 0.08},
                         .extra_displays = 0.7});
  plan.timing =
      timing_of<double>({.diurnal = {-0.6, -0.5, 0.1, 0.1}, .weekend = 0.1, .log_half_life = 1.1}, 72);
  return plan;
}

std::uint64_t exposures_of(const Ledger& ledger) {
  std::uint64_t sum = 0;
  for (const HourCounts& row : ledger.rows)
    for (const std::uint32_t people : row.exposures) sum += people;
  return sum;
}

// The same with every mechanism of organic posts on, at ordinary strengths.
Plan two_weeks_with_everything(double followers) {
  Plan plan = two_weeks(followers);
  for (PostBehaviour& b : plan.behaviour) {
    b.discovery = .25;
    b.usual_engaged = b.engaged;
    b.save = .004;
    b.follow = .0005;
    b.hide = 2e-4;
    b.unfollow = .002;
    b.unfollow_of_hides = .01;
    b.visit = .15;
  }
  for (CampaignPost& post : plan.campaign.posts) post.offer = 0;
  for (std::uint32_t a = 0; a < plan.audience.agents; ++a)
    plan.audience.segment.rows.push_back(static_cast<std::uint8_t>(a % 6));
  plan.audience.segment_hours = {0, 0, 1, 2, -1, 7};
  plan.memory = {.crowding = .1, .fatigue = .05, .frequency_keep = .9, .hides_when_often = 1.3};
  plan.offers = {{.lead = .088, .sale = .015}};
  return plan;
}

using benchmark::Counter;

void run_worlds(benchmark::State& state, const Plan& plan) {
  const WorldInput input = plan.input();
  const auto threads = static_cast<unsigned>(state.range(1));
  constexpr std::uint32_t kWorlds = 16;
  std::vector<std::uint64_t> exposures(threads);
  std::vector<WorldScratch> scratch(threads);
  check_invariants(run_world(input, {1, 0}, scratch[0]));
  for (auto _ : state)
    for_each_chunk(threads, threads, [&](std::size_t chunk) {
      for (std::uint32_t r = 0; r < kWorlds; ++r)
        exposures[chunk] += exposures_of(
            run_world(input, {1, static_cast<std::uint32_t>(chunk) * kWorlds + r}, scratch[chunk]));
    });
  double total = 0;
  for (const std::uint64_t count : exposures) total += static_cast<double>(count);
  const double worlds = static_cast<double>(state.iterations()) * kWorlds * threads;
  state.counters["worlds"] = Counter(worlds, Counter::kIsRate);
  state.counters["exposures_per_world"] = total / worlds;
  state.counters["exposures_per_core"] = Counter(total / threads, Counter::kIsRate);
}

void run_campaign(benchmark::State& state) {
  run_worlds(state, two_weeks(static_cast<double>(state.range(0))));
}
BENCHMARK(run_campaign)
    ->ArgNames({"followers", "threads"})
    ->Args({10'000, 1})
    ->Args({100'000, 1})
    ->Args({100'000, 2})
    ->Args({1'000'000, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void run_everything(benchmark::State& state) {
  run_worlds(state, two_weeks_with_everything(static_cast<double>(state.range(0))));
}
BENCHMARK(run_everything)
    ->ArgNames({"followers", "threads"})
    ->Args({100'000, 1})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void toss_followers(benchmark::State& state) {
  const Plan plan = two_weeks(static_cast<double>(state.range(0)));
  const std::vector<std::uint64_t> thresholds(kActivityClasses, threshold_of(0.08));
  std::vector<std::uint32_t> hits;
  std::uint64_t stream = 1;
  for (auto _ : state) {
    hits.clear();
    toss(stream++, plan.audience.person.rows, plan.audience.activity_class.rows, thresholds, hits);
    benchmark::DoNotOptimize(hits.data());
  }
  state.counters["edge_coins"] =
      Counter(static_cast<double>(plan.audience.agents), Counter::kIsIterationInvariantRate);
}
BENCHMARK(toss_followers)->ArgName("followers")->Arg(100'000);

void grow_audience(benchmark::State& state) {
  const auto threads = static_cast<unsigned>(state.range(1));
  std::size_t edges = 0;
  for (auto _ : state) {
    const Audience audience =
        gs::grow_audience({.followers = static_cast<double>(state.range(0))}, 1, threads);
    edges = audience.layers[0].listeners.size();
  }
  state.counters["edges"] = Counter(static_cast<double>(edges), Counter::kIsIterationInvariantRate);
}
BENCHMARK(grow_audience)
    ->ArgNames({"followers", "threads"})
    ->Args({10'000, 1})
    ->Args({100'000, 1})
    ->Args({100'000, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gs
