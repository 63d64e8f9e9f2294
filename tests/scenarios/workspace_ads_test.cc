// Ads, conversions and series in a workspace: what a later export changes, what two files say of one day, and
// a file made before there were tables for them.
#include <sqlite3.h>

#include "scenarios/workspace/schema.h"
#include "tests/scenarios/workspace_fixture.h"

namespace gs {
namespace {

void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  char* message = nullptr;
  ASSERT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << message << sql;
  sqlite3_close(handle);
}

// The example as an older schema stored it. The first had no tables of ads and a seal of four numbers, the
// second none of experiments and a seal of seven.
void make_older(const std::string& path, int schema) {
  {
    Workspace workspace = Workspace::open(path, Access::create);
    workspace.store_import(example_import());
  }
  Row seal{std::int64_t{1}, std::int64_t{1}, std::int64_t{40}, std::int64_t{0}, std::int64_t{0}};
  if (schema == 2) seal.insert(seal.end(), 3, std::int64_t{0});
  const std::string ads = schema == 1 ? "DROP TABLE ads; DROP TABLE conversions; DROP TABLE days; " : "",
                    columns = schema == 1 ? ""
                                          : "ads INTEGER NOT NULL, conversions INTEGER NOT NULL, days "
                                            "INTEGER NOT NULL, ",
                    numbers = schema == 1 ? "1,1,40,0,0" : "1,1,40,0,0,0,0,0";
  run_sql(path,
          "PRAGMA journal_mode=DELETE; DROP TABLE batch_values; DROP TABLE batch_settings; DROP TABLE "
          "batch_columns; " +
              ads +
              "DROP TABLE seal; CREATE TABLE seal(id INTEGER PRIMARY KEY, imports INTEGER NOT NULL, posts "
              "INTEGER NOT NULL, rejected_rows INTEGER NOT NULL, documents INTEGER NOT NULL, " +
              columns + "hash TEXT NOT NULL) STRICT; INSERT INTO seal VALUES(" + numbers + ",'" +
              row_hash("seal", seal) + "'); PRAGMA user_version=" + std::to_string(schema) +
              "; VACUUM; PRAGMA journal_mode=WAL");
}

class OlderWorkspace : public testing::TestWithParam<int> {
 protected:
  void make(const std::string& name) const { make_older(folder / name, GetParam()); }
  std::string beside() const { return "old.gsw.schema" + std::to_string(GetParam()); }
  Folder folder;
};
INSTANTIATE_TEST_SUITE_P(Schema, OlderWorkspace, testing::Values(1, 2));

std::string now_of(const std::string& path) {
  Workspace workspace = Workspace::open(path, Access::create);
  workspace.store_import(example_import());
  return content(workspace);
}

TEST_P(OlderWorkspace, IsReadAsItIsAndLeftAlone) {
  make("old.gsw");
  const std::string before = bytes_of(folder / "old.gsw");
  EXPECT_EQ(content(folder / "old.gsw"), now_of(folder / "new.gsw"));
  EXPECT_EQ(bytes_of(folder / "old.gsw"), before);
  EXPECT_EQ(folder.names(), (std::set<std::string>{"old.gsw", "new.gsw"}));
}

TEST_P(OlderWorkspace, IsTakenOverWhenWrittenAndStaysBesideTheNewOne) {
  make("old.gsw");
  const std::string before = bytes_of(folder / "old.gsw"), said_before = content(folder / "old.gsw");
  {
    Workspace workspace = Workspace::open(folder / "old.gsw", Access::write);
    EXPECT_EQ(content(workspace), said_before);
    EXPECT_EQ(workspace.store_import(example_ads()).stored, 36);
    workspace.check();
  }
  EXPECT_EQ(folder.names(), (std::set<std::string>{"old.gsw", beside()}));
  EXPECT_EQ(bytes_of(folder / beside()), before);
  EXPECT_EQ(Workspace::open(folder / "old.gsw", Access::read_only).ads().size(), 12u);
  EXPECT_EQ(content(folder / beside()), said_before);
}

TEST_P(OlderWorkspace, GivesUpNothingToAFileInTheWayOfItsCopy) {
  make("old.gsw");
  write_bytes(folder / beside(), "mine");
  const Error error = error_of([&] { Workspace::open(folder / "old.gsw", Access::write); });
  EXPECT_EQ(error.fault, Fault::io);
  EXPECT_EQ(bytes_of(folder / beside()), "mine");
  EXPECT_EQ(folder.names(), (std::set<std::string>{"old.gsw", beside()}));
}

TEST_P(OlderWorkspace, LosesNothingToRepair) {
  make("old.gsw");
  EXPECT_TRUE(repair_workspace(folder / "old.gsw", folder / "repaired.gsw").empty());
  EXPECT_EQ(content(folder / "repaired.gsw"), content(folder / "old.gsw"));
}

TEST(StoredAds, ComeBackToTheLastBit) {
  const Folder folder;
  std::string said_before;
  for (const ObservedAd& ad : example_ads().ads) said_before += said(ad);
  {
    Workspace workspace = Workspace::open(folder / "a.gsw", Access::create);
    const StoreCounts counts = workspace.store_import(example_ads());
    EXPECT_EQ(counts.stored, 36);
    EXPECT_EQ(counts.updated, 0);
  }
  const Workspace workspace = Workspace::open(folder / "a.gsw", Access::read_only);
  workspace.check();
  ASSERT_EQ(workspace.ads().size(), 12u);
  for (const ObservedAd& ad : workspace.ads()) {
    ObservedAd as_read = ad;
    as_read.file.clear();
    EXPECT_NE(said_before.find(said(as_read)), std::string::npos) << said(as_read);
  }
  EXPECT_EQ(workspace.days("page").size(), 12u);
  EXPECT_TRUE(workspace.days("another").empty());
}

TEST(StoredAds, ChangeNothingWhenTheSameFileComesTwice) {
  const Folder folder;
  Workspace workspace = Workspace::open(folder / "a.gsw", Access::create);
  workspace.store_import(example_ads());
  const std::string before = content(workspace);
  const StoreCounts again = workspace.store_import(example_ads());
  EXPECT_EQ(again.stored + again.updated, 0);
  EXPECT_EQ(again.unchanged, 36);
  EXPECT_EQ(content(workspace), before);
}

// The first export was made while its last day was running; whichever file is read first, the other wins.
TEST(StoredAds, TakeADayFromTheExportThatReachesFurther) {
  const Folder folder;
  ImportRecord early = example_ads(4, "early.csv"), late = example_ads(8, "late.csv");
  early.ads[3].counts[index_of(AdCount::impressions)] = 7.0;
  early.conversions.clear(), late.conversions.clear(), early.days.clear(), late.days.clear();
  const auto impressions = [&](const std::vector<ImportRecord>& order, const std::string& name) {
    Workspace workspace = Workspace::open(folder / name, Access::create);
    for (const ImportRecord& record : order) workspace.store_import(record);
    for (const ObservedAd& ad : workspace.ads())
      if (ad.cell.first == Day{20'003}) return ad.at(AdCount::impressions).value_or(-1);
    return -2.0;
  };
  EXPECT_EQ(impressions({early, late}, "a.gsw"), 1003);
  EXPECT_EQ(impressions({late, early}, "b.gsw"), 1003);
}

TEST(StoredAds, CountWhatALaterExportSaysAnew) {
  const Folder folder;
  Workspace workspace = Workspace::open(folder / "a.gsw", Access::create);
  workspace.store_import(example_ads(4, "early.csv"));
  ImportRecord late = example_ads(6, "late.csv");
  late.ads[1].spend = Money{99};
  const StoreCounts counts = workspace.store_import(late);
  EXPECT_EQ(counts.updated, 1);
  EXPECT_EQ(counts.stored, 6);  // two more days in each of three tables
  EXPECT_EQ(counts.unchanged, 11);
}

TEST(StoredAds, KeepLifetimeRowsApartFromDailyOnes) {
  const Folder folder;
  ImportRecord record = example_ads(3);
  record.conversions.clear(), record.days.clear();
  ObservedAd lifetime = example_ad(1);
  lifetime.cell.first = Day{20'000}, lifetime.cell.last = Day{20'040};
  record.ads.push_back(lifetime);
  Workspace workspace = Workspace::open(folder / "a.gsw", Access::create);
  workspace.store_import(record);
  const std::vector<AdHistoryEntry> listed = workspace.ad_history();
  ASSERT_EQ(listed.size(), 3u);
  EXPECT_EQ(listed[0].cut, "ad, day");
  EXPECT_EQ(listed[0].rows, 2);
  EXPECT_EQ(listed[0].spend->micros, 2 * 12'345'678 + 3);
  EXPECT_EQ(listed[1].cut, "ad, day by age and gender");
  EXPECT_EQ(listed[2].cut, "ad, period");
  EXPECT_EQ(to_text(*listed[2].last), "2024-11-13");
  EXPECT_EQ(listed[2].currency, "EUR");
}

TEST(StoredAds, GoWithTheirFileOrAccountAndLeaveThePosts) {
  const Folder folder;
  make_example(folder / "a.gsw");
  Workspace workspace = Workspace::open(folder / "a.gsw", Access::write);
  const Deleted nothing = workspace.delete_history("nobody", "");
  EXPECT_EQ(nothing.posts + nothing.ad_rows + nothing.observations, 0);
  const Deleted deleted = workspace.delete_history("page", "ads.csv");
  EXPECT_EQ(deleted.ad_rows, 36);
  EXPECT_EQ(deleted.posts, 0);
  EXPECT_TRUE(workspace.ad_history().empty());
  EXPECT_EQ(workspace.posts().size(), 40u);
  EXPECT_FALSE(workspace.imported_before("hash of ads.csv").has_value());
  workspace.check();
}

}  // namespace
}  // namespace gs
