// A date means its end: everything of that day has happened.
#include "tools/commands/moments.h"

#include "core/error.h"

namespace gs {

Instant moment_of(const std::string& text, const std::string& zone, const std::string& option) {
  const auto time = parse_iso(text);
  if (!time)
    throw Error(Fault::usage,
                option + " " + text,
                "not a date or time",
                "write 2026-12-11 or 2026-12-11T09:00",
                "C01");
  CivilTime civil = time->civil;
  if (!time->has_time) {
    const CivilTime next =
        to_civil({(days_since_epoch(civil.year, civil.month, civil.day) + 1) * 86400}, "UTC");
    return to_instant({next.year, next.month, next.day}, zone).instant;
  }
  if (!time->offset_minutes) return to_instant(civil, zone).instant;
  return {to_instant(civil, "UTC").instant.seconds - std::int64_t{60} * *time->offset_minutes};
}

}  // namespace gs
