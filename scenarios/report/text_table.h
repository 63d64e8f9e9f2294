// Tables and paragraphs for a terminal: columns as wide as their widest cell, never wider in all than the
// style allows.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/report/report.h"

namespace gs {

enum class Keep {
  always,
  before_units,
  before_bars
};  // what goes when the width is short: bars first, then units
struct TableColumn {
  std::string head;
  bool right = true;
  Keep keep = Keep::always;
};
struct TextTable {
  std::vector<TableColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string lay_out(TextTable table, const TerminalStyle& style);
std::string wrapped(const std::string& words, const TerminalStyle& style, std::size_t indent = 0);
std::string shown(std::string_view text,
                  const TerminalStyle& style);  // ASCII likeness where UTF-8 is not wanted

}  // namespace gs
