// Negative-binomial deviance residuals of one post and their derivatives by hand (FITTING 2.2).
#include "models/fit/residuals.h"

#include <ceres/jet.h>

#include <algorithm>
#include <cmath>

#include "models/timing.h"

namespace gs {
namespace {

constexpr double kFewest = 1e-9;     // people: keeps a mean above zero where nothing can be expected
constexpr std::size_t kLogRate = 3;  // first rate among the predictors
constexpr std::size_t kShareRate = kLogRate + static_cast<std::size_t>(Rate::share);

using Jet3 = ceres::Jet<double, 3>;  // log follow intensity, log share intensity, log share rate
using TimingJet = ceres::Jet<double, kTimingSize>;

// Beyond these the chances are 0 or 1 to the last bit; the wall keeps infinities out.
double walled(double log_value) { return std::clamp(log_value, -40.0, 6.0); }

// People seeing at given contacts, with slopes by log follow intensity (a), log share intensity (s) and
// contacts (c): people_seeing in double with its derivatives by hand, three exponentials per class.
struct Slopes {
  double followers = 0, followers_a = 0, followers_s = 0, followers_c = 0, others = 0, others_s = 0,
         others_c = 0;
};
Slopes slopes_at(
    const MeanFieldAudience& audience, double follow, double share, double contacts, double contacts_o) {
  Slopes sum;
  for (const double x : audience.activity) {
    const double heard = -std::expm1(-x * share), heard_s = x * share * (1 - heard);
    const double unseen = std::exp(-(x * follow + contacts * heard)),
                 unseen_o = std::exp(-contacts_o * heard);
    sum.followers += 1 - unseen;
    sum.followers_a += unseen * x * follow;
    sum.followers_s += unseen * contacts * heard_s;
    sum.followers_c += unseen * heard;
    sum.others += 1 - unseen_o;
    sum.others_s += unseen_o * contacts_o * heard_s;
    sum.others_c += unseen_o * heard;
  }
  return sum;
}

BothKinds<Jet3> seen_at(const MeanFieldAudience& audience,
                        double follow,
                        double share,
                        const BothKinds<Jet3>& contacts) {
  const Slopes at = slopes_at(audience, follow, share, contacts.followers.a, contacts.others.a);
  const auto classes = static_cast<double>(audience.activity.size());
  BothKinds<Jet3> seen{Jet3(at.followers), Jet3(at.others)};
  seen.followers.v = at.followers_c * contacts.followers.v;
  seen.followers.v[0] += at.followers_a;
  seen.followers.v[1] += at.followers_s;
  seen.others.v = at.others_c * contacts.others.v;
  seen.others.v[1] += at.others_s;
  return {seen.followers * (audience.followers / classes), seen.others * (audience.outsiders / classes)};
}

BothKinds<Jet3> seen_by(const FitPost& post, const Predictors& at) {
  const double follow = std::exp(walled(at[0])), share = std::exp(walled(at[1]));
  const Jet3 sharers =
      post.sharers ? Jet3(*post.sharers) : post.reach * chance_of_rate(Jet3(walled(at[kShareRate]), 2));
  Jet3 part(post.follower_part.value_or(.8));
  BothKinds<Jet3> seen;
  // Who passes on is seen in the split; without it four sweeps settle it to a few parts in a thousand.
  for (int sweep = post.follower_part ? 4 : 1; sweep <= 4; ++sweep) {
    seen = seen_at(post.audience,
                   follow,
                   share,
                   contacts_of<Jet3>(post.audience, {sharers * part, sharers * (1.0 - part)}));
    part = seen.followers / (seen.followers + seen.others + kFewest);
  }
  return seen;
}

void put(Means& means, Residual residual, const Jet3& mu) {
  const auto row = static_cast<std::size_t>(residual);
  means.mu[row] = mu.a + kFewest;
  means.slope[row][0] = mu.v[0];
  means.slope[row][1] = mu.v[1];
  means.slope[row][kShareRate] = mu.v[2];
}

}  // namespace

Deviance deviance_of(double y, double mu, double dispersion) {
  const double d = y - mu, variance = mu + dispersion * mu * mu;
  const double bend = (1 + 2 * dispersion * mu) * d / variance;  // V' d / V
  if (std::abs(bend) < 1e-3) {  // 0/0 next to y = mu: the series of the same function, next term bend^3
    const double q = 1 - bend / 3 + (bend * bend - dispersion * d * d / variance) / 6;
    return {d / std::sqrt(variance * q) * q, -1 / std::sqrt(variance * q)};
  }
  const double size = 1 / dispersion;
  const double gain = y > 0 ? y * std::log1p(d / mu) : 0;
  const double half = gain - (y + size) * std::log1p(dispersion * d / (1 + dispersion * mu));
  const double value = std::copysign(std::sqrt(std::max(0.0, 2 * half)), d);
  return {value, -d / (variance * value)};
}

Means means_of(const FitPost& post, const Predictors& at) {
  Means means;
  const bool split = post.observed[static_cast<std::size_t>(Residual::reach_followers)].has_value();
  if (split || post.observed[static_cast<std::size_t>(Residual::reach)]) {
    const BothKinds<Jet3> seen = seen_by(post, at);
    put(means, Residual::reach_followers, seen.followers);
    put(means, Residual::reach_others, seen.others);
    put(means, Residual::reach, seen.followers + seen.others);
  }
  const auto extra = static_cast<std::size_t>(Residual::extra_displays);
  means.slope[extra][2] = post.reach * std::exp(walled(at[2]));
  means.mu[extra] = means.slope[extra][2] + kFewest;
  for (std::size_t k = 0; k < kRates; ++k) {
    const std::size_t row = static_cast<std::size_t>(Residual::engaged) + k;
    const double hazard = std::exp(walled(at[kLogRate + k]));
    means.mu[row] = -post.reach * std::expm1(-hazard) + kFewest;
    means.slope[row][kLogRate + k] = post.reach * hazard * std::exp(-hazard);
  }
  return means;
}

void DayFactors::prepare(const double* timing) {
  TimingParameters<TimingJet> p;
  for (std::size_t k = 0; k < p.diurnal.size(); ++k) p.diurnal[k] = TimingJet(timing[k], static_cast<int>(k));
  p.weekend = TimingJet(timing[4], 4);
  p.log_half_life = TimingJet(timing[5], 5);
  const Timing<TimingJet> jets = timing_of(p, attention_hours_);
  for (std::size_t h = 0; h < kHoursPerWeek; ++h) {
    const TimingJet factor = log(day_factor(jets, static_cast<int>(h)));
    hours_[h].log_factor = factor.a;
    std::copy_n(factor.v.data(), kTimingSize, hours_[h].slope.begin());
  }
}

const DayFactors::Hour& DayFactors::at(const double* timing, int hour_of_week) {
  if (!known_ || !std::equal(timing_.begin(), timing_.end(), timing)) {
    std::copy_n(timing, kTimingSize, timing_.begin());
    prepare(timing);
    known_ = true;
  }
  return hours_[static_cast<std::size_t>(hour_of_week)];
}

Predictors predictors_of(const FitPost& post, const double* const* blocks, DayFactors& day_factors) {
  const double *luck = blocks[0], *level = blocks[1], *format = blocks[3];
  Predictors at;
  at[0] = level[kVisibility] + level[kSizeSlope] * post.log_size + level[kPaid] * post.paid + format[0] +
          luck[0] + day_factors.at(blocks[2], post.hour).log_factor;
  at[1] = level[kSpread] + luck[0];
  at[2] = level[kRepeat];
  for (std::size_t k = 0; k < kRates; ++k) at[kLogRate + k] = level[kFirstRate + k] + format[1 + k] + luck[1];
  return at;
}

PostCost::PostCost(const FitPost& post, const Scatter& scatter, DayFactors& day_factors, Curvature curvature)
    : post_(post), scatter_(scatter), day_factors_(day_factors), expected_(curvature == Curvature::expected) {
  const auto observed =
      std::ranges::count_if(post.observed, [](const auto& count) { return count.has_value(); });
  set_num_residuals(static_cast<int>(observed) + 2);
  for (const std::size_t size : kBlockSizes)
    mutable_parameter_block_sizes()->push_back(static_cast<int>(size));
}

namespace {

// One row of the Jacobian in all four blocks, from the slopes by predictor.
struct RowSlopes {
  const FitPost& post;
  const DayFactors::Hour& hour;
  double** jacobians;

