// Draws of a plan's counts in one world: the copula of copula.h put on the pooled margins. The luck a plan's
// posts share is keyed by account and metric, a post's own luck by post and metric.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/real.h"
#include "models/fit/pool/copula.h"

namespace gs {
namespace {

using Scores = std::array<double, kBasicMetrics>;
using Counts = std::array<std::optional<double>, kPoolMetrics>;

// Positions in kScored.
enum : std::size_t { kReach, kImpressions, kEngaged, kClickers, kLikes, kShares, kComments, kTotal };

Scores correlated(const CopulaMatrix& lower, const Scores& independent) {
  Scores out{};
  for (std::size_t i = 0; i < kBasicMetrics; ++i)
    for (std::size_t k = 0; k <= i; ++k) out[i] += lower[i][k] * independent[k];
  return out;
}

Scores plan_luck(const CopulaMatrix& lower, std::uint64_t account, World world) {
  Scores luck;
  for (std::size_t m = 0; m < kBasicMetrics; ++m)
    luck[m] = normal(world, {.subject = mix64(account + m), .content = 0, .why = Purpose::plan_luck});
  return correlated(lower, luck);
}

Scores post_luck(const CopulaMatrix& lower, std::uint32_t post, World world) {
  Scores luck;
  for (std::size_t m = 0; m < kBasicMetrics; ++m)
    luck[m] = normal(world, {.subject = m, .content = post, .why = Purpose::post_luck});
  return correlated(lower, luck);
}

double rounded_at_random(double count, std::size_t metric, std::uint32_t post, World world) {
  const double whole = std::floor(count);
  const double coin = uniform(world, {.subject = metric, .content = post, .why = Purpose::rounding});
  return coin < count - whole ? whole + 1 : whole;
}

void raise(std::optional<double>& larger, const std::optional<double>& smaller) {
  if (larger && smaller) larger = std::max(*larger, *smaller);
}

void tie_together(Counts& counts) {
  raise(counts[kImpressions], counts[kReach]);
  raise(counts[kEngaged], counts[kClickers]);
  if (counts[kLikes] && counts[kShares] && counts[kComments])
    counts[kTotal] = *counts[kLikes] + *counts[kComments] + *counts[kShares];
}

}  // namespace

JointCounts draw_joint(const PoolForecast& forecast,
                       std::span<const std::uint32_t> post_keys,
                       std::uint64_t account_key,
                       World world,
                       bool whole) {
  assert(post_keys.size() == forecast.posts.size());
  CopulaMatrix lower;
  cholesky(forecast.correlation, lower);
  const Scores together = plan_luck(lower, account_key, world);
  JointCounts out;
  out.posts.resize(forecast.posts.size());
  for (std::size_t post = 0; post < forecast.posts.size(); ++post) {
    const Scores own = post_luck(lower, post_keys[post], world);
    for (std::size_t m = 0; m < kBasicMetrics; ++m) {
      if (!forecast.posts[post][m]) continue;
      const double rho = forecast.shared[m];
      const double z = std::sqrt(rho) * together[m] + std::sqrt(1 - rho) * own[m];
      const double count = forecast.posts[post][m]->quantile(normal_cdf(z));
      const bool round = whole && m >= kLikes;
      out.posts[post][m] = round ? rounded_at_random(count, m, post_keys[post], world) : count;
    }
    tie_together(out.posts[post]);
  }
  return out;
}

}  // namespace gs
