// Answers: how do rows fit into a terminal? Method: width of every cell in terminal columns, then narrowing,
// dropping and cutting in a fixed order; words of a wrapping column go on in lines below. Colour only on
// alarm words that fill a cell, only when asked.
#include "scenarios/report/text_table.h"

#include <algorithm>
#include <array>

#include "scenarios/report/html.h"

namespace gs {
namespace {

constexpr std::size_t kNarrowest = 6, kBetween = 2, kLabelColumns = 11, kIndent = 4;
constexpr std::size_t kWidestCell = 60, kWidestWrapped = 240;

struct Glyph {
  std::string_view utf8, ascii;
};
constexpr std::array<Glyph, 19> kGlyphs{{{"\u202f", " "},
                                         {"\u2013", "-"},
                                         {"\u2014", "-"},
                                         {"\u2212", "-"},
                                         {"\u00d7", "x"},
                                         {"\u2265", ">="},
                                         {"\u2264", "<="},
                                         {"\u20ac", "EUR"},
                                         {"\u00bd", "1/2"},
                                         {"\u00bc", "1/4"},
                                         {"\u215b", "1/8"},
                                         {"\u201c", "\""},
                                         {"\u201d", "\""},
                                         {"\u2019", "'"},
                                         {"\u2026", "..."},
                                         {"\u2192", "->"},
                                         {"\u00f7", "/"},
                                         {"\u2039", "<"},
                                         {"\u203a", ">"}}};

std::string_view cut_mark(const TerminalStyle& style) { return style.utf8 ? "\u2026" : "."; }

std::string padded(const std::string& cell, std::size_t width, bool right) {
  const std::size_t used = columns_of(cell);
  const std::string spaces(width > used ? width - used : 0, ' ');
  return right ? spaces + cell : cell + spaces;
}

void measure(TextTable& table) {
  for (TableColumn& column : table.columns) column.width = columns_of(column.head);
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      table.columns[i].width = std::max(table.columns[i].width, columns_of(row[i]));
}

std::size_t total_of(const TextTable& table, const std::vector<bool>& kept) {
  std::size_t total = 0;
  for (std::size_t i = 0; i < kept.size(); ++i)
    if (kept[i]) total += table.columns[i].width + (total > 0 ? kBetween : 0);
  return total;
}

// The widest column of words that may still be cut; nullptr when none.
TableColumn* widest_words(TextTable& table, const std::vector<bool>& kept) {
  TableColumn* widest = nullptr;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    TableColumn& column = table.columns[i];
    if (kept[i] && !column.right && column.width > kNarrowest &&
        (widest == nullptr || column.width > widest->width))
      widest = &column;
  }
  return widest;
}

// Sets the widths and says which columns stay.
std::vector<bool> fit_widths(TextTable& table, std::size_t limit) {
  measure(table);
  std::vector<bool> kept(table.columns.size(), true);
  TableColumn& first = table.columns.front();
  while (total_of(table, kept) > limit) {
    TableColumn* widest = first.width > first.enough ? &first : nullptr;
    for (TableColumn& column : table.columns)
      if (column.wraps &&
          column.width > (widest == nullptr ? column.enough : std::max(column.enough, widest->width)))
        widest = &column;
    if (widest == nullptr) break;
    --widest->width;
  }
  for (const Keep next : {Keep::before_units, Keep::before_extras, Keep::always})
    if (total_of(table, kept) > limit)
      for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = table.columns[i].keep <= next;
  while (total_of(table, kept) > limit) {
    TableColumn* words = widest_words(table, kept);
    if (words == nullptr) break;
    --words->width;
  }
  for (std::size_t i = kept.size(); i-- > 1 && total_of(table, kept) > limit;) kept[i] = false;
  return kept;
}

std::string coloured(const std::string& cell, const std::string& plain, const TerminalStyle& style) {
  static constexpr std::array<std::string_view, 5> kAlarms{"ERROR", "ATTENTION", "NO", "behind", "broken"};
  const bool alarm = std::find(kAlarms.begin(), kAlarms.end(), plain) != kAlarms.end();
  return style.colour && alarm ? "\033[31m" + cell + "\033[0m" : cell;
}

// Words in lines of at most `limit` columns; a word longer than that goes on in the next line.
std::vector<std::string> folded(const std::string& words, std::size_t limit) {
  std::vector<std::string> lines;
  const std::string text = words + " ";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find(' ', at);
    std::string word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!lines.empty() && columns_of(lines.back()) + 1 + columns_of(word) <= limit) {
      lines.back() += " " + word;
      continue;
    }
    while (columns_of(word) > limit) {
      const std::string piece = cut_to_columns(word, limit, "");
      if (piece.empty()) break;  // one character is wider than a line
      lines.push_back(piece);
      word.erase(0, piece.size());
    }
    lines.push_back(word);
  }
  return lines;
}

