// How fast chance is: coins of a stream, single addressed draws. Answers are checked before anything is
// timed.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <vector>

#include "core/coins.h"
#include "core/draw.h"

namespace {

struct Listeners {
  std::vector<std::uint32_t> subjects;
  std::vector<std::uint8_t> klass;
};

Listeners listeners_of_one_speaker(std::size_t count) {
  Listeners listeners;
  for (std::size_t i = 0; i < count; ++i) {
    listeners.subjects.push_back(static_cast<std::uint32_t>(i));
    listeners.klass.push_back(static_cast<std::uint8_t>(gs::mix64(i) % 32));
  }
  return listeners;
}

// 32 activity classes around a mean probability of 0.1.
std::array<std::uint64_t, 32> thresholds_of_classes() {
  std::array<std::uint64_t, 32> thresholds{};
  for (std::size_t c = 0; c < thresholds.size(); ++c)
    thresholds[c] = gs::threshold_of(0.2 * (static_cast<double>(c) + 0.5) / 32);
  return thresholds;
}

bool tosses_as_the_obvious_loop(const Listeners& listeners, const std::array<std::uint64_t, 32>& thresholds) {
  std::vector<std::uint32_t> hits, expected;
  gs::toss(42, listeners.subjects, listeners.klass, thresholds, hits);
  for (std::uint32_t i = 0; i < listeners.subjects.size(); ++i)
    if (static_cast<std::uint32_t>(gs::coin_word(42, listeners.subjects[i])) < thresholds[listeners.klass[i]])
      expected.push_back(i);
  return hits == expected;
}

void toss_coins(benchmark::State& state) {
  const auto count = static_cast<std::size_t>(state.range(0));
  const Listeners listeners = listeners_of_one_speaker(count);
  const auto thresholds = thresholds_of_classes();
  if (!tosses_as_the_obvious_loop(listeners, thresholds)) return state.SkipWithError("wrong hits");
  std::vector<std::uint32_t> hits;
  std::uint64_t stream = 0;
  for (auto _ : state) {
    hits.clear();
    gs::toss(gs::mix64(++stream), listeners.subjects, listeners.klass, thresholds, hits);
    benchmark::DoNotOptimize(hits.data());
  }
  state.counters["coins"] =
      benchmark::Counter(static_cast<double>(count), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(toss_coins)->ArgNames({"listeners"})->Arg(100)->Arg(10'000)->Arg(1'000'000);

bool answers_as_published() { return gs::philox4x32({0, 0, 0, 0}, {0, 0})[0] == 0x6627e8d5U; }

template <class Draw>
void time_draws(benchmark::State& state, const Draw& draw) {
  if (!answers_as_published()) return state.SkipWithError("wrong words");
  std::uint64_t subject = 0;
  for (auto _ : state) benchmark::DoNotOptimize(draw(gs::Question{.subject = ++subject, .content = 7}));
  state.counters["draws"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

void draw_words(benchmark::State& state) {
  time_draws(state, [](const gs::Question& question) { return gs::words({1, 2}, question); });
}
void draw_uniform(benchmark::State& state) {
  time_draws(state, [](const gs::Question& question) { return gs::uniform({1, 2}, question); });
}
void draw_normal(benchmark::State& state) {
  time_draws(state, [](const gs::Question& question) { return gs::normal({1, 2}, question); });
}
BENCHMARK(draw_words);
BENCHMARK(draw_uniform);
BENCHMARK(draw_normal);

}  // namespace
