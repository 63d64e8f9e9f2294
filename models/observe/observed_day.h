// A series: one number that a page, an account or a site reported of one day or period, for all of it or for
// one part (a channel of visits, a region). Long form: a day with three metrics is three rows.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/time/day.h"
#include "core/units.h"

namespace gs {

enum class SeriesUnit : std::uint8_t { events, people, money, seconds, ratio, index };
inline constexpr std::array<std::string_view, 6> kSeriesUnits{
    "events", "people", "money", "seconds", "ratio", "index"};  // index: a scale of its own, may be below 0

struct ObservedDay {
  std::string platform, account;
  std::string part;                // "" = the whole; else "channel=Organic Social", "geo=Berlin"
  std::optional<Day> first, last;  // both included, equal in a daily series; missing: the export says none
  std::string metric;              // "followers", "impressions_organic", "sessions" …
  SeriesUnit unit = SeriesUnit::events;
  double value = 0;      // of every unit but money
  Money money;           // of money
  std::string currency;  // of money; "" = not told
  std::optional<Instant> exported_at;
  std::string file;  // provenance
  std::int64_t line = 0;
};

inline std::string identity_of(const ObservedDay& day) {
  const auto number = [](std::optional<Day> d) { return d ? std::to_string(d->number) : std::string(); };
  return day.platform + '\x1f' + day.account + '\x1f' + day.part + '\x1f' + number(day.first) + '\x1f' +
         number(day.last) + '\x1f' + day.metric;
}

}  // namespace gs
