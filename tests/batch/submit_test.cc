// `groundswell batch submit` and the script it writes, with stand-ins for Slurm's commands that note how they
// were called; slurm_test.cc has the real ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/batch/tiny.h"
#include "tests/support/sandbox.h"

namespace gs {
namespace {

using batch_tests::kTinyPlan;
using batch_tests::tiny_experiment;
using support::Ran;
using support::Sandbox;
using testing::HasSubstr;

class Submit : public testing::Test {
 protected:
  void SetUp() override {
    box.write("plan.json", kTinyPlan);
    box.write("e.json", tiny_experiment());
    box.shell("mkdir bin");
    stand_in("sbatch", "echo 41");
    stand_in("scontrol", ":");
    stand_in("squeue", "echo RUNNING");
  }
  // A program that notes its words, one a line, and does what `does` says.
  void stand_in(const std::string& name, const std::string& does) const {
    box.write("bin/" + name,
              "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"" + (box / name) + ".words\"\n" + does + "\n");
    box.shell("chmod +x bin/" + name);
  }
  Ran submit(const std::string& options, const std::string& before = "") const {
    return box.run("batch submit e.json " + options, before + " PATH=\"" + (box / "bin") + ":$PATH\"");
  }
  nlohmann::json submitted(const std::string& options) const {
    const Ran ran = submit(options + " --slurm --json");
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.code == 0 ? nlohmann::json::parse(ran.out) : nlohmann::json();
  }
  bool there(const std::string& name) const { return std::filesystem::exists(box / name); }
  // The script as Slurm runs it for task 2 of job 7.
  Ran task(const std::string& ends = "") const {
    return box.shell("export PATH=\"" + (box / "bin") +
                     ":$PATH\" SLURM_ARRAY_JOB_ID=7 SLURM_ARRAY_TASK_ID=2 SLURM_CPUS_PER_TASK=1; " +
                     (ends.empty() ? "exec bash e.shards/submit.sh" : ends));
  }
  Sandbox box;
};

TEST_F(Submit, WritesAnArrayOfShardsAndHandsItOver) {
  const nlohmann::json document = submitted(
      "--tasks 4 --merge --threads 2 --partition 'long \"x\"' --time 1-12 "
      "--sbatch qos=high --sbatch='--account=a b'");
  EXPECT_EQ(document["schema"], "groundswell/batch-submit/1");
  EXPECT_EQ(document["tasks"], (std::vector{1, 2, 3, 4}));
  EXPECT_EQ(document["run"]["job"], "41");
  EXPECT_EQ(document["run"]["merge_job"], "41");
  EXPECT_EQ(document["script"], box / "e.shards/submit.sh");
  const std::string script = box.read("e.shards/submit.sh");
  for (const char* line : {"#!/bin/bash",
                           "#SBATCH --job-name=\"e\"",
                           "#SBATCH --array=1-4",
                           "#SBATCH --requeue",
                           "#SBATCH --open-mode=append",
                           "#SBATCH --output=task-%a-of-4.log",
                           "#SBATCH --signal=B:TERM@60",
                           "#SBATCH --time=1-12:00:00",
                           "#SBATCH --cpus-per-task=2",
                           "#SBATCH --partition=\"long \\\"x\\\"\"",
                           "#SBATCH --qos=high",
                           "#SBATCH --account=a b"})
    EXPECT_THAT(script, HasSubstr(std::string(line) + "\n"));
  EXPECT_EQ(box.read("sbatch.words"),
            "--parsable\n--chdir=" + (box / "e.shards") + "\n" + (box / "e.shards/submit.sh") +
                "\n--parsable\n--chdir=" + (box / "e.shards") +
                "\n--array=0\n--dependency=afterany:41\n--job-name=e.merge\n--output=merge.log\n" +
                (box / "e.shards/submit.sh") + "\n");
}

TEST_F(Submit, LeavesOutShardsThatAreDoneAndSubmitsNothingWhenAllAre) {
  for (const char* shard : {"2/7", "5/7"}) box.run(std::string("batch run e.json --shard ") + shard);
  EXPECT_EQ(submitted("--tasks 7")["tasks"], (std::vector{1, 3, 4, 6, 7}));
  EXPECT_THAT(box.read("e.shards/submit.sh"), HasSubstr("#SBATCH --array=1,3-4,6-7\n"));
  box.run("batch run e.json");
  box.shell("rm sbatch.words");
  const nlohmann::json document = submitted("--tasks 7 --merge");
  EXPECT_EQ(document["tasks"], nlohmann::json::array());
  EXPECT_TRUE(document["run"]["job"].is_null());
  EXPECT_TRUE(submit("--tasks 3 --slurm").says("next: groundswell batch merge e.json"));
  EXPECT_FALSE(there("sbatch.words"));
}

TEST_F(Submit, RefusesASecondArrayOnOneFolderWhileTheFirstWaitsOrWorks) {
  const std::string folder = std::filesystem::weakly_canonical(box / "e.shards").string();
  stand_in("squeue", "echo '76 /elsewhere'; echo '77 " + folder + "'");
  const Ran ran = submit("--slurm --tasks 2");
  EXPECT_EQ(ran.code, 6) << ran.err;
  EXPECT_TRUE(ran.says("e.shards: job 77 waits or works on this folder")) << ran.err;
  EXPECT_TRUE(ran.says("scancel 77")) << ran.err;
  EXPECT_FALSE(there("sbatch.words"));
  EXPECT_FALSE(there("e.shards/submit.sh"));
  EXPECT_EQ(submit("--slurm --tasks 2 --write array.sh").code, 0) << "nothing is submitted";
  EXPECT_EQ(submit("--slurm --tasks 2 --into apart").code, 0) << "another folder";
}

TEST_F(Submit, GivesNoTaskToAShardWithoutPoints) {
  EXPECT_EQ(submitted("--tasks 5000")["tasks"].size(), 12U);
  EXPECT_THAT(box.read("e.shards/submit.sh"), HasSubstr("#SBATCH --array=1-12\n"));
}

TEST_F(Submit, WritesTheScriptOnlyAndSaysHowToSubmitIt) {
  const nlohmann::json document = submitted("--tasks 2 --merge --write 'my script.sh'");
  EXPECT_TRUE(document["run"]["job"].is_null());
  EXPECT_FALSE(there("sbatch.words"));
  EXPECT_EQ(box.shell("bash -n 'my script.sh'").code, 0);
  box.write("type.sh", document["submit"]);
  EXPECT_EQ(box.shell("PATH=\"$PWD/bin:$PATH\" sh type.sh").out, "41\n");
  EXPECT_THAT(box.read("sbatch.words"), HasSubstr("--dependency=afterany:41\n"));
  EXPECT_EQ(submit("--slurm --tasks 3 --write 'my script.sh'").code, 0) << "its own it writes anew";
  EXPECT_EQ(submit("--slurm --tasks 3 --write plan.json").code, 2);
  EXPECT_EQ(box.read("plan.json"), kTinyPlan);
}

TEST_F(Submit, RefusesBeforeAnythingIsWrittenOrSubmitted) {
  const auto refused = [&](const std::string& options) {
    const Ran ran = submit(options);
    EXPECT_FALSE(there("e.shards")) << options;
    EXPECT_FALSE(there("sbatch.words")) << options;
    return ran.code;
  };
  EXPECT_EQ(refused("--tasks 2"), 2);
  EXPECT_TRUE(submit("--tasks 2").says("give --slurm"));
  EXPECT_EQ(refused("--slurm"), 2);
  EXPECT_EQ(refused("--slurm --tasks 0"), 2);
  for (const char* time : {"soon", "1-", "1:2:3:4", "-5", "0", "1-2:3:4:5"})
    EXPECT_EQ(refused(std::string("--slurm --tasks 2 --time=") + time), 2) << time;
  for (const char* option : {"--", "array=1-9", "'--qos=a\n#SBATCH --x'"})
    EXPECT_EQ(refused(std::string("--slurm --tasks 2 --sbatch=") + option), 2) << option;
  EXPECT_EQ(refused("--slurm --tasks 2 --mem-limit 1M"), 4);
  EXPECT_EQ(refused("--slurm --tasks 2 --limit cost=1"), 4);
  EXPECT_EQ(refused("--slurm --tasks 2 --into 'a%b'"), 2) << "Slurm could write no logs";
  box.write("e.json", tiny_experiment(R"(, "oops": 1)"));
  EXPECT_EQ(refused("--slurm --tasks 2"), 3);
}

TEST_F(Submit, ReadsTimesAsSlurmDoes) {
  for (const auto& [given, written] : {std::pair("90", "01:30:00"),
                                       std::pair("2:30", "00:02:30"),
                                       std::pair("4:00:00", "04:00:00"),
                                       std::pair("1-12", "1-12:00:00"),
                                       std::pair("2-3:15", "2-03:15:00"),
                                       std::pair("0-0:0:30", "00:00:30")})
    EXPECT_EQ(submitted(std::string("--tasks 1 --time ") + given)["task"]["time"], written) << given;
}

TEST_F(Submit, SaysWhatSbatchSaidAndWhereThereIsNone) {
  stand_in("sbatch", "printf 'sbatch: error: no such partition\\nreally\\n' >&2; exit 1");
  Ran ran = submit("--slurm --tasks 2");
  EXPECT_EQ(ran.code, 8);
  EXPECT_TRUE(ran.says("ended with 1: sbatch: error: no such partition really")) << ran.err;
  ran = box.run("batch submit e.json --slurm --tasks 2", "PATH=/nowhere");
  EXPECT_EQ(ran.code, 8);
  EXPECT_TRUE(ran.says("sbatch: is not on the PATH")) << ran.err;
  EXPECT_TRUE(ran.says("submit it where Slurm is: sbatch --parsable")) << ran.err;
  EXPECT_THAT(box.read("e.shards/submit.sh"), HasSubstr("#SBATCH --array=1-2\n"));
}

TEST_F(Submit, ItsScriptOpensTheSameExperimentFromAnyFolderWhateverItsPath) {
  const std::string odd = "it's \"odd\" $HOME; `x`\n#SBATCH --no";
  box.shell("mkdir \"$(cat <<'END'\n" + odd + "\nEND\n)\"");
  box.write(odd + "/plan.json", kTinyPlan);
  box.write(odd + "/e.json", tiny_experiment());
  box.write("go.sh",
            "cd it*; PATH=\"$OLDPWD/bin:$PATH\" " + box.program() +
                " batch submit e.json --slurm --tasks 2 --seed 5 --max-events 1000000 --into here\n");
  const Ran ran = box.shell("bash go.sh");
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const char* number : {"1", "2", "0"}) {
    const Ran ended = box.shell(
        "cp it*/here/submit.sh run.sh; cd /; SLURM_CPUS_PER_TASK=1 "
        "SLURM_ARRAY_JOB_ID=7 SLURM_ARRAY_TASK_ID=" +
        std::string(number) + " bash \"" + (box / "run.sh") + "\"");
    EXPECT_EQ(ended.code, 0) << ended.err;
  }
  EXPECT_THAT(box.read(odd + "/here/e.rows.csv"), HasSubstr("point,replicate"));
  EXPECT_EQ(box.shell("cd it*; " + box.program() + " batch run e.json --seed 5 --into here --json").code, 0);
}

const char* const kAskedAtWork =
    "bash e.shards/submit.sh & while ! [ -s e.shards/shard-2-of-2.gss ]; do :; done; kill -TERM $!; wait $!";

TEST_F(Submit, ItsTaskSavesAndPutsItselfBackInTheQueueWhenAskedToStop) {
  box.write("e.json", tiny_experiment("", 24, 100'000));
  submitted("--tasks 2");
  const Ran ran = task(kAskedAtWork);
  EXPECT_EQ(ran.code, 143) << ran.err;
  EXPECT_TRUE(ran.says("replicates saved")) << ran.err;
  EXPECT_TRUE(ran.says("put back in the queue: it goes on where it stopped")) << ran.err;
  EXPECT_EQ(box.read("scontrol.words"), "requeue\n7_2\n");
}

TEST_F(Submit, ItsTaskEndsWhenSlurmEndsItOrItWasPutBackTooOften) {
  box.write("e.json", tiny_experiment("", 24, 100'000));
  submitted("--tasks 2 --requeues 3");
  Ran ran = task(std::string("export SLURM_RESTART_COUNT=3; ") + kAskedAtWork);
  EXPECT_EQ(ran.code, 143) << ran.err;
  EXPECT_TRUE(ran.says("stopped after 3 times back in the queue")) << ran.err;
  stand_in("squeue", "echo COMPLETING");
  ran = task("rm e.shards/*.gss; " + std::string(kAskedAtWork));
  EXPECT_EQ(ran.code, 143) << ran.err;
  EXPECT_TRUE(ran.says("Slurm ends this task")) << ran.err;
  EXPECT_FALSE(there("scontrol.words"));
}

TEST_F(Submit, ItsTaskEndsAsTheProgramDoes) {
  submitted("--tasks 2");
  EXPECT_EQ(task().code, 0);
  EXPECT_EQ(task().code, 0) << "run twice it lives nothing";
  box.write("plan.json", "{");
  EXPECT_EQ(task().code, 3);
}

}  // namespace
}  // namespace gs
