// Columns of text to columns of values. The decimal mark is decided here, once per column; the currency, once
// per file.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "core/error.h"
#include "scenarios/imports/layout.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

std::string code_point_name(char32_t c) { return c == 0xA0 ? "U+00A0" : c == 0x202F ? "U+202F" : "U+2009"; }

// "12.50" -> value; nullopt when it is beyond 2^53.
std::optional<double> value_of(const std::string& plain, double multiplier) {
  double value = 0;
  const auto [end, fault] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (fault != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  value *= multiplier;
  return value <= kLargestCount ? std::optional(value) : std::nullopt;
}

[[noreturn]] void refuse_mark(const Reading& reading, std::size_t row, int slot, std::string_view cell) {
  const std::string text(trimmed(cell));
  std::string joined = text, pointed = text;
  std::erase_if(joined, [](char c) { return c == ',' || c == '.'; });
  std::replace(pointed.begin(), pointed.end(), ',', '.');
  throw Error(Fault::bad_input,
              where_in(reading.findings.file(), reading.place(row, slot)),
              "'" + text + "' is " + joined + " or " + pointed + "; pass --decimal",
              "--decimal . when the comma groups thousands, --decimal , when it marks decimals",
              "T10");
}

// The decimal mark a column tells by itself: '.' or ',', 0 when it is silent; `unsure` = first cell that
// reads both ways.
struct Told {
  char mark = 0;
  std::optional<std::size_t> unsure;
};
Told told_mark(const Reading& reading, int slot) {
  Told told;
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
    const std::string_view cell = reading.sheet.text(row, slot);
    if (std::none_of(cell.begin(), cell.end(), [](char c) { return c == '.' || c == ','; })) continue;
    const NumberText number = take_apart(cell);
    if (!number.readable) continue;
    const Mark mark = decimal_mark(number);
    if (mark == Mark::either && !told.unsure) told.unsure = row;
    if (told.mark == 0 && mark == Mark::point) told.mark = '.';
    if (told.mark == 0 && mark == Mark::comma) told.mark = ',';
  }
  return told;
}

// What the file's other columns tell, for a column that cannot tell itself.
char mark_of_file(const Reading& reading) {
  for (std::size_t i = 0; i < reading.layout.columns.size(); ++i) {
    const int slot = static_cast<int>(i);
    if (!is_numeric(reading.layout.columns[i].kind) || !reading.sheet.has(slot)) continue;
    if (const char mark = told_mark(reading, slot).mark) return mark;
  }
  return 0;
}

char mark_of_column(const Reading& reading, int slot) {
  const std::string& named = reading.options.decimal;
  if (!named.empty()) return named == "," || named == "comma" ? ',' : '.';
  const Told told = told_mark(reading, slot);
  if (told.mark || !told.unsure) return told.mark ? told.mark : '.';
  if (reading.layout.decimal && reading.language.empty()) return reading.layout.decimal;
  if (const char mark = mark_of_file(reading)) return mark;
  if (!reading.language.empty()) return ',';  // export_words.h
  refuse_mark(reading, *told.unsure, slot, reading.sheet.text(*told.unsure, slot));
}

// What is said once about a column's cells.
struct ColumnNotes {
  std::int64_t suppressed = 0, first_suppressed = 0, rounded = 0;
  double widest = 0;
  std::map<char32_t, std::int64_t> spaces;
};

void say(Reading& reading, int slot, const ColumnNotes& notes) {
  const std::string& name = reading.sheet.header(slot).name;
  const std::string ours(reading.layout.columns[static_cast<std::size_t>(slot)].ours);
  if (notes.suppressed > 0)
    reading.findings.note(std::to_string(notes.suppressed) + " suppressed value" +
                              (notes.suppressed > 1 ? "s" : "") + " treated as missing (not 0)",
                          {notes.first_suppressed, 0, name},
                          notes.suppressed);
  for (const auto& [space, cells] : notes.spaces)
    reading.findings.note(
        "thousands separator " + code_point_name(space) + " removed in " + std::to_string(cells) + " cells",
        {0, 0, name},
        cells);
  if (notes.rounded > 0)
    reading.findings.note(
        "rounded values: ±" + grouped(notes.widest) + " " + ours, {0, 0, name}, notes.rounded);
}

