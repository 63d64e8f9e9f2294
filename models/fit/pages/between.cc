// Slices of t, each with its normal of m and the log of its share of the posterior.
#include "models/fit/pages/between.h"

#include <algorithm>
#include <cmath>

#include "models/fit/pool/negative_binomial.h"

namespace gs {
namespace {

constexpr std::size_t kSlices = 60;
constexpr double kWidest = 3;  // scales of t that the grid covers
constexpr int kSteps = 40;

double between_at(std::size_t slice, const BetweenAnchor& anchor) {
  return kWidest * anchor.scale * (static_cast<double>(slice) + 0.5) / static_cast<double>(kSlices);
}

double half_normal(double between, double scale) { return -0.5 * between * between / (scale * scale); }

struct Normal {
  double center = 0, precision = 0, log_share = 0;
};

Normal normal_given(double between, std::span<const GroupValue> groups, const BetweenAnchor& anchor) {
  Normal law{anchor.center, 1 / (anchor.sd * anchor.sd), 0};
  double sum = anchor.center * law.precision;
  for (const GroupValue& group : groups) {
    const double precision = 1 / (group.variance + between * between);
    sum += precision * group.value;
    law.precision += precision;
    law.log_share += 0.5 * std::log(precision);
  }
  law.center = sum / law.precision;
  const auto miss = [&](double value, double precision) {
    law.log_share -= 0.5 * precision * (value - law.center) * (value - law.center);
  };
  miss(anchor.center, 1 / (anchor.sd * anchor.sd));
  for (const GroupValue& group : groups) miss(group.value, 1 / (group.variance + between * between));
  law.log_share -= 0.5 * std::log(law.precision);
  return law;
}

struct Slope {
  double first = 0, information = 0;
};

Slope slope_at(double m, double shape, std::span<const GroupCount> groups, const BetweenAnchor& anchor) {
  const double anchored = 1 / (anchor.sd * anchor.sd);
  Slope slope{(anchor.center - m) * anchored, anchored};
  const double half = 0.5 * std::log1p(shape);  // mean of a log-normal above its median
  for (const GroupCount& group : groups) {
    const double mean = group.exposure * std::exp(m + half);
    slope.first += (group.count - mean) / (1 + shape * mean);
    slope.information += mean / (1 + shape * mean);
  }
  return slope;
}

// Laplace: Fisher scoring in m; steps of at most one keep it from running away.
Normal normal_given(double between, std::span<const GroupCount> groups, const BetweenAnchor& anchor) {
  const double shape = std::expm1(between * between), half = 0.5 * between * between;
  double counts = 0.5, exposures = 0;
  for (const GroupCount& group : groups) counts += group.count, exposures += group.exposure;
  double m = groups.empty() ? anchor.center : std::log(counts / exposures) - half;
  for (int step = 0; step < kSteps; ++step) {
    const Slope slope = slope_at(m, shape, groups, anchor);
    const double move = std::clamp(slope.first / slope.information, -1.0, 1.0);
    m += move;
    if (std::abs(move) < 1e-10) break;
  }
  Normal law{m, slope_at(m, shape, groups, anchor).information, 0};
  for (const GroupCount& group : groups)
    law.log_share +=
        negative_binomial_log_likelihood(group.count, group.exposure * std::exp(m + half), shape);
  const double off = (m - anchor.center) / anchor.sd;
  law.log_share -= 0.5 * off * off + 0.5 * std::log(law.precision);
  return law;
}

}  // namespace

void Between::weigh(std::span<const double> log_weights) {
  const double most = *std::ranges::max_element(log_weights);
  double sum = 0;
  for (std::size_t i = 0; i < slices_.size(); ++i) sum += slices_[i].weight = std::exp(log_weights[i] - most);
  for (Slice& slice : slices_) slice.weight /= sum;
}

template <class Group>
Between Between::of(std::span<const Group> groups, const BetweenAnchor& anchor) {
  Between law;
  std::vector<double> log_weights;
  for (std::size_t i = 0; i < kSlices; ++i) {
    const double between = between_at(i, anchor);
    const Normal normal = normal_given(between, groups, anchor);
    law.slices_.push_back({0, between, normal.center, 1 / std::sqrt(normal.precision)});
    log_weights.push_back(normal.log_share + half_normal(between, anchor.scale));
  }
  law.weigh(log_weights);
  return law;
}

Between Between::of_values(std::span<const GroupValue> groups, const BetweenAnchor& anchor) {
  return of(groups, anchor);
}

Between Between::of_counts(std::span<const GroupCount> groups, const BetweenAnchor& anchor) {
  return of(groups, anchor);
}

BetweenDraw Between::draw(double uniform, double normal) const {
  double below = 0;
  for (const Slice& slice : slices_) {
    below += slice.weight;
    if (uniform < below) return {slice.center + slice.sd * normal, slice.between};
  }
  return {slices_.back().center + slices_.back().sd * normal, slices_.back().between};
}

double Between::center() const {
  double mean = 0;
  for (const Slice& slice : slices_) mean += slice.weight * slice.center;
  return mean;
}

double Between::sd() const {
  const double mean = center();
  double variance = 0;
  for (const Slice& slice : slices_)
    variance += slice.weight * (slice.sd * slice.sd + (slice.center - mean) * (slice.center - mean));
  return std::sqrt(variance);
}

double Between::between() const {
  double mean = 0;
  for (const Slice& slice : slices_) mean += slice.weight * slice.between;
  return mean;
}

double Between::sd_of_another() const {
  double variance = sd() * sd();
  for (const Slice& slice : slices_) variance += slice.weight * slice.between * slice.between;
  return std::sqrt(variance);
}

}  // namespace gs
