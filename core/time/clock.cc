// Civil time by Hinnant's day arithmetic (proleptic Gregorian, integers only); zones by the system's tz
// database through date-tz. Past the last change a zone file lists, its last line (a POSIX rule) goes on:
// date-tz alone would stop daylight saving in 2037. Must hold: the system's zone files are in place (package
// tzdata); TZ and locale are never asked. Does not do: leap seconds; offsets in force before 1970 may be
// local mean time with odd seconds. Source: RFC 8536 (zone files), POSIX TZ;
// http://howardhinnant.github.io/date_algorithms.html
#include "core/time/clock.h"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "core/error.h"
#include "core/nearest.h"
#include "core/time/zone_rule.h"

namespace gs {
namespace {

using Seconds = std::chrono::seconds;
constexpr std::int64_t kDay = 86400;
constexpr const char* kZoneFolder = "/usr/share/zoneinfo/";

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

std::int64_t seconds_as_utc(const CivilTime& t) {
  return days_since_epoch(t.year, t.month, t.day) * kDay + t.hour * 3600 + t.minute * 60 + t.second;
}

CivilTime civil_as_utc(std::int64_t seconds) {
  const std::int64_t day = floor_div(seconds, kDay), left = seconds - day * kDay;
  const std::int64_t z = day + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  return {.year = static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0)),
          .month = static_cast<int>(month),
          .day = static_cast<int>(doy - (153 * mp + 2) / 5 + 1),
          .hour = static_cast<int>(left / 3600),
          .minute = static_cast<int>(left / 60 % 60),
          .second = static_cast<int>(left % 60)};
}

// One zone: the listed changes, then the rule of the file's last line.
struct Zone {
  const date::time_zone* listed = nullptr;
  std::optional<ZoneRule> rule;  // none: the last offset stays
};

std::string last_line_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string line, last;
  while (std::getline(file, line)) last = line;
  return last;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::string nearest_zone(std::string_view name) {
  const std::string wanted = lower(name);
  std::string nearest;
  std::size_t fewest = std::max<std::size_t>(3, wanted.size() / 2);
  for (const auto& zone : date::get_tzdb().zones) {
    // A bare city ("Kyiv") is measured against the last part of the name.
    const std::string whole = lower(zone.name()), city = whole.substr(whole.rfind('/') + 1);
    const std::size_t edits = std::min(edit_distance(wanted, whole), edit_distance(wanted, city));
    if (edits < fewest) {
      fewest = edits;
      nearest = zone.name();
    }
  }
  return nearest;
}

[[noreturn]] void refuse_zone(std::string_view name) {
  const std::string nearest = nearest_zone(name);
  throw Error(Fault::bad_input,
              "",
              "'" + std::string(name) + "' is not a time zone",
              nearest.empty() ? "write a name of the tz database such as Europe/Berlin"
                              : "did you mean '" + nearest + "'?");
}

// A zone's own file is read by the first question to it; a machine that cannot open it says so here, once.
void load(const date::time_zone& zone) try {
  (void)zone.get_info(date::sys_time<Seconds>{});
} catch (const std::runtime_error& error) {
  throw Error(Fault::io,
              kZoneFolder + zone.name(),
              error.what(),
              "let the program open more files (ulimit -n), or install tzdata");
}

const date::time_zone* find_listed(std::string_view name) {
  const auto& zones = date::get_tzdb().zones;
  const auto less = [](const date::time_zone& zone, std::string_view wanted) { return zone.name() < wanted; };
  const auto found = std::lower_bound(zones.begin(), zones.end(), name, less);
  return found != zones.end() && found->name() == name ? &*found : nullptr;
}

// Zones stay loaded for the life of the program: a lookup is a map search under a lock.
const Zone& zone_of(std::string_view name) {
  static std::mutex lock;
  static std::map<std::string, Zone, std::less<>> known;
  const std::lock_guard hold(lock);
  if (const auto found = known.find(name); found != known.end()) return found->second;
  const date::time_zone* listed = find_listed(name);
  if (listed == nullptr) refuse_zone(name);
  load(*listed);
  return known
      .emplace(std::string(name),
               Zone{listed, parse_zone_rule(last_line_of(kZoneFolder + std::string(name)))})
      .first->second;
}

Stretch stretch_at(const Zone& zone, std::int64_t seconds) {
  const date::sys_info info = zone.listed->get_info(date::sys_time<Seconds>{Seconds{seconds}});
  const Stretch listed{info.begin.time_since_epoch().count(),
                       info.end.time_since_epoch().count(),
                       static_cast<int>(info.offset.count())};
  const std::int64_t never = days_since_epoch(9999, 1, 1) * kDay;  // later than any change listed
  if (listed.end < never || !zone.rule) return listed;
  Stretch ruled = stretch_at(*zone.rule, seconds);
  ruled.begin = std::max(ruled.begin, listed.begin);
  return ruled;
}

bool is_utc(std::string_view name) { return name == "UTC"; }

}  // namespace

bool is_calendar_date(int year, int month, int day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in_month(year, month);
}

bool is_zone(std::string_view name) { return is_utc(name) || find_listed(name) != nullptr; }

std::string tz_version() {
  std::ifstream file(std::string(kZoneFolder) + "tzdata.zi");
  std::string line;
  std::getline(file, line);
  constexpr std::string_view kMark = "# version ";
  return line.starts_with(kMark) ? line.substr(kMark.size()) : "unknown";
}

LocalInstant to_instant(const CivilTime& local, std::string_view zone_name) {
  const std::int64_t seconds = seconds_as_utc(local);
  if (is_utc(zone_name)) return {{seconds}, LocalKind::unique};
  const Zone& zone = zone_of(zone_name);
  // No zone changes twice within two days, so the offsets a day before and after are the only candidates.
  const Stretch before = stretch_at(zone, seconds - kDay), after = stretch_at(zone, seconds + kDay);
  const std::int64_t first = seconds - before.offset, second = seconds - after.offset;
  const bool first_exists = stretch_at(zone, first).offset == before.offset;
  const bool second_exists = stretch_at(zone, second).offset == after.offset;
  if (first_exists && second_exists && first != second) return {{first}, LocalKind::overlap};
  if (first_exists) return {{first}, LocalKind::unique};
  if (second_exists) return {{second}, LocalKind::unique};
  return {{before.end}, LocalKind::gap};
}

CivilTime to_civil(Instant instant, std::string_view zone) {
  if (is_utc(zone)) return civil_as_utc(instant.seconds);
  return civil_as_utc(instant.seconds + stretch_at(zone_of(zone), instant.seconds).offset);
}

std::int64_t days_since_epoch(int year, int month, int day) {
  const std::int64_t y = year - (month <= 2 ? 1 : 0), era = floor_div(y, 400), yoe = y - era * 400;
  const std::int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

int weekday(const CivilTime& date) {
  const std::int64_t since_monday =
      days_since_epoch(date.year, date.month, date.day) + 3;  // 1970-01-01: Thursday
  return static_cast<int>(since_monday - 7 * floor_div(since_monday, 7));
}

int hour_of_week(const CivilTime& local) { return weekday(local) * 24 + local.hour; }

}  // namespace gs
