// groundswell batch submit EXPERIMENT --slurm: a job array that lives what is left, a task per shard. The
// experiment is opened and estimated first, so what would be refused is refused before anything is submitted.
// Knows nothing of the cluster: limits of partitions and sites are told by sbatch, and passed on.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "core/error.h"
#include "scenarios/batch/runner.h"
#include "scenarios/plan/estimate.h"
#include "scenarios/reading/words.h"
#include "tools/commands/batch_bench.h"
#include "tools/commands/batch_script.h"
#include "tools/commands/other_program.h"

namespace gs {
namespace {

constexpr double kMebibyte = 1024 * 1024;
constexpr std::int64_t kMostTasks = 100'000;  // RunPlace takes six digits; sites allow far fewer

struct SubmitArguments {
  BatchArguments batch;
  bool slurm = false, merge = false, retry = false;
  std::int64_t tasks = 0, requeues = 20;
  std::string partition, time, write;
  std::vector<std::string> options;
};

[[noreturn]] void refuse(const std::string& what, const std::string& why, const std::string& remedy) {
  throw Error(Fault::usage, what, why, remedy, "C04");
}

// "qos=long" and "--qos=long" are one: the first needs no equals sign behind --sbatch.
std::string option_line(const std::string& option) {
  return option.starts_with('-') ? option : "--" + option;
}

void refuse_slips(const SubmitArguments& arguments) {
  if (!arguments.slurm)
    throw Error(
        Fault::usage,
        "batch submit",
        "to which batch system?",
        "give --slurm, the one it knows; in the job array of another, run 'batch run EXPERIMENT --shard "
        "I/N' with I the number of the task",
        "C01");
  if (!arguments.time.empty() && !slurm_seconds(arguments.time))
    refuse("--time " + shown(arguments.time),
           "no time that Slurm reads",
           "for example --time 90, 4:00:00 or 1-12");
  if (arguments.partition.find('\n') != std::string::npos)
    refuse("--partition " + shown(arguments.partition), "is more than one line", "sinfo lists partitions");
  for (const std::string& option : arguments.options) {
    if (option.find_first_not_of('-') == std::string::npos || option.find('\n') != std::string::npos)
      refuse("--sbatch " + shown(option), "no option of sbatch", "for example --sbatch qos=long");
    if (option_line(option).starts_with("--array") || option.starts_with("-a"))
      refuse("--sbatch " + shown(option), "the array is made of shards", "say how many with --tasks");
  }
}

std::string absolute(const std::string& path) {
  std::error_code failure;
  const auto whole = std::filesystem::absolute(path, failure);
  if (failure)
    throw Error(
        Fault::io, path, "has no full path (" + failure.message() + ")", "run it in a folder that is there");
  return whole.lexically_normal().string();
}

std::string own_program() {
  std::error_code failure;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
  if (failure)
    throw Error(Fault::io, "/proc/self/exe", "cannot be read (" + failure.message() + ")", "mount /proc");
  return program.string();
}

// A command that opens this experiment as this one was opened, from any folder.
std::vector<std::string> command_words(const std::string& verb,
                                       const SubmitArguments& arguments,
                                       const Session& session) {
  const BatchArguments& batch = arguments.batch;
  std::vector<std::string> words{own_program(), "batch", verb, absolute(batch.experiment)};
  const auto add = [&words](const std::string& option, const std::string& value) {
    if (!value.empty()) words.insert(words.end(), {option, value});
  };
  if (!batch.into.empty()) add("--into", absolute(batch.into));
  add("--account", batch.account);
  if (batch.calibration > 0) add("--calibration", std::to_string(batch.calibration));
  if (!session.workspace.empty() || session.workspace_exists())
    add("--workspace", absolute(session.workspace_path()));
  if (session.seed >= 0) add("--seed", std::to_string(session.seed));
  for (const auto& [name, value] : session.limits) add("--limit", fmt::format("{}={}", name, value));
  for (const auto& [given, option] : {std::pair(session.read_only, "--read-only"),
                                      std::pair(session.allow_path, "--allow-path"),
                                      std::pair(session.allow_unconverged, "--allow-unconverged")})
    if (given) words.emplace_back(option);
  return words;
}

struct WorkLeft {
  std::vector<std::uint32_t> tasks{};  // shards that have any
  double worlds = 0, longest = 0;      // of all; of the shard that has most
};

WorkLeft work_left(const OpenedBatch& batch, const SubmitArguments& arguments) {
  const BatchLedger ledger = ledger_of(batch.bench, batch.folder, arguments.retry);
  const auto of = static_cast<std::uint32_t>(arguments.tasks);
  WorkLeft left;
  for (std::uint32_t number = 1; number <= of; ++number) {
    double worlds = 0;
    for (const Job& job : ledger.jobs({.number = number, .of = of}))
      for (std::uint32_t b = 0; b < job.blocks; ++b)
        worlds += ledger.block(job.point, job.first_block + b).count;
    if (worlds == 0) continue;
    left.tasks.push_back(number);
    left.worlds += worlds;
    left.longest = std::max(left.longest, worlds);
  }
  return left;
}

// What a task asks for: the estimate holds within 2 for memory and about 3 for seconds on another machine
// (scenarios/plan/estimate.h). Assumptions: starting takes five minutes at most; a day at most, since a task
// that needs longer goes back to the queue, and long ones wait longest there.
void ask_for(BatchScript& script,
             const BatchEstimate& estimate,
             const WorkLeft& left,
             const Session& session) {
  const double seconds = left.longest * estimate.world_seconds / estimate.workers;
  const double minutes = std::clamp(std::ceil(3 * seconds / 60) + 5, 10.0, 24 * 60.0);
  if (script.seconds == 0) script.seconds = static_cast<std::int64_t>(minutes) * 60;
  const double bytes = session.mem_limit > 0 ? static_cast<double>(session.mem_limit) : 2 * estimate.bytes();
  script.mebibytes = static_cast<std::int64_t>(std::ceil(bytes / kMebibyte));
}

BatchEstimate estimated(const OpenedBatch& batch, const Session& session) {
  RunOptions options;
  options.threads = static_cast<unsigned>(std::max<std::int64_t>(1, session.threads));
  options.limits = session.run_limits();
  if (session.mem_limit == 0) options.limits.bytes = 0;  // this machine's memory is not the nodes'
  const BatchEstimate estimate = estimate_batch(batch.bench, batch.knowledge, options);
  refuse_too_large(estimate, options.limits, batch.bench.experiment.file);
  return estimate;
}

BatchScript script_for(const OpenedBatch& batch,
                       const SubmitArguments& arguments,
                       const WorkLeft& left,
                       const Session& session) {
  BatchScript script{.name = batch.bench.experiment.name,
                     .folder = absolute(batch.folder),
                     .run = command_words("run", arguments, session),
                     .merge = command_words("merge", arguments, session),
                     .tasks = left.tasks,
                     .of = static_cast<std::uint32_t>(arguments.tasks),
                     .threads = std::max<std::int64_t>(1, session.threads),
                     .seconds = slurm_seconds(arguments.time).value_or(0),
                     .partition = arguments.partition,
                     .requeues = arguments.requeues};
  for (const std::string& option : arguments.options) script.options.push_back(option_line(option));
  ask_for(script, estimated(batch, session), left, session);
  script.run.insert(script.run.end(), {"--mem-limit", fmt::format("{}M", script.mebibytes)});
  if (session.max_events > 0)
    script.run.insert(script.run.end(), {"--max-events", std::to_string(session.max_events)});
  if (arguments.retry) script.run.emplace_back("--retry");
  return script;
}

void refuse_foreign(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return;
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty() || text.starts_with(kScriptBegins)) return;
  throw Error(Fault::usage,
              path,
              "exists and is no earlier script of this command: would overwrite it",
              "choose another name with --write",
              "C03");
}

// Slurm reads % and \ in the path of a log as its own, and gives no way to write them all.
void refuse_unloggable(const std::string& folder) {
  if (folder.find_first_of("%\\") != std::string::npos)
    refuse(shown(folder, 200),
           "Slurm writes no logs into a folder with % or \\ in its path",
           "choose another with --into");
}

// Writes the script, and the folder that logs go to before any task has begun; returns its path.
std::string written(const BatchScript& script, const SubmitArguments& arguments) {
  const std::string path = absolute(arguments.write.empty() ? script.folder + "/submit.sh" : arguments.write);
  refuse_foreign(path);
  refuse_unloggable(script.folder);
  std::error_code failure;
  std::filesystem::create_directories(script.folder, failure);
  if (failure)
    throw Error(Fault::io,
                script.folder,
                "cannot be made (" + failure.message() + ")",
                "choose another folder with --into");
  write_file(path, script_text(script));
  return path;
}

// Words of the command that submits; `after`: the job that the gathering of results waits for, "": the array.
std::vector<std::string> sbatch_words(const BatchScript& script,
                                      const std::string& path,
                                      const std::string& after = "") {
  std::vector<std::string> words{"sbatch", "--parsable", "--chdir=" + script.folder};
  if (!after.empty())
    for (const std::string& option : {"--array=0" + std::string(),
                                      "--dependency=afterany:" + after,
                                      "--job-name=" + script.name + ".merge",
                                      std::string("--output=merge.log")})
      words.push_back(option);
  words.push_back(path);
  return words;
}

// Two arrays at once would live the same worlds twice. A machine that cannot say what waits and runs is
// believed.
void refuse_second_array(const BatchScript& script) {
  const auto queue = ask_program({"squeue", "--noheader", "--name=" + script.name, "--format=%F %Z"});
  if (!queue || queue->code != 0) return;
  std::istringstream lines(queue->out);
  for (std::string job, folder; lines >> job && std::getline(lines >> std::ws, folder);)
    if (folder == script.folder)
      throw Error(Fault::locked,
                  script.folder,
                  "job " + job + " waits or works on this folder",
                  "let it end (squeue --jobs=" + job + "), or stop it first: scancel " + job);
}

// For people to type; the second line takes the job's number from the first.
std::string commands_to_type(const BatchScript& script, const std::string& path, bool merge) {
  const auto typed = [](const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
      const bool waits = word == "--dependency=afterany:JOB";
      text += (text.empty() ? "" : " ") + (waits ? "--dependency=afterany:${job%%;*}" : shell_word(word));
    }
    return text;
  };
  const std::string array = typed(sbatch_words(script, path));
  return merge ? "job=$(" + array + ") &&\n" + typed(sbatch_words(script, path, "JOB")) : array;
}

