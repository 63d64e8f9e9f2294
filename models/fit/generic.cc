// A calibration without a history: every parameter drawn from its prior, wider by .2 where a vendor's study
// stands behind it and by .4 where only a rule of thumb or an assumption does (DEFAULTS, confidence).
#include <cmath>

#include "core/draw.h"
#include "core/real.h"
#include "models/fit/fitter.h"
#include "models/fit/posterior/identifiability.h"
#include "models/fit/prepare.h"

namespace gs {
namespace {

double widened(const Prior& prior) {
  return prior.sd + (prior.confidence == 'A' ? 0 : prior.confidence == 'B' ? .2 : .4);
}

Theta prior_draw(const std::vector<Prior>& parameters, const PlatformPriors& priors, World world) {
  const auto normal_of = [&](std::uint64_t subject, std::uint32_t occasion) {
    return normal(world, {.subject = subject, .why = Purpose::parameters, .occasion = occasion});
  };
  std::vector<double> values;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const bool shape = i == kSizeSlope || (i >= kFirstTiming && i < kHalfLife);  // no level of reach or rate
    values.push_back(parameters[i].center +
                     (shape ? parameters[i].sd : widened(parameters[i])) * normal_of(i, 0));
  }
  Scatter scatter = prior_scatter(priors);
  scatter.sigma_u *= exact_exp(priors.sigma_u.sd * normal_of(0, 2));
  scatter.sigma_e *= exact_exp(priors.sigma_e.sd * normal_of(1, 2));
  return to_theta(values, scatter);
}

ParameterReport prior_row(const std::string& key, const Prior& prior) {
  ParameterReport row;
  row.key = key;
  row.text = key;
  row.unit = "log";
  const double sd = widened(prior);
  row.low = prior.center - 1.2815515655446004 * sd;
  row.median = prior.center;
  row.high = prior.center + 1.2815515655446004 * sd;
  row.prior_sd = row.posterior_sd = sd;
  row.needs = "needs a history";
  row.source = prior.source;
  return row;
}

}  // namespace

Calibration generic_calibration(const std::string& platform, double followers, const FitOptions& options) {
  const PlatformPriors priors = priors_of(platform);
  Calibration calibration;
  calibration.platform = platform;
  calibration.audience.followers = calibration.followers = followers;
  calibration.audience_hash = audience_hash(calibration.audience);
  calibration.attention_hours = priors.attention_hours;
  calibration.converged = true;
  calibration.reason = "generic priors: nothing was fitted";
  const std::vector<Prior> parameters = parameter_priors(priors, calibration.audience, 0);
  std::vector<double> centers;
  for (const Prior& prior : parameters) centers.push_back(prior.center);
  calibration.estimate = to_theta(centers, prior_scatter(priors));
  limit_branching(calibration.estimate, calibration.audience);
  for (std::uint32_t k = 0; k < options.draws; ++k) {
    calibration.draws.push_back(prior_draw(parameters, priors, {options.seed, k}));
    limit_branching(calibration.draws.back(), calibration.audience);
  }
  const std::vector<std::string> keys = parameter_keys({});
  for (std::size_t i = 0; i < keys.size(); ++i)
    calibration.report.push_back(prior_row(keys[i], parameters[i]));
  for (const ParameterReport& row : audience_assumptions(calibration.audience))
    calibration.report.push_back(row);
  return calibration;
}

}  // namespace gs
