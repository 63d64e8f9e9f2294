// Experiments on a real Slurm of one machine (RELIABILITY 5: F15): submitted, put back in the queue, asked to
// stop, cancelled, submitted again. Skipped where Slurm is not installed, but not where GROUNDSWELL_CLUSTER
// is set: there it must be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "tests/batch/tiny.h"
#include "tests/support/cluster.h"
#include "tests/support/sandbox.h"

namespace gs {
namespace {

using batch_tests::kTinyPlan;
using batch_tests::tiny_experiment;
using support::Cluster;
using support::full;
using support::Ran;
using support::Sandbox;
using testing::HasSubstr;

class OnSlurm : public testing::Test {
 protected:
  void SetUp() override {
    const std::string missing = Cluster::missing();
    if (!missing.empty() && std::getenv("GROUNDSWELL_CLUSTER") != nullptr) FAIL() << missing;
    if (!missing.empty()) GTEST_SKIP() << missing;
    cluster = std::make_unique<Cluster>();
    ASSERT_TRUE(cluster->ready()) << cluster->logs();
    box.write("plan.json", kTinyPlan);
  }
  // The hash of a run nobody disturbs, in a folder of its own.
  std::string undisturbed() const {
    const Ran ran = box.run("batch run e.json --into apart --json");
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.code == 0 ? nlohmann::json::parse(ran.out)["result_hash"].get<std::string>() : "";
  }
  nlohmann::json submitted(const std::string& options) const {
    const Ran ran = box.run("batch submit e.json --slurm --json " + options);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.code == 0 ? nlohmann::json::parse(ran.out) : nlohmann::json();
  }
  // In the sandbox's folder, for so many seconds at most.
  bool comes_true(const std::string& condition, int seconds) const {
    return Cluster::comes_true("cd " + box.path() + " && { " + condition + "; }", seconds);
  }
  bool all_have_ended(int seconds) const { return Cluster::comes_true(Cluster::kAllHaveEnded, seconds); }
  bool both_are_at_work() const {  // more than the head of both shards is written
    return comes_true("[ $(find e.shards -name '*-of-2.gss' -size +64c | wc -l) = 2 ]", 60);
  }
  std::string merged() const {
    const Ran ran = box.run("batch merge e.json --json");
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.code == 0 ? nlohmann::json::parse(ran.out)["result_hash"].get<std::string>() : "";
  }
  std::string logs() const { return box.shell("tail -n 20 e.shards/*.log").out + cluster->logs(); }
  // Bytes of all records; a block that is lived twice is there twice.
  std::uintmax_t bytes_of_records(const std::string& folder) const {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(box / folder))
      if (entry.path().extension() == ".gss") bytes += entry.file_size() - 64;
    return bytes;
  }
  Sandbox box;
  std::unique_ptr<Cluster> cluster;
};

TEST_F(OnSlurm, AnArrayOfFourAndItsMergeHaveTheUninterruptedResult) {
  box.write("e.json", tiny_experiment());
  const std::string hash = undisturbed();
  const nlohmann::json document = submitted("--tasks 4 --merge");
  EXPECT_EQ(document["tasks"], (std::vector{1, 2, 3, 4}));
  ASSERT_TRUE(all_have_ended(90)) << logs();
  EXPECT_THAT(box.read("e.shards/merge.log"), HasSubstr(hash)) << logs();
  EXPECT_TRUE(box.read("e.rows.csv").starts_with("point,replicate,")) << logs();
  EXPECT_EQ(merged(), hash);
  EXPECT_EQ(bytes_of_records("e.shards"), bytes_of_records("apart"));
  const nlohmann::json again = submitted("--tasks 4 --merge");
  EXPECT_EQ(again["tasks"], nlohmann::json::array());
  EXPECT_TRUE(again["run"]["job"].is_null());
  EXPECT_EQ(box.shell("squeue --noheader").out, "") << "submitted again it submits nothing";
}

TEST_F(OnSlurm, TasksPutBackInTheQueueAndAskedToStopGoOnAndCountNothingTwice) {
  box.write("e.json", tiny_experiment("", 8, 6000));
  const std::string hash = undisturbed();
  const std::string job = submitted("--tasks 2 --merge")["run"]["job"];
  ASSERT_TRUE(both_are_at_work()) << logs();
  EXPECT_EQ(box.shell("scontrol requeue " + job + "_1").code, 0);
  EXPECT_EQ(box.shell("scancel --signal=TERM --batch " + job + "_2").code, 0);
  ASSERT_TRUE(all_have_ended(120)) << logs();
  for (const char* log : {"e.shards/task-1-of-2.log", "e.shards/task-2-of-2.log"})
    EXPECT_THAT(box.read(log), HasSubstr("replicates saved")) << "it was at work";
  // What the script of the first says after it depends on how soon Slurm ends the script, too.
  EXPECT_THAT(box.read("e.shards/task-2-of-2.log"), HasSubstr("saved and put back in the queue"));
  EXPECT_THAT(box.read("e.shards/merge.log"), HasSubstr(hash)) << "it waits for tasks that are put back";
  EXPECT_EQ(merged(), hash);
  EXPECT_EQ(bytes_of_records("e.shards"), bytes_of_records("apart"));
}

TEST_F(OnSlurm, ACancelledArrayStaysCancelledAndIsGoneOnWithByAnother) {
  box.write("e.json", tiny_experiment("", 8, 6000));
  const std::string hash = undisturbed();
  const std::string job = submitted("--tasks 2")["run"]["job"];
  ASSERT_TRUE(both_are_at_work()) << logs();
  const Ran second = box.run("batch submit e.json --slurm --tasks 3");
  EXPECT_EQ(second.code, 6) << second.err;
  EXPECT_TRUE(second.says("job " + job + " waits or works on this folder")) << second.err;
  EXPECT_EQ(box.shell("scancel " + job).code, 0);
  ASSERT_TRUE(all_have_ended(60)) << logs();
  EXPECT_EQ(box.run("batch merge e.json").code, 3) << "it was at work";
  submitted("--tasks 3");
  ASSERT_TRUE(all_have_ended(90)) << logs();
  EXPECT_EQ(merged(), hash);
  EXPECT_EQ(bytes_of_records("e.shards"), bytes_of_records("apart"));
}

TEST_F(OnSlurm, ATaskNearItsTimeLimitGoesBackToTheQueueAndOn) {
  if (!full()) GTEST_SKIP() << "limits are whole minutes: with --full";
  box.write("e.json", tiny_experiment("", 4, 60'000));
  const std::string hash = undisturbed();
  submitted("--tasks 1 --time 1 --merge");
  ASSERT_TRUE(all_have_ended(600)) << logs();
  EXPECT_THAT(box.read("e.shards/task-1-of-1.log"), HasSubstr("saved and put back in the queue")) << logs();
  EXPECT_THAT(box.read("e.shards/merge.log"), HasSubstr(hash)) << logs();
  EXPECT_EQ(bytes_of_records("e.shards"), bytes_of_records("apart"));
}

}  // namespace
}  // namespace gs
