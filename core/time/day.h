// A calendar day as one number, for histories that know no hours; whose zone it is, the history says.
#pragma once
#include <compare>
#include <cstdint>
#include <string>

#include "core/time/clock.h"

namespace gs {

struct Day {
  std::int32_t number = 0;  // days since 1970-01-01
  auto operator<=>(const Day&) const = default;
};

inline Day day_of(const CivilTime& date) {
  return {static_cast<std::int32_t>(days_since_epoch(date.year, date.month, date.day))};
}
inline CivilTime civil_of(Day day) { return to_civil(Instant{std::int64_t{86400} * day.number}, "UTC"); }
inline std::string to_text(Day day) { return to_iso_date(civil_of(day)); }  // 2026-12-07

}  // namespace gs
