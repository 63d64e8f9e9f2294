// Member `ridge + local level`: ridge residuals follow a level that walks at random (variance q a post) under
// Student t4 noise of scale s; a robust Kalman filter. q / s^2 and s from a grid by one-step t4 likelihood
// from post 10 on.
//   P += q,  z = (r - l) / sqrt(P + s^2),  w = 5 / (4 + z^2),  g = wP / (wP + s^2),  l += g (r - l),  P *= 1
//   - g
// Draws k posts ahead: x'b + l + z sqrt(s^2 + P + k q), z: past one-step z, weights 0.5^(age / 160).
// RECIPE 1.
#include <algorithm>
#include <cmath>

#include "core/real.h"
#include "models/fit/pool/members.h"

namespace gs {
namespace {

constexpr std::size_t kSettled = 10, kStart = 15;

struct Level {
  double level = 0, variance = 0, noise_variance = 0, walk_variance = 0, log_likelihood = -INFINITY;
  std::vector<double> z;
};

// Sum of 2.5 log tail + 0.5 log variance over posts, one logarithm for many posts.
struct Unlikely {
  double product = 1, sum = 0;

  void add(double tail, double variance) {
    product *= tail * tail * tail * tail * tail * variance;
    if (product < 1e-100 || product > 1e100) sum = total(), product = 1;
  }
  double total() const { return sum + 0.5 * exact_log(product); }
};

Level filter(const std::vector<double>& residuals, double start, double noise, double walk_share) {
  Level out;
  out.level = start;
  out.variance = out.noise_variance = noise * noise;
  out.walk_variance = walk_share * noise * noise;
  Unlikely unlikely;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    out.variance += out.walk_variance;
    const double total = out.variance + out.noise_variance, error = residuals[i] - out.level;
    const double z = error / std::sqrt(total), trust = 5 / (4 + z * z);
    if (i >= kSettled) unlikely.add(1 + z * z / 4, total);
    const double gain = trust * out.variance / (trust * out.variance + out.noise_variance);
    out.level += gain * error;
    out.variance *= 1 - gain;
    out.z.push_back(z);
  }
  out.log_likelihood = -unlikely.total();
  return out;
}

// 1.4826 x median absolute deviation; never 0.
double robust_scale(const std::vector<double>& values) {
  const double centre = median_of(values);
  std::vector<double> distance;
  for (double value : values) distance.push_back(std::abs(value - centre));
  const double scale = 1.4826 * median_of(distance);
  return std::max({scale, 0.1 * *std::max_element(distance.begin(), distance.end()), 1e-6});
}

Level best_level(const std::vector<double>& residuals) {
  const double scale = robust_scale(residuals);
  const double start = median_of({residuals.begin(), residuals.begin() + kStart});
  Level best;
  for (double walk_share : {0.0, .0005, .002, .005, .015, .05, .15})
    for (double factor : {.6, .8, 1.0, 1.25}) {
      Level one = filter(residuals, start, factor * scale, walk_share);
      if (one.log_likelihood > best.log_likelihood) best = std::move(one);
    }
  return best;
}

}  // namespace

MemberForecast fit_ridge_local_level(const Past& past) {
  const Level level = best_level(past.ridge.residuals);
  const std::vector<double> weights = memory_weights(past.ages, 160);
  std::vector<WeightedValue> sample;
  for (std::size_t i = kSettled; i < level.z.size(); ++i) sample.push_back({level.z[i], weights[i]});
  return
      [&past, level, law = member_quantiles(std::move(sample))](const PostFeatures& post, std::size_t ahead) {
        const double variance =
            level.noise_variance + level.variance + static_cast<double>(ahead) * level.walk_variance;
        return moved(law, past.ridge.at(post) + level.level, std::sqrt(variance));
      };
}

}  // namespace gs
