// A strange world around the program: clocks that lie, crowds at one workspace, output nobody reads, no home,
// a folder that is gone, hardly any descriptors (RELIABILITY 5: F10, F11, F20).
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/reliability/workflows.h"

namespace gs::reliability {
namespace {

using support::full;

std::string why_no_false_clock() {
  const int code = std::system("faketime '2020-01-01 00:00:00' true >/dev/null 2>&1");
  return code == 0 ? "" : "faketime is missing (apt-get install faketime)";
}

// A year back and ahead, the night clocks change, a leap day, the epoch, the end of 32-bit time.
TEST(FalseClock, ChangesNoResult) {
  if (const std::string why = why_no_false_clock(); !why.empty()) GTEST_SKIP() << why;
  for (const char* name : {"import", "forecast", "fit", "backtest"}) {
    if ((std::string(name) == "backtest" || std::string(name) == "fit") && !full()) continue;
    Trial trial(workflow(name));
    for (const char* when : {"-1y",
                             "+1y",
                             "2026-03-29 01:59:59",
                             "2028-02-29 12:00:00",
                             "1970-01-02 00:00:00",
                             "2038-01-19 03:14:07"}) {
      const Ran ran = trial.disturbed("faketime -f '" +
                                      std::string(when[0] == '2' || when[0] == '1' ? "@" : "") + when + "'");
      EXPECT_EQ(ran.code, 0) << when << ran.err;
      trial.expect_survived(ran, std::string(name) + " at " + when);
    }
  }
}

TEST(FalseClock, RunningBackwardsNeverShowsANegativeDuration) {
  if (const std::string why = why_no_false_clock(); !why.empty()) GTEST_SKIP() << why;
  Trial trial(workflow("forecast"));
  const Ran ran =  // the wall clock alone: nothing makes a steady clock run backwards
      trial.disturbed("FAKETIME_DONT_FAKE_MONOTONIC=1 faketime -f '@2026-01-01 00:00:00 i-5.0'");
  EXPECT_EQ(ran.code, 0) << ran.err;
  const auto result = nlohmann::json::parse(trial.sandbox().read("result.json"));
  EXPECT_GE(result["run"]["seconds"].get<double>(), 0);
}

TEST(Zone, OfTheMachineChangesNoResult) {
  Trial trial(workflow("forecast"));
  for (const char* zone : {"America/St_Johns", "Pacific/Kiritimati", ":/nowhere"}) {
    const Ran ran = trial.disturbed("TZ=" + std::string(zone) + " LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8");
    EXPECT_EQ(ran.code, 0) << zone << ran.err;
    EXPECT_EQ(trial.left(), trial.undisturbed()) << zone;
  }
}

// So many at once; each is told how it ended by a line of its own.
TEST(Crowd, AtOneWorkspaceEndsWithOneWriterAtATimeAndTheOthersTold) {
  Trial trial(workflow("import"));
  trial.begin_again();
  const int many = full() ? 100 : 12;
  const Ran ran = trial.sandbox().shell("for k in $(seq " + std::to_string(many) + "); do { " +
                                        trial.sandbox().program() + " " + trial.command() +
                                        " >/dev/null 2>told$k; echo $? >code$k; } & done; wait; cat code* | "
                                        "sort | uniq -c; cat told*; rm told* code*");
  ASSERT_EQ(ran.code, 0) << ran.err;
  int done = 0, locked = 0, count = 0, code = 0;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    if (!(words >> count >> code)) break;
    if (code == 0) done = count;
    if (code == 6) locked = count;
  }
  EXPECT_GE(done, 1) << ran.out;
  EXPECT_EQ(done + locked, many) << ran.out;
  if (locked > 0) {
    EXPECT_NE(ran.out.find("locked by"), std::string::npos) << ran.out;
  }
  trial.expect_survived({0, "", ""}, "after the crowd");
}

TEST(Crowd, NeedsNoStepByHandAfterItsWriterIsKilled) {
  Trial trial(workflow("fit"));
  for (int round = 0; round < (full() ? 20 : 1); ++round) {
    const Ran ran = trial.disturbed(
        "", "& pid=$!; " + trial.sandbox().program() + " history >/dev/null; kill -9 $pid; wait $pid; true");
    EXPECT_EQ(ran.code, 0) << ran.err;
    trial.expect_survived({128 + 9, "", ""}, "the next start");
  }
}

// With 1 and 2 closed, a careless program's next file becomes its standard output, and messages land in it.
TEST(ClosedStream, NeverSendsWordsIntoAFile) {
  for (const char* name : {"import", "forecast"}) {
    Trial trial(workflow(name));
    for (const char* closed : {">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"}) {
      const Ran ran = trial.disturbed("", closed);
      const std::string where = std::string(name) + " " + closed;
      const bool nothing_to_say =
          std::string(closed).find(">&-") == std::string::npos || std::string(closed) == "2>&-";
      EXPECT_TRUE(ran.code == 0 || (!nothing_to_say && ran.code == 8))
          << where << " ended with " << ran.code << ran.err;
      trial.expect_survived(ran, where);
    }
  }
}

TEST(Pipe, ThatNobodyReadsToTheEndEndsWithEightNotWithASignal) {
  for (const char* reader : {"head -c 1", "true"}) {
    Trial trial(workflow("forecast"));
    trial.begin_again();
    const Ran ran = trial.sandbox().shell(
        "{ " + trial.sandbox().program() +
        " forecast plan.json --replicates 4 --json --quiet; echo $? >&2; } | " + reader);
    const int code = std::atoi(ran.err.substr(ran.err.rfind('\n', ran.err.size() - 2) + 1).c_str());
    EXPECT_TRUE(code == 0 || code == 8) << reader << ": " << ran.err;  // 0: all of it fitted into the pipe
    if (code == 8) {
      EXPECT_TRUE(ran.says("standard output")) << ran.err;
    }
  }
}

TEST(Home, IsNotNeeded) {
  Trial trial(workflow("forecast"));
  const Ran ran = trial.disturbed("env -i");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(trial.left(), trial.undisturbed());
}

TEST(Folder, ThatIsGoneIsSaid) {
  const Sandbox sandbox;
  sandbox.write("small.csv", small_export(12));
  for (const std::string& command :
       {"import " + (sandbox / "small.csv") + " --platform facebook --account b",
        std::string("history"),
        "forecast " + Sandbox::example("roastery.json") + " --replicates 2 --quiet"}) {
    const Ran ran = sandbox.shell("mkdir gone; cd gone; rmdir ../gone; " + sandbox.program() + " " + command);
    EXPECT_TRUE(ran.code == 0 || ran.code == 3 || ran.code == 8)
        << command << " ended with " << ran.code << ran.err;
    if (ran.code != 0) {
      EXPECT_TRUE(ran.says("(exit ")) << ran.err;
    }
  }
}

TEST(Descriptors, ThatRunOutAreSaidAndNothingHalfIsStored) {
  for (const char* name : {"import", "forecast"}) {
    Trial trial(workflow(name));
    for (int most = 4; most <= 14; most += full() ? 1 : 4) {
      const Ran ran = trial.disturbed("ulimit -n " + std::to_string(most) + ";");
      if (ran.says("error while loading shared libraries") || ran.says("not found")) continue;
      const std::string where = std::string(name) + " with " + std::to_string(most) + " descriptors";
      EXPECT_TRUE(ran.code == 0 || ran.code == 3 || ran.code == 8)
          << where << " ended with " << ran.code << ran.err;
      if (ran.code != 0) {
        EXPECT_TRUE(ran.says("(exit ")) << where << ran.err;
      }
      trial.expect_survived(ran, where);
    }
  }
}

}  // namespace
}  // namespace gs::reliability
