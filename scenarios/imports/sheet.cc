// Recognition tries the delimiters on the first records; a header is a record that holds a layout's required
// names.
#include "scenarios/imports/sheet.h"

#include <algorithm>
#include <array>
#include <limits>

#include "core/error.h"
#include "core/nearest.h"
#include "scenarios/imports/importers.h"
#include "scenarios/reading/cells.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::size_t kHeaderWithin = 30, kJudgedRows = 20;

using Records = std::vector<std::vector<HeaderCell>>;

// The first records of the head under one delimiter; stops quietly where the head is cut or does not parse.
Records first_records(const std::string& head, char delimiter) {
  Records records;
  bool given = false;
  const auto once = [&](std::string& block) {
    if (given) return false;
    given = true;
    block = head;
    return !head.empty();
  };
  CsvReader reader(once,
                   {.delimiter = delimiter, .file = {}, .columns = std::numeric_limits<std::int32_t>::max()});
  try {
    while (records.size() < kHeaderWithin + kJudgedRows) {
      const CsvRecord* record = reader.next();
      if (!record) break;
      auto& cells = records.emplace_back();
      for (const CsvCell& cell : record->cells)
        cells.push_back({std::string(trimmed(cell.text)), cell.line, cell.column});
    }
  } catch (
      const Error&) {  // the wrong delimiter often meets a stray quote; the right one is read again, in full
  }
  return records;
}

std::vector<std::string> folded_names(const std::vector<HeaderCell>& header) {
  std::vector<std::string> names;
  for (const HeaderCell& cell : header) names.push_back(folded(cell.name));
  return names;
}

int position_of(const std::vector<std::string>& names, const std::string& wanted) {
  const auto found = std::find(names.begin(), names.end(), wanted);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

std::vector<int> match(const Layout& layout,
                       const std::vector<std::string>& names,
                       const ImportOptions& options) {
  std::vector<int> columns;
  for (const ColumnRule& rule : layout.columns) {
    int position = -1;
    const auto mapped = options.map.find(std::string(rule.ours));
    if (mapped != options.map.end()) position = position_of(names, folded(mapped->second));
    for (const std::string& name : names_in(rule.names))
      if (position < 0) position = position_of(names, name);
    columns.push_back(position);
  }
  return columns;
}

// Our name of the first column the layout cannot do without; "" when nothing is missing.
std::string missing_column(const Layout& layout, const std::vector<int>& columns) {
  bool counts = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ColumnRule& rule = layout.columns[i];
    if (rule.need == Need::required && columns[i] < 0) return std::string(rule.ours);
    counts = counts || (columns[i] >= 0 && (rule.kind == Kind::count || rule.kind == Kind::number));
  }
  return counts ? "" : "reach";
}

std::vector<const Layout*> candidates(const ImportOptions& options) {
  std::vector<const Layout*> all;
  std::vector<std::string> names;
  for (const Layout* layout : kLayouts) {
    names.emplace_back(layout->name);
    if (options.format.empty() || options.format == layout->name) all.push_back(layout);
  }
  if (!all.empty()) return all;
  const std::string found = nearest(options.format, names);
  std::string known;
  for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
  throw Error(Fault::usage,
              "--format",
              in_quotes(options.format) + " is not a format",
              found.empty() ? "known: " + known : "did you mean '" + found + "'? known: " + known,
              "C04");
}

std::vector<char> delimiters(const std::string& head, const ImportOptions& options) {
  if (!options.delimiter.empty()) {
    if (options.delimiter == "tab" || options.delimiter == "\\t") return {'\t'};
    if (options.delimiter.size() == 1) return {options.delimiter[0]};
    throw Error(Fault::usage,
                "--delimiter",
                in_quotes(options.delimiter) + " is not one character",
                "one of , ; tab",
                "C04");
  }
  const std::string_view start = std::string_view(head).substr(head.starts_with('"') ? 1 : 0);
  if (start.starts_with("sep=") && start.size() > 4) return {start[4]};
  return {',', ';', '\t'};
}

std::string in_words(char delimiter) {
  return delimiter == '\t' ? "tab" : "'" + std::string(1, delimiter) + "'";
}

// The same number of cells, two or more, in the first rows.
bool divides(const Records& records) {
  if (records.empty() || records[0].size() < 2) return false;
  const std::size_t rows = std::min(records.size(), kJudgedRows + 1);
  return std::all_of(records.begin(),
                     records.begin() + static_cast<std::ptrdiff_t>(rows),
                     [&](const auto& record) { return record.size() == records[0].size(); });
}

