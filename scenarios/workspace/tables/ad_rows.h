// Rows of ads, conversions and series: their tables, and a value to a row and back. What a row must not hold
// (endless or negative counts, an unknown unit) is refused as damage [W08].
#pragma once
#include <string>
#include <string_view>

#include "models/observe/observed_ad.h"
#include "models/observe/observed_day.h"
#include "scenarios/workspace/schema.h"

namespace gs {

// One observation as stored. `as_of`: when the export saw it, its date, else the end of its last day; of two
// that name the same thing the later counts.
template <class What>
struct StoredRow {
  std::int64_t row = 0, import = 0, as_of = 0;  // as_of: seconds since 1970
  What what{};
};

std::string ads_sql();
std::string conversions_sql();
std::string days_sql();
std::size_t ad_columns(std::string_view table);  // without the hash; 0 for other tables

constexpr std::string_view table_of(const ObservedAd&) { return "ads"; }
constexpr std::string_view table_of(const ObservedConversion&) { return "conversions"; }
constexpr std::string_view table_of(const ObservedDay&) { return "days"; }

Row to_row(const StoredRow<ObservedAd>& stored);
Row to_row(const StoredRow<ObservedConversion>& stored);
Row to_row(const StoredRow<ObservedDay>& stored);
void from_row(const std::string& path, const Row& row, StoredRow<ObservedAd>& stored);
void from_row(const std::string& path, const Row& row, StoredRow<ObservedConversion>& stored);
void from_row(const std::string& path, const Row& row, StoredRow<ObservedDay>& stored);

// Reads a row of one of the three tables for its faults alone.
void check_ad_row(const std::string& path, std::string_view table, const Row& row);

}  // namespace gs
