// Moments as people type them on the command line.
#pragma once
#include <string>

#include "core/time/clock.h"

namespace gs {

// "2026-12-11": the end of that day in the zone; "2026-12-11T09:00": then, in the zone unless it says its
// own. Throws Error(usage) naming the option.
Instant moment_of(const std::string& text, const std::string& zone, const std::string& option);

}  // namespace gs
