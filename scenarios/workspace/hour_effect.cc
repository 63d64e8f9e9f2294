// Within-group regression of log counts on the log day factor, one metric at a time.
#include "scenarios/workspace/hour_effect.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/real.h"

namespace gs {

namespace {

constexpr double kPriorMean = 1.0, kPriorSd = 0.5;  // assumption
constexpr std::size_t kFewestPosts = 30;

struct Group {
  double n = 0, x = 0, y = 0;
};
using GroupKey = std::tuple<std::string, bool>;

GroupKey key_of(const PoolPost& post) { return {post.features.format, post.features.paid}; }

HourTrust posterior(double slope, double standard_error) {
  const double data = 1 / (standard_error * standard_error), prior = 1 / (kPriorSd * kPriorSd);
  return {(slope * data + kPriorMean * prior) / (data + prior), std::sqrt(1 / (data + prior))};
}

HourTrust trust_of(std::span<const PoolPost> history, std::span<const double> x, std::size_t metric) {
  std::map<GroupKey, Group> groups;
  std::size_t n = 0;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!history[i].outcome[metric]) continue;
    Group& group = groups[key_of(history[i])];
    group.n += 1;
    group.x += x[i];
    group.y += exact_log1p(*history[i].outcome[metric]);
    ++n;
  }
  if (n < kFewestPosts) return {kPriorMean, kPriorSd};
  double xx = 0, xy = 0, yy = 0;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (!history[i].outcome[metric]) continue;
    const Group& group = groups[key_of(history[i])];
    const double dx = x[i] - group.x / group.n,
                 dy = exact_log1p(*history[i].outcome[metric]) - group.y / group.n;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const double degrees = static_cast<double>(n) - static_cast<double>(groups.size()) - 1;
  if (!(xx > 1e-9) || degrees < 1) return {kPriorMean, kPriorSd};
  const double slope = xy / xx;
  const double noise = std::max(1e-12, (yy - slope * xy) / degrees);
  return posterior(slope, std::sqrt(noise / xx));
}

}  // namespace

std::array<double, kPoolMetrics> HourEffect::draw(World world) const {
  const double z = normal(world, {1000, 0, Purpose::parameters});
  std::array<double, kPoolMetrics> tau{};
  for (std::size_t m = 0; m < kPoolMetrics; ++m)
    tau[m] = std::clamp(metrics[m].mean + metrics[m].sd * z, -0.5, 2.0);
  return tau;
}

bool HourEffect::borne_out() const {
  return metrics[0].sd < 0.8 * kPriorSd && metrics[0].mean > 2 * metrics[0].sd;
}

HourEffect hour_effect_of(std::span<const PoolPost> history, std::span<const double> log_factors) {
  HourEffect effect;
  for (std::size_t m = 0; m < kPoolMetrics; ++m) effect.metrics[m] = trust_of(history, log_factors, m);
  return effect;
}

}  // namespace gs
