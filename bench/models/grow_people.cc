// The cost of growing people from a portrait: agents and links a second.
#include <benchmark/benchmark.h>

#include "models/people/people.h"

namespace gs {
namespace {

// Four segments, two pages; a platform where links are returned and people know each other, or one where
// they follow.
Portrait portrait_of(double people, bool friends) {
  Portrait portrait;
  for (const char* id : {"a", "b", "c", "d"}) portrait.segments.push_back({.id = id, .people = people / 4});
  portrait.layers.push_back({.platform = friends ? "facebook" : "x",
                             .mean_listeners = 30,
                             .reciprocity = friends ? 1.0 : 0.25,
                             .triangles = friends ? 0.14 : 0.05,
                             .same_page = 1.5});
  portrait.pages.push_back({.id = "x/a", .layer = 0, .followers = people / 10});
  portrait.pages.push_back({.id = "x/b", .layer = 0, .followers = people / 20});
  return portrait;
}

void grow_people(benchmark::State& state) {
  const Portrait portrait = portrait_of(static_cast<double>(state.range(0)), state.range(1) != 0);
  double links = 0;
  for (auto _ : state)
    links = static_cast<double>(
        grow_audience(portrait, 1, static_cast<unsigned>(state.range(2))).layers[0].listeners.size());
  using benchmark::Counter;
  state.counters["agents"] = Counter(static_cast<double>(state.range(0)), Counter::kIsIterationInvariantRate);
  state.counters["links"] = Counter(links, Counter::kIsIterationInvariantRate);
}
BENCHMARK(grow_people)
    ->ArgNames({"people", "friends", "threads"})
    ->Args({100'000, 0, 1})
    ->Args({100'000, 1, 1})
    ->Args({1'000'000, 0, 2})
    ->Args({1'000'000, 1, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gs
