// The schema as fixed text: what lies in a file's sqlite_schema must equal it letter by letter. Counts are
// REAL or NULL, so that a number comes back with the bits it went in with and "not reported" stays apart from
// zero.
#include "scenarios/workspace/schema.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <map>

#include "scenarios/reading/sha256.h"
#include "scenarios/workspace/tables/ad_rows.h"
#include "scenarios/workspace/tables/batch_rows.h"

namespace gs {
namespace {

using sqlite::Cell;
using sqlite::Database;

// Columns of `posts` before and after the counts.
enum PostColumn : std::size_t {
  kRow,
  kImport,
  kPlatform,
  kAccount,
  kPost,
  kFormat,
  kTopic,
  kTitle,
  kPublished,
  kZone,
  kPaid,
  kSpend,
  kCurrency,
  kFollowers,
  kExportedAt,
  kAsOf,
  kLine,
  kContradicted,
  kFirstCount,
  kPostColumns = kFirstCount + kMetrics
};

std::string posts_sql() {
  std::string sql =
      "CREATE TABLE posts(id INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES imports(id), platform "
      "TEXT NOT NULL, "
      "account TEXT NOT NULL, post TEXT NOT NULL, format TEXT NOT NULL, topic TEXT NOT NULL, title TEXT NOT "
      "NULL, "
      "published INTEGER NOT NULL, zone TEXT NOT NULL, paid INTEGER NOT NULL, spend_micros INTEGER, "
      "currency TEXT NOT NULL, followers REAL, exported_at INTEGER, as_of INTEGER NOT NULL, line INTEGER NOT "
      "NULL, "
      "contradicted INTEGER NOT NULL";
  for (const std::string_view name : kMetricNames) sql.append(", ").append(name).append(" REAL");
  return sql + ", hash TEXT NOT NULL) STRICT";
}

// How many of the tables below a file of each schema has, and in a schema later than it the same ones first.
constexpr std::array<std::size_t, kSchemaNumber> kTablesOfSchema{6, 9, 12};

std::vector<StoredTable> tables_of(std::size_t count) {
  std::vector<StoredTable> all{
      {"holder",
       "CREATE TABLE holder(id INTEGER PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL, command TEXT "
       "NOT NULL, "
       "since TEXT NOT NULL, hash TEXT NOT NULL) STRICT",
       false},
      {"seal", "CREATE TABLE seal(id INTEGER PRIMARY KEY", false},
      {"imports",
       "CREATE TABLE imports(id INTEGER PRIMARY KEY, platform TEXT NOT NULL, account TEXT NOT NULL, file "
       "TEXT NOT NULL, "
       "format_name TEXT NOT NULL, text_hash TEXT NOT NULL, imported_at TEXT NOT NULL, hash TEXT NOT NULL) "
       "STRICT"},
      {"posts", posts_sql()},
      {"rejected_rows",
       "CREATE TABLE rejected_rows(id INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES imports(id), "
       "text TEXT NOT NULL, hash TEXT NOT NULL) STRICT"},
      {"documents",
       "CREATE TABLE documents(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, account TEXT "
       "NOT NULL, "
       "platform TEXT NOT NULL, created_at TEXT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL) STRICT"},
      {"ads", ads_sql()},
      {"conversions", conversions_sql()},
      {"days", days_sql()},
      {"batch_columns", batch_columns_sql()},
      {"batch_settings", batch_settings_sql()},
      {"batch_values", batch_values_sql()}};
  all.resize(count);
  std::string& seal_sql = all[1].sql;  // one number per table that is sealed
  for (const StoredTable& table : all)
    if (table.sealed) seal_sql += ", " + table.name + " INTEGER NOT NULL";
  seal_sql += ", hash TEXT NOT NULL) STRICT";
  return all;
}

std::size_t columns_of(std::string_view table) {
  if (table == "posts") return kPostColumns;
  if (const std::size_t columns = ad_columns(table)) return columns;
  if (const std::size_t columns = batch_cells(table)) return columns;
  if (table == "seal") return kTablesOfSchema.back() - 1;  // its id, and every table that is sealed
  if (table == "holder") return 5;
  return table == "rejected_rows" ? 3 : 7;
}

void append_word(std::string& bytes, std::uint64_t word) {
  for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>(word >> shift));
}

// Type, then value; texts with their length before them, so that no two rows have the same bytes.
void append_cell(std::string& bytes, const Cell& cell) {
  bytes.push_back(static_cast<char>('0' + cell.index()));
  if (const auto* whole = std::get_if<std::int64_t>(&cell))
    append_word(bytes, static_cast<std::uint64_t>(*whole));
  if (const auto* real = std::get_if<double>(&cell)) append_word(bytes, std::bit_cast<std::uint64_t>(*real));
  if (const auto* text = std::get_if<std::string>(&cell)) {
    append_word(bytes, text->size());
    bytes += *text;
  }
}

Row counts_now(Database& database, std::uint32_t schema = kSchemaNumber) {
  Row row{std::int64_t{1}};
  for (const StoredTable& table : workspace_tables(schema))
    if (table.sealed) row.emplace_back(database.integer("SELECT count(*) FROM " + table.name));
  return row;
}

void check_setting(Database& database,
                   const std::string& name,
                   const std::string& value,
                   const std::string& reads) {
  database.text("PRAGMA " + name + "=" + value);
  const std::string now = database.text("PRAGMA " + name);
  if (now != reads)
    throw Error(Fault::our_defect,
                database.path(),
                "setting " + name + " stayed '" + now + "'; expected '" + reads + "'",
                "please report this message");
}

Error corrupt(const Database& database, const std::string& detail, const char* code = "W04") {
  return Error(Fault::corrupt, database.path(), detail, "run `workspace repair`", code);
}

void check_objects(Database& database, std::uint32_t schema) {
  std::map<std::string, std::string> expected;
  for (const StoredTable& table : workspace_tables(schema)) expected[table.name] = table.sql;
  for (const Row& row : database.rows("SELECT type, name, sql FROM sqlite_schema ORDER BY rowid")) {
    const std::string type = text_at(row, 0), name = text_at(row, 1);
    const auto table = type == "table" ? expected.find(name) : expected.end();
    if (table == expected.end())
      throw corrupt(database, "unexpected " + type + " '" + name + "' in workspace", "W07");
    if (text_at(row, 2) != table->second)
      throw corrupt(database, "corrupt: table " + name + " is not as it was made");
    expected.erase(table);
  }
  if (!expected.empty()) throw corrupt(database, "corrupt: table " + expected.begin()->first + " is gone");
}

void check_parents(Database& database) {
  const auto orphans = database.rows("PRAGMA foreign_key_check");
  if (orphans.empty()) return;
  throw corrupt(database,
                "corrupt: table " + text_at(orphans[0], 0) + " row " +
                    std::to_string(whole_at(orphans[0], 1)) + " refers to a missing row of " +
                    text_at(orphans[0], 2),
                "W09");
}

void check_seal(Database& database, std::uint32_t schema) {
  Row sealed;
  read_rows(database, "seal", Order::oldest_first, [&](const Row& row) {
    sealed = row;
    return true;
  });
  const Row now = counts_now(database, schema);
  if (sealed == now) return;
  std::size_t at = 1;
  for (const StoredTable& table : workspace_tables(schema)) {
    if (!table.sealed) continue;
    if (sealed.size() != now.size() || sealed[at] != now[at])
      throw corrupt(database,
                    "corrupt: table " + table.name + " has " + std::to_string(whole_at(now, at)) +
                        " rows, which is not the number stored");
    ++at;
  }
  throw corrupt(database, "corrupt: table seal");
}

Cell cell_of(const std::optional<double>& value) { return value ? Cell(*value) : Cell(); }
Cell cell_of(const std::optional<Instant>& value) { return value ? Cell(value->seconds) : Cell(); }
Cell cell_of(const std::optional<Money>& value) { return value ? Cell(value->micros) : Cell(); }

std::optional<std::int64_t> maybe_whole(const Row& row, std::size_t column) {
  const auto* value = std::get_if<std::int64_t>(&row[column]);
  return value != nullptr ? std::optional(*value) : std::nullopt;
}

}  // namespace

