// Progress is counted by many and read by one; a stop is heard where it is asked.
#include "core/progress.h"

#include <gtest/gtest.h>

#include <condition_variable>

namespace gs {
namespace {

TEST(Progress, AddsUpWhatManyThreadsTell) {
  Progress progress;
  const Watch whole{{}, &progress, 0};
  whole.expect(8);
  const Watch part = whole.worth(6);
  for_each_chunk(600, 4, [&](std::size_t) { part.done(1.0 / 600); });
  part.part(0.5).done(0.5);
  const Progress::State state = progress.now();
  EXPECT_NEAR(state.done_seconds, 7.5, 1e-6);
  EXPECT_NEAR(state.expected_seconds, 8, 1e-9);
}

TEST(Progress, HoldsRunsLongerThanALife) {
  Progress progress;
  progress.expect(1e30);
  progress.add(1e8);
  EXPECT_NEAR(progress.now().expected_seconds, 1e9, 1);
  EXPECT_NEAR(progress.now().done_seconds, 1e8, 1);
}

TEST(Watch, TellsNobodyWhereNobodyLooks) {
  const Watch nobody;
  nobody.expect(3);
  nobody.stage("alone");
  nobody.worth(2).done(1);
  EXPECT_NO_THROW(nobody.leave_if_asked("stopped"));
}

TEST(Watch, LeavesWithItsWordsWhenAskedToStop) {
  volatile bool asked = true;
  const Watch watch = Watch{{&asked}, nullptr, 0}.part(0.5);
  try {
    watch.leave_if_asked("stopped between two pieces");
    FAIL() << "went on";
  } catch (const Interrupted& interrupted) {
    EXPECT_STREQ(interrupted.what(), "stopped between two pieces");
  }
}

TEST(Ticker, LooksAgainAndAgainUntilItEnds) {
  std::mutex lock;
  std::condition_variable changed;
  int looks = 0;
  {
    const Ticker ticker(std::chrono::milliseconds(1), [&] {
      const std::lock_guard hold(lock);
      ++looks;
      changed.notify_all();
    });
    std::unique_lock hold(lock);
    changed.wait(hold, [&] { return looks >= 3; });
  }
  const int seen = looks;
  EXPECT_GE(seen, 3);
  EXPECT_EQ(looks, seen);  // nobody looks any more: the thread has ended, so no lock is needed
}

TEST(Ticker, EndsAtOnceHoweverLongItsPause) {
  const Ticker ticker(std::chrono::hours(1), [] { FAIL() << "looked too early"; });
}

}  // namespace
}  // namespace gs
