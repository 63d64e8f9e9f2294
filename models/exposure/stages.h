// The list of stages: the simulator, the mean field's test and the manual read it.
// The order is that of an exposure's life, and of the calendar's sort key: sources first (a follower who is
// also a listener in the same hour counts as reached by following), then what the feed finds room for, how
// often it was displayed, what was done and in which tone, how tired or how often shown the person was, and
// what he bought.
#pragma once
#include "models/buying/buying.h"
#include "models/exposure/acts.h"
#include "models/exposure/crowding.h"
#include "models/exposure/discovery.h"
#include "models/exposure/displays.h"
#include "models/exposure/fatigue.h"
#include "models/exposure/follow.h"
#include "models/exposure/rare_acts.h"
#include "models/exposure/seeding.h"
#include "models/exposure/share.h"
#include "models/paid/frequency.h"
#include "models/talk/tone.h"

namespace gs {

using Stages = List<Follow,
                    Share,
                    Discovery,
                    Seeding,
                    Crowding,
                    Displays,
                    Acts,
                    Tone,
                    RareActs,
                    Fatigue,
                    Frequency,
                    Buying>;

template <class... S>
constexpr bool every_one_is_a_stage(List<S...>) {
  return (Stage<S> && ...);
}
static_assert(every_one_is_a_stage(Stages{}));

}  // namespace gs