std::span<const StoredTable> workspace_tables(std::uint32_t schema) {
  static const std::array<std::vector<StoredTable>, kSchemaNumber> all = [] {
    std::array<std::vector<StoredTable>, kSchemaNumber> schemas;
    for (std::size_t i = 0; i < kSchemaNumber; ++i) schemas[i] = tables_of(kTablesOfSchema[i]);
    return schemas;
  }();
  return all[schema - 1];
}

Database empty_database(const std::string& name) {
  Database database = Database::in_memory(name);
  database.run("PRAGMA page_size=" + std::to_string(kPageBytes) +
               "; PRAGMA foreign_keys=ON; PRAGMA application_id=" + std::to_string(kApplicationId) +
               "; PRAGMA user_version=" + std::to_string(kSchemaNumber));
  for (const StoredTable& table : workspace_tables()) database.run(table.sql);
  seal(database);
  return database;
}

std::string file_image(const Database& database) {
  std::string image = database.image();
  if (image.size() >= 100) image[18] = image[19] = 2;  // read and written with a write-ahead log
  return image;
}

std::string empty_workspace() { return file_image(empty_database("new workspace")); }

std::string row_hash(std::string_view table, const Row& row) {
  std::string bytes(table);
  for (const Cell& cell : row) append_cell(bytes, cell);
  return sha256_hex(bytes).substr(0, 32);
}

