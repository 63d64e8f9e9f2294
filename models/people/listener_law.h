// How many people hear a person, in units of the mean: a log-normal body with a Pareto tail for one person in
// a hundred, both cut at fifty means, scaled so that the whole law has mean 1. Exponents: DEFAULTS 11. Own
// arithmetic only, by inversion: one uniform picks body or tail (and the place in the tail), one the place in
// the body.
#pragma once
#include <algorithm>
#include <cstdint>

#include "core/real.h"

namespace gs {

inline constexpr double kTailShare = 0.01;  // people whose listeners follow the Pareto tail; assumption
inline constexpr double kTailStart = 5.0;   // of the mean, about the 98th percentile of the body; assumption
inline constexpr double kTailExponent = 1.3;  // of the survival function: density exponent 2.3 (DEFAULTS 11)
inline constexpr double kMostListeners = 50.0;  // of the mean; assumption

inline double open_unit(std::uint32_t word) { return (word + 0.5) * 0x1p-32; }  // strictly inside (0, 1)

struct ListenerLaw {
  double log_sd = 0, body = 1;  // body: scale of the log-normal that gives the whole law mean 1

  explicit ListenerLaw(double the_log_sd) : log_sd(the_log_sd) {
    const double wanted = (1.0 - kTailShare * tail_mean()) / (1.0 - kTailShare);
    for (int step = 0; step < 40; ++step) body *= wanted / body_mean();
  }
  double relative(double tail, double place) const {
    return tail < kTailShare ? of_tail(tail / kTailShare) : of_body(place);
  }
  // Mean of min(body * exp(sd z - sd^2/2), kMostListeners).
  double body_mean() const {
    if (log_sd == 0) return body;
    const double cut = exact_log(kMostListeners / body) / log_sd + 0.5 * log_sd;
    return body * normal_cdf(cut - log_sd) + kMostListeners * (1.0 - normal_cdf(cut));
  }
  static double tail_mean() {  // of the Pareto law between kTailStart and kMostListeners
    const double ratio = exact_log(kTailStart / kMostListeners);
    return kTailStart * kTailExponent / (kTailExponent - 1.0) *
           (1.0 - exact_exp((kTailExponent - 1.0) * ratio)) / (1.0 - exact_exp(kTailExponent * ratio));
  }
  double of_body(double u) const {
    return std::min(kMostListeners, body * exact_exp(log_sd * normal_quantile(u) - 0.5 * log_sd * log_sd));
  }
  static double of_tail(double u) {  // inversion of the survival function
    const double end = exact_exp(kTailExponent * exact_log(kTailStart / kMostListeners));
    return kTailStart * exact_exp(-exact_log(1.0 - u * (1.0 - end)) / kTailExponent);
  }
};

}  // namespace gs
