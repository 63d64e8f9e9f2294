// EM for the spread of luck and the dispersions, between solves (FITTING 2.4).
#include "models/fit/posterior/scatter.h"

#include <math.h>  // lgamma_r

#include <algorithm>
#include <cmath>
#include <functional>

#include "models/fit/residuals.h"

namespace gs {
namespace {

constexpr double kLeast = 0.01, kMost = 2.0;  // of a dispersion, FITTING 2.4

// What the scatter is learnt from.
struct Cell {
  double y, mu, log_sd;  // log_sd: doubt about log mu that comes from luck
};
struct Evidence {
  std::array<double, 2> sum_squares{};  // of luck and its doubt
  double posts = 0;
  std::array<std::vector<Cell>, kResiduals> cells;
};

Evidence gather(const Scatter& scatter, const FitData& data, const Point& point) {
  Evidence evidence;
  DayFactors day_factors(data.attention_hours);
  const double* values = point.values.data();
  for (std::size_t i = 0; i < data.posts.size(); ++i) {
    const FitPost& post = data.posts[i];
    const std::array<const double*, 4> blocks{
        point.luck[i].data(), values, values + kFirstTiming, values + format_block(post.format)};
    const Means means = means_of(post, predictors_of(post, blocks.data(), day_factors));
    const LuckCost at = luck_cost(post, means, scatter, point.luck[i]);
    const double uu = at.ee / at.determinant(), ee = at.uu / at.determinant(), ue = -at.ue / at.determinant();
    evidence.sum_squares[0] += point.luck[i][0] * point.luck[i][0] + uu;
    evidence.sum_squares[1] += point.luck[i][1] * point.luck[i][1] + ee;
    evidence.posts += 1;
    for (std::size_t k = 0; k < kResiduals; ++k) {
      if (!post.observed[k]) continue;
      const double mu = means.mu[k];
      const auto [u, e] = by_luck(means.slope[k]);
      const double variance = (u * u * uu + 2 * u * e * ue + e * e * ee) / (mu * mu);
      evidence.cells[k].push_back({*post.observed[k], mu, std::sqrt(std::max(0.0, variance))});
    }
  }
  return evidence;
}

double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);  // lgamma writes a global
}

// Minus the expected log likelihood of log dispersion, but for constants, and minus its log prior.
double loss(const std::vector<Cell>& cells, const Prior& prior, double log_dispersion) {
  const double dispersion = std::exp(log_dispersion), size = 1 / dispersion, at_size = log_gamma(size);
  double sum = 0;
  for (const Cell& c : cells) {
    const double step = std::exp(1.7320508075688772 * c.log_sd);
    const double spread = (4 * std::log1p(dispersion * c.mu) + std::log1p(dispersion * c.mu * step) +
                           std::log1p(dispersion * c.mu / step)) /
                          6;
    sum -= log_gamma(c.y + size) - at_size + c.y * log_dispersion - (c.y + size) * spread;
  }
  const double z = (log_dispersion - prior.center) / prior.sd;
  return sum + .5 * z * z;
}

double golden_minimum(const std::function<double(double)>& f, double low, double high) {
  constexpr double kRatio = 0.6180339887498949;
  double a = high - kRatio * (high - low), b = low + kRatio * (high - low), fa = f(a), fb = f(b);
  while (high - low > 1e-3) {
    if (fa < fb) {
      high = b, b = a, fb = fa, a = high - kRatio * (high - low), fa = f(a);
    } else {
      low = a, a = b, fa = fb, b = low + kRatio * (high - low), fb = f(b);
    }
  }
  return .5 * (low + high);
}

double sigma_loss(double sum_squares, double posts, const Prior& prior, double log_sigma) {
  const double z = (log_sigma - prior.center) / prior.sd;
  return posts * log_sigma + .5 * sum_squares * std::exp(-2 * log_sigma) + .5 * z * z;
}

bool fixed(std::size_t kind) {
  return kind == static_cast<std::size_t>(Residual::reach) ||
         kind == static_cast<std::size_t>(Residual::reach_followers);
}

double log_sd_of(const std::function<double(double)>& f, double at) {
  constexpr double kStep = 0.05;
  const double curvature = (f(at + kStep) - 2 * f(at) + f(at - kStep)) / (kStep * kStep);
  return 1 / std::sqrt(std::max(1.0, curvature));
}

// Calls visit(log loss, the number it is about, its range) for every free number of the scatter.
void for_each_number(
    Scatter& scatter,
    const Evidence& evidence,
    const PlatformPriors& priors,
    const std::function<void(const std::function<double(double)>&, double&, double, double)>& visit) {
  const auto sigma = [&](std::size_t k, const Prior& prior, double& value) {
    visit([&](double x) { return sigma_loss(evidence.sum_squares[k], evidence.posts, prior, x); },
          value,
          std::log(.02),
          std::log(5.0));
  };
  sigma(0, priors.sigma_u, scatter.sigma_u);
  sigma(1, priors.sigma_e, scatter.sigma_e);
  for (std::size_t k = 0; k < kResiduals; ++k) {
    if (fixed(k)) continue;
    const Prior prior = dispersion_prior(static_cast<Residual>(k));
    visit([&](double x) { return loss(evidence.cells[k], prior, x); },
          scatter.dispersion[k],
          std::log(kLeast),
          std::log(kMost));
  }
}

}  // namespace

double update_scatter(Scatter& scatter,
                      const FitData& data,
                      const Point& point,
                      const PlatformPriors& priors) {
  const Evidence evidence = gather(scatter, data, point);
  double change = 0;
  for_each_number(scatter, evidence, priors, [&](const auto& f, double& value, double low, double high) {
    const double best = golden_minimum(f, low, high);
    change = std::max(change, std::abs(best - std::log(value)));
    value = std::exp(best);
  });
  return change;
}

Scatter scatter_log_sd(const Scatter& scatter,
                       const FitData& data,
                       const Point& point,
                       const PlatformPriors& priors) {
  const Evidence evidence = gather(scatter, data, point);
  Scatter sd = scatter;
  for_each_number(sd, evidence, priors, [&](const auto& f, double& value, double, double) {
    value = log_sd_of(f, std::log(value));
  });
  for (std::size_t k = 0; k < kResiduals; ++k)
    if (fixed(k)) sd.dispersion[k] = 0;
  return sd;
}

}  // namespace gs
