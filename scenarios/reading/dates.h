// Dates as exports write them: ISO 8601, DD.MM.YYYY, MM/DD/YYYY, "Sep 26, 2026", "26 sept. 2026", with or
// without time, AM/PM and offset.
// Whether day or month comes first is decided once per file by the dates that can be read in only one way;
// else it is refused (V07).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/clock.h"

namespace gs {

// A date's text taken apart, before its order is understood.
struct DateText {
  bool readable = false;
  bool padded = false, bare = false;        // 08-05 or 8-5: one exporter does not write both
  bool year_first = false, dotted = false;  // dotted dates are DD.MM.YYYY everywhere they are used
  bool without_year = false;                // "September 4"; read_date refuses it
  std::int64_t a = 0, b = 0, c = 0;         // the three numbers as written
  bool has_time = false;
  int hour = 0, minute = 0, second = 0;
  std::optional<int> offset_minutes;
  std::string date;  // the part that is the date, for messages
};
DateText take_date_apart(std::string_view cell);

enum class DateOrder : std::uint8_t { unknown, day_month, month_day };
// unknown: this date reads either way (or does not matter, as 03/03/2026).
DateOrder told_order(const DateText& date);
DateOrder named_order(std::string_view name);  // "dmy", "mdy", "ymd", ""; throws Error(usage)

struct DateReading {
  CivilTime civil;
  std::string fault, code;  // empty when the date is one: V06, V09
};
DateReading read_date(const DateText& date, DateOrder order);

inline constexpr int kFirstYear = 2004, kLastYear = 2100;

}  // namespace gs
