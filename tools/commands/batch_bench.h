// What the verbs of `batch` share: an experiment opened with all it follows from, and where its shards lie.
#pragma once
#include <cstdint>
#include <string>

#include "scenarios/batch/plan_work.h"
#include "scenarios/batch/points.h"
#include "tools/commands/session.h"

namespace gs {

struct BatchArguments {
  std::string experiment, into, account;
  std::int64_t calibration = 0;
};
void add_batch_arguments(CLI::App& command, BatchArguments& arguments, Session& session);

struct OpenedBatch {
  Bench bench;
  Knowledge knowledge;
  std::string folder;  // of the shards: --into, else NAME.shards beside the experiment
  std::string beside;  // where results go: --into, else the experiment's folder
};
OpenedBatch open_batch(const BatchArguments& arguments, const Session& session);

// {"schema", "engine", "seed", "inputs", "experiment": {…}}: the head of what every verb of `batch` delivers.
nlohmann::json batch_head(const OpenedBatch& batch, const std::string& schema);

void add_batch_run(CLI::App& batch, Session& session);
void add_batch_submit(CLI::App& batch, Session& session);
void add_batch_merge(CLI::App& batch, Session& session);
void add_batch_analyze(CLI::App& batch, Session& session);

}  // namespace gs
