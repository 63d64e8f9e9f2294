// Joint draws around the estimate: the global block of the Schur complement inverted, multivariate t with 7
// degrees.
#include "models/fit/posterior/posterior.h"

#include <Eigen/Dense>
#include <cmath>

#include "core/draw.h"
#include "models/fit/residuals.h"

namespace gs {
namespace {

using Matrix = Eigen::MatrixXd;
using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Adds one post's information about the shared parameters, its luck eliminated: J'J - J'L (L'L)^-1 L'J.
void add_post(Matrix& information, const FitPost& post, const PostCost& cost, const double* const* blocks) {
  const auto rows = static_cast<Eigen::Index>(cost.num_residuals());
  std::array<double, PostCost::kMostRows> residuals;
  RowMajor luck(rows, 2), level(rows, 10), timing(rows, 6), format(rows, 6);
  std::array<double*, 4> jacobians{luck.data(), level.data(), timing.data(), format.data()};
  if (!cost.Evaluate(blocks, residuals.data(), jacobians.data())) return;
  Matrix shared(rows, 22);
  shared << level, timing, format;
  const Eigen::Matrix2d own = luck.transpose() * luck;
  const Matrix cross = luck.transpose() * shared;
  const Matrix rest = shared.transpose() * shared - cross.transpose() * own.inverse() * cross;
  const auto first = static_cast<Eigen::Index>(format_block(post.format));
  information.topLeftCorner(16, 16) += rest.topLeftCorner(16, 16);
  information.block(first, first, 6, 6) += rest.bottomRightCorner(6, 6);
  information.block(0, first, 16, 6) += rest.topRightCorner(16, 6);
  information.block(first, 0, 6, 16) += rest.bottomLeftCorner(6, 16);
}

void add_priors(Matrix& information, const FitData& data) {
  for (std::size_t i = 0; i < data.priors.size(); ++i)
    information(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(i)) +=
        1 / (data.priors[i].sd * data.priors[i].sd);
  const std::size_t formats = data.formats.size();
  const double weight = 1 / (static_cast<double>(formats) * kSumToZeroSd);
  for (std::size_t a = 0; a < formats; ++a)
    for (std::size_t b = 0; b < formats; ++b)
      for (std::size_t k = 0; k < kFormatSize; ++k)
        information(static_cast<Eigen::Index>(format_block(a) + k),
                    static_cast<Eigen::Index>(format_block(b) + k)) += weight * weight;
}

Matrix information_of(const FitData& data, const Scatter& scatter, const Point& point) {
  const auto size = static_cast<Eigen::Index>(point.values.size());
  Matrix information = Matrix::Zero(size, size);
  DayFactors day_factors(data.attention_hours);
  const double* values = point.values.data();
  for (std::size_t i = 0; i < data.posts.size(); ++i) {
    const FitPost& post = data.posts[i];
    const PostCost cost(post, scatter, day_factors, Curvature::expected);
    const std::array<const double*, 4> blocks{
        point.luck[i].data(), values, values + kFirstTiming, values + format_block(post.format)};
    add_post(information, post, cost, blocks.data());
  }
  add_priors(information, data);
  return information;
}

constexpr std::uint64_t kChiSubject = 1u << 20;  // subjects below are ordinals of parameters

struct Inverse {
  Matrix value;
  bool regular;
};
Inverse inverse_of(const Matrix& symmetric) {
  if (symmetric.size() == 0) return {symmetric, true};
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(symmetric);
  const double least = 1e-12 * eigen.eigenvalues().maxCoeff();
  const Eigen::VectorXd values = eigen.eigenvalues().cwiseMax(least).cwiseInverse();
  return {eigen.eigenvectors() * values.asDiagonal() * eigen.eigenvectors().transpose(),
          eigen.eigenvalues().minCoeff() > least};
}

Matrix root_of(const Matrix& symmetric) {
  const Eigen::SelfAdjointEigenSolver<Matrix> eigen(symmetric);
  return eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal() *
         eigen.eigenvectors().transpose();
}

std::vector<double> flat(const Matrix& matrix) {
  std::vector<double> rows(static_cast<std::size_t>(matrix.size()));
  Eigen::Map<RowMajor>(rows.data(), matrix.rows(), matrix.cols()) = matrix;
  return rows;
}

Theta draw_theta(const Estimate& at,
                 const Spread& spread,
                 const PopulationParameters& audience,
                 World world) {
  // A t's covariance is n / (n - 2) of its scale: shrunk, so that the draws have the covariance found.
  static const double kShrink = std::sqrt((kTDegrees - 2.0) / kTDegrees);
  std::vector<double> values = t_draw(at.point.values, spread.root, world, 0).values;
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = at.point.values[i] + kShrink * (values[i] - at.point.values[i]);
  const auto z = [&](std::uint64_t subject) {
    return normal(world, {.subject = subject, .why = Purpose::parameters, .occasion = 2});
  };
  Scatter scatter = at.scatter;
  scatter.sigma_u *= std::exp(at.scatter_log_sd.sigma_u * z(0));
  scatter.sigma_e *= std::exp(at.scatter_log_sd.sigma_e * z(1));
  for (std::size_t k = 0; k < kResiduals; ++k)
    scatter.dispersion[k] *= std::exp(at.scatter_log_sd.dispersion[k] * z(2 + k));
  Theta theta = to_theta(values, scatter);
  limit_branching(theta, audience);
  return theta;
}

}  // namespace

