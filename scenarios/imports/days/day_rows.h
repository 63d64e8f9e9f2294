// What exports of series share: one column of days and columns of numbers, each cell of them a row of a
// series. A layout's column names its metric by `ours`, and its unit by the metric's words (unit_of).
#pragma once
#include <string>
#include <string_view>

#include "scenarios/imports/layout.h"

namespace gs {

void interpret_days(Reading& reading);

// The unit that a metric's name tells: followers are people, "engagement rate" is a ratio, "revenue" is
// money.
SeriesUnit unit_of(std::string_view metric);
// "Average engagement time per session" -> "average_engagement_time_per_session"
std::string metric_word(std::string_view name);

// Series of one metric told twice for a day: the later line counts. Says gaps in a daily series, names the
// account, and whether the last day looks unfinished is left to the reader: series may fall.
void settle_days(Reading& reading);

}  // namespace gs