// The number of the job, as sbatch --parsable says it: "12" or "12;cluster".
std::string submitted(const std::vector<std::string>& words, const std::string& to_type) {
  const auto answer = ask_program(words);
  const std::string& path = words.back();
  if (!answer)
    throw Error(Fault::io,
                "sbatch",
                "is not on the PATH of this machine; the script is written: " + path,
                "submit it where Slurm is: " + to_type);
  const std::string number = answer->out.substr(0, answer->out.find_first_of(";\n"));
  if (answer->code == 0 && !number.empty() && number.find_first_not_of("0123456789") == std::string::npos)
    return number;
  std::string said = answer->err.empty() ? answer->out : answer->err;
  while (said.ends_with('\n')) said.pop_back();
  std::ranges::replace(said, '\n', ' ');
  throw Error(Fault::io,
              "sbatch",
              fmt::format("ended with {}: {}", answer->code, shown(said, 600)),
              "the script is " + path +
                  "; sinfo lists partitions and their limits, --time, --partition and "
                  "--sbatch say what to ask for");
}

// What is known before a script is written.
nlohmann::json document_of(const OpenedBatch& batch, const SubmitArguments& arguments, const WorkLeft& left) {
  nlohmann::json document = batch_head(batch, "groundswell/batch-submit/1");
  document["tasks"] = left.tasks;
  document["of"] = arguments.tasks;
  document["worlds_left"] = static_cast<std::uint64_t>(left.worlds);
  document["shards"] = batch.folder;
  document["script"] = nullptr;
  document["run"] = {{"job", nullptr}, {"merge_job", nullptr}};
  return document;
}

