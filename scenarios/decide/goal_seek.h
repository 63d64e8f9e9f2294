// The smallest budget that reaches a target with a stated probability, and its division; or why none does,
// and the best that can be had. Method: chances along a ladder of budgets, each divided by water-filling on
// the same curves; bisection between the last that misses and the first that reaches; then proof on fresh
// worlds by a one-sided 95 % bound, a little more money where it fails. Chances rise with the budget in the
// same worlds but for simulation error; a condition such as a price may be kept by small budgets only.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "scenarios/decide/optimize.h"

namespace gs {

// Bounds and reference at another total; nullopt where the lines cannot hold it.
using DivisionAt = std::function<std::optional<Division>(Money)>;

struct Seek {
  Division usual;  // as planned; its objective is the chance of the target
  DivisionAt at;
  double confidence = .8;
  Money most{};  // no budget above it is looked at
};

struct Rung {  // of the ladder of budgets, by budget
  Money budget;
  double chance = 0;
  double breach = 0;  // of the conditions
};

enum class Obstacle : std::uint8_t { nothing, money, conditions };

struct Sought {
  Obstacle missing = Obstacle::nothing;  // what stands between the plan and its target
  Spend spend;  // the division found; where none reaches the target the best there is
  Money budget;
  double chance = 0, lower_bound = 0;    // on fresh worlds; 95 %
  std::uint32_t first_world = 0;         // of them
  Delivered delivered, given_delivered;  // on the same; of the plan as given
  std::vector<Rung> ladder;
  std::vector<Curve> curves;
  std::size_t worlds = 0;
  bool feasible() const { return missing == Obstacle::nothing; }
};

Sought seek_budget(const Seek& seek, const Evaluator& evaluate, const OptimizeOptions& options = {});

}  // namespace gs
