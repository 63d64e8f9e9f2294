// Sums over worlds in their order.
#include "scenarios/decide/objective.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/summary.h"

namespace gs {
namespace {

// The value with a share of the worlds below it: an order statistic.
double order_statistic(std::vector<double> values, double share) {
  const double n = static_cast<double>(values.size());
  const auto rank = static_cast<std::size_t>(std::clamp(std::ceil(n * share) - 1, 0.0, n - 1));
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(rank));
  return values[rank];
}

std::vector<double> tail_worth(std::span<const double> goal, double share) {
  const double at = order_statistic({goal.begin(), goal.end()}, share);
  std::vector<double> values;
  for (const double x : goal) values.push_back(at - std::max(0.0, at - x) / share);
  return values;
}

}  // namespace

Outcomes first_of(const Outcomes& all, std::size_t worlds) {
  Outcomes some;
  some.goal.assign(all.goal.begin(), all.goal.begin() + static_cast<std::ptrdiff_t>(worlds));
  for (const Draws& draws : all.conditions)
    some.conditions.emplace_back(draws.begin(), draws.begin() + static_cast<std::ptrdiff_t>(worlds));
  for (const double spent : all.spent)
    some.spent.push_back(spent * static_cast<double>(worlds) / static_cast<double>(all.worlds()));
  return some;
}

void append(Outcomes& all, const Outcomes& more) {
  if (all.goal.empty()) {
    all = more;
    return;
  }
  all.goal.insert(all.goal.end(), more.goal.begin(), more.goal.end());
  for (std::size_t i = 0; i < all.conditions.size(); ++i)
    all.conditions[i].insert(all.conditions[i].end(), more.conditions[i].begin(), more.conditions[i].end());
  for (std::size_t i = 0; i < all.spent.size(); ++i) all.spent[i] += more.spent[i];
}

std::vector<double> worth(const Objective& objective, std::span<const double> goal) {
  std::vector<double> values(goal.begin(), goal.end());
  switch (objective.aim) {
    case Aim::mean:
      return values;
    case Aim::probability:
      for (double& x : values) x = x >= objective.target ? 1 : 0;
      return values;
    case Aim::worst_share:
      return tail_worth(goal, objective.worst_share);
  }
  return values;
}

std::optional<double> value_of(const Condition& condition, const Outcomes& outcomes, std::size_t row) {
  if (condition.worst_share) return mean_of(tail_worth(outcomes.goal, *condition.worst_share));
  const Draws& draws = outcomes.conditions[row];
  const double wrong = condition.at_most ? HUGE_VAL : -HUGE_VAL;
  std::vector<double> values;
  for (const auto& draw : draws) values.push_back(draw.value_or(wrong));
  std::ranges::sort(values);
  const std::size_t n = values.size();
  if (n == 0) return {};
  const double low = values[(n - 1) / 2], high = values[n / 2];
  if (std::isinf(low) || std::isinf(high)) return {};
  return low + (high - low) / 2;
}

bool holds(const Condition& condition, std::optional<double> value) {
  return value && (condition.at_most ? *value <= condition.limit : *value >= condition.limit);
}

Rating rate(const Objective& objective, const Outcomes& outcomes) {
  Rating rating;
  for (std::size_t row = 0; row < objective.conditions.size(); ++row) {
    const Condition& condition = objective.conditions[row];
    const auto value = value_of(condition, outcomes, row);
    if (holds(condition, value)) continue;
    constexpr double kUndefined = 1e6;
    const double size = std::max(std::abs(condition.limit), 1e-9);
    rating.breach += value ? std::abs(*value - condition.limit) / size : kUndefined;
  }
  rating.score = mean_of(worth(objective, outcomes.goal));
  rating.mean = mean_of(outcomes.goal);
  return rating;
}

bool beats(const Rating& a, const Rating& b) {
  if (a.breach != b.breach) return a.breach < b.breach;
  if (a.score != b.score) return a.score > b.score;
  return a.mean > b.mean;
}

Paired paired(const Objective& objective, const Outcomes& candidate, const Outcomes& other) {
  constexpr double kTwoSided = 1.959963984540054;
  const std::vector<double> a = worth(objective, candidate.goal), b = worth(objective, other.goal);
  std::vector<double> worths, goals;
  Paired result;
  for (std::size_t i = 0; i < a.size(); ++i) {
    worths.push_back(a[i] - b[i]);
    goals.push_back(candidate.goal[i] - other.goal[i]);
    result.p_better += goals.back() > 0 ? 1 : goals.back() == 0 ? .5 : 0;
  }
  const double n = static_cast<double>(a.size());
  result.p_better /= n;
  result.mean = mean_of(worths);
  const double error = a.size() > 1 ? std::sqrt(variance_of(worths) / n) : 0;
  result.low = result.mean - kTwoSided * error;
  result.high = result.mean + kTwoSided * error;
  std::ranges::sort(goals);
  result.p10 = quantile_sorted(goals, .10);
  result.p90 = quantile_sorted(goals, .90);
  return result;
}

double lower_bound_of_share(double hits, double worlds) {
  constexpr double z = 1.6448536269514722;
  const double p = hits / worlds, spread = z * z / worlds;
  const double half = z * std::sqrt(p * (1 - p) / worlds + spread / worlds / 4);
  return std::max(0.0, (p + spread / 2 - half) / (1 + spread));
}

}  // namespace gs
