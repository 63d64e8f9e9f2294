// A hand-written state machine: cells are copied in runs between delimiters, not character by character.
#include "scenarios/reading/csv.h"

#include <algorithm>

#include "core/error.h"

namespace gs {

CsvReader::CsvReader(Blocks text, CsvRules rules) : source_(std::move(text)), rules_(std::move(rules)) {}

void CsvReader::refuse(std::int64_t line,
                       std::int64_t column,
                       const std::string& what,
                       const char* code) const {
  const bool limit = std::string_view(code) >= "T20";
  const std::string where = rules_.file + ":" + std::to_string(line) + ":" + std::to_string(column);
  throw Error(
      limit ? Fault::limit : Fault::bad_input,
      where,
      what,
      limit ? "raise it with --limit if the file is meant to be so" : "correct the line and import again",
      code);
}

// The next character, or -1 at the end of the text.
int CsvReader::peek() {
  while (at_ == block_.size()) {
    at_ = 0;
    if (!source_(block_)) {
      block_.clear();
      return -1;
    }
  }
  return static_cast<unsigned char>(block_[at_]);
}

void CsvReader::advance(std::size_t bytes) {
  if (rules_.keep_raw) raw_.append(block_, at_, bytes);
  const char* from = block_.data() + at_;
  column_ += std::count_if(from, from + bytes, [](char c) { return (c & 0xC0) != 0x80; });
  line_bytes_ += static_cast<std::int64_t>(bytes);
  at_ += bytes;
  if (line_bytes_ > rules_.line_bytes)
    refuse(line_, 1, "line longer than limit line-bytes=" + std::to_string(rules_.line_bytes), "T20");
}

// Moves the next characters of the block into the cell being read.
void CsvReader::keep(std::size_t bytes) {
  text_.append(block_, at_, bytes);
  advance(bytes);
  const std::size_t begin = spans_.empty() ? 0 : spans_.back().end;
  if (static_cast<std::int64_t>(text_.size() - begin) <= rules_.cell_bytes) return;
  const std::int64_t line = opened_line_ > 0 ? opened_line_ : line_;
  refuse(line, 1, "cell longer than limit cell-bytes=" + std::to_string(rules_.cell_bytes), "T22");
}

void CsvReader::end_line() {
  ++line_;
  column_ = 1;
  line_bytes_ = 0;
}

void CsvReader::read_plain() {
  while (peek() >= 0) {
    std::size_t end = at_;
    while (end < block_.size() && block_[end] != rules_.delimiter && block_[end] != '\n' &&
           block_[end] != '\r')
      ++end;
    if (end > at_) keep(end - at_);
    if (at_ < block_.size()) return;
  }
}

void CsvReader::read_quoted() {
  opened_line_ = line_;
  const std::int64_t opened_column = column_;
  advance(1);
  for (;;) {
    const int c = peek();
    if (c < 0) refuse(opened_line_, opened_column, "quote opened here is never closed", "T06");
    if (c == '"') {
      advance(1);
      if (peek() != '"') break;
      keep(1);
    } else if (c == '\n' || c == '\r') {
      keep(1);
      if (c == '\n' || peek() != '\n') end_line();
    } else {
      std::size_t end = at_;
      while (end < block_.size() && block_[end] != '"' && block_[end] != '\n' && block_[end] != '\r') ++end;
      keep(end - at_);
    }
  }
  opened_line_ = 0;
  const int c = peek();
  if (c < 0 || c == rules_.delimiter || c == '\n' || c == '\r') return;
  const std::int64_t column = column_;
  std::string character;  // all of its bytes, so that the message stays text
  do {
    character += static_cast<char>(peek());
    advance(1);
  } while ((peek() & 0xC0) == 0x80 && peek() >= 0);
  refuse(line_, column, "unexpected '" + character + "' after closing quote", "T07");
}

void CsvReader::close_cell(Span span) {
  span.end = text_.size();
  ++cells_seen_;
  if (cells_seen_ <= rules_.columns)
    spans_.push_back(span);
  else
    text_.resize(spans_.back().end);  // counted for the message, not kept
}

CsvReader::Stop CsvReader::after_cell() {
  const int c = peek();
  if (c < 0) return Stop::file;
  if (c != rules_.delimiter) line_bytes_ = 0;  // a line's length is counted without its end
  advance(1);
  if (c == rules_.delimiter) return Stop::cell;
  if (c == '\n') {
    ++ends_.lf;
  } else if (peek() == '\n') {
    advance(1);
    ++ends_.crlf;
  } else {
    ++ends_.cr;
  }
  return Stop::record;
}

CsvReader::Stop CsvReader::read_cell() {
  Span span{text_.size(), 0, line_, column_};
  if (peek() == '"')
    read_quoted();
  else
    read_plain();
  close_cell(span);
  return after_cell();
}

const CsvRecord* CsvReader::next() {
  if (peek() < 0) return nullptr;
  text_.clear(), raw_.clear(), spans_.clear();
  cells_seen_ = 0;
  record_.line = line_;
  Stop stop = Stop::cell;
  while (stop == Stop::cell) stop = read_cell();
  if (stop == Stop::record) end_line();
  if (cells_seen_ > rules_.columns)
    refuse(record_.line,
           1,
           std::to_string(cells_seen_) + " columns; limit columns=" + std::to_string(rules_.columns),
           "T21");
  record_.cells.clear();
  for (const Span& span : spans_)
    record_.cells.push_back(
        {std::string_view(text_).substr(span.begin, span.end - span.begin), span.line, span.column});
  record_.raw = raw_;
  return &record_;
}

}  // namespace gs
