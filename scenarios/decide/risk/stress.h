// What an adverse event would do to the plan, and what an early answer saves: talk against the page that has
// the most followers begins at noon of the plan's middle day, never answered, answered after 6 hours, after
// 1; each in the worlds of the forecast, same people, same luck, so that differences are paired. How such
// talk spreads and what it does is assumed (plan/surroundings/talk.h, tone.h): a stress shows what follows
// from the assumptions, not how likely an event is. Does not: choose words, model what answers say.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/forecast.h"

namespace gs {

// {account, at, worlds, reach, spread, variants [{answered_after_hours, met, changes []}], early_answer [],
// assumed []}: changes are rows of differences from the plan, early_answer rows of 1 hour minus 6 hours; met
// tells who meets the talk. The forecast must hold its people; it is left as it was. `worlds`: the
// forecast's first so many.
nlohmann::json stress_of(Forecast& forecast, const RunOptions& options, std::size_t worlds);

}  // namespace gs
