// Importance check (posterior.h). Target: product over posts of the Laplace integral over their luck, times
// the priors; proposal: the t of the free parameters, the held ones at their centres, scatter at its
// estimate.
//   log target = - sum_i [ cost_i(theta, luck_i*) + 1/2 log det I_i ] - prior cost,   luck_i* by
//   Gauss-Newton
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/blocks.h"
#include "models/fit/posterior/posterior.h"
#include "models/fit/residuals.h"

namespace gs {
namespace {

constexpr std::size_t kCheckDraws = 400;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// One post at given shared parameters.
struct OnePost {
  const FitPost& post;
  const Scatter& scatter;
  DayFactors& day_factors;
  std::array<const double*, 4> blocks;

  LuckCost at(const std::array<double, 2>& luck) const {
    std::array<const double*, 4> with = blocks;
    with[0] = luck.data();
    return luck_cost(post, means_of(post, predictors_of(post, with.data(), day_factors)), scatter, luck);
  }
};

// Log of the integral over the post's luck, but for a constant: Fisher scoring to the mode, halved where it
// overshoots.
double log_integral(const OnePost& one, std::array<double, 2> luck) {
  LuckCost here = one.at(luck);
  for (int step = 0; step < 12; ++step) {
    const double du = (here.ee * here.gu - here.ue * here.ge) / here.determinant(),
                 de = (here.uu * here.ge - here.ue * here.gu) / here.determinant();
    std::array<double, 2> next{luck[0] - du, luck[1] - de};
    LuckCost there = one.at(next);
    for (double scale = .5; there.cost > here.cost + 1e-9 && scale > .02; scale *= .5) {
      next = {luck[0] - scale * du, luck[1] - scale * de};
      there = one.at(next);
    }
    if (!(there.cost < here.cost)) break;
    const double gain = here.cost - there.cost;
    luck = next;
    here = there;
    if (gain < 1e-6) break;
  }
  return -here.cost - .5 * std::log(here.determinant());
}

double log_prior(const FitData& data, const std::vector<double>& values) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double z = (values[i] - data.priors[i].center) / data.priors[i].sd;
    sum -= .5 * z * z;
  }
  const auto formats = static_cast<double>(data.formats.size());
  for (std::size_t k = 0; k < kFormatSize; ++k) {
    double total = 0;
    for (std::size_t c = 0; c < data.formats.size(); ++c) total += values[format_block(c) + k];
    const double z = total / (formats * kSumToZeroSd);
    sum -= .5 * z * z;
  }
  return sum;
}

double log_target(const Estimate& at, const std::vector<double>& values) {
  DayFactors day_factors(at.data.attention_hours);
  double sum = log_prior(at.data, values);
  for (std::size_t i = 0; i < at.data.posts.size(); ++i) {
    const FitPost& post = at.data.posts[i];
    const std::array<const double*, 4> blocks{
        nullptr, values.data(), values.data() + kFirstTiming, values.data() + format_block(post.format)};
    sum += log_integral({post, at.scatter, day_factors, blocks}, at.point.luck[i]);
  }
  return sum;
}

}  // namespace

double pareto_k_hat(std::vector<double> log_weights) {
  std::ranges::sort(log_weights);
  const std::size_t draws = log_weights.size();
  const auto tail = static_cast<std::size_t>(
      std::min(.2 * static_cast<double>(draws), 3 * std::sqrt(static_cast<double>(draws))));
  if (tail < 5 || !std::isfinite(log_weights.back())) return kInfinity;
  const double top = log_weights.back(), cut = std::exp(log_weights[draws - tail - 1] - top);
  std::vector<double> x(tail);  // exceedances, ascending
  for (std::size_t k = 0; k < tail; ++k) x[k] = std::exp(log_weights[draws - tail + k] - top) - cut;
  if (!(x[tail / 4] > 0)) return kInfinity;
  // Zhang and Stephens: k is a weighted mean over a grid of b = -k / sigma, weights by profile likelihood.
  const auto n = static_cast<double>(tail);
  const auto grid = static_cast<std::size_t>(30 + std::sqrt(n));
  const auto k_of = [&](double b) {
    return std::accumulate(
               x.begin(), x.end(), 0.0, [b](double sum, double v) { return sum + std::log1p(-b * v); }) /
           n;
  };
  std::vector<double> b(grid), likelihood(grid);
  for (std::size_t j = 0; j < grid; ++j) {
    b[j] = 1 / x.back() + (1 - std::sqrt(static_cast<double>(grid) / (static_cast<double>(j) + .5))) /
                              (3 * x[static_cast<std::size_t>(n / 4 + .5) - 1]);
    const double k = k_of(b[j]);
    likelihood[j] = n * (std::log(-b[j] / k) - k - 1);
  }
  double total = 0, mean = 0;
  const double most = *std::ranges::max_element(likelihood);
  for (std::size_t j = 0; j < grid; ++j) {
    const double weight = std::exp(likelihood[j] - most);
    total += weight;
    mean += weight * b[j];
  }
  const double k_hat = k_of(mean / total);
  return (n * k_hat + 5) / (n + 10);  // drawn to .5 as by ten more values
}

double importance_k_hat(const Estimate& estimate, const Spread& spread, const FitOptions& options) {
  std::vector<double> log_weights(kCheckDraws);
  for_each_chunk(kCheckDraws, options.threads, [&](std::size_t k) {
    if (options.watch.stop) return;  // the fit is thrown away
    const World world{options.seed, static_cast<std::uint32_t>(k)};
    const TDraw draw = t_draw(estimate.point.values, spread.free_root, world, 4);
    double quadratic = 0, dimension = 0;
    for (std::size_t i = 0; i < draw.t.size(); ++i) {
      if (estimate.data.held[i]) continue;
      quadratic += draw.t[i] * draw.t[i];
      dimension += 1;
    }
    const double log_proposal = -.5 * (kTDegrees + dimension) * std::log1p(quadratic / kTDegrees);
    log_weights[k] = log_target(estimate, draw.values) - log_proposal;
    options.watch.done(1.0 / kCheckDraws);
  });
  return pareto_k_hat(std::move(log_weights));
}

}  // namespace gs
