// See ridge.h. The only file of the pool that sees Eigen.
#include "models/fit/pool/ridge.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace gs {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXd;

// Standardised columns, centred y, and the eigen decomposition of their Gram matrix:  X'WX = Q diag(d) Q'.
struct Prepared {
  Vector weights, centre, scale;  // scale 0: the column does not vary and is left out
  double mean_y = 0, total_weight = 0;
  Matrix turned;                // X Q
  Matrix directions;            // Q
  Vector strength, projection;  // d, and Q'X'W(y - mean y)
};

Vector weights_of(const RidgeData& data) {
  if (data.weights.empty()) return Vector::Ones(static_cast<Eigen::Index>(data.posts()));
  return Eigen::Map<const Vector>(data.weights.data(), static_cast<Eigen::Index>(data.posts()));
}

// Centres and scales in place. A column whose spread is rounding noise counts as constant.
void standardise(Matrix& x, Prepared& out) {
  out.centre = (x.transpose() * out.weights) / out.total_weight;
  x.rowwise() -= out.centre.transpose();
  const Vector variance = (x.array().square().matrix().transpose() * out.weights) / out.total_weight;
  out.scale.resize(x.cols());
  for (Eigen::Index k = 0; k < x.cols(); ++k) {
    const double sd = std::sqrt(variance[k]);
    const bool varies = sd > 1e-9 * (1 + std::abs(out.centre[k]));
    out.scale[k] = varies ? sd : 0;
    if (varies) {
      x.col(k) /= sd;
    } else {
      x.col(k).setZero();
    }
  }
}

Prepared prepare(const RidgeData& data) {
  const auto n = static_cast<Eigen::Index>(data.posts()), p = static_cast<Eigen::Index>(data.columns);
  Prepared out;
  out.weights = weights_of(data);
  out.total_weight = out.weights.sum();
  Matrix x = Eigen::Map<const Matrix>(data.rows.data(), n, p);
  standardise(x, out);
  const Eigen::Map<const Vector> y(data.y.data(), n);
  out.mean_y = out.weights.dot(y) / out.total_weight;
  const Matrix weighted = out.weights.asDiagonal() * x;
  const Eigen::MatrixXd gram = x.transpose() * weighted;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
  out.directions = solver.eigenvectors();
  out.strength = solver.eigenvalues().cwiseMax(0.0);
  out.turned = x * out.directions;
  out.projection = out.directions.transpose() * (weighted.transpose() * (y.array() - out.mean_y).matrix());
  return out;
}

std::vector<double> leave_out(const Prepared& p, std::span<const double> y, double penalty) {
  const Vector shrink = (p.strength.array() + penalty).inverse();
  const Vector fitted = p.turned * shrink.cwiseProduct(p.projection);
  const Vector leverage = p.turned.array().square().matrix() * shrink;
  std::vector<double> errors(y.size());
  for (std::size_t i = 0; i < y.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const double hat = p.weights[row] * (1 / p.total_weight + leverage[row]);
    errors[i] = (y[i] - p.mean_y - fitted[row]) / std::max(1 - hat, 1e-6);
  }
  return errors;
}

// The rows outside [from, to), copied together.
RidgeRule fit_without(const RidgeData& data, std::size_t from, std::size_t to, double penalty) {
  const auto cut = [&](std::span<const double> all, std::size_t width) {
    std::vector<double> kept(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(from * width));
    kept.insert(kept.end(), all.begin() + static_cast<std::ptrdiff_t>(to * width), all.end());
    return kept;
  };
  const std::vector<double> rows = cut(data.rows, data.columns), y = cut(data.y, 1);
  return fit_ridge({.columns = data.columns, .rows = rows, .y = y, .weights = {}}, penalty);
}

}  // namespace

double RidgeRule::at(std::span<const double> row) const {
  double value = constant;
  for (std::size_t k = 0; k < coefficients.size(); ++k) value += coefficients[k] * row[k];
  return value;
}

RidgeRule fit_ridge(const RidgeData& data, double penalty) {
  const Prepared p = prepare(data);
  const Vector shrink = (p.strength.array() + penalty).inverse();
  const Vector standard = p.directions * shrink.cwiseProduct(p.projection);
  RidgeRule rule{.constant = p.mean_y, .coefficients = std::vector<double>(data.columns, 0.0)};
  for (std::size_t k = 0; k < data.columns; ++k) {
    const auto column = static_cast<Eigen::Index>(k);
    if (p.scale[column] <= 0) continue;
    rule.coefficients[k] = standard[column] / p.scale[column];
    rule.constant -= rule.coefficients[k] * p.centre[column];
  }
  return rule;
}

std::vector<std::vector<double>> leave_one_out(const RidgeData& data, std::span<const double> penalties) {
  const Prepared prepared = prepare(data);
  std::vector<std::vector<double>> errors;
  for (double penalty : penalties) errors.push_back(leave_out(prepared, data.y, penalty));
  return errors;
}

std::vector<double> ridge_penalties() {
  std::vector<double> penalties;
  for (int k = 0; k < 13; ++k) penalties.push_back(std::pow(10.0, -1 + k * 4.0 / 12));
  return penalties;
}

double choose_penalty(const RidgeData& data) {
  const std::vector<double> penalties = ridge_penalties();
  const auto errors = leave_one_out(data, penalties);
  std::size_t best = 0;
  double least = 0;
  for (std::size_t k = 0; k < errors.size(); ++k) {
    double squares = 0;
    for (double error : errors[k]) squares += error * error;
    if (k == 0 || squares < least) best = k, least = squares;
  }
  return penalties[best];
}

std::vector<double> fold_residuals(const RidgeData& data, double penalty, std::size_t folds) {
  std::vector<double> out(data.posts());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const std::size_t from = fold * data.posts() / folds, to = (fold + 1) * data.posts() / folds;
    const RidgeRule rule = fit_without(data, from, to, penalty);
    for (std::size_t i = from; i < to; ++i)
      out[i] = data.y[i] - rule.at(data.rows.subspan(i * data.columns, data.columns));
  }
  return out;
}

std::vector<double> residuals(const RidgeData& data, const RidgeRule& rule) {
  std::vector<double> out(data.posts());
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = data.y[i] - rule.at(data.rows.subspan(i * data.columns, data.columns));
  return out;
}

}  // namespace gs
