// Columns are read whole first, so that a bad cell refuses its row before anything is made of it.
#include "scenarios/imports/ads/ad_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "core/error.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/dates.h"
#include "scenarios/reading/headers.h"
#include "scenarios/reading/month_words.h"

namespace gs {
namespace {

using Counts = std::vector<std::optional<double>>;
using Column = std::vector<std::optional<Day>>;

struct TextColumn {
  std::string_view ours;
  std::string AdCell::*member;
};
constexpr std::array<TextColumn, 13> kTexts{{{"platform", &AdCell::platform},
                                             {"account", &AdCell::account},
                                             {"campaign_id", &AdCell::campaign_id},
                                             {"campaign", &AdCell::campaign},
                                             {"ad_set_id", &AdCell::ad_set_id},
                                             {"ad_set", &AdCell::ad_set},
                                             {"ad_id", &AdCell::ad_id},
                                             {"ad", &AdCell::ad},
                                             {"age", &AdCell::age},
                                             {"gender", &AdCell::gender},
                                             {"interest", &AdCell::interest},
                                             {"place", &AdCell::place},
                                             {"placement", &AdCell::placement}}};

// One column of conversions or of their value, by the layout's word for it.
struct ConversionColumn {
  std::string name, way;
  int count = -1, value = -1;  // slots
};

std::vector<AdCell> cells_of(const Reading& reading) {
  std::vector<AdCell> cells(reading.sheet.size());
  for (const TextColumn& column : kTexts) {
    const int slot = reading.slot(column.ours);
    for (std::size_t row = 0; slot >= 0 && row < cells.size(); ++row) {
      const std::string_view text = trimmed(reading.sheet.text(row, slot));
      if (!is_suppressed(text)) cells[row].*column.member = text;
    }
  }
  const ImportOptions& options = reading.options;
  for (AdCell& cell : cells) {
    if (!options.platform.empty()) cell.platform = options.platform;
    if (cell.platform.empty()) cell.platform = reading.layout.platform;
    if (cell.platform.empty()) cell.platform = "unknown";
    if (!options.account.empty()) cell.account = options.account;
    if (cell.account.empty()) cell.account = cell.platform;
  }
  return cells;
}

// "female" and "F" are one part of an audience, whoever exports it.
void name_genders(std::vector<AdCell>& cells) {
  constexpr std::array<std::string_view, 8> kFemale{
      "f", "female", "w", "women", "женский", "женщины", "ж", "weiblich"};
  constexpr std::array<std::string_view, 8> kMale{
      "m", "male", "men", "мужской", "мужчины", "м", "männlich", "man"};
  for (AdCell& cell : cells) {
    const std::string word = folded(cell.gender);
    if (std::find(kFemale.begin(), kFemale.end(), word) != kFemale.end()) cell.gender = "female";
    if (std::find(kMale.begin(), kMale.end(), word) != kMale.end()) cell.gender = "male";
  }
}

// Month in words and day of the month, in a year that only the user can tell.
Column days_of_month(Reading& reading, int month, int day) {
  if (!reading.options.year)
    throw Error(
        Fault::bad_input,
        where_in(reading.findings.file(), {reading.sheet.line(0), 0, reading.sheet.header(month).name}),
        "the file names months and days but no year",
        "pass --year, for example --year 2026",
        "V06");
  const Counts numbers = read_counts(reading, day);
  Column days(reading.sheet.size());
  for (std::size_t row = 0; row < days.size(); ++row) {
    const std::string_view word = trimmed(reading.sheet.text(row, month));
    const int of_year = month_of(word), of_month = static_cast<int>(numbers[row].value_or(0));
    if (is_calendar_date(*reading.options.year, of_year, of_month))
      days[row] = day_of({*reading.options.year, of_year, of_month});
    else
      reading.refuse(row, month, in_quotes(word) + " is not a calendar date", "V06");
  }
  reading.findings.attention("the file names no year; " + std::to_string(*reading.options.year) + " taken");
  return days;
}

void fill_days(Reading& reading, std::vector<AdCell>& cells) {
  const auto set = [&](const Column& first, const Column& last) {
    for (std::size_t row = 0; row < cells.size(); ++row)
      cells[row].first = first[row], cells[row].last = last[row];
  };
  const int month = reading.slot("month"), of_month = reading.slot("day_of_month");
  const int day = reading.slot("day") < 0 && month < 0 ? of_month : reading.slot("day");
  if (day >= 0) {
    const Column days = read_days(reading, {day}, Cells::required)[0];
    return set(days, days);
  }
  if (month >= 0 && of_month >= 0) {
    const Column days = days_of_month(reading, month, of_month);
    return set(days, days);
  }
  const int first = reading.slot("first_day"), last = reading.slot("last_day");
  if (first >= 0 && last >= 0) {
    const auto days = read_days(reading, {first, last}, Cells::required);
    set(days[0], days[1]);
    for (std::size_t row = 0; row < cells.size(); ++row)
      if (days[0][row] && days[1][row] && *days[1][row] < *days[0][row])
        reading.refuse(row, last, "ends on " + to_text(*days[1][row]) + ", before it starts", "V06");
    return;
  }
  const Days said = days_before(reading);
  if (first >= 0) {  // of one report, or a row a day
    const Column days = read_days(reading, {first}, Cells::required)[0];
    set(days, days);
    const bool one =
        std::all_of(days.begin(), days.end(), [&](const auto& start) { return start == said.first; });
    if (one && said.last)
      for (AdCell& cell : cells) cell.last = said.last;
    return;
  }
  for (AdCell& cell : cells) cell.first = said.first, cell.last = said.last;
  if (!said.first)
    reading.findings.attention(
        "the export names no dates: its rows stand for a time unknown, beside dated ones");
}

std::vector<ConversionColumn> conversion_columns(const Reading& reading) {
  std::vector<ConversionColumn> columns;
  const auto column = [&](std::string_view ours) -> ConversionColumn& {
    const std::size_t dot = ours.rfind('.');
    const std::string_view last = dot == ours.npos ? std::string_view() : ours.substr(dot + 1);
    const bool has_way = last == "post_click" || last == "view_through";
    const std::string name(has_way ? ours.substr(0, dot) : ours), way(has_way ? last : std::string_view());
    for (ConversionColumn& known : columns)
      if (known.name == name && known.way == way) return known;
    return columns.emplace_back(ConversionColumn{name, way});
  };
  for (std::size_t slot = 0; slot < reading.layout.columns.size(); ++slot) {
    const std::string_view ours = reading.layout.columns[slot].ours;
    if (!reading.sheet.has(static_cast<int>(slot))) continue;
    if (ours.starts_with("conversions.")) column(ours.substr(12)).count = static_cast<int>(slot);
    if (ours.starts_with("value.")) column(ours.substr(6)).value = static_cast<int>(slot);
  }
  return columns;
}

// A layout's columns as values, one per row of the sheet.
struct AdSheet {
  std::vector<AdCell> cells;
  std::vector<ObservedAd> ads;
  std::vector<ObservedConversion> conversions;  // of all rows, each with its row's line
  bool tells_ads = false;
};

void fill_counts(Reading& reading, AdSheet& sheet) {
  for (std::size_t c = 0; c < kAdCounts; ++c) {
    const int slot = reading.slot(kAdCountNames[c]);
    if (slot < 0) continue;
    sheet.tells_ads = true;
    const Counts values = read_counts(reading, slot);
    for (std::size_t row = 0; row < values.size(); ++row) sheet.ads[row].counts[c] = values[row];
  }
  const int objective = reading.slot("objective");
  for (std::size_t row = 0; objective >= 0 && row < sheet.ads.size(); ++row)
    sheet.ads[row].objective = trimmed(reading.sheet.text(row, objective));
}

// Spend and the conversions' values share the file's one currency.
std::string fill_spend(Reading& reading, AdSheet& sheet) {
  std::string told;
  if (const int slot = reading.slot("spend"); slot >= 0) {
    sheet.tells_ads = true;
    const Amounts amounts = read_money(reading, slot, Places::round);
    for (std::size_t row = 0; row < amounts.cells.size(); ++row) sheet.ads[row].spend = amounts.cells[row];
    told = amounts.currency;
  }
  return told;
}

void same_currency(const Reading& reading, int slot, std::string& told, const std::string& here) {
  if (told.empty()) told = here;
  if (here.empty() || here == told) return;
  throw Error(Fault::bad_input,
              where_in(reading.findings.file(), {reading.sheet.line(0), 0, reading.sheet.header(slot).name}),
              here + " here, " + told + " in another column; split the file by currency",
              "import one file per currency",
              "V10");
}

void fill_conversions(Reading& reading, AdSheet& sheet, std::string& told) {
  const int name_slot = reading.slot("conversion_name");
  for (const ConversionColumn& column : conversion_columns(reading)) {
    const Counts counts = column.count < 0 ? Counts(sheet.cells.size()) : read_counts(reading, column.count);
    Amounts values{std::vector<std::optional<Money>>(sheet.cells.size()), ""};
    if (column.value >= 0) {
      values = read_money(reading, column.value, Places::round);
      same_currency(reading, column.value, told, values.currency);
    }
    for (std::size_t row = 0; row < sheet.cells.size(); ++row) {
      if (!counts[row] && !values.cells[row]) continue;
      ObservedConversion& conversion = sheet.conversions.emplace_back();
      conversion.name = column.name == "*" ? trimmed(reading.sheet.text(row, name_slot)) : column.name;
      conversion.way = column.way;
      conversion.count = counts[row];
      conversion.value = values.cells[row];
      conversion.line =
          static_cast<std::int64_t>(row);  // of the sheet; the file's line once rows are settled
    }
  }
}

// Cells that a file repeats: it splits them by a column that is not read, so all stay, told apart.
void tell_twins_apart(Reading& reading, std::vector<AdCell>& cells) {
  std::map<std::string, std::pair<std::size_t, std::int32_t>> seen;  // first row, how many
  std::int64_t twins = 0;
  std::optional<std::size_t> first, other;
  const int name = reading.slot("conversion_name");
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (reading.bad[row]) continue;
    std::string identity = identity_of(cells[row]);
    if (name >= 0) identity += '\x1f' + std::string(trimmed(reading.sheet.text(row, name)));
    auto [known, fresh] = seen.try_emplace(identity, row, 0);
    if (fresh) continue;
    if (twins++ == 0) first = row, other = known->second.first;
    cells[row].twin = ++known->second.second;
  }
  if (first)
    reading.findings.attention("the same ad, days and part of the audience as line " +
                                   std::to_string(reading.sheet.line(*other)) +
                                   "; both kept and added up: another breakdown, or a row copied by mistake",
                               {reading.sheet.line(*first), 0, ""},
                               twins);
}

void settle_rows(Reading& reading, AdSheet& sheet, const std::string& currency) {
  for (ObservedConversion& conversion : sheet.conversions) {
    const auto row = static_cast<std::size_t>(conversion.line);
    if (reading.bad[row]) continue;
    conversion.cell = sheet.cells[row];
    conversion.currency = conversion.value ? currency : "";
    conversion.file = reading.findings.file();
    conversion.line = reading.sheet.line(row);
    reading.conversions.push_back(std::move(conversion));
  }
  reading.rows.clear();
  for (std::size_t row = 0; row < sheet.cells.size(); ++row) {
    if (reading.bad[row]) continue;
    reading.rows.push_back(row);
    if (!sheet.tells_ads) continue;
    ObservedAd& ad = reading.ads.emplace_back(std::move(sheet.ads[row]));
    ad.cell = std::move(sheet.cells[row]);
    ad.currency = ad.spend ? currency : "";
    ad.file = reading.findings.file();
    ad.line = reading.sheet.line(row);
  }
}

void say_gaps(Reading& reading, const std::string& currency) {
  if (reading.ads.empty() && reading.conversions.empty()) return;
  const bool money =
      std::any_of(reading.ads.begin(), reading.ads.end(), [](const ObservedAd& ad) { return ad.spend; });
  if (money && currency.empty()) reading.findings.attention("spend without a currency; pass --currency");
  const AdCell& any = reading.ads.empty() ? reading.conversions.at(0).cell : reading.ads[0].cell;
  if (any.platform == "unknown")
    reading.findings.attention("the file names no platform; 'unknown' taken, pass --platform");
  if (!reading.has("account") && reading.options.account.empty() && !reading.rows.empty())
    reading.findings.note("the file names no account; '" + any.account + "' taken, or pass --account");
}

}  // namespace

