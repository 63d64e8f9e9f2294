// What a waiting person is shown, and that nobody else is shown anything.
#include "tools/commands/progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/tools/terminal.h"

namespace gs {
namespace {

using testing::HasSubstr;
using testing_terminal::Program;

Progress::State state(double done, double expected) { return {"simulating worlds", done, expected}; }

TEST(ProgressText, TellsShareAndRemainingTime) {
  EXPECT_EQ(progress_text(state(0, 40), 0, false), "simulating worlds   0 %   about 40 s left");
  EXPECT_EQ(progress_text(state(10, 40), 10, false), "simulating worlds   25 %   about 30 s left");
  EXPECT_EQ(progress_text(state(100, 7300), 100, false), "simulating worlds   1 %   about 2 h left");
}

TEST(ProgressText, LearnsThatTheMachineIsSlowerThanExpected) {
  EXPECT_EQ(progress_text(state(9, 29), 39, false), "simulating worlds   31 %   about 80 s left");
  EXPECT_EQ(progress_text(state(0, 4), 9, false), "simulating worlds   0 %   about 40 s left");
}

TEST(ProgressText, NeverClaimsToBeDone) {
  EXPECT_EQ(progress_text(state(5, 4), 5, false), "simulating worlds   99 %   about 1 s left");
  EXPECT_EQ(progress_text(state(0, 0), 5, false), "simulating worlds");
  EXPECT_EQ(progress_text(state(1, 4), 5, true), "stopping");
}

TEST(ProgressText, SpellsOutWhatAFileNameHides) {
  EXPECT_EQ(progress_text({"reading a\u202eb.csv", 0, 0}, 0, false), "reading a‹U+202E›b.csv");
}

class Terminal : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("groundswell-terminal-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
    program_ = std::getenv("GROUNDSWELL_PROGRAM");
    ASSERT_FALSE(program_.empty()) << "set by CTest";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string example(const std::string& name) const {
    return (std::filesystem::absolute("scenarios/examples") / name).string();
  }
  Program start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program_);
    return Program(folder_.string(), std::move(arguments), (folder_ / "out").string());
  }
  std::string out() const {
    std::ifstream file(folder_ / "out", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::filesystem::path folder_;
  std::string program_;
};

TEST_F(Terminal, ShowsHowFarAForecastHasComeAndLeavesAnEmptyLine) {
  Program run =
      start({"forecast", example("roastery.json"), "--json", "--replicates", "150", "--threads", "1"});
  EXPECT_TRUE(run.wait_for("simulating worlds   ")) << run.seen();
  EXPECT_TRUE(run.wait_for(" s left") || run.wait_for(" min left")) << run.seen();
  EXPECT_EQ(run.end(), 0);
  const std::size_t last = run.seen().rfind('\r'), before = run.seen().rfind('\r', last - 1);
  EXPECT_EQ(last, run.seen().size() - 1) << run.seen();
  EXPECT_EQ(run.seen().find_first_not_of(' ', before + 1), last) << run.seen();
  EXPECT_EQ(nlohmann::json::parse(out())["schema"], "groundswell/forecast/1");
}

TEST_F(Terminal, ShowsNothingWhenQuiet) {
  Program run = start(
      {"forecast", example("roastery.json"), "--json", "--quiet", "--replicates", "60", "--threads", "1"});
  EXPECT_EQ(run.end(), 0);
  EXPECT_EQ(run.seen(), "");
}

TEST_F(Terminal, ShowsFitAndBacktestAndStopsSoonWhenInterrupted) {
  ASSERT_EQ(start({"import",
                   example("roastery_posts.csv"),
                   "--account",
                   "example-roastery",
                   "--timezone",
                   "Europe/Berlin",
                   "--quiet"})
                .end(),
            0);
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
           {"backtest", "--replicates", "4000"},
           {"forecast", example("roastery.json"), "--replicates", "500000"}}) {
    Program run = start(command);
    EXPECT_TRUE(run.wait_for(" left")) << run.seen();
    const auto asked = std::chrono::steady_clock::now();
    run.signal(SIGINT);
    EXPECT_EQ(run.end(), 130) << run.seen();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - asked;
    EXPECT_LT(took.count(), 5) << command[0];  // 2 s on a machine that does nothing else
    EXPECT_THAT(run.seen(), HasSubstr("run the same command again"));
    EXPECT_EQ(out(), "");
  }
}

TEST_F(Terminal, LeavesAtOnceWhenInterruptedTwice) {
  Program run = start({"forecast", example("roastery.json"), "--replicates", "500000"});
  EXPECT_TRUE(run.wait_for(" left")) << run.seen();
  run.signal(SIGTERM);
  run.signal(SIGTERM);
  EXPECT_EQ(run.end(), 143);
}

}  // namespace
}  // namespace gs
