// Reading history and documents, deleting, keeping results.
#include "scenarios/workspace/rows.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "scenarios/workspace/impl.h"
#include "scenarios/workspace/tables/ad_store.h"
#include "scenarios/workspace/tables/batch_rows.h"

namespace gs {
namespace {

using sqlite::Database;

bool older(const StoredPost& a, const StoredPost& b) {
  return std::tie(a.as_of, a.import, a.row) < std::tie(b.as_of, b.import, b.row);
}

}  // namespace

Identity identity_of(const ObservedPost& post) { return {post.platform, post.account, post.id}; }

Observations read_observations(const Database& database) {
  Observations all;
  read_rows(database, "posts", Order::oldest_first, [&](const Row& row) {
    StoredPost stored = post_of(database.path(), row);
    all[identity_of(stored.post)].push_back(std::move(stored));
    return true;
  });
  for (auto& [identity, seen] : all) std::sort(seen.begin(), seen.end(), older);
  return all;
}

std::string utc_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return to_iso_utc({std::chrono::duration_cast<std::chrono::seconds>(now).count()});
}

std::map<std::int64_t, ImportRow> read_imports(const Database& database) {
  std::map<std::int64_t, ImportRow> imports;
  read_rows(database, "imports", Order::oldest_first, [&](const Row& row) {
    imports[whole_at(row, 0)] = {
        text_at(row, 1), text_at(row, 2), text_at(row, 3), text_at(row, 4), text_at(row, 5), text_at(row, 6)};
    return true;
  });
  return imports;
}

void delete_row(Database& database, const char* table, const char* column, std::int64_t id) {
  sqlite::Statement(database, std::string("DELETE FROM ") + table + " WHERE " + column + "=?")
      .bind({id})
      .step();
}

void delete_empty_imports(Database& database, const std::set<std::int64_t>& touched) {
  for (const std::int64_t import : touched) {
    std::int64_t rows = 0;
    for (const char* table : {"posts", "ads", "conversions", "days"})
      rows += database.integer(std::string("SELECT count(*) FROM ") + table +
                               " WHERE import=" + std::to_string(import));
    if (rows > 0) continue;
    delete_row(database, "rejected_rows", "import", import);
    delete_row(database, "imports", "id", import);
  }
}

namespace {

bool names_file(const std::string& stored, const std::string& asked) {
  return asked.empty() || stored == asked || std::filesystem::path(stored).filename() == asked;
}

StoredDocument document_of(const Row& row) {
  return {whole_at(row, 0),
          text_at(row, 1),
          text_at(row, 2),
          text_at(row, 3),
          text_at(row, 4),
          text_at(row, 5),
          text_at(row, 6)};
}

// From the newest back, verifying each on the way: a damaged row cannot hide and let an older one pass for
// the newest.
template <class Fits>
std::optional<StoredDocument> newest_document(const Database& database, Fits&& fits) {
  std::optional<StoredDocument> found;
  read_rows(database, "documents", Order::newest_first, [&](const Row& row) {
    if (!fits(row)) return true;
    found = document_of(row);
    return false;
  });
  return found;
}

}  // namespace

std::optional<std::string> Workspace::imported_before(const std::string& text_hash) const {
  for (const auto& [id, import] : read_imports(impl_->database))
    if (import.text_hash == text_hash) return import.imported_at;
  return std::nullopt;
}

std::vector<ObservedPost> Workspace::posts(const std::string& account, const std::string& platform) const {
  const auto imports = read_imports(impl_->database);
  std::vector<ObservedPost> newest;
  for (auto& [identity, seen] : read_observations(impl_->database)) {
    if (!account.empty() && std::get<1>(identity) != account) continue;
    if (!platform.empty() && std::get<0>(identity) != platform) continue;
    newest.push_back(seen.back().post);
    newest.back().file = imports.at(seen.back().import).file;
  }
  std::sort(newest.begin(), newest.end(), [](const ObservedPost& a, const ObservedPost& b) {
    return std::tie(a.published, a.platform, a.account, a.id) <
           std::tie(b.published, b.platform, b.account, b.id);
  });
  return newest;
}

