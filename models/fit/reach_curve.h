// A platform's reach curve as the simulator's own delivery would draw it, with two free parameters.
//   people meet the ad as a gamma-Poisson of shape k (activity differs):  R / N = 1 - (1 + m/k)^-k,   m = I /
//   N a flight's impressions cost more the more of them are bought (models/paid/price.h):
//     spend = p0 I (1 + I / (N f))^b,   b = 1/elasticity - 1
// By impressions N and k are free; by spend N and the first price p0, with k, f and elasticity given, because
// a curve by spend alone cannot tell a climbing price from unequal people. Residuals are relative. Delivery
// in rounds (models/paid/delivery.h) draws binomial counts: with c rounds a week it lies above this law by
// about m^2/2c of what is not reached. Does not: k+ reach of several k at once, overlap of channels.
#pragma once
#include <span>
#include <string>

namespace gs {

struct ReachPoint {
  double amount = 0;  // impressions, or spend in the currency's unit
  double reach = 0;   // people
};

// What is given when a curve goes by spend.
struct SpendLaw {
  double shape = 1;          // k
  double elasticity = 0.75;  // gamma of the price law
  double pressure = 0.25;  // f, impressions per person of the whole flight at which the price starts to climb
};

struct ReachCurve {
  double people = 0;       // N
  double shape = 1;        // k
  double first_price = 0;  // p0, currency per impression; 0 where the curve goes by impressions
  SpendLaw spend{};
  bool usable = false;  // the solver converged
  std::string reason;
};

ReachCurve fit_reach_by_impressions(std::span<const ReachPoint> points);
ReachCurve fit_reach_by_spend(std::span<const ReachPoint> points, const SpendLaw& law);
double reach_at(const ReachCurve& curve, double amount);
double impressions_at(const ReachCurve& curve, double spend);  // of curves by spend
// Largest |fitted / observed - 1| among points that reach at least `least` of the people.
double worst_error(const ReachCurve& curve, std::span<const ReachPoint> points, double least = 0.1);

}  // namespace gs
