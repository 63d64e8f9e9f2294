// `mpirun -n N groundswell batch run`, with real ranks: the same result on any number of them, ranks that are
// killed, frozen or asked to stop (RELIABILITY 5: F13), ranks that do not see the same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "core/draw.h"
#include "tests/batch/program.h"

namespace gs {
namespace {

using batch_tests::tiny_experiment;
using support::full;
using support::Ran;
using support::Sandbox;

class Ranks : public batch_tests::BatchProgram {
 protected:
  void SetUp() override {
    BatchProgram::SetUp();
#ifndef GS_MPI
    const bool built = false;
#else
    const bool built = true;
#endif
    const bool there = built && box.shell("mpirun --version").code == 0;
    if (there) return;
    const char* const why = "built without MPI, or no mpirun: tools/dev setup --cluster installs Open MPI";
    if (std::getenv("GROUNDSWELL_CLUSTER") != nullptr) FAIL() << why;
    GTEST_SKIP() << why;
  }
  // A shell line on so many ranks; "$OMPI_COMM_WORLD_RANK" is each one's own number. What killed ranks leave
  // in memory they share lies in the sandbox and goes with it.
  std::string on_ranks(int count, const std::string& line, const std::string& within = "timeout 40 ") const {
    return within +
           "env OMPI_MCA_btl_vader_backing_directory=$PWD OMPI_ALLOW_RUN_AS_ROOT=1 "
           "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun --oversubscribe -n " +
           std::to_string(count) + " sh -c '" + line + "'";
  }
  std::string batch(const std::string& options) const {
    return "exec " + box.program() + " batch run " + options;
  }
  Ran mpirun(int count, const std::string& options) const {
    return box.shell(on_ranks(count, batch(options)));
  }
  nlohmann::json run_on(int count, const std::string& options) const {
    return document_of(mpirun(count, "e.json --json " + options));
  }
  // Sends the signal to one rank once something is saved; what mpirun then ends with, or 124 after 30 s.
  Ran signalled(int count, int rank, const std::string& signal) const {
    const std::string line = "[ $OMPI_COMM_WORLD_RANK != " + std::to_string(rank) + " ] || echo $$ >pid; " +
                             batch("e.json --into hit");
    return box.shell(
        "mkdir -p hit; rm -f pid; { " + on_ranks(count, line) +
        "; } & while ! { [ -s pid ] && [ $(cat hit/*.gss 2>/dev/null | wc -c) -gt 9000 ]; } && kill -0 $!; "
        "do :; done; kill -" +
        signal +
        " $(cat pid); begin=$(date +%s); wait $!; code=$?; "
        "[ $(($(date +%s) - begin)) -le 30 ] || code=124; exit $code");
  }
};

int times(const std::string& text, const std::string& part) {
  int count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_F(Ranks, OfAnyNumberHaveTheResultOfOneProcess) {
  const std::string hash = undisturbed();
  for (const int count : {1, 2, 4}) {
    const std::string into = "into-" + std::to_string(count);
    const nlohmann::json found = run_on(count, "--into " + into);
    EXPECT_EQ(found["result_hash"], hash) << count;
    EXPECT_EQ(found["run"]["worlds_new"], 360) << "of all ranks";
    EXPECT_EQ(run("--into " + into)["run"]["worlds_new"], 0) << "nothing is left for one process";
  }
  EXPECT_EQ(run_on(2, "--into into-4")["run"]["worlds_new"], 0) << "nor for other ranks";
}

TEST_F(Ranks, ThatStopByPrecisionHaveTheSameResultToo) {
  box.write(
      "e.json",
      tiny_experiment(R"(, "stopping": {"relative_error": 0.02, "most": 200, "responses": ["reach"]})"));
  const std::string hash = undisturbed();
  EXPECT_EQ(run_on(2, "--into two")["result_hash"], hash);
}

TEST_F(Ranks, KilledEndTheJobLoseNothingSavedAndGoOnOnAnyNumber) {
  box.write("e.json", tiny_experiment("", 32, 210));
  const std::string hash = undisturbed();
  for (const int rank : {2, 0}) {
    const Ran ran = signalled(4, rank, "KILL");
    EXPECT_EQ(ran.code, 128 + 9) << ran.err;
    for (const int count : rank == 0 ? std::vector{3} : std::vector{1, 2, 4}) {
      const std::string into = "on-" + std::to_string(count);
      box.shell("rm -rf " + into + "; cp -r hit " + into);
      const nlohmann::json found = run_on(count, "--into " + into);
      EXPECT_EQ(found["result_hash"], hash) << count;
      EXPECT_LT(found["run"]["worlds_new"], 32 * 210) << "what was saved is not lived again";
    }
    EXPECT_EQ(run("--into hit --shard 1/1")["result_hash"], hash) << "without ranks";
    box.shell("rm -r hit");
  }
}

TEST_F(Ranks, OneThatFallsSilentEndsTheJobNamingIt) {
  box.write("e.json", tiny_experiment("", 24, 1'000'000));
  for (const int rank : full() ? std::vector{1, 0} : std::vector{1}) {
    const Ran ran = signalled(2, rank, "STOP");
    EXPECT_EQ(ran.code, 10) << ran.err;
    EXPECT_TRUE(ran.says("nothing heard of rank " + std::to_string(rank) + " on ")) << ran.err;
    EXPECT_TRUE(ran.says("run the same command again, on as many ranks as you like")) << ran.err;
  }
}

TEST_F(Ranks, AskedToStopSaveAndSayHowToGoOn) {
  box.write("e.json", tiny_experiment("", 24, 100'000));
  const Ran ran = signalled(2, 0, "TERM");
  EXPECT_EQ(ran.code, 128 + 15) << ran.err;
  EXPECT_TRUE(ran.says("replicates saved")) << ran.err;
  EXPECT_TRUE(ran.says("resume with")) << ran.err;
  EXPECT_EQ(times(ran.err, "error:"), 1) << ran.err;
}

TEST_F(Ranks, SayARefusalOnce) {
  const Ran ran = mpirun(3, "nothing.json");
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_EQ(times(ran.err, "error:"), 1) << ran.err;
}

TEST_F(Ranks, ThatDoNotSeeTheSameAreRefusedByNumber) {
  const std::string own = "$OMPI_COMM_WORLD_RANK";
  run("--into into-0");
  const Ran folders = mpirun(2, "e.json --into into-" + own);
  EXPECT_EQ(folders.code, 8) << folders.err;
  EXPECT_TRUE(folders.says("rank 1 sees other shards than rank 0")) << folders.err;
  box.write("e0.json", tiny_experiment());
  box.write("e1.json", tiny_experiment("", 13));
  const Ran documents = mpirun(2, "e" + own + ".json --into x");
  EXPECT_EQ(documents.code, 7) << documents.err;
  EXPECT_TRUE(documents.says("rank 1 reads another experiment, plan or workspace")) << documents.err;
  box.shell("rm e1.json");
  const Ran missing = mpirun(2, "e" + own + ".json --into x");
  EXPECT_EQ(missing.code, 3) << missing.err;
  EXPECT_TRUE(missing.says("rank 1 of 2: e1.json")) << missing.err;
}

TEST_F(Ranks, OfAProgramThatCannotSpeakToThemAreRefused) {
  const std::string other = box.program() + "_without_ranks";
  for (const char* launcher : {"OMPI_COMM_WORLD_SIZE=4", "PMI_SIZE=4", "SLURM_STEP_NUM_TASKS=4"}) {
    const Ran ran = box.shell(std::string(launcher) + " " + other + " batch run e.json");
    EXPECT_EQ(ran.code, 2) << ran.err;
    EXPECT_TRUE(ran.says("one of 4 ranks")) << ran.err;
    EXPECT_TRUE(ran.says("libopenmpi-dev")) << ran.err;
  }
  EXPECT_EQ(box.shell("OMPI_COMM_WORLD_SIZE=4 " + other + " batch run e.json --shard 1/4").code, 0);
}

// Ten thousand worlds of the bundled campaign, twice: minutes of two cores.
TEST_F(Ranks, OfTheBundledExperimentKilledTenTimesAmongThreadsAndShardsHaveTheUninterruptedResult) {
  if (!full()) GTEST_SKIP() << "ten thousand worlds: with --full";
  for (const char* file : {"roastery_experiment.json", "roastery_campaign.json"})
    box.write(file, support::bytes_in(Sandbox::example(file)));
  const std::string run = "batch run roastery_experiment.json --json ", into = "--into killed ";
  const auto begin = std::chrono::steady_clock::now();
  const nlohmann::json whole = document_of(box.run(run + "--into whole"));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  for (std::uint32_t k = 0; k < 10; ++k) {
    const double share = static_cast<double>(mix64(k + 1) >> 11) / 0x1p53;
    const std::string killed = "timeout -s KILL " + std::to_string(2 + share * took.count() / 8) + " ";
    const std::string shard = std::to_string(1 + k % (1 + k % 4)) + "/" + std::to_string(1 + k % 4);
    if (k % 3 == 2)  // on 1, 2 and 4 ranks
      box.shell(on_ranks(1 << (k / 3), "exec " + box.program() + " " + run + into, killed));
    else
      box.run(run + into + "--threads " + std::to_string(1 + k % 3) + " --shard " + shard, killed);
  }
  const nlohmann::json last = document_of(box.run(run + into));
  EXPECT_EQ(last["result_hash"], whole["result_hash"]);
  EXPECT_LT(last["run"]["worlds_new"], 10'000) << "what the killed runs saved was taken over";
  RecordProperty("seconds_of_the_whole", std::to_string(took.count()));
  RecordProperty("worlds_left_for_the_last", last["run"]["worlds_new"].dump());
}

}  // namespace
}  // namespace gs
