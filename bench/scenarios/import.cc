// Rows per second from a canonical CSV on disk to posts, the whole way: bytes, text, records, columns,
// checks.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/draw.h"
#include "scenarios/imports/importer.h"

namespace {

// A made-up page that posts every ten minutes; one cell in ten is quoted text with a comma.
std::string write_export(std::int64_t rows) {
  std::string folder = (std::filesystem::temp_directory_path() / "gs_bench_XXXXXX").string();
  const std::string path = std::string(mkdtemp(folder.data())) + "/posts.csv";
  std::ofstream out(path);
  out << "platform,account,post_id,published,format,topic,title,paid,impressions,reach,reach_followers,likes,"
         "comments,"
         "shares,clicks,engaged_users,clickers\n";
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto reach = 1000 + gs::philox4x32({static_cast<std::uint32_t>(i), 0, 0, 0}, {1, 1})[0] % 90000;
    const gs::Instant when{1577836800 + 600 * i};
    out << "facebook,page,p" << i << ',' << gs::to_iso_utc(when)
        << ",photo,news,\"A caption, with a comma\",0," << 2 * reach << ',' << reach << ',' << reach / 2
        << ',' << reach / 20 << ',' << reach / 300 << ',' << reach / 200 << ',' << reach / 15 << ','
        << reach / 10 << ',' << reach / 18 << '\n';
  }
  return path;
}

void import_rows(benchmark::State& state) {  // import_rows/rows:100000/real_time
  const std::string path = write_export(state.range(0));
  const gs::Import first = gs::read_export(path, {});
  if (static_cast<std::int64_t>(first.posts.size()) != state.range(0) ||
      first.posts[0].at(gs::Metric::reach).value_or(0) < 1000)
    state.SkipWithError("the import is wrong");
  for (auto _ : state) benchmark::DoNotOptimize(gs::read_export(path, {}).posts.size());
  state.counters["rows"] =
      benchmark::Counter(static_cast<double>(state.range(0)), benchmark::Counter::kIsIterationInvariantRate);
  std::filesystem::remove_all(std::filesystem::path(path).parent_path());
}
BENCHMARK(import_rows)->ArgName("rows")->Arg(100000)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
