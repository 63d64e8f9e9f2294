// Files that are not a workspace of ours, and what is said about them (RELIABILITY 10, rows 86 to 88).
#include <sqlite3.h>
#include <sys/stat.h>

#include "scenarios/workspace/file.h"
#include "tests/scenarios/workspace_fixture.h"

namespace gs {
namespace {

// What somebody else's program could do to the file.
void edit(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message;
  sqlite3_close(handle);
}

struct Refusal {
  Fault fault;
  std::string text, code;
};

// Both ways of opening refuse alike, and leave the file as it was.
void expect_refused(const Folder& folder, const std::string& name, const Refusal& expected) {
  const std::string path = folder / name, before = bytes_of(path);
  const auto names = folder.names();
  for (const Access access : {Access::read_only, Access::write, Access::create}) {
    const Error error = error_of([&] { content(Workspace::open(path, access)); });
    EXPECT_EQ(error.fault, expected.fault) << error.what();
    EXPECT_EQ(error.code, expected.code) << error.what();
    EXPECT_NE(std::string(error.what()).find(expected.text), std::string::npos) << error.what();
    EXPECT_FALSE(error.remedy.empty());
  }
  EXPECT_EQ(bytes_of(path), before);
  EXPECT_EQ(folder.names(), names);
}

void patch(const std::string& path, std::size_t at, const std::string& with) {
  std::string bytes = bytes_of(path);
  write_bytes(path, bytes.replace(at, with.size(), with));
}

}  // namespace

TEST(Workspace, RefusesATextFileAndAnEmptyFile) {
  const Folder folder;
  write_bytes(folder / "text.gsw", std::string(5000, 'x'));
  write_bytes(folder / "empty.gsw", "");
  expect_refused(folder, "text.gsw", {Fault::corrupt, "not a Groundswell workspace", "W01"});
  expect_refused(folder, "empty.gsw", {Fault::corrupt, "not a Groundswell workspace", "W01"});
}

TEST(Workspace, RefusesAnotherProgramsDatabase) {
  const Folder folder;
  edit(folder / "other.gsw", "CREATE TABLE t(x); PRAGMA application_id=42;");
  expect_refused(folder, "other.gsw", {Fault::corrupt, "not a Groundswell workspace", "W01"});
}

TEST(Workspace, AsksForAnUpgradeWhenMadeByANewerSchema) {
  const Folder folder;
  make_example(folder / "a.gsw");
  patch(folder / "a.gsw", 60, std::string("\0\0\0\x09", 4));
  expect_refused(folder, "a.gsw", {Fault::corrupt, "made by schema 9, this build reads 3: upgrade", "W03"});
  patch(folder / "a.gsw", 60, std::string("\0\0\0\0", 4));
  expect_refused(folder, "a.gsw", {Fault::corrupt, "made by schema 0, this build reads 3", "W03"});
}

TEST(Workspace, RefusesTriggersViewsAndTablesThatAreNotOurs) {
  const Folder folder;
  for (const auto& [kind, sql] : std::vector<std::pair<std::string, std::string>>{
           {"trigger", "CREATE TRIGGER x AFTER INSERT ON posts BEGIN DELETE FROM posts; END"},
           {"view", "CREATE VIEW x AS SELECT 1"},
           {"index", "CREATE INDEX x ON posts(account)"},
           {"table", "CREATE TABLE x(y)"}}) {
    const std::string path = folder / (kind + ".gsw");
    make_example(path);
    edit(path, sql);
    const Error error = error_of([&] { Workspace::open(path, Access::read_only); });
    EXPECT_EQ(error.fault, Fault::corrupt);
    EXPECT_EQ(error.what(), path + ": unexpected " + kind + " 'x' in workspace [W07]");
  }
}

TEST(Workspace, NamesTheRowSomebodyEdited) {
  const Folder folder;
  make_example(folder / "a.gsw");
  edit(folder / "a.gsw", "UPDATE posts SET reach=reach+1 WHERE id=12");
  const Error error = error_of([&] { content(folder / "a.gsw"); });
  EXPECT_EQ(error.fault, Fault::corrupt);
  EXPECT_EQ(error.what(), folder / "a.gsw" + ": corrupt: table posts row 12 [W04]");
  EXPECT_EQ(error.remedy, "run `workspace repair`");
}

TEST(Workspace, NoticesARowThatWasTakenOut) {
  const Folder folder;
  make_example(folder / "a.gsw");
  edit(folder / "a.gsw", "DELETE FROM posts WHERE id=12");
  const Error error = error_of([&] { Workspace::open(folder / "a.gsw", Access::read_only); });
  EXPECT_NE(std::string(error.what()).find("corrupt: table posts has 39 rows"), std::string::npos)
      << error.what();
}

TEST(Workspace, NoticesADocumentThatHides) {
  const Folder folder;
  make_example(folder / "a.gsw");
  Workspace::open(folder / "a.gsw", Access::write)
      .store_document({0, "calibration", "", "page", "facebook", "", "new"});
  edit(folder / "a.gsw",
       "UPDATE documents SET kind='other' WHERE id=3");  // would let an older fit pass for the newest
  EXPECT_EQ(error_of([&] { content(folder / "a.gsw"); }).fault, Fault::corrupt);
}

TEST(Workspace, NamesAPostWhoseImportIsMissing) {
  const Folder folder;
  make_example(folder / "a.gsw");
  edit(folder / "a.gsw", "PRAGMA foreign_keys=OFF; DELETE FROM imports; UPDATE seal SET imports=0");
  const Error error = error_of([&] { Workspace::open(folder / "a.gsw", Access::read_only); });
  EXPECT_EQ(error.code, "W09");
  EXPECT_NE(std::string(error.what()).find(" row 1 refers to a missing row of imports"), std::string::npos);
}

TEST(Workspace, SaysWhatItCannotOpen) {
  const Folder folder;
  EXPECT_EQ(error_of([&] { Workspace::open(folder / "none.gsw", Access::write); }).code, "F01");
  EXPECT_EQ(error_of([&] { Workspace::open(folder / "none.gsw", Access::read_only); }).code, "F01");
  EXPECT_EQ(error_of([&] { Workspace::open(folder / "", Access::write); }).code, "F02");
  EXPECT_EQ(error_of([&] { Workspace::open(folder / "no/folder.gsw", Access::create); }).fault, Fault::io);
  ASSERT_EQ(mkfifo((folder / "pipe.gsw").c_str(), 0600), 0);
  EXPECT_EQ(error_of([&] { Workspace::open(folder / "pipe.gsw", Access::read_only); }).code, "F03");
  EXPECT_EQ(folder.names(), std::set<std::string>{"pipe.gsw"});
}

TEST(Workspace, WillNotBeBornBesideAJournalOfAnother) {
  const Folder folder;
  write_bytes(folder / "a.gsw-wal", "left over");
  EXPECT_EQ(error_of([&] { Workspace::open(folder / "a.gsw", Access::create); }).fault, Fault::corrupt);
  EXPECT_EQ(folder.names(), std::set<std::string>{"a.gsw-wal"});
}

TEST(Workspace, StoresNothingWhenOpenedForReading) {
  const Folder folder;
  make_example(folder / "a.gsw");
  Workspace reader = Workspace::open(folder / "a.gsw", Access::read_only);
  EXPECT_EQ(error_of([&] { reader.store_import(example_import(1, "x.csv")); }).fault, Fault::usage);
  EXPECT_EQ(error_of([&] { reader.store_document({}); }).fault, Fault::usage);
  EXPECT_EQ(error_of([&] { reader.delete_history("", ""); }).fault, Fault::usage);
}

// Rights bind everybody but root, so the child first stops being root.
TEST(Workspace, ReadsFromAFolderItMayNotWrite) {
  const int ended = in_child([] {
    constexpr uid_t kNobody = 65534;
    if (geteuid() == 0 && setuid(kNobody) != 0) return 1;
    const Folder folder;
    std::filesystem::create_directory(folder / "closed");
    const std::string path = folder / "closed/a.gsw";
    make_example(path);
    const std::string expected = content(path);
    chmod(path.c_str(), 0400);
    chmod((folder / "closed").c_str(), 0500);
    const bool reads = content(path) == expected;
    const Error error = error_of([&] { Workspace::open(path, Access::write); });
    chmod((folder / "closed").c_str(), 0700);
    return reads && error.code == "W05" && error.fault == Fault::io ? 0 : 2;
  });
  EXPECT_EQ(ended, 0);
}

TEST(Workspace, FindsItsJournalBehindASymbolicLink) {
  const Folder folder;
  std::filesystem::create_directory(folder / "real");
  make_example(folder / "real/a.gsw");
  std::filesystem::create_symlink("real/a.gsw", folder / "link.gsw");
  const Workspace writer = Workspace::open(folder / "link.gsw", Access::write);
  EXPECT_EQ(content(folder / "link.gsw"), content(writer));
  EXPECT_EQ(error_of([&] { Workspace::open(folder / "real/a.gsw", Access::write); }).fault, Fault::locked);
}

TEST(Workspace, KnowsFileSystemsThatLieOnOtherMachines) {
  EXPECT_TRUE(is_network_file_system(0x6969));       // NFS
  EXPECT_TRUE(is_network_file_system(0xFF534D42));   // CIFS
  EXPECT_FALSE(is_network_file_system(0xEF53));      // ext4
  EXPECT_FALSE(is_network_file_system(0x01021994));  // tmpfs
  EXPECT_FALSE(is_network_file_system(0x9123683E));  // btrfs
}

}  // namespace gs