[[noreturn]] void refuse_ambiguous(const std::string& file, char one, char other) {
  throw Error(
      Fault::bad_input,
      file,
      "cannot tell " + in_words(one) + " from " + in_words(other) + " (first 20 lines); pass --delimiter",
      "for example --delimiter ';'",
      "T09");
}

struct Attempt {
  char delimiter = ',';
  Records records;
};

// Nothing was recognised: says which column the closest layout misses.
[[noreturn]] void refuse_unknown(const std::string& file,
                                 const std::vector<Attempt>& attempts,
                                 const ImportOptions& options) {
  const Attempt* best = nullptr;
  for (const Attempt& attempt : attempts) {
    if (!divides(attempt.records)) continue;
    if (best) refuse_ambiguous(file, best->delimiter, attempt.delimiter);
    best = &attempt;
  }
  if (!best) best = &attempts.front();
  if (best->records.empty())
    throw Error(Fault::bad_input, file, "file is empty; expected a header row", "", "T01");
  const std::vector<HeaderCell>& header = best->records.front();
  const Layout* closest = nullptr;
  std::ptrdiff_t most = 0;
  for (const Layout* layout : candidates(options)) {
    const std::vector<int> columns = match(*layout, folded_names(header), options);
    std::ptrdiff_t there = 0;  // of the columns it cannot do without
    for (std::size_t i = 0; i < columns.size(); ++i)
      there += layout->columns[i].need == Need::required && columns[i] >= 0;
    if (!closest || there >= most) closest = layout, most = there;
  }
  const std::string missing = missing_column(*closest, match(*closest, folded_names(header), options));
  std::string found;
  for (const HeaderCell& cell : header) {
    constexpr std::size_t kShown = 600;
    if (found.size() > kShown) {
      found += ", …";
      break;
    }
    found += (found.empty() ? "" : ", ") + cell.name;
  }
  throw Error(Fault::bad_input,
              where_in(file, {header[0].line, 0, ""}),
              "no column for '" + missing + "'; found: " + found + "; map with --map",
              "for example --map " + missing + "='THEIR HEADER', or name the export with --format",
              "T12");
}

void refuse_doubles(const Dialect& dialect, const std::string& file) {
  const std::vector<std::string> names = folded_names(dialect.header);
  for (const int position : dialect.columns) {
    if (position < 0) continue;
    const auto here = static_cast<std::size_t>(position);
    const auto again = std::find(names.begin() + position + 1, names.end(), names[here]);
    if (again == names.end()) continue;
    const HeaderCell& cell = dialect.header[here];
    throw Error(Fault::bad_input,
                where_in(file, {cell.line, cell.column, ""}),
                "column '" + cell.name + "' appears at " + std::to_string(position + 1) + " and " +
                    std::to_string(again - names.begin() + 1),
                "delete or rename one of them",
                "T11");
  }
}

bool find_header(Dialect& dialect, const Records& records, const ImportOptions& options) {
  const std::size_t rows = std::min(records.size(), kHeaderWithin);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::vector<std::string> names = folded_names(records[i]);
    for (const Layout* layout : candidates(options)) {
      std::vector<int> columns = match(*layout, names, options);
      if (!missing_column(*layout, columns).empty()) continue;
      dialect.records_before = i;
      dialect.header = records[i];
      dialect.columns = std::move(columns);
      dialect.layout = layout;
      return true;
    }
  }
  return false;
}

