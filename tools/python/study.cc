// Plans read, lived, compared and varied as the program does it, options checked at the door.
#include "tools/python/study.h"

#include "core/error.h"
#include "scenarios/batch/merge.h"
#include "scenarios/batch/plan_work.h"
#include "scenarios/batch/runner.h"
#include "scenarios/compare.h"
#include "scenarios/document/paths.h"
#include "tools/commands/account.h"
#include "tools/commands/together.h"

namespace gs::python {

namespace {

// What a session of the program would be with these options: limits by default, nothing said.
Session session_in(const std::string& workspace) {
  Session session;
  session.quiet = session.read_only = true;
  session.workspace = workspace;
  return session;
}

// A workspace is read where one is named only: no file of the folder one happens to be in changes a result.
ScenarioOptions reading_in(const std::string& workspace, const std::string& account) {
  if (!workspace.empty()) {
    open_for_reading(session_in(workspace));  // says what is missing
    return scenario_options(session_in(workspace), account);
  }
  ScenarioOptions options;
  options.account = account;
  return options;
}

Knowledge known_in(const std::string& workspace, const std::vector<std::string>& accounts) {
  return workspace.empty() ? Knowledge{} : knowledge_of(session_in(workspace), accounts, 0);
}

std::int64_t within(const char* name, std::int64_t value, WholeRange range) {
  if (value < range.low || value > range.high)
    throw Error(Fault::usage,
                name,
                std::to_string(value) + " is not between " + std::to_string(range.low) + " and " +
                    std::to_string(range.high),
                "choose a number in between",
                "C04");
  return value;
}

std::optional<std::uint32_t> checked_seed(const CallOptions& options) {
  if (!options.seed) return std::nullopt;
  return static_cast<std::uint32_t>(within("seed", *options.seed, {0, 4294967295}));
}

RunOptions run_options(const CallOptions& options, StopRequest stop) {
  RunOptions run;
  run.replicates = static_cast<std::size_t>(within("replicates", options.replicates, {1, 1'000'000'000}));
  run.threads = static_cast<unsigned>(within("threads", options.threads, {0, 1024}));
  run.watch.stop = stop;
  run.limits = session_in("").run_limits();
  return run;
}

std::uint32_t seed_of(const Scenario& base, const CallOptions& options) {
  return checked_seed(options).value_or(static_cast<std::uint32_t>(base.seed.value_or(1)));
}

}  // namespace

ReadPlan read_plan(const std::string& path, const std::string& workspace, const std::string& account) {
  const ScenarioOptions reading = reading_in(workspace, account);
  return {load_scenario(path, reading), reading, workspace};
}

ReadPlan patched_plan(const ReadPlan& base, const std::string& changes) {
  nlohmann::json document = nlohmann::json::parse(base.scenario.text);
  const JsonDocument patch = parse_json_safe(changes, "patch", {base.reading.json_bytes, JsonLimits{}.depth});
  JsonView(patch).members();  // refuses what is not an object
  document.merge_patch(patch.root);
  const std::string mark = " (patched)", &file = base.scenario.file;
  ReadPlan plan{
      parse_scenario(dump_pretty(document), file.ends_with(mark) ? file : file + mark, base.reading),
      base.reading,
      base.workspace};
  if (!document.contains("name")) plan.scenario.name = base.scenario.name;
  return plan;
}

LivedPlans lived_plan(const ReadPlan& plan, const CallOptions& options, StopRequest stop) {
  RunOptions run = run_options(options, stop);
  run.seed = seed_of(plan.scenario, options);
  const Knowledge knowledge =
      known_in(options.workspace.value_or(plan.workspace), posting_accounts(plan.scenario));
  LivedPlans lived{{}, {}, run.seed};
  lived.forecasts.push_back(run_forecast(plan.scenario, knowledge, run));
  lived.document = forecast_document(lived.forecasts.front());
  return lived;
}

LivedPlans lived_comparison(const std::vector<ReadPlan>& plans,
                            const CallOptions& options,
                            StopRequest stop) {
  std::vector<Scenario> scenarios;
  for (const ReadPlan& plan : plans) scenarios.push_back(plan.scenario);
  if (scenarios.size() < 2)
    throw Error(Fault::usage, "compare", "no variant", "name at least one plan beside the base", "C01");
  const std::vector<std::string> accounts = accounts_together(scenarios);
  name_apart(scenarios);
  RunOptions run = run_options(options, stop);
  run.seed = seed_of(scenarios.front(), options);
  const Knowledge knowledge = known_in(options.workspace.value_or(plans.front().workspace), accounts);
  LivedPlans lived{run_forecasts(scenarios, knowledge, run), {}, run.seed};
  lived.document = comparison_document(lived.forecasts);
  return lived;
}

BatchResult run_experiment(const BatchCall& call, const CallOptions& options, StopRequest stop) {
  const std::string workspace = options.workspace.value_or("");
  const BenchOptions reading{reading_in(workspace, ""), checked_seed(options)};
  Bench bench = bench_of(load_experiment(call.experiment, reading.reading), reading);
  const Knowledge knowledge = known_in(workspace, posting_accounts(bench.base));
  seal_bench(bench, knowledge_text(knowledge, bench.base.background));
  const RunOptions run = run_options(options, stop);
  const BatchEstimate estimate = estimate_batch(bench, knowledge, run);
  refuse_too_large(estimate, run.limits, call.experiment);
  const std::string beside = folder_of(call.experiment) + "/" + bench.experiment.name + ".shards";
  BatchResult result{{}, {}, call.folder.empty() ? beside : call.folder};
  run_batch(bench,
            plan_work(bench, knowledge, bounds_of(estimate, run.limits)),
            {.folder = result.folder},
            {.threads = run.threads, .watch = run.watch, .retry_failures = call.retry});
  result.table = table_of(bench, result.folder, {.watch = run.watch});
  result.result_hash = result_hash(bench, result.table);
  return result;
}

}  // namespace gs::python
