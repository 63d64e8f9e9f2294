// What a planner is told beside the figures: what of the plan lies outside of what history knows, what was
// borrowed or carried over, which ads buy nothing. Whole sentences; an account is named where a plan has
// several.
#pragma once
#include <string>
#include <vector>

#include "scenarios/plan/counts.h"
#include "scenarios/plan/plan.h"

namespace gs {

// Of the plan as it was prepared, before anybody is simulated.
void add_notes(const Plan& plan, std::vector<std::string>& notes);

// Few worlds: said once, with what a probability of one half is known to.
void note_worlds(std::size_t worlds, std::vector<std::string>& notes);

// Ads that bought nothing, or met everybody they are aimed at. The plan still holds its people.
void note_ads(const Plan& plan, const std::vector<WorldCounts>& worlds, std::vector<std::string>& notes);

// Whom each adverse event meets.
void note_talks(const Plan& plan, const std::vector<WorldCounts>& worlds, std::vector<std::string>& notes);

}  // namespace gs
