// Ridge regression on few columns and few hundred posts:
//   minimise sum_i w_i (y_i - c - x_i'b)^2 + penalty |b|^2,   x standardised inside the rows given, c
//   unpenalised.
// Columns that do not vary inside the rows given are left out (coefficient 0). One eigen decomposition of the
// weighted Gram matrix serves all penalties. Does not choose columns. Source: RECIPE 1; leave-one-out by the
// hat matrix.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace gs {

// Rows of a regression. Empty weights: all 1.
struct RidgeData {
  std::size_t columns = 0;
  std::span<const double> rows;  // y.size() x columns, row by row
  std::span<const double> y;
  std::span<const double> weights;

  std::size_t posts() const { return y.size(); }
};

struct RidgeRule {
  double constant = 0;
  std::vector<double> coefficients;  // of the columns as given, not standardised
  double at(std::span<const double> row) const;
};

RidgeRule fit_ridge(const RidgeData& data, double penalty);

// y_i minus the prediction of a fit without post i (standardisation kept). One vector per penalty.
std::vector<std::vector<double>> leave_one_out(const RidgeData& data, std::span<const double> penalties);

// Thirteen log-spaced penalties 0.1 .. 1000, and the one with the least squared leave-one-out error.
std::vector<double> ridge_penalties();
double choose_penalty(const RidgeData& data);

// Residuals of `folds` contiguous folds, each predicted by a fit on the others. Weights are not used.
std::vector<double> fold_residuals(const RidgeData& data, double penalty, std::size_t folds = 5);

std::vector<double> residuals(const RidgeData& data, const RidgeRule& rule);

}  // namespace gs
