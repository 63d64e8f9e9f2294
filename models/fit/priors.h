// A platform's beliefs as priors of the fit: a centre and a log-sd for every parameter, each with its source
// and a mark of confidence. Numbers: models/platform.h (rates per impression there, per person reached here:
// times impressions per reach). Does not carry platform behaviour, only beliefs.
#pragma once
#include <array>
#include <string_view>

#include "models/fit/calibration.h"

namespace gs {

// Normal on the parameter's own (log) scale. Confidence: A measured, B vendor study, C rule of thumb or
// assumption.
struct Prior {
  double center = 0, sd = 1;
  std::string_view source;
  char confidence = 'C';
};

struct PlatformPriors {
  std::string_view platform;
  std::size_t attention_hours = 72;
  Prior visibility, size_slope, paid, repeat, half_life, weekend;
  Prior exposures_per_share;  // m: log of people one act of sharing shows the post to
  std::array<Prior, 4> diurnal;
  std::array<Prior, kRates> rate;
  Prior sigma_u, sigma_e;  // on log sigma
};

inline constexpr double kFormatSd = 0.5;  // of a format's effects, DEFAULTS 12 tau_b

// Centre and log-sd of a residual's dispersion once luck is known; assumption (FITTING 2.10 gives the values
// without the engagement luck: .5 to 1.4).
Prior dispersion_prior(Residual residual);

// Of a platform's id ("facebook" ...); an unknown one gets the widest beliefs, those of "forum".
PlatformPriors priors_of(std::string_view platform);

// The prior of Theta::spread for an audience: the share intensity at which a sharer shows the post to m
// people, at most to 8 in 10 of his listeners.
Prior spread_prior(const PlatformPriors& priors, const PopulationParameters& audience);

}  // namespace gs
