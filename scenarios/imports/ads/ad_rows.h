// What exports of ads share: columns of values to cells of ad history. A layout names its columns by our
// words: the members of AdCell, the counts of AdCount, "spend", "currency", "objective", `conversions.NAME`
// and `value.NAME` (with ".post_click" or ".view_through"; NAME `*` = the row's "conversion_name").
#pragma once
#include <string_view>

#include "scenarios/imports/layout.h"

namespace gs {

void interpret_ads(Reading& reading);

// The first date that a line before the header holds, and the last ("January 1, 2026 - January 31, 2026"),
// for reports whose rows name no day.
struct Days {
  std::optional<Day> first, last;
};
Days days_before(const Reading& reading);

// ad_checks.cc: what contradicts itself (V03-V05), totals that differ, a last day that is not over.
void check_ads(Reading& reading);

}  // namespace gs
