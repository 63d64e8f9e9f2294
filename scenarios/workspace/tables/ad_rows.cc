// Columns are written and read in one order by two small cursors, so that a column is named once per table.
#include "scenarios/workspace/tables/ad_rows.h"

#include <algorithm>
#include <cmath>

namespace gs {
namespace {

using sqlite::Cell;

constexpr std::string_view kStart =
    "(id INTEGER PRIMARY KEY, import INTEGER NOT NULL REFERENCES imports(id), as_of INTEGER NOT NULL, "
    "exported_at INTEGER, line INTEGER NOT NULL, currency TEXT NOT NULL, platform TEXT NOT NULL, account "
    "TEXT "
    "NOT NULL, first_day INTEGER, last_day INTEGER";
constexpr std::string_view kCell =
    ", campaign_id TEXT NOT NULL, campaign TEXT NOT NULL, ad_set_id TEXT NOT NULL, ad_set TEXT NOT NULL, "
    "ad_id "
    "TEXT NOT NULL, ad TEXT NOT NULL, age TEXT NOT NULL, gender TEXT NOT NULL, interest TEXT NOT NULL, place "
    "TEXT NOT NULL, placement TEXT NOT NULL, twin INTEGER NOT NULL";
constexpr std::size_t kStartColumns = 10, kCellColumns = 12;

std::string table_sql(std::string_view name, std::string_view columns) {
  return "CREATE TABLE " + std::string(name) + std::string(kStart) + std::string(columns) +
         ", hash TEXT NOT NULL) STRICT";
}

class Writing {
 public:
  Writing& operator<<(const std::string& text) {
    row.emplace_back(text);
    return *this;
  }
  Writing& operator<<(std::int64_t whole) {
    row.emplace_back(whole);
    return *this;
  }
  Writing& operator<<(double real) {
    row.emplace_back(real);
    return *this;
  }
  Writing& operator<<(std::optional<double> count) { return count ? *this << *count : none(); }
  Writing& operator<<(std::optional<Money> money) { return money ? *this << money->micros : none(); }
  Writing& operator<<(std::optional<Instant> time) { return time ? *this << time->seconds : none(); }
  Writing& operator<<(std::optional<Day> day) { return day ? *this << std::int64_t{day->number} : none(); }
  Row row;

 private:
  Writing& none() {
    row.emplace_back();
    return *this;
  }
};

class Reading {
 public:
  Reading(const std::string& path, std::string_view table, const Row& row)
      : path_(path), table_(table), row_(row) {}
  Reading& operator>>(std::string& text) {
    text = text_at(row_, at_++);
    return *this;
  }
  Reading& operator>>(std::int64_t& whole) {
    whole = whole_at(row_, at_++);
    return *this;
  }
  Reading& operator>>(std::optional<double>& count) {
    count = real();
    if (count && *count < 0) refuse("a negative count");
    return *this;
  }
  Reading& operator>>(std::optional<Money>& money) {
    if (const auto micros = maybe_whole()) money = Money{*micros};
    return *this;
  }
  Reading& operator>>(std::optional<Instant>& time) {
    if (const auto seconds = maybe_whole()) time = Instant{*seconds};
    return *this;
  }
  Reading& operator>>(std::optional<Day>& day) {
    constexpr std::int64_t kFar = 1'000'000;  // beyond any year a date can have
    const auto number = maybe_whole();
    if (number && std::abs(*number) > kFar) refuse("an impossible day");
    if (number) day = Day{static_cast<std::int32_t>(*number)};
    return *this;
  }
  std::optional<double> real() {
    const auto* value = std::get_if<double>(&row_[at_++]);
    if (value == nullptr) return std::nullopt;
    if (!std::isfinite(*value)) refuse("an endless number");
    return *value;
  }
  [[noreturn]] void refuse(const char* what) const {
    throw Error(Fault::corrupt,
                path_,
                std::string(table_) + " row " + std::to_string(whole_at(row_, 0)) + ": " + what,
                "run `workspace repair`",
                "W08");
  }

