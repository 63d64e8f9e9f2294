// Means, quantiles, intervals and scores over draws. Sums run in the order given: bitwise repeatable.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gs {

inline constexpr std::array<double, 9> kReportedLevels{.025, .05, .10, .25, .50, .75, .90, .95, .975};

// Linear interpolation between order statistics (type 7); `sorted` ascending, not empty, level in [0,1].
double quantile_sorted(std::span<const double> sorted, double level);

struct Summary {
  double mean = 0, sd = 0;            // sd with n - 1; 0 when n < 2
  std::array<double, 9> quantiles{};  // at kReportedLevels
};
Summary summarise(std::span<const double> draws);  // not empty

// CRPS of an ensemble against outcome y: mean|x - y| - sum_k (2k - S - 1) x_(k) / S^2.
double crps_sorted(std::span<const double> sorted, double outcome);
// The same on log(1 + value): both the draws and the outcome are counts >= 0.
double log_crps(std::span<const double> draws, double outcome);
// WIS with levels 50/80/95.
double weighted_interval_score(const std::array<double, 9>& quantiles, double outcome);
// Randomised PIT of an integer outcome: F(y-1) + v (F(y) - F(y-1)), v in (0,1); draws sorted ascending.
double randomised_pit(std::span<const double> sorted, double outcome, double v);

double mean_of(std::span<const double> values);
double variance_of(std::span<const double> values);  // n - 1

}  // namespace gs
