// Which layout a file has: delimiter, header line, and where each of the layout's columns stands in it. A
// header is a record that holds a layout's required names, as they are or in another language
// (export_words.h).
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gs {

struct Layout;
struct ImportOptions;
struct WidenedLayout;
class Findings;

struct HeaderCell {
  std::string name;  // as the file writes it, trimmed
  std::int64_t line = 0, column = 0;
};

// Where a file's header is and how its cells are divided.
struct Dialect {
  char delimiter = ',';
  std::size_t records_before = 0;               // preamble: sep=, titles, comments
  std::vector<std::vector<HeaderCell>> before;  // its cells
  std::vector<HeaderCell> header;
  std::vector<int> columns;                // by slot of the layout: position in the header, -1 = not there
  std::vector<std::string_view> known_as;  // by slot: the layout's name for it; "" when mapped or not there
  std::string_view language;               // of translated names, as "Spanish"; "" where none is
  const Layout* layout = nullptr;
  std::shared_ptr<const WidenedLayout> own;  // what `layout` points to where it was widened for this header
};
// `read_on` reads the first records in earnest: called when nothing is recognised, so that a damaged or
// oversized line is named rather than a missing column.
Dialect recognise(const std::string& head,
                  const ImportOptions& options,
                  const Findings& findings,
                  const std::function<void(char delimiter)>& read_on);

// The layouts a file may have by --format: of answers in JSON, or of tables.
std::vector<const Layout*> layouts_for(const ImportOptions& options, bool answers);
// A header that is known to be one of this layout.
Dialect dialect_of(const Layout& layout, std::vector<HeaderCell> header, const ImportOptions& options);

}  // namespace gs
