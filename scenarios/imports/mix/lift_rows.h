// What tables of lift tests share: a row is one experiment with a channel, its numbers become series of the
// part "channel=NAME" (undated rows: "channel=NAME test=N"), so that a test stands in history under its own
// dates.
#pragma once
#include "scenarios/imports/layout.h"

namespace gs {

// A layout's columns: "channel", "first" and "last" (of the test), "metric" (what was lifted); numbers by
// their series.
void interpret_lifts(Reading& reading);

}  // namespace gs
