// What the runner of experiments costs beside the work it deals out, how two workers fare against one, and
// how fast a million rows become files. Answers are checked first.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <string>

#include "core/draw.h"
#include "scenarios/batch/merge.h"
#include "scenarios/batch/results.h"
#include "scenarios/batch/runner.h"
#include "scenarios/workspace/workspace.h"

namespace {

using namespace gs;

Bench bench_of_points(int points, int replicates) {
  return bench_of(parse_experiment(
      R"({"name": "e", "scenario": "roastery.json", "responses": [{"kpi": "reach"}, {"kpi": "er_reach"}],
          "factors": [{"name": "f", "pointer": "/audience/accounts/example-roastery/followers", "range": [1000, 2000]}],
          "design": {"kind": "sobol", "points": )" +
          std::to_string(points) + R"(}, "replicates": {"count": )" + std::to_string(replicates) + "}}",
      std::string(GS_EXAMPLES) + "/experiment_of_a_benchmark.json"));
}

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "groundswell.XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

// So many draws take about as long as a block of ten worlds of 1 ms; the clock says how long they took.
struct Burning : BlockWork {
  explicit Burning(std::uint64_t how_many) : draws(how_many) {}
  std::vector<double> live(const Block& block, const Watch&) override {
    double sum = 0;
    for (std::uint32_t i = 0; i < draws; ++i)
      sum += uniform({block.point, block.first}, {i, 1, Purpose::synthetic});
    return std::vector<double>(block.count * 2, sum);
  }
  std::uint64_t draws;
};

struct Spent {
  double clock = 0, processor = 0;  // seconds; of all threads
  Spent& operator+=(const Spent& more) {
    clock += more.clock, processor += more.processor;
    return *this;
  }
};
Spent spent_by(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t before = std::clock();
  work();
  const std::chrono::duration<double> clock = std::chrono::steady_clock::now() - begin;
  return {clock.count(), static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC};
}

std::uint64_t draws_in_ten_milliseconds() {
  constexpr std::uint64_t kTried = 1'000'000;
  Burning work(kTried);
  double best = 1e9;
  for (int i = 0; i < 5; ++i) best = std::min(best, spent_by([&] { work.live({0, 0, 1}, {}); }).processor);
  return static_cast<std::uint64_t>(0.01 / best * static_cast<double>(kTried));
}

// Processor time that is not work, in percent, and how much sooner the clock says it is over: the same blocks
// lived by a bare loop stand beside the run.
void run_experiment_of_10ms_blocks(benchmark::State& state) {
  const Bench bench = bench_of_points(60, 20);
  const std::uint64_t draws = draws_in_ten_milliseconds();
  Spent bare, run;
  for (auto _ : state) {
    const Folder folder;
    bare += spent_by([&] {
      Burning work(draws);
      for (std::uint32_t p = 0; p < 60; ++p)
        for (std::uint32_t b = 0; b < 2; ++b) benchmark::DoNotOptimize(work.live({p, b * 10, 10}, {}));
    });
    run += spent_by([&] {
      run_batch(bench,
                [draws] { return std::make_unique<Burning>(draws); },
                {.folder = folder.path},
                {.threads = static_cast<unsigned>(state.range(0))});
    });
    if (table_of(bench, folder.path).rows.size() != 1200) state.SkipWithError("rows are missing");
  }
  state.counters["overhead_percent"] = 100 * (run.processor / bare.processor - 1);
  state.counters["times_one_thread"] = bare.clock / run.clock;
}
BENCHMARK(run_experiment_of_10ms_blocks)->ArgName("threads")->Arg(1)->Arg(2)->UseRealTime()->Iterations(3);

BatchTable million_rows() {
  const Bench bench = bench_of_points(1000, 2);
  BatchTable table;
  table.name = "e";
  table.factors = batch_factors(bench.experiment, bench.design);
  table.responses = {{"reach", "people", {}}, {"er_reach", "fraction", {}}};
  table.unit = bench.design.unit, table.value = bench.design.value;
  table.y = NumberTable(1'000'000, 2);
  for (std::uint32_t row = 0; row < 1'000'000; ++row) {
    table.rows.push_back({row / 1000, row % 1000});
    for (std::uint32_t c = 0; c < 2; ++c)
      table.y(row, c) = 1e4 * uniform({1, row}, {c, 2, Purpose::synthetic});
  }
  return table;
}

void write_million_rows(benchmark::State& state) {
  const BatchTable table = million_rows();
  for (auto _ : state) {
    const std::string text =
        state.range(0) == 0 ? rows_csv(table) : results_database(table, {"experiment", "result"});
    if (text.size() < 20'000'000) state.SkipWithError("rows are missing");
  }
  state.counters["rows"] = benchmark::Counter(1e6, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(write_million_rows)->ArgName("sqlite")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

// Into the workspace, and what every command that reads this workspace pays for it.
void keep_million_rows(benchmark::State& state) {
  const BatchTable table = million_rows();
  Spent keeping, opening;
  double megabytes = 0;
  for (auto _ : state) {
    const Folder folder;
    const std::string path = folder.path + "/w.gsw";
    keeping += spent_by([&] {
      Workspace::open(path, Access::create)
          .store_batch({0, "batch", "million", "", "", "", "{}"}, stored_batch(table));
    });
    opening += spent_by([&] {
      if (Workspace::open(path, Access::read_only).documents("batch").size() != 1)
        state.SkipWithError("the batch is missing");
    });
    megabytes = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
  }
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["rows_a_second_of_processor"] = 1e6 * rounds / keeping.processor;
  state.counters["seconds_to_open"] = opening.processor / rounds;
  state.counters["megabytes"] = megabytes;
}
BENCHMARK(keep_million_rows)->Unit(benchmark::kMillisecond)->Iterations(2);

void append_million_rows(benchmark::State& state) {
  for (auto _ : state) {
    const Folder folder;
    const ShardHead head{std::string(64, 'a'), 2, 1, 1};
    {
      ShardWriter writer(folder.path + "/a.gss", head);
      for (std::uint32_t block = 0; block < 100'000; ++block)
        writer.append({{block / 100, block % 100 * 10, 10}, std::vector<double>(20, block)});
      writer.sync();
    }
    std::size_t rows = 0;
    read_shard(folder.path + "/a.gss", head, [&](ShardRecord&& record) { rows += record.block.count; });
    if (rows != 1'000'000) state.SkipWithError("rows are missing");
  }
  state.counters["rows"] = benchmark::Counter(1e6, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(append_million_rows)->Unit(benchmark::kMillisecond);

}  // namespace
