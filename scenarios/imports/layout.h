// What one export format is: its name, the columns it is recognised by, how its cells become canonical
// counts, and one function for what is particular to it. A new format is one .h/.cc pair like
// facebook_insights_2014 and one line in importers.h; everything else (encodings, dialects, numbers, dates,
// languages, refusals, identity) is shared.
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/imports/findings.h"
#include "scenarios/imports/sheet.h"

namespace gs {

enum class Kind : std::uint8_t {
  count,   // whole number 0 … 2^53
  number,  // as count, fractions allowed
  real,    // as number, may be below 0
  money,   // becomes Money
  flag,    // 0/1, yes/no, true/false
  text,
  time  // a date, with or without time
};
enum class Need : std::uint8_t { required, optional };

struct ColumnRule {
  std::string_view ours;   // FIELD 2.0's name, or the format's own word for what `finish` uses
  std::string_view names;  // header names, folded (headers.h), alternatives by '|', best first
  Kind kind = Kind::text;
  Need need = Need::optional;
};

// Kinds of cells that hold a number.
constexpr bool is_numeric(Kind kind) {
  return kind == Kind::count || kind == Kind::number || kind == Kind::real || kind == Kind::money;
}

struct JsonDocument;
class CsvReader;
struct Reading;  // a file on its way to observations

// What the address of a post tells: "https://www.tiktok.com/@tea/video/74…". Parts of the text given.
struct LinkParts {
  std::string_view id, account;
};

// Columns of one file beside those a layout names, where it knows them by their form ("tv_S", "Geo0_spend").
struct Widening {
  std::vector<ColumnRule> columns;
  std::deque<std::string> words;  // what the columns' names point to
  void add(std::string ours, std::string folded_name, Kind kind) {
    words.push_back(std::move(ours));
    words.push_back(std::move(folded_name));
    columns.push_back({words[words.size() - 2], words.back(), kind});
  }
};

struct Layout {
  std::string_view name, title, platform;  // platform: empty when the file or the user names it
  std::span<const ColumnRule> columns;
  char decimal = 0;             // '.' or ',' where the exporter fixes it; for names in English only
  std::string_view date_order;  // "mdy" or "dmy", likewise
  // After the shared columns are filled, before identity and checks.
  void (*finish)(Reading& reading) = nullptr;
  // For exports without a column of ids: reads the column "link".
  LinkParts (*link)(std::string_view address) = nullptr;
  // Where an id holds the moment of its making: read when a publish time names no year.
  std::optional<Instant> (*moment)(std::string_view id) = nullptr;
  // For answers in JSON: the rows this format finds in one; nullopt when it holds something else.
  std::optional<Table> (*table)(const JsonDocument& document) = nullptr;
  // For exports that are not of posts: the whole way from the sheet to ads, conversions or series.
  void (*interpret)(Reading& reading) = nullptr;
  // The columns that name a row (empty in a totals row) and its time, by our names.
  std::string_view key = "post_id", time = "published";
  // Adds the columns of this header; false when it is no header of this format after all.
  bool (*widen)(const std::vector<HeaderCell>& header, Widening& own) = nullptr;
  // For exports that are not one table: known by the file's beginning, read record by record.
  bool (*begins)(std::string_view head) = nullptr;
  void (*read)(CsvReader& records, Reading& reading) = nullptr;
};

struct WidenedLayout {
  Layout layout;
  Widening extra;
};

struct Reading {
  const Layout& layout;
  const ImportOptions& options;
  Sheet sheet;
  Findings findings;
  std::string zone;
  std::string_view language;  // of the header, as "Spanish"; "" when it is the layout's own
  bool without_ids = false, ids_from_links = false;
  std::vector<bool> bad;          // by sheet row: refused
  std::vector<std::size_t> rows;  // of the sheet, one per post; all of them until drop_refused
  std::vector<ObservedPost> posts;
  std::vector<ObservedAd> ads;
  std::vector<ObservedConversion> conversions;
  std::vector<ObservedDay> days;
  std::vector<std::vector<HeaderCell>> before;  // records before the header
  std::vector<std::string> inputs;              // by post: what its id is made of when the export has none

  // The slot of a column by our name; -1 when the layout or the file has no such column.
  int slot(std::string_view ours) const;
  bool has(std::string_view ours) const { return slot(ours) >= 0; }
  // The layout's name that the column was found by ("views" of "impressions|views"); "" when mapped.
  std::string_view known_as(std::string_view ours) const;
  std::string_view text(std::size_t post, int slot) const { return sheet.text(rows[post], slot); }
  Place place(std::size_t row, int slot) const;                                       // of a sheet row
  void refuse(std::size_t row, int slot, const std::string& text, const char* code);  // once per row
};

// columns.cc: cells of one column as numbers, one per sheet row; unreadable cells refuse their row.
std::vector<std::optional<double>> read_counts(Reading& reading, int slot);
// Amounts, and the currency that header or signs tell ("" where they do not). More than 6 decimal places are
// refused, or, of computed tables, rounded and said.
enum class Places : std::uint8_t { refuse, round };
struct Amounts {
  std::vector<std::optional<Money>> cells;
  std::string currency;
};
Amounts read_money(Reading& reading, int slot, Places places);
// The file's one currency: --currency, else its column, else what the amounts tell; two are refused (V10).
std::string currency_of(Reading& reading, const std::string& told);
// A cell that stands beside the sheet (a totals row), read as its column is; nullopt when it is no number.
std::optional<double> number_in(const Reading& reading, int slot, std::string_view cell);

// post_rows.cc
void fill_posts(Reading& reading);  // every canonical column of the sheet into reading.posts
void fill_times(Reading& reading);  // times.cc: publish and export times
// times.cc: days of the columns named, in one order of day and month; empty cells refuse their row or, where
// they may be empty, stay empty.
enum class Cells : std::uint8_t { required, may_be_empty };
std::vector<std::vector<std::optional<Day>>> read_days(Reading& reading,
                                                       const std::vector<int>& slots,
                                                       Cells cells);
std::optional<Day> day_in(std::string_view text, std::string_view order);  // of text beside the sheet
void name_kinds(Reading& reading);    // formats in our words ("IG carousel" -> "carousel")
void drop_refused(Reading& reading);  // takes rows refused so far out of posts and rows

// checks.cc
void identify(Reading& reading);         // accounts, ids, duplicates (V01)
void check_plausible(Reading& reading);  // V03-V05, cost per thousand, invisible characters

}  // namespace gs
