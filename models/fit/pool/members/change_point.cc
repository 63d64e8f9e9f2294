// Member `ridge + change point`: ridge residuals keep a level until it jumps (hazard 1/100 a post). Online
// over run lengths (Adams and MacKay, arXiv 0710.3742): each run has a level N(m, v); a new one starts at
// N(median, variance of the residuals). Noise s = max(1.4826 median|differences| / sqrt 2, .25 sd).
// Likelihood (1 + z^2/5)^-3 / sqrt F with F = v + s^2; each update clipped at 2.5 sqrt F. Draws: x'b + level
// (15 quantiles of the mixture over runs)
// + .97 x past one-step errors (first 20 dropped, weights 0.5^(age / 160)). RECIPE 1.
#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "core/summary.h"
#include "models/fit/pool/members.h"

namespace gs {
namespace {

constexpr double kHazard = 0.01, kClip = 2.5, kShrink = 0.97;
constexpr std::size_t kDropped = 20, kLevels = 15;

struct Run {
  double weight = 1, mean = 0, variance = 0;
};

double noise_of(const std::vector<double>& residuals, double variance) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < residuals.size(); ++i)
    steps.push_back(std::abs(residuals[i] - residuals[i - 1]));
  return std::max({1.4826 * median_of(steps) / std::sqrt(2.0), 0.25 * std::sqrt(variance), 1e-6});
}

double mean_level(const std::vector<Run>& runs) {
  double mean = 0;
  for (const Run& run : runs) mean += run.weight * run.mean;
  return mean;
}

// One more residual: every run goes on with it, or ends after it. `fresh` is a run that has seen nothing.
void step(std::vector<Run>& runs, double residual, double noise, const Run& fresh) {
  double total = 0;
  for (Run& run : runs) {
    const double spread = run.variance + noise * noise, root = std::sqrt(spread);
    const double z = (residual - run.mean) / root, tail = 1 + z * z / 5;
    run.weight *= 1 / (tail * tail * tail * root);
    total += run.weight;
    const double gain = run.variance / spread;
    run.mean += gain * std::clamp(residual - run.mean, -kClip * root, kClip * root);
    run.variance *= 1 - gain;
  }
  for (Run& run : runs) run.weight *= (1 - kHazard) / total;
  runs.push_back({kHazard, fresh.mean, fresh.variance});
}

// Levels (k - .5) / 15 of the mixture over runs, each run's normal law read at 31 points of its own. Runs too
// unlikely to move a quantile are passed over.
std::vector<double> mixture_levels(const std::vector<Run>& runs) {
  constexpr std::size_t kPoints = 31;
  constexpr double kLeastWeight = 1e-5;
  std::vector<double> z;
  for (std::size_t k = 0; k < kPoints; ++k)
    z.push_back(normal_quantile((static_cast<double>(k) + 0.5) / kPoints));
  std::vector<WeightedValue> points;
  for (const Run& run : runs) {
    if (run.weight < kLeastWeight) continue;
    for (double one : z) points.push_back({run.mean + one * std::sqrt(run.variance), run.weight});
  }
  return read_levels(std::move(points), kLevels);
}

}  // namespace

MemberForecast fit_ridge_change_point(const Past& past) {
  const std::vector<double>& residuals = past.ridge.residuals;
  const double variance = std::max(variance_of(residuals), 1e-12), noise = noise_of(residuals, variance);
  const Run fresh{1, median_of(residuals), variance};
  const std::vector<double> weights = memory_weights(past.ages, 160);
  std::vector<Run> runs{fresh};
  std::vector<WeightedValue> errors, sample;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    if (i >= kDropped) errors.push_back({kShrink * (residuals[i] - mean_level(runs)), weights[i]});
    step(runs, residuals[i], noise, fresh);
  }
  for (double level : mixture_levels(runs))
    for (const WeightedValue& error : errors) sample.push_back({level + error.value, error.weight});
  return [&past, law = member_quantiles(std::move(sample))](const PostFeatures& post, std::size_t) {
    return moved(law, past.ridge.at(post));
  };
}

}  // namespace gs
