// Builds the Ceres problem (posts' luck first, globals second) and reads the solver's answer.
#include "models/fit/problem.h"

#include <ceres/manifold.h>
#include <ceres/normal_prior.h>
#include <ceres/problem.h>
#include <ceres/solver.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/fit/residuals.h"

namespace gs {
namespace {

// The mean format effect, per component:  r_k = sum_c b_ck / (C sd). Keeps the level's meaning; a prior, no
// constraint.
class MeanFormatEffect : public ceres::CostFunction {
 public:
  explicit MeanFormatEffect(std::size_t formats)
      : weight_(1 / (static_cast<double>(formats) * kSumToZeroSd)) {
    set_num_residuals(kFormatSize);
    mutable_parameter_block_sizes()->assign(formats, kFormatSize);
  }
  bool Evaluate(double const* const* blocks, double* residuals, double** jacobians) const override {
    std::fill_n(residuals, kFormatSize, 0.0);
    for (std::size_t c = 0; c < parameter_block_sizes().size(); ++c) {
      for (std::size_t k = 0; k < kFormatSize; ++k) residuals[k] += weight_ * blocks[c][k];
      if (jacobians == nullptr || jacobians[c] == nullptr) continue;
      std::fill_n(jacobians[c], kFormatSize * kFormatSize, 0.0);
      for (std::size_t k = 0; k < kFormatSize; ++k) jacobians[c][k * kFormatSize + k] = weight_;
    }
    return true;
  }

 private:
  double weight_;
};

struct Block {
  std::size_t first, size;
};
std::vector<Block> blocks_of(std::size_t formats) {
  std::vector<Block> blocks{{0, kLevelSize}, {kFirstTiming, kTimingSize}};
  for (std::size_t c = 0; c < formats; ++c) blocks.push_back({format_block(c), kFormatSize});
  return blocks;
}

}  // namespace

struct Problem::Parts {
  const FitData& data;
  DayFactors day_factors;
  Point point;
  ceres::Problem problem;

  Parts(const FitData& the_data, const Scatter& scatter)
      : data(the_data), day_factors(the_data.attention_hours) {
    point.values.resize(data.priors.size());
    point.luck.resize(data.posts.size());
    for (std::size_t i = 0; i < data.posts.size(); ++i) {
      const FitPost& post = data.posts[i];
      problem.AddResidualBlock(new PostCost(post, scatter, day_factors),
                               nullptr,
                               point.luck[i].data(),
                               at(0),
                               at(kFirstTiming),
                               at(format_block(post.format)));
    }
    for (const Block& block : blocks_of(data.formats.size())) {
      if (!problem.HasParameterBlock(at(block.first)))
        problem.AddParameterBlock(at(block.first), static_cast<int>(block.size));
      add_prior(block);
      hold(block);
    }
    std::vector<double*> formats;
    for (std::size_t c = 0; c < data.formats.size(); ++c) formats.push_back(at(format_block(c)));
    if (!formats.empty()) problem.AddResidualBlock(new MeanFormatEffect(formats.size()), nullptr, formats);
  }

  double* at(std::size_t index) { return point.values.data() + index; }

  void add_prior(const Block& block) {
    const auto size = static_cast<Eigen::Index>(block.size);
    ceres::Matrix weight = ceres::Matrix::Zero(size, size);
    ceres::Vector center(size);
    for (Eigen::Index k = 0; k < size; ++k) {
      const Prior& prior = data.priors[block.first + static_cast<std::size_t>(k)];
      weight(k, k) = 1 / prior.sd;
      center(k) = prior.center;
    }
    problem.AddResidualBlock(new ceres::NormalPrior(weight, center), nullptr, at(block.first));
  }

  void hold(const Block& block) {
    std::vector<int> held;
    for (std::size_t k = 0; k < block.size; ++k)
      if (data.held[block.first + k]) held.push_back(static_cast<int>(k));
    if (held.size() == block.size)
      problem.SetParameterBlockConstant(at(block.first));
    else if (!held.empty())
      problem.SetManifold(at(block.first), new ceres::SubsetManifold(static_cast<int>(block.size), held));
  }

  ceres::Solver::Options options(int max_steps) {
    ceres::Solver::Options options;
    options.linear_solver_type = ceres::DENSE_SCHUR;
    options.num_threads = 1;
    options.logging_type = ceres::SILENT;
    options.max_num_iterations = max_steps;
    options.function_tolerance = 1e-9;
    options.gradient_tolerance = 1e-8;
    options.parameter_tolerance = 1e-9;
    auto ordering = std::make_shared<ceres::ParameterBlockOrdering>();
    for (auto& luck : point.luck) ordering->AddElementToGroup(luck.data(), 0);
    for (const Block& block : blocks_of(data.formats.size())) ordering->AddElementToGroup(at(block.first), 1);
    options.linear_solver_ordering = ordering;
    return options;
  }

  void load(const Point& from) {  // into place: Ceres holds the addresses
    std::ranges::copy(from.values, point.values.begin());
    std::ranges::copy(from.luck, point.luck.begin());
  }
};

namespace {

class StopBetweenSteps : public ceres::IterationCallback {
 public:
  explicit StopBetweenSteps(const StopRequest& stop) : stop_(stop) {}
  ceres::CallbackReturnType operator()(const ceres::IterationSummary&) override {
    return stop_ ? ceres::SOLVER_ABORT : ceres::SOLVER_CONTINUE;
  }

 private:
  StopRequest stop_;
};

}  // namespace

Problem::Problem(const FitData& data, const Scatter& scatter)
    : parts_(std::make_unique<Parts>(data, scatter)) {}
Problem::~Problem() = default;

Outcome Problem::solve(Point& point, int max_steps, const StopRequest& stop) {
  parts_->load(point);
  ceres::Solver::Summary summary;
  ceres::Solver::Options options = parts_->options(max_steps);
  StopBetweenSteps between_steps(stop);
  options.callbacks.push_back(&between_steps);
  ceres::Solve(options, &parts_->problem, &summary);
  point = parts_->point;
  return {summary.termination_type == ceres::CONVERGENCE,
          summary.initial_cost,
          summary.final_cost,
          static_cast<int>(summary.iterations.size()),
          summary.message};
}

double Problem::cost(const Point& point) {
  parts_->load(point);
  double cost = 0;
  const bool finite = parts_->problem.Evaluate({}, &cost, nullptr, nullptr, nullptr);
  return finite ? cost : std::numeric_limits<double>::infinity();
}

}  // namespace gs