Error corrupt_row(const std::string& path, std::string_view table, std::int64_t id) {
  return Error(Fault::corrupt,
               path,
               "corrupt: table " + std::string(table) + " row " + std::to_string(id),
               "run `workspace repair`",
               "W04");
}

bool take_verified(std::string_view table, Row& row) {
  // A seal has its id, a number for every table but itself and the holder, its hash: as many as there are.
  const bool older =
      table == "seal" && std::ranges::find(kTablesOfSchema, row.size()) != kTablesOfSchema.end();
  if (row.size() != columns_of(table) + 1 && !older) return false;
  const Cell written = std::move(row.back());
  row.pop_back();
  const auto* text = std::get_if<std::string>(&written);
  return text != nullptr && *text == row_hash(table, row);
}

RowWriter::RowWriter(const Database& database, std::string_view table)
    : table_(table), insert_(database, [&] {
        std::string sql = "INSERT INTO " + table_ + " VALUES(?";
        for (std::size_t i = 0; i < columns_of(table_); ++i) sql += ",?";
        return sql + ")";
      }()) {}

void RowWriter::write(const Row& row) {
  Row hashed = row;
  hashed.emplace_back(row_hash(table_, row));
  insert_.bind(hashed).step();
}

void read_rows(const Database& database,
               std::string_view table,
               Order order,
               const std::function<bool(const Row&)>& use) {
  sqlite::Statement select(
      database,
      "SELECT * FROM " + std::string(table) + " ORDER BY id" + (order == Order::newest_first ? " DESC" : ""));
  while (select.step()) {
    Row row = select.row();
    if (!take_verified(table, row)) throw corrupt_row(database.path(), table, whole_at(row, 0));
    if (!use(row)) return;
  }
}

std::int64_t next_id(Database& database, std::string_view table) {
  const std::int64_t last = database.integer("SELECT max(id) FROM " + std::string(table));
  if (last < 0 || last == std::numeric_limits<std::int64_t>::max())
    throw corrupt_row(database.path(), table, last);
  return last + 1;
}

void seal(Database& database) {
  database.run("DELETE FROM seal");
  RowWriter(database, "seal").write(counts_now(database));
}

