// The tables of a workspace, what a row's hash covers, and the checks a workspace passes before anybody reads
// it. Every row ends in a hash of its other columns; the table `seal` holds how many rows each table has, so
// that a row that vanished is noticed like a row that changed.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "models/observe/observation.h"
#include "scenarios/workspace/file.h"
#include "scenarios/workspace/sqlite.h"

namespace gs {

using Row = std::vector<sqlite::Cell>;  // the columns in order, first the id, without the hash

struct StoredTable {
  std::string name, sql;
  bool sealed = true;  // counted in `seal`
};
std::span<const StoredTable> workspace_tables(
    std::uint32_t schema = kSchemaNumber);  // parents before children

std::string empty_workspace();                             // the bytes of a fresh file
sqlite::Database empty_database(const std::string& name);  // the same, in memory
std::string file_image(const sqlite::Database& database);  // its bytes as they lie on disk (write-ahead log)

std::string row_hash(std::string_view table, const Row& row);
Error corrupt_row(const std::string& path, std::string_view table, std::int64_t id);
// Splits the hash off and compares; nullopt-like empty row when it does not fit. `id` is the row's first
// cell.
bool take_verified(std::string_view table, Row& row);

// Writes rows of one table, each with its hash.
class RowWriter {
 public:
  RowWriter(const sqlite::Database& database, std::string_view table);
  void write(const Row& row);

 private:
  std::string table_;
  sqlite::Statement insert_;
};

enum class Order : std::uint8_t { oldest_first, newest_first };
// Calls `use` with every row until it returns false; throws Error(corrupt) at the first row whose hash fails.
void read_rows(const sqlite::Database& database,
               std::string_view table,
               Order order,
               const std::function<bool(const Row&)>& use);
std::int64_t next_id(sqlite::Database& database, std::string_view table);
void seal(sqlite::Database& database);  // inside the transaction that changed something

void apply_settings(sqlite::Database& database, bool on_disk);
// Objects, quick_check or integrity_check, parents, seal.
void check_structure(sqlite::Database& database, const char* pragma, std::uint32_t schema = kSchemaNumber);

// One observation: a post as one export reported it.
struct StoredPost {
  std::int64_t row = 0, import = 0;
  Instant as_of;  // when the export saw it: its date, else not before what was stored earlier
  ObservedPost post;
};
Row to_row(const StoredPost& stored);
StoredPost post_of(const std::string& path,
                   const Row& row);  // throws Error(corrupt) on impossible values [W08]

std::int64_t whole_at(const Row& row, std::size_t column);
const std::string& text_at(const Row& row, std::size_t column);

}  // namespace gs
