// Spends are scaled to 0 … 1 and carry no currency, so every column is a series of its own scale.
#include "scenarios/imports/mix/pymc.h"

#include <array>

#include "scenarios/imports/mix/mix_rows.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::array kColumns{ColumnRule{"day", "date_week", Kind::time, Need::required}};

bool widen(const std::vector<HeaderCell>& header, Widening& own) {
  bool answer = false, media = false;
  for (const HeaderCell& cell : header) {
    const std::string name = folded(cell.name);
    if (name.empty() || name == "date_week") continue;
    answer = answer || name == "y";
    media = media || name == "x1";
    own.add("series:" + name, name, Kind::real);
  }
  return answer && media;
}

}  // namespace

const Layout kPymc{.name = "pymc",
                   .title = "PyMC-Marketing (weeks)",
                   .platform = "pymc",
                   .columns = kColumns,
                   .decimal = '.',
                   .date_order = "ymd",
                   .finish = nullptr,
                   .interpret = interpret_mix,
                   .key = "day",
                   .time = "",
                   .widen = widen};

}  // namespace gs
