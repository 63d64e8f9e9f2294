// Fits a calibration to a page's history: maximum a posteriori of the mean field in Ceres, post luck
// eliminated by Schur complement, dispersions by EM, joint draws (FITTING A, B, D).
#pragma once
#include <span>
#include <string>

#include "core/progress.h"
#include "models/fit/calibration.h"
#include "models/fit/priors.h"
#include "models/observe/observation.h"

namespace gs {

// Mature posts with usable reach from which a fit is tried at all, and from which rates, effects of formats
// and the daily rhythm leave their priors (FITTING 2.11).
inline constexpr std::size_t kPostsToFit = 5, kPostsForRates = 10, kPostsForFormats = 30,
                             kPostsForRhythm = 101;

struct FitOptions {
  std::uint32_t seed = 1;
  unsigned threads = 0;
  int max_steps = 200;  // Ceres steps per pass
  std::size_t draws = 400;
  std::size_t starts = 8;        // multi-start; 1 in backtest
  bool importance_check = true;  // off in backtest
  Watch watch{};
  // Of visibility to half-life in the order of parameters.h, then of both sigmas (pages/borrowing.h); empty:
  // the platform's beliefs.
  std::vector<Prior> priors{};
  std::vector<std::string> borrowed{};  // accounts they come from
};

// `history`: mature posts of one account, any order (sorted inside by time, then id). Throws Error(bad_input)
// when empty; Error(not_converged) with code V20/V21 when nothing can be told (3 posts for 8 parameters, no
// variation), naming file:line of the culprit when a residual is not finite. A fit that stops without
// converging is returned with converged = false and its reason: the caller decides.
Calibration fit(std::span<const ObservedPost> history,
                const PopulationParameters& audience,
                const FitOptions& options);

// What fit() would refuse of the history itself (V20, V21, counts that are not finite), without fitting.
void check_fittable(std::span<const ObservedPost> history);

// Parameters drawn from the priors of DEFAULTS, widened: what is used when nothing was fitted.
Calibration generic_calibration(const std::string& platform, double followers, const FitOptions& options);

}  // namespace gs
