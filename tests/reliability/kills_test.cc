// Processes that die or are asked to stop, at any moment of any workflow (RELIABILITY 5: F1, F2, F14).
#include <gtest/gtest.h>

#include <chrono>

#include "core/draw.h"
#include "tests/reliability/system_calls.h"

namespace gs::reliability {
namespace {

using support::full;
using support::thinned;

class EveryWorkflow : public testing::TestWithParam<Workflow> {};

// Every change of the disk and every opening of a file of ours, in the order they come.
TEST_P(EveryWorkflow, SurvivesAKillAtEverySystemCall) {
  if (const std::string why = why_not_traced(); !why.empty()) GTEST_SKIP() << why;
  const std::string name = GetParam().name;
  if ((name == "backtest" || name == "compare") && !full())
    GTEST_SKIP() << "as the forecast: swept by --full";
  Trial trial(GetParam());
  const auto points = calls_on_our_files(
      trial,
      {"pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "openat", "rename", "renameat2", "write"});
  ASSERT_GT(points.size(), 5U);
  const auto step =
      static_cast<std::size_t>(thinned(static_cast<int>(points.size()) / (name == "fit" ? 3 : 7) + 1));
  int killed = 0;
  for (std::size_t i = 0; i < points.size(); i += step) {
    const Ran ran = trial.disturbed(inject(points[i], "signal=SIGKILL"));
    killed += ran.code == 128 + 9;
    trial.expect_survived(ran, points[i].shown);
  }
  EXPECT_GT(killed, 1);
  RecordProperty("points", static_cast<int>(points.size()));
}

bool slow(const Workflow& workflow) { return workflow.name == "backtest" || workflow.name == "compare"; }

// So many parts of a second, evenly spread over the time the command takes, the same in every run.
std::vector<std::string> moments(Trial& trial, std::uint32_t rounds) {
  const auto begin = std::chrono::steady_clock::now();
  trial.disturbed("");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::vector<std::string> all;
  for (std::uint32_t k = 0; k < rounds; ++k)
    all.push_back(std::to_string(0.001 + took.count() * static_cast<double>(mix64(k + 1) >> 11) / 0x1p53));
  return all;
}

TEST_P(EveryWorkflow, SurvivesAKillAtARandomTime) {
  if (slow(GetParam()) && !full()) GTEST_SKIP() << "swept by --full";
  Trial trial(GetParam());
  for (const std::string& moment : moments(trial, full() ? 170 : 3))
    trial.expect_survived(trial.disturbed("timeout -s KILL " + moment), "killed after " + moment + " s");
}

TEST_P(EveryWorkflow, StopsWhenAskedAndGoesOnWhenRunAgain) {
  if (slow(GetParam()) && !full()) GTEST_SKIP() << "swept by --full";
  Trial trial(GetParam());
  for (const auto& [name, number] : {std::pair("INT", 2), std::pair("TERM", 15), std::pair("HUP", 1)})
    for (const std::string& moment : moments(trial, full() ? 20 : 1)) {
      const std::string where = std::string("SIG") + name + " after " + moment + " s";
      const Ran ran =
          trial.disturbed("timeout --preserve-status -k 10 -s " + std::string(name) + " " + moment);
      EXPECT_TRUE(ran.code == 0 || ran.code == 128 + number)
          << where << " ended with " << ran.code << ran.err;
      if (ran.code != 0 && !ran.err.empty()) {  // nothing is said before the program has begun
        EXPECT_TRUE(ran.says("run the same command again")) << where << ran.err;
      }
      trial.expect_survived(ran, where);
    }
}

INSTANTIATE_TEST_SUITE_P(Kills, EveryWorkflow, testing::ValuesIn(workflows()), [](const auto& each) {
  return each.param.name;
});

}  // namespace
}  // namespace gs::reliability