std::vector<std::string> lines_of(const std::string& cell,
                                  const TableColumn& column,
                                  const TerminalStyle& style) {
  if (column.wraps && columns_of(cell) > column.width) return folded(cell, column.width);
  return {cut_to_columns(cell, column.width, cut_mark(style))};
}

// One row, in as many lines as its longest cell takes.
std::string row_of(const TextTable& table,
                   const std::vector<std::string>& cells,
                   const std::vector<bool>& kept,
                   const TerminalStyle& style) {
  std::vector<std::vector<std::string>> columns;
  std::size_t most = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    columns.push_back(kept[i] ? lines_of(cells[i], table.columns[i], style) : std::vector<std::string>{});
    most = std::max(most, columns.back().size());
  }
  std::string out;
  for (std::size_t n = 0; n < most; ++n) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!kept[i]) continue;
      const std::string cell = n < columns[i].size() ? columns[i][n] : "";
      line += (line.empty() ? "" : std::string(kBetween, ' ')) +
              coloured(padded(cell, table.columns[i].width, table.columns[i].right), cell, style);
    }
    out += line.erase(line.find_last_not_of(' ') + 1) + "\n";
  }
  return out;
}

}  // namespace

// Plain spaces between thousands; in a locale without UTF-8 everything in ASCII, '?' where there is no
// likeness.
std::string shown(std::string_view text, const TerminalStyle& style) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto glyph = std::find_if(
        kGlyphs.begin(), kGlyphs.end(), [&](const Glyph& g) { return text.substr(at).starts_with(g.utf8); });
    if (glyph != kGlyphs.end() && (!style.utf8 || glyph == kGlyphs.begin())) {
      out += glyph->ascii;
      at += glyph->utf8.size();
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[at++]);
    if (byte < 0x80 || style.utf8)
      out += static_cast<char>(byte);
    else if ((byte & 0xC0) == 0xC0)
      out += '?';  // first byte of a character; the others are dropped
  }
  return out;
}

std::string wrapped(const std::string& words, const TerminalStyle& style, std::size_t indent) {
  const auto limit = static_cast<std::size_t>(std::max(style.columns, 20));
  std::string out;
  for (const std::string& line : folded(shown(words, style), limit - indent))
    out += std::string(indent, ' ') + line + "\n";
  return out;
}

std::string labelled(const std::string& label, const std::string& words, const TerminalStyle& style) {
  const std::string body = wrapped(words, style, kLabelColumns);
  return body.empty() ? body : padded(label, kLabelColumns, false) + body.substr(kLabelColumns);
}

std::string lay_out(TextTable table, const TerminalStyle& style) {
  for (TableColumn& column : table.columns) column.head = shown(column.head, style);
  for (auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      row[i] = cut_to_columns(
          shown(row[i], style), table.columns[i].wraps ? kWidestWrapped : kWidestCell, cut_mark(style));
  const std::vector<bool> kept = fit_widths(table, static_cast<std::size_t>(std::max(style.columns, 20)));
  std::vector<std::string> head;
  for (const TableColumn& column : table.columns) head.push_back(column.head);
  std::string out = row_of(table, head, kept, style);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    out += row_of(table, table.rows[i], kept, style);
    if (i < table.below.size()) out += wrapped(table.below[i], style, kIndent);
  }
  return out;
}

std::string lay_out_in_blocks(const TextTable& table, const TerminalStyle& style) {
  TextTable measured = table;
  measure(measured);
  const auto limit = static_cast<std::size_t>(std::max(style.columns, 20));
  const std::size_t first = std::min(measured.columns.front().width, table.columns.front().enough);
  std::string out;
  for (std::size_t column = 1; column < table.columns.size();) {
    TextTable block;
    block.columns = {table.columns.front()};
    for (const auto& row : table.rows) block.rows.push_back({row.front()});
    for (std::size_t width = first; column < table.columns.size(); ++column) {
      width += kBetween + measured.columns[column].width;
      if (width > limit && block.columns.size() > 1) break;
      block.columns.push_back(table.columns[column]);
      for (std::size_t i = 0; i < table.rows.size(); ++i) block.rows[i].push_back(table.rows[i][column]);
    }
    if (out.empty()) block.below = table.below;
    out += (out.empty() ? "" : "\n") + lay_out(std::move(block), style);
  }
  return out;
}

}  // namespace gs
