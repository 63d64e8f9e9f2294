// Cost of one post: its counts against the mean field, each as a negative-binomial deviance, and its two
// lucks against their spread. Half the sum of squares is the negative log posterior but for constants
// (FITTING 2.2).
//   deviance   r = sign(y-mu) sqrt(2 [ y ln(y/mu) - (y+1/a) ln((1+a y)/(1+a mu)) ]),   dr/dmu = -(y-mu)/(V r)
//   mu         reach_followers, reach_others | shares observed     (or reach, without the split)
//              extra_displays | reach = reach exp(repeat)
//              engaged, click, like, comment, share | reach = reach (1 - exp(-exp(rate + e)))
//   luck       u / sigma_u, e / sigma_e          median-preserving: exp(u) has median 1
// Upstream counts are the observed ones, so errors do not travel down and blocks are nearly independent given
// luck.
#pragma once
#include <ceres/cost_function.h>

#include <array>
#include <optional>
#include <vector>

#include "models/fit/mean_field.h"
#include "models/fit/parameters.h"
#include "models/observe/observation.h"

namespace gs {

struct Deviance {
  double value = 0, slope = 0;  // slope: d value / d mu
};
// y >= 0, mu > 0, dispersion > 0.
Deviance deviance_of(double y, double mu, double dispersion);

// One post, prepared: what the mean field needs and what was observed.
struct FitPost {
  const ObservedPost* source = nullptr;
  MeanFieldAudience audience;
  double log_size = 0;  // log(followers / 10 000)
  double paid = 0;      // 0 or 1
  int hour = 0;         // of the week, local
  std::size_t format = 0;
  double reach = 0;
  std::optional<double> sharers;
  std::optional<double> follower_part;  // of reach, where the split is known
  std::array<std::optional<double>, kResiduals> observed{};
};

// What a post's counts depend on: log follow and log share intensity, log repeats, five log rates, luck
// included.
inline constexpr std::size_t kPredictors = 8;
using Predictors = std::array<double, kPredictors>;
struct Means {
  std::array<double, kResiduals> mu{};
  std::array<Predictors, kResiduals> slope{};  // d mu / d predictor
};
Means means_of(const FitPost& post, const Predictors& predictors);

// log D(h) and its derivatives for all hours of the week, kept for the last timing parameters asked for. One
// per solve: not shared between threads.
class DayFactors {
 public:
  explicit DayFactors(std::size_t attention_hours) : attention_hours_(attention_hours) {}
  struct Hour {
    double log_factor = 0;
    std::array<double, kTimingSize> slope{};
  };
  const Hour& at(const double* timing, int hour_of_week);

 private:
  void prepare(const double* timing);
  std::size_t attention_hours_;
  bool known_ = false;
  std::array<double, kTimingSize> timing_{};
  std::array<Hour, kHoursPerWeek> hours_{};
};

Predictors predictors_of(const FitPost& post, const double* const* blocks, DayFactors& day_factors);

// Slopes of the residuals as they are (for the solver), or as they would be at y = mu (Fisher's information,
// for doubt: the deviance of a far outlier is steep although it tells little).
enum class Curvature : std::uint8_t { observed, expected };

// Blocks: luck (u, e), level, timing, the format's effects. Rows: observed residuals in the order of
// Residual, then the two lucks.
class PostCost : public ceres::CostFunction {
 public:
  PostCost(const FitPost& post,
           const Scatter& scatter,
           DayFactors& day_factors,
           Curvature curvature = Curvature::observed);
  bool Evaluate(double const* const* blocks, double* residuals, double** jacobians) const override;
  static constexpr std::size_t kMostRows = kResiduals + 2;
  static constexpr std::array<std::size_t, 4> kBlockSizes{2, kLevelSize, kTimingSize, kFormatSize};

 private:
  const FitPost& post_;
  const Scatter& scatter_;
  DayFactors& day_factors_;
  bool expected_;
};

// Negative log posterior of a post's luck, but for constants: value, gradient, expected curvature.
struct LuckCost {
  double cost = 0, gu = 0, ge = 0, uu = 1, ue = 0, ee = 1;
  double determinant() const { return uu * ee - ue * ue; }
};
LuckCost luck_cost(const FitPost& post,
                   const Means& means,
                   const Scatter& scatter,
                   const std::array<double, 2>& luck);
// d / d (u, e) from the slopes by predictor.
std::array<double, 2> by_luck(const Predictors& slope);

}  // namespace gs
