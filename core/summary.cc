// Quantiles, moments and scores of draws. Quantile type 7 of Hyndman & Fan (1996). CRPS of an ensemble in
// O(S log S) (Gneiting & Raftery, JASA 2007: E|X-y| - E|X-X'|/2), WIS of Bracher et al. (PLoS Comput. Biol.
// 2021), randomised PIT of Czado, Gneiting & Held (Biometrics 2009). Must hold: at least one draw; counts for
// log_crps are >= 0. Does not correct CRPS for a finite ensemble.
#include "core/summary.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "core/real.h"

namespace gs {
namespace {

double distance(double a, double b) { return a < b ? b - a : a - b; }

// Interval score times alpha/2: width and what the outcome misses it by (alpha = 1 - nominal coverage).
double weighted_interval(double low, double high, double outcome, double alpha) {
  const double missed = outcome < low ? low - outcome : outcome > high ? outcome - high : 0.0;
  return 0.5 * alpha * (high - low) + missed;
}

double share_at_most(std::span<const double> sorted, double value) {
  const auto end = std::upper_bound(sorted.begin(), sorted.end(), value);
  return static_cast<double>(end - sorted.begin()) / static_cast<double>(sorted.size());
}

}  // namespace

double quantile_sorted(std::span<const double> sorted, double level) {
  assert(!sorted.empty() && level >= 0 && level <= 1);
  const double position = level * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) return sorted.back();
  const double part = position - static_cast<double>(below);
  return part == 0.0 ? sorted[below] : sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

double mean_of(std::span<const double> values) {
  assert(!values.empty());
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values) {
  if (values.size() < 2) return 0.0;
  const double mean = mean_of(values);
  double sum = 0.0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

Summary summarise(std::span<const double> draws) {
  std::vector<double> sorted(draws.begin(), draws.end());
  std::sort(sorted.begin(), sorted.end());
  Summary summary{.mean = mean_of(draws), .sd = std::sqrt(variance_of(draws))};
  for (std::size_t i = 0; i < kReportedLevels.size(); ++i)
    summary.quantiles[i] = quantile_sorted(sorted, kReportedLevels[i]);
  return summary;
}

double crps_sorted(std::span<const double> sorted, double outcome) {
  assert(!sorted.empty());
  const auto size = static_cast<double>(sorted.size());
  double to_outcome = 0.0, spread = 0.0;
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    to_outcome += distance(sorted[k], outcome);
    spread += (2.0 * static_cast<double>(k + 1) - size - 1.0) * sorted[k];
  }
  return to_outcome / size - spread / (size * size);
}

double log_crps(std::span<const double> draws, double outcome) {
  std::vector<double> logs(draws.size());
  std::transform(draws.begin(), draws.end(), logs.begin(), exact_log1p);
  std::sort(logs.begin(), logs.end());
  return crps_sorted(logs, exact_log1p(outcome));
}

double weighted_interval_score(const std::array<double, 9>& q, double outcome) {
  // kReportedLevels: .025 .05 .10 .25 .50 .75 .90 .95 .975
  const double sum = 0.5 * distance(outcome, q[4]) + weighted_interval(q[3], q[5], outcome, 0.50) +
                     weighted_interval(q[2], q[6], outcome, 0.20) +
                     weighted_interval(q[0], q[8], outcome, 0.05);
  return sum / 3.5;  // K + 1/2, K = 3 intervals
}

double randomised_pit(std::span<const double> sorted, double outcome, double v) {
  assert(!sorted.empty());
  const double below = share_at_most(sorted, outcome - 1.0);
  return below + v * (share_at_most(sorted, outcome) - below);
}

}  // namespace gs
