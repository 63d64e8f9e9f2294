// See negative_binomial.h.
#include "models/fit/pool/negative_binomial.h"

#include <algorithm>
#include <cmath>

#include "core/real.h"

namespace gs {
namespace {

constexpr double kPenalty = 0.1, kLeastDispersion = 0.02, kMostDispersion = 20;
constexpr int kRounds = 4, kSteps = 6;

// log Gamma by Stirling's series after shifting x above 10; the C library's lgamma writes a global.
double log_gamma(double x) {
  double shift = 0;
  for (; x < 10; x += 1) shift += exact_log(x);
  const double inverse = 1 / x, square = inverse * inverse;
  const double series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
  return (x - 0.5) * exact_log(x) - x + 0.91893853320467274178 + series - shift;
}

std::vector<double> means(const RidgeData& data, const RidgeRule& rule) {
  std::vector<double> mean(data.posts());
  for (std::size_t i = 0; i < mean.size(); ++i) {
    const double log_mean = rule.at(data.rows.subspan(i * data.columns, data.columns));
    mean[i] = exact_exp(std::clamp(log_mean, -kMostLogMean, kMostLogMean));
  }
  return mean;
}

// One step: regress eta + (y - mu) / mu on the columns with weights mu / (1 + dispersion mu).
RidgeRule reweighted_step(const RidgeData& data, const std::vector<double>& mean, double dispersion) {
  std::vector<double> working(mean.size()), weights(mean.size());
  for (std::size_t i = 0; i < mean.size(); ++i) {
    working[i] = exact_log(mean[i]) + (data.y[i] - mean[i]) / mean[i];
    weights[i] = mean[i] / (1 + dispersion * mean[i]);
  }
  return fit_ridge({data.columns, data.rows, working, weights}, kPenalty);
}

double total_likelihood(const RidgeData& data, const std::vector<double>& mean, double dispersion) {
  double sum = 0;
  for (std::size_t i = 0; i < mean.size(); ++i)
    sum += negative_binomial_log_likelihood(data.y[i], mean[i], dispersion);
  return sum;
}

// Golden section on log dispersion.
double likeliest_dispersion(const RidgeData& data, const std::vector<double>& mean) {
  constexpr double kGolden = 0.6180339887498949;
  double low = exact_log(kLeastDispersion), high = exact_log(kMostDispersion);
  const auto value = [&](double x) { return total_likelihood(data, mean, exact_exp(x)); };
  double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
  double at_left = value(left), at_right = value(right);
  while (high - low > 1e-3) {
    if (at_left > at_right) {
      high = right, right = left, at_right = at_left;
      left = high - kGolden * (high - low), at_left = value(left);
    } else {
      low = left, left = right, at_left = at_right;
      right = low + kGolden * (high - low), at_right = value(right);
    }
  }
  return exact_exp((low + high) / 2);
}

}  // namespace

double negative_binomial_log_likelihood(double count, double mean, double dispersion) {
  const double shape = 1 / dispersion;
  return log_gamma(count + shape) - log_gamma(shape) - shape * exact_log1p(dispersion * mean) -
         count * exact_log1p(shape / mean);
}

NegativeBinomial fit_negative_binomial(const RidgeData& data) {
  double mean_count = 0;
  for (double y : data.y) mean_count += y / static_cast<double>(data.posts());
  std::vector<double> mean(data.posts());
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = (data.y[i] + mean_count) / 2 + 0.1;
  NegativeBinomial out;
  for (int round = 0; round < kRounds; ++round) {
    for (int step = 0; step < kSteps; ++step) {
      out.log_mean = reweighted_step(data, mean, out.dispersion);
      mean = means(data, out.log_mean);
    }
    out.dispersion = likeliest_dispersion(data, mean);
  }
  return out;
}

std::vector<double> negative_binomial_quantiles(double mean, double dispersion, std::size_t n) {
  const double shape = 1 / dispersion, odds = dispersion * mean / (1 + dispersion * mean);
  double chance = exact_exp(-shape * exact_log1p(dispersion * mean)), level = chance, count = 0;
  const double most =
      1e4 + 100 * mean * (1 + dispersion);  // rounding could keep the level below the last one wanted
  std::vector<double> quantiles(n);
  for (std::size_t k = 0; k < n; ++k) {
    const double wanted = (static_cast<double>(k) + 0.5) / static_cast<double>(n);
    for (; level < wanted && count < most; level += chance) {
      chance *= odds * (count + shape) / (count + 1);
      count += 1;
    }
    quantiles[k] = count;
  }
  return quantiles;
}

}  // namespace gs
