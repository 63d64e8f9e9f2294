// Activity classes of a gamma law of opening rates with mean 1 (variance 1 / shape), the mixing law behind
// gamma-Poisson reach. A class is one of 32 equal-probability slices and has the slice's conditional mean:
//   x_c = 32 [P(k+1, k b) - P(k+1, k a)],  a, b = quantiles of Gamma(k, rate k) at c/32, (c+1)/32
// P(a, x), the regularised incomplete gamma: series below a + 1, Lentz's continued fraction above (Abramowitz
// and Stegun 6.5.29, 6.5.31); log Gamma by Stirling's series after lifting the argument above 12. Own
// arithmetic only.
#include <array>
#include <cmath>
#include <cstddef>

#include "core/error.h"
#include "core/real.h"
#include "models/population.h"

namespace gs {
namespace {

double log_gamma(double a) {
  double lift = 1.0;
  for (; a < 12.0; a += 1.0) lift *= a;
  const double r = 1.0 / (a * a);
  const double tail = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / a;
  return (a - 0.5) * exact_log(a) - a + 0.91893853320467274178 + tail - exact_log(lift);
}

double series(double a, double x) {
  double term = 1.0 / a, sum = term;
  for (double n = a + 1.0; term > sum * 1e-16; n += 1.0) sum += term *= x / n;
  return sum;
}

double continued_fraction(double a, double x) {
  constexpr double kTiny = 1e-300;
  double b = x + 1.0 - a, c = 1.0 / kTiny, d = 1.0 / b, value = d;
  for (int i = 1; i < 10000; ++i) {
    const double step = i * (a - i);
    b += 2.0;
    d = 1.0 / (step * d + b);
    c = b + step / c;
    value *= c * d;
    if (std::abs(c * d - 1.0) < 1e-15) break;
  }
  return value;
}

struct IncompleteGamma {  // of one shape a; P(a, .) and P(a + 1, .)
  double a, log_gamma_a;
  explicit IncompleteGamma(double shape) : a(shape), log_gamma_a(log_gamma(shape)) {}
  double front(double x) const { return exact_exp(a * exact_log(x) - x - log_gamma_a); }
  double lower(double x) const {
    if (x <= 0) return 0;
    return x < a + 1.0 ? front(x) * series(a, x) : 1.0 - front(x) * continued_fraction(a, x);
  }
  double lower_next(double x) const {  // of shape a + 1; the series keeps the digits of a difference near 0
    return x < a + 1.0 ? front(x) * x / a * series(a + 1.0, x) : lower(x) - front(x) / a;
  }
};

// Where P(a, .) reaches p, by halving on the log scale: monotone, so it cannot fail.
double quantile(const IncompleteGamma& law, double p) {
  double low = -690.0, high = exact_log(law.a + 700.0);
  for (int halving = 0; halving < 80; ++halving) {
    const double middle = 0.5 * (low + high);
    (law.lower(exact_exp(middle)) < p ? low : high) = middle;
  }
  return exact_exp(0.5 * (low + high));
}

}  // namespace

std::vector<double> activity_classes(double shape) {
  if (!(shape >= 0.05 && shape <= 1000.0))
    throw Error(Fault::bad_input, "activity_shape", "outside 0.05 to 1000", "use 1, the exponential law");
  const IncompleteGamma law(shape);
  constexpr auto kClasses = static_cast<double>(kActivityClasses);
  std::vector<double> activity(kActivityClasses);
  double below = 0.0;
  for (std::size_t c = 0; c < kActivityClasses; ++c) {
    const bool last = c + 1 == kActivityClasses;
    const double up = last ? 1.0 : law.lower_next(quantile(law, static_cast<double>(c + 1) / kClasses));
    activity[c] = kClasses * (up - below);
    below = up;
  }
  return activity;
}

}  // namespace gs
