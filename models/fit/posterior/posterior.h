// D: what the history leaves open. The luck of every post is eliminated by hand from the evaluated Jacobian,
// the Schur complement of the shared parameters is inverted by its eigenvalues, and joint draws are taken
// from a multivariate t with 7 degrees of freedom around the estimate (FITTING 2.6). Held parameters keep
// their prior; the others follow them by the linear response, so that a held parameter's doubt is in
// everything that depends on it. Importance check: does the t cover the true shape? Laplace over every post's
// luck, 400 draws, Pareto tail index.
#pragma once
#include <vector>

#include "core/draw.h"
#include "models/fit/fitter.h"
#include "models/fit/problem.h"

namespace gs {

struct Spread {  // of the parameter vector
  std::size_t size = 0;
  std::vector<double> covariance;  // size x size, row by row
  std::vector<double> root;        // symmetric square root of it
  std::vector<double>
      free_root;         // of the free parameters given the held ones at their centres, zero rows elsewhere
  bool regular = false;  // the complement was positive definite
  double sd(std::size_t i) const;
  double correlation(std::size_t i, std::size_t j) const;
};

Spread posterior_spread(const FitData& data, const Scatter& scatter, const Point& point);

struct Estimate {
  const FitData& data;
  const Point& point;
  const Scatter& scatter;
  const Scatter& scatter_log_sd;
};
// Draw k is an address: the same for any number of draws and threads.
std::vector<Theta> posterior_draws(const Estimate& estimate,
                                   const Spread& spread,
                                   const PopulationParameters& audience,
                                   const FitOptions& options);

inline constexpr std::size_t kTDegrees = 7;
struct TDraw {
  std::vector<double> values;  // center + root t, t standard multivariate with kTDegrees degrees of freedom
  std::vector<double> t;
};
TDraw t_draw(const std::vector<double>& center,
             const std::vector<double>& root,
             World world,
             std::uint32_t occasion);

// Tail index of the importance weights; good below .7.
double importance_k_hat(const Estimate& estimate, const Spread& spread, const FitOptions& options);

// Generalised Pareto fit of the largest weights (Zhang and Stephens 2009). Infinite where fewer than 5
// differ.
double pareto_k_hat(std::vector<double> log_weights);

}  // namespace gs
