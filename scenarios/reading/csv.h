// Comma-separated records as RFC 4180 writes them, read as a stream: quoted newlines, doubled quotes, CRLF,
// LF and CR mixed. Memory stays below one record whatever the file's size; every limit and defect is refused
// by line (T06-T22). A quote inside an unquoted cell is an ordinary character. Says nothing about what cells
// mean.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/reading/source_file.h"

namespace gs {

struct CsvRules {
  char delimiter = ',';
  std::string file = {};  // for messages
  std::int64_t line_bytes = 1048576, cell_bytes = 65536, columns = 512;
  bool keep_raw = false;  // remember the record's own bytes (for rejected rows)
};

struct CsvCell {
  std::string_view text;              // valid until the next record is read
  std::int64_t line = 0, column = 0;  // where it begins, both from 1; columns count characters
};

struct CsvRecord {
  std::int64_t line = 0;
  std::vector<CsvCell> cells;
  std::string_view raw;
  bool blank() const { return cells.size() == 1 && cells[0].text.empty(); }
};

struct LineEnds {
  std::int64_t crlf = 0, lf = 0, cr = 0;  // between records; those inside quotes are text
};

class CsvReader {
 public:
  CsvReader(Blocks text, CsvRules rules);
  const CsvRecord* next();  // nullptr at the end
  const LineEnds& line_ends() const { return ends_; }

 private:
  enum class Stop : std::uint8_t { cell, record, file };
  struct Span {
    std::size_t begin = 0, end = 0;
    std::int64_t line = 0, column = 0;
  };
  int peek();
  void advance(std::size_t bytes);
  void keep(std::size_t bytes);
  void end_line();
  Stop after_cell();
  Stop read_cell();
  void read_quoted();
  void read_plain();
  void close_cell(Span span);
  [[noreturn]] void refuse(std::int64_t line,
                           std::int64_t column,
                           const std::string& what,
                           const char* code) const;

  Blocks source_;
  CsvRules rules_;
  std::string block_, text_, raw_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1, column_ = 1, line_bytes_ = 0, cells_seen_ = 0, opened_line_ = 0;
  std::vector<Span> spans_;
  CsvRecord record_;
  LineEnds ends_;
};

}  // namespace gs
