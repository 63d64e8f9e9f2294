#include "models/first_step.h"

#include <gtest/gtest.h>

#include "core/draw.h"

namespace gs {
namespace {

TEST(FirstStep, IsWhereHalvingEndsInFewerQuestions) {
  constexpr double kSteps = 0x1p20;
  int asked = 0, halvings = 0;
  for (std::uint32_t k = 0; k < 300; ++k) {
    const double root = kSteps * uniform({1, k}, {1, 1, Purpose::synthetic});
    const double power = 0.2 + 4 * uniform({1, k}, {2, 1, Purpose::synthetic});
    const auto off = [&](double step) { return std::pow(step, power) - std::pow(root, power); };
    double low = 0, high = kSteps;
    for (; high - low > 1; ++halvings) (off(0.5 * (low + high)) < 0 ? low : high) = 0.5 * (low + high);
    const double found = first_step({0, kSteps, off(0), off(kSteps)}, [&](double step) {
      ++asked;
      return off(step);
    });
    EXPECT_EQ(found, high) << k;
  }
  EXPECT_LT(asked, 0.7 * halvings);
}

TEST(FirstStep, IsFoundWhereTheFunctionJumps) {
  for (const double at : {1.0, 7.0, 1000.0, 65535.0})
    EXPECT_EQ(first_step({0, 0x1p16, -1, 5}, [&](double step) { return step < at ? -1.0 : 5.0; }), at);
}

}  // namespace
}  // namespace gs
