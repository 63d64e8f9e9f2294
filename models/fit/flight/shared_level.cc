// Small dense algebra over 7 metrics; own draws are the worlds', so nothing here is random. Outliers: a
// post's standardised fact counts as 3 at most. Source: Gaussian conditioning; Matheron's rule as in Wilson
// et al. 2021, "Pathwise conditioning of Gaussian processes", JMLR 22.
#include "models/fit/flight/shared_level.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "models/fit/posterior/posterior.h"

namespace gs {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kMostScore = 3;   // of one post's fact
constexpr double kLeastOwn = .02;  // of a score's variance that is a post's own at least

struct Standard {  // of each (post, metric), over the worlds
  std::vector<double> mean, sd;
};

Standard standard_of(const FlightPosts& flight) {
  const std::size_t cells = flight.posts * flight.metrics;
  const auto worlds = static_cast<double>(flight.worlds.size());
  Standard standard{std::vector<double>(cells), std::vector<double>(cells)};
  for (const auto& world : flight.worlds)
    for (std::size_t c = 0; c < cells; ++c) standard.mean[c] += world[c] / worlds;
  for (const auto& world : flight.worlds)
    for (std::size_t c = 0; c < cells; ++c)
      standard.sd[c] += (world[c] - standard.mean[c]) * (world[c] - standard.mean[c]) / worlds;
  for (double& sd : standard.sd) sd = std::sqrt(sd);
  return standard;
}

double score(double value, std::size_t cell, const Standard& standard) {
  return standard.sd[cell] > 1e-9 ? (value - standard.mean[cell]) / standard.sd[cell] : 0;
}

// [world] a row for each post, a column for each metric.
MatrixXd scores_of(const FlightPosts& flight, const std::vector<double>& world, const Standard& standard) {
  MatrixXd z(static_cast<Index>(flight.posts), static_cast<Index>(flight.metrics));
  for (std::size_t c = 0; c < flight.posts * flight.metrics; ++c)
    z(static_cast<Index>(c / flight.metrics), static_cast<Index>(c % flight.metrics)) =
        score(world[c], c, standard);
  return z;
}

MatrixXd at_least(const MatrixXd& matrix, double least) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solver((matrix + matrix.transpose()) / 2);
  const VectorXd values = solver.eigenvalues().cwiseMax(least);
  return solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
}

struct Parts {
  MatrixXd shared, own;
};

Parts parts_of(const FlightPosts& flight, const std::vector<MatrixXd>& scores) {
  const auto m = static_cast<Index>(flight.metrics);
  const auto posts = static_cast<double>(flight.posts), worlds = static_cast<double>(scores.size());
  MatrixXd pairs = MatrixXd::Zero(m, m), own = MatrixXd::Zero(m, m);
  for (const MatrixXd& z : scores) {
    const VectorXd sum = z.colwise().sum();
    const MatrixXd one = z.transpose() * z;
    own += one / (posts * worlds);
    if (flight.posts > 1) pairs += (sum * sum.transpose() - one) / (posts * (posts - 1) * worlds);
  }
  const MatrixXd shared = at_least(pairs, 0);
  return {shared, at_least(own - shared, kLeastOwn)};
}

// The facts: metrics that every post that is out tells, their mean score, and what each post counts in it.
struct Told {
  std::vector<Index> metrics;
  std::vector<double> weight;  // [post]; 0: to come
  double posts = 0;            // sum of the weights
  VectorXd mean;
};

Told told_by(const FlightPosts& flight, const Standard& standard) {
  Told told;
  told.weight.assign(flight.posts, 0.0);
  const auto is_out = [&](std::size_t j) { return !flight.out[j].empty(); };
  for (std::size_t m = 0; m < flight.metrics; ++m) {
    bool all = true, any = false;
    for (std::size_t j = 0; j < flight.posts; ++j) {
      if (!is_out(j)) continue;
      any = true;
      all = all && flight.out[j][m] && standard.sd[j * flight.metrics + m] > 1e-9;
    }
    if (any && all) told.metrics.push_back(static_cast<Index>(m));
  }
  told.mean = VectorXd::Zero(static_cast<Index>(told.metrics.size()));
  for (std::size_t j = 0; j < flight.posts && !told.metrics.empty(); ++j) {
    if (!is_out(j)) continue;
    const double sd = standard.sd[j * flight.metrics + static_cast<std::size_t>(told.metrics.front())];
    told.weight[j] = 1 / (1 + flight.noise[j] / (sd * sd));
    told.posts += told.weight[j];
    for (std::size_t k = 0; k < told.metrics.size(); ++k) {
      const auto m = static_cast<std::size_t>(told.metrics[k]);
      const double z = score(*flight.out[j][m], j * flight.metrics + m, standard);
      told.mean(static_cast<Index>(k)) += told.weight[j] * std::clamp(z, -kMostScore, kMostScore);
    }
  }
  if (told.posts > 0) told.mean /= told.posts;
  return told;
}

