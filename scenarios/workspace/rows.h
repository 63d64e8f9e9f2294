// Stored observations and imports as values; shared by storing (import.cc) and reading
// (rows.cc). Every observation is kept: one row per post and import. The newest one of a post is
// that with the latest `as_of`, the export's date; an export that does not say its date counts as no older
// than what was stored before it.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "scenarios/workspace/schema.h"

namespace gs {

using Identity = std::tuple<std::string, std::string, std::string>;  // platform, account, post id
using Observations = std::map<Identity, std::vector<StoredPost>>;    // of each post, oldest first

struct ImportRow {
  std::string platform, account, file, format_name, text_hash, imported_at;
};

Identity identity_of(const ObservedPost& post);
Observations read_observations(const sqlite::Database& database);
std::map<std::int64_t, ImportRow> read_imports(const sqlite::Database& database);
void delete_row(sqlite::Database& database, const char* table, const char* column, std::int64_t id);
// Of the imports named, those that have no posts and no ad rows left go, with what was refused beside them.
void delete_empty_imports(sqlite::Database& database, const std::set<std::int64_t>& touched);
std::string utc_now();  // for the columns that say when; never for a result

}  // namespace gs
