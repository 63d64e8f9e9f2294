// Tables of experiments' results in a workspace: batch_columns (factors and responses of a document of kind
// "batch"), batch_settings (what a factor is set to at a point), batch_values (what a response is worth in a
// world). Other programs read them as they lie.
#pragma once
#include <string>
#include <string_view>

#include "core/progress.h"
#include "scenarios/workspace/schema.h"
#include "scenarios/workspace/tables/stored_batch.h"

namespace gs {

std::string batch_columns_sql();
std::string batch_settings_sql();
std::string batch_values_sql();
std::size_t batch_cells(std::string_view table);  // without the hash; 0 for other tables

// Of one document, in the caller's transaction. Interrupted when a stop is asked for.
void write_batch(sqlite::Database& database,
                 std::int64_t document,
                 const StoredBatch& batch,
                 const Watch& watch);
void erase_batch(sqlite::Database& database, std::int64_t document);

// Refuses a row of one of these tables that no experiment can have [W08].
void check_batch_row(const std::string& path, std::string_view table, const Row& row);

}  // namespace gs
