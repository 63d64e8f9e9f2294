// The script of a Slurm job array that lives an experiment: a task per shard, which saves when asked to stop,
// puts itself back in the queue and goes on where it stopped; task 0 gathers the results instead.
// Paths stand only where the shell reads them, in single quotes: lines for Slurm have no way to write all of
// them. Source: sbatch(1), scontrol(1), slurm.conf(5) of Slurm 22.05.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gs {

struct BatchScript {
  std::string name;                     // of the experiment
  std::string folder;                   // of shards and logs, absolute
  std::vector<std::string> run, merge;  // the commands: absolute paths, without shard and threads
  std::vector<std::uint32_t> tasks;     // shards that have work left, ascending
  std::uint32_t of = 1;                 // shards in all
  std::int64_t threads = 1, seconds = 0, mebibytes = 0;  // of a task
  std::string partition{};
  std::vector<std::string> options{};  // further lines for sbatch, as they stand
  std::int64_t requeues = 0;           // most times a task puts itself back
};

// How every such script begins: one that does may be written anew.
inline constexpr char kScriptBegins[] = "#!/bin/bash\n# groundswell batch submit";

std::string script_text(const BatchScript& script);
std::string log_name(const std::string& task, std::uint32_t of);  // "task-2-of-8.log"

// {2, 5, 6, 7} -> "2,5-7"
std::string array_text(const std::vector<std::uint32_t>& tasks);

// Time as sbatch reads and writes it: minutes, minutes:seconds, hours:minutes:seconds, days-hours,
// days-hours:minutes, days-hours:minutes:seconds. nullopt where it is none of them or zero.
std::optional<std::int64_t> slurm_seconds(const std::string& text);
std::string slurm_time(std::int64_t seconds);  // "1-02:00:00", "00:10:00"

}  // namespace gs
