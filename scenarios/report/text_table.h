// Tables and paragraphs for a terminal: columns as wide as their widest cell, never wider in all than the
// style allows.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/report/report.h"

namespace gs {

// What goes when the width is short: first names and wrapping words get narrower, then bars go, then units,
// then extras; then words are cut; at last columns go from the right.
enum class Keep { always, before_extras, before_units, before_bars };
struct TableColumn {
  std::string head;
  bool right = true;
  Keep keep = Keep::always;
  bool wraps = false;       // words go on below instead of being cut
  std::size_t width = 0;    // set when laid out
  std::size_t enough = 24;  // columns that still tell what it is; cut to them before a bar goes
};
struct TextTable {
  std::vector<TableColumn> columns;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> below;  // of each row, or none at all: words in lines of their own under it
};

// "label      words", the words wrapped beside the label.
std::string labelled(const std::string& label, const std::string& words, const TerminalStyle& style);
std::string lay_out(TextTable table, const TerminalStyle& style);
// As many columns side by side as fit, the others below with the first column again: none is left out.
std::string lay_out_in_blocks(const TextTable& table, const TerminalStyle& style);
std::string wrapped(const std::string& words, const TerminalStyle& style, std::size_t indent = 0);
std::string shown(std::string_view text,
                  const TerminalStyle& style);  // ASCII likeness where UTF-8 is not wanted

}  // namespace gs