void apply_settings(Database& database, bool on_disk) {
  database.defend();
  check_setting(database, "trusted_schema", "OFF", "0");
  check_setting(database, "cell_size_check", "ON", "1");
  check_setting(database, "foreign_keys", "ON", "1");
  if (!on_disk) {
    check_setting(database, "query_only", "ON", "1");
    return;
  }
  check_setting(database, "mmap_size", "0", "0");
  check_setting(database, "journal_mode", "WAL", "wal");
  check_setting(database, "synchronous", "FULL", "2");
}

void check_structure(Database& database, const char* pragma, std::uint32_t schema) {
  if (database.text("PRAGMA encoding") != "UTF-8") throw corrupt(database, "corrupt: text encoding");
  check_objects(database, schema);
  std::string verdict = database.text(std::string("PRAGMA ") + pragma + "(1)");
  std::replace(verdict.begin(), verdict.end(), '\n', ' ');
  if (verdict != "ok") throw corrupt(database, "corrupt: " + verdict);
  check_parents(database);
  check_seal(database, schema);
}

std::int64_t whole_at(const Row& row, std::size_t column) {
  const auto* value = column < row.size() ? std::get_if<std::int64_t>(&row[column]) : nullptr;
  return value != nullptr ? *value : 0;
}

const std::string& text_at(const Row& row, std::size_t column) {
  static const std::string none;
  const auto* value = column < row.size() ? std::get_if<std::string>(&row[column]) : nullptr;
  return value != nullptr ? *value : none;
}

Row to_row(const StoredPost& stored) {
  const ObservedPost& post = stored.post;
  Row row{stored.row,
          stored.import,
          post.platform,
          post.account,
          post.id,
          post.format,
          post.topic,
          post.title,
          post.published.seconds,
          post.zone,
          std::int64_t{post.paid},
          cell_of(post.spend),
          post.currency,
          cell_of(post.followers),
          cell_of(post.exported_at),
          stored.as_of.seconds,
          post.line,
          static_cast<std::int64_t>(post.contradicted.to_ulong())};
  for (const auto& count : post.counts) row.push_back(cell_of(count));
  return row;
}

namespace {

std::optional<double> count_at(const std::string& path,
                               const Row& row,
                               std::size_t column,
                               std::string_view name) {
  const auto* value = std::get_if<double>(&row[column]);
  if (value == nullptr) return std::nullopt;
  if (std::isfinite(*value) && *value >= 0) return *value;
  throw Error(Fault::corrupt,
              path,
              "posts row " + std::to_string(whole_at(row, kRow)) + ": a negative or endless " +
                  std::string(name) + " count",
              "run `workspace repair`",
              "W08");
}

}  // namespace

StoredPost post_of(const std::string& path, const Row& row) {
  StoredPost stored{whole_at(row, kRow), whole_at(row, kImport), {whole_at(row, kAsOf)}, {}};
  ObservedPost& post = stored.post;
  post.platform = text_at(row, kPlatform), post.account = text_at(row, kAccount),
  post.id = text_at(row, kPost);
  post.format = text_at(row, kFormat), post.topic = text_at(row, kTopic), post.title = text_at(row, kTitle);
  post.published = {whole_at(row, kPublished)};
  post.zone = text_at(row, kZone);
  post.paid = whole_at(row, kPaid) != 0;
  if (const auto micros = maybe_whole(row, kSpend)) post.spend = Money{*micros};
  post.currency = text_at(row, kCurrency);
  post.followers = count_at(path, row, kFollowers, "followers");
  if (const auto seconds = maybe_whole(row, kExportedAt)) post.exported_at = Instant{*seconds};
  post.line = whole_at(row, kLine);
  post.contradicted = std::bitset<kMetrics>(static_cast<unsigned long long>(whole_at(row, kContradicted)));
  for (std::size_t m = 0; m < kMetrics; ++m)
    post.counts[m] = count_at(path, row, kFirstCount + m, kMetricNames[m]);
  return stored;
}

}  // namespace gs
