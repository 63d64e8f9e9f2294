// Parameters are logarithms, so the solver needs no wall.
#include "models/fit/reach_curve.h"

#include <ceres/autodiff_cost_function.h>
#include <ceres/problem.h>
#include <ceres/solver.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gs {
namespace {

constexpr double kMostShape = 1e6;  // beyond it people are alike

// R = N (1 - (1 + m/k)^-k)
template <class T>
T reach_of(const T& people, const T& shape, const T& impressions) {
  using std::exp, std::log;
  return people * (T(1) - exp(-shape * log(T(1) + impressions / (people * shape))));
}

// Solves log u + b log(1 + u) = log(spend / (p0 N f)) for log u by Newton; I = N f u. Concave and increasing,
// so the steps converge from any start; twenty are far more than needed.
template <class T>
T bought(const T& people, const T& first_price, double spend, const SpendLaw& law) {
  using std::exp, std::log;
  const double b = 1 / law.elasticity - 1;
  const T target = log(spend / (first_price * people * law.pressure));
  T log_u = target / (1 + b);
  for (int step = 0; step < 20; ++step) {
    const T u = exp(log_u);
    log_u -= (log_u + b * log(T(1) + u) - target) / (T(1) + b * u / (T(1) + u));
  }
  return people * law.pressure * exp(log_u);
}

struct ByImpressions {
  ReachPoint point;
  template <class T>
  bool operator()(const T* free, T* residual) const {
    using std::exp;
    residual[0] = reach_of(exp(free[0]), exp(free[1]), T(point.amount)) / point.reach - T(1);
    return true;
  }
};

struct BySpend {
  ReachPoint point;
  SpendLaw law;
  template <class T>
  bool operator()(const T* free, T* residual) const {
    using std::exp;
    const T people = exp(free[0]);
    residual[0] =
        reach_of(people, T(law.shape), bought(people, exp(free[1]), point.amount, law)) / point.reach - T(1);
    return true;
  }
};

template <class Residual, class Make>
ReachCurve solved(std::span<const ReachPoint> points, std::array<double, 2>& free, Make&& make) {
  ceres::Problem problem;
  for (const ReachPoint& point : points)
    if (point.amount > 0 && point.reach > 0)
      problem.AddResidualBlock(
          new ceres::AutoDiffCostFunction<Residual, 1, 2>(new Residual(make(point))), nullptr, free.data());
  ReachCurve curve;
  if (problem.NumResidualBlocks() < 2) {
    curve.reason = "two points with reach above 0 are the least";
    return curve;
  }
  ceres::Solver::Options options;
  options.linear_solver_type = ceres::DENSE_QR;
  options.max_num_iterations = 200;
  options.function_tolerance = 1e-12;
  options.num_threads = 1;
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
  curve.usable = summary.IsSolutionUsable() && summary.termination_type == ceres::CONVERGENCE;
  curve.reason = summary.message;
  curve.people = std::exp(free[0]);
  return curve;
}

double most_reach(std::span<const ReachPoint> points) {
  double most = 1;
  for (const ReachPoint& point : points) most = std::max(most, point.reach);
  return most;
}

}  // namespace

ReachCurve fit_reach_by_impressions(std::span<const ReachPoint> points) {
  std::array<double, 2> free{std::log(1.2 * most_reach(points)), 0};
  ReachCurve curve =
      solved<ByImpressions>(points, free, [](const ReachPoint& point) { return ByImpressions{point}; });
  curve.shape = std::min(kMostShape, std::exp(free[1]));
  return curve;
}

ReachCurve fit_reach_by_spend(std::span<const ReachPoint> points, const SpendLaw& law) {
  double most_spend = 1e-6;
  for (const ReachPoint& point : points) most_spend = std::max(most_spend, point.amount);
  const double people = 1.2 * most_reach(points);
  std::array<double, 2> free{std::log(people), std::log(most_spend / people)};
  ReachCurve curve = solved<BySpend>(points, free, [&](const ReachPoint& point) {
    return BySpend{point, law};
  });
  curve.shape = law.shape;
  curve.first_price = std::exp(free[1]);
  curve.spend = law;
  return curve;
}

double impressions_at(const ReachCurve& curve, double spend) {
  return spend > 0 && curve.first_price > 0 ? bought(curve.people, curve.first_price, spend, curve.spend) : 0;
}

double reach_at(const ReachCurve& curve, double amount) {
  const double impressions = curve.first_price > 0 ? impressions_at(curve, amount) : amount;
  return impressions > 0 ? reach_of(curve.people, curve.shape, impressions) : 0;
}

double worst_error(const ReachCurve& curve, std::span<const ReachPoint> points, double least) {
  double worst = 0;
  for (const ReachPoint& point : points)
    if (point.reach >= least * curve.people && point.amount > 0)
      worst = std::max(worst, std::abs(reach_at(curve, point.amount) / point.reach - 1));
  return worst;
}

}  // namespace gs