 private:
  std::optional<std::int64_t> maybe_whole() {
    const auto* value = std::get_if<std::int64_t>(&row_[at_++]);
    return value != nullptr ? std::optional(*value) : std::nullopt;
  }
  const std::string& path_;
  std::string_view table_;
  const Row& row_;
  std::size_t at_ = 0;
};

template <class What>
void write_start(Writing& to, const StoredRow<What>& stored) {
  to << stored.row << stored.import << stored.as_of << stored.what.exported_at << stored.what.line
     << stored.what.currency;
}
template <class What>
void read_start(Reading& from, StoredRow<What>& stored) {
  from >> stored.row >> stored.import >> stored.as_of >> stored.what.exported_at >> stored.what.line >>
      stored.what.currency;
}

void write_cell(Writing& to, const AdCell& cell) {
  to << cell.platform << cell.account << cell.first << cell.last << cell.campaign_id << cell.campaign
     << cell.ad_set_id << cell.ad_set << cell.ad_id << cell.ad << cell.age << cell.gender << cell.interest
     << cell.place << cell.placement << std::int64_t{cell.twin};
}
void read_cell(Reading& from, AdCell& cell) {
  std::int64_t twin = 0;
  from >> cell.platform >> cell.account >> cell.first >> cell.last >> cell.campaign_id >> cell.campaign >>
      cell.ad_set_id >> cell.ad_set >> cell.ad_id >> cell.ad >> cell.age >> cell.gender >> cell.interest >>
      cell.place >> cell.placement >> twin;
  cell.twin = static_cast<std::int32_t>(twin);
}

}  // namespace

std::string ads_sql() {
  std::string columns = std::string(kCell) +
                        ", objective TEXT NOT NULL, spend_micros INTEGER, contradicted "
                        "INTEGER NOT NULL";
  for (const std::string_view name : kAdCountNames) columns.append(", ").append(name).append(" REAL");
  return table_sql("ads", columns);
}

std::string conversions_sql() {
  return table_sql("conversions",
                   std::string(kCell) +
                       ", name TEXT NOT NULL, way TEXT NOT NULL, conversions REAL, "
                       "value_micros INTEGER");
}

std::string days_sql() {
  return table_sql("days",
                   ", part TEXT NOT NULL, metric TEXT NOT NULL, unit INTEGER NOT NULL, value REAL NOT NULL, "
                   "money_micros INTEGER NOT NULL");
}

std::size_t ad_columns(std::string_view table) {
  if (table == "ads") return kStartColumns + kCellColumns + 3 + kAdCounts;
  if (table == "conversions") return kStartColumns + kCellColumns + 4;
  return table == "days" ? kStartColumns + 5 : 0;
}

Row to_row(const StoredRow<ObservedAd>& stored) {
  Writing to;
  write_start(to, stored);
  write_cell(to, stored.what.cell);
  to << stored.what.objective << stored.what.spend
     << static_cast<std::int64_t>(stored.what.contradicted.to_ulong());
  for (const auto& count : stored.what.counts) to << count;
  return to.row;
}

void from_row(const std::string& path, const Row& row, StoredRow<ObservedAd>& stored) {
  Reading from(path, "ads", row);
  read_start(from, stored);
  read_cell(from, stored.what.cell);
  std::int64_t contradicted = 0;
  from >> stored.what.objective >> stored.what.spend >> contradicted;
  stored.what.contradicted = std::bitset<kAdCounts>(static_cast<unsigned long long>(contradicted));
  for (auto& count : stored.what.counts) from >> count;
}

Row to_row(const StoredRow<ObservedConversion>& stored) {
  Writing to;
  write_start(to, stored);
  write_cell(to, stored.what.cell);
  to << stored.what.name << stored.what.way << stored.what.count << stored.what.value;
  return to.row;
}

void from_row(const std::string& path, const Row& row, StoredRow<ObservedConversion>& stored) {
  Reading from(path, "conversions", row);
  read_start(from, stored);
  read_cell(from, stored.what.cell);
  from >> stored.what.name >> stored.what.way >> stored.what.count >> stored.what.value;
}

Row to_row(const StoredRow<ObservedDay>& stored) {
  const ObservedDay& day = stored.what;
  Writing to;
  write_start(to, stored);
  to << day.platform << day.account << day.first << day.last << day.part << day.metric
     << static_cast<std::int64_t>(day.unit) << day.value << day.money.micros;
  return to.row;
}

void from_row(const std::string& path, const Row& row, StoredRow<ObservedDay>& stored) {
  ObservedDay& day = stored.what;
  Reading from(path, "days", row);
  read_start(from, stored);
  std::int64_t unit = 0;
  from >> day.platform >> day.account >> day.first >> day.last >> day.part >> day.metric >> unit;
  if (unit < 0 || unit >= static_cast<std::int64_t>(kSeriesUnits.size())) from.refuse("an unknown unit");
  day.unit = static_cast<SeriesUnit>(unit);
  day.value = from.real().value_or(0);
  from >> day.money.micros;
}

void check_ad_row(const std::string& path, std::string_view table, const Row& row) {
  const auto read = [&](auto stored) { from_row(path, row, stored); };
  if (table == "ads") read(StoredRow<ObservedAd>());
  if (table == "conversions") read(StoredRow<ObservedConversion>());
  if (table == "days") read(StoredRow<ObservedDay>());
}

}  // namespace gs