// The number in one cell, or a reason (text and code) why it is none.
struct CellValue {
  std::optional<double> value;
  std::string plain, fault;
  const char* code = "V11";
};

CellValue refused(std::string fault, const char* code) { return {std::nullopt, "", std::move(fault), code}; }

// "5.19E-06": written by programs, so taken where a column's numbers are of a scale of its own.
std::optional<double> with_exponent(std::string_view cell) {
  double value = 0;
  cell = trimmed(cell);
  const auto [end, fault] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  const bool whole = fault == std::errc() && end == cell.data() + cell.size() && std::isfinite(value);
  return whole && cell.find_first_of("eE") != cell.npos ? std::optional(value) : std::nullopt;
}

CellValue value_in(const NumberText& number, std::string_view cell, char decimal, Kind kind) {
  const std::optional<std::string> plain = number.readable ? plain_decimal(number, decimal) : std::nullopt;
  if (kind == Kind::real && !number.readable)
    if (const auto value = with_exponent(cell)) return {value, std::string(trimmed(cell)), "", ""};
  if (!plain || number.percent || (kind != Kind::money && !number.currency.empty()))
    return refused(in_quotes(trimmed(cell)) + " is not a finite decimal number", "V11");
  const std::optional<double> value = value_of(*plain, number.multiplier);
  if (number.negative && kind == Kind::real && value) return {-*value, "-" + *plain, "", ""};
  if (number.negative && (!value || *value > 0))
    return refused(std::string(trimmed(cell)) + "; expected ≥ 0", "V02");
  if (!value) return refused(*plain + " outside 0…9007199254740992", "V12");
  if (kind == Kind::count && *value != static_cast<double>(static_cast<std::int64_t>(*value)))
    return refused(in_quotes(trimmed(cell)) + " is not a whole number", "V11");
  return {value, *plain, "", ""};
}

// Most cells are digits alone and mean the same in every convention.
std::optional<double> whole_number(std::string_view cell) {
  constexpr std::size_t kExact = 15;
  if (cell.empty() || cell.size() > kExact) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : cell) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return static_cast<double>(value);
}

// Every cell of a numeric column; `take` receives row, number and value.
template <class Take>
void read_numbers(Reading& reading, int slot, Take&& take) {
  const Kind kind = reading.layout.columns[static_cast<std::size_t>(slot)].kind;
  const char decimal = mark_of_column(reading, slot);
  ColumnNotes notes;
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
    const std::string_view cell = reading.sheet.text(row, slot);
    if (const std::optional<double> whole = whole_number(cell)) {
      take(row, NumberText{}, CellValue{whole, std::string(cell), "", ""});
      continue;
    }
    const NumberText number = take_apart(cell);
    if (number.suppressed) {
      if (notes.suppressed++ == 0) notes.first_suppressed = reading.sheet.line(row);
      continue;
    }
    const CellValue read = value_in(number, cell, decimal, kind);
    if (!read.value) {
      reading.refuse(row, slot, read.fault, read.code);
      continue;
    }
    if (number.wide_space) ++notes.spaces[number.wide_space];
    if (const double width = half_width(number, decimal); width > 0) {
      ++notes.rounded;
      notes.widest = std::max(notes.widest, width);
    }
    take(row, number, read);
  }
  say(reading, slot, notes);
}

void check_currency(const Reading& reading,
                    std::string& file_currency,
                    const std::string& here,
                    std::int64_t line) {
  if (here.empty()) return;
  if (file_currency.empty()) file_currency = here;
  if (file_currency == here) return;
  throw Error(
      Fault::bad_input,
      where_in(reading.findings.file(), {reading.sheet.line(0), 0, "currency"}),
      file_currency + " here, " + here + " at line " + std::to_string(line) + "; split the file by currency",
      "import one file per currency",
      "V10");
}

