// What to do with the money that is left: part of the remaining budget of one ad moved to the remaining days
// of another, no new money. Every move is lived in the worlds that carry the facts; the best of a few worlds
// is lived again in the others, and told only if it is better there beyond luck (paired 95 % interval without
// 0). Does not: make new ads, move posts, change what is over.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "scenarios/track/tracking.h"

namespace gs {

// The target in most danger; nullptr where the plan has none.
const Kpi* target_in_danger(const Tracking& tracking);

// Best first; none is better: empty.
std::vector<Correction> corrections_of(const Tracking& tracking, const Living& living);

// Moves of money that are tried for it; 0 where nothing is told, in danger or left.
std::size_t moves_to_try(const Tracking& tracking);

// {text, kpi, from, to, amount, day, p_before, p_after, before, after}
nlohmann::json document_of(const Tracking& tracking, const Correction& correction);

}  // namespace gs
