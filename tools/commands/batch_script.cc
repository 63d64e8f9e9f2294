// Slurm takes lines of its own from the head of the script; everything below them is bash.
#include "tools/commands/batch_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "scenarios/reading/words.h"

namespace gs {
namespace {

// Slurm sends its warning up to a minute early (sbatch(1), --signal), and the program saves within seconds.
// Assumption: a tenth of the time, where that is less than a minute, is enough on any disk.
std::int64_t warning_seconds(std::int64_t seconds) { return std::clamp<std::int64_t>(seconds / 10, 5, 60); }

// A value in a line that Slurm reads: in double quotes, where only these two mean something.
std::string slurm_word(const std::string& text) {
  std::string word = "\"";
  for (const char c : text) word += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
  return word + "\"";
}

std::string command_text(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + shell_word(word);
  return text;
}

std::string lines_for_slurm(const BatchScript& script) {
  std::vector<std::string> lines{"--job-name=" + slurm_word(script.name),
                                 "--array=" + array_text(script.tasks),
                                 "--requeue",
                                 "--open-mode=append",
                                 "--output=" + log_name("%a", script.of),
                                 fmt::format("--signal=B:TERM@{}", warning_seconds(script.seconds)),
                                 "--time=" + slurm_time(script.seconds),
                                 fmt::format("--mem={}M", script.mebibytes),
                                 fmt::format("--cpus-per-task={}", script.threads)};
  if (!script.partition.empty()) lines.push_back("--partition=" + slurm_word(script.partition));
  lines.insert(lines.end(), script.options.begin(), script.options.end());
  std::string text;
  for (const std::string& line : lines) text += "#SBATCH " + line + "\n";
  return text;
}

// What of the script is the same for all.
constexpr char kRequeues[] = R"sh(
task=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID child= told=
# Slurm may have asked the program itself as well, and asked twice it leaves before its file is safe: a request
# is passed on only to a program that is still at work a second later.
stop() {
  told=yes
  for _ in {1..10}; do
    kill -0 "$child" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -TERM "$child" 2>/dev/null
}
trap stop TERM
run_shard &
child=$!
[ -z "$told" ] || kill -TERM "$child"
while :; do
  told=
  wait "$child"
  code=$?
  [ -n "$told" ] || break  # else a signal ended the waiting, not the program
done
[ "$code" -eq 143 ] || exit "$code"  # 143: asked to stop, everything lived is saved

if [ "$(squeue --noheader --jobs="$task" --format=%T 2>/dev/null)" != RUNNING ]; then
  echo 'asked to stop: Slurm ends this task, or has put it back in the queue itself' >&2
elif [ "${SLURM_RESTART_COUNT:-0}" -ge "$most_requeues" ]; then
  echo "stopped after ${SLURM_RESTART_COUNT:-0} times back in the queue; what was lived is saved:" \
    'submit again, with more --time or --tasks' >&2
elif scontrol requeue "$task"; then
  echo 'saved and put back in the queue: it goes on where it stopped' >&2
fi
exit 143
)sh";

}  // namespace

std::string log_name(const std::string& task, std::uint32_t of) {
  return fmt::format("task-{}-of-{}.log", task, of);
}

std::string script_text(const BatchScript& script) {
  return std::string(kScriptBegins) +
         fmt::format(
             ": experiment {} in {} shards; task 0 gathers the results\n", shown(script.name), script.of) +
         lines_for_slurm(script) + "\ncd -- " + shell_word(script.folder) + " || exit 8\n" +
         "if [ \"$SLURM_ARRAY_TASK_ID\" = 0 ]; then\n  exec " + command_text(script.merge) + "\nfi\n" +
         "run_shard() {\n  exec " + command_text(script.run) +
         fmt::format(
             " --shard \"$SLURM_ARRAY_TASK_ID/{}\" --threads "
             "\"$SLURM_CPUS_PER_TASK\"\n}}\nmost_requeues={}\n",
             script.of,
             script.requeues) +
         kRequeues;
}

std::string array_text(const std::vector<std::uint32_t>& tasks) {
  std::string text;
  for (std::size_t i = 0; i < tasks.size();) {
    std::size_t last = i;
    while (last + 1 < tasks.size() && tasks[last + 1] == tasks[last] + 1) ++last;
    text += (text.empty() ? "" : ",") + std::to_string(tasks[i]);
    if (last > i) text += "-" + std::to_string(tasks[last]);
    i = last + 1;
  }
  return text;
}

std::optional<std::int64_t> slurm_seconds(const std::string& text) {
  const std::size_t dash = text.find('-');
  std::string rest = dash == std::string::npos ? text : text.substr(dash + 1);
  std::vector<std::int64_t> parts;
  const auto read = [&parts](const std::string& part) {
    std::int64_t value = -1;
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
    const bool whole = fault == std::errc{} && end == part.data() + part.size();
    if (whole && value >= 0 && value < 1'000'000) parts.push_back(value);
    return whole && value >= 0 && value < 1'000'000;
  };
  if (dash != std::string::npos && !read(text.substr(0, dash))) return std::nullopt;
  const std::size_t days = parts.size();
  for (std::size_t colon = 0; colon != std::string::npos;) {
    colon = rest.find(':');
    if (!read(rest.substr(0, colon))) return std::nullopt;
    if (colon != std::string::npos) rest = rest.substr(colon + 1);
  }
  if (parts.size() - days > 3) return std::nullopt;
  if (days == 0) {  // minutes come first where hours are left out
    if (parts.size() < 3) parts.insert(parts.begin(), 0);
    parts.insert(parts.begin(), 0);
  }
  parts.resize(4);
  const std::int64_t seconds = ((parts[0] * 24 + parts[1]) * 60 + parts[2]) * 60 + parts[3];
  return seconds > 0 ? std::optional(seconds) : std::nullopt;
}

std::string slurm_time(std::int64_t seconds) {
  const std::int64_t days = seconds / 86400;
  return (days > 0 ? std::to_string(days) + "-" : "") +
         fmt::format("{:02}:{:02}:{:02}", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
}

}  // namespace gs
