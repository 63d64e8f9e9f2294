// Any bytes as comma-separated records in any dialect: cells never hold more than was read, places count up.
#include "scenarios/reading/csv.h"

#include "tests/fuzz/scratch.h"
#include "tests/fuzz/targets.h"

namespace gs::fuzz {

void csv(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto dialect = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  CsvRules rules;
  rules.delimiter = ",;\t|"[dialect % 4];
  rules.keep_raw = (dialect & 4) != 0;
  if ((dialect & 8) != 0) rules.cell_bytes = 16, rules.line_bytes = 64, rules.columns = 4;
  const std::size_t block_size = (dialect & 16) != 0 ? 1 : 37;
  std::string_view rest = bytes;
  const auto blocks = [&](std::string& block) {
    if (rest.empty()) return false;
    block = rest.substr(0, block_size);
    rest.remove_prefix(block.size());
    return true;
  };
  read_or_refuse([&] {
    CsvReader reader(blocks, rules);
    std::size_t held = 0;
    std::int64_t line = 0;
    while (const CsvRecord* record = reader.next()) {
      promise(record->line > line, "records begin on later and later lines");
      line = record->line;
      promise(static_cast<std::int64_t>(record->cells.size()) <= rules.columns,
              "columns keep to their limit");
      for (const CsvCell& cell : record->cells) {
        held += cell.text.size();
        promise(static_cast<std::int64_t>(cell.text.size()) <= rules.cell_bytes, "cells keep to their limit");
        promise(cell.line >= record->line && cell.column >= 1, "a cell stands inside its record");
      }
      if (rules.keep_raw) promise(record->raw.size() <= bytes.size(), "a raw record was read");
    }
    promise(held <= bytes.size(), "cells hold no more than was read");
  });
}

}  // namespace gs::fuzz
