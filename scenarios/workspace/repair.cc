// Repair: reads what still can be read of a damaged workspace, keeps every row whose hash fits, and writes a
// new file. The damaged file is only read. Rows are looked for twice: walking each table from both ends, then
// by number, since a broken page hides its neighbours from a walk but not from a look-up.
#include <algorithm>
#include <map>

#include "scenarios/workspace/impl.h"
#include "scenarios/workspace/schema.h"

namespace gs {
namespace {

using sqlite::Database;
using Found = std::map<std::int64_t, Row>;

// The first 100 bytes are known in advance but for the number of pages, so damage there is no loss.
void renew_header(std::string& image) {
  const std::string fresh = empty_workspace();
  if (image.size() < kPageBytes) return;
  image.replace(0, 100, fresh, 0, 100);
  const auto pages = static_cast<std::uint32_t>(image.size() / kPageBytes);
  for (std::size_t i = 0; i < 4; ++i) image[28 + i] = static_cast<char>(pages >> (24 - 8 * i));
  for (std::size_t i = 0; i < 4; ++i) image[92 + i] = image[24 + i];  // "the number of pages is up to date"
  image.resize(image.size() / kPageBytes * kPageBytes);
}

std::string damaged_image(const std::string& name) {
  const std::string path = resolved(name);
  const FileHold hold = FileHold::existing(path);
  std::string image;
  try {
    image = snapshot(path, hold);  // with the journal, where it can still be read
  } catch (const Error& error) {
    if (error.fault == Fault::locked) throw;
    image = hold.read(SIZE_MAX);
  }
  renew_header(image);
  return image;
}

void walk(const Database& database, const std::string& table, const char* direction, Found& found) {
  try {
    sqlite::Statement select(database, "SELECT * FROM " + table + " ORDER BY id " + direction);
    while (select.step()) {
      Row row = select.row();
      const std::int64_t id = whole_at(row, 0);
      if (take_verified(table, row)) found.emplace(id, std::move(row));
    }
  } catch (const Error&) {
    return;  // the walk ends at the first page that cannot be read
  }
}

void look_up(const Database& database, const std::string& table, Found& found) {
  if (found.empty()) return;
  const std::int64_t last = found.rbegin()->first;
  for (std::int64_t id = 1; id < last; ++id) {
    if (found.contains(id)) continue;
    try {
      sqlite::Statement select(database, "SELECT * FROM " + table + " WHERE id=?");
      select.bind({id});
      if (!select.step()) continue;
      Row row = select.row();
      if (take_verified(table, row)) found.emplace(id, std::move(row));
    } catch (const Error&) {
      continue;
    }
  }
}

Found rescue(const Database& database, const std::string& table) {
  Found found;
  walk(database, table, "ASC", found);
  walk(database, table, "DESC", found);
  look_up(database, table, found);
  return found;
}

// A post whose import is lost keeps its numbers; only where it came from is gone.
std::int64_t stand_in_imports(const Found& children, Found& imports) {
  std::int64_t added = 0;
  for (const auto& [id, row] : children) {
    const std::int64_t import = whole_at(row, 1);
    if (!imports.contains(import)) {
      imports[import] = {import,
                         std::string(),
                         std::string(),
                         std::string("(lost)"),
                         std::string(),
                         std::string(),
                         std::string()};
      ++added;
    }
  }
  return added;
}

// The same for the experiments' results: a value keeps its number and place, a column its name and unit.
std::int64_t stand_in_batches(std::map<std::string, Found>& found) {
  Found &columns = found["batch_columns"], &documents = found["documents"];
  const std::int64_t lost_document = documents.empty() ? 1 : documents.rbegin()->first + 1;
  const std::string lost = "(lost)", none;
  std::int64_t added = 0;
  for (const char* table : {"batch_settings", "batch_values"})
    for (const auto& [id, row] : found[table]) {
      const std::int64_t column = whole_at(row, 1);
      if (columns.try_emplace(column, Row{column, lost_document, lost, lost, none, none, none}).second)
        ++added;
    }
  for (const auto& [id, row] : columns) {
    const std::int64_t document = whole_at(row, 1);
    if (documents.try_emplace(document, Row{document, lost, lost, none, none, none, none}).second) ++added;
  }
  return added;
}

// How many rows there were, where the seal still says so.
std::map<std::string, std::int64_t> sealed_counts(const Database& database) {
  std::map<std::string, std::int64_t> counts;
  const Found seals = rescue(database, "seal");
  if (seals.empty()) return counts;
  std::size_t at = 1;
  for (const StoredTable& table : workspace_tables())
    if (table.sealed) counts[table.name] = whole_at(seals.begin()->second, at++);
  return counts;
}

void describe_loss(const std::string& table,
                   std::int64_t kept,
                   const std::map<std::string, std::int64_t>& counts,
                   std::vector<std::string>& lost) {
  const auto were = counts.find(table);
  if (were == counts.end())
    lost.push_back("table " + table + ": kept " + std::to_string(kept) +
                   " rows; how many there were is lost");
  else if (were->second != kept)
    lost.push_back("table " + table + ": kept " + std::to_string(kept) + " of " +
                   std::to_string(were->second) + " rows");
}

}  // namespace

std::vector<std::string> repair_workspace(const std::string& damaged, const std::string& target) {
  const Database broken = Database::of_image(damaged, damaged_image(damaged));
  const auto counts = sealed_counts(broken);
  std::map<std::string, Found> found;
  std::vector<std::string> lost;
  for (const StoredTable& table : workspace_tables()) {
    if (!table.sealed) continue;
    found[table.name] = rescue(broken, table.name);
    describe_loss(table.name, static_cast<std::int64_t>(found[table.name].size()), counts, lost);
  }
  std::int64_t orphans = stand_in_imports(found["posts"], found["imports"]);
  for (const char* table : {"rejected_rows", "ads", "conversions", "days"})
    orphans += stand_in_imports(found[table], found["imports"]);
  if (orphans > 0)
    lost.push_back(std::to_string(orphans) + " imports: file name and date; their rows are kept");
  if (const std::int64_t batches = stand_in_batches(found); batches > 0)
    lost.push_back(std::to_string(batches) +
                   " columns and documents of experiments: what they are called; their values are kept");
  Database repaired = empty_database(target);
  for (const StoredTable& table : workspace_tables()) {
    if (!table.sealed) continue;
    RowWriter writer(repaired, table.name);
    for (const auto& [id, row] : found[table.name]) writer.write(row);
  }
  seal(repaired);
  if (FileHold::create(target, file_image(repaired), false) == nullptr)
    throw Error(Fault::bad_input, target, "is already there", "choose another name or move it away", "C03");
  return lost;
}

}  // namespace gs
