// The order of the fit's free numbers: a flat vector of blocks, the same for the solver, the posterior and
// the report.
//   level   visibility size_slope paid spread repeat | five rates      10 numbers
//   timing  x1 y1 x2 y2 weekend log_half_life                           6 numbers
//   format  visibility | five rates, once per format                    6 numbers each
// Scatter (sigmas, dispersions) is estimated beside them by EM and is not part of the vector.
#pragma once
#include <array>
#include <span>
#include <string>
#include <vector>

#include "models/fit/calibration.h"
#include "models/fit/priors.h"

namespace gs {

inline constexpr std::size_t kVisibility = 0, kSizeSlope = 1, kPaid = 2, kSpread = 3, kRepeat = 4,
                             kFirstRate = 5;
inline constexpr std::size_t kLevelSize = 10, kFirstTiming = 10, kWeekend = 14, kHalfLife = 15,
                             kTimingSize = 6;
inline constexpr std::size_t kFirstFormat = 16, kFormatSize = 6;
// Of the mean format effect: the level keeps its meaning.
inline constexpr double kSumToZeroSd = 0.005;

constexpr std::size_t parameter_count(std::size_t formats) { return kFirstFormat + kFormatSize * formats; }
constexpr std::size_t format_block(std::size_t format) { return kFirstFormat + kFormatSize * format; }

struct Scatter {
  double sigma_u = 0.8, sigma_e = 0.7;
  std::array<double, kResiduals> dispersion{};
};
Scatter prior_scatter(const PlatformPriors& priors);

// Priors of the whole vector, in its order.
std::vector<Prior> parameter_priors(const PlatformPriors& priors,
                                    const PopulationParameters& audience,
                                    std::size_t formats);

Theta to_theta(std::span<const double> values, const Scatter& scatter);

// "spread", "rate.like", "format.photo.visibility" ...
std::vector<std::string> parameter_keys(const std::vector<std::string>& formats);

// Keeps a draw's branching number (people reached who pass it on, each to how many) below .95 at median luck,
// by lowering spread: beyond it every post would go round the whole audience.
void limit_branching(Theta& theta, const PopulationParameters& audience);

}  // namespace gs
