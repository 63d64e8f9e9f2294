// The guard of a text that begins like a formula; one that begins with a guard already gets another, so that
// reading takes off what writing put on.
#include "scenarios/reading/spreadsheet.h"

namespace gs {

namespace {

bool runs(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
}

bool needs_guard(std::string_view text) {
  const std::size_t first = text.find_first_not_of('\'');
  return first != std::string_view::npos && runs(text.substr(first));
}

}  // namespace

std::string csv_text(std::string_view text) {
  std::string cell = "\"";
  if (needs_guard(text)) cell += '\'';
  for (const char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + "\"";
}

std::string_view without_guard(std::string_view cell) {
  return cell.starts_with('\'') && needs_guard(cell) ? cell.substr(1) : cell;
}

}  // namespace gs
