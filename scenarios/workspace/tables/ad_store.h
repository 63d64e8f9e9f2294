// Ads, conversions and series in a workspace: storing an import's, telling what is stored, deleting. Of rows
// that name the same thing the later export's stays; with it goes what an export of a day that was not over
// had said of it.
#pragma once
#include <set>
#include <vector>

#include "scenarios/workspace/rows.h"
#include "scenarios/workspace/tables/ad_rows.h"
#include "scenarios/workspace/workspace.h"

namespace gs {

void refuse_impossible_ads(const ImportRecord& record);
// Rows of one import, in the caller's transaction.
StoreCounts store_ads(sqlite::Database& database,
                      const ImportRecord& record,
                      std::int64_t import,
                      const Watch& watch);
std::vector<AdHistoryEntry> ad_entries(const sqlite::Database& database);
// Rows `goes` names, by account and the import's number; what it touched is added to `touched`.
std::int64_t delete_ads(sqlite::Database& database,
                        const std::function<bool(const std::string& account, std::int64_t import)>& goes,
                        std::set<std::int64_t>& touched);

template <class What>
std::vector<StoredRow<What>> read_ads(const sqlite::Database& database) {
  std::vector<StoredRow<What>> all;
  read_rows(database, table_of(What()), Order::oldest_first, [&](const Row& row) {
    from_row(database.path(), row, all.emplace_back());
    return true;
  });
  return all;
}

}  // namespace gs