std::string text_of(const BatchScript& script, const WorkLeft& left, const std::string& path) {
  return fmt::format(
      "{}: {:.0f} worlds left in {} of {} shards\n"
      "each      {} thread{}, {} MiB, {} and, if need be, back in the queue\n"
      "script    {}\nlogs      {}/{}\n",
      script.name,
      left.worlds,
      script.tasks.size(),
      script.of,
      script.threads,
      script.threads == 1 ? "" : "s",
      script.mebibytes,
      slurm_time(script.seconds),
      path,
      script.folder,
      log_name("N", script.of));
}

void submit_command(const SubmitArguments& arguments, const Session& session) {
  refuse_slips(arguments);
  refuse_to_overwrite(session.out);
  const OpenedBatch batch = open_batch(arguments.batch, session);
  const WorkLeft left = work_left(batch, arguments);
  nlohmann::json document = document_of(batch, arguments, left);
  if (left.tasks.empty()) {
    say(session, "next: " + command_for(session, "batch merge " + shell_word(arguments.batch.experiment)));
    const std::size_t failed = ledger_of(batch.bench, batch.folder).failures().size();
    const std::string failures =
        failed == 0 ? "" : fmt::format("; {} points failed (--retry tries them)", failed);
    return deliver(document,
                   batch.bench.experiment.name + ": nothing is left, nothing was submitted" + failures + "\n",
                   session);
  }
  const BatchScript script = script_for(batch, arguments, left, session);
  if (arguments.write.empty()) refuse_second_array(script);
  const std::string path = written(script, arguments);
  const std::string to_type = commands_to_type(script, path, arguments.merge);
  document["script"] = path;
  document["submit"] = to_type;
  document["task"] = {
      {"threads", script.threads}, {"time", slurm_time(script.seconds)}, {"memory_mib", script.mebibytes}};
  std::string text = text_of(script, left, path);
  if (!arguments.write.empty()) return deliver(document, text + "submit    " + to_type + "\n", session);
  const std::string job = submitted(sbatch_words(script, path), to_type);
  document["run"]["job"] = job;
  text += "job       " + job + "\n";
  if (arguments.merge) {
    say(session, "submitted job " + job);
    const std::string gathers = submitted(sbatch_words(script, path, job), to_type);
    document["run"]["merge_job"] = gathers;
    text += "merge     " + gathers + " when all of it has ended\n";
  }
  deliver(document, text, session);
  say(session, "look: squeue --jobs=" + job + "   stop: scancel " + job + "   go on: the same command again");
}

}  // namespace

