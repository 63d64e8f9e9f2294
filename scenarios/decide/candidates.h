// Divisions of a budget worth living: a response curve of each line from a few amounts in the same worlds;
// exact water-filling on the fitted curves for the most promising sets of whole lines; transfers between two
// lines and swaps of whole ones around a division, the most promising first; the equal split. Proposes;
// optimize.h judges. Source: FITTING 2.12.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "scenarios/decide/optimize.h"

namespace gs {

using Tried = TriedOf<Spend>;

// Curves around the reference, for whoever divides other totals with them.
std::vector<Curve> curves_of(const Division& division, const Tried& tried, const OptimizeOptions& options);

// The most promising divisions of `total` by the curves, best first.
std::vector<Spend> promising(const Division& division, std::span<const Curve> curves, std::size_t at_most);

// The equal split as far as the bounds allow it; whole lines as in the reference.
std::optional<Spend> equal_split(const Division& division);

// Divisions one step away from one, the most promising by the curves first: `step` from one ad to another,
// then one whole line in or out.
std::vector<Spend> moves_around(const Division& division,
                                std::span<const Curve> curves,
                                const Spend& spend,
                                Money step);

}  // namespace gs
