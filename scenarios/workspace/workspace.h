// One SQLite file holding history, calibrations and results (RELIABILITY 4). WAL, FULL, application_id,
// user_version, exact schema match, a content hash on every row that feeds a number, a kernel lock for the
// one writer.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/progress.h"
#include "models/observe/observation.h"
#include "models/observe/observed_ad.h"
#include "models/observe/observed_day.h"

namespace gs {

struct StoredBatch;  // scenarios/workspace/tables/stored_batch.h

enum class Access : std::uint8_t { read_only, write, create };  // create: make the file if it is not there

// Posts, or rows of ads and series, of one import: new, known with other values than stored so far, known
// with the same values (or from an export older than what is stored), and, for an export of posts without
// ids, those of the account's older file that are gone.
struct StoreCounts {
  std::int64_t stored = 0, updated = 0, unchanged = 0, removed = 0;
};

struct HistoryEntry {  // one line of `history`: what is stored, by account and export
  std::string platform, account, file, format_name, imported_at;
  std::int64_t posts = 0;
  Instant first, last;
};

// One line of `history` for ads, conversions and series. Only rows of one cut, one unit of money and one
// export are added up (models/observe/observed_ad.h).
struct AdHistoryEntry {
  std::string platform, account, file, format_name, imported_at;
  std::string kind;  // ads, conversions, series
  std::string cut;   // "ad, day by age and gender"; of conversions their name too
  std::int64_t rows = 0;
  std::optional<Day> first, last;
  std::optional<Money> spend;  // or the conversions' value
  std::string currency;
};

struct Deleted {
  std::int64_t posts = 0;         // that are gone
  std::int64_t observations = 0;  // of posts; a post that another export holds too stays
  std::int64_t ad_rows = 0;       // of ads, conversions and series
};

struct StoredDocument {
  std::int64_t id = 0;
  std::string kind, name, account, platform, created_at,
      text;  // kind: calibration, forecast, comparison, backtest
};

struct ImportRecord {  // what one import stored; `text_hash` of the file decides "already imported"
  std::string file, format_name, account, platform, text_hash, imported_at;
  bool replaces_account = false;  // an export without ids: a newer file replaces the account's older one
  std::vector<ObservedPost> posts;
  std::vector<std::string>
      rejected_rows;  // raw text of rows let pass by --skip-bad-rows, kept beside the import
  std::vector<ObservedAd> ads = {};
  std::vector<ObservedConversion> conversions = {};
  std::vector<ObservedDay> days = {};
};

class Workspace {
 public:
  static Workspace open(const std::string& path, Access access);
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;
  ~Workspace();

  // Stores one import in one transaction: everything or nothing. Later exports of the same post update its
  // lifetime counts and keep the older observation with its export date (RELIABILITY 10 row 45). Of a row of
  // ads or of a series only the later export's is kept: what it says is final, not lifetime to date.
  // Interrupted when a stop is asked for: nothing.
  StoreCounts store_import(const ImportRecord& record, const Watch& watch = {});
  std::optional<std::string> imported_before(const std::string& text_hash) const;  // when, or nullopt

  // Newest observation of every post, ordered by (published, platform, account, id). Empty account:
  // all.
  std::vector<ObservedPost> posts(const std::string& account = "", const std::string& platform = "") const;
  std::vector<HistoryEntry> history() const;
  // Ordered by account, ad, days and parts; empty account: all.
  std::vector<ObservedAd> ads(const std::string& account = "") const;
  std::vector<ObservedConversion> conversions(const std::string& account = "") const;
  std::vector<ObservedDay> days(const std::string& account = "") const;
  std::vector<AdHistoryEntry> ad_history() const;
  Deleted delete_history(const std::string& account, const std::string& file);  // empty = any

  std::int64_t store_document(const StoredDocument& document);
  std::vector<StoredDocument> documents(const std::string& kind) const;  // oldest first
  bool delete_document(const std::string& kind, std::int64_t id);        // false when there is none
  // A document of kind "batch" with the rows it tells of, in one transaction: everything or nothing. What an
  // earlier document (`replaced`, by its number) stored goes in the same step. Interrupted when a stop is
  // asked for: nothing.
  std::int64_t store_batch(const StoredDocument& document,
                           const StoredBatch& batch,
                           std::optional<std::int64_t> replaced = {},
                           const Watch& watch = {});
  std::optional<StoredDocument> latest_document(const std::string& kind, const std::string& account) const;
  std::optional<StoredDocument> document(std::int64_t id) const;
  std::optional<StoredDocument> named_document(const std::string& kind, const std::string& name) const;

  void check() const;  // integrity_check + all hashes; throws Error(corrupt) at the first damage
  void copy(const std::string& target) const;  // VACUUM INTO; refuses an existing target

 private:
  struct Impl;
  explicit Workspace(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Copies every row whose hash verifies from a damaged workspace into a new file; returns what was lost, in
// words.
std::vector<std::string> repair_workspace(const std::string& damaged, const std::string& target);

}  // namespace gs
