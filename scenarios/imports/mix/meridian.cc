// Channels are the names with a spend; what has impressions without one (organic) is a series, like controls,
// which may be below 0. Conversions, revenue per conversion and population are series of the place.
#include "scenarios/imports/mix/meridian.h"

#include <array>

#include "scenarios/imports/mix/mix_rows.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::array kColumns{ColumnRule{"day", "time", Kind::time, Need::required},
                              ColumnRule{"geo", "geo"}};

struct End {
  std::string_view text, count;
};
constexpr std::array<End, 7> kEnds{{{"_spend", "spend"},
                                    {"_impression", "impressions"},
                                    {"_impressions", "impressions"},
                                    {"_reach", "reach"},
                                    {"_frequency", "frequency"},
                                    {"_click", "clicks"},
                                    {"_clicks", "clicks"}}};

bool has_spend(const std::vector<HeaderCell>& header, const std::string& channel) {
  for (const HeaderCell& cell : header)
    if (without_end(cell.name, "_spend") == channel) return true;
  return false;
}

bool widen(const std::vector<HeaderCell>& header, Widening& own) {
  int channels = 0;
  for (const HeaderCell& cell : header) {
    const std::string name = folded(cell.name);
    if (name.empty() || name == "time" || name == "geo") continue;
    std::string ours = "series:" + name;
    Kind kind = Kind::real;
    for (const End& end : kEnds) {
      const std::string channel = without_end(cell.name, end.text);
      if (channel.empty() || !has_spend(header, channel)) continue;
      ours = channel + ":" + std::string(end.count);
      kind = end.count == "spend" ? Kind::money : Kind::number;
      channels += end.count == "spend";
    }
    own.add(ours, name, kind);
  }
  return channels > 0;
}

}  // namespace

const Layout kMeridian{.name = "meridian",
                       .title = "Meridian (places by weeks)",
                       .platform = "meridian",
                       .columns = kColumns,
                       .decimal = '.',
                       .date_order = "ymd",
                       .finish = nullptr,
                       .interpret = interpret_mix,
                       .key = "day",
                       .time = "",
                       .widen = widen};

}  // namespace gs
