// Draws in proportion to weight, few of which move when the group grows; circles as asked for.
#include "models/people/weighted_group.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/draw.h"
#include "models/people/circles.h"
#include "models/people/listener_law.h"

namespace gs {
namespace {

std::vector<std::uint32_t> rows_to(std::uint32_t people) {
  std::vector<std::uint32_t> rows(people);
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

std::vector<float> weights_of(std::uint32_t people) {
  const ListenerLaw law(1.1);
  std::vector<float> weights;
  for (std::uint32_t i = 0; i < people; ++i)
    weights.push_back(static_cast<float>(
        law.relative(uniform({1, 0}, {i, 0, Purpose::people}), uniform({1, 0}, {i, 1, Purpose::people}))));
  return weights;
}

TEST(WeightedGroup, DrawsInProportionToWeight) {
  std::vector<float> weights = weights_of(300);
  weights[7] = 0;
  weights[8] = 1e-4F;
  const WeightedGroup group(rows_to(300), weights);
  constexpr std::uint64_t kDraws = 400000;
  std::vector<double> drawn(300);
  for (std::uint64_t i = 0; i < kDraws; ++i) ++drawn[group.draw(mix64(i))];
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  double chi_square = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    const double expected = kDraws * weights[i] / all;
    if (expected > 5) chi_square += (drawn[i] - expected) * (drawn[i] - expected) / expected;
  }
  EXPECT_EQ(drawn[7], 0);
  EXPECT_LT(chi_square, 300 + 5 * std::sqrt(2 * 300.0));
}

TEST(WeightedGroup, MovesFewDrawsWhenItGrows) {
  const std::vector<float> weights = weights_of(10100);
  const WeightedGroup before(rows_to(10000), weights), after(rows_to(10100), weights);
  double moved = 0;
  for (std::uint64_t i = 0; i < 100000; ++i) moved += before.draw(mix64(i)) != after.draw(mix64(i));
  EXPECT_LT(moved / 100000, 0.04);  // 1 % of the people are new
}

TEST(WeightedGroup, DrawsNobodyWhereNobodyIs) {
  EXPECT_TRUE(WeightedGroup().empty());
  EXPECT_EQ(WeightedGroup().draw(5), WeightedGroup::kNobody);
  EXPECT_TRUE(WeightedGroup(rows_to(3), std::vector<float>{0, 0, 0}).empty());
}

TEST(CircleLaw, MakesTheClusteringAskedForOfAnyLawOfListeners) {
  for (const double mean : {10.0, 190.0})
    for (const double sd : {0.0, 1.1, 1.4})
      for (const double asked : {0.02, 0.14}) {
        LayerPortrait layer;
        layer.platform = "x";
        layer.mean_listeners = mean;
        layer.listeners_log_sd = sd;
        layer.triangles = asked;
        layer.reciprocity = 0.3;
        const CircleLaw law = circle_law(layer);
        EXPECT_NEAR(law.clustering, asked, 1e-6);
        EXPECT_GT(law.people, 1);
        EXPECT_GT(law.links, 0);
        EXPECT_LE(law.links, 1);
      }
  EXPECT_EQ(circle_law({.platform = "x"}).links, 0);
}

}  // namespace
}  // namespace gs
