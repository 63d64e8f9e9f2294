// Rows are numbered on from the last of their table; those of one document follow each other.
#include "scenarios/workspace/tables/batch_rows.h"

#include <cmath>
#include <limits>

namespace gs {
namespace {

using sqlite::Cell;
using sqlite::Database;

constexpr std::int64_t kBetweenLooks = 10'000;  // rows: a twentieth of a second

Cell real_or_none(double value) { return std::isnan(value) ? Cell() : Cell(value); }

bool is_number(std::int64_t value) {
  return value >= 0 && value <= std::int64_t{std::numeric_limits<std::uint32_t>::max()};
}

}  // namespace

std::string batch_columns_sql() {
  return "CREATE TABLE batch_columns(id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES "
         "documents(id), role TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, unit TEXT NOT NULL, "
         "meaning TEXT NOT NULL, hash TEXT NOT NULL) STRICT";
}

std::string batch_settings_sql() {
  return "CREATE TABLE batch_settings(id INTEGER PRIMARY KEY, batch_column INTEGER NOT NULL REFERENCES "
         "batch_columns(id), point INTEGER NOT NULL, value REAL, label TEXT NOT NULL, hash TEXT NOT NULL) "
         "STRICT";
}

std::string batch_values_sql() {
  return "CREATE TABLE batch_values(id INTEGER PRIMARY KEY, batch_column INTEGER NOT NULL REFERENCES "
         "batch_columns(id), point INTEGER NOT NULL, replicate INTEGER NOT NULL, value REAL, hash TEXT NOT "
         "NULL) STRICT";
}

std::size_t batch_cells(std::string_view table) {
  if (table == "batch_columns") return 7;
  return table == "batch_settings" || table == "batch_values" ? 5 : 0;
}

void write_batch(Database& database, std::int64_t document, const StoredBatch& batch, const Watch& watch) {
  const std::int64_t first = next_id(database, "batch_columns");
  std::int64_t id = first;
  RowWriter columns(database, "batch_columns");
  for (const StoredBatch::Column& column : batch.columns)
    columns.write({id++, document, column.role, column.name, column.type, column.unit, column.meaning});
  id = next_id(database, "batch_settings");
  RowWriter settings(database, "batch_settings");
  for (const StoredBatch::Setting& setting : batch.settings)
    settings.write({id++,
                    first + setting.column,
                    std::int64_t{setting.point},
                    real_or_none(setting.value),
                    setting.label});
  id = next_id(database, "batch_values");
  RowWriter values(database, "batch_values");
  for (const StoredBatch::Value& value : batch.values) {
    if (id % kBetweenLooks == 0) watch.leave_if_asked("stopped while results were stored; nothing is kept");
    values.write({id++,
                  first + value.column,
                  std::int64_t{value.point},
                  std::int64_t{value.replicate},
                  real_or_none(value.value)});
  }
}

void erase_batch(Database& database, std::int64_t document) {
  const std::string mine = "(SELECT id FROM batch_columns WHERE document=" + std::to_string(document) + ")";
  database.run("DELETE FROM batch_values WHERE batch_column IN " + mine +
               "; DELETE FROM batch_settings WHERE batch_column IN " + mine +
               "; DELETE FROM batch_columns WHERE document=" + std::to_string(document));
}

void check_batch_row(const std::string& path, std::string_view table, const Row& row) {
  if (table != "batch_settings" && table != "batch_values") return;
  const std::int64_t replicate = table == "batch_values" ? whole_at(row, 3) : 0;
  if (is_number(whole_at(row, 2)) && is_number(replicate)) return;
  throw Error(Fault::corrupt,
              path,
              std::string(table) + " row " + std::to_string(whole_at(row, 0)) +
                  ": no experiment has such a point or replicate",
              "run `workspace repair`",
              "W08");
}

}  // namespace gs
