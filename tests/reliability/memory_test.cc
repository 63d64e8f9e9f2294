// Too little memory: under the system's limit, and at every single allocation (RELIABILITY 5: F6).
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <new>

#include "core/error.h"
#include "scenarios/imports/importer.h"
#include "scenarios/workspace/workspace.h"
#include "tests/reliability/allocations.h"
#include "tests/reliability/workflows.h"

namespace gs::reliability {
namespace {

using support::full;

// With less and less address space, until nothing starts at all.
TEST(LittleMemory, EndsWithFourAndLeavesTheWorkspaceWhole) {
  for (const char* name : {"import", "forecast", "fit"}) {
    if (std::string(name) == "fit" && !full()) continue;
    Trial trial(workflow(name));
    int refused = 0, done = 0;
    for (int kilobytes = 600'000; kilobytes >= 30'000; kilobytes = kilobytes * (full() ? 97 : 55) / 100) {
      const Ran ran = trial.disturbed("ulimit -v " + std::to_string(kilobytes) + ";");
      const std::string where = std::string(name) + " with " + std::to_string(kilobytes) + " KiB";
      if (ran.code == 127 || ran.says("error while loading shared libraries")) break;  // it never began
      EXPECT_TRUE(ran.code == 0 || ran.code == 4) << where << " ended with " << ran.code << "\n" << ran.err;
      refused += ran.code == 4;
      done += ran.code == 0;
      if (ran.code == 4) {
        EXPECT_TRUE(ran.says("memory") || ran.says("limit")) << where << ran.err;
      }
      trial.expect_survived(ran.code == 4 ? ran : Ran{0, "", ""}, where);
    }
    EXPECT_GT(done, 0) << name;
  }
}

TEST(LittleMemory, IsForeseenNamingNeedLimitAndWayOut) {
  const Sandbox sandbox;
  std::string plan = small_plan();
  plan.replace(plan.find("600"), 3, "3000000");
  plan.replace(plan.find("\"accounts\""), 0, "\"people_per_agent\":1,");
  sandbox.write("plan.json", plan);
  const Ran ran = sandbox.run("forecast plan.json --mem-limit 100M");
  EXPECT_EQ(ran.code, 4) << ran.err;
  EXPECT_TRUE(ran.says("limit 100 MiB (--mem-limit)")) << ran.err;
  EXPECT_TRUE(ran.says("raise audience.people_per_agent")) << ran.err;
}

// What a child ended with: 0 done, 4 out of memory told as such, 1 anything else, 128 + n by a signal.
int child(const std::function<void()>& act) {
  const pid_t pid = fork();
  if (pid == 0) {
    int code = 0;
    try {
      act();
    } catch (const std::bad_alloc&) {
      code = 4;
    } catch (const Error& error) {
      code = error.fault == Fault::limit ? 4 : 1;
    } catch (...) {
      code = 1;
    }
    _exit(code);
  }
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void import_small(const std::string& csv, const std::string& workspace) {
  ImportOptions options;
  options.platform = "facebook", options.account = "brand";
  const Import read = read_export(csv, options);
  Workspace::open(workspace, Access::create)
      .store_import({read.file,
                     read.format_name,
                     read.account,
                     read.platform,
                     read.text_hash,
                     "2026-11-02T10:00:00Z",
                     false,
                     read.posts,
                     {}});
}

TEST(FailedAllocation, NeverLeavesAHalfImport) {
  const Sandbox sandbox;
  sandbox.write("small.csv", small_export(3));
  int failed = 0;
  for (long n = 1;; n += full() ? 1 + n / 400 : 1 + n / 12) {
    sandbox.shell("rm -f a.gsw*");
    const int code = child([&] {
      fail_allocation(n);
      import_small(sandbox / "small.csv", sandbox / "a.gsw");
      if (!allocation_failed()) _exit(77);  // came through without meeting it
    });
    if (code == 77) break;
    EXPECT_TRUE(code == 4 || code == 0) << "allocation " << n << " ended with " << code;
    failed += code == 4;
    if (!std::filesystem::exists(sandbox / "a.gsw")) continue;
    const std::size_t posts = [&] {
      const Workspace workspace = Workspace::open(sandbox / "a.gsw", Access::read_only);
      workspace.check();
      return workspace.posts().size();
    }();
    EXPECT_TRUE(posts == 0 || posts == 3) << "allocation " << n;
  }
  EXPECT_GT(failed, 10);
}

// SQLite's own allocations, in the same way.
long sqlite_left = -1;
sqlite3_mem_methods ordinary;
void* failing_malloc(int size) {
  return sqlite_left > 0 && --sqlite_left == 0 ? nullptr : ordinary.xMalloc(size);
}
void* failing_realloc(void* memory, int size) {
  return sqlite_left > 0 && --sqlite_left == 0 ? nullptr : ordinary.xRealloc(memory, size);
}

TEST(FailedAllocation, OfSqliteEndsWithFourAndLeavesTheWorkspaceWhole) {
  const Sandbox sandbox;
  sandbox.write("small.csv", small_export(3));
  int failed = 0;
  for (long n = 1;; n += full() ? 1 + n / 400 : 1 + n / 12) {
    sandbox.shell("rm -f a.gsw*");
    const int code = child([&] {
      sqlite3_shutdown();
      sqlite3_config(SQLITE_CONFIG_GETMALLOC, &ordinary);
      sqlite3_mem_methods failing = ordinary;
      failing.xMalloc = failing_malloc, failing.xRealloc = failing_realloc;
      sqlite3_config(SQLITE_CONFIG_MALLOC, &failing);
      sqlite_left = n;
      import_small(sandbox / "small.csv", sandbox / "a.gsw");
      if (sqlite_left > 0) _exit(77);
    });
    if (code == 77) break;
    EXPECT_TRUE(code == 4 || code == 0) << "allocation " << n << " of SQLite ended with " << code;
    failed += code == 4;
    if (std::filesystem::exists(sandbox / "a.gsw"))
      Workspace::open(sandbox / "a.gsw", Access::read_only).check();
  }
  EXPECT_GT(failed, 10);
}

}  // namespace
}  // namespace gs::reliability
