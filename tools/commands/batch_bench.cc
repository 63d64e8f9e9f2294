// groundswell batch: its verbs, and how each of them opens an experiment.
#include "tools/commands/batch_bench.h"

#include <CLI/CLI.hpp>

#include "scenarios/document/paths.h"
#include "tools/commands/account.h"
#include "tools/commands/commands.h"

namespace gs {

void add_batch_arguments(CLI::App& command, BatchArguments& arguments, Session& session) {
  command.add_option("experiment", arguments.experiment, "experiment JSON")->required();
  command.add_option(
      "--into",
      arguments.into,
      "folder of shards and results (default: shards in NAME.shards, results beside the experiment)");
  command.add_option("--account", arguments.account, "account of posts that name none");
  command
      .add_option("--calibration", arguments.calibration, "another calibration than the latest, by number")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 53));
  add_common_options(command, session, {"cost", "json-bytes"});
}

OpenedBatch open_batch(const BatchArguments& arguments, const Session& session) {
  BenchOptions options{scenario_options(session, arguments.account), session.chosen_seed()};
  OpenedBatch batch{bench_of(load_experiment(arguments.experiment, options.reading), options),
                    {},
                    arguments.into,
                    arguments.into};
  batch.knowledge = knowledge_of(session, posting_accounts(batch.bench.base), arguments.calibration);
  seal_bench(batch.bench, knowledge_text(batch.knowledge, batch.bench.base.background));
  if (!batch.folder.empty()) return batch;
  batch.beside = folder_of(arguments.experiment);
  batch.folder = batch.beside + "/" + batch.bench.experiment.name + ".shards";
  return batch;
}

nlohmann::json batch_head(const OpenedBatch& batch, const std::string& schema) {
  const Experiment& experiment = batch.bench.experiment;
  nlohmann::json factors = nlohmann::json::array(), responses = nlohmann::json::array();
  for (const ExperimentFactor& factor : experiment.factors) factors.push_back(factor.name);
  for (const ExperimentResponse& response : experiment.responses) responses.push_back(response.name);
  return {{"schema", schema},
          {"engine", GS_VERSION},
          {"seed", batch.bench.seed},
          {"inputs", {input_of(experiment.file)}},
          {"experiment",
           {{"name", experiment.name},
            {"hash", batch.bench.hash},
            {"design", name_of(experiment.design)},
            {"points", batch.bench.points()},
            {"replicates", experiment.most_replicates()},
            {"paired", experiment.paired},
            {"factors", factors},
            {"responses", responses}}}};
}

void add_batch(CLI::App& app, Session& session) {
  auto* command =
      app.add_subcommand("batch", "run a plan at many points of a design and gather what comes out");
  command->require_subcommand(1);
  add_batch_run(*command, session);
  add_batch_submit(*command, session);
  add_batch_merge(*command, session);
  add_batch_analyze(*command, session);
}

}  // namespace gs