// A world's own means: of the posts that are out, weighted as the facts are; of those to come.
struct Means {
  VectorXd out, to_come;
};

Means means_of(const MatrixXd& z, const Told& told) {
  Means means{VectorXd::Zero(z.cols()), VectorXd::Zero(z.cols())};
  double to_come = 0;
  for (Index j = 0; j < z.rows(); ++j) {
    const double weight = told.weight[static_cast<std::size_t>(j)];
    if (weight > 0)
      means.out += weight / told.posts * z.row(j).transpose();
    else
      means.to_come += z.row(j).transpose(), to_come += 1;
  }
  if (to_come > 0) means.to_come /= to_come;
  return means;
}

std::vector<double> log_weights_of(const std::vector<Means>& worlds, const Told& told, const Parts& parts) {
  const auto to_come = static_cast<double>(std::ranges::count(told.weight, 0.0));
  if (to_come == 0) return std::vector<double>(worlds.size(), 0.0);
  const MatrixXd spread = parts.shared + parts.own / to_come;
  const MatrixXd by_rest = spread.ldlt().solve(parts.shared(Eigen::all, told.metrics)).transpose();
  const MatrixXd left = parts.shared(told.metrics, told.metrics) +
                        parts.own(told.metrics, told.metrics) / told.posts -
                        by_rest * parts.shared(Eigen::all, told.metrics);
  const Eigen::LDLT<MatrixXd> solver(left);
  std::vector<double> logs;
  for (const Means& world : worlds) {
    const VectorXd off = told.mean - by_rest * world.to_come;
    logs.push_back(-.5 * off.dot(solver.solve(off)));
  }
  return logs;
}

void put_shift(const VectorXd& score_shift,
               const FlightPosts& flight,
               const Standard& standard,
               std::vector<double>& shift) {
  for (std::size_t c = 0; c < shift.size(); ++c)
    if (flight.out[c / flight.metrics].empty())
      shift[c] = standard.sd[c] * score_shift(static_cast<Index>(c % flight.metrics));
}

}  // namespace

FlightUpdate learn_level(const FlightPosts& flight) {
  const std::size_t cells = flight.posts * flight.metrics;
  FlightUpdate update{std::vector<double>(flight.worlds.size(), 0.0),
                      std::vector<std::vector<double>>(flight.worlds.size(), std::vector<double>(cells, 0.0)),
                      0};
  if (flight.posts == 0 || flight.worlds.size() < 2) return update;
  const Standard standard = standard_of(flight);
  const Told told = told_by(flight, standard);
  if (told.metrics.empty() || !(told.posts > 0)) return update;
  std::vector<MatrixXd> scores;
  for (const auto& world : flight.worlds) scores.push_back(scores_of(flight, world, standard));
  const Parts parts = parts_of(flight, scores);
  update.shared = parts.shared(0, 0) / (parts.shared(0, 0) + parts.own(0, 0));
  const MatrixXd facts =
      parts.shared(told.metrics, told.metrics) + parts.own(told.metrics, told.metrics) / told.posts;
  const MatrixXd gain = facts.ldlt().solve(parts.shared(told.metrics, Eigen::all)).transpose();
  std::vector<Means> means;
  for (std::size_t r = 0; r < scores.size(); ++r) {
    means.push_back(means_of(scores[r], told));
    put_shift(gain * (told.mean - means[r].out(told.metrics)), flight, standard, update.shift[r]);
  }
  update.log_weights = log_weights_of(means, told, parts);
  return update;
}

WorldWeights weights_of(std::span<const double> log_weights) {
  WorldWeights all;
  if (log_weights.empty()) return all;
  const auto [least, most] = std::ranges::minmax(log_weights);
  double sum = 0, squares = 0;
  for (const double log_weight : log_weights) {
    all.weights.push_back(std::exp(log_weight - most));
    sum += all.weights.back();
  }
  for (double& weight : all.weights) {
    weight /= sum;
    squares += weight * weight;
  }
  all.effective = 1 / squares;
  if (least < most) all.k_hat = pareto_k_hat({log_weights.begin(), log_weights.end()});
  return all;
}

std::vector<std::size_t> resampled(std::span<const double> weights) {
  std::vector<std::size_t> chosen;
  const auto n = static_cast<double>(weights.size());
  double sum = 0;
  for (std::size_t r = 0; r < weights.size(); ++r) {
    sum += weights[r];
    while (chosen.size() < weights.size() && static_cast<double>(chosen.size()) + .5 < n * sum)
      chosen.push_back(r);
  }
  while (chosen.size() < weights.size()) chosen.push_back(weights.size() - 1);  // rounding of the sum
  return chosen;
}

}  // namespace gs
