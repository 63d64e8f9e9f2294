// The flat vector of free numbers: its priors, its keys, its way to and from a Theta.
#include "models/fit/parameters.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "models/exposure/stage.h"
#include "models/fit/mean_field.h"

namespace gs {

Scatter prior_scatter(const PlatformPriors& priors) {
  Scatter scatter;
  scatter.sigma_u = exact_exp(priors.sigma_u.center);
  scatter.sigma_e = exact_exp(priors.sigma_e.center);
  for (std::size_t k = 0; k < kResiduals; ++k)
    scatter.dispersion[k] = exact_exp(dispersion_prior(static_cast<Residual>(k)).center);
  return scatter;
}

std::vector<Prior> parameter_priors(const PlatformPriors& p,
                                    const PopulationParameters& audience,
                                    std::size_t formats) {
  std::vector<Prior> priors{p.visibility, p.size_slope, p.paid, spread_prior(p, audience), p.repeat};
  priors.insert(priors.end(), p.rate.begin(), p.rate.end());
  priors.insert(priors.end(), p.diurnal.begin(), p.diurnal.end());
  priors.push_back(p.weekend);
  priors.push_back(p.half_life);
  priors.resize(parameter_count(formats), Prior{0, kFormatSd, "DEFAULTS 12, spread between formats", 'C'});
  return priors;
}

Theta to_theta(std::span<const double> v, const Scatter& scatter) {
  Theta theta;
  theta.visibility = v[kVisibility];
  theta.size_slope = v[kSizeSlope];
  theta.paid = v[kPaid];
  theta.spread = v[kSpread];
  theta.repeat = v[kRepeat];
  std::copy_n(v.begin() + kFirstRate, kRates, theta.rate.begin());
  std::copy_n(v.begin() + kFirstTiming, theta.timing.diurnal.size(), theta.timing.diurnal.begin());
  theta.timing.weekend = v[kWeekend];
  theta.timing.log_half_life = v[kHalfLife];
  for (std::size_t at = kFirstFormat; at + kFormatSize <= v.size(); at += kFormatSize) {
    FormatEffect effect{v[at], {}};
    std::copy_n(v.begin() + static_cast<std::ptrdiff_t>(at) + 1, kRates, effect.rate.begin());
    theta.formats.push_back(effect);
  }
  theta.sigma_u = scatter.sigma_u;
  theta.sigma_e = scatter.sigma_e;
  theta.dispersion = scatter.dispersion;
  return theta;
}

std::vector<std::string> parameter_keys(const std::vector<std::string>& formats) {
  std::vector<std::string> keys{"visibility", "size_slope", "paid", "spread", "repeat"};
  for (const auto name : kRateNames) keys.push_back("rate." + std::string(name));
  for (const char* name : {"x1", "y1", "x2", "y2"}) keys.push_back(std::string("diurnal.") + name);
  keys.insert(keys.end(), {"weekend", "half_life"});
  for (const std::string& format : formats) {
    keys.push_back("format." + format + ".visibility");
    for (const auto name : kRateNames) keys.push_back("format." + format + ".rate." + std::string(name));
  }
  return keys;
}

void limit_branching(Theta& theta, const PopulationParameters& audience) {
  constexpr double kMost = 0.95;
  const double shares =
      chance_of_rate(theta.rate[static_cast<std::size_t>(Rate::share)]) * audience.mean_listeners;
  if (shares <= kMost) return;  // whoever sees it: the classes are dear to find, and often not needed
  const std::vector<double> activity = activity_classes(audience.activity_shape);
  const auto branching = [&](double spread) {
    return shares * mean_chance<double>(activity, exact_exp(spread));
  };
  if (branching(theta.spread) <= kMost) return;
  double low = theta.spread - 40, high = theta.spread;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = .5 * (low + high);
    (branching(middle) < kMost ? low : high) = middle;
  }
  theta.spread = low;
}

}  // namespace gs