double Spread::sd(std::size_t i) const { return std::sqrt(covariance[i * size + i]); }
double Spread::correlation(std::size_t i, std::size_t j) const {
  return covariance[i * size + j] / (sd(i) * sd(j));
}

Spread posterior_spread(const FitData& data, const Scatter& scatter, const Point& point) {
  const Matrix information = information_of(data, scatter, point);
  std::vector<Eigen::Index> free, held;
  for (std::size_t i = 0; i < data.held.size(); ++i)
    (data.held[i] ? held : free).push_back(static_cast<Eigen::Index>(i));
  const auto [free_covariance, regular] = inverse_of(information(free, free));
  Matrix prior = Matrix::Zero(information.rows(), information.cols());
  add_priors(prior, data);
  const Matrix held_covariance = inverse_of(prior(held, held)).value;
  const Matrix response = -free_covariance * information(free, held);
  Matrix covariance = Matrix::Zero(information.rows(), information.cols());
  Matrix given_held = covariance;
  given_held(free, free) = free_covariance;
  covariance(free, free) = free_covariance + response * held_covariance * response.transpose();
  covariance(free, held) = response * held_covariance;
  covariance(held, free) = covariance(free, held).transpose();
  covariance(held, held) = held_covariance;
  return {
      point.values.size(), flat(covariance), flat(root_of(covariance)), flat(root_of(given_held)), regular};
}

TDraw t_draw(const std::vector<double>& center,
             const std::vector<double>& root,
             World world,
             std::uint32_t occasion) {
  const std::size_t size = center.size();
  TDraw draw{center, std::vector<double>(size)};
  const auto standard = [&](std::size_t subject) {
    return normal(world, {.subject = subject, .why = Purpose::parameters, .occasion = occasion});
  };
  double chi_square = 0;
  for (std::size_t k = 0; k < kTDegrees; ++k) {
    const double x = standard(kChiSubject + k);
    chi_square += x * x;
  }
  for (std::size_t j = 0; j < size; ++j) draw.t[j] = standard(j) * std::sqrt(kTDegrees / chi_square);
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j) draw.values[i] += root[i * size + j] * draw.t[j];
  return draw;
}

std::vector<Theta> posterior_draws(const Estimate& estimate,
                                   const Spread& spread,
                                   const PopulationParameters& audience,
                                   const FitOptions& options) {
  std::vector<Theta> draws;
  for (std::uint32_t k = 0; k < options.draws && !(k > 0 && options.watch.stop); ++k)
    draws.push_back(draw_theta(estimate, spread, audience, {options.seed, k}));
  return draws;
}

}  // namespace gs
