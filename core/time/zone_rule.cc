// Method: the six changes of the year before, this year and the year after, in order; the stretch holds
// between two of them. Offsets in POSIX count westward, ours eastward; a change is told in the time in force
// before it. Source: POSIX.1-2017 8.3 (TZ); RFC 8536 3.3 (hours from -167 to 167).
#include "core/time/zone_rule.h"

#include <algorithm>
#include <array>

#include "core/time/clock.h"

namespace gs {
namespace {

constexpr std::int64_t kDay = 86400;

class Line {
 public:
  explicit Line(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  bool starts_with(char c) const { return rest_.starts_with(c); }
  bool skip(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // "CET" or "<+03>".
  bool skip_name() {
    const bool quoted = skip('<');
    std::size_t length = 0;
    while (length < rest_.size() && (quoted ? rest_[length] != '>' : is_letter(rest_[length]))) ++length;
    rest_.remove_prefix(length);
    return length >= 3 && (!quoted || skip('>'));
  }
  bool number(int& value) {
    std::size_t length = 0;
    value = 0;
    for (; length < rest_.size() && length < 3 && rest_[length] >= '0' && rest_[length] <= '9'; ++length)
      value = value * 10 + (rest_[length] - '0');
    rest_.remove_prefix(length);
    return length > 0;
  }
  // [+-]hours[:minutes[:seconds]] as seconds
  bool time(int& seconds) {
    const int sign = skip('-') ? -1 : 1;
    if (sign > 0) skip('+');
    int hours = 0, minutes = 0, rest = 0;
    if (!number(hours)) return false;
    if (skip(':') && !number(minutes)) return false;
    if (skip(':') && !number(rest)) return false;
    seconds = sign * (hours * 3600 + minutes * 60 + rest);
    return true;
  }

 private:
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
  std::string_view rest_;
};

// ",M3.5.0/3"; without a time, 2h.
bool read_change(Line& line, YearlyChange& change) {
  change.seconds = 7200;
  const bool day = line.skip(',') && line.skip('M') && line.number(change.month) && line.skip('.') &&
                   line.number(change.week) && line.skip('.') && line.number(change.weekday);
  const bool valid = day && change.month >= 1 && change.month <= 12 && change.week >= 1 && change.week <= 5 &&
                     change.weekday <= 6;
  return valid && (!line.skip('/') || line.time(change.seconds));
}

// Days since 1970 on which the change falls.
std::int64_t day_of(const YearlyChange& change, int year) {
  const std::int64_t first = days_since_epoch(year, change.month, 1);
  const int first_weekday = (weekday({.year = year, .month = change.month, .day = 1}) + 1) % 7;  // 0 = Sunday
  std::int64_t day = first + (change.weekday - first_weekday + 7) % 7 + 7 * (change.week - 1);
  while (!is_calendar_date(year, change.month, static_cast<int>(day - first) + 1)) day -= 7;
  return day;
}

struct Turn {
  std::int64_t when = 0;
  int offset_after = 0;
};

}  // namespace

std::optional<ZoneRule> parse_zone_rule(std::string_view text) {
  Line line(text);
  ZoneRule rule;
  int west = 0;
  if (!line.skip_name() || !line.time(west)) return std::nullopt;
  rule.standard_offset = -west;
  rule.summer_offset = rule.standard_offset + 3600;
  if (!line.skip_name()) return std::nullopt;
  if (!line.starts_with(',')) {
    if (!line.time(west)) return std::nullopt;
    rule.summer_offset = -west;
  }
  if (!read_change(line, rule.to_summer) || !read_change(line, rule.to_standard) || !line.done())
    return std::nullopt;
  return rule;
}

Stretch stretch_at(const ZoneRule& rule, std::int64_t utc_seconds) {
  const int year = to_civil({utc_seconds}, "UTC").year;
  std::array<Turn, 6> turns;
  for (int i = 0; i < 3; ++i) {
    const auto place = static_cast<std::size_t>(2 * i);
    const auto summer = day_of(rule.to_summer, year - 1 + i),
               standard = day_of(rule.to_standard, year - 1 + i);
    turns[place] = {summer * kDay + rule.to_summer.seconds - rule.standard_offset, rule.summer_offset};
    turns[place + 1] = {standard * kDay + rule.to_standard.seconds - rule.summer_offset,
                        rule.standard_offset};
  }
  std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.when < b.when; });
  const auto next =
      std::find_if(turns.begin(), turns.end(), [&](const Turn& t) { return t.when > utc_seconds; });
  // The year before and the year after always bracket the moment.
  return {(next - 1)->when, next->when, (next - 1)->offset_after};
}

}  // namespace gs
