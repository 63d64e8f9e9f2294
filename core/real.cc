// Elementary functions without the C library.
// Method: exp by x = k ln2 + r, |r| <= ln2/2, Taylor series of r to degree 13 (remainder 4e-18); log by x =
// 2^k m, m in [sqrt(1/2), sqrt(2)), series of 2 atanh((m-1)/(m+1)); sin, cos by quarter turns and Taylor; Phi
// by Marsaglia's series near 0 and the continued fraction of Mills' ratio in the tails (Marsaglia, J. Stat.
// Softw. 11(4), 2004; Abramowitz & Stegun 26.2.14); its inverse by Wichura's AS 241 (Appl. Statist. 37(3),
// 1988). Must hold: compiled without fused multiply-add (-ffp-contract=off). std::sqrt is one IEEE
// instruction: exact. Does not promise relative accuracy for results below the smallest normal number.
#include "core/real.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace gs {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLn2High = 0x1.62e42feep-1;       // 32 bits: k * kLn2High is exact
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;  // ln 2 - kLn2High
constexpr double kInverseLn2 = 1.4426950408889634;
constexpr double kInverseRoot2Pi = 0.39894228040143267794;

// Coefficients lowest first.
template <std::size_t N>
constexpr double polynomial(const std::array<double, N>& coefficients, double x) {
  double value = coefficients[N - 1];
  for (std::size_t i = N - 1; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

// 1/2!, 1/3!, … 1/13!: (e^r - 1 - r) / r^2
constexpr std::array<double, 12> inverse_factorials() {
  std::array<double, 12> terms{};
  double factorial = 1.0;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    factorial *= static_cast<double>(i + 2);
    terms[i] = 1.0 / factorial;
  }
  return terms;
}

// 1/3, 1/5, … 1/25: (atanh(s)/s - 1) / s^2 as a series in s^2
constexpr std::array<double, 12> inverse_odds() {
  std::array<double, 12> terms{};
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] = 1.0 / static_cast<double>(2 * i + 3);
  return terms;
}

constexpr auto kInverseFactorials = inverse_factorials();
constexpr auto kInverseOdds = inverse_odds();

// e^r - 1 for |r| <= ln2/2
double small_expm1(double r) { return r + r * r * polynomial(kInverseFactorials, r); }

