// Cells of a column lie one behind the other, because they are read column by column.
#include "scenarios/imports/sheet.h"

#include <algorithm>

#include "scenarios/imports/export_words.h"
#include "scenarios/imports/findings.h"
#include "scenarios/imports/layout.h"
#include "scenarios/reading/cells.h"

namespace gs {

const Sheet::Cell& Sheet::cell(std::size_t row, int slot) const { return column(slot).cells[row]; }

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
  const bool ads = dialect.layout->interpret != nullptr;
  const bool total = is_total(key) || (is_total(first) && (ads || cell(time_slot_).empty()));
  const bool empty = std::all_of(
      record.cells.begin(), record.cells.end(), [](const CsvCell& c) { return trimmed(c.text).empty(); });
  const bool no_key = has_key && key.empty() && record.cells.size() == dialect.header.size();
  if (!total && !empty && !no_key) return false;
  ++skipped;
  const std::string line = "line " + std::to_string(record.line);
  if (ads && !empty) keep_total(record, dialect);
  if (total)
    findings.note(line + " '" + std::string(is_total(key) ? key : first) + "' excluded",
                  {record.line, 0, ""});
  else if (!empty && ads)
    findings.note(line + " names no ad: taken as a totals row, excluded", {record.line, 0, ""});
  else if (!empty)
    findings.note(line + " without a post id excluded", {record.line, 0, ""});
  return true;
}

void Sheet::keep_total(const CsvRecord& record, const Dialect& dialect) {
  Table::Row& total = totals_.emplace_back();
  total.line = record.line;
  for (const int position : dialect.columns)
    total.cells.emplace_back(position >= 0 && position < static_cast<int>(record.cells.size())
                                 ? trimmed(record.cells[static_cast<std::size_t>(position)].text)
                                 : std::string_view());
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

void Sheet::open(const Dialect& dialect) {
  known_as_ = dialect.known_as;
  for (std::size_t slot = 0; slot < dialect.columns.size(); ++slot) {
    const int position = dialect.columns[slot];
    slot_cell_.push_back(position < 0 ? -1 : static_cast<int>(positions_.size()));
    if (position >= 0) positions_.push_back(position);
    headers_.push_back(position < 0 ? HeaderCell{} : dialect.header[static_cast<std::size_t>(position)]);
    if (dialect.layout->columns[slot].ours == dialect.layout->key) key_slot_ = static_cast<int>(slot);
    if (dialect.layout->columns[slot].ours == dialect.layout->time) time_slot_ = static_cast<int>(slot);
  }
  columns_.resize(positions_.size());
}

void Sheet::read(CsvReader& reader, const Dialect& dialect, Findings& findings) {
  open(dialect);
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

void Sheet::read(const Table& table, const Dialect& dialect) {
  open(dialect);
  CsvRecord record;
  for (const Table::Row& row : table.rows) {
    ++read_;
    record.line = row.line;
    record.cells.clear();
    for (const std::string& cell : row.cells) record.cells.push_back({cell, row.line, 0});
    add(record, false);
  }
}

}  // namespace gs