namespace {

// The line as it was, where its own commas divided it: "January 1", "2026 - January 31", "2026".
std::string joined(const std::vector<HeaderCell>& record) {
  std::string line;
  for (const HeaderCell& cell : record)
    if (!cell.name.empty()) line += (line.empty() ? "" : ", ") + cell.name;
  return line;
}

}  // namespace

Days days_before(const Reading& reading) {
  Days days;
  const auto take = [&](std::string_view text) {
    if (const auto day = day_in(text, reading.layout.date_order)) {
      if (!days.first) days.first = day;
      days.last = day;
    }
  };
  for (const auto& record : reading.before) {
    const std::string line = joined(record);
    std::string_view text = trimmed(line);
    const bool labelled = text.find(": ") != text.npos;
    if (labelled && !text.starts_with("Report ")) continue;  // "Date Generated: …" is no day of the report
    if (labelled) text = text.substr(text.find(": ") + 2);
    for (const std::string_view dash : {" - ", " – ", " — "})
      if (const std::size_t at = text.find(dash); at != text.npos) {
        take(text.substr(0, at));
        text = text.substr(at + dash.size());
      }
    take(text);
  }
  return days;
}

void interpret_ads(Reading& reading) {
  AdSheet sheet;
  reading.bad.assign(reading.sheet.size(), false);
  sheet.cells = cells_of(reading);
  sheet.ads.resize(reading.sheet.size());
  name_genders(sheet.cells);
  fill_days(reading, sheet.cells);
  reading.options.watch.leave_if_asked("stopped while a file was read");
  fill_counts(reading, sheet);
  std::string told = fill_spend(reading, sheet);
  fill_conversions(reading, sheet, told);
  const std::string currency = currency_of(reading, told);
  reading.findings.settle();
  tell_twins_apart(reading, sheet.cells);
  settle_rows(reading, sheet, currency);
  if (reading.layout.finish) reading.layout.finish(reading);
  say_gaps(reading, currency);
  check_ads(reading);
}

}  // namespace gs
