// groundswell batch analyze EXPERIMENT: what each response depends on, from what the shards hold so far.
#include <CLI/CLI.hpp>
#include <memory>

#include "scenarios/batch/analyze/analysis.h"
#include "scenarios/batch/merge.h"
#include "scenarios/forecast.h"
#include "tools/commands/account.h"
#include "tools/commands/batch_bench.h"
#include "tools/commands/progress.h"
#include "tools/commands/results.h"

namespace gs {

namespace {

struct AnalyzeArguments {
  BatchArguments batch;
  ResultArguments result;
  std::int64_t resamples = 1000;
};

// What every result of the base plan says of itself, and of what it rests on.
nlohmann::json head_for(const OpenedBatch& batch) {
  const Experiment& experiment = batch.bench.experiment;
  RunOptions options;
  options.seed = batch.bench.seed;
  nlohmann::json head = head_of(prepare_forecast(batch.bench.base, batch.knowledge, options));
  head.erase("audience");
  head["about"] = experiment.about;
  head["replicates"] = experiment.most_replicates();
  return head;
}

nlohmann::json analysed(const AnalyzeArguments& arguments, const OpenedBatch& batch, const Session& session) {
  const BatchTable table =
      table_of(batch.bench, batch.folder, {.missing = Missing::left_out, .watch = {session.stop}});
  const ProgressLine line(session);
  line.watch().stage("picking points again");
  const nlohmann::json analysis =
      analysis_document(table,
                        {.resamples = static_cast<std::size_t>(arguments.resamples),
                         .seed = batch.bench.seed,
                         .threads = session.thread_count(),
                         .stop = session.stop});
  nlohmann::json document = head_for(batch), notes = analysis["notes"];
  for (const nlohmann::json& note : document["notes"]) notes.push_back(note);
  document.update(analysis);
  document["notes"] = notes;
  document["inputs"] = {input_of(batch.bench.experiment.file)};
  document["experiment_hash"] = batch.bench.hash;
  document["result_hash"] = result_hash(batch.bench, table);
  return document;
}

void analyze_command(const AnalyzeArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  refuse_to_overwrite(arguments.result.report);
  const OpenedBatch batch = open_batch(arguments.batch, session);
  nlohmann::json document = analysed(arguments, batch, session);
  finish_result(document, arguments.result, posting_accounts(batch.bench.base).front(), session);
}

}  // namespace

void add_batch_analyze(CLI::App& batch, Session& session) {
  auto* command = batch.add_subcommand(
      "analyze", "what each response depends on: indices with intervals, effects, one HTML report");
  auto arguments = std::make_shared<AnalyzeArguments>();
  add_batch_arguments(*command, arguments->batch, session);
  command->add_option("--report", arguments->result.report, "write a report to this HTML file");
  command->add_option("--save", arguments->result.save, "keep the result in the workspace under this name");
  command->add_option("--resamples", arguments->resamples, "resamples of the intervals")
      ->check(CLI::Range(std::int64_t{100}, std::int64_t{100000}))
      ->capture_default_str();
  command->callback([arguments, &session] { analyze_command(*arguments, session); });
}

}  // namespace gs
