// Read record by record: '#' lines tell property, account and days; a line after them (or after an empty one)
// is a header; its first column is the dimension, or "Nth day". Every other column of numbers becomes a
// metric, under its own name. Of a second dimension before the first number both words are the part. Key
// events are what the property counts as conversions. A section that holds no numbers is left out and said.
#include "scenarios/imports/days/ga4.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/error.h"
#include "scenarios/imports/days/day_rows.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/csv.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

struct Cell {
  std::string text;
  std::int64_t line = 0, column = 0;
};
using Record = std::vector<Cell>;

struct Section {
  std::optional<Day> first, last;
  Record header;
  std::vector<Record> rows;
};

class Sections {
 public:
  explicit Sections(Reading& reading) : reading_(reading) {}
  void take(const CsvRecord& record);
  void close();
  std::vector<Section> all;
  std::string property, account;
  std::int64_t read = 0, totals = 0;

 private:
  void take_comment(std::string_view text);
  Reading& reading_;
  Section open_;
};

void Sections::take_comment(std::string_view text) {
  text = trimmed(text.substr(1));
  const auto after = [&](std::string_view label) -> std::string_view {
    return text.starts_with(label) ? trimmed(text.substr(label.size())) : std::string_view();
  };
  if (const auto name = after("Property:"); !name.empty()) property = name;
  if (const auto name = after("Account:"); !name.empty()) account = name;
  if (const auto day = after("Start date:"); !day.empty()) open_.first = day_in(day, "ymd");
  if (const auto day = after("End date:"); !day.empty()) open_.last = day_in(day, "ymd");
}

void Sections::close() {
  if (!open_.rows.empty()) all.push_back(open_);
  open_.header.clear();
  open_.rows.clear();
}

void Sections::take(const CsvRecord& record) {
  const std::string_view first = trimmed(record.cells[0].text);
  const bool comment = first.starts_with('#');
  const bool blank = std::all_of(
      record.cells.begin(), record.cells.end(), [](const CsvCell& c) { return trimmed(c.text).empty(); });
  if (comment || blank) {
    close();
    if (comment) take_comment(first);
    return;
  }
  Record cells;
  for (const CsvCell& cell : record.cells)
    cells.push_back({std::string(trimmed(cell.text)), cell.line, cell.column});
  if (open_.header.empty()) {
    open_.header = std::move(cells);
    return;
  }
  ++read;
  const bool grand = cells[0].text.empty() || folded(cells.back().text) == "grand total" ||
                     folded(cells[0].text) == "grand total";
  if (grand) {
    ++totals;
    reading_.findings.note("line " + std::to_string(record.line) + " 'Grand total' excluded",
                           {record.line, 0, ""});
  } else if (cells.size() == open_.header.size()) {
    open_.rows.push_back(std::move(cells));
  } else {
    reading_.findings.refuse_row(
        std::to_string(cells.size()) + " fields; header has " + std::to_string(open_.header.size()),
        {record.line, 0, ""},
        "T08",
        record.raw);
  }
}

struct Number {
  double value = 0;
  std::string plain;  // as written, without separators
};
std::optional<Number> number_of(const Cell& cell) {
  const NumberText number = take_apart(cell.text);
  const auto plain = number.readable ? plain_decimal(number, '.') : std::nullopt;
  if (!plain) return std::nullopt;
  Number read{0, (number.negative ? "-" : "") + *plain};
  std::from_chars(plain->data(), plain->data() + plain->size(), read.value);
  read.value *= number.multiplier * (number.negative ? -1 : 1) / (number.percent ? 100 : 1);
  return read;
}

// Columns before the first whose every cell is a number or missing: the dimensions.
std::size_t dimensions_of(const Section& section) {
  for (std::size_t column = 1; column < section.header.size(); ++column)
    if (std::all_of(section.rows.begin(), section.rows.end(), [&](const Record& row) {
          return is_suppressed(row[column].text) || number_of(row[column]);
        }))
      return column;
  return section.header.size();
}

bool names_days(const std::string& header) {
  return header == "nth day" || header == "date" || header == "day";
}

