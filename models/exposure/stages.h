// The list of stages: the simulator, the mean field's test and the manual read it.
// The order is that of an exposure's life, and of the calendar's sort key: sources first (a follower who is
// also a listener in the same hour counts as reached by following), then how often it was displayed, then
// what was done.
#pragma once
#include "models/exposure/acts.h"
#include "models/exposure/displays.h"
#include "models/exposure/follow.h"
#include "models/exposure/share.h"

namespace gs {

using Stages = List<Follow, Share, Displays, Acts>;

static_assert(Stage<Follow> && Stage<Share> && Stage<Displays> && Stage<Acts>);

}  // namespace gs
