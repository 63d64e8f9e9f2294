// When people look and how long a post is shown. Templated on T: double for the simulator, Jet for the fit.
//   activity   A(h), h = local hour of week, mean 1:
//              A(h) = exp(x1 cos p + y1 sin p + x2 cos 2p + y2 sin 2p + weekend) / mean,  p = 2 pi (hour +
//              .5) / 24
//   attention  w_t = (1 - e^-lam) e^(-lam t), lam = ln 2 / half-life, t = 0 .. hours-1 after publication,
//   scaled to sum 1 day factor D(h) = sum_t w_t A(h + t): how much better than an average hour a post does
//   when published at h
// Source: FITTING 2.1. Does not model freshness that depends on early engagement.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

#include "core/real.h"

namespace gs {

inline constexpr std::size_t kHoursPerWeek = 168;

template <class T>
struct TimingParameters {
  std::array<T, 4> diurnal{};  // x1 y1 x2 y2, log scale
  T weekend{};                 // log factor on Saturday and Sunday
  T log_half_life{};           // log hours
};

template <class T>
struct Timing {
  std::array<T, kHoursPerWeek> activity;
  std::vector<T> attention;  // per hour since publication, sums to 1
};

template <class T>
std::array<T, kHoursPerWeek> activity_of(const TimingParameters<T>& p) {
  std::array<T, kHoursPerWeek> profile;
  T total{0.0};
  for (std::size_t h = 0; h < kHoursPerWeek; ++h) {
    const double angle = 2.0 * 3.14159265358979323846 * (static_cast<double>(h % 24) + 0.5) / 24.0;
    T log_rate = p.diurnal[0] * exact_cos(angle) + p.diurnal[1] * exact_sin(angle) +
                 p.diurnal[2] * exact_cos(2 * angle) + p.diurnal[3] * exact_sin(2 * angle);
    if (h >= 120) log_rate += p.weekend;
    profile[h] = exp_of(log_rate);
    total += profile[h];
  }
  for (T& rate : profile) rate *= static_cast<double>(kHoursPerWeek) / total;
  return profile;
}

template <class T>
std::vector<T> attention_of(const T& log_half_life, std::size_t hours) {
  const T keep = exp_of(T(-0.69314718055994531 / exp_of(log_half_life)));
  std::vector<T> weight(hours);
  T value{1.0}, total{0.0};
  for (T& w : weight) {
    w = value;
    total += value;
    value *= keep;
  }
  for (T& w : weight) w /= total;
  return weight;
}

template <class T>
Timing<T> timing_of(const TimingParameters<T>& p, std::size_t hours) {
  return {activity_of(p), attention_of(p.log_half_life, hours)};
}

template <class T>
T day_factor(const Timing<T>& timing, int published_hour_of_week) {
  T sum{0.0};
  for (std::size_t t = 0; t < timing.attention.size(); ++t)
    sum += timing.attention[t] *
           timing.activity[(static_cast<std::size_t>(published_hour_of_week) + t) % kHoursPerWeek];
  return sum;
}

}  // namespace gs
