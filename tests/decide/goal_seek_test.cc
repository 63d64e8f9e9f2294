// Budgets for a target, on made-up truths whose smallest budget is known in closed form.
#include "scenarios/decide/goal_seek.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/draw.h"
#include "core/real.h"

namespace gs {
namespace {

constexpr double kSd = .3;

Money money(double units) { return {std::llround(units * 1e6)}; }
double units(Money amount) { return static_cast<double>(amount.micros) / 1e6; }

// Two alike lines, each bringing a (1 - exp(-s / c)); a world's luck multiplies both.
double brought(const Spend& spend) {
  double sum = 0;
  for (const Money amount : spend) sum += 100 * (1 - exact_exp(-units(amount) / 200));
  return sum;
}

// The condition is the price of one.
Evaluator priced() {
  return [](const Spend& spend, Worlds worlds) {
    Delivered delivered;
    delivered.conditions.emplace_back();
    for (std::uint32_t k = worlds.first; k < worlds.first + worlds.count; ++k) {
      delivered.goal.push_back(brought(spend) * exact_exp(kSd * normal({3, k}, {.subject = 1})));
      delivered.conditions[0].push_back(units(sum_of(spend)) / delivered.goal.back());
    }
    return delivered;
  };
}

std::optional<Division> division_at(Money total, const Objective& objective) {
  Division division;
  const Money half{total.micros / 2};
  for (const Money amount : {half, Money{total.micros - half.micros}}) {
    division.lines.push_back({.id = "line", .given = amount});
    division.lines.back().low = {amount.micros * 7 / 10},
    division.lines.back().high = {amount.micros * 13 / 10};
    division.reference.push_back(amount);
  }
  division.total = total;
  division.objective = objective;
  return division;
}

Sought sought(double target, std::vector<Condition> conditions = {}) {
  const Objective objective{.aim = Aim::probability, .target = target, .conditions = std::move(conditions)};
  Seek seek{.usual = *division_at(money(100), objective), .at = {}, .confidence = .8, .most = money(800)};
  seek.at = [&](Money total) { return division_at(total, objective); };
  OptimizeOptions options;
  options.levels = {.5, 2, 4};
  return seek_budget(seek, priced(), options);
}

// P(goal >= target) = .8 where ln goal's centre lies .8416 sd above ln target.
double smallest_budget(double target) {
  const double centre = target * exact_exp(kSd * normal_quantile(.8));
  return -2 * 200 * exact_log(1 - centre / 200);
}

TEST(BudgetForATarget, IsTheSmallestWithinTheErrorOfItsProof) {
  for (const double target : {30.0, 50.0, 80.0}) {
    const Sought found = sought(target);
    EXPECT_TRUE(found.feasible());
    EXPECT_GE(units(found.budget), .95 * smallest_budget(target)) << target;
    EXPECT_LE(units(found.budget), 1.20 * smallest_budget(target)) << target;
    EXPECT_GE(found.lower_bound, .8);
    EXPECT_EQ(sum_of(found.spend), found.budget);
  }
}

TEST(BudgetForATarget, OutOfReachTellsTheBestThereIs) {
  const Sought found = sought(190);
  EXPECT_EQ(found.missing, Obstacle::money);
  EXPECT_EQ(found.budget, money(800));
  EXPECT_LT(found.chance, .8);
}

TEST(BudgetForATarget, ThatAPriceForbidsNamesThePriceAndKeepsIt) {
  const Sought found = sought(80, {{"price", true, 2.3, {}}});
  EXPECT_EQ(found.missing, Obstacle::conditions);
  std::vector<double> prices;
  for (const auto& price : found.delivered.conditions[0]) prices.push_back(*price);
  std::ranges::sort(prices);
  EXPECT_LE(prices[prices.size() / 2], 2.3 * 1.03);
  EXPECT_GT(found.budget, money(10));
}

TEST(BudgetForATarget, IsTheSameEveryTime) {
  const Sought one = sought(50), other = sought(50);
  EXPECT_EQ(one.spend, other.spend);
  EXPECT_EQ(one.delivered.goal, other.delivered.goal);
}

}  // namespace
}  // namespace gs