bool is_total(std::string_view cell) {
  constexpr std::array<std::string_view, 6> kWords{
      "total", "totals", "grand total", "итого", "всего", "gesamt"};
  constexpr std::size_t kLongest = 40;
  if (cell.empty() || cell.size() > kLongest) return false;
  const std::string word = folded(cell);
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace

Dialect recognise(const std::string& head,
                  const ImportOptions& options,
                  const Findings& findings,
                  const std::function<void(char delimiter)>& read_on) {
  std::vector<Attempt> attempts;
  Dialect dialect;
  for (const char delimiter : delimiters(head, options)) {
    attempts.push_back({delimiter, first_records(head, delimiter)});
    Dialect tried{
        .delimiter = delimiter, .records_before = 0, .header = {}, .columns = {}, .layout = nullptr};
    if (!find_header(tried, attempts.back().records, options)) continue;
    if (dialect.layout) refuse_ambiguous(findings.file(), dialect.delimiter, delimiter);
    dialect = std::move(tried);
  }
  if (!dialect.layout) {
    read_on(attempts.front().delimiter);
    refuse_unknown(findings.file(), attempts, options);
  }
  refuse_doubles(dialect, findings.file());
  return dialect;
}

const Sheet::CellColumn& Sheet::column(int slot) const {
  return columns_[static_cast<std::size_t>(slot_cell_[static_cast<std::size_t>(slot)])];
}

const Sheet::Cell& Sheet::cell(std::size_t row, int slot) const { return column(slot).cells[row]; }

std::string_view Sheet::text(std::size_t row, int slot) const {
  if (!has(slot)) return {};
  const CellColumn& there = column(slot);
  const std::size_t begin = row == 0 ? 0 : there.cells[row - 1].end;
  return std::string_view(there.text).substr(begin, there.cells[row].end - begin);
}

std::int64_t Sheet::cell_line(std::size_t row, int slot) const {
  return has(slot) ? lines_[row] + cell(row, slot).line_after : lines_[row];
}

std::int64_t Sheet::cell_column(std::size_t row, int slot) const {
  return has(slot) ? cell(row, slot).column : 0;
}

bool Sheet::left_out(const CsvRecord& record, const Dialect& dialect, Findings& findings) {
  const auto cell = [&](int slot) -> std::string_view {
    const int at = slot < 0 ? -1 : dialect.columns[static_cast<std::size_t>(slot)];
    return at >= 0 && at < static_cast<int>(record.cells.size())
               ? trimmed(record.cells[static_cast<std::size_t>(at)].text)
               : std::string_view();
  };
  const bool has_key = key_slot_ >= 0 && dialect.columns[static_cast<std::size_t>(key_slot_)] >= 0;
  const std::string_view first = trimmed(record.cells[0].text), key = has_key ? cell(key_slot_) : first;
  const bool total = is_total(key) || (is_total(first) && cell(time_slot_).empty());
  const bool empty = std::all_of(
      record.cells.begin(), record.cells.end(), [](const CsvCell& c) { return trimmed(c.text).empty(); });
  const bool no_key = has_key && key.empty() && record.cells.size() == dialect.header.size();
  if (!total && !empty && !no_key) return false;
  ++skipped;
  const std::string line = "line " + std::to_string(record.line);
  if (total)
    findings.note(line + " '" + std::string(is_total(key) ? key : first) + "' excluded",
                  {record.line, 0, ""});
  else if (!empty)
    findings.note(line + " without a post id excluded", {record.line, 0, ""});
  return true;
}

void Sheet::add(const CsvRecord& record, bool keep_raw) {
  lines_.push_back(record.line);
  for (std::size_t i = 0; i < positions_.size(); ++i) {
    const CsvCell& from = record.cells[static_cast<std::size_t>(positions_[i])];
    CellColumn& to = columns_[i];
    to.text += from.text;
    to.cells.push_back({to.text.size(),
                        static_cast<std::uint32_t>(from.line - record.line),
                        static_cast<std::uint32_t>(from.column)});
  }
  if (keep_raw) raw_.emplace_back(record.raw);
}

void Sheet::read(CsvReader& reader, const Dialect& dialect, Findings& findings) {
  for (std::size_t slot = 0; slot < dialect.columns.size(); ++slot) {
    const int position = dialect.columns[slot];
    slot_cell_.push_back(position < 0 ? -1 : static_cast<int>(positions_.size()));
    if (position >= 0) positions_.push_back(position);
    headers_.push_back(position < 0 ? HeaderCell{} : dialect.header[static_cast<std::size_t>(position)]);
    if (dialect.layout->columns[slot].ours == "post_id") key_slot_ = static_cast<int>(slot);
    if (dialect.layout->columns[slot].ours == "published") time_slot_ = static_cast<int>(slot);
  }
  columns_.resize(positions_.size());
  for (std::size_t i = 0; i <= dialect.records_before; ++i) reader.next();  // preamble and header
  while (const CsvRecord* record = reader.next()) {
    if (findings.hopeless()) return;
    ++read_;
    if (left_out(*record, dialect, findings)) continue;
    const std::size_t cells = record->cells.size(), expected = dialect.header.size();
    if (cells == expected)
      add(*record, findings.keeps_raw());
    else
      findings.refuse_row(std::to_string(cells) + " fields; header has " + std::to_string(expected),
                          {record->line, 0, ""},
                          "T08",
                          record->raw);
  }
}

}  // namespace gs
