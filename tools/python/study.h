// What the module asks of the library, before any of it becomes Python: a plan read with what a workspace
// knows, lived, compared, run as an experiment. Mirrors the program's verbs; the same numbers come out.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/batch/table.h"
#include "scenarios/forecast.h"

namespace gs::python {

// A plan with how it was read, so that its variants are read the same way.
struct ReadPlan {
  Scenario scenario;
  ScenarioOptions reading{};
  std::string workspace{};  // empty: nothing is known of the accounts
};
ReadPlan read_plan(const std::string& path, const std::string& workspace, const std::string& account);
// `changes`: an RFC 7386 merge patch, as JSON text. Refused like any plan, naming the pointer.
ReadPlan patched_plan(const ReadPlan& base, const std::string& changes);

struct CallOptions {
  std::optional<std::string> workspace{};  // none: the one the plan was read with
  std::int64_t replicates = 400, threads = 0;
  std::optional<std::int64_t> seed{};  // none: the plan's, else 1
};

struct LivedPlans {
  std::vector<Forecast> forecasts{};  // one, or the base and its variants
  nlohmann::json document{};
  std::uint32_t seed = 1;
};
LivedPlans lived_plan(const ReadPlan& plan, const CallOptions& options, StopRequest stop);
LivedPlans lived_comparison(const std::vector<ReadPlan>& plans, const CallOptions& options, StopRequest stop);

struct BatchCall {
  std::string experiment, folder{};  // of the shards; empty: NAME.shards beside the experiment
  bool retry = false;
};
struct BatchResult {
  BatchTable table{};
  std::string result_hash{}, folder{};
};
BatchResult run_experiment(const BatchCall& call, const CallOptions& options, StopRequest stop);

}  // namespace gs::python
