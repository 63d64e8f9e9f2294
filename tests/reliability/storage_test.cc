// Disks that are full, read-only or failing, and files that are cut, flipped or of another kind, under the
// program as people run it (RELIABILITY 5: F4, F5, F7, F8, F9).
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "core/draw.h"
#include "core/error.h"
#include "scenarios/workspace/workspace.h"
#include "tests/reliability/system_calls.h"

namespace gs::reliability {
namespace {

using support::full;
using support::thinned;

class FailingDisk : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    if (std::string(GetParam()) == "fit" && !full()) GTEST_SKIP() << "a fit takes long: swept by --full";
    if (const std::string why = why_not_traced(); !why.empty()) GTEST_SKIP() << why;
  }
};

struct Failure {
  std::string calls, fault, says;
  bool onwards;
};

// The failure at each of these calls on our files, thinned to `most` points a call outside the full tier.
void sweep(Trial& trial, const Failure& failure, int most) {
  const auto points = calls_on_our_files(trial, {failure.calls});
  const auto step = static_cast<std::size_t>(thinned(static_cast<int>(points.size()) / most + 1));
  int refused = 0;
  for (std::size_t i = 0; i < points.size(); i += step) {
    const Ran ran = trial.disturbed(inject(points[i], "error=" + failure.fault, failure.onwards));
    const std::string where = failure.fault + " at" + points[i].shown;
    EXPECT_NE(ran.code, 128 + 9) << where;
    if (ran.code != 0) {
      EXPECT_TRUE(ran.says(failure.says)) << where << "\n" << ran.err;
      EXPECT_TRUE(ran.says("(exit ")) << where << "\n" << ran.err;
    }
    // 0: everything was stored before the disk was full, only moving it out of the journal was not
    if (failure.fault == "ENOSPC" || failure.fault == "EDQUOT") {
      EXPECT_TRUE(ran.code == 8 || ran.code == 0) << where << "\n" << ran.err;
    }
    refused += ran.code == 8;
    trial.expect_survived(ran, where);
  }
  if (failure.onwards && points.size() > 3) {
    EXPECT_GT(refused, 0) << failure.fault;
  }
}

TEST_P(FailingDisk, FullIsSaidAndNothingHalfIsStored) {
  Trial trial(workflow(GetParam()));
  sweep(trial, {"pwrite64", "ENOSPC", "no space left", true}, 4);
  sweep(trial, {"write", "ENOSPC", "no space left", false}, 2);
  if (full()) sweep(trial, {"pwrite64", "EDQUOT", "no space left", true}, 2);
}

TEST_P(FailingDisk, ReadOnlyIsSaidWithTheFile) {
  Trial trial(workflow(GetParam()));
  sweep(trial, {"rename", "EROFS", "page.html", false}, 2);
  const auto points = calls_on_our_files(trial, {"openat"});
  int tried = 0;
  for (const CallPoint& point : points) {
    if (point.shown.find("O_CREAT") == std::string::npos) continue;
    if (!full() && ++tried > 3) break;
    const Ran ran = trial.disturbed(inject(point, "error=EROFS"));
    EXPECT_TRUE(ran.code == 0 || ran.code == 8) << point.shown << " ended with " << ran.code << ran.err;
    trial.expect_survived(ran, "EROFS at" + point.shown);
  }
}

TEST_P(FailingDisk, ReadAndSyncErrorsEndTheCommandWithEight) {
  Trial trial(workflow(GetParam()));
  sweep(trial, {"fdatasync", "EIO", "groundswell.gsw", false}, 3);
  sweep(trial, {"pread64", "EIO", "groundswell.gsw", false}, 3);
  sweep(trial, {"read", "EIO", "", false}, 2);
  sweep(trial, {"close", "EIO", "", false}, 2);
}

INSTANTIATE_TEST_SUITE_P(Disk,
                         FailingDisk,
                         testing::Values("import", "fit", "forecast"),
                         [](const auto& each) { return std::string(each.param); });

TEST(FullDisk, OfRealBlocksIsSaidAndTheSameCommandSucceedsOnceThereIsSpace) {
  const Sandbox sandbox;
  const std::string command = "import " + Sandbox::example("roastery_posts.csv") +
                              " --account a --timezone Europe/Berlin -w disk/a.gsw";
  const Ran ran = sandbox.shell(
      "mkdir disk && unshare -m sh -c 'mount -t tmpfs -o size=64k none disk && " + sandbox.program() + " " +
      command + "; code=$?; if test -e disk/a.gsw; then " + sandbox.program() +
      " workspace check -w disk/a.gsw >/dev/null || echo half >&2; fi; exit $code'");
  if (ran.says("unshare") || ran.says("mount:")) GTEST_SKIP() << "may not mount here: " << ran.err;
  EXPECT_EQ(ran.code, 8) << ran.err;
  EXPECT_TRUE(ran.says("no space left")) << ran.err;
  EXPECT_FALSE(ran.says("half")) << "what is left must be whole, if empty";
  EXPECT_EQ(sandbox.run(command).code, 0);
}

TEST(FullDisk, IsSaidForEveryFileACommandWrites) {
  const Sandbox sandbox;
  sandbox.write("plan.json", small_plan());
  for (const char* where :
       {"--json --out /dev/full", "--report /dev/full", "--json >/dev/full", ">/dev/full"}) {
    const Ran ran = sandbox.run(std::string("forecast plan.json --replicates 4 --quiet ") + where);
    EXPECT_EQ(ran.code, 8) << where << ran.err;
    EXPECT_TRUE(ran.says("no space left")) << where << ran.err;
  }
}

