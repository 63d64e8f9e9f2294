// A file's rows cut down to the columns a layout reads: finds delimiter, header and columns, then reads all
// rows once. The cells are kept as text, because conventions (decimal mark, day or month first) are decided
// over whole columns.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reading/csv.h"

namespace gs {

struct Layout;
struct ImportOptions;
class Findings;

struct HeaderCell {
  std::string name;  // as the file writes it, trimmed
  std::int64_t line = 0, column = 0;
};

// Where a file's header is and how its cells are divided.
struct Dialect {
  char delimiter = ',';
  std::size_t records_before = 0;  // preamble: sep=, titles, comments
  std::vector<HeaderCell> header;
  std::vector<int> columns;  // by slot of the layout: position in the header, -1 = not there
  const Layout* layout = nullptr;
};
// `read_on` reads the first records in earnest: called when nothing is recognised, so that a damaged or
// oversized line is named rather than a missing column.
Dialect recognise(const std::string& head,
                  const ImportOptions& options,
                  const Findings& findings,
                  const std::function<void(char delimiter)>& read_on);

class Sheet {
 public:
  Sheet() = default;
  // Reads everything after the header. Rows of the wrong length are refused through `findings`; blank rows
  // and totals are left out and counted.
  void read(CsvReader& reader, const Dialect& dialect, Findings& findings);

  std::size_t size() const { return lines_.size(); }
  bool has(int slot) const { return slot >= 0 && slot_cell_[static_cast<std::size_t>(slot)] >= 0; }
  std::string_view text(std::size_t row, int slot) const;  // "" when the column is not there
  std::int64_t line(std::size_t row) const { return lines_[row]; }
  std::int64_t cell_line(std::size_t row, int slot) const;
  std::int64_t cell_column(std::size_t row, int slot) const;
  const HeaderCell& header(int slot) const { return headers_[static_cast<std::size_t>(slot)]; }
  std::string_view raw(std::size_t row) const { return raw_.empty() ? std::string_view() : raw_[row]; }
  std::int64_t rows_read() const { return read_; }
  std::int64_t skipped = 0;  // blank rows, totals, repeats

 private:
  struct Cell {
    std::size_t end = 0;
    std::uint32_t line_after = 0, column = 0;
  };
  bool left_out(const CsvRecord& record, const Dialect& dialect, Findings& findings);
  struct CellColumn {  // of the file, one behind the other, because they are read column by column
    std::string text;
    std::vector<Cell> cells;
  };
  const CellColumn& column(int slot) const;
  void add(const CsvRecord& record, bool keep_raw);
  const Cell& cell(std::size_t row, int slot) const;
  std::vector<CellColumn> columns_;  // only the columns that are there
  std::vector<std::int64_t> lines_;
  std::vector<int> slot_cell_;       // slot -> column, or -1
  std::vector<int> positions_;       // column -> position in the record
  std::vector<HeaderCell> headers_;  // by slot
  std::vector<std::string> raw_;
  std::int64_t read_ = 0;
  int key_slot_ = -1, time_slot_ = -1;
};

}  // namespace gs
