// Experiments over a bundled plan, and work that costs nothing, for tests of the runner.
#pragma once
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>

#include "core/draw.h"
#include "scenarios/batch/merge.h"
#include "scenarios/batch/points.h"
#include "scenarios/batch/runner.h"

namespace gs::batch_tests {

// `keys`: of the experiment beside name, scenario, factors and responses.
inline Bench bench_with(const std::string& keys, const std::string& factors = "") {
  const std::string usual =
      R"([{"name": "followers", "pointer": "/audience/accounts/example-roastery/followers",
                                 "range": [1000, 2000], "integer": true}])";
  return bench_of(parse_experiment(
      R"({"name": "e", "scenario": "roastery.json", "factors": )" + (factors.empty() ? usual : factors) +
          R"(, "responses": [{"kpi": "reach"}, {"kpi": "er_reach"}], )" + keys + "}",
      "scenarios/examples/experiment_of_a_test.json"));
}
inline const std::string kFortyPoints =
    R"("design": {"kind": "sobol", "points": 40}, "replicates": {"count": 25, "block": 4})";

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "groundswell.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// What a world comes to, by its address alone; every ninth second response is undefined.
inline double made_up(std::uint32_t point, std::uint32_t replicate, std::uint64_t column) {
  const World world{point, replicate};
  if (column == 1 && uniform(world, {7, 7, Purpose::synthetic}) < 1.0 / 9)
    return std::numeric_limits<double>::quiet_NaN();
  return 100 + normal(world, {column, 1, Purpose::synthetic});
}

// `each` is called before every block and may throw.
inline MakeWork made_up_work(std::function<void(const Block&)> each = {}) {
  struct Work : BlockWork {
    explicit Work(std::function<void(const Block&)> what) : each(std::move(what)) {}
    std::vector<double> live(const Block& block, const Watch&) override {
      if (each) each(block);
      std::vector<double> values;
      for (std::uint32_t r = block.first; r < block.first + block.count; ++r)
        for (const std::uint64_t column : {0U, 1U}) values.push_back(made_up(block.point, r, column));
      return values;
    }
    std::function<void(const Block&)> each;
  };
  return [each]() -> std::unique_ptr<BlockWork> { return std::make_unique<Work>(each); };
}

inline std::string hash_in(const Bench& bench, const Folder& folder) {
  return result_hash(bench, table_of(bench, folder.path()));
}

}  // namespace gs::batch_tests
