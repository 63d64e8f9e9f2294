// Time: instants in UTC seconds inside, civil time with named zones (tz database) at the doors.
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gs {

struct Instant {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z
  auto operator<=>(const Instant&) const = default;
};

struct CivilTime {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  auto operator<=>(const CivilTime&) const = default;
};

enum class LocalKind : std::uint8_t { unique, gap, overlap };  // gap: does not exist; overlap: exists twice
struct LocalInstant {
  Instant instant;  // overlap: the first; gap: the instant of the change
  LocalKind kind = LocalKind::unique;
};

bool is_calendar_date(int year, int month, int day);
bool is_zone(std::string_view name);  // known to the tz database ("UTC" always is)
std::string tz_version();             // of the tz database in use
LocalInstant to_instant(const CivilTime& local,
                        std::string_view zone);  // throws Error(bad_input) on unknown zone
CivilTime to_civil(Instant instant, std::string_view zone);
int weekday(const CivilTime& date);        // 0 = Monday … 6 = Sunday
int hour_of_week(const CivilTime& local);  // 0 = Monday 00h … 167 = Sunday 23h
std::int64_t days_since_epoch(int year, int month, int day);

// "2026-12-07", "2026-12-07T18:30", "2026-12-07 18:30:00", with optional "Z", "+03:00", "+0300".
struct IsoTime {
  CivilTime civil;
  bool has_time = false;
  std::optional<int> offset_minutes;  // present when the text says its zone
};
std::optional<IsoTime> parse_iso(std::string_view text);           // nullopt when the text is not such a time
std::string to_iso_date(const CivilTime& date);                    // 2026-12-07
std::string to_iso_utc(Instant instant);                           // 2026-12-07T15:30:00Z
std::string to_iso_local(Instant instant, std::string_view zone);  // 2026-12-07T18:30:00+03:00

}  // namespace gs