// 2^k for k in [-1022, 1023]
double power_of_two(int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

double two_atanh(double s) { return 2.0 * (s + s * (s * s * polynomial(kInverseOdds, s * s))); }

// x = 2^exponent * mantissa, mantissa in [sqrt(1/2), sqrt(2)); x positive and finite
struct Split {
  int exponent;
  double mantissa;
};
Split split(double x) {
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {  // subnormal: lift by 2^54
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1023;
  double mantissa = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
  if (mantissa >= 1.4142135623730951) {
    mantissa *= 0.5;
    ++exponent;
  }
  return {exponent, mantissa};
}

// x = quarter * pi/2 + rest, |rest| <= pi/4; pi/2 in three pieces, the first two with 33 bits, so that
// quarter * piece is exact up to 2^20 quarters (fdlibm's pieces).
struct Turned {
  long quarter;
  double rest;
};
Turned turned(double x) {
  const long quarter = static_cast<long>(x * 0.63661977236758134308 + (x < 0 ? -0.5 : 0.5));
  const auto n = static_cast<double>(quarter);
  return {quarter, ((x - n * 0x1.921fb544p+0) - n * 0x1.0b4611a6p-34) - n * 0x1.3198a2e037073p-69};
}

// Taylor to degree 17 and 16: less than 1e-18 left for |r| <= pi/4
double small_sin(double r) {
  double sum = 1.0;
  for (int k = 16; k >= 2; k -= 2) sum = 1.0 - sum * r * r / static_cast<double>(k * (k + 1));
  return r * sum;
}
double small_cos(double r) {
  double sum = 1.0;
  for (int k = 16; k >= 2; k -= 2) sum = 1.0 - sum * r * r / static_cast<double>(k * (k - 1));
  return sum;
}

// sin of (quarter * pi/2 + rest)
double sin_of(const Turned& t) {
  const double size = (t.quarter & 1) != 0 ? small_cos(t.rest) : small_sin(t.rest);
  return (t.quarter & 2) != 0 ? -size : size;
}

double density(double z) { return kInverseRoot2Pi * exact_exp(-0.5 * z * z); }

// (1 - Phi(z)) / phi(z) for z >= 3: 1/(z + 1/(z + 2/(z + 3/(…
double mills_ratio(double z) {
  double tail = z;
  for (int k = 100; k >= 1; --k) tail = z + static_cast<double>(k) / tail;
  return 1.0 / tail;
}

// (Phi(z) - 1/2) / phi(z) for |z| < 3: z + z^3/3 + z^5/(3*5) + …; 60 terms leave less than 1e-17
double central_ratio(double z) {
  double term = z, sum = z;
  for (int k = 1; k <= 60; ++k) {
    term *= z * z / static_cast<double>(2 * k + 1);
    sum += term;
  }
  return sum;
}

// AS 241, PPND16: numerator and denominator of the three ranges.
constexpr std::array<double, 8> kCentreTop{3.3871328727963666080e0,
                                           1.3314166789178437745e2,
                                           1.9715909503065514427e3,
                                           1.3731693765509461125e4,
                                           4.5921953931549871457e4,
                                           6.7265770927008700853e4,
                                           3.3430575583588128105e4,
                                           2.5090809287301226727e3};
constexpr std::array<double, 8> kCentreBottom{1.0,
                                              4.2313330701600911252e1,
                                              6.8718700749205790830e2,
                                              5.3941960214247511077e3,
                                              2.1213794301586595867e4,
                                              3.9307895800092710610e4,
                                              2.8729085735721942674e4,
                                              5.2264952788528545610e3};
constexpr std::array<double, 8> kShoulderTop{1.42343711074968357734e0,
                                             4.63033784615654529590e0,
                                             5.76949722146069140550e0,
                                             3.64784832476320460504e0,
                                             1.27045825245236838258e0,
                                             2.41780725177450611770e-1,
                                             2.27238449892691845833e-2,
                                             7.74545014278341407640e-4};
constexpr std::array<double, 8> kShoulderBottom{1.0,
                                                2.05319162663775882187e0,
                                                1.67638483018380384940e0,
                                                6.89767334985100004550e-1,
                                                1.48103976427480074590e-1,
                                                1.51986665636164571966e-2,
                                                5.47593808499534494600e-4,
                                                1.05075007164441684324e-9};
constexpr std::array<double, 8> kTailTop{6.65790464350110377720e0,
                                         5.46378491116411436990e0,
                                         1.78482653991729133580e0,
                                         2.96560571828504891230e-1,
                                         2.65321895265761230930e-2,
                                         1.24266094738807843860e-3,
                                         2.71155556874348757815e-5,
                                         2.01033439929228813265e-7};
constexpr std::array<double, 8> kTailBottom{1.0,
                                            5.99832206555887937690e-1,
                                            1.36929880922735805310e-1,
                                            1.48753612908506148525e-2,
                                            7.86869131145613259100e-4,
                                            1.84631831751005468180e-5,
                                            1.42151175831644588870e-7,
                                            2.04426310338993978564e-15};

}  // namespace

double exact_exp(double x) {
  if (!(x == x)) return x;
  if (x > 709.782712893384) return kInfinity;
  if (x < -745.1332191019412) return 0.0;
  const int k = static_cast<int>(x * kInverseLn2 + (x < 0 ? -0.5 : 0.5));
  const double r = (x - k * kLn2High) - k * kLn2Low;
  const int half = k / 2;  // two steps: k may leave the range of one exponent field
  return ((1.0 + small_expm1(r)) * power_of_two(half)) * power_of_two(k - half);
}

double exact_expm1(double x) {
  if (x > -0.34 && x < 0.34) return x == 0.0 ? x : small_expm1(x);
  return exact_exp(x) - 1.0;
}

double exact_log(double x) {
  if (!(x == x) || x < 0) return kNaN;
  if (x == 0) return -kInfinity;
  if (x == kInfinity) return x;
  const auto [k, m] = split(x);
  return k * kLn2High + (k * kLn2Low + two_atanh((m - 1.0) / (m + 1.0)));
}

double exact_log1p(double x) {
  if (x > -0.29 && x < 0.41) return x == 0.0 ? x : two_atanh(x / (2.0 + x));
  return exact_log(1.0 + x);  // |log| > 0.3: the rounding of 1 + x is harmless
}

double exact_sin(double x) { return sin_of(turned(x)); }

double exact_cos(double x) {
  const Turned t = turned(x);
  return sin_of({t.quarter + 1, t.rest});
}

double normal_cdf(double z) {
  if (!(z == z)) return z;
  if (z < -40.0) return 0.0;
  if (z > 40.0) return 1.0;
  if (z <= -3.0) return density(z) * mills_ratio(-z);
  if (z >= 3.0) return 1.0 - density(z) * mills_ratio(z);
  return 0.5 + density(z) * central_ratio(z);
}

double normal_quantile(double p) {
  if (!(p >= 0.0 && p <= 1.0)) return kNaN;
  if (p == 0.0) return -kInfinity;
  if (p == 1.0) return kInfinity;
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kCentreTop, r) / polynomial(kCentreBottom, r);
  }
  const double r = std::sqrt(-exact_log(q < 0 ? p : 1.0 - p));
  const double z = r <= 5.0 ? polynomial(kShoulderTop, r - 1.6) / polynomial(kShoulderBottom, r - 1.6)
                            : polynomial(kTailTop, r - 5.0) / polynomial(kTailBottom, r - 5.0);
  return q < 0 ? -z : z;
}

}  // namespace gs