// A workspace that holds all a forecast needs, and what the program says of it.
struct Kept {
  Sandbox sandbox;
  std::string bytes, plan, said;
  Kept() {
    sandbox.write("plan.json", small_plan());
    sandbox.write("small.csv", small_export(12));
    EXPECT_EQ(sandbox.run("import small.csv --platform facebook --account brand --quiet").code, 0);
    EXPECT_EQ(sandbox.run("fit --quiet").code, 0);
    bytes = sandbox.read("groundswell.gsw");
    said = forecast().out;
    EXPECT_NE(said, "");
  }
  Ran forecast() const {
    Ran ran = sandbox.run("forecast plan.json --replicates 2 --threads 1 --json --quiet");
    if (ran.code == 0) ran.out = support::result_of(ran.out);
    return ran;
  }
  void damage(const std::string& damaged) const {
    sandbox.shell("rm -f groundswell.gsw*");
    sandbox.write("groundswell.gsw", damaged);
  }
};

TEST(DamagedWorkspace, NeverMakesTheProgramForecastAnotherNumber) {
  const Kept kept;
  int refused = 0;
  const std::uint64_t flips = full() ? 1000 : 10;
  for (std::uint64_t k = 0; k < flips; ++k) {
    std::string bad = kept.bytes;
    const std::size_t at = mix64(k + 77) % bad.size();
    if (k % 4 == 3)
      bad.replace(at / 512 * 512, 512, std::string(512, '\0'));
    else
      bad[at] = static_cast<char>(bad[at] ^ (1 << k % 8));
    kept.damage(bad);
    const Ran ran = kept.forecast();
    EXPECT_TRUE(ran.code == 7 || (ran.code == 0 && ran.out == kept.said))
        << "byte " << at << " ended with " << ran.code << "\n"
        << ran.err;
    refused += ran.code == 7;
  }
  EXPECT_GT(refused, 0);
}

// 10 000 flips are the same question asked of the library, which needs no process for each.
TEST(DamagedWorkspace, NeverTellsAnotherNumberOfARealExportAndItsFit) {
  Trial trial(workflow("fit"));
  trial.begin_again();
  ASSERT_EQ(trial.sandbox().run(trial.command()).code, 0);
  const std::string good = trial.sandbox().read("groundswell.gsw"),
                    path = trial.sandbox() / "groundswell.gsw";
  const std::uint64_t flips = full() ? 10000 : 60;
  for (std::uint64_t k = 0; k < flips; ++k) {
    std::string bad = good;
    const std::size_t at = mix64(k + 990077) % bad.size();
    bad[at] = static_cast<char>(bad[at] ^ (1 << k % 8));
    trial.sandbox().write("groundswell.gsw", bad);
    try {
      EXPECT_EQ(trial.left(), trial.undisturbed()) << "byte " << at << " bit " << k % 8;
    } catch (const Error& error) {
      EXPECT_EQ(error.fault, Fault::corrupt) << at << ": " << error.what();
    }
  }
}

TEST(CutWorkspace, IsRefusedNamingRepairAndRepairKeepsWhatVerifies) {
  const Kept kept;
  const std::size_t step = full() ? 512 : kept.bytes.size() / 9;
  for (std::size_t length = 0; length < kept.bytes.size(); length += step) {
    kept.damage(kept.bytes.substr(0, length));
    const Ran ran = kept.forecast();
    EXPECT_EQ(ran.code, 7) << length << ran.err;
    EXPECT_TRUE(ran.says("groundswell.gsw")) << ran.err;
    EXPECT_EQ(kept.sandbox.read("groundswell.gsw"), kept.bytes.substr(0, length))
        << "a damaged file is evidence";
    if (length < kept.bytes.size() / 2) continue;
    const Ran repaired = kept.sandbox.run("workspace repair repaired.gsw");
    EXPECT_TRUE(repaired.code == 0 || repaired.code == 7) << repaired.code << repaired.err;
    if (std::filesystem::exists(kept.sandbox / "repaired.gsw")) {
      EXPECT_EQ(kept.sandbox.run("workspace check -w repaired.gsw").code, 0);
    }
    kept.sandbox.shell("rm -f repaired.gsw*");
  }
}

void with_pragma(const std::string& path, const std::string& pragma) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, ("PRAGMA " + pragma).c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

void expect_refused_untouched(const Sandbox& sandbox, const std::string& says) {
  const std::string before = sandbox.read("groundswell.gsw");
  for (const char* command : {"import small.csv --platform facebook --account brand",
                              "fit",
                              "backtest",
                              "forecast plan.json --replicates 2",
                              "history",
                              "workspace check"}) {
    const Ran ran = sandbox.run(std::string(command));
    EXPECT_EQ(ran.code, 7) << command << ran.err;
    EXPECT_TRUE(ran.says(says)) << command << ran.err;
  }
  EXPECT_EQ(sandbox.read("groundswell.gsw"), before);
}

TEST(ForeignWorkspace, IsRefusedByEveryCommandAndLeftUntouched) {
  const Kept kept;
  kept.damage("a plain text, nothing else\n");
  expect_refused_untouched(kept.sandbox, "not a Groundswell workspace");
  kept.damage(kept.bytes);
  with_pragma(kept.sandbox / "groundswell.gsw", "application_id=1234");
  expect_refused_untouched(kept.sandbox, "not a Groundswell workspace");
  kept.damage(kept.bytes);
  with_pragma(kept.sandbox / "groundswell.gsw", "user_version=99");
  expect_refused_untouched(kept.sandbox, "upgrade");
}

}  // namespace
}  // namespace gs::reliability