  double* at(std::size_t block, std::size_t row) const {
    if (jacobians == nullptr || jacobians[block] == nullptr) return nullptr;
    return jacobians[block] + row * PostCost::kBlockSizes[block];
  }
  void clear(std::size_t rows) const {
    for (std::size_t b = 0; b < PostCost::kBlockSizes.size(); ++b)
      if (double* first = at(b, 0)) std::fill_n(first, rows * PostCost::kBlockSizes[b], 0.0);
  }
  void put(std::size_t row, const Predictors& slope) const {
    if (double* luck = at(0, row)) {
      luck[0] = slope[0] + slope[1];
      for (std::size_t k = 0; k < kRates; ++k) luck[1] += slope[kLogRate + k];
    }
    if (double* level = at(1, row)) {
      level[kVisibility] = slope[0];
      level[kSizeSlope] = slope[0] * post.log_size;
      level[kPaid] = slope[0] * post.paid;
      level[kSpread] = slope[1];
      level[kRepeat] = slope[2];
      std::copy_n(slope.begin() + kLogRate, kRates, level + kFirstRate);
    }
    if (double* timing = at(2, row))
      for (std::size_t k = 0; k < kTimingSize; ++k) timing[k] = slope[0] * hour.slope[k];
    if (double* format = at(3, row)) {
      format[0] = slope[0];
      std::copy_n(slope.begin() + kLogRate, kRates, format + 1);
    }
  }
};

Predictors scaled(Predictors slope, double factor) {
  for (double& s : slope) s *= factor;
  return slope;
}

double variance_of(double mu, double dispersion) { return mu + dispersion * mu * mu; }

}  // namespace

bool PostCost::Evaluate(double const* const* blocks, double* residuals, double** jacobians) const {
  const Means means = means_of(post_, predictors_of(post_, blocks, day_factors_));
  const RowSlopes slopes{post_, day_factors_.at(blocks[2], post_.hour), jacobians};
  slopes.clear(static_cast<std::size_t>(num_residuals()));
  std::size_t row = 0;
  for (std::size_t kind = 0; kind < kResiduals; ++kind) {
    if (!post_.observed[kind]) continue;
    const double mu = means.mu[kind], dispersion = scatter_.dispersion[kind];
    const Deviance deviance = deviance_of(*post_.observed[kind], mu, dispersion);
    if (!std::isfinite(deviance.value) || !std::isfinite(deviance.slope)) return false;
    residuals[row] = deviance.value;
    const double slope = expected_ ? -1 / std::sqrt(variance_of(mu, dispersion)) : deviance.slope;
    if (jacobians != nullptr) slopes.put(row, scaled(means.slope[kind], slope));
    ++row;
  }
  const std::array<double, 2> sigma{scatter_.sigma_u, scatter_.sigma_e};
  for (std::size_t k = 0; k < 2; ++k, ++row) {
    residuals[row] = blocks[0][k] / sigma[k];
    if (double* luck = slopes.at(0, row)) luck[k] = 1 / sigma[k];
  }
  return true;
}

std::array<double, 2> by_luck(const Predictors& slope) {
  double e = 0;
  for (std::size_t k = kLogRate; k < kPredictors; ++k) e += slope[k];
  return {slope[0] + slope[1], e};
}

LuckCost luck_cost(const FitPost& post,
                   const Means& means,
                   const Scatter& scatter,
                   const std::array<double, 2>& luck) {
  const double wu = 1 / (scatter.sigma_u * scatter.sigma_u), we = 1 / (scatter.sigma_e * scatter.sigma_e);
  LuckCost sum{.5 * (wu * luck[0] * luck[0] + we * luck[1] * luck[1]), wu * luck[0], we * luck[1], wu, 0, we};
  for (std::size_t k = 0; k < kResiduals; ++k) {
    if (!post.observed[k]) continue;
    const double mu = means.mu[k], variance = variance_of(mu, scatter.dispersion[k]);
    const double value = deviance_of(*post.observed[k], mu, scatter.dispersion[k]).value;
    const double pull = (mu - *post.observed[k]) / variance;  // d cost / d mu
    const auto [u, e] = by_luck(means.slope[k]);
    sum.cost += .5 * value * value;
    sum.gu += pull * u, sum.ge += pull * e;
    sum.uu += u * u / variance, sum.ue += u * e / variance, sum.ee += e * e / variance;
  }
  return sum;
}

}  // namespace gs