// "channel=Organic Social", days apart; nullopt where a day cannot be read.
struct Where {
  std::string part;
  std::optional<Day> first, last;
};
std::optional<Where> where_of(const Section& section, const Record& row, std::size_t dimensions) {
  Where where{"", section.first, section.last};
  for (std::size_t i = 0; i < dimensions; ++i) {
    const std::string header = folded(section.header[i].text);
    if (!names_days(header)) {
      where.part += (where.part.empty() ? "" : ", ") + metric_word(header.substr(0, header.find(" ("))) +
                    "=" + row[i].text;
      continue;
    }
    const auto number = number_of(row[i]);
    const std::optional<Day> day =
        header == "nth day" && number && section.first
            ? std::optional(Day{section.first->number + static_cast<int>(number->value)})
            : day_in(row[i].text, "ymd");
    if (!day || (header == "nth day" && !section.first)) return std::nullopt;
    where.first = where.last = day;
  }
  return where;
}

void set_value(ObservedDay& day, const Number& number, const Reading& reading) {
  day.unit = unit_of(day.metric);
  if (day.unit != SeriesUnit::money) {
    day.value = number.value;
    return;
  }
  constexpr std::size_t kPlaces = 6;  // what is beyond them is less than the platform's own rounding
  const std::size_t mark = std::min(number.plain.find('.'), number.plain.size());
  day.money = parse_money(number.plain.substr(0, mark + 1 + kPlaces), "");
  day.currency = reading.options.currency;
}

void add_section(Reading& reading, const Section& section, const std::string& account) {
  const std::size_t dimensions = dimensions_of(section);
  if (dimensions == section.header.size())
    reading.findings.note("section '" + section.header[0].text + "' holds no column of numbers; left out",
                          {section.header[0].line, 0, ""});
  for (const Record& row : section.rows) {
    const auto where = where_of(section, row, dimensions);
    if (!where) {
      reading.findings.refuse_row(in_quotes(row[0].text) + " is not a day of this report",
                                  {row[0].line, row[0].column, section.header[0].text},
                                  "V06");
      continue;
    }
    for (std::size_t column = dimensions; column < row.size(); ++column) {
      const auto value = number_of(row[column]);
      if (!value) continue;  // missing, or words among numbers: not a metric's cell
      ObservedDay& day = reading.days.emplace_back();
      day.platform = reading.layout.platform;
      day.account = account;
      day.part = where->part;
      day.first = where->first, day.last = where->last;
      day.metric = metric_word(section.header[column].text);
      day.line = row[column].line;
      set_value(day, *value, reading);
    }
  }
}

bool begins(std::string_view head) {
  return head.starts_with('#') && head.find("\n# Start date:") != head.npos;
}

void read(CsvReader& records, Reading& reading) {
  Sections sections(reading);
  while (const CsvRecord* record = records.next()) sections.take(*record);
  sections.close();
  reading.sheet.count_rows(sections.read, sections.totals);
  if (sections.all.empty()) reading.findings.settle();
  if (sections.all.empty())
    throw Error(
        Fault::bad_input, reading.findings.file(), "0 data rows", "export a period that is not empty", "T02");
  const std::string account = sections.property.empty() ? sections.account : sections.property;
  for (const Section& section : sections.all) add_section(reading, section, account);
  reading.findings.note(std::to_string(sections.all.size()) +
                        (sections.all.size() == 1 ? " section" : " sections"));
  const bool money = std::any_of(reading.days.begin(), reading.days.end(), [](const ObservedDay& day) {
    return day.unit == SeriesUnit::money;
  });
  if (money && reading.options.currency.empty())
    reading.findings.attention("revenue without a currency; pass --currency");
  reading.findings.settle();
  settle_days(reading);
}

}  // namespace

const Layout kGa4{.name = "ga4",
                  .title = "Google Analytics 4",
                  .platform = "ga4",
                  .columns = {},
                  .decimal = '.',
                  .date_order = "ymd",
                  .finish = nullptr,
                  .begins = begins,
                  .read = read};

}  // namespace gs
