// Ends of names: _S spend, _I impressions, _P clicks, _B business that is not ours; a name without an end is
// a series. "search_clicks_P" counts the clicks of the channel "search". Columns of words (events) are not
// read.
#include "scenarios/imports/mix/robyn.h"

#include <array>

#include "scenarios/imports/mix/mix_rows.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::array kColumns{ColumnRule{"day", "date", Kind::time, Need::required}};

bool widen(const std::vector<HeaderCell>& header, Widening& own) {
  int spends = 0, others = 0;
  for (const HeaderCell& cell : header) {
    const std::string name = folded(cell.name);
    const std::string spend = without_end(cell.name, "_s"), shown = without_end(cell.name, "_i"),
                      clicks = without_end(cell.name, "_p");
    if (name.empty() || name == "date" || name == "events") continue;
    spends += !spend.empty();
    others += !shown.empty() || !clicks.empty();
    const std::string channel = without_end(clicks, "_clicks");
    if (!spend.empty())
      own.add(spend + ":spend", name, Kind::money);
    else if (!shown.empty())
      own.add(shown + ":impressions", name, Kind::number);
    else if (!clicks.empty())
      own.add((channel.empty() ? clicks : channel) + ":clicks", name, Kind::number);
    else
      own.add("series:" + name, name, Kind::real);
  }
  return spends > 0 && others > 0;
}

}  // namespace

const Layout kRobyn{.name = "robyn",
                    .title = "Robyn (weeks)",
                    .platform = "robyn",
                    .columns = kColumns,
                    .decimal = '.',
                    .date_order = "ymd",
                    .finish = nullptr,
                    .interpret = interpret_mix,
                    .key = "day",
                    .time = "",
                    .widen = widen};

}  // namespace gs
