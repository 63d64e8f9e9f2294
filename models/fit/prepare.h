// History into the fit's own rows: checked, sorted by time and id, metrics into residuals, and the parameters
// held that so few posts cannot tell (FITTING 2.11).
#pragma once
#include <span>
#include <string>

#include "models/fit/problem.h"
#include "models/fit/residuals.h"

namespace gs {

// Throws Error: bad_input when empty; not_converged with V20 (fewer than 5 posts with reach), V21 (no
// variation), or naming post, file:line and metric of a count that is not finite.
// `borrowed`: priors of the parameters before the formats' in place of the platform's; empty: the platform's.
FitData prepare(std::span<const ObservedPost> history,
                const PopulationParameters& audience,
                std::span<const Prior> borrowed = {});

bool has_follower_split(const FitData& data);

// Throws Error(not_converged) naming post, file:line, metric and the parameter's value when a residual is not
// finite.
void check_residuals(const FitData& data, const Scatter& scatter, const Point& point);

// Digest of the parameters the audience was grown from.
std::string audience_hash(const PopulationParameters& audience);

}  // namespace gs
