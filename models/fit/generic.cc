// A calibration without a history: every parameter drawn from its prior, wider by .2 where a vendor's study
// stands behind it and by .4 where only a rule of thumb or an assumption does (DEFAULTS, confidence). Draws
// are a Latin hypercube: of n draws each n-th part of a parameter's law holds one, so that medians do not
// hang on the seed (plain draws moved a forecast's median by 25 % between two seeds).
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/draw.h"
#include "core/real.h"
#include "models/fit/fitter.h"
#include "models/fit/pages/borrowing.h"
#include "models/fit/posterior/identifiability.h"
#include "models/fit/prepare.h"

namespace gs {
namespace {

// n normals of one question, one in each n-th part of the law, in an order of their own.
std::vector<double> spread_normals(std::uint32_t seed, std::size_t n, const Question& question) {
  std::vector<double> place(n), normals(n);
  for (std::uint32_t k = 0; k < n; ++k) place[k] = uniform({seed, k}, question);
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return place[k]; });
  for (std::size_t rank = 0; rank < n; ++rank)
    normals[order[rank]] = normal_quantile((static_cast<double>(rank) + 0.5) / static_cast<double>(n));
  return normals;
}

std::vector<Theta> prior_draws(const std::vector<Prior>& parameters,
                               const PlatformPriors& priors,
                               std::uint32_t seed,
                               std::size_t n) {
  const auto column = [&](std::uint64_t subject, std::uint32_t occasion) {
    return spread_normals(
        seed, n, {.subject = subject, .content = 0, .why = Purpose::parameters, .occasion = occasion});
  };
  std::vector<std::vector<double>> values(n);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const bool shape = i == kSizeSlope || (i >= kFirstTiming && i < kHalfLife);  // no level of reach or rate
    const double sd = shape ? parameters[i].sd : widened_sd(parameters[i]);
    const std::vector<double> normals = column(i, 0);
    for (std::size_t k = 0; k < n; ++k) values[k].push_back(parameters[i].center + sd * normals[k]);
  }
  const std::vector<double> u = column(0, 2), e = column(1, 2);
  std::vector<Theta> draws;
  for (std::size_t k = 0; k < n; ++k) {
    Scatter scatter = prior_scatter(priors);
    scatter.sigma_u *= exact_exp(priors.sigma_u.sd * u[k]);
    scatter.sigma_e *= exact_exp(priors.sigma_e.sd * e[k]);
    draws.push_back(to_theta(values[k], scatter));
  }
  return draws;
}

ParameterReport prior_row(const std::string& key, const Prior& prior) {
  ParameterReport row;
  row.key = key;
  row.text = key;
  row.unit = "log";
  const double sd = widened_sd(prior);
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
  const PlatformPriors priors = with_borrowed_scatter(priors_of(platform), options.priors);
  Calibration calibration;
  calibration.platform = platform;
  calibration.audience.followers = calibration.followers = followers;
  calibration.audience_hash = audience_hash(calibration.audience);
  calibration.attention_hours = priors.attention_hours;
  calibration.converged = true;
  calibration.reason = "generic priors: nothing was fitted";
  std::vector<Prior> parameters = parameter_priors(priors, calibration.audience, 0);
  const auto own = std::min(options.priors.size(), kFirstFormat);
  std::copy_n(options.priors.begin(), own, parameters.begin());
  calibration.borrowed = options.borrowed;
  std::vector<double> centers;
  for (const Prior& prior : parameters) centers.push_back(prior.center);
  calibration.estimate = to_theta(centers, prior_scatter(priors));
  limit_branching(calibration.estimate, calibration.audience);
  calibration.draws = prior_draws(parameters, priors, options.seed, options.draws);
  for (Theta& draw : calibration.draws) limit_branching(draw, calibration.audience);
  const std::vector<std::string> keys = parameter_keys({});
  for (std::size_t i = 0; i < keys.size(); ++i)
    calibration.report.push_back(prior_row(keys[i], parameters[i]));
  for (const ParameterReport& row : audience_assumptions(calibration.audience))
    calibration.report.push_back(row);
  return calibration;
}

}  // namespace gs
