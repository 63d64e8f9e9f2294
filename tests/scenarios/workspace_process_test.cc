// Two processes on one workspace, processes that die, and disks that are full (RELIABILITY 5, F1, F4, F11).
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>

#include "tests/scenarios/faulty_disk.h"
#include "tests/scenarios/workspace_fixture.h"

namespace gs {
namespace {

// A process that opens the workspace for writing, says so, and stays until killed.
class Holder {
 public:
  explicit Holder(const std::string& path) {
    int said[2] = {-1, -1};
    if (pipe(said) != 0) std::abort();
    pid_ = fork();
    if (pid_ == 0) {
      const Workspace workspace = Workspace::open(path, Access::write);
      if (write(said[1], "o", 1) != 1) _exit(1);
      while (true) pause();
    }
    close(said[1]);
    char open = 0;
    ready_ = read(said[0], &open, 1) == 1;
    close(said[0]);
  }
  ~Holder() { end(); }
  Holder(const Holder&) = delete;
  Holder& operator=(const Holder&) = delete;
  void end() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  pid_t pid() const { return pid_; }
  bool ready() const { return ready_; }

 private:
  pid_t pid_ = -1;
  bool ready_ = false;
};

ImportRecord second_import() { return example_import(60, "second.csv"); }

// Stores the second import on a faulty disk. 0 stored, 1 refused as a full disk, 2 refused otherwise; the
// byte in `told` says that the store was acknowledged.
int store_on(const std::string& path, DiskFault fault, int at, int told) {
  FaultyDisk& disk = install_faulty_disk();
  disk.fault = fault;
  disk.at = at;
  try {
    Workspace workspace = Workspace::open(path, Access::write);
    workspace.store_import(second_import());
    if (write(told, "s", 1) != 1) return 3;
  } catch (const Error& error) {
    const bool space = std::string(error.what()).find("no space left") != std::string::npos;
    return space && error.fault == Fault::io && !error.remedy.empty() ? 1 : 2;
  }
  return 0;
}

struct Sweep {
  int points = 0, refused = 0, killed = 0, old_state = 0, new_state = 0;
};

// The fault at every change in turn, until one run comes through without meeting it.
Sweep sweep(DiskFault fault) {
  const Folder folder(Folder::memory());
  make_example(folder / "a.gsw");
  const std::string before = bytes_of(folder / "a.gsw"), old_content = content(folder / "a.gsw");
  { Workspace::open(folder / "a.gsw", Access::write).store_import(second_import()); }
  const std::string new_content = content(folder / "a.gsw");
  Sweep result;
  for (int at = 1; at < 1000; ++at) {
    const std::string path = folder / ("n" + std::to_string(at) + ".gsw");
    write_bytes(path, before);
    int told[2] = {-1, -1};
    if (pipe(told) != 0) std::abort();
    const int ended = in_child([&] { return store_on(path, fault, at, told[1]); });
    close(told[1]);
    char byte = 0;
    const bool acknowledged = read(told[0], &byte, 1) == 1;
    close(told[0]);
    ++result.points;
    result.refused += ended == 1;
    result.killed += ended == 256 + SIGKILL;
    EXPECT_TRUE(ended == 0 || ended == 1 || ended == 256 + SIGKILL) << "change " << at << " ended " << ended;
    const std::string read_only = content(path);
    Workspace writer = Workspace::open(path, Access::write);  // no step by hand in between
    writer.check();
    const std::string now = content(writer);
    EXPECT_EQ(now, read_only) << "change " << at;
    EXPECT_TRUE(now == new_content || (now == old_content && !acknowledged)) << "change " << at;
    (now == new_content ? result.new_state : result.old_state) += 1;
    if (ended == 0 && fault == DiskFault::kill) break;
    if (ended == 0 && acknowledged && result.refused > 0 && at > result.refused + 20) break;
  }
  return result;
}

}  // namespace

TEST(WorkspaceLock, LetsOneProcessWriteAndNamesItToTheOther) {
  const Folder folder;
  make_example(folder / "a.gsw");
  const Holder holder(folder / "a.gsw");
  ASSERT_TRUE(holder.ready());
  const auto begin = std::chrono::steady_clock::now();
  const Error error = error_of([&] { Workspace::open(folder / "a.gsw", Access::write); });
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(4));
  EXPECT_EQ(error.fault, Fault::locked);
  EXPECT_EQ(error.code, "W02");
  EXPECT_EQ(error.remedy, "use --read-only");
  const std::string text = error.what();
  EXPECT_NE(text.find("a.gsw: locked by pid " + std::to_string(holder.pid()) + " on host "),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(" since 2"), std::string::npos) << text;
  EXPECT_NE(text.find("(command "), std::string::npos) << text;
}

TEST(WorkspaceLock, LetsAnyNumberReadWhileOneWrites) {
  const Folder folder;
  make_example(folder / "a.gsw");
  const std::string expected = content(folder / "a.gsw");
  const Holder holder(folder / "a.gsw");
  const Workspace first = Workspace::open(folder / "a.gsw", Access::read_only);
  const Workspace second = Workspace::open(folder / "a.gsw", Access::read_only);
  EXPECT_EQ(content(first), expected);
  EXPECT_EQ(content(second), expected);
}

