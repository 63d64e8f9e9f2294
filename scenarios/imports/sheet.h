// A file's rows cut down to the columns a layout reads, all read once. The cells are kept as text, because
// conventions (decimal mark, day or month first) are decided over whole columns.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/imports/recognise.h"
#include "scenarios/reading/csv.h"

namespace gs {

class Findings;

// Rows that come from something else than a CSV file, one text per column.
struct Table {
  struct Row {
    std::int64_t line = 0;
    std::vector<std::string> cells;
  };
  std::vector<HeaderCell> header;
  std::vector<Row> rows;
};

class Sheet {
 public:
  Sheet() = default;
  // Reads everything after the header. Rows of the wrong length are refused through `findings`; blank rows
  // and totals are left out and counted.
  void read(CsvReader& reader, const Dialect& dialect, Findings& findings);
  void read(const Table& table, const Dialect& dialect);

  std::size_t size() const { return lines_.size(); }
  bool has(int slot) const { return slot >= 0 && slot_cell_[static_cast<std::size_t>(slot)] >= 0; }
  std::string_view text(std::size_t row, int slot) const {  // "" when the column is not there
    if (!has(slot)) return {};
    const CellColumn& there = column(slot);
    const std::size_t begin = row == 0 ? 0 : there.cells[row - 1].end;
    return std::string_view(there.text).substr(begin, there.cells[row].end - begin);
  }
  std::int64_t line(std::size_t row) const { return lines_[row]; }
  std::int64_t cell_line(std::size_t row, int slot) const;
  std::int64_t cell_column(std::size_t row, int slot) const;
  const HeaderCell& header(int slot) const { return headers_[static_cast<std::size_t>(slot)]; }
  std::string_view known_as(int slot) const { return known_as_[static_cast<std::size_t>(slot)]; }
  std::string_view raw(std::size_t row) const { return raw_.empty() ? std::string_view() : raw_[row]; }
  std::int64_t rows_read() const { return read_; }
  // Totals rows of exports of ads, left out of the rows; cells by slot, "" where a column is not there.
  const std::vector<Table::Row>& totals() const { return totals_; }
  void count_rows(std::int64_t read, std::int64_t left_out) { read_ = read, skipped = left_out; }
  std::int64_t skipped = 0;  // blank rows, totals, repeats

 private:
  struct Cell {
    std::size_t end = 0;
    std::uint32_t line_after = 0, column = 0;
  };
  void open(const Dialect& dialect);
  void keep_total(const CsvRecord& record, const Dialect& dialect);
  bool left_out(const CsvRecord& record, const Dialect& dialect, Findings& findings);
  struct CellColumn {  // of the file, one behind the other, because they are read column by column
    std::string text;
    std::vector<Cell> cells;
  };
  const CellColumn& column(int slot) const {
    return columns_[static_cast<std::size_t>(slot_cell_[static_cast<std::size_t>(slot)])];
  }
  void add(const CsvRecord& record, bool keep_raw);
  const Cell& cell(std::size_t row, int slot) const;
  std::vector<CellColumn> columns_;  // only the columns that are there
  std::vector<std::int64_t> lines_;
  std::vector<int> slot_cell_;       // slot -> column, or -1
  std::vector<int> positions_;       // column -> position in the record
  std::vector<HeaderCell> headers_;  // by slot
  std::vector<std::string_view> known_as_;
  std::vector<std::string> raw_;
  std::vector<Table::Row> totals_;
  std::int64_t read_ = 0;
  int key_slot_ = -1, time_slot_ = -1;
};

}  // namespace gs
