// Damage: a workspace may refuse, it never tells another number (RELIABILITY 5, F7 and F8).
#include <csignal>

#include "core/draw.h"
#include "tests/scenarios/workspace_fixture.h"

namespace gs {
namespace {

// Where the k-th damage falls: spread over the file, the same in every run.
std::size_t place(std::uint64_t k, std::size_t below) { return mix64(k + 0x9e3779b97f4a7c15ULL) % below; }

enum class Outcome { same, refused, different };

Outcome outcome_of(const std::string& path, Access access, const std::string& expected) {
  try {
    return content(Workspace::open(path, access)) == expected ? Outcome::same : Outcome::different;
  } catch (const Error& error) {
    EXPECT_NE(error.fault, Fault::our_defect) << error.what();
    EXPECT_NE(error.fault, Fault::usage) << error.what();
    return Outcome::refused;
  }
}

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

// A writer that stores a second import and dies before it can close: the journal stays.
void leave_journal(const std::string& path) {
  const int ended = in_child([&] {
    Workspace workspace = Workspace::open(path, Access::write);
    workspace.store_import(example_import(60, "second.csv"));
    return raise(SIGKILL);
  });
  ASSERT_EQ(ended, 256 + SIGKILL);
}

void remove_all(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
}

}  // namespace

TEST(DamagedWorkspace, NeverTellsAnotherNumberAfterASingleBitFlip) {
  const Folder folder(Folder::memory());
  make_example(folder / "good.gsw");
  const std::string good = bytes_of(folder / "good.gsw"), expected = content(folder / "good.gsw");
  int refused = 0;
  constexpr int kFlips = 600;
  for (std::uint64_t k = 0; k < kFlips; ++k) {
    std::string bad = good;
    // Every third flip in the first page, which holds header and schema.
    const std::size_t at = place(k, k % 3 == 0 ? 4096 : good.size());
    bad[at] = static_cast<char>(bad[at] ^ (1 << (k / 3 % 8)));
    write_bytes(folder / "bad.gsw", bad);
    const Outcome outcome =
        outcome_of(folder / "bad.gsw", k % 4 == 1 ? Access::write : Access::read_only, expected);
    EXPECT_NE(outcome, Outcome::different) << "byte " << at << " bit " << k / 3 % 8;
    refused += outcome == Outcome::refused;
    remove_all(folder / "bad.gsw");
  }
  EXPECT_GT(refused, kFlips / 5);  // the damage does fall on bytes that matter; some tables are empty here
}

TEST(DamagedWorkspace, NeverTellsAnotherNumberAfterALostSector) {
  const Folder folder(Folder::memory());
  make_example(folder / "good.gsw");
  const std::string good = bytes_of(folder / "good.gsw"), expected = content(folder / "good.gsw");
  int refused = 0;
  for (std::size_t at = 0; at + 512 <= good.size(); at += 512) {
    std::string bad = good;
    bad.replace(at, 512, std::string(512, '\0'));
    write_bytes(folder / "bad.gsw", bad);
    const Outcome outcome = outcome_of(folder / "bad.gsw", Access::read_only, expected);
    EXPECT_NE(outcome, Outcome::different) << "sector at " << at;
    refused += outcome == Outcome::refused;
  }
  EXPECT_GT(refused, 10);
}

TEST(DamagedWorkspace, RefusesATruncatedFileAndRepairKeepsWhatVerifies) {
  const Folder folder(Folder::memory());
  make_example(folder / "good.gsw");
  const std::string good = bytes_of(folder / "good.gsw");
  const auto true_lines = lines_of(content(folder / "good.gsw"));
  for (std::size_t length = 0; length < good.size(); length += 1009) {
    write_bytes(folder / "bad.gsw", good.substr(0, length));
    const Error error = error_of([&] { Workspace::open(folder / "bad.gsw", Access::read_only); });
    EXPECT_EQ(error.fault, Fault::corrupt) << length << ": " << error.what();
    if (length < 8 * 4096) continue;
    EXPECT_FALSE(repair_workspace(folder / "bad.gsw", folder / "repaired.gsw").empty());
    const Workspace repaired = Workspace::open(folder / "repaired.gsw", Access::read_only);
    repaired.check();
    for (const ObservedPost& post : repaired.posts()) {
      ObservedPost as_imported = post;
      as_imported.file = "posts.csv";
      EXPECT_TRUE(true_lines.contains(said(as_imported).substr(0, said(as_imported).size() - 1))) << post.id;
    }
    remove_all(folder / "repaired.gsw");
  }
}

TEST(DamagedWorkspace, RepairLosesOneRowForOneFlippedBitAndSaysSo) {
  const Folder folder(Folder::memory());
  make_example(folder / "bad.gsw");
  const std::string before = bytes_of(folder / "bad.gsw");
  std::string bad = before;
  const std::size_t at = bad.find("post 17");
  ASSERT_NE(at, std::string::npos);
  bad[at] = static_cast<char>(bad[at] ^ 1);
  write_bytes(folder / "bad.gsw", bad);
  const auto lost = repair_workspace(folder / "bad.gsw", folder / "repaired.gsw");
  EXPECT_EQ(lost, std::vector<std::string>{"table posts: kept 39 of 40 rows"});
  EXPECT_EQ(Workspace::open(folder / "repaired.gsw", Access::write).posts().size(), 39U);
  EXPECT_EQ(bytes_of(folder / "bad.gsw"), bad);
  EXPECT_EQ(error_of([&] { repair_workspace(folder / "bad.gsw", folder / "repaired.gsw"); }).fault,
            Fault::bad_input);
}

TEST(DamagedWorkspace, RepairOfAHealthyOneLosesNothingEvenWithoutItsHeader) {
  const Folder folder(Folder::memory());
  make_example(folder / "a.gsw");
  const std::string expected = content(folder / "a.gsw");
  EXPECT_TRUE(repair_workspace(folder / "a.gsw", folder / "b.gsw").empty());
  EXPECT_EQ(content(folder / "b.gsw"), expected);
  std::string headless = bytes_of(folder / "a.gsw");
  headless.replace(0, 100, std::string(100, '\0'));
  write_bytes(folder / "c.gsw", headless);
  EXPECT_TRUE(repair_workspace(folder / "c.gsw", folder / "d.gsw").empty());
  EXPECT_EQ(content(folder / "d.gsw"), expected);
}

TEST(DamagedWorkspace, LosesAtMostTheLastImportWhenItsJournalIsCutOrFlipped) {
  const Folder folder(Folder::memory());
  make_example(folder / "a.gsw");
  const std::string old_content = content(folder / "a.gsw");
  leave_journal(folder / "a.gsw");
  const std::string main = bytes_of(folder / "a.gsw"), journal = bytes_of(folder / "a.gsw-wal");
  const std::string new_content = content(folder / "a.gsw");
  EXPECT_NE(new_content, old_content);
  EXPECT_EQ(bytes_of(folder / "a.gsw-wal"), journal);  // reading replays it in memory only
  int kept_old = 0, kept_new = 0;
  for (std::uint64_t k = 0; k < 120; ++k) {
    std::string bad = journal;
    if (k % 2 == 0)
      bad.resize(place(k, journal.size()));
    else
      bad[place(k, journal.size())] ^= 16;
    write_bytes(folder / "b.gsw", main);
    write_bytes(folder / "b.gsw-wal", bad);
    const auto names = folder.names();
    const std::string found = content(folder / "b.gsw");
    EXPECT_TRUE(found == old_content || found == new_content) << k;
    (found == old_content ? kept_old : kept_new) += 1;
    EXPECT_EQ(folder.names(), names);
    EXPECT_EQ(bytes_of(folder / "b.gsw-wal"), bad);
    remove_all(folder / "b.gsw");
  }
  EXPECT_GT(kept_old, 0);
}

}  // namespace gs