TEST(WorkspaceLock, IsFreeAtOnceWhenItsHolderIsKilled) {
  const Folder folder;
  make_example(folder / "a.gsw");
  const std::string expected = content(folder / "a.gsw");
  for (int round = 0; round < 5; ++round) {
    Holder holder(folder / "a.gsw");
    ASSERT_TRUE(holder.ready());
    holder.end();
    EXPECT_EQ(content(Workspace::open(folder / "a.gsw", Access::write)), expected);
  }
  EXPECT_EQ(folder.names(), std::set<std::string>{"a.gsw"});
}

TEST(WorkspaceLock, HoldsWithinOneProcessTooAndOutlivesAReader) {
  const Folder folder;
  make_example(folder / "a.gsw");
  {
    const Workspace writer = Workspace::open(folder / "a.gsw", Access::write);
    EXPECT_EQ(error_of([&] { Workspace::open(folder / "a.gsw", Access::write); }).fault, Fault::locked);
    content(folder / "a.gsw");  // a reader that closes must not take the writer's locks with it
    EXPECT_EQ(in_child([&] {
                return error_of([&] { Workspace::open(folder / "a.gsw", Access::write); }).fault ==
                               Fault::locked
                           ? 0
                           : 1;
              }),
              0);
  }
  const Workspace reader = Workspace::open(folder / "a.gsw", Access::read_only);
  { const Workspace writer = Workspace::open(folder / "a.gsw", Access::write); }
  EXPECT_EQ(in_child([&] {
              const Workspace writer = Workspace::open(folder / "a.gsw", Access::write);
              return 0;
            }),
            0);
}

TEST(WorkspaceLock, LetsExactlyOneOfManyCreateAndTheOthersAreRefusedOrFollow) {
  const Folder folder;
  for (int round = 0; round < 5; ++round) {
    const std::string path = folder / ("r" + std::to_string(round) + ".gsw");
    std::vector<pid_t> children;
    for (int k = 0; k < 8; ++k) {
      const pid_t child = fork();
      if (child == 0) {
        int code = 1;
        try {
          Workspace workspace = Workspace::open(path, Access::create);
          workspace.store_import(example_import(3, std::to_string(k)));
          code = 0;
        } catch (const Error& error) {
          code = error.fault == Fault::locked ? 6 : 2;
        }
        _exit(code);
      }
      children.push_back(child);
    }
    int stored = 0;
    for (const pid_t child : children) {
      int status = 0;
      waitpid(child, &status, 0);
      EXPECT_TRUE(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 6)) << status;
      stored += WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    EXPECT_GE(stored, 1);
    Workspace::open(path, Access::read_only).check();
    EXPECT_EQ(Workspace::open(path, Access::read_only).history().size(), static_cast<std::size_t>(stored));
  }
  EXPECT_EQ(folder.names().size(), 5U);
}

TEST(WorkspaceLock, DoesNotNameAWriterThatIsGone) {
  const Folder folder;
  make_example(folder / "a.gsw");
  Holder gone(folder / "a.gsw");
  const pid_t pid = gone.pid();
  gone.end();
  const int descriptor = open((folder / "a.gsw").c_str(), O_RDONLY);
  ASSERT_EQ(flock(descriptor, LOCK_SH), 0);
  const std::string text = error_of([&] { Workspace::open(folder / "a.gsw", Access::write); }).what();
  close(descriptor);
  EXPECT_NE(text.find("locked by another process"), std::string::npos) << pid << ": " << text;
}

TEST(KilledWriter, LeavesTheOldStateOrTheNewOneAtEveryChangeOfTheDisk) {
  const Sweep result = sweep(DiskFault::kill);
  EXPECT_GT(result.killed, 20);
  EXPECT_GT(result.old_state, 5);
  EXPECT_GT(result.new_state, 1);
}

TEST(FullDisk, IsSaidAndNothingHalfIsStored) {
  const Sweep result = sweep(DiskFault::full);
  EXPECT_GT(result.refused, 10);
  EXPECT_GT(result.old_state, 10);
}

TEST(FullDisk, OfTheSystemIsSaidWithTheSpaceLeft) {
  const Folder folder;
  make_example(folder / "a.gsw");
  const std::string old_content = content(folder / "a.gsw");
  const int ended = in_child([&] {
    Workspace workspace = Workspace::open(folder / "a.gsw", Access::write);
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{200'000, 200'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    const Error error = error_of([&] { workspace.store_import(example_import(2000, "large.csv")); });
    const std::string text = error.what();
    return error.fault == Fault::io && error.code == "W06" && text.find("no space left") != std::string::npos
               ? 0
               : 1;
  });
  EXPECT_EQ(ended, 0);
  EXPECT_EQ(content(folder / "a.gsw"), old_content);
  Workspace::open(folder / "a.gsw", Access::write).check();
}

TEST(FullDisk, LeavesNoHalfWorkspaceBehindWhenItIsBorn) {
  const Folder folder;
  const int ended = in_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{5000, 5000};
    setrlimit(RLIMIT_FSIZE, &limit);
    return error_of([&] { Workspace::open(folder / "a.gsw", Access::create); }).code == "W06" ? 0 : 1;
  });
  EXPECT_EQ(ended, 0);
  EXPECT_TRUE(folder.names().empty());
}

}  // namespace gs