// "3.840000033" -> "3.840000"; what is cut off is said once per column.
std::string rounded_places(const std::string& plain) {
  constexpr std::size_t kPlaces = 6;
  const std::size_t mark = plain.find('.');
  if (mark == plain.npos || plain.size() - mark - 1 <= kPlaces) return plain;
  const bool up = plain[mark + 1 + kPlaces] >= '5';
  const Money cut = parse_money(plain.substr(0, mark + 1 + kPlaces), "");
  return to_text(Money{cut.micros + (up ? 1 : 0)});
}

}  // namespace

Amounts read_money(Reading& reading, int slot, Places places) {
  Amounts amounts{std::vector<std::optional<Money>>(reading.sheet.size()),
                  currency_in(reading.sheet.header(slot).name)};
  std::string signs;
  std::int64_t rounded = 0;
  read_numbers(reading, slot, [&](std::size_t row, const NumberText& number, const CellValue& read) {
    check_currency(reading, signs, number.currency, reading.sheet.line(row));
    try {
      const std::string whole =
          number.multiplier == 1 ? read.plain : std::to_string(static_cast<std::int64_t>(*read.value));
      const std::string plain = places == Places::round ? rounded_places(whole) : whole;
      rounded += plain != whole;
      amounts.cells[row] = parse_money(plain, "");
    } catch (const Error&) {
      reading.refuse(
          row, slot, in_quotes(read.plain) + " has more than 6 decimal places or exceeds 9.2e12", "V12");
    }
  });
  if (rounded > 0)
    reading.findings.note(
        "amounts with more than 6 decimal places rounded", {0, 0, reading.sheet.header(slot).name}, rounded);
  if (amounts.currency.empty() && !reading.has("currency")) amounts.currency = signs;
  return amounts;
}

std::string currency_of(Reading& reading, const std::string& told) {
  const int slot = reading.slot("currency");
  std::string currency = told;
  for (std::size_t row = 0; row < reading.sheet.size(); ++row) {
    const std::string here(trimmed(reading.sheet.text(row, slot)));
    if (!here.empty() && !is_currency(here))
      reading.refuse(row, slot, in_quotes(here) + " is not a currency code such as EUR", "V10");
    else if (!reading.bad[row])
      check_currency(reading, currency, here, reading.sheet.line(row));
  }
  return reading.options.currency.empty() ? currency : reading.options.currency;
}

std::optional<double> number_in(const Reading& reading, int slot, std::string_view cell) {
  if (is_suppressed(cell)) return std::nullopt;
  const Kind kind = reading.layout.columns[static_cast<std::size_t>(slot)].kind;
  return value_in(take_apart(cell), cell, mark_of_column(reading, slot), kind).value;
}

int Reading::slot(std::string_view ours) const {
  for (std::size_t i = 0; i < layout.columns.size(); ++i)
    if (layout.columns[i].ours == ours) return sheet.has(static_cast<int>(i)) ? static_cast<int>(i) : -1;
  return -1;
}

std::string_view Reading::known_as(std::string_view ours) const {
  const int found = slot(ours);
  return found < 0 ? std::string_view() : sheet.known_as(found);
}

Place Reading::place(std::size_t row, int slot) const {
  if (slot < 0) return {sheet.line(row), 0, ""};
  return {sheet.cell_line(row, slot), sheet.cell_column(row, slot), sheet.header(slot).name};
}

void Reading::refuse(std::size_t row, int slot, const std::string& text, const char* code) {
  if (bad[row]) return;
  bad[row] = true;
  findings.refuse_row(text, place(row, slot), code, sheet.raw(row));
}

std::vector<std::optional<double>> read_counts(Reading& reading, int slot) {
  std::vector<std::optional<double>> values(reading.sheet.size());
  read_numbers(reading, slot, [&](std::size_t row, const NumberText&, const CellValue& read) {
    values[row] = read.value;
  });
  return values;
}

}  // namespace gs
