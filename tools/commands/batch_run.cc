// groundswell batch run EXPERIMENT: lives what is left of an experiment; --dry-run tells what it would take.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>

#include "core/error.h"
#include "scenarios/batch/merge.h"
#include "scenarios/batch/runner.h"
#include "scenarios/reading/source_file.h"
#include "scenarios/reading/words.h"
#include "tools/commands/batch_bench.h"
#include "tools/commands/progress.h"
#include "tools/commands/ranks.h"

namespace gs {

namespace {

constexpr int kTerminated = 128 + 15;  // a launcher ends the others by SIGTERM

struct RunArguments {
  BatchArguments batch;
  std::string shard;
  bool dry_run = false, retry = false;
};

// "2/3": number and count.
RunPlace place_of(const std::string& shard, const std::string& folder) {
  RunPlace place{.folder = folder};
  if (shard.empty()) return place;
  const std::size_t slash = shard.find('/');
  const auto whole = [&](const std::string& text) -> std::uint32_t {
    if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
      return 0;
    return static_cast<std::uint32_t>(std::stoul(text));
  };
  if (slash != std::string::npos) place.number = whole(shard.substr(0, slash));
  place.of = slash == std::string::npos ? 0 : whole(shard.substr(slash + 1));
  if (place.number < 1 || place.of < place.number)
    throw Error(
        Fault::usage, "--shard " + shard, "expected I/N with 1 <= I <= N", "for example --shard 2/8", "C04");
  return place;
}

RunOptions options_for(const Session& session, const Watch& watch) {
  RunOptions options;
  options.threads = session.thread_count();
  options.watch = watch;
  options.limits = session.run_limits();
  return options;
}

std::string size_line(const OpenedBatch& batch) {
  const Experiment& e = batch.bench.experiment;
  return fmt::format("{}: {} points ({}, {} factor{}) x {} replicates{}\n",
                     e.name,
                     batch.bench.points(),
                     name_of(e.design),
                     e.factors.size(),
                     e.factors.size() == 1 ? "" : "s",
                     e.stopping.most > 0 ? fmt::format("{} to {}", e.replicates, e.stopping.most)
                                         : std::to_string(e.replicates),
                     e.paired ? ", the same worlds for every point" : ", worlds of its own for every point");
}

void dry_run(const OpenedBatch& batch, const Session& session) {
  const BatchEstimate estimate =
      estimate_batch(batch.bench, batch.knowledge, options_for(session, {session.stop}));
  const BatchLedger ledger = ledger_of(batch.bench, batch.folder);
  const std::size_t failed = ledger.failures().size();
  const auto left = static_cast<double>(ledger.worlds_foreseen() - ledger.worlds_done());
  const double seconds = left * estimate.world_seconds / estimate.workers;
  const auto worlds = static_cast<double>(ledger.worlds_foreseen());  // at most, with stopping
  nlohmann::json document = batch_head(batch, "groundswell/batch-plan/1");
  document["estimate"] = {{"worlds", worlds},
                          {"worlds_done", ledger.worlds_done()},
                          {"seconds", std::ceil(seconds)},
                          {"bytes", std::ceil(estimate.bytes())},
                          {"workers", estimate.workers},
                          {"cost", estimate.point.cost * estimate.points}};
  const std::string text =
      size_line(batch) +
      fmt::format(
          "worlds    {:.0f}, of them {} done{}\ntime      about {} on {:.0f} thread{}\n"
          "memory    about {}\nshards    {}\n",
          worlds,
          ledger.worlds_done(),
          failed == 0 ? "" : fmt::format("; {} points failed (--retry tries them)", failed),
          duration_in_words(std::max(1.0, seconds)),
          estimate.workers,
          estimate.workers == 1 ? "" : "s",
          bytes_in_words(static_cast<std::int64_t>(estimate.bytes())),
          batch.folder);
  deliver(document, text, session);
  refuse_too_large(estimate, session.run_limits(), batch.bench.experiment.file);
}

BatchProgress run_with_progress(const OpenedBatch& batch,
                                const RunPlace& place,
                                const RunArguments& arguments,
                                const Session& session) {
  const ProgressLine line(session);
  const Watch watch = line.watch();
  const RunOptions options = options_for(session, watch);
  watch.stage("looking at the experiment");
  const BatchEstimate estimate = estimate_batch(batch.bench, batch.knowledge, options);
  refuse_too_large(estimate, options.limits, batch.bench.experiment.file);
  watch.stage("simulating points");
  const MakeWork work = plan_work(batch.bench, batch.knowledge, bounds_of(estimate, options.limits));
  const BatchOptions batch_options{.threads = options.threads,
                                   .watch = watch,
                                   .world_seconds = estimate.world_seconds / estimate.workers,
                                   .retry_failures = arguments.retry};
  try {
    return run_batch(batch.bench, work, place, batch_options);
  } catch (const Interrupted& stopped) {
    const std::string ranks = place.deals_all ? fmt::format("mpirun -n {} ", place.of) : "";
    throw Interrupted(std::string(stopped.what()) + "; resume with " + ranks + session.command_line);
  }
}

// Every failed point is told once: how many, the first four, the rest as a count.
void throw_failures(const BatchProgress& progress, const std::string& file) {
  if (progress.failures.empty()) return;
  std::string first;
  for (std::size_t i = 0; i < std::min<std::size_t>(4, progress.failures.size()); ++i)
    first += fmt::format(
        "{}point {}: {}", i == 0 ? "" : "; ", progress.failures[i].block.point, progress.failures[i].reason);
  if (progress.failures.size() > 4) first += fmt::format("; and {} more", progress.failures.size() - 4);
  throw Error(static_cast<Fault>(progress.failures.front().fault),
              file,
              fmt::format("{} of {} points failed, the others are saved. {}",
                          progress.failures.size(),
                          progress.points,
                          first),
              "mend the plan or the factors; limits that were raised are tried with --retry",
              progress.failures.front().code);
}

nlohmann::json failures_json(const BatchProgress& progress) {
  nlohmann::json all = nlohmann::json::array();
  for (const BatchFailure& failure : progress.failures)
    all.push_back({{"point", failure.block.point}, {"reason", failure.reason}, {"code", failure.code}});
  return all;
}

// What a run came to, told once.
void tell_progress(const OpenedBatch& batch,
                   const BatchProgress& progress,
                   const RunArguments& arguments,
                   const Session& session) {
  nlohmann::json document = batch_head(batch, "groundswell/batch-run/1");
  document["points_done"] = progress.points_done;
  document["worlds"] = progress.worlds_done;
  document["failures"] = failures_json(progress);
  document["points_imprecise"] = progress.points_imprecise;
  document["shards"] = batch.folder;
  std::string text = size_line(batch);
  text += fmt::format("done      {} of {} points, {} of them failed; {} worlds, {} of them by this run\n",
                      progress.points_done,
                      progress.points,
                      progress.failures.size(),
                      progress.worlds_done,
                      progress.worlds_new);
  if (progress.points_imprecise > 0)
    text += fmt::format("precision {} points stopped at {} worlds, not known as well as asked\n",
                        progress.points_imprecise,
                        batch.bench.experiment.stopping.most);
  if (progress.complete()) {
    const std::string hash = result_hash(batch.bench, table_of(batch.bench, batch.folder));
    document["result_hash"] = hash;
    text += "result    " + hash + "\n";
    say(session, "next: " + command_for(session, "batch merge " + shell_word(arguments.batch.experiment)));
  } else {
    document["result_hash"] = nullptr;
  }
  document["run"] = {{"worlds_new", progress.worlds_new}};
  deliver(document, text, session);
}

void run_here(const RunArguments& arguments, const Session& session) {
  place_of(arguments.shard, "");
  const OpenedBatch batch = open_batch(arguments.batch, session);
  if (arguments.dry_run) return dry_run(batch, session);
  const BatchProgress progress =
      run_with_progress(batch, place_of(arguments.shard, batch.folder), arguments, session);
  tell_progress(batch, progress, arguments, session);
  throw_failures(progress, batch.bench.experiment.file);
}

// The same on every rank; the first one speaks for all.
void run_on_ranks(const RunArguments& arguments, const Session& all, Ranks& ranks) {
  const Session session = session_of_rank(all, ranks);
  const bool speaks = ranks.number() == 0;
  OpenedBatch batch;
  do_on_all(ranks, [&] { batch = open_batch(arguments.batch, session); });
  if (arguments.dry_run) {
    if (speaks) dry_run(batch, session);
    return ranks.leave();
  }
  RankDealer dealer(ranks, batch.bench.hash);
  const RunPlace place = place_of_rank(ranks, dealer, batch.folder, session.thread_count());
  BatchProgress progress;
  try {
    progress = run_with_progress(batch, place, arguments, session);
  } catch (const Interrupted&) {
    if (speaks) throw;
    throw LeftToAnother{kTerminated};
  }
  if (speaks) tell_progress(batch, progress, arguments, session);
  ranks.leave();
  if (speaks) throw_failures(progress, batch.bench.experiment.file);
}

void run_command(const RunArguments& arguments, const Session& session) {
  refuse_to_overwrite(session.out);
  const std::unique_ptr<Ranks> ranks = arguments.shard.empty() ? join_ranks(session) : nullptr;
  if (ranks == nullptr) return run_here(arguments, session);
  run_on_ranks(arguments, session, *ranks);
}

}  // namespace

void add_batch_run(CLI::App& batch, Session& session) {
  auto* command = batch.add_subcommand(
      "run", "live what is left of an experiment; the same command again goes on where it stopped");
  auto arguments = std::make_shared<RunArguments>();
  add_batch_arguments(*command, arguments->batch, session);
  add_bounds(*command, session);
  command->add_option(
      "--shard", arguments->shard, "I/N: the I-th of N parts of the points, in a file of its own");
  command->add_flag(
      "--dry-run", arguments->dry_run, "say how large it is and what it would take, run nothing");
  command->add_flag("--retry", arguments->retry, "try points that failed once more");
  command->callback([arguments, &session] { run_command(*arguments, session); });
}

}  // namespace gs