void add_batch_submit(CLI::App& batch, Session& session) {
  auto* command = batch.add_subcommand(
      "submit", "hand what is left of an experiment to a cluster's batch system, as a job array");
  auto arguments = std::make_shared<SubmitArguments>();
  add_batch_arguments(*command, arguments->batch, session);
  add_bounds(*command, session);
  command->add_flag("--slurm", arguments->slurm, "to Slurm, by sbatch");
  command->add_option("--tasks", arguments->tasks, "into how many shards, a task for each")
      ->required()
      ->check(CLI::Range(std::int64_t{1}, kMostTasks));
  command->add_option(
      "--time", arguments->time, "most time of a task, as sbatch reads it (default: estimated)");
  command->add_option("--partition", arguments->partition, "where to run (default: the site's)");
  command
      ->add_option("--sbatch",
                   arguments->options,
                   "a further option for sbatch, for example --sbatch qos=long (repeatable)")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--requeues", arguments->requeues, "most times a task puts itself back in the queue")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{100'000}))
      ->capture_default_str();
  command->add_flag("--merge", arguments->merge, "and gather the results when all tasks have ended");
  command->add_flag("--retry", arguments->retry, "try points that failed once more");
  command->add_option("--write", arguments->write, "write the script here and submit nothing");
  command->callback([arguments, &session] { submit_command(*arguments, session); });
}

}  // namespace gs
