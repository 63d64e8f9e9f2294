// One law over groups: its two ends, and honest intervals in between.
#include "models/fit/pages/between.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/draw.h"

namespace gs {
namespace {

double drawn(std::uint32_t seed, std::uint32_t what, std::uint32_t group) {
  return normal({seed, group}, {.subject = what, .content = 5, .why = Purpose::synthetic});
}

TEST(Between, WithoutGroupsIsItsAnchor) {
  const Between law = Between::of_values({}, {.center = -2, .sd = .7});
  EXPECT_NEAR(law.center(), -2, 1e-12);
  EXPECT_NEAR(law.sd(), .7, 1e-12);
  const Between counts = Between::of_counts({}, {.center = -2, .sd = .7});
  EXPECT_NEAR(counts.center(), -2, 1e-9);
  EXPECT_NEAR(counts.sd(), .7, 1e-9);
}

TEST(Between, OfManyGroupsGoesToTheirMeanAndKeepsTheirScatter) {
  std::vector<GroupValue> groups;
  double mean = 0;
  for (std::uint32_t g = 0; g < 200; ++g) {
    groups.push_back({1 + .3 * drawn(1, 1, g), 1e-4});
    mean += groups.back().value / 200;
  }
  const Between law = Between::of_values(groups, {.center = -2, .sd = 1});
  EXPECT_NEAR(law.center(), mean, .01);
  EXPECT_NEAR(law.between(), .3, .04);
  EXPECT_GT(law.sd_of_another(), .27);
  EXPECT_LT(law.sd(), .03);
}

TEST(Between, OfOneGroupStaysAsWideAsGroupsMayDiffer) {
  const std::vector<GroupValue> one{{1, 1e-4}};
  const Between law = Between::of_values(one, {.center = 0, .sd = 1});
  EXPECT_GT(law.center(), .5);
  EXPECT_LT(law.center(), 1);
  EXPECT_GT(law.sd_of_another(), .3);
}

TEST(Between, HoldsTheTruthAsOftenAsItSaysForValuesAndCounts) {
  int values = 0, counts = 0, others = 0;
  constexpr int kTimes = 200;
  for (std::uint32_t seed = 1; seed <= kTimes; ++seed) {
    const double centre = .7 * drawn(seed, 2, 0), between = std::abs(.5 * drawn(seed, 3, 0));
    std::vector<GroupValue> measured;
    std::vector<GroupCount> counted;
    for (std::uint32_t g = 0; g < 6; ++g) {
      const double truth = centre + between * drawn(seed, 4, g);
      measured.push_back({truth + .2 * drawn(seed, 5, g), .04});
      counted.push_back(
          {std::max(0.0,
                    std::round(100 * std::exp(truth) + std::sqrt(100 * std::exp(truth)) * drawn(seed, 6, g))),
           100});
    }
    const Between law = Between::of_values(measured, {.center = 0, .sd = .7}),
                  rates = Between::of_counts(counted, {.center = 0, .sd = .7});
    values += std::abs(law.center() - centre) < 1.2816 * law.sd();
    counts += std::abs(rates.center() - centre) < 1.2816 * rates.sd();
    const double another = centre + between * drawn(seed, 4, 6);
    others += std::abs(law.center() - another) < 1.2816 * law.sd_of_another();
  }
  for (const int held : {values, counts, others}) {
    EXPECT_GE(held, 142) << values << " " << counts << " " << others;  // 160 expected, standard error 5.7
    EXPECT_LE(held, 181) << values << " " << counts << " " << others;
  }
}

TEST(Between, DrawsWhatItSays) {
  const std::vector<GroupCount> counts{{40, 1000}, {90, 1500}, {10, 400}};
  const Between law = Between::of_counts(counts, {.center = -3, .sd = 1});
  double mean = 0, square = 0;
  for (std::uint32_t k = 0; k < 4000; ++k) {
    const BetweenDraw draw = law.draw((k + .5) / 4000, drawn(1, 7, k));
    mean += draw.ordinary / 4000, square += draw.ordinary * draw.ordinary / 4000;
    EXPECT_GE(draw.between, 0);
  }
  EXPECT_NEAR(mean, law.center(), .02);
  EXPECT_NEAR(std::sqrt(square - mean * mean), law.sd(), .02);
}

}  // namespace
}  // namespace gs
