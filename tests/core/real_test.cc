// Our own elementary functions against the C library's long double, which is three digits better than a
// double.
#include "core/real.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

namespace gs {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

double worst_relative_error(double low,
                            double high,
                            const std::function<double(double)>& ours,
                            const std::function<long double(long double)>& truth) {
  constexpr int kSteps = 40'000;
  double worst = 0.0;
  for (int i = 0; i <= kSteps; ++i) {
    const double x = low + (high - low) * i / kSteps;
    const long double expected = truth(x);
    if (expected == 0.0L) continue;
    worst = std::max(worst, static_cast<double>(std::fabs((ours(x) - expected) / expected)));
  }
  return worst;
}

const auto kExp = [](long double x) { return std::exp(x); };
const auto kLog = [](long double x) { return std::log(x); };
const auto kLog1p = [](long double x) { return std::log1p(x); };
const auto kExpm1 = [](long double x) { return std::expm1(x); };

TEST(ExactExp, AgreesWithTheCLibraryToFourteenDigits) {
  EXPECT_LT(worst_relative_error(-1, 1, exact_exp, kExp), 4e-16);
  EXPECT_LT(worst_relative_error(-700, 709, exact_exp, kExp), 4e-16);
  EXPECT_LT(worst_relative_error(-1e-8, 1e-8, exact_exp, kExp), 4e-16);
}

TEST(ExactExp, KnowsItsEnds) {
  EXPECT_EQ(exact_exp(0.0), 1.0);
  EXPECT_EQ(exact_exp(-746.0), 0.0);
  EXPECT_EQ(exact_exp(-kInfinity), 0.0);
  EXPECT_EQ(exact_exp(710.0), kInfinity);
  EXPECT_EQ(exact_exp(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(exact_exp(std::nan(""))));
  EXPECT_GT(exact_exp(-745.0), 0.0);
  EXPECT_LT(exact_exp(709.7), kInfinity);
}

TEST(ExactLog, AgreesWithTheCLibraryToFourteenDigits) {
  EXPECT_LT(worst_relative_error(1e-3, 3, exact_log, kLog), 1e-15);
  EXPECT_LT(worst_relative_error(0.999, 1.001, exact_log, kLog), 1e-15);
  EXPECT_LT(worst_relative_error(1, 1e12, exact_log, kLog), 1e-15);
  for (double x = 4.9e-324; x < 1e308; x *= 9.7)
    EXPECT_LT(std::fabs(exact_log(x) - std::log(x)), 1e-15 * std::fabs(std::log(x))) << x;
}

TEST(ExactLog, KnowsItsEnds) {
  EXPECT_EQ(exact_log(1.0), 0.0);
  EXPECT_EQ(exact_log(0.0), -kInfinity);
  EXPECT_EQ(exact_log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(exact_log(-1.0)));
  EXPECT_TRUE(std::isnan(exact_log(std::nan(""))));
}

TEST(ExactLog1p, KeepsItsDigitsNearZero) {
  EXPECT_LT(worst_relative_error(-0.999, 5, exact_log1p, kLog1p), 2e-15);
  EXPECT_LT(worst_relative_error(-1e-9, 1e-9, exact_log1p, kLog1p), 2e-15);
  EXPECT_LT(worst_relative_error(5, 1e9, exact_log1p, kLog1p), 2e-15);
  EXPECT_EQ(exact_log1p(0.0), 0.0);
  EXPECT_EQ(exact_log1p(-1.0), -kInfinity);
}

TEST(ExactExpm1, KeepsItsDigitsNearZero) {
  EXPECT_LT(worst_relative_error(-1, 1, exact_expm1, kExpm1), 2e-15);
  EXPECT_LT(worst_relative_error(-1e-9, 1e-9, exact_expm1, kExpm1), 2e-15);
  EXPECT_LT(worst_relative_error(-40, 700, exact_expm1, kExpm1), 2e-15);
  EXPECT_EQ(exact_expm1(0.0), 0.0);
  EXPECT_EQ(exact_expm1(-kInfinity), -1.0);
}

TEST(ExactExp, NeverFallsWhileItsArgumentGrows) {
  double last_exp = 0.0, last_log = -kInfinity;
  for (int i = 1; i <= 200'000; ++i) {
    const double x = 1e-4 * i;
    EXPECT_GE(exact_exp(x), last_exp) << x;
    EXPECT_GE(exact_log(x), last_log) << x;
    last_exp = exact_exp(x);
    last_log = exact_log(x);
  }
}

TEST(ExactLog, UndoesExp) {
  for (int i = -7000; i <= 7000; ++i)
    EXPECT_NEAR(exact_log(exact_exp(0.1 * i)), 0.1 * i, 3e-16 * (1 + std::fabs(0.1 * i)));
}

TEST(ExactCos, AgreesWithTheCLibraryToFifteenDigits) {
  for (int i = -200'000; i <= 200'000; ++i) {
    const double x = i * (i % 2 == 0 ? 1e-4 : 0.3);
    ASSERT_NEAR(exact_cos(x), static_cast<double>(std::cos(static_cast<long double>(x))), 4e-16) << x;
    ASSERT_NEAR(exact_sin(x), static_cast<double>(std::sin(static_cast<long double>(x))), 4e-16) << x;
  }
  EXPECT_EQ(exact_cos(0.0), 1.0);
  EXPECT_EQ(exact_sin(0.0), 0.0);
}

TEST(ExactExp, ServesTemplatesOnDoubles) { EXPECT_EQ(exp_of(0.7), exact_exp(0.7)); }

TEST(NormalCdf, AgreesWithErfcToTwelveDigits) {
  for (int i = -40'000; i <= 40'000; ++i) {
    const double z = 1e-3 * i;
    const auto truth = static_cast<double>(0.5L * std::erfc(-static_cast<long double>(z) / std::sqrt(2.0L)));
    ASSERT_NEAR(normal_cdf(z), truth, 1e-15) << z;
    // Far in the lower tail the digits that are there must be right as well.
    if (z < -3 && z > -37) {
      ASSERT_NEAR(normal_cdf(z) / truth, 1.0, 1e-12) << z;
    }
  }
  EXPECT_EQ(normal_cdf(0.0), 0.5);
  EXPECT_EQ(normal_cdf(-kInfinity), 0.0);
  EXPECT_EQ(normal_cdf(kInfinity), 1.0);
}

TEST(NormalQuantile, InvertsTheCdf) {
  for (int i = 1; i < 100'000; ++i) {
    const double p = i / 1e5;
    ASSERT_NEAR(normal_cdf(normal_quantile(p)), p, 1e-15) << p;
  }
  for (double p = 1e-300; p < 0.5; p *= 1.7) ASSERT_NEAR(normal_cdf(normal_quantile(p)) / p, 1.0, 1e-11) << p;
}

TEST(NormalQuantile, GivesThePublishedValues) {
  // Wichura 1988, and the 97.5 % point to 15 digits.
  EXPECT_NEAR(normal_quantile(0.25), -0.6744897501960817, 1e-15);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167813, 1e-14);
  EXPECT_NEAR(normal_quantile(1e-20), -9.262340089798408, 1e-14);
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_EQ(normal_quantile(0.5), 0.0);
  EXPECT_EQ(normal_quantile(0.0), -kInfinity);
  EXPECT_EQ(normal_quantile(1.0), kInfinity);
  EXPECT_TRUE(std::isnan(normal_quantile(1.5)));
}

TEST(NormalQuantile, IsOddAboutOneHalf) {
  for (int i = 1; i < 512; ++i) EXPECT_EQ(normal_quantile(i / 1024.0), -normal_quantile(1.0 - i / 1024.0));
}

// One pinned value each: the same bits on every machine that runs this binary.
TEST(ExactExp, HasTheSameBitsEverywhere) {
  EXPECT_EQ(exact_exp(1.0), 0x1.5bf0a8b14576ap+1);
  EXPECT_EQ(exact_log(10.0), 0x1.26bb1bbb55516p+1);
  EXPECT_EQ(normal_quantile(0.975), 0x1.f5c0331eeff82p+0);
}

}  // namespace
}  // namespace gs
