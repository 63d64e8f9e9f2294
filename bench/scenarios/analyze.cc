// How long a researcher waits for an analysis: base points of a Saltelli design of six factors, four worlds a
// point, 1000 resamples. The answer is looked at first: the first factor explains most.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

#include "core/draw.h"
#include "scenarios/batch/analyze/analysis.h"

namespace {

using namespace gs;

constexpr std::size_t kFactors = 6, kWorlds = 4;

double draw(std::size_t point, std::size_t column) {
  return uniform({1, 0}, {point, static_cast<std::uint32_t>(column), Purpose::synthetic});
}

BatchTable made_up(std::size_t base_points) {
  BatchTable table;
  table.design = DesignKind::saltelli, table.base_points = base_points;
  table.factors.resize(kFactors);
  for (std::size_t f = 0; f < kFactors; ++f) table.factors[f].name = "x" + std::to_string(f);
  table.responses = {{"reach", "people", {}}};
  table.unit = NumberTable(base_points * (kFactors + 2), kFactors);
  for (std::size_t p = 0; p < table.unit.rows; ++p)
    for (std::size_t f = 0; f < kFactors; ++f) {
      const std::size_t block = p / base_points;
      table.unit(p, f) = draw(p % base_points, block == 1 || block == 2 + f ? kFactors + f : f);
    }
  table.value = table.unit;
  table.y = NumberTable(table.unit.rows * kWorlds, 1);
  for (std::size_t p = 0; p < table.unit.rows; ++p)
    for (std::uint32_t world = 0; world < kWorlds; ++world) {
      double y = draw(p, 100 + world);
      for (std::size_t f = 0; f < kFactors; ++f) y += 10 * table.unit(p, f) / static_cast<double>(f + 1);
      table.y(table.rows.size(), 0) = y;
      table.rows.push_back({static_cast<std::uint32_t>(p), world});
    }
  return table;
}

void analyze_experiment(benchmark::State& state) {
  const BatchTable table = made_up(static_cast<std::size_t>(state.range(0)));
  const Resampling how{.resamples = 1000, .seed = 1, .threads = static_cast<unsigned>(state.range(1))};
  if (analysis_document(table, how)["responses"][0]["order"][0]["factor"] != "x0")
    return state.SkipWithError("the first factor explains most");
  for (auto _ : state) benchmark::DoNotOptimize(analysis_document(table, how));
  state.counters["points"] =
      benchmark::Counter(static_cast<double>(table.unit.rows), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(analyze_experiment)
    ->ArgNames({"base_points", "threads"})
    ->Args({256, 1})
    ->Args({2048, 1})
    ->Args({2048, 2})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
