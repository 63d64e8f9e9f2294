// UTF-16 with `sep=,` first, then the metric's name, then "Date","Primary". The name is the metric: "Facebook
// reach" is `reach` of facebook; a name this file does not know is kept as it is written.
#include "scenarios/imports/days/meta_page_series.h"

#include <array>

#include "scenarios/imports/days/day_rows.h"
#include "scenarios/reading/headers.h"

namespace gs {
namespace {

constexpr std::array kColumns{ColumnRule{"day", "date", Kind::time, Need::required},
                              ColumnRule{"primary", "primary", Kind::count, Need::required}};

// The last line of one cell before the header that is no `sep=`.
std::string name_before(const Reading& reading) {
  std::string name;
  for (const auto& record : reading.before)
    if (!record.empty() && !record[0].name.empty() && !record[0].name.starts_with("sep="))
      name = record[0].name;
  return name;
}

void finish(Reading& reading) {
  std::string name = folded(name_before(reading)), platform(reading.layout.platform);
  for (const std::string_view here : {"facebook", "instagram"})
    if (name.starts_with(std::string(here) + " ")) {
      platform = here;
      name.erase(0, here.size() + 1);
    }
  const std::string metric = name.empty() ? "primary" : metric_word(name);
  if (name.empty()) reading.findings.attention("no line above the header names the metric; 'primary' taken");
  for (ObservedDay& day : reading.days) {
    day.platform = platform;
    day.metric = metric;
    day.unit = unit_of(metric);
  }
}

}  // namespace

const Layout kMetaPageSeries{.name = "meta_page_series",
                             .title = "page, daily (Meta)",
                             .platform = "meta",
                             .columns = kColumns,
                             .decimal = '.',
                             .date_order = "mdy",
                             .finish = finish,
                             .interpret = interpret_days,
                             .key = "day",
                             .time = ""};

}  // namespace gs
