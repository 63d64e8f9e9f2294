// What a decision wants of a plan: more of one KPI on average, in bad worlds, or the chance of a target,
// under conditions on other KPIs. Every aim is the mean over worlds of one value per world, so that two
// candidates are compared world by world. Tail mean: Rockafellar and Uryasev, doi 10.21314/JOR.2000.038. Does
// not know plans or money.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gs {

enum class Aim : std::uint8_t { mean, probability, worst_share };

struct Condition {
  std::string kpi;
  bool at_most = true;
  double limit = 0;
  // Of the goal's mean over its worst worlds, this share of them; else of the KPI's median over worlds.
  std::optional<double> worst_share{};
};

struct Objective {
  Aim aim = Aim::mean;
  double target = 0;       // of `probability`: P(goal >= target)
  double worst_share = 1;  // of `worst_share`: mean over this share of the worlds, the worst ones
  std::vector<Condition> conditions{};
};

using Draws = std::vector<std::optional<double>>;

// What a candidate came to in some worlds, in their order.
struct Outcomes {
  std::vector<double> goal;
  std::vector<Draws> conditions;  // one per condition: its KPI
  std::vector<double> spent;      // of each line, summed over the worlds; empty: not told
  std::size_t worlds() const { return goal.size(); }
};
Outcomes first_of(const Outcomes& all, std::size_t worlds);  // `spent` in proportion
void append(Outcomes& all, const Outcomes& more);

// One value per world, whose mean is what the aim is after.
std::vector<double> worth(const Objective& objective, std::span<const double> goal);

// Undefined in a world counts as the wrong side of the condition; nullopt: undefined in most.
std::optional<double> value_of(const Condition& condition, const Outcomes& outcomes, std::size_t row);
bool holds(const Condition& condition, std::optional<double> value);

// How good a candidate is. One that keeps its conditions beats one that does not; among those the smaller
// breach counts, then the aim, then the mean.
struct Rating {
  double breach = 0, score = 0, mean = 0;
};
Rating rate(const Objective& objective, const Outcomes& outcomes);
bool beats(const Rating& a, const Rating& b);

// What one candidate has over another in the same worlds.
struct Paired {
  double mean = 0, low = 0, high = 0;  // 95 % interval of the mean of the worths
  double p10 = 0, p90 = 0;             // of the goals' difference over worlds
  double p_better = 0;                 // share of worlds in which the goal is higher; ties half
  bool better() const { return low > 0; }
  bool worse() const { return high < 0; }
};
Paired paired(const Objective& objective, const Outcomes& candidate, const Outcomes& other);

// Below this the chance lies with 5 % at most, where `hits` of `worlds` were (Wilson's score bound).
double lower_bound_of_share(double hits, double worlds);

}  // namespace gs
