// Results of experiments in a workspace: all or nothing, replaced, deleted, damaged and repaired.
#include <sqlite3.h>

#include <cmath>

#include "scenarios/workspace/schema.h"
#include "scenarios/workspace/tables/stored_batch.h"
#include "tests/scenarios/workspace_fixture.h"

namespace gs {
namespace {

StoredDocument document_named(const std::string& name) {
  return {0, "batch", name, "", "", "2026-11-23T08:00:00Z", "{}"};
}

// Two factors and a response at 3 points, two worlds each; one world's value is undefined.
StoredBatch small_batch(double first = 1.5) {
  StoredBatch batch;
  batch.columns = {{"factor", "budget", "real", "EUR", "value put at /budget"},
                   {"factor", "format", "text", "", "value put at /plan/p1/format"},
                   {"response", "reach", "real", "people", "in this world"}};
  for (std::uint32_t point = 0; point < 3; ++point) {
    batch.settings.push_back({0, point, 10.0 * point, ""});
    batch.settings.push_back({1, point, std::nan(""), point == 0 ? "photo" : "video"});
    for (std::uint32_t world = 0; world < 2; ++world)
      batch.values.push_back({2, point, world, point == 2 && world == 1 ? std::nan("") : first + point});
  }
  return batch;
}

// Every row as another program sees it.
std::string rows_in(const std::string& path) {
  auto database = sqlite::Database::open(path, sqlite::Database::Mode::read_only);
  return database.text(
      "SELECT group_concat(row, ' ') FROM (SELECT c.name||':'||point||':'||coalesce(value, label) AS row "
      "FROM batch_settings s JOIN batch_columns c ON c.id=s.batch_column UNION ALL SELECT "
      "c.name||':'||point||'/'||replicate||':'||coalesce(value, '-') FROM batch_values v JOIN batch_columns "
      "c "
      "ON c.id=v.batch_column)");
}

void tamper(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sql;
  sqlite3_close(handle);
}

constexpr const char* kSmall =
    "budget:0:0.0 format:0:photo budget:1:10.0 format:1:video budget:2:20.0 format:2:video reach:0/0:1.5 "
    "reach:0/1:1.5 reach:1/0:2.5 reach:1/1:2.5 reach:2/0:3.5 reach:2/1:-";

TEST(WorkspaceBatch, LiesInTablesOtherProgramsReadAndGoesWithItsDocument) {
  const Folder folder;
  make_example(folder / "a.gsw");
  std::int64_t id = 0;
  {
    Workspace workspace = Workspace::open(folder / "a.gsw", Access::write);
    id = workspace.store_batch(document_named("b"), small_batch());
    workspace.check();
  }
  EXPECT_EQ(rows_in(folder / "a.gsw"), kSmall);
  {
    Workspace workspace = Workspace::open(folder / "a.gsw", Access::write);
    const std::int64_t other = workspace.store_batch(document_named("c"), small_batch(100));
    EXPECT_TRUE(workspace.delete_document("batch", other));
    workspace.check();
  }
  EXPECT_EQ(rows_in(folder / "a.gsw"), kSmall);
  {
    Workspace workspace = Workspace::open(folder / "a.gsw", Access::write);
    id = workspace.store_batch(document_named("b"), small_batch(0.5), id);
    EXPECT_EQ(workspace.documents("batch").size(), 1U);
    workspace.check();
  }
  EXPECT_NE(rows_in(folder / "a.gsw").find("reach:1/0:1.5"), std::string::npos);
  EXPECT_EQ(rows_in(folder / "a.gsw").find("3.5"), std::string::npos);
  Workspace::open(folder / "a.gsw", Access::write).delete_document("batch", id);
  EXPECT_EQ(rows_in(folder / "a.gsw"), "");
}

TEST(WorkspaceBatch, IsNotKeptWhenAskedToStop) {
  const Folder folder;
  Workspace workspace = Workspace::open(folder / "a.gsw", Access::create);
  StoredBatch large = small_batch();
  for (std::uint32_t world = 2; world < 20'000; ++world) large.values.push_back({2, 0, world, 1.0});
  volatile bool asked = true;
  EXPECT_THROW(workspace.store_batch(document_named("b"), large, {}, {.stop = {&asked}}), Interrupted);
  EXPECT_TRUE(workspace.documents("batch").empty());
  workspace.check();
}

TEST(WorkspaceBatch, ThatWasChangedIsNoticed) {
  const Folder folder;
  Workspace::open(folder / "a.gsw", Access::create).store_batch(document_named("b"), small_batch());
  tamper(folder / "a.gsw", "UPDATE batch_values SET value=7 WHERE id=4");
  const Error error = error_of([&] { Workspace::open(folder / "a.gsw", Access::read_only).check(); });
  EXPECT_EQ(error.fault, Fault::corrupt);
  EXPECT_NE(std::string(error.what()).find("table batch_values row 4"), std::string::npos) << error.what();
  tamper(folder / "a.gsw", "DELETE FROM batch_values WHERE id=4");
  EXPECT_EQ(error_of([&] { Workspace::open(folder / "a.gsw", Access::read_only); }).fault, Fault::corrupt);
}

TEST(WorkspaceBatch, ImpossibleRowsAreRefusedThoughTheyVerify) {
  const Folder folder;
  Workspace::open(folder / "a.gsw", Access::create).store_batch(document_named("b"), small_batch());
  const Row row{std::int64_t{4}, std::int64_t{3}, std::int64_t{-1}, std::int64_t{1}, 2.5};
  tamper(folder / "a.gsw",
         "UPDATE batch_values SET point=-1, hash='" + row_hash("batch_values", row) + "' WHERE id=4");
  const Error error = error_of([&] { Workspace::open(folder / "a.gsw", Access::read_only).check(); });
  EXPECT_EQ(error.code, "W08") << error.what();
}

TEST(WorkspaceBatch, KeepsItsValuesInRepairWhenTheirColumnIsLost) {
  const Folder folder;
  Workspace::open(folder / "a.gsw", Access::create).store_batch(document_named("b"), small_batch());
  tamper(folder / "a.gsw", "UPDATE batch_columns SET name='x' WHERE id=3");
  const auto lost = repair_workspace(folder / "a.gsw", folder / "b.gsw");
  EXPECT_EQ(lost.size(), 2U);
  Workspace::open(folder / "b.gsw", Access::read_only).check();
  std::string expected = kSmall;
  for (std::size_t at = 0; (at = expected.find("reach", at)) != std::string::npos;)
    expected.replace(at, 5, "(lost)");
  EXPECT_EQ(rows_in(folder / "b.gsw"), expected);
}

}  // namespace
}  // namespace gs
