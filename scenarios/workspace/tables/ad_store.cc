// The three kinds of rows go one way: identity, later or not, write.
#include "scenarios/workspace/tables/ad_store.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "scenarios/workspace/impl.h"

namespace gs {
namespace {

using sqlite::Database;

constexpr std::int64_t kDaySeconds = 86400;

const AdCell& cell_of(const ObservedAd& ad) { return ad.cell; }
const AdCell& cell_of(const ObservedConversion& conversion) { return conversion.cell; }
const std::string& account_of(const ObservedDay& day) { return day.account; }
template <class What>
const std::string& account_of(const What& what) {
  return what.cell.account;
}
std::string identity(const ObservedAd& ad) { return identity_of(ad.cell); }
std::string identity(const ObservedConversion& conversion) { return identity_of(conversion); }
std::string identity(const ObservedDay& day) { return identity_of(day); }
std::optional<Day> last_day(const ObservedDay& day) { return day.last; }
template <class What>
std::optional<Day> last_day(const What& what) {
  return what.cell.last;
}

// What is said of the thing, without where and when it was said.
template <class What>
Row values_of(StoredRow<What> stored) {
  stored.row = stored.import = stored.as_of = stored.what.line = 0;
  stored.what.exported_at.reset();
  return to_row(stored);
}

struct Known {
  std::int64_t row = 0, as_of = 0;
  std::string values;  // their hash
};

template <class What>
std::string hash_of(const StoredRow<What>& stored) {
  return row_hash(table_of(stored.what), values_of(stored));
}

// The end of the export's last day: an export that reaches further was made later.
template <class What>
std::int64_t made_at(const std::vector<What>& rows) {
  std::int64_t latest = 0;
  for (const What& row : rows)
    if (const auto day = last_day(row)) latest = std::max(latest, kDaySeconds * (day->number + 1));
  return latest;
}

template <class What>
void store_rows(Database& database, const std::vector<What>& rows, std::int64_t import, StoreCounts& counts) {
  if (rows.empty()) return;
  std::map<std::string, Known> known;
  for (const StoredRow<What>& stored : read_ads<What>(database))
    known[identity(stored.what)] = {stored.row, stored.as_of, hash_of(stored)};
  const std::int64_t made = made_at(rows);
  RowWriter writer(database, table_of(rows[0]));
  std::int64_t id = next_id(database, table_of(rows[0]));
  for (const What& row : rows) {
    StoredRow<What> stored{0, import, row.exported_at ? row.exported_at->seconds : made, row};
    const auto [seen, fresh] = known.try_emplace(identity(row));
    if (!fresh && stored.as_of < seen->second.as_of) {
      ++counts.unchanged;
      continue;
    }
    const std::string values = hash_of(stored);
    ++(fresh ? counts.stored : values == seen->second.values ? counts.unchanged : counts.updated);
    if (!fresh) delete_row(database, std::string(table_of(row)).c_str(), "id", seen->second.row);
    stored.row = id++;
    writer.write(to_row(stored));
    seen->second = {stored.row, stored.as_of, values};
  }
}

template <class What>
void refuse_counts(const ImportRecord& record, const What& row, std::optional<double> count) {
  if (!count || (std::isfinite(*count) && *count >= 0)) return;
  throw Error(Fault::bad_input,
              (row.file.empty() ? record.file : row.file) + ":" + std::to_string(row.line),
              "not a finite number that is at least 0",
              "correct the cell or leave it empty",
              "V02");
}

using Entries = std::map<std::vector<std::string>, AdHistoryEntry>;

struct Told {  // one row, as the list of history tells it
  std::string kind, platform, account, cut, currency;
  std::optional<Day> first, last;
  std::optional<Money> money;
};

Told told(const AdCell& cell, const char* kind, const std::string& currency, std::optional<Money> money) {
  return {kind, cell.platform, cell.account, cut_of(cell), currency, cell.first, cell.last, money};
}
Told told(const ObservedAd& ad) { return told(cell_of(ad), "ads", ad.currency, ad.spend); }
Told told(const ObservedConversion& c) {
  Told line = told(cell_of(c), "conversions", c.currency, c.value);
  line.cut = c.name + (c.way.empty() ? "" : " " + c.way) + ", " + line.cut;
  return line;
}
Told told(const ObservedDay& day) {
  AdCell days;
  days.first = day.first, days.last = day.last;
  const std::string grain = cut_of(days).substr(std::string_view("account, ").size());
  const std::string part = day.part.substr(0, day.part.find('='));
  return {"series",
          day.platform,
          day.account,
          grain + (part.empty() ? "" : " by " + part),
          "",
          day.first,
          day.last,
          std::nullopt};
}

void add(AdHistoryEntry& entry, const Told& line) {
  ++entry.rows;
  if (line.first && (!entry.first || *line.first < *entry.first)) entry.first = line.first;
  if (line.last && (!entry.last || *entry.last < *line.last)) entry.last = line.last;
  if (line.money) entry.spend = Money{(entry.spend ? entry.spend->micros : 0) + line.money->micros};
}

template <class What>
void add_entries(const Database& database,
                 const std::map<std::int64_t, ImportRow>& imports,
                 Entries& entries) {
  for (const StoredRow<What>& stored : read_ads<What>(database)) {
    const Told line = told(stored.what);
    const ImportRow& from = imports.at(stored.import);
    const std::string number = std::to_string(stored.import);
    const std::string padded = std::string(20 - std::min<std::size_t>(20, number.size()), '0') + number;
    AdHistoryEntry& entry =
        entries[{line.platform, line.account, padded, line.kind, line.cut, line.currency}];
    if (entry.rows == 0)
      entry = {line.platform,
               line.account,
               from.file,
               from.format_name,
               from.imported_at,
               line.kind,
               line.cut,
               0,
               std::nullopt,
               std::nullopt,
               std::nullopt,
               line.currency};
    add(entry, line);
  }
}

template <class What, class Goes>
std::int64_t delete_rows(Database& database, Goes&& goes, std::set<std::int64_t>& touched) {
  std::int64_t gone = 0;
  for (const StoredRow<What>& stored : read_ads<What>(database)) {
    if (!goes(account_of(stored.what), stored.import)) continue;
    delete_row(database, std::string(table_of(stored.what)).c_str(), "id", stored.row);
    touched.insert(stored.import);
    ++gone;
  }
  return gone;
}

template <class What>
std::vector<What> newest(const Database& database, const std::string& account) {
  const auto imports = read_imports(database);
  std::map<std::string, What> sorted;
  for (StoredRow<What>& stored : read_ads<What>(database)) {
    if (!account.empty() && account_of(stored.what) != account) continue;
    stored.what.file = imports.at(stored.import).file;
    sorted.emplace(identity(stored.what), std::move(stored.what));
  }
  std::vector<What> all;
  for (auto& [name, what] : sorted) all.push_back(std::move(what));
  return all;
}

}  // namespace

void refuse_impossible_ads(const ImportRecord& record) {
  for (const ObservedAd& ad : record.ads)
    for (const auto& count : ad.counts) refuse_counts(record, ad, count);
  for (const ObservedConversion& conversion : record.conversions)
    refuse_counts(record, conversion, conversion.count);
}

StoreCounts store_ads(Database& database,
                      const ImportRecord& record,
                      std::int64_t import,
                      const Watch& watch) {
  StoreCounts counts;
  store_rows(database, record.ads, import, counts);
  watch.leave_if_asked("stopped while an import was stored; nothing of it is kept");
  store_rows(database, record.conversions, import, counts);
  store_rows(database, record.days, import, counts);
  return counts;
}

std::vector<AdHistoryEntry> ad_entries(const Database& database) {
  const auto imports = read_imports(database);
  Entries entries;
  add_entries<ObservedAd>(database, imports, entries);
  add_entries<ObservedConversion>(database, imports, entries);
  add_entries<ObservedDay>(database, imports, entries);
  std::vector<AdHistoryEntry> list;
  for (auto& [key, entry] : entries) list.push_back(std::move(entry));
  return list;
}

std::int64_t delete_ads(Database& database,
                        const std::function<bool(const std::string& account, std::int64_t import)>& goes,
                        std::set<std::int64_t>& touched) {
  return delete_rows<ObservedAd>(database, goes, touched) +
         delete_rows<ObservedConversion>(database, goes, touched) +
         delete_rows<ObservedDay>(database, goes, touched);
}

std::vector<ObservedAd> Workspace::ads(const std::string& account) const {
  return newest<ObservedAd>(impl_->database, account);
}
std::vector<ObservedConversion> Workspace::conversions(const std::string& account) const {
  return newest<ObservedConversion>(impl_->database, account);
}
std::vector<ObservedDay> Workspace::days(const std::string& account) const {
  return newest<ObservedDay>(impl_->database, account);
}
std::vector<AdHistoryEntry> Workspace::ad_history() const { return ad_entries(impl_->database); }

}  // namespace gs
