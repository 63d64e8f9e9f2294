// Times as text, ISO 8601 in the forms people export: read strictly, written in one form. No locale is asked.
// Does not read: week dates, ordinal dates, commas, fractions of a second, hour 24, offsets beyond 14 hours.
// Source: ISO 8601-1:2019; RFC 3339.
#include <cstdlib>

#include "core/time/clock.h"

namespace gs {
namespace {

// Takes text from the front; a failed take leaves nothing decided and the whole time is refused.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  bool skip(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly `digits` digits, value in [low, high].
  bool number(std::size_t digits, int low, int high, int& value) {
    if (rest_.size() < digits) return false;
    value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return value >= low && value <= high;
  }

 private:
  std::string_view rest_;
};

bool read_date(Reader& in, CivilTime& t) {
  return in.number(4, 1, 9999, t.year) && in.skip('-') && in.number(2, 1, 12, t.month) && in.skip('-') &&
         in.number(2, 1, 31, t.day) && is_calendar_date(t.year, t.month, t.day);
}

bool read_clock(Reader& in, CivilTime& t) {
  if (!in.number(2, 0, 23, t.hour) || !in.skip(':') || !in.number(2, 0, 59, t.minute)) return false;
  return !in.skip(':') || in.number(2, 0, 59, t.second);
}

// Z, +03:00, +0300; nothing at all is no offset.
bool read_offset(Reader& in, std::optional<int>& offset_minutes) {
  if (in.done()) return true;
  if (in.skip('Z')) {
    offset_minutes = 0;
    return in.done();
  }
  const bool west = in.skip('-');
  if (!west && !in.skip('+')) return false;
  int hours = 0, minutes = 0;
  if (!in.number(2, 0, 14, hours)) return false;
  in.skip(':');
  if (!in.number(2, 0, 59, minutes) || !in.done()) return false;
  offset_minutes = (west ? -1 : 1) * (hours * 60 + minutes);
  return true;
}

std::string padded(int value, int width) {
  std::string digits = std::to_string(value);
  const auto wanted = static_cast<std::size_t>(width);
  return digits.size() < wanted ? std::string(wanted - digits.size(), '0') + digits : digits;
}

std::string date_and_clock(const CivilTime& t) {
  return to_iso_date(t) + "T" + padded(t.hour, 2) + ":" + padded(t.minute, 2) + ":" + padded(t.second, 2);
}

}  // namespace

std::optional<IsoTime> parse_iso(std::string_view text) {
  Reader in(text);
  IsoTime time;
  if (!read_date(in, time.civil)) return std::nullopt;
  if (in.done()) return time;
  if (!in.skip('T') && !in.skip(' ')) return std::nullopt;
  time.has_time = true;
  if (!read_clock(in, time.civil) || !read_offset(in, time.offset_minutes)) return std::nullopt;
  return time;
}

std::string to_iso_date(const CivilTime& date) {
  return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2);
}

std::string to_iso_utc(Instant instant) { return date_and_clock(to_civil(instant, "UTC")) + "Z"; }

std::string to_iso_local(Instant instant, std::string_view zone) {
  const CivilTime local = to_civil(instant, zone);
  const Instant as_utc = to_instant(local, "UTC").instant;
  const auto minutes = static_cast<int>((as_utc.seconds - instant.seconds) / 60);
  const int size = std::abs(minutes);
  return date_and_clock(local) + (minutes < 0 ? "-" : "+") + padded(size / 60, 2) + ":" +
         padded(size % 60, 2);
}

}  // namespace gs
