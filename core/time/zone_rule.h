// The rule by which a time zone goes on changing after the last change its file lists: the POSIX line that
// ends the file, e.g. "CET-1CEST,M3.5.0,M10.5.0/3" (to summer time on the last Sunday of March at 2h, back at
// 3h).
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace gs {

// A stretch of UTC seconds [begin, end) with one offset from UTC.
struct Stretch {
  std::int64_t begin = 0, end = 0;
  int offset = 0;  // seconds east of UTC
};

// The week-th given weekday (0 = Sunday; week 5 = the last) of a month, at `seconds` after local midnight.
struct YearlyChange {
  int month = 1, week = 1, weekday = 0, seconds = 0;
};

struct ZoneRule {
  int standard_offset = 0, summer_offset = 0;  // seconds east of UTC
  YearlyChange to_summer, to_standard;
};

// nullopt when the line has no yearly changes, or changes not of the form Mm.w.d.
std::optional<ZoneRule> parse_zone_rule(std::string_view line);
Stretch stretch_at(const ZoneRule& rule, std::int64_t utc_seconds);

}  // namespace gs
