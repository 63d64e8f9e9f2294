// How the pool enters the simulator (RECIPE 1, "the anchor"). The pool gives the counts a post would get
// under ordinary conditions (the page's usual publishing hours); the anchor finds the luck u, e with which
// the mean field expects just these counts there, and hands the simulator that luck under the plan's real
// conditions. An ordinary plan keeps the pool's margins; every what-if is a mechanism's change on top of the
// same draw.
#pragma once
#include <array>
#include <optional>
#include <span>

#include "models/engine.h"
#include "models/fit/calibration.h"
#include "models/fit/mean_field.h"
#include "models/observe/observation.h"

namespace gs {

// Counts of one post in one world under ordinary conditions, order of kScored; nullopt = draw it from the
// mean field.
using OrdinaryCounts = std::array<std::optional<double>, kScored.size()>;

struct PostConditions {
  std::size_t format = SIZE_MAX;  // index into Calibration::formats; SIZE_MAX = none of them
  bool paid = false;
  double day_factor = 1;              // D at the planned hour
  double usual_day_factor = 1;        // mean D over the page's usual hours
  double normal_u = 0, normal_e = 0;  // the post's own standard normals, used where the counts are missing
};

struct AnchoredPost {
  PostBehaviour behaviour;
  double u = 0, e = 0;            // luck, log scale
  ExpectedPost<double> expected;  // under the planned conditions
};

AnchoredPost anchor(const OrdinaryCounts& counts,
                    const Theta& theta,
                    const MeanFieldAudience& audience,
                    const PostConditions& conditions);

// Single people add Poisson noise on top of an expected count. Replaces the quantile function of a *count* by
// that of an intensity whose Poisson mixture has the same law (Richardson-Lucy on the grid of quantiles), so
// that small counts are not widened twice. Input and output ascending, same length, levels (k - .5)/n. Values
// above `ceiling` stay.
std::vector<double> intensity_quantiles(std::span<const double> count_quantiles, double ceiling = 400);

}  // namespace gs
