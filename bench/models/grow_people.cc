// The cost of growing people from a portrait, agents and links a second, and how near links come to what was
// asked for: share returned and clustering, asked 1 and .14 among friends, .25 and .05 among followers.
#include <benchmark/benchmark.h>

#include "core/graph/clustering.h"
#include "core/graph/layer_stats.h"
#include "models/people/people.h"

namespace gs {
namespace {

// Four segments, two pages; a platform where links are returned and people know each other, or one where
// they follow.
Portrait portrait_of(double people, double listeners, bool friends) {
  Portrait portrait;
  for (const char* id : {"a", "b", "c", "d"}) portrait.segments.push_back({.id = id, .people = people / 4});
  portrait.layers.push_back({.platform = friends ? "facebook" : "x",
                             .mean_listeners = listeners,
                             .reciprocity = friends ? 1.0 : 0.25,
                             .triangles = friends ? 0.14 : 0.05,
                             .same_page = 1.5});
  portrait.pages.push_back({.id = "x/a", .layer = 0, .followers = people / 10});
  portrait.pages.push_back({.id = "x/b", .layer = 0, .followers = people / 20});
  return portrait;
}

void grow_people(benchmark::State& state) {
  const Portrait portrait = portrait_of(
      static_cast<double>(state.range(0)), static_cast<double>(state.range(1)), state.range(2) != 0);
  Layer layer;
  for (auto _ : state)
    layer = std::move(grow_audience(portrait, 1, static_cast<unsigned>(state.range(3))).layers[0]);
  const Layer heard = reversed(layer);
  using benchmark::Counter;
  state.counters["agents"] = Counter(static_cast<double>(state.range(0)), Counter::kIsIterationInvariantRate);
  state.counters["links"] =
      Counter(static_cast<double>(layer.listeners.size()), Counter::kIsIterationInvariantRate);
  state.counters["returned"] = returned_share(layer, heard);
  state.counters["clustering"] = clustering_of(layer, heard).mean;
}
BENCHMARK(grow_people)
    ->ArgNames({"people", "listeners", "friends", "threads"})
    ->Args({100'000, 30, 0, 1})
    ->Args({100'000, 190, 1, 2})
    ->Args({1'000'000, 30, 0, 2})
    ->Args({1'000'000, 30, 1, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gs