std::vector<HistoryEntry> Workspace::history() const {
  const auto imports = read_imports(impl_->database);
  std::map<std::tuple<std::string, std::string, std::int64_t>, HistoryEntry> entries;
  for (const auto& [identity, seen] : read_observations(impl_->database))
    for (const StoredPost& stored : seen) {
      const ImportRow& from = imports.at(stored.import);
      HistoryEntry& entry = entries[{stored.post.platform, stored.post.account, stored.import}];
      if (entry.posts == 0)
        entry = {stored.post.platform,
                 stored.post.account,
                 from.file,
                 from.format_name,
                 from.imported_at,
                 0,
                 stored.post.published,
                 stored.post.published};
      ++entry.posts;
      entry.first = std::min(entry.first, stored.post.published);
      entry.last = std::max(entry.last, stored.post.published);
    }
  std::vector<HistoryEntry> list;
  for (auto& [key, entry] : entries) list.push_back(std::move(entry));
  return list;
}

Deleted Workspace::delete_history(const std::string& account, const std::string& file) {
  Database& database = impl_->for_writing();
  sqlite::Transaction transaction(database);
  const auto imports = read_imports(database);
  std::set<std::int64_t> touched;
  Deleted gone;
  for (const auto& [identity, seen] : read_observations(database)) {
    if (!account.empty() && std::get<1>(identity) != account) continue;
    std::size_t left = seen.size();
    for (const StoredPost& stored : seen) {
      if (!names_file(imports.at(stored.import).file, file)) continue;
      delete_row(database, "posts", "id", stored.row);
      touched.insert(stored.import);
      ++gone.observations;
      --left;
    }
    if (left == 0) ++gone.posts;
  }
  const auto goes = [&](const std::string& owner, std::int64_t import) {
    return (account.empty() || owner == account) && names_file(imports.at(import).file, file);
  };
  gone.ad_rows = delete_ads(database, goes, touched);
  delete_empty_imports(database, touched);
  seal(database);
  transaction.commit();
  return gone;
}

namespace {

std::int64_t write_document(Database& database, const StoredDocument& document) {
  const std::int64_t id = next_id(database, "documents");
  RowWriter(database, "documents")
      .write({id,
              document.kind,
              document.name,
              document.account,
              document.platform,
              document.created_at.empty() ? utc_now() : document.created_at,
              document.text});
  return id;
}

void erase_document(Database& database, std::int64_t id) {
  erase_batch(database, id);
  delete_row(database, "documents", "id", id);
}

}  // namespace

std::int64_t Workspace::store_document(const StoredDocument& document) { return store_batch(document, {}); }

std::int64_t Workspace::store_batch(const StoredDocument& document,
                                    const StoredBatch& batch,
                                    std::optional<std::int64_t> replaced,
                                    const Watch& watch) {
  Database& database = impl_->for_writing();
  sqlite::Transaction transaction(database);
  if (replaced) erase_document(database, *replaced);
  const std::int64_t id = write_document(database, document);
  write_batch(database, id, batch, watch);
  seal(database);
  transaction.commit();
  return id;
}

std::vector<StoredDocument> Workspace::documents(const std::string& kind) const {
  std::vector<StoredDocument> found;
  read_rows(impl_->database, "documents", Order::oldest_first, [&](const Row& row) {
    if (text_at(row, 1) == kind) found.push_back(document_of(row));
    return true;
  });
  return found;
}

bool Workspace::delete_document(const std::string& kind, std::int64_t id) {
  Database& database = impl_->for_writing();
  sqlite::Transaction transaction(database);
  const auto stored = document(id);
  if (!stored || stored->kind != kind) return false;
  erase_document(database, id);
  seal(database);
  transaction.commit();
  return true;
}

std::optional<StoredDocument> Workspace::latest_document(const std::string& kind,
                                                         const std::string& account) const {
  return newest_document(impl_->database, [&](const Row& row) {
    return text_at(row, 1) == kind && (account.empty() || text_at(row, 3) == account);
  });
}

std::optional<StoredDocument> Workspace::document(std::int64_t id) const {
  return newest_document(impl_->database, [&](const Row& row) { return whole_at(row, 0) == id; });
}

std::optional<StoredDocument> Workspace::named_document(const std::string& kind,
                                                        const std::string& name) const {
  return newest_document(impl_->database,
                         [&](const Row& row) { return text_at(row, 1) == kind && text_at(row, 2) == name; });
}

}  // namespace gs
